"""Job titles told from other lines by their headwords; `title_reading` says what they mean."""

from __future__ import annotations

import re
from functools import lru_cache

from narrowcast.nlp.folding import fold
from narrowcast.nlp.title_headwords import (
    BARE_ONLY_LAST,
    HEADWORDS,
    NO_HEADWORDS,
    SUFFIXES,
)

_MAX_WORDS = 14
_WORD = re.compile(r"[^\W_][\w'’.]*(?:-\w[\w.]*)*")


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


def _is_headword(word: str) -> bool:
    if word in HEADWORDS:
        return True
    if word in NO_HEADWORDS:
        return False
    return any(word[cut:] in SUFFIXES for cut in range(3, len(word) - 3))
