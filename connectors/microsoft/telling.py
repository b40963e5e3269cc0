"""From a calendar's answers to pages: how far it was told is in the cursor.

cursor ─► link           what to ask for next
   ├ window              the times it is about
   ├ given, mark         how many entries of its answer were given out, and a digest of them
   ├ there               the ids of those of them that are there
   ├ listing             whether the first round of this generation is still going on
   ├ between             whether a round begins with the link
   └ memory              see `series`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Skippable
from narrowcast.connectors.microsoft import deltas, rest, series
from narrowcast.connectors.microsoft.events import Entry, Events
from narrowcast.connectors.microsoft.series import Memory
from narrowcast.connectors.records import Meeting, Record, RemoteId

if TYPE_CHECKING:
    from narrowcast.connectors.microsoft.rest import Json

_KIND = "graph-calendar/1"
PAGE_WEIGHT = 4 << 20
"""About the octets of memory that a page's meetings may need."""
_IN_CIRCLES = (
    "Microsoft tells the same part of the calendar again and again, and never comes to its end; a"
    " later since, or an earlier until, in config.toml may help"
)
_GUEST_WEIGHT, _MEETING_WEIGHT = 300, 1_000
_MOST = 10_000  # answers in one pull, after which the server goes in circles


@dataclass(slots=True)
class State:
    """The cursor, unpacked; see the module."""

    window: str
    link: str = ""
    """'' the first request."""
    given: int = 0
    mark: str = ""
    there: frozenset[str] = frozenset()
    listing: bool = True
    between: bool = False
    done: int = 0
    memory: Memory = field(default_factory=Memory)

    @classmethod
    def unpacked(cls, cursor: Cursor) -> State:
        """Raises CursorExpired where *cursor* is not of `packed`'s making."""
        told = cursors.read(_KIND, cursor)
        window, link, mark = told.get("window"), told.get("link"), told.get("mark")
        if not (isinstance(window, str) and isinstance(link, str) and isinstance(mark, str)):
            raise CursorExpired("this resume point is damaged; everything is read again")
        return cls(
            window=window,
            link=link,
            given=cursors.number(told, "given"),
            mark=mark,
            there=series.unpacked_ids(told.get("there")),
            listing=told.get("listing") is True,
            between=told.get("between") is True,
            done=cursors.number(told, "done"),
            memory=Memory.unpacked(told.get("memory")),
        )

    def packed(self) -> Cursor:
        return cursors.write(
            _KIND,
            {
                "window": self.window, "link": self.link, "given": self.given, "mark": self.mark,
                "there": series.packed_ids(self.there), "listing": self.listing,
                "between": self.between, "done": self.done, "memory": self.memory.packed(),
            },
        )  # fmt: skip

    def skips(self, entries: Sequence[Entry]) -> int:
        """How many of an answer's *entries* were given out; none where they are others now.

        Raises CursorExpired where the answer is the first and another: it begins a round of its
        own, which does not say what has gone since.
        """
        if not self.given or self.mark == _mark(entries[: self.given]):
            return self.given
        if not self.link:
            raise CursorExpired("the calendar changed while its listing began; it is listed again")
        return 0

    def lost(self, entries: Sequence[Entry]) -> frozenset[str]:
        """What was given out of an answer that no longer has it: to the link it was never told, so
        nobody will say that it went.
        """
        return self.there.difference(str(one.remote_id) for one in entries)

    def broken_off(self, entries: Sequence[Entry]) -> None:
        """Of an answer no more than *entries* was given out."""
        self.given, self.mark = len(entries), _mark(entries)
        self.there = frozenset(str(one.remote_id) for one in entries if one.record is not None)

    def passed(self, link: str, *, between: bool) -> None:
        """An answer was given out whole; *link* goes on from it."""
        self.memory.settle()
        self.link, self.between, self.given, self.mark = link, between, 0, ""
        self.there = frozenset()


class Telling:
    """Fills pages with the entries of one pull."""

    def __init__(
        self, answer: Callable[[str, int], Json], events: Events, state: State, budget: Budget
    ) -> None:
        self._answer, self._events = answer, events
        self._state, self._budget = state, budget
        self._upserts = dict[RemoteId, Record]()
        self._deletes = dict[RemoteId, None]()
        self._given = self._weight = 0

    def pages(self) -> Iterator[Page]:
        """What there is to tell; a round without news yields nothing, but in a *deep* pull the
        link that it ended with: the old one is forgotten some day.
        """
        state, quiet, began = self._state, self._state.between, self._state.link
        for answer in self._answers():
            for page in self._filled(rest.rows(answer)):
                yield page
                if not self._budget.room(self._given):
                    return
            link, ends = deltas.following(answer)
            state.passed(link, between=ends)
        if not state.between:
            yield from self._rest()
            raise Skippable(_IN_CIRCLES) if state.listing else CursorExpired(_IN_CIRCLES)
        renewed = self._budget.deep and state.link != began
        if state.listing or not quiet or self._upserts or self._deletes or renewed:
            yield self._last()

    def _answers(self) -> Iterator[Json]:
        """The answers of one round, to its end or until they go in circles. Where one is like the
        last, more rows are asked for: a series that fits an answer leads on.
        """
        asked, told, alike = set[str](), list[object](), 1
        while self._state.link not in asked and alike < deltas.MOST_ALIKE and len(asked) < _MOST:
            asked.add(self._state.link)
            answer = self._answer(self._state.link, alike - 1)
            before, told = told, [row.get("id") for row in rest.rows(answer)]
            alike = alike + 1 if told and told == before else 1
            yield answer
            if self._state.between:
                return

    def _rest(self) -> Iterator[Page]:
        """What was told and not given out yet."""
        if self._upserts or self._deletes:
            yield self._page(Snapshot.PARTIAL if self._state.listing else Snapshot.NONE)

    def _filled(self, rows: Sequence[Json]) -> Iterator[Page]:
        """The pages that the *rows* of an answer fill; the rest is kept for the next."""
        state = self._state
        state.between = False
        entries = list(self._events.entries(rows, state.memory, listing=state.listing))
        skipped = state.skips(entries)
        for own in sorted(state.lost(entries)):
            self._add(Entry(RemoteId(own)))
        for number in range(skipped, len(entries)):
            if entries[number].record is not None and self._is_full():
                state.broken_off(entries[:number])
                yield self._page(Snapshot.PARTIAL if state.listing else Snapshot.NONE)
            self._add(entries[number])

    def _add(self, entry: Entry) -> None:
        """The last word on an id counts."""
        if entry.record is None:
            self._upserts.pop(entry.remote_id, None)
            self._deletes[entry.remote_id] = None
            return
        self._deletes.pop(entry.remote_id, None)
        self._upserts[entry.remote_id] = entry.record
        self._weight += _weight(entry.record)

    def _is_full(self) -> bool:
        room = self._budget.room(self._given)
        return bool(self._upserts) and (len(self._upserts) >= room or self._weight >= PAGE_WEIGHT)

    def _last(self) -> Page:
        if not self._state.listing:
            return self._page(Snapshot.NONE)
        self._state.listing = False
        return self._page(Snapshot.COMPLETE)

    def _page(self, snapshot: Snapshot) -> Page:
        state = self._state
        state.done = 0 if snapshot is Snapshot.NONE else state.done + len(self._upserts)
        page = Page(
            upserts=tuple(self._upserts.values()),
            deletes=tuple(self._deletes),
            cursor=state.packed(),
            snapshot=snapshot,
            progress=None
            if snapshot is Snapshot.NONE
            else Progress(done=state.done, total=None, unit="meetings"),
        )
        self._given += len(self._upserts)
        self._upserts, self._deletes, self._weight = {}, {}, 0
        return page


def _weight(record: Record) -> int:
    guests = len(record.attendees) if isinstance(record, Meeting) else 0
    return _MEETING_WEIGHT + _GUEST_WEIGHT * guests


def _mark(entries: Sequence[Entry]) -> str:
    told = "\n".join(map(repr, entries))
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()
