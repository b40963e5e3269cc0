"""Numbers and times in Google's JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from narrowcast.connectors.told import Told
from narrowcast.connectors.told import flag as flag
from narrowcast.connectors.told import part as part
from narrowcast.connectors.told import parts as parts
from narrowcast.connectors.told import word as word


def number(told: Told, key: str) -> int:
    """The number at *key*, which Google writes as a text where it may be long; 0."""
    found = told.get(key)
    if isinstance(found, str) and found.isdecimal():
        return int(found[:20])
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


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
