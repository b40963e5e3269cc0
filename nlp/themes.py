"""What a subject, or a text, is about: words of a few themes, counted, in ten languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from narrowcast.nlp import theme_words
from narrowcast.nlp.folding import fold

MAX_TEXT = 3_000  # characters; further down stand quotations and disclaimers


class Theme(StrEnum):
    """A field of life that words belong to."""

    PRIVATE = "private"  # family, home, leisure, celebrations
    FUN = "fun"  # jokes and amusements
    WARM = "warm"  # thanks, greetings, wishes, free time
    WORK = "work"
    LEGAL = "legal"
    HIRING = "hiring"  # looking for people, applying
    JOBS = "jobs"  # posts and careers, also in passing
    STAFF = "staff"  # pay, promotions, departures


_LISTS: Mapping[Theme, frozenset[str]] = {
    Theme.PRIVATE: theme_words.PRIVATE,
    Theme.FUN: theme_words.FUN,
    Theme.WARM: theme_words.WARM,
    Theme.WORK: theme_words.WORK,
    Theme.LEGAL: theme_words.LEGAL,
    Theme.HIRING: theme_words.HIRING,
    Theme.JOBS: theme_words.JOBS,
    Theme.STAFF: theme_words.STAFF,
}


class Lexicon:
    """Words looked up whole, or by their beginnings (`stem*`)."""

    def __init__(self, listed: frozenset[str]) -> None:
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        self._stems = frozenset(word[:-1] for word in listed if word.endswith("*"))
        self._lengths = sorted({len(stem) for stem in self._stems})

    def __contains__(self, word: str) -> bool:
        return word in self._whole or any(word[:n] in self._stems for n in self._lengths)


_LEXICONS = {theme: Lexicon(listed) for theme, listed in _LISTS.items()}
_WORD = re.compile(r"\w+(?:-\w+)*")
_PRAISE = re.compile(
    r"\b(?:good|great|nice|fine|super|excellent|amazing|wonderful) job\b|\bjob well done\b"
)


def themes(text: str) -> Counter[Theme]:
    """How many words of each theme stand in the first `MAX_TEXT` characters of *text*."""
    lowered = text[:MAX_TEXT].lower()
    if "job" in lowered:
        lowered = _PRAISE.sub("kudos", lowered)
    words = Counter(_WORD.findall(lowered))
    found: Counter[Theme] = Counter()
    for word, count in words.items():  # most words are common ones of no theme
        for theme in _of_word(word):
            found[theme] += count
    return found


class Spoken(NamedTuple):
    """What a mail's text speaks of, quotations included: an answer is about what it answers."""

    counted: Counter[Theme]
    words: int
    job_talk: int
    """Turns of phrase about a post to fill or to find."""


def spoken(text: str) -> Spoken:
    """Count the themes at the beginning of a mail's *text*; nothing of the text itself is kept."""
    text = text[:MAX_TEXT]
    counted = themes(text)
    return Spoken(counted, len(text.split()), _job_talk(text, counted))


def _job_talk(text: str, counted: Counter[Theme]) -> int:
    """Turns of phrase in *text*; not looked for where no word speaks of jobs, which most do not."""
    if not (counted[Theme.HIRING] or counted[Theme.JOBS] or counted[Theme.STAFF]):
        return 0
    return len(_JOB_TALK.findall(_flat(text)))


def _flat(text: str) -> str:
    """*text* folded, with single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(fold(word) for word in text.split())


_JOB_TALK = re.compile(
    r"\b(?:" + "|".join(line.strip() for line in theme_words.JOB_TALK.strip().splitlines()) + r")\b"
)


@lru_cache(maxsize=1 << 15)
def _of_word(word: str) -> tuple[Theme, ...]:
    folded = fold(word)
    return tuple(theme for theme, lexicon in _LEXICONS.items() if folded in lexicon)


def is_search_firm(domain: str) -> bool:
    """Whether a registrable *domain* is a recruiter's or a job board's, by its name."""
    label = domain.partition(".")[0]
    return label in theme_words.SEARCH_FIRMS or _SEARCH.search(label) is not None


_SEARCH = re.compile(
    r"recruit|headhunt|executive-?search|personalberat|staffing|jobs?$|^jobs?|talent"
)
