"""Departments, told from organisations by their words."""

from __future__ import annotations

from collections.abc import Sequence

from narrowcast.nlp.folding import fold
from narrowcast.nlp.line_patterns import PLACES
from narrowcast.nlp.organisation_words import (
    DEPARTMENT_ENDS,
    DEPARTMENTS,
    FUNCTIONS,
    OPENING_DEPARTMENTS,
)
from narrowcast.nlp.words import words

LINKS = words("and und et y e i och og of the for de del der di da do des du la le a en fur w z")
_SAYS_NOTHING = FUNCTIONS | DEPARTMENTS | LINKS
"""Of whose department it is."""


def is_department(folded: Sequence[str]) -> bool:
    """Whether the words name a part of an organisation: `Department of …`, `… Division`."""
    found = _without_place(folded)
    if not found:
        return False
    compound = any(len(word) > 9 and word.endswith(DEPARTMENT_ENDS) for word in found)
    return compound or found[0] in DEPARTMENTS or found[-1] in DEPARTMENTS


def is_functional(folded: Sequence[str]) -> bool:
    """Whether the words only say what is done there: `Power Trading`, `Einkauf und Logistik`."""
    found = _without_place(folded)
    telling = [word for word in found if word not in _SAYS_NOTHING]
    letters = all(len(word) <= 3 for word in telling)  # `RAC Compliance`
    return len(telling) < len(found) and (not telling or (letters and len(telling) == 1))


def is_lettered(found: Sequence[str]) -> bool:
    """`ILX Projects, GOM DWP`: letters that insiders know, around what is done there."""
    told = [word for word in (one.strip(".,()/") for one in found) if word]
    letters = sum(word.isupper() and 2 <= len(word) <= 4 for word in told)
    functions = sum(fold(word) in FUNCTIONS for word in told if not word.isupper())
    return letters >= 2 and functions >= 1 and letters + functions == len(told)


def _without_place(folded: Sequence[str]) -> list[str]:
    """The words without the place at their end: `Sales-Portland`, `Team Nord`."""
    found = list(folded)
    while len(found) > 1 and found[-1] in PLACES:
        found.pop()
    return found


def opens_department(folded: Sequence[str]) -> bool:
    """Whether the first word alone shows a department, whatever follows: `Servicio Técnico`."""
    return bool(folded) and folded[0] in OPENING_DEPARTMENTS
