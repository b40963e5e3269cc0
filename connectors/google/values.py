"""Reading Google's JSON: what lacks, or is of another type than it should be, is empty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

Told = Mapping[str, object]
"""One JSON object of an answer."""


def word(told: Told, key: str) -> str:
    """The text at *key*; ''."""
    found = told.get(key)
    return found if isinstance(found, str) else ""


def flag(told: Told, key: str) -> bool:
    """Whether *key* is true; Google leaves out what is false."""
    return told.get(key) is True


def number(told: Told, key: str) -> int:
    """The number at *key*, which Google writes as a text where it may be long; 0."""
    found = told.get(key)
    if isinstance(found, str) and found.isdecimal():
        return int(found[:20])
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def part(told: Told, key: str) -> Told:
    """The object at *key*; an empty one."""
    found = told.get(key)
    return found if isinstance(found, dict) else {}


def parts(told: Told, key: str) -> list[Told]:
    """The objects of the list at *key*."""
    found = told.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def moment(written: str) -> datetime | None:
    """A time as Google writes it (RFC 3339), in UTC where no offset is given; None outside
    1900–2200.
    """
    try:
        found = datetime.fromisoformat(written[:40])
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found if 1900 <= found.year < 2200 else None
