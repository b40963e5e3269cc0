"""When an approved letter leaves: after the time to undo, in the recipient's working day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, tzinfo
from hashlib import blake2b

from narrowcast.agent.core import lint_asking

_FIRST = 5  # minutes after the day begins, when the first letter may leave
_SPREAD = 75  # minutes after that, over which the letters of a morning are spread
_TO_THE_MINUTE = timedelta(seconds=59)  # seconds are cut afterwards, never off the time to undo


def slot(
    earliest: datetime, zone: tzinfo, *, seed: str = "", closed: Collection[date] = ()
) -> datetime:
    """The first minute at or after *earliest* that is decent in *zone* (UTC).

    A letter that waits for the next morning leaves at a minute of its own, told by *seed*: mail
    that comes at 08:35 sharp every time reads as a machine's. *closed*: days off beside weekends.
    """
    first, last = lint_asking.WORKDAY
    at = (earliest + _TO_THE_MINUTE).astimezone(zone)
    opening = timedelta(minutes=_FIRST + _minute(seed))
    if at.time() > last:
        at = at.replace(hour=first.hour, minute=first.minute) + timedelta(days=1) + opening
    elif at.time() < first:
        at = at.replace(hour=first.hour, minute=first.minute) + opening
    while at.weekday() in lint_asking.WEEKEND or at.date() in closed:
        at = at.replace(hour=first.hour, minute=first.minute) + timedelta(days=1) + opening
    return at.replace(second=0, microsecond=0).astimezone(UTC)


def _minute(seed: str) -> int:
    """The same for one seed, spread evenly over many: 0 … _SPREAD."""
    return int.from_bytes(blake2b(seed.encode(), digest_size=4).digest()) % (_SPREAD + 1)
