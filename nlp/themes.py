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
from narrowcast.nlp.quoting import own_text

MAX_TEXT = 6_000  # characters; further down stand quotations and disclaimers


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
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_PRAISE = re.compile(
    r"\b(?:good|great|nice|fine|super|excellent|amazing|wonderful) job\b|\bjob well done\b",
    re.IGNORECASE,
)


def themes(text: str) -> Counter[Theme]:
    """How many words of each theme stand in the first `MAX_TEXT` characters of *text*."""
    found: Counter[Theme] = Counter()
    for word in _WORD.findall(_PRAISE.sub("kudos", text[:MAX_TEXT])):
        found.update(_of_word(word))
    return found


class Spoken(NamedTuple):
    """What a mail's text speaks of: the sender's own lines, and all of it with quotations."""

    own: Counter[Theme]
    own_words: int
    all: Counter[Theme]
    all_words: int
    own_talk: int
    """Turns of phrase about a post to fill or to find."""
    all_talk: int


def spoken(text: str, subject: str = "") -> Spoken:
    """Count the themes of a mail's *text*; nothing of the text itself is kept."""
    text = text[:MAX_TEXT]
    own = own_text(text, subject)
    talk, all_talk = (len(_JOB_TALK.findall(_flat(one))) for one in (own, text))
    return Spoken(themes(own), len(own.split()), themes(text), len(text.split()), talk, all_talk)


def _flat(text: str) -> str:
    """*text* folded, with single spaces."""
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
