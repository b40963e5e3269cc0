"""Reading what Graph answers: JSON from a server is believed in nothing but its keys.

A key that is missing, null or of another type reads as nothing; so no surprise of a server becomes
a fault of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

Item = Mapping[str, object]
"""One JSON object of an answer."""

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,12})?)?(Z|\+00:00)?\Z"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def word(item: Item, key: str) -> str:
    """The text at *key*; '' where there is none."""
    found = item.get(key)
    return found if isinstance(found, str) else ""


def flag(item: Item, key: str) -> bool:
    """Whether *key* is true."""
    return item.get(key) is True


def part(item: Item, key: str) -> Item:
    """The object at *key*; an empty one where there is none."""
    found = item.get(key)
    return found if isinstance(found, dict) else {}


def parts(item: Item, key: str) -> list[Item]:
    """The objects listed at *key*; what is none is left out."""
    found = item.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def words(item: Item, key: str) -> list[str]:
    """The texts listed at *key*."""
    found = item.get(key)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def moment(text: str) -> datetime | None:
    """`2026-11-02T09:00:00.0000000`, with Z or without, as UTC; None for anything else, and for
    what lies outside 1900–2200 (0001-01-01 is Graph's "never").
    """
    match = _MOMENT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(one or 0) for one in match.groups()[:6])
    try:
        found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= year < _LAST_YEAR else None
