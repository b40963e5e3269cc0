"""Job titles: told from other lines by their headwords, read as seniority and function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from narrowcast.nlp import title_words as table
from narrowcast.nlp.folding import fold
from narrowcast.nlp.title_headwords import BARE_ONLY_LAST, HEADWORDS, SUFFIXES

_MAX_WORDS = 14
_WORD = re.compile(r"[^\W_][\w'’.]*(?:-\w[\w.]*)*")


class Seniority(StrEnum):
    """Rank, highest first."""

    C_LEVEL = "c-level"
    VICE_PRESIDENT = "vice-president"
    DIRECTOR = "director"
    MANAGER = "manager"
    PROFESSIONAL = "professional"
    ACADEMIC = "academic"
    ASSISTANT = "assistant"
    STUDENT = "student"


@dataclass(frozen=True, slots=True)
class Role:
    """What a title says."""

    seniority: Seniority
    function: str
    """A key of `title_words.FUNCTIONS`; '' where no word shows it."""
    assistant_to: str = ""
    """The person assisted (`Assistant to Ann Lee`): a link, not a rank."""
    former: bool = False


@lru_cache(maxsize=8192)
def headword(text: str) -> str:
    """The first headword of a job title in *text*, folded; '' where there is none."""
    found = _WORD.findall(text[:160])
    for place, word in enumerate(found):
        folded = fold(word).strip(".'")
        if folded in BARE_ONLY_LAST and place == len(found) - 1 and place > 0:
            return folded
        if folded in BARE_ONLY_LAST:
            continue
        pieces = (folded, folded.replace(".", ""), *re.split(r"[-.]", folded))
        if any(map(_is_headword, pieces)):
            return folded
    return ""


def is_title(text: str) -> bool:
    """Whether *text*, one field of a signature, reads as a job title."""
    return len(_WORD.findall(text)) <= _MAX_WORDS and bool(headword(text))


def role(title: str) -> Role:
    """Read *title*; unknown words make a professional without a function."""
    found = {fold(word).strip(".'") for word in _WORD.findall(title[:160])}
    found |= {piece for word in found for piece in word.split("-")}
    assisted = _ASSISTANT_TO.search(title)
    return Role(
        seniority=_seniority(found),
        function=next((name for name, shown in table.FUNCTIONS.items() if shown & found), ""),
        assistant_to=assisted[1].strip() if assisted else "",
        former=_FORMER.match(title) is not None,
    )


_ASSISTANT_TO = re.compile(
    r"(?:assistant|asst\.?|assistent(?:in)?|assistante|secretary) (?:to|von|de|of) (?!the\b)"
    r"(.{3,60})",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\s*(?:ex-|former|formerly|past |ehemalig|ancien|retired|a\. ?d\.)", re.IGNORECASE
)


def _is_headword(word: str) -> bool:
    if word in HEADWORDS:
        return True
    return any(word[cut:] in SUFFIXES for cut in range(3, len(word) - 3))


def _seniority(found: set[str]) -> Seniority:
    ladder = (
        (table.STUDENTS, Seniority.STUDENT),
        (table.ASSISTANTS - {"assistant"}, Seniority.ASSISTANT),
        (table.ACADEMICS, Seniority.ACADEMIC),
        (table.VICE, Seniority.VICE_PRESIDENT),
        (table.C_LEVEL, Seniority.C_LEVEL),
        (table.DIRECTORS, Seniority.DIRECTOR),
        (table.MANAGERS, Seniority.MANAGER),
        (table.ASSISTANTS, Seniority.ASSISTANT),
    )
    shown = (rank for listed, rank in ladder if listed & found)
    return next(shown, Seniority.PROFESSIONAL)
