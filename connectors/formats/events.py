"""One VEVENT's lines to a typed event, with its own small readers of dates, durations and
attendees.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from narrowcast.connectors.formats import contentlines
from narrowcast.connectors.formats.addresses import clean_address
from narrowcast.connectors.formats.contentlines import Line
from narrowcast.connectors.formats.zones import Zones
from narrowcast.connectors.records import Attendee, Mailbox, Meeting, Participation, RemoteId

KEPT = frozenset(
    [
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "ORGANIZER",
        "ATTENDEE",
        "STATUS",
        "RECURRENCE-ID",
        "RRULE",
        "RDATE",
        "EXDATE",
        "SEQUENCE",
        "DTSTAMP",
    ]
)
MAX_ATTENDEES = 500
MAX_DATES = 1_000
MAX_UID_CHARS = 300
MAX_SUMMARY_CHARS = 500
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LONGEST = timedelta(days=366)

_MOMENT = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(?:[.,]\d{1,9})?\s*(Z)?)?"
)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?\Z"
)
_ANSWERS = {one.value.upper(): one for one in Participation}
_PEOPLE = frozenset({"", "INDIVIDUAL", "UNKNOWN"})
_ROOM_DOMAINS = ("resource.calendar.google.com", "group.calendar.google.com")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time of a calendar; *whole_day* for a date, which starts at midnight UTC."""

    at: datetime
    whole_day: bool = False

    @property
    def utc(self) -> str:
        """In UTC, basic format."""
        return self.at.astimezone(UTC).strftime("%Y%m%d" if self.whole_day else "%Y%m%dT%H%M%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A VEVENT as it stands; a recurring one is not expanded."""

    uid: str
    start: Moment
    end: datetime
    original: Moment | None  # RECURRENCE-ID
    summary: str
    organizer: Mailbox | None
    attendees: tuple[Attendee, ...]
    cancelled: bool
    sequence: int
    stamped: Moment | None  # DTSTAMP
    rules: tuple[str, ...]
    extra: tuple[Moment, ...]  # RDATE
    left_out: tuple[Moment, ...]  # EXDATE

    @property
    def recurring(self) -> bool:
        """Whether it stands for, or is one of, several instances."""
        return bool(self.rules or self.extra or self.original)

    def meeting(
        self, *, start: datetime, end: datetime, recurrence_id: str, method: str
    ) -> Meeting:
        """One instance."""
        return Meeting(
            remote_id=RemoteId(f"{self.uid}#{recurrence_id}" if recurrence_id else self.uid),
            uid=self.uid,
            recurrence_id=recurrence_id,
            starts_at=start,
            ends_at=end,
            all_day=self.start.whole_day,
            organizer=self.organizer,
            attendees=self.attendees,
            summary=self.summary,
            cancelled=self.cancelled or method == "CANCEL",
            recurring=self.recurring,
            method=method,
            sequence=self.sequence,
            stamped_at=fixed(self.stamped.at) if self.stamped else None,
            exception=self.original is not None,
        )


def read(lines: Sequence[Line], zones: Zones) -> Event | None:
    """Read the properties of one VEVENT; None without a usable start."""
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.name, line)
    start = moment(first["DTSTART"], zones) if "DTSTART" in first else None
    if start is None:
        return None
    summary = first.get("SUMMARY")
    organizer = first.get("ORGANIZER")
    status = first["STATUS"].value.strip().upper() if "STATUS" in first else ""
    attendees = [line for line in lines if line.name == "ATTENDEE"][:MAX_ATTENDEES]
    return Event(
        uid=identity(lines),
        start=start,
        end=_end(start, first, zones),
        original=moment(first["RECURRENCE-ID"], zones) if "RECURRENCE-ID" in first else None,
        summary=contentlines.plain(summary.value)[:MAX_SUMMARY_CHARS] if summary else "",
        organizer=_mailbox(organizer) if organizer else None,
        attendees=tuple(found for line in attendees if (found := _attendee(line))),
        cancelled=status == "CANCELLED",
        sequence=_number(first.get("SEQUENCE")),
        stamped=moment(first["DTSTAMP"], zones) if "DTSTAMP" in first else None,
        rules=tuple(line.value for line in lines if line.name == "RRULE" and line.value.strip())[
            :4
        ],
        extra=_moments(lines, "RDATE", zones),
        left_out=_moments(lines, "EXDATE", zones),
    )


def moment(line: Line, zones: Zones) -> Moment | None:
    """A DATE or DATE-TIME value in its zone; None if there is none in 1900–2200."""
    return _moment(line.value, line.parameter("TZID"), zones)


def _moment(value: str, zone_name: str, zones: Zones) -> Moment | None:
    match = _MOMENT.match(value[:40])
    if match is None:
        return None
    year, month, day, hour, minute, second, utc = match.groups()
    zone = UTC if utc or hour is None else zones.find(zone_name) if zone_name else zones.floating
    try:
        at = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),
            tzinfo=zone,
        )
        return Moment(at, hour is None) if _FIRST_YEAR <= at.year < _LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def fixed(at: datetime) -> datetime:
    """The same time with a plain offset: zones of a file shall not live on in records."""
    offset = at.utcoffset() or timedelta()
    return at.replace(tzinfo=_offset(offset))


def _offset(offset: timedelta) -> tzinfo:
    return timezone(offset) if offset else UTC


def _end(start: Moment, first: dict[str, Line], zones: Zones) -> datetime:
    """DTEND, else DURATION, else RFC 5545 §3.6.1: a day for a date, nothing for a time."""
    end = moment(first["DTEND"], zones) if "DTEND" in first else None
    if end is not None and start.at <= end.at <= start.at + _LONGEST:
        return end.at
    duration = _duration(first["DURATION"].value) if "DURATION" in first else None
    if duration is not None:
        return start.at + duration
    return start.at + timedelta(days=1) if start.whole_day else start.at


def _duration(value: str) -> timedelta | None:
    match = _DURATION.match(value.strip()[:40].upper())
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in match.groups())
    duration = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return min(duration, _LONGEST)


def _moments(lines: Sequence[Line], name: str, zones: Zones) -> tuple[Moment, ...]:
    """All dates of RDATE or EXDATE; of a period its start."""
    found: list[Moment] = []
    for line in lines:
        if line.name == name and len(found) < MAX_DATES:
            values = line.value.split(",", MAX_DATES)[:MAX_DATES]
            zone = line.parameter("TZID")
            found += [one for value in values if (one := _moment(value, zone, zones))]
    return tuple(found[:MAX_DATES])


def identity(lines: Sequence[Line]) -> str:
    """The UID, else a digest of the event: without a UID it is its content that tells it."""
    given = next((line.value for line in lines if line.name == "UID"), "")
    if uid := contentlines.plain(given)[:MAX_UID_CHARS]:
        return uid
    told = (one.raw for one in lines if one.name != "DTSTAMP")  # may be the time of an export
    content = "\n".join(told).encode("utf-8", "replace")
    return f"none-{hashlib.blake2b(content, digest_size=12).hexdigest()}"


def _number(line: Line | None) -> int:
    value = line.value.strip()[:9] if line else ""
    return int(value) if value.isdecimal() else 0


def _attendee(line: Line) -> Attendee | None:
    mailbox = _mailbox(line)
    if mailbox is None:
        return None
    human = line.parameter("CUTYPE").upper() in _PEOPLE and not mailbox.address.endswith(
        _ROOM_DOMAINS
    )
    answer = _ANSWERS.get(line.parameter("PARTSTAT").upper(), Participation.NEEDS_ACTION)
    return Attendee(mailbox=mailbox, participation=answer, human=human)


def _mailbox(line: Line) -> Mailbox | None:
    """`CN` and the mailto; Apple puts the address into `EMAIL` where the value is a path."""
    value = line.value.strip()
    address = clean_address(value) if "@" in value and ":/" not in value else ""
    address = address or clean_address(line.parameter("EMAIL"))
    name = contentlines.plain(line.parameter("CN"))[:MAX_UID_CHARS]
    if name.casefold() == address.casefold():
        name = ""
    return Mailbox(name, address) if name or address else None
