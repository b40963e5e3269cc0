"""Calendar files and invitations to meetings (RFC 5545), one event at a time.

One bad event must not cost the file, so the file is cut into events here and each is read on its
own. Recurring ones go to recurring-ical-events as a small calendar of cleaned lines, after their
cost was estimated: a rule below a day's step is not expanded, and what a file may spend on
expansion is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from narrowcast.connectors.formats import contentlines, events, recurrence
from narrowcast.connectors.formats.contentlines import Line
from narrowcast.connectors.formats.events import Event
from narrowcast.connectors.formats.zones import MAX_BLOCK_LINES, Zones
from narrowcast.connectors.records import Meeting, RemoteId, Unreadable

MAX_EVENTS = 50_000
_MAX_LINES = 1_500  # kept lines of one event
_METHODS = frozenset({"REQUEST", "REPLY", "CANCEL", "COUNTER", "ADD", "REFRESH", "DECLINECOUNTER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """In which times recurring events are expanded; aware."""

    since: datetime
    until: datetime


def read(
    raw: bytes, window: Window | None = None, *, floating: str = ""
) -> Iterator[Meeting | Unreadable]:
    """Read a calendar file; without *window* a recurring event is its first instance. Times without
    a zone are in the one that the file names, else in *floating*, else in UTC.
    """
    yield from read_text(contentlines.decode(raw), window, floating=floating)


def read_text(
    content: str, window: Window | None = None, *, floating: str = ""
) -> Iterator[Meeting | Unreadable]:
    """Read the text of a calendar, such as a mail's text/calendar part; as `read`."""
    file = _File.of(content)
    zones = Zones(file.zones, file.floating or floating)
    purse = recurrence.Purse.of(len(content))
    for uid, series in _by_uid(file, zones).items():
        if isinstance(series, Unreadable):
            yield series
        else:
            yield from _meetings(uid, series, file.method, window, purse)


@dataclass(slots=True)
class _File:
    """A calendar's lines, dealt to its events and zones; a missing END is forgiven."""

    events: list[list[Line]] = field(default_factory=list[list[Line]])
    zones: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    method: str = ""
    floating: str = ""
    _event: list[Line] | None = None
    _zone: list[str] | None = None
    _nested: int = 0  # depth below an event: alarms and the like are left out

    @classmethod
    def of(cls, content: str) -> _File:
        """Deal the lines of *content*."""
        file = cls()
        for line in contentlines.unfold(content):
            file._add(line)
        return file

    def _add(self, raw: str) -> None:
        mark = raw[:60].strip().upper()
        if mark.startswith(("BEGIN:", "END:")):
            self._turn(mark, raw)
        elif self._zone is not None:
            self._add_to_zone(raw)
        elif self._event is None:
            self._describe(mark, raw)
        elif not self._nested and len(self._event) < _MAX_LINES:
            line = contentlines.parse(raw)
            if line is not None and line.name in events.KEPT:
                self._event.append(line)

    def _turn(self, mark: str, raw: str) -> None:
        """A component begins or ends."""
        if mark == "BEGIN:VEVENT" and len(self.events) < MAX_EVENTS:
            self._event, self._zone, self._nested = [], None, 0
            self.events.append(self._event)
        elif mark == "END:VEVENT":
            self._event = None
        elif mark == "BEGIN:VTIMEZONE":
            self._event, self._zone = None, [raw]
        elif self._zone is not None:
            self._add_to_zone(raw)
            if mark == "END:VTIMEZONE":
                self.zones.setdefault(_zone_name(self._zone), self._zone)
                self._zone = None
        else:
            self._nested = max(0, self._nested + (1 if mark.startswith("BEGIN:") else -1))

    def _add_to_zone(self, raw: str) -> None:
        if self._zone is not None and len(self._zone) <= MAX_BLOCK_LINES:
            self._zone.append(raw.strip())

    def _describe(self, mark: str, raw: str) -> None:
        """A property of the calendar itself."""
        value = raw.partition(":")[2].strip()
        if mark.startswith("METHOD:") and not self.method and value.upper() in _METHODS:
            self.method = value.upper()
        elif mark.startswith("X-WR-TIMEZONE"):
            self.floating = value


@dataclass(slots=True)
class _Series:
    """A UID's master and what replaces single instances of it."""

    master: Event | None = None
    overrides: dict[str, Event] = field(default_factory=dict[str, Event])

    def add(self, event: Event) -> None:
        """Keep *event* unless a later revision of the same instance is there."""
        if event.original is None:
            if self.master is None or event.sequence >= self.master.sequence:
                self.master = event
            return
        before = self.overrides.get(event.original.utc)
        if before is None or event.sequence >= before.sequence:
            self.overrides[event.original.utc] = event


def _zone_name(block: list[str]) -> str:
    named = (contentlines.parse(line) for line in block if line[:4].upper() == "TZID")
    return next((line.value.strip(' "') for line in named if line), "")


def _by_uid(file: _File, zones: Zones) -> dict[str, _Series | Unreadable]:
    found: dict[str, _Series | Unreadable] = {}
    for lines in file.events:
        event = events.read(lines, zones)
        if event is None:
            key = events.identity(lines)
            found.setdefault(
                key, Unreadable(remote_id=RemoteId(key), reason="an event without a start")
            )
            continue
        series = found.get(event.uid)
        if not isinstance(series, _Series):
            series = found[event.uid] = _Series()
        series.add(event)
    return found


def _meetings(
    uid: str, series: _Series, method: str, window: Window | None, purse: recurrence.Purse
) -> Iterator[Meeting | Unreadable]:
    master, overrides = series.master, list(series.overrides.values())
    if master is not None and (master.rules or master.extra) and window is not None:
        try:
            instances = recurrence.expand(master, overrides, window.since, window.until, purse)
            yield from [_instance(one, method) for one in instances]
            return
        except recurrence.NotExpanded as reason:
            yield Unreadable(remote_id=RemoteId(f"{uid}#rule"), reason=f"not expanded: {reason}")
    for event in ([master] if master else []) + overrides:
        yield _as_it_stands(event, method)


def _instance(one: recurrence.Instance, method: str) -> Meeting:
    return one.event.meeting(
        start=one.start, end=one.end, recurrence_id=one.recurrence_id, method=method
    )


def _as_it_stands(event: Event, method: str) -> Meeting:
    """The event's own start, which for a recurring one is its first instance."""
    of = event.original or (event.start if event.recurring else None)
    return event.meeting(
        start=events.fixed(event.start.at),
        end=events.fixed(event.end),
        recurrence_id=of.utc if of else "",
        method=method,
    )
