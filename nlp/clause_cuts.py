"""Cuts an answer into the clauses it is read by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence, without signs at its ends; *asks* before a question mark."""

    text: str
    asks: bool


_END = re.compile(r"[.!?;:\n]+(?=\s|$)|\n| - |[()]|\.\.\.|…|(?<= )[:;]-?[)(dp]+(?=\s|$)")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|liebe[r]?(?! nicht)|guten (?:tag|morgen)|bonjour|salut|cher"
    r"|chère|hola|buenos días|ciao|buongiorno"
    r"|beste|dag|olá|oi|bom dia|hej|hei|cześć|dzień dobry|moin|servus|good (?:morning"
    r"|afternoon|evening))(?: \S+){0,2}"
)


def clauses_of(text: str) -> list[Clause]:
    """Sentences of *text* (normalised) cut at commas; a question mark is its last clause's."""
    clauses: list[Clause] = []
    start = 0
    for end in [*(found.span() for found in _END.finditer(text)), (len(text), len(text))]:
        sentence, mark = text[start : end[0]], text[end[0] : end[1]]
        start = end[1]
        pieces = re.split(r",(?!\d)|¿|¡", _without_pictures(sentence))
        parts = [part.strip(" \"'*_~>,") for part in pieces]
        parts = [part for part in parts if part and not _GREETING.fullmatch(part)]
        asks = "?" in mark
        clauses += [
            Clause(part, asks and number == len(parts) - 1) for number, part in enumerate(parts)
        ]
    return clauses


def _without_pictures(text: str) -> str:
    return "".join(
        sign for sign in text if sign < "\u2190" or unicodedata.category(sign) not in _PICTURES
    )


_PICTURES = frozenset({"So", "Sk", "Mn"})  # emoji, skin tones, variation selectors
