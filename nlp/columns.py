"""Two people who sign side by side: the column of the sender where it is not the first.

`ppa. Karl Mohn          i. A. Nele Roth` over their titles, as firms in several countries sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrowcast.nlp.sender import NameMatch, Sender, match_name
from narrowcast.nlp.strangers import is_stranger

_LOOKED_AT = 24  # filled lines from the end
_ROWS = 4  # lines of a column: name, title, department, number
_WIDE = re.compile(r"\t+|\s{3,}")
_FOR_OTHERS = re.compile(r"(?:i\.\s?[av]\.|ppa?\.?|p\.\s?[poa]\.|gez\.)\s+", re.IGNORECASE)


def own_column(lines: Sequence[str], filled: Sequence[int], who: Sender) -> list[str] | None:
    """*lines* with no column but *who*'s in the rows that two people sign; None: no such rows."""
    if len(who.words) < 2:
        return None
    for number in reversed(filled[-_LOOKED_AT:]):
        columns = _columns(lines[number])
        if len(columns) < 2 or not is_stranger(columns[0], who):
            continue
        for place, text in enumerate(columns[1:], start=1):
            if match_name(text, who) is NameMatch.FULL:
                return _only(lines, number, place)
    return None


def _only(lines: Sequence[str], first: int, place: int) -> list[str]:
    """*lines* whose rows from *first* to the next blank line hold their column *place* alone."""
    kept = list(lines)
    for number in range(first, min(first + _ROWS, len(lines))):
        if not lines[number].strip():
            break
        columns = _columns(lines[number])
        kept[number] = columns[place] if place < len(columns) else ""
    return kept


def _columns(line: str) -> list[str]:
    if "   " not in line.strip() and "\t" not in line.strip():
        return []
    return [_FOR_OTHERS.sub("", column) for column in _WIDE.split(line.strip())]
