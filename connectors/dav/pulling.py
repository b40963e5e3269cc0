"""One collection, page by page.

    cursor ─► what changed ─► bodies ─► records ─► pages
      ├ way, token      what to ask from
      ├ memory          what was given out: tells what a listing has new, and what went
      ├ horizon, zone   the times in which recurring events were told; the calendar's time zone
      ├ open            whether a reading was broken off
      └ whole, listing  whether it is one of the whole collection; whether for a new generation

A reading that was broken off is asked for again from the same token and skips what the memory knows
by its ETag; so nothing depends on the order in which a server lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.dav import bodies, changes
from narrowcast.connectors.dav.bodies import Body
from narrowcast.connectors.dav.changes import Changes, Found, Way
from narrowcast.connectors.dav.kinds import Kind, Reader
from narrowcast.connectors.dav.memory import Key, Memory, key_in, key_of, remote_id, stamp_of
from narrowcast.connectors.dav.server import Server, Unanswered
from narrowcast.connectors.errors import CursorExpired, Emptied
from narrowcast.connectors.formats import text
from narrowcast.connectors.records import Record, RemoteId, Unreadable

_KIND = "dav/1"
MANY = 10
"""Resources of which the last does not vanish with all others at once: nobody does that by hand."""
_DAMAGED = "this resume point is damaged; everything is read again"
_EMPTIED = "it is suddenly empty, and held much before; nothing is forgotten until you say so"
PAGE_OCTETS = 4 << 20
"""Of bodies: a page's records weigh up to three times as much."""
_NO_SYNC = frozenset({400, 403, 405, 409, 412, 415, 422, 501, 507})


@dataclass(slots=True)
class State:
    """The cursor, unpacked."""

    way: Way
    token: str = ""
    horizon: str = ""
    zone: str = ""
    memory: Memory = field(default_factory=Memory)
    open: bool = False
    whole: bool = True
    listing: bool = True
    part: tuple[Key, int, int] | None = None
    """A resource given out in part: its key, its stamp, how many of its records."""

    @classmethod
    def unpacked(cls, cursor: Cursor) -> State:
        """Raises CursorExpired where *cursor* is not of `packed`'s making."""
        told = cursors.read(_KIND, cursor)
        if told.get("way") not in set(Way):
            raise CursorExpired(_DAMAGED)
        return cls(
            way=Way(str(told["way"])),
            token=str(told.get("token", "")),
            horizon=str(told.get("horizon", "")),
            zone=str(told.get("zone", "")),
            memory=Memory.unpacked(told.get("memory")),
            open=told.get("open") is True,
            whole=told.get("whole") is True,
            listing=told.get("listing") is True,
            part=_part(told.get("part")),
        )

    def packed(self) -> Cursor:
        return cursors.write(
            _KIND,
            {
                "way": self.way, "token": self.token, "horizon": self.horizon, "zone": self.zone,
                "open": self.open, "whole": self.whole, "listing": self.listing,
                "part": self.part, "memory": self.memory.packed(),
            },
        )  # fmt: skip


def _part(told: object) -> tuple[Key, int, int] | None:
    match told:
        case None:
            return None
        case [int(key), int(stamp), int(given)]:
            return Key(key), stamp, given
        case _:
            raise CursorExpired(_DAMAGED)


@dataclass(frozen=True, slots=True)
class Work:
    """What a pull has to do: read *wanted*, forget *gone*; then *token* is true."""

    wanted: tuple[Found, ...]
    gone: tuple[Key, ...]
    token: str


class Collection:
    """A calendar or an address book on a server."""

    def __init__(self, server: Server, url: str, kind: Kind) -> None:
        self._server, self._url, self._kind = server, url, kind

    def pull(self, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """As `Connector.pull`."""
        state = self._new() if cursor is None else State.unpacked(cursor)
        work = self._work(state, deep=budget.deep)
        if work is not None:
            found = bodies.fetch(self._server, self._url, self._kind, work.wanted)
            for page in _Reading(self._kind.reader, state, budget).pages(work, found):
                if page.upserts or page.deletes or page.cursor != cursor:
                    yield page

    def again(self, wanted: frozenset[RemoteId]) -> Iterator[Record]:
        """As `Rereader.records`: the listing tells which resources *wanted* are of."""
        state = self._new()
        everything = self._everything(state)
        state.horizon = self._kind.reader.horizon(self._server.clock)
        keys = {key_in(one) for one in wanted}
        found = [one for path, one in everything.there.items() if key_of(path) in keys]
        for body in bodies.fetch(self._server, self._url, self._kind, found):
            for record in _records(self._kind.reader, body, state):
                if record.remote_id in wanted:
                    yield record

    def _new(self) -> State:
        told = changes.nature(self._server, self._url, self._kind.zone)
        return State(way=told.way, zone=told.zone)

    def _work(self, state: State, *, deep: bool) -> Work | None:
        """What there is to do; None: nothing."""
        news = Changes() if state.whole else self._news(state)
        horizon = self._kind.reader.horizon(self._server.clock)
        if state.horizon not in {"", horizon}:
            state.memory.outdate()
            state.whole = True
        state.horizon = horizon
        if state.whole or deep or (news is not None and state.way is Way.LISTING):
            state.whole = True
            return _compared(self._everything(state), state)
        return None if news is None else _changed(news, state)

    def _news(self, state: State) -> Changes | None:
        """What changed since the cursor; None: nothing. Where the server knows no sync tokens, only
        whether something did.
        """
        if state.way is Way.LISTING:
            tag = changes.tag(self._server, self._url)
            return None if tag and tag == state.token and not state.open else Changes()
        news = changes.since(self._server, self._url, state.token)
        same = news.token == state.token and not state.open
        return None if same and not news.there and not news.gone else news

    def _everything(self, state: State) -> Changes:
        if state.way is Way.TOKEN:
            try:
                return changes.since(self._server, self._url, "")
            except Unanswered as refused:
                if refused.status not in _NO_SYNC:
                    raise
                state.way = Way.LISTING  # it promised what it cannot do
        # The tag before the listing: what changes in between is seen the next time.
        tag = changes.tag(self._server, self._url)
        return replace(changes.listing(self._server, self._url), token=tag)


def _compared(told: Changes, state: State) -> Work:
    """What a whole listing has that was not given out as it is, and what it lacks."""
    there = {key_of(path): found for path, found in told.there.items()}
    known = state.memory.entries
    if not there and len(known) >= MANY and not state.listing:
        raise Emptied(_EMPTIED)
    wanted = (found for key, found in there.items() if not _is_given(key, found, state))
    return Work(_ordered(wanted), tuple(key for key in known if key not in there), told.token)


def _changed(told: Changes, state: State) -> Work:
    gone = tuple(key for key in map(key_of, told.gone) if key in state.memory.entries)
    if len(gone) >= max(MANY, len(state.memory.entries)) and not told.there:
        raise Emptied(_EMPTIED)
    wanted = (
        found for path, found in told.there.items() if not _is_given(key_of(path), found, state)
    )
    return Work(_ordered(wanted), gone, told.token)


def _ordered(wanted: Iterable[Found]) -> tuple[Found, ...]:
    """In an order of ours: a reading broken off goes on with the pages it would have had."""
    return tuple(sorted(wanted, key=lambda found: found.href))


def _is_given(key: Key, found: Found, state: State) -> bool:
    """Whether the resource was given out as it is now; without an ETag, only in this reading."""
    told = bool(found.etag) or state.open
    return told and state.memory.knows(key, stamp_of(found.etag))


class _Reading:
    """Fills pages with the records of one pull."""

    def __init__(self, reader: Reader, state: State, budget: Budget) -> None:
        self._reader, self._state, self._budget = reader, state, budget
        self._upserts = list[Record]()
        self._deletes = list[RemoteId]()
        self._given = self._done = self._total = self._weight = 0

    def pages(self, work: Work, found: Iterator[Body]) -> Iterator[Page]:
        """Pages of *work*, whose bodies are *found*; the last makes its token true."""
        state = self._state
        given = len(state.memory.entries) if state.whole else 0
        self._done, self._total = given, given + len(work.wanted)
        for key in work.gone:
            self._deletes += state.memory.forget(key)
        for wanted in work.wanted:
            body = next(found)  # asked for only when there is room
            for page in self._resource(wanted, body):
                yield page
                if not self._budget.room(self._given):
                    return
            self._done += 1
        state.open = state.whole = False
        snapshot = Snapshot.COMPLETE if state.listing else Snapshot.NONE
        state.listing, state.token, state.part = False, work.token, None
        yield self._page(snapshot)

    def _resource(self, wanted: Found, body: Body) -> Iterator[Page]:
        """Add a resource's records; yields the pages that are full before each."""
        state, key, stamp = self._state, key_of(body.path), stamp_of(wanted.etag)
        if body.content is None:
            self._deletes += state.memory.forget(key)
            return
        records = _records(self._reader, body, state)
        weight = len(body.content)
        part, begun, skipped = state.part, 0, 0
        if part is not None and part[0] == key:
            begun = part[2]
            skipped = begun if part[1] == stamp else 0
            state.part = None
        for number, record in enumerate(records[skipped:], skipped):
            if self._is_full():
                state.memory.begun(key, max(begun, number))
                state.part = (key, stamp, number)
                yield self._full()
                state.part = None
            self._upserts.append(record)
            self._weight += weight
        before = max(begun, state.memory.records(key))
        self._deletes += (remote_id(key, n) for n in range(len(records), before))
        windowed = self._reader.windowed(body.content)
        state.memory.keep(key, stamp, len(records), windowed=windowed)

    def _is_full(self) -> bool:
        room = self._budget.room(self._given)
        return bool(self._upserts) and (len(self._upserts) >= room or self._weight >= PAGE_OCTETS)

    def _full(self) -> Page:
        self._state.open = True
        return self._page(Snapshot.PARTIAL if self._state.listing else Snapshot.NONE)

    def _page(self, snapshot: Snapshot) -> Page:
        page = Page(
            upserts=tuple(self._upserts),
            deletes=tuple(self._deletes),
            cursor=self._state.packed(),
            snapshot=snapshot,
            progress=Progress(done=self._done, total=self._total, unit="resources"),
        )
        self._given += len(self._upserts)
        self._upserts, self._deletes, self._weight = [], [], 0
        return page


def _records(reader: Reader, body: Body, state: State) -> list[Record]:
    """The resource's records with their ids; one that cannot be read says which file it is."""
    if body.content is None:
        return []
    key = key_of(body.path)
    found: Iterable[Record]
    if body.refusal:
        found = [Unreadable(remote_id=remote_id(key, 0), reason=body.refusal)]
    else:
        found = reader.records(body.content, state.horizon, state.zone)
    return [_named(one, remote_id(key, number), body.path) for number, one in enumerate(found)]


def _named(record: Record, remote: RemoteId, path: str) -> Record:
    if isinstance(record, Unreadable):
        file = text.line(path.rpartition("/")[2])[:80]
        return Unreadable(remote_id=remote, reason=f"{record.reason} ({file})")
    return replace(record, remote_id=remote)
