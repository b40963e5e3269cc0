"""Times in what Graph answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,12})?)?(Z|\+00:00)?\Z"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


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
