"""Dates in mail headers (RFC 5322 §3.3), with the offset they were written in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from datetime import date as calendar_day
from email.utils import parsedate_tz
from functools import lru_cache

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_USUAL = re.compile(
    r"\s*(?:[A-Za-z]{3},\s*)?(\d\d?\s+[A-Za-z]{3}\s+\d{4})"
    r"\s+(\d\d:\d\d(?::[0-5]\d)?)\s+([+-]\d\d[0-5]\d)\b",
    re.ASCII,
)
_DATE_CHARS = 120
_FIRST_YEAR, _LAST_YEAR = 1970, 2200  # outside them a clock was broken, and arithmetic may overflow


def date(value: str) -> datetime | None:
    """Read a Date header; None if it cannot be read or lies outside 1970–2200."""
    value = value[:_DATE_CHARS]
    match = _USUAL.match(value)
    try:
        moment = _usual(*match.groups()) if match else _unusual(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment and _FIRST_YEAR <= moment.year < _LAST_YEAR else None


def _usual(day: str, clock: str, zone: str) -> datetime | None:
    return datetime.combine(_day(day), time.fromisoformat(clock), _zone(zone))


@lru_cache(maxsize=4_096)
def _day(written: str) -> calendar_day:
    """`3 Nov 2025`; mails of one day come together. Raises ValueError."""
    number, month, year = written.split()
    return calendar_day(int(year), _MONTHS.get(month.lower(), 0), int(number))


@lru_cache(maxsize=256)
def _zone(written: str) -> timezone:
    """`+0530`. No zone is more than 14 hours away; a larger offset is junk, read as UTC."""
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[3:]))
    if offset > timedelta(hours=14):
        return UTC
    return timezone(-offset if written[0] == "-" else offset) if offset else UTC


def _unusual(value: str) -> datetime | None:
    """Two-digit years, zone names, asctime: what the standard library's lenient reader knows.

    A leap second is written 60.
    """
    parsed = parsedate_tz(value)
    if parsed is None:
        return None
    offset = parsed[9] or 0
    if abs(offset) > 14 * 3600:
        offset = 0
    zone = timezone(timedelta(seconds=offset)) if offset else UTC
    year, month, day, hour, minute, second = parsed[:6]
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
