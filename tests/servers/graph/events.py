"""The default calendar: single events, and series with their instances laid out one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers.graph.store import Item, Store, Told, stamp

Json = dict[str, Any]
Window = tuple[datetime, datetime]

EVENTS = "events"
ZONES = {
    "UTC": "UTC",
    "W. Europe Standard Time": "Europe/Berlin",
    "GMT Standard Time": "Europe/London",
    "Eastern Standard Time": "America/New_York",
    "Pacific Standard Time": "America/Los_Angeles",
    "India Standard Time": "Asia/Kolkata",
    "Tokyo Standard Time": "Asia/Tokyo",
}
"""Windows' names, of which the service writes `originalStartTimeZone`."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BARE = ("type", "seriesMasterId", "start", "end")
"""All that a delta tells of an occurrence."""


@dataclass
class Calendar:
    """The events of one mailbox."""

    store: Store
    owner: tuple[str, str]
    retells_instances: bool = True
    """Whether a changed series is told with all its instances, or its master alone."""
    removes_instances: bool = False
    """Whether a deleted series is told with each instance, or its master alone."""
    masters_last: bool = False

    def add(
        self,
        subject: str,
        start: datetime,
        end: datetime,
        *,
        attendees: Sequence[tuple[str, str]],
        organizer: tuple[str, str],
        zone: str = "UTC",
        **properties: object,
    ) -> Item:
        told = self._event(subject, attendees, organizer, zone)
        told.update(_times(start, end, all_day=bool(properties.get("isAllDay"))))
        told.update(properties)
        made = self.store.make("event", EVENTS, told)
        made.properties.setdefault("iCalUId", _global_id(made.number))
        return made

    def repeat(self, master: Item, every_days: int, count: int) -> None:
        """Make an event the master of a series; local time of day is kept."""
        start, end = _moment(master, "start"), _moment(master, "end")
        zone = ZoneInfo(ZONES[master.properties["originalStartTimeZone"]])
        self.store.touch(
            master, type="seriesMaster", recurrence=_rule(start, zone, every_days, count)
        )
        for number in range(count):
            local = start.astimezone(zone) + timedelta(days=every_days * number)
            begin = local.astimezone(UTC)
            told = {
                "type": "occurrence",
                "seriesMasterId": master.id,
                **_times(begin, begin + (end - start), all_day=master.properties["isAllDay"]),
            }
            self.store.make("event", EVENTS, told, master=master.id, original=begin)

    def instances(self, master: Item) -> list[Item]:
        """Occurrences and exceptions of a series, by original start."""
        return sorted((one for one in self.store.items(EVENTS) if one.master == master.id),
                      key=lambda one: one.original or self.store.now)  # fmt: skip

    def change(self, one: Item, properties: Json) -> None:
        """An occurrence becomes an exception; a master takes its instances along."""
        if one.master:
            properties = {"type": "exception", **properties}
        self.store.touch(one, **properties)
        if one.properties["type"] == "seriesMaster" and self.retells_instances:
            for each in self.instances(one):
                self.store.touch(each)

    def delete(self, one: Item) -> None:
        """A single occurrence leaves without a word; its master is told again instead."""
        if one.master:
            master = self.store.find(one.master)
            self.store.forget(one)
            self.change(master, {})
            return
        for each in self.instances(one):
            if self.removes_instances:
                self.store.remove(each)
            else:
                self.store.forget(each)
        self.store.remove(one)

    def told(self, window: Window, since: int) -> Iterator[Told]:
        """What a delta of the view *window* tells. What changed outside it is told as removed,
        though it is not (event: delta, "Response").
        """
        every = list(self.store.told(EVENTS, since))
        if self.masters_last:
            every.sort(key=lambda told: told[0].properties["type"] == "seriesMaster")
        for one, gone in every:
            if gone or self._in(one, window):
                yield one, gone
            elif since:
                yield one, "deleted"

    def whole(self, one: Item) -> Json:
        """All properties of an event; an instance has its master's, but for its own."""
        if not one.master:
            return one.properties
        master = self.store.find(one.master).properties
        instance = {name: value for name, value in master.items() if name != "recurrence"}
        assert one.original is not None
        return {
            **instance,
            **one.properties,
            "iCalUId": one.properties.get("iCalUId", _instance_id(master["iCalUId"], one.original)),
            "originalStart": stamp(one.original),
        }

    def bare(self, one: Item) -> Json:
        """What a delta tells of it: of an occurrence when it is, and nothing else."""
        if one.properties["type"] == "occurrence":
            return {name: one.properties[name] for name in _BARE}
        return self.whole(one)

    def within(self, window: Window) -> list[Item]:
        """What a calendar view lists: no masters."""
        held = [one for one in self.store.items(EVENTS)
                if one.properties["type"] != "seriesMaster" and self._in(one, window)]  # fmt: skip
        return sorted(held, key=lambda one: str(one.properties["start"]["dateTime"]))

    def _in(self, one: Item, window: Window) -> bool:
        if one.properties["type"] == "seriesMaster":
            return any(self._in(each, window) for each in self.instances(one))
        return _moment(one, "start") < window[1] and _moment(one, "end") > window[0]

    def _event(
        self,
        subject: str,
        attendees: Sequence[tuple[str, str]],
        organizer: tuple[str, str],
        zone: str,
    ) -> Json:
        own = organizer[1] == self.owner[1]
        return {
            "subject": subject,
            "type": "singleInstance",
            "organizer": _person(organizer),
            "isOrganizer": own,
            "attendees": [attendee(name, address) for name, address in attendees],
            "responseStatus": {"response": "organizer" if own else "accepted",
                               "time": stamp(self.store.now)},
            "originalStartTimeZone": zone, "originalEndTimeZone": zone,
            "isAllDay": False, "isCancelled": False, "isDraft": False, "isReminderOn": True,
            "isOnlineMeeting": False, "onlineMeetingProvider": "unknown",
            "sensitivity": "normal", "showAs": "busy", "importance": "normal",
            "hasAttachments": False, "hideAttendees": False, "responseRequested": True,
            "allowNewTimeProposals": True, "reminderMinutesBeforeStart": 15, "categories": [],
            "location": {"displayName": "", "locationType": "default"}, "locations": [],
            "body": {"contentType": "html", "content": f"<p>{subject}: bring the numbers</p>"},
            "bodyPreview": f"{subject}: bring the numbers",
        }  # fmt: skip


def attendee(name: str, address: str, response: str = "accepted", kind: str = "required") -> Json:
    """One guest; *response* is Graph's word (none, accepted, tentativelyAccepted, declined …)."""
    status = {"response": response, "time": "0001-01-01T00:00:00Z"}
    return {"type": kind, "status": status, **_person((name, address))}


def written(at: datetime, zone: str = "UTC") -> Json:
    """A dateTimeTimeZone; *zone* by Windows' or IANA's name."""
    local = at.astimezone(ZoneInfo(ZONES.get(zone, zone)))
    return {"dateTime": local.strftime("%Y-%m-%dT%H:%M:%S.0000000"), "timeZone": zone}


def shifted(told: Json, zone: str) -> Json:
    """An event with its times in *zone* (Prefer: outlook.timezone)."""
    if told.get("isAllDay"):
        return told
    moved: Json = {}
    for name in ("start", "end"):
        if name in told:
            at = datetime.fromisoformat(told[name]["dateTime"][:19]).replace(tzinfo=UTC)
            moved[name] = written(at, zone)
    return {**told, **moved}


def _person(who: tuple[str, str]) -> Json:
    return {"emailAddress": {"name": who[0], "address": who[1]}}


def _times(start: datetime, end: datetime, *, all_day: bool) -> Json:
    if not all_day:
        return {"start": written(start), "end": written(end)}
    # Midnight as written, whatever the zone.
    form = "%Y-%m-%dT00:00:00.0000000"
    return {"start": {"dateTime": start.strftime(form), "timeZone": "UTC"},
            "end": {"dateTime": end.strftime(form), "timeZone": "UTC"}}  # fmt: skip


def _moment(one: Item, name: str) -> datetime:
    told = one.properties[name]["dateTime"]
    return datetime.fromisoformat(told[:19]).replace(tzinfo=UTC)


def _rule(start: datetime, zone: ZoneInfo, every_days: int, count: int) -> Json:
    local = start.astimezone(zone)
    weekly = every_days % 7 == 0
    pattern: Json = {"type": "weekly" if weekly else "daily", "firstDayOfWeek": "sunday",
                     "interval": every_days // 7 if weekly else every_days,
                     "month": 0, "dayOfMonth": 0, "index": "first"}  # fmt: skip
    if weekly:
        pattern["daysOfWeek"] = [_DAYS[local.weekday()]]
    limits = {"type": "numbered", "startDate": local.date().isoformat(), "endDate": "0001-01-01",
              "recurrenceTimeZone": "UTC", "numberOfOccurrences": count}  # fmt: skip
    return {"pattern": pattern, "range": limits}


_GLOBAL = "040000008200E00074C5B7101A82E008"  # MS-OXOCAL 2.2.1.27: what every one begins with


def _global_id(number: int) -> str:
    return f"{_GLOBAL}00000000{number:016X}{'0' * 16}10000000{number:032X}"


def _instance_id(uid: str, original: datetime) -> str:
    """An instance's id holds its date, year first, where the series' has zeros."""
    if not uid.startswith(_GLOBAL):
        return uid
    date = f"{original.year:04X}{original.month:02X}{original.day:02X}"
    return uid[:32] + date + uid[40:]


def foreign_id(uid: str) -> str:
    """A UID of another program's, wrapped (MS-OXCICAL 2.1.3.1.1.20.26)."""
    data = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    size = len(data).to_bytes(4, "little").hex().upper()
    return f"{_GLOBAL}{'0' * 8}{'0' * 16}{'0' * 16}{size}{data.hex().upper()}"
