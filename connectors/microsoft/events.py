"""What the rows of a calendar's delta come to, row by row.

    single event ──► itself
    instance ──► in a first listing: joined with its master, who alone knows who is invited
             └─► later: its series is told anew, for Graph says neither which instances of it went
                 nor, at times, which of them moved; see `series`
    @removed ──► the event, or all that was told of its series

Nothing of a body is kept: this delta sends bodies whether one wants them or not, where the login's
rights allow it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.microsoft import deltas, faults, meetings, rest
from narrowcast.connectors.microsoft.meetings import Kind
from narrowcast.connectors.microsoft.series import Memory
from narrowcast.connectors.records import Meeting, Record, RemoteId, Unreadable
from narrowcast.connectors.told import Told, word

if TYPE_CHECKING:
    from narrowcast.connectors.microsoft.rest import Graph, Json

ROWS = 50
"""Asked for in one answer: their bodies come along, and may be long."""
_KEPT = frozenset(meetings.FIELDS.split(","))
_PLACED = frozenset({"type", "start"})
_WHOLE = frozenset({"subject", "end", "isAllDay", "organizer", "iCalUId"})
"""What every event has that is told with its guests, unless only what changed is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Between which times events are told; aware."""

    since: datetime
    until: datetime

    @classmethod
    def named(cls, name: str) -> Window:
        """The window that `str` wrote."""
        since, until = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in name.split("/"))
        return cls(since=since, until=until)

    def __str__(self) -> str:
        return f"{self.since.date()}/{self.until.date()}"

    def query(self) -> dict[str, str]:
        """As Graph is asked for it."""
        return {
            "startDateTime": f"{self.since.date()}T00:00:00Z",
            "endDateTime": f"{self.until.date()}T00:00:00Z",
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that is there, or (None) one that is gone."""

    remote_id: RemoteId
    record: Record | None = None


class Events:
    """Rows of one calendar to entries; asks for what they lack."""

    def __init__(self, graph: Graph, window: Window, owner: str) -> None:
        self._graph, self._window, self._owner = graph, window, owner
        self._masters = dict[str, Told]()

    def answer(self, link: str, alike: int = 0) -> Json:
        """What *link* leads to; '' the beginning of a listing. Asks for ever more rows the more
        answers before were *alike*. Raises as `Graph.get`.
        """
        place, query = (link, None) if link else ("/me/calendarView/delta", self._window.query())
        return deltas.answer(self._graph, place, query, ROWS << 2 * alike)

    def entries(self, rows: Sequence[Told], memory: Memory, *, listing: bool) -> Iterator[Entry]:
        """What the *rows* of one answer come to, *memory* brought up to date entry by entry.

        *listing*: it is part of a first listing, which names every instance by itself.
        """
        rows = self._complete([_kept(row) for row in rows if word(row, "id")])
        self._masters.update((word(row, "id"), row) for row in rows if _is(row, Kind.MASTER))
        told = set[str]()
        for row in self._whole(rows) if listing else rows:
            for series in _series_of(row, memory, listing=listing):
                if series not in told:
                    told.add(series)
                    yield from self._anew(series, rows, memory)
            yield from self._single(row, memory)
            if listing and _is(row, Kind.OCCURRENCE, Kind.EXCEPTION):
                yield self._instance(row, memory)

    def again(self, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """The records *wanted* as they are now, of a series all; as `Rereader.records`."""
        by_series = {one.rpartition("#")[0] for one in wanted} - {""}
        for series in sorted(by_series):
            own = [one for one in wanted if one.startswith(f"{series}#")]
            yield from (one for one in self._series(series, own) if one.remote_id in wanted)
        singles = sorted(one for one in wanted if "#" not in one)
        for single, row in zip(singles, self._fetched(singles), strict=True):
            if row is not None and _is(row, Kind.MASTER):
                yield from self._series(single, [single])
            elif row is not None:
                yield self._record(row) if "id" in row else _refused(single, row)

    def _series(self, series: str, asked: Sequence[RemoteId]) -> Iterator[Record]:
        """The instances of a series; where it is not shown, what was *asked* for."""
        try:
            found = self._instances(series, ())
        except Skippable as refused:
            yield from (Unreadable(remote_id=one, reason=str(refused)) for one in asked)
            return
        yield from (one for one, _ in found or ())

    def _complete(self, rows: Sequence[Told]) -> list[Told]:
        """The same *rows*, and those of which only what changed is told as they are now."""
        partial = [word(row, "id") for row in rows if _is_partial(row)]
        fetched = dict(zip(partial, self._fetched(partial), strict=True))
        whole = [{**row, **(fetched.get(word(row, "id"), {}) or {})} for row in rows]
        return [row for row in whole if fetched.get(word(row, "id"), row) is not None]

    def _single(self, row: Told, memory: Memory) -> Iterator[Entry]:
        """What concerns the id of *row* itself: an event of its own, or one that is none now."""
        own = word(row, "id")
        if "@removed" in row:
            yield from _without(own, memory)
            yield Entry(RemoteId(own))
        elif _is(row, Kind.SINGLE):
            yield from _without(own, memory)
            for whole in self._whole([row]):
                yield Entry(RemoteId(own), self._record(whole))

    def _anew(self, master: str, rows: Sequence[Told], memory: Memory) -> Iterator[Entry]:
        """A series as it is now: its instances, and which of those told before are none now."""
        try:
            found = self._instances(master, rows)
        except Skippable as refused:
            yield Entry(
                RemoteId(master), Unreadable(remote_id=RemoteId(master), reason=str(refused))
            )
            return
        if found is None:
            yield from _without(master, memory)
            return
        yield Entry(RemoteId(master))  # what became a series was a single event before
        before, there = memory.instances(master), set[str]()
        for record, own in found:
            recurrence_id = record.remote_id.rpartition("#")[2]
            there.add(recurrence_id)
            memory.tell(master, recurrence_id, own)
            yield Entry(record.remote_id, record)
        memory.only(master, there)
        yield from _gone(master, (one for one in before if one not in there))

    def _instances(self, series: str, rows: Sequence[Told]) -> list[tuple[Record, str]] | None:
        """The instances of a series in the window, in order, each with Graph's id of it; None where
        there is no such series. *rows* hold some of it already.
        """
        try:
            master = self._master(series, rows)
            if not _is(master, Kind.MASTER):
                return None
            place = rest.path("me", "events", series, "instances")
            query = {**self._window.query(), "$select": meetings.PLACES}
            listed = [_kept(row) for row in self._graph.listed(place, query)]
        except faults.Gone:
            return None
        known = {word(row, "id"): row for row in rows if not meetings.bare(row)}
        there = {word(row, "id"): known.get(word(row, "id"), row) for row in listed}
        whole = self._whole([row for own, row in there.items() if own], {series: master})
        return sorted(((self._record(row), word(row, "id")) for row in whole), key=_place)

    def _master(self, series: str, rows: Sequence[Told]) -> Told:
        """Raises `faults.Gone`, and as `Graph.get`."""
        known = (row for row in rows if word(row, "id") == series and not meetings.bare(row))
        if (found := next(known, None)) is not None:
            return found
        return _kept(
            self._graph.get(rest.path("me", "events", series), {"$select": meetings.FIELDS})
        )

    def _instance(self, row: Told, memory: Memory) -> Entry:
        record = self._record(row)
        series, _, recurrence_id = record.remote_id.rpartition("#")
        memory.tell(series, recurrence_id, word(row, "id"))
        return Entry(record.remote_id, record)

    def _record(self, row: Told) -> Meeting | Unreadable:
        if meetings.bare(row):
            return _refused(meetings.remote_id(row), row)
        return meetings.meeting(row, self._owner)

    def _whole(
        self, rows: Sequence[Told], masters: dict[str, Told] | None = None
    ) -> Iterator[Told]:
        """The same *rows* with what they lack; an occurrence whose series went is left out."""
        known = self._masters if masters is None else masters
        lacking = [row for row in rows if meetings.bare(row) and "@removed" not in row]
        self._learn({word(row, "seriesMasterId") for row in lacking if _joins(row)}, known)
        alone = [word(row, "id") for row in lacking if not _joins(row)]
        fetched = dict(zip(alone, self._fetched(alone), strict=True))
        for row in rows:
            own = word(row, "id")
            if own in fetched:
                found = fetched[own]
                if found is not None:
                    yield {**row, **found}
            elif not (meetings.bare(row) and _joins(row)):
                yield row
            elif (master := known.get(word(row, "seriesMasterId"))) is not None:
                yield meetings.joined(row, master)

    def _learn(self, series: Collection[str], known: dict[str, Told]) -> None:
        """Ask for the masters that are not *known*."""
        wanted = sorted(series - known.keys())
        found = zip(wanted, self._fetched(wanted), strict=True)
        known.update((one, master) for one, master in found if master is not None)

    def _fetched(self, ids: Sequence[str]) -> list[Told | None]:
        """Whole events by id; None for one that is gone, and {"refused": …} for one that Graph does
        not show.
        """
        places = [f"{rest.path('me', 'events', one)}?$select={meetings.FIELDS}" for one in ids]
        return [
            None if told.said.status == 404
            else {"attendees": [], **_kept(told.body)} if told.said.fine
            else {"refused": told.said.status}
            for told in self._graph.batch(places)
        ]  # fmt: skip


def _kept(row: Told) -> Told:
    """*row* without its body and all else that is not ours; null says as much as no word."""
    return {
        key: told
        for key, told in row.items()
        if (key in _KEPT and told is not None) or key == "@removed"
    }


def _is(row: Told, *kinds: Kind) -> bool:
    return "@removed" not in row and meetings.kind(row) in kinds


def _is_partial(row: Told) -> bool:
    """Whether what *row* tells is not enough to know what it is (delta query, "Response")."""
    if "@removed" in row:
        return False
    told = row.keys()
    return not (told >= _PLACED and (meetings.bare(row) or told >= _WHOLE))


def _joins(row: Told) -> bool:
    """Whether all that *row* lacks is what its master says."""
    return meetings.kind(row) is Kind.OCCURRENCE


def _series_of(row: Told, memory: Memory, *, listing: bool) -> Iterator[str]:
    """The series that has to be told anew because of *row*; none in most cases."""
    own = word(row, "id")
    if "@removed" in row:
        if not memory.instances(own) and (series := memory.owner(own)):
            yield series
    elif _is(row, Kind.MASTER):
        if not listing or own in memory.told:
            yield own
    elif not listing and (series := word(row, "seriesMasterId")):
        yield series


def _without(master: str, memory: Memory) -> Iterator[Entry]:
    """All that was told of a series is gone."""
    before = memory.instances(master)
    if before:
        memory.only(master, ())
    yield from _gone(master, before)


def _gone(master: str, recurrence_ids: Iterable[str]) -> Iterator[Entry]:
    return (Entry(meetings.instance_id(master, one)) for one in recurrence_ids)


def _refused(remote: RemoteId, row: Told) -> Unreadable:
    status = row.get("refused")
    return Unreadable(remote_id=remote, reason=f"Microsoft does not show the event (HTTP {status})")


def _place(instance: tuple[Record, str]) -> str:
    return instance[0].remote_id
