"""Events of Google Calendar as meetings: what the same event says as iCalendar, field by field, so
that a meeting read here, by CalDAV and from a file is one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from narrowcast.connectors.formats import text
from narrowcast.connectors.formats.addresses import clean_address
from narrowcast.connectors.formats.events import (
    MAX_ATTENDEES,
    MAX_SUMMARY_CHARS,
    MAX_UID_CHARS,
    Moment,
    fixed,
)
from narrowcast.connectors.formats.zones import Zones
from narrowcast.connectors.google import values
from narrowcast.connectors.records import (
    Attendee,
    Mailbox,
    Meeting,
    Participation,
    RemoteId,
    Unreadable,
)
from narrowcast.connectors.told import Told

TYPES = ("default", "fromGmail")
"""Types of events at which people meet; the others are birthdays, absences and places of work."""
FIELDS = (
    "id,status,eventType,iCalUID,recurringEventId,originalStartTime,start,end,summary,sequence,"
    "updated,organizer(email,displayName,self),"
    "attendees(email,displayName,resource,responseStatus)"
)
"""What is asked of an event: no description, place, attachment or link."""

_ANSWERS = {
    "needsAction": Participation.NEEDS_ACTION,
    "declined": Participation.DECLINED,
    "tentative": Participation.TENTATIVE,
    "accepted": Participation.ACCEPTED,
}
_THINGS = ("resource.calendar.google.com", "group.calendar.google.com")
_NOBODY = "unknownorganizer@calendar.google.com"
"""Whom Google names where an event that was brought in has no organizer."""
_CHARS = 400  # no address and no name that is kept is longer
_LONGEST = timedelta(days=366)
_ZONES = Zones({})


def is_one(event: Told) -> bool:
    """Whether people meet at *event*."""
    return (values.word(event, "eventType") or "default") in TYPES


def is_off(event: Told) -> bool:
    """Whether *event* was deleted: Google does not tell it from one that was called off."""
    return values.word(event, "status") == "cancelled"


def read(event: Told) -> Meeting | Unreadable:
    """*event*, which is not off, as a meeting."""
    remote = RemoteId(values.word(event, "id"))
    start = _moment(values.part(event, "start"))
    if start is None:
        return Unreadable(remote_id=remote, reason="an event without a start")
    series = values.word(event, "recurringEventId")
    original = _moment(values.part(event, "originalStartTime")) or start
    attendees = tuple(
        found
        for one in values.parts(event, "attendees")[:MAX_ATTENDEES]
        if (found := _attendee(one))
    )
    return Meeting(
        remote_id=remote,
        uid=text.line(values.word(event, "iCalUID"))[:MAX_UID_CHARS] or series or remote,
        recurrence_id=original.utc if series else "",
        starts_at=fixed(start.at),
        ends_at=fixed(_end(start, _moment(values.part(event, "end")))),
        all_day=start.whole_day,
        organizer=_organizer(values.part(event, "organizer"), alone=not attendees),
        attendees=attendees,
        summary=text.line(values.word(event, "summary"))[:MAX_SUMMARY_CHARS],
        recurring=bool(series),
        sequence=values.number(event, "sequence"),
        stamped_at=values.moment(values.word(event, "updated")),
    )


def called_off(event: Told) -> Meeting | None:
    """*event*, which is off, as a meeting that did not take place; None where that is not sure.

    It is where the event went before it began: so a meeting called off while this program did not
    run does not count as held. Of others than one's own Google tells no more than the id.
    """
    meeting = read(event)
    if isinstance(meeting, Unreadable) or meeting.stamped_at is None:
        return None
    return replace(meeting, cancelled=True) if meeting.stamped_at < meeting.starts_at else None


def _moment(told: Told) -> Moment | None:
    """A `date`, or a `dateTime` in its offset, else in its `timeZone`."""
    if day := values.word(told, "date"):
        at = values.moment(day)
        return Moment(at.astimezone(UTC), whole_day=True) if at else None
    written = values.word(told, "dateTime")
    at = values.moment(written)
    if at is None or datetime.fromisoformat(written[:40]).tzinfo:
        return Moment(at) if at else None
    return Moment(at.replace(tzinfo=_ZONES.find(values.word(told, "timeZone"))))


def _end(start: Moment, end: Moment | None) -> datetime:
    if end is not None and start.at <= end.at <= start.at + _LONGEST:
        return end.at
    return start.at + timedelta(days=1) if start.whole_day else start.at


def _organizer(told: Told, *, alone: bool) -> Mailbox | None:
    """Who organises it; nobody where the owner is by herself, as iCalendar has it."""
    if (alone and values.flag(told, "self")) or values.word(told, "email") == _NOBODY:
        return None
    return _mailbox(told)


def _attendee(told: Told) -> Attendee | None:
    mailbox = _mailbox(told)
    if mailbox is None:
        return None
    answer = _ANSWERS.get(values.word(told, "responseStatus"), Participation.NEEDS_ACTION)
    thing = values.flag(told, "resource") or mailbox.address.endswith(_THINGS)
    return Attendee(mailbox=mailbox, participation=answer, human=not thing)


def _mailbox(told: Told) -> Mailbox | None:
    return _known(values.word(told, "email")[:_CHARS], values.word(told, "displayName")[:_CHARS])


@lru_cache(maxsize=4_096)  # the same few people meet again and again
def _known(email: str, name: str) -> Mailbox | None:
    address = clean_address(email)
    name = text.line(name)[:MAX_UID_CHARS]
    if name.casefold() == address.casefold():
        name = ""
    return Mailbox(name, address) if name or address else None
