"""Calendars on a server; entry point `caldav`.

Recurring events are told inside a window that moves with the month: five years back and a year
ahead, unless the account says `since` and `until`. Nothing that an event links to is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from narrowcast.connectors import options
from narrowcast.connectors.base import Means
from narrowcast.connectors.dav import settings
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.dav.kinds import Kind
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import ics
from narrowcast.connectors.records import Meeting, Record, Unreadable

YEARS_BACK = 5
MONTHS_AHEAD = 13  # from the first of this month: always a year at least

_RECURS = re.compile(rb"^R(?:RULE|DATE)[;:]", re.IGNORECASE | re.MULTILINE)


def connect(given: Mapping[str, object], means: Means) -> DavConnector:
    """Open the account's server, by `host` or `url`; raises ValueError where an option is wrong."""
    reader = CalendarReader(options.day(given, "since"), options.day(given, "until"))
    kind = Kind(
        word="calendars",
        well_known="caldav",
        collection="c:calendar",
        home="c:calendar-home-set",
        report="c:calendar-multiget",
        data="c:calendar-data",
        component="VEVENT",
        zone="c:calendar-timezone",
        reader=reader,
    )
    return DavConnector(settings.read(given, "caldav"), kind, means)


@dataclass(frozen=True, slots=True)
class CalendarReader:
    """Events to meetings; the horizon is the window `2021-11-01/2027-12-01`."""

    since: datetime | None = None
    until: datetime | None = None

    def horizon(self, clock: datetime | None) -> str:
        """Raises Skippable where neither the server nor the account tells a time."""
        if self.since and self.until:
            return f"{self.since.date()}/{self.until.date()}"
        if clock is None:
            raise Skippable("the server does not tell the time; write since and until")
        month = clock.astimezone(UTC).year * 12 + clock.astimezone(UTC).month - 1
        since = self.since or _first_of(month - 12 * YEARS_BACK)
        until = self.until or _first_of(month + MONTHS_AHEAD)
        return f"{since.date()}/{until.date()}"

    def records(self, content: bytes, horizon: str, zone: str) -> Iterator[Record]:
        since, until = (
            datetime.fromisoformat(day).replace(tzinfo=UTC) for day in horizon.split("/")
        )
        found = ics.read(content, ics.Window(since=since, until=until), floating=zone)
        yield from sorted(found, key=_place)

    def windowed(self, content: bytes) -> bool:
        return _RECURS.search(content) is not None


def _first_of(month: int) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)


def _place(record: Meeting | Unreadable) -> tuple[str, float, str]:
    """Instances in order, so that their numbers stay as they are while a series goes on."""
    if isinstance(record, Meeting):
        return record.uid, record.starts_at.timestamp(), record.recurrence_id
    return record.remote_id, 0.0, ""
