"""The owner's calendar: small meetings that show who knows whom, and much that shows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from narrowcast.agent.demo.casting import HISTORY, Cast, Group, TieKind
from narrowcast.agent.demo.mails import Invitation
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.writing import Note, Writer
from narrowcast.connectors.records import Mailbox

ZONE = ZoneInfo("Europe/Dublin")
SMALL = 90  # meetings of two or three over the history
_LARGE = 4  # calls with everybody
_INVITED_BY_MAIL = 2  # every other meeting that somebody else called


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody invited, and what they answered (PARTSTAT)."""

    mailbox: Mailbox
    answer: str = "ACCEPTED"
    room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A calendar entry; *weekly* makes it recur that many times."""

    uid: str
    starts_at: datetime
    minutes: int
    summary: str
    organizer: Mailbox
    guests: tuple[Guest, ...]
    cancelled: bool = False
    all_day: bool = False
    weekly: int = 0


def keep(writer: Writer, cast: Cast) -> tuple[Event, ...]:
    """All events of the history; some of them also arrive as invitations by mail."""
    events = [*_told(writer, cast), *_ordinary(writer, cast), *_odd(writer, cast)]
    by_address = {a: p for p in cast.people for a in p.addresses}
    for number, event in enumerate(events):
        host = by_address[event.organizer.address]
        if host.number and number % _INVITED_BY_MAIL == 0 and not event.weekly:
            _invite(writer, cast, host, event)
    return tuple(events)


def to_ics(events: Iterable[Event], stamped: datetime, method: str = "") -> bytes:
    """An iCalendar object (RFC 5545); with *method*, an iCalendar message (RFC 5546)."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//example//invented diary//EN")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    for event in events:
        calendar.add_component(_component(event, stamped))
    if not method:
        calendar.add_missing_timezones()
    octets: bytes = calendar.to_ical()
    return octets


def invitation(event: Event, stamped: datetime) -> Invitation:
    """The calendar part of the mail that invites to *event*."""
    text = to_ics((event,), stamped, "REQUEST").decode()
    return Invitation(method="REQUEST", ics=text.replace("\r\n", "\n"))


def meeting(
    writer: Writer, people: Sequence[Person], when: datetime, summary: str, *, minutes: int = 45
) -> Event:
    """A meeting called by the first of *people*, everybody having accepted."""
    boxes = [person.mailbox(when) for person in people]
    return Event(
        uid=f"{writer.rng.getrandbits(64):016x}@{boxes[0].address.partition('@')[2]}",
        starts_at=when.astimezone(UTC).replace(
            minute=when.minute // 30 * 30, second=0, microsecond=0
        ),
        minutes=minutes,
        summary=summary,
        organizer=boxes[0],
        guests=tuple(Guest(mailbox=box) for box in boxes),
    )


def _told(writer: Writer, cast: Cast) -> Iterable[Event]:
    """Meetings of owner, contact and prospect, and those with contacts who have a part."""
    owner = cast.people[0]
    for role in cast.roles:
        for tie in role.ties:
            contact, prospect = cast.people[tie.contact], cast.people[role.person]
            if tie.kind is TieKind.MEETINGS:
                for days in (240, 180):
                    when = writer.working_time(cast.before(days), owner)
                    yield meeting(writer, (contact, owner, prospect), when, "Supplier review")
            if tie.genuine:
                when = writer.working_time(cast.before(30 + writer.rng.randrange(300)), owner)
                if tie.kind is not TieKind.THREADS:
                    yield meeting(writer, (contact, owner), when, "Catch-up")


def _ordinary(writer: Writer, cast: Cast) -> Iterable[Event]:
    owner = cast.people[0]
    near = [p for g in (Group.PARTNER, Group.LEAD, Group.STAFF) for p in cast.group(g)]
    for number in range(SMALL):
        when = writer.working_time(cast.after(writer.rng.uniform(0, HISTORY.days - 5)), owner)
        guests = writer.rng.sample(near, writer.rng.choice((1, 1, 2)))
        people = (owner, *guests) if number % 3 else (*guests, owner)
        yield meeting(writer, people, when, writer.words("en")["project"])


def _odd(writer: Writer, cast: Cast) -> Iterable[Event]:
    """Recurring, large, declined, cancelled, all-day, and a meeting with a room."""
    owner, partner = cast.people[0], cast.pick(Group.PARTNER, 0)
    team = cast.group(Group.STAFF)[:3]
    base = writer.working_time(cast.after(310), owner)
    weekly = meeting(writer, (partner, owner, *team), base, "Weekly", minutes=30)
    yield replace(weekly, weekly=100)
    for number in range(_LARGE):
        crowd = [owner, *cast.group(Group.LIST), *cast.group(Group.CONNECTION)]
        crowd += [cast.people[role.person] for role in cast.roles if role.ties]
        when = writer.working_time(cast.after(200 + 230 * number), owner)
        yield meeting(writer, (partner, *crowd), when, "Open call of the industry")
    leads = cast.group(Group.LEAD)
    for number in range(6):
        when = writer.working_time(cast.after(100 + 150 * number), owner)
        event = meeting(writer, (leads[number], owner), when, "Status")
        yield _declined(event, owner, when)
        yield replace(meeting(writer, (leads[number], owner), when, "Moved"), cancelled=True)
        yield replace(meeting(writer, (owner,), when, "Conference"), all_day=True, minutes=1440)
    event = meeting(writer, (partner, owner), cast.before(70), "Workshop")
    room = Guest(mailbox=Mailbox("Room 4", "room4@rooms.example"), room=True)
    yield replace(event, guests=(*event.guests, room))


def _declined(event: Event, who: Person, when: datetime) -> Event:
    box = who.mailbox(when)
    kept = tuple(guest for guest in event.guests if guest.mailbox != box)
    return replace(event, guests=(*kept, Guest(mailbox=box, answer="DECLINED")))


def _invite(writer: Writer, cast: Cast, host: Person, event: Event) -> None:
    owner = cast.people[0]
    when = writer.working_time(event.starts_at - timedelta(days=6), host)
    if when >= cast.end or when >= event.starts_at:
        return
    note = Note(
        subject=f"Invitation: {event.summary}",
        body=f"You are invited: {event.summary}.",
        invitation=invitation(event, when),
        short=True,
    )
    writer.write(host, (owner,), when, note)


def _component(event: Event, stamped: datetime) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", stamped.astimezone(UTC))
    component.add("summary", event.summary)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.all_day:
        component.add("dtstart", event.starts_at.date())
        component.add("dtend", event.starts_at.date() + timedelta(minutes=event.minutes))
    else:
        # A series keeps its wall-clock time over the change of the clocks, so it needs a zone.
        start = event.starts_at.astimezone(ZONE) if event.weekly else event.starts_at
        component.add("dtstart", start)
        component.add("dtend", start + timedelta(minutes=event.minutes))
    if event.weekly:
        component.add("rrule", {"freq": "weekly", "count": event.weekly})
        component.add("exdate", event.starts_at.astimezone(ZONE) + timedelta(days=21))
    component.add("organizer", _address(event.organizer))
    for guest in event.guests:
        component.add("attendee", _guest(guest))
    return component


def _address(mailbox: Mailbox) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{mailbox.address}")
    address.params["CN"] = icalendar.vText(mailbox.name)
    return address


def _guest(guest: Guest) -> icalendar.vCalAddress:
    address = _address(guest.mailbox)
    address.params["PARTSTAT"] = icalendar.vText(guest.answer)
    address.params["CUTYPE"] = icalendar.vText("ROOM" if guest.room else "INDIVIDUAL")
    return address
