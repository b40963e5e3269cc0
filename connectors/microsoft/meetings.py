"""An event of Graph as a meeting, so that it is the one that iCalendar tells of.

A series comes in pieces: the master says who is invited and to what, an occurrence only when, an
exception all of its own. `bare` tells what has to be joined with its master first.

    iCalUId ──► UID: Exchange hides another calendar's in its own, and an instance's day in both
    originalStart, else start ──► RECURRENCE-ID in UTC; of whole days the date
    responseStatus ──► the owner's own answer, which the list of attendees often lacks
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from narrowcast.connectors.formats import text
from narrowcast.connectors.formats.addresses import MAX_ADDRESS_CHARS, canonical, clean_address
from narrowcast.connectors.formats.events import (
    MAX_ATTENDEES,
    MAX_SUMMARY_CHARS,
    MAX_UID_CHARS,
    Moment,
)
from narrowcast.connectors.formats.zones import Zones
from narrowcast.connectors.microsoft.fields import moment
from narrowcast.connectors.records import (
    Attendee,
    Mailbox,
    Meeting,
    Participation,
    RemoteId,
    Unreadable,
)
from narrowcast.connectors.told import Told, flag, part, parts, word

FIELDS = (
    "id,type,seriesMasterId,iCalUId,subject,start,end,isAllDay,isCancelled,originalStart,"
    "originalStartTimeZone,organizer,isOrganizer,attendees,responseStatus"
)
"""What is asked for where Graph lets us choose: nothing of what an event is about but its title."""
PLACES = "id,type,seriesMasterId,start,end,originalStart"
"""What tells when an instance is, and no more."""

_LONGEST = timedelta(days=366)
_HEX = frozenset("0123456789ABCDEF")
_EXCHANGE = "040000008200E00074C5B7101A82E008"
"""How a GlobalObjectId begins (MS-OXCICAL 2.1.3.1.1.20.26), in hexadecimal."""
_DAY_ENDS, _SIZE_STARTS, _SIZE_ENDS = 40, 72, 80
_FOREIGN = b"vCal-Uid\x01\x00\x00\x00"
_ANSWERS = {
    "organizer": Participation.ACCEPTED,
    "accepted": Participation.ACCEPTED,
    "tentativelyAccepted": Participation.TENTATIVE,
    "declined": Participation.DECLINED,
}


class Kind(StrEnum):
    """Graph's eventType."""

    SINGLE = "singleInstance"
    OCCURRENCE = "occurrence"
    EXCEPTION = "exception"
    MASTER = "seriesMaster"


def kind(event: Told) -> Kind:
    """What *event* is; a single one where Graph does not say."""
    try:
        return Kind(word(event, "type"))
    except ValueError:
        return Kind.SINGLE


def bare(event: Told) -> bool:
    """Whether *event* lacks who is invited: the delta of a calendar tells occurrences so."""
    return "attendees" not in event


def joined(instance: Told, master: Told) -> Told:
    """A bare *instance* with all else from its *master*."""
    return {**master, **instance}


def remote_id(event: Told) -> RemoteId:
    """A single event goes by its id, an instance by its series and when it was meant to be: the ids
    of instances are not known to last.
    """
    if kind(event) in {Kind.SINGLE, Kind.MASTER}:
        return RemoteId(word(event, "id"))
    return instance_id(word(event, "seriesMasterId"), _recurrence_id(event, _start(event)))


def instance_id(master: str, recurrence_id: str) -> RemoteId:
    """The id of a series' instance."""
    return RemoteId(f"{master}#{recurrence_id}")


def meeting(event: Told, owner: str) -> Meeting | Unreadable:
    """A whole *event* that is no master, or one joined with it, of the mailbox of *owner*."""
    start = _start(event)
    if start is None:
        return Unreadable(remote_id=remote_id(event), reason="an event without a start")
    what = kind(event)
    instance = what in {Kind.OCCURRENCE, Kind.EXCEPTION}
    return Meeting(
        remote_id=remote_id(event),
        uid=uid(word(event, "iCalUId")) or _made_up(event),
        recurrence_id=_recurrence_id(event, start) if instance else "",
        starts_at=start.at,
        ends_at=_end(event, start),
        all_day=start.whole_day,
        organizer=_mailbox(part(event, "organizer")),
        attendees=_attendees(event, owner),
        summary=text.line(word(event, "subject")[: 4 * MAX_SUMMARY_CHARS])[:MAX_SUMMARY_CHARS],
        cancelled=flag(event, "isCancelled"),
        recurring=instance,
        exception=what is Kind.EXCEPTION,
    )


def uid(told: str) -> str:
    """The UID that iCalendar gives the event of this iCalUId, one for a whole series (MS-ASEMAIL
    3.1.4.7); '' where there is none.
    """
    told = told.strip()
    upper = told.upper()
    if not upper.startswith(_EXCHANGE) or len(upper) < _SIZE_ENDS or len(upper) % 2:
        return text.line(told)[:MAX_UID_CHARS]
    if not _HEX.issuperset(upper):
        return text.line(told)[:MAX_UID_CHARS]
    data = bytes.fromhex(upper[_SIZE_ENDS:])
    size = int.from_bytes(bytes.fromhex(upper[_SIZE_STARTS:_SIZE_ENDS]), "little")
    if data.startswith(_FOREIGN) and len(_FOREIGN) < size <= len(data):
        hidden = data[len(_FOREIGN) : size].split(b"\0")[0].decode("utf-8", "replace")
        if hidden:
            return text.line(hidden)[:MAX_UID_CHARS]
    whole = f"{_EXCHANGE}00000000{upper[_DAY_ENDS:]}"
    return whole[:MAX_UID_CHARS]


def _made_up(event: Told) -> str:
    told = (word(event, "seriesMasterId") or word(event, "id")).encode("utf-8", "replace")
    return f"none-{blake2b(told, digest_size=12).hexdigest()}"


def _start(event: Told) -> Moment | None:
    at = _at(event, "start")
    return Moment(at, whole_day=flag(event, "isAllDay")) if at else None


def _at(event: Told, key: str) -> datetime | None:
    """A dateTimeTimeZone in UTC, which it is in unless a server speaks of another zone."""
    told = part(event, key)
    at, zone = moment(word(told, "dateTime")), word(told, "timeZone")
    if at is None:
        return None
    if flag(event, "isAllDay"):
        return _day(at, event)
    return at if zone in {"", "UTC"} else at.replace(tzinfo=Zones({}).find(zone)).astimezone(UTC)


def _day(at: datetime, event: Told) -> datetime:
    """The day of a whole-day event as midnight UTC: Graph tells its midnight as it was written,
    whatever the zone; one that was counted back to UTC is understood by the zone that the event
    was made in.
    """
    if at.time() != time():
        at = at.astimezone(Zones({}).find(word(event, "originalStartTimeZone")))
    return datetime.combine(at.date(), time(), UTC)


def _end(event: Told, start: Moment) -> datetime:
    end = _at(event, "end")
    if end is not None and start.at <= end <= start.at + _LONGEST:
        return end
    return start.at + timedelta(days=1) if start.whole_day else start.at


def _recurrence_id(event: Told, start: Moment | None) -> str:
    """When the instance was meant to be; one that was not moved is there still."""
    original = moment(word(event, "originalStart"))
    if original is None:
        return start.utc if start else ""
    if flag(event, "isAllDay"):
        return Moment(_day(original, event), whole_day=True).utc
    return Moment(original).utc


def _attendees(event: Told, owner: str) -> tuple[Attendee, ...]:
    found = [one for told in parts(event, "attendees")[:MAX_ATTENDEES] if (one := _attendee(told))]
    own = _ANSWERS.get(word(part(event, "responseStatus"), "response"))
    if own is None or flag(event, "isOrganizer") or not owner:
        return tuple(found)
    return tuple(_answered(found, owner, own, part(event, "organizer")))


def _answered(
    found: Iterable[Attendee], owner: str, answer: Participation, organizer: Told
) -> Iterable[Attendee]:
    """The same with the owner's *answer*; who was invited by a list or a second address is not
    among them.
    """
    mine, there = canonical(owner), False
    for one in found:
        own = canonical(one.mailbox.address) == mine
        there = there or own
        yield Attendee(mailbox=one.mailbox, participation=answer, human=one.human) if own else one
    by = _mailbox(organizer)
    if not there and not (by and canonical(by.address) == mine):
        yield Attendee(mailbox=Mailbox("", owner), participation=answer)


def _attendee(told: Told) -> Attendee | None:
    mailbox = _mailbox(told)
    if mailbox is None:
        return None
    answer = _ANSWERS.get(word(part(told, "status"), "response"), Participation.NEEDS_ACTION)
    return Attendee(mailbox=mailbox, participation=answer, human=word(told, "type") != "resource")


def _mailbox(told: Told) -> Mailbox | None:
    """A recipient; Exchange gives some who left, or were never reachable, no address of mail."""
    said = part(told, "emailAddress")
    return _person(
        word(said, "name")[: 4 * MAX_UID_CHARS], word(said, "address")[: 4 * MAX_ADDRESS_CHARS]
    )


@lru_cache(maxsize=4_096)  # a series names the same people in each of its instances
def _person(name: str, address: str) -> Mailbox | None:
    address = clean_address(address)
    name = text.line(name)[:MAX_UID_CHARS]
    if name.casefold() == address.casefold():
        name = ""
    return Mailbox(name, address) if name or address else None
