"""Walking a delta (learn.microsoft.com/graph/delta-query-overview), as pages.

    no cursor ──first request──► answer ─nextLink─► answer … ─deltaLink─► last page: COMPLETE
    deltaLink ──────────────────► answer … ─deltaLink─► pages of snapshot NONE, or none at all

    cursor ─► link      what to ask for next
       ├ given          the rows of its answer that were given out, where it was broken off in it
       ├ listing        whether the first round of this generation is still going on
       └ done           how many rows that round has named

Answers may be empty and go on all the same, name an id again, tell once more what was told, or tell
as removed what came back since: with immutable ids the service does not say so (see `Return`). An
answer that is asked for again, and no longer begins with what was given out, is given out from its
start. What it has no more is gone: to the link, those rows were never told, so nobody would say so.
Nor would anybody say that one of them has changed: a row is known by its id and what it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Skippable, Transient
from narrowcast.connectors.http import TooLarge
from narrowcast.connectors.microsoft import faults, rest
from narrowcast.connectors.microsoft.rest import Graph, Json
from narrowcast.connectors.records import Record, RemoteId

_KIND = "graph/1"
PAGE_ROWS = 200
"""Asked for in one answer: some 1.5 MB of mail heads."""
_MOST_EMPTY = 1_000  # answers in a row that lead nowhere: then the server goes in circles
_STAMP = 12  # hexadecimal digits before an id
MOST_ALIKE = 4
"""Answers in a row that name the same things under links that differ: a fault of Graph, seen where
series are long (microsoftgraph/msgraph-sdk-dotnet, issues 3070 and 3082), that ends never.
"""
_DAMAGED = "this resume point is damaged; everything is read again"

Reader = Callable[[Sequence[Json]], Sequence[Record]]
"""Rows that are there to records, one of each at most; of what is no record, none."""
Return = Callable[[Sequence[str]], Sequence[Record]]
"""The records of those ids, told as removed, that are there nevertheless: what left and came back
(microsoft-graph-docs issue 21752).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first request of a delta."""

    path: str
    query: Mapping[str, str]
    total: int | None = None
    """About how many rows there are, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a delta stands; see the module."""

    link: str = ""
    """'' the first request."""
    given: tuple[str, ...] = ()
    listing: bool = True
    between: bool = False
    """Whether the link is of a deltaLink: a round begins with it."""
    done: int = 0

    def skips(self, rows: Sequence[Json]) -> int:
        """How many *rows* of the link's answer were given out before, as they are."""
        count = len(self.given)
        return count if self.given == tuple(map(_stamped, rows[:count])) else 0

    def lost(self, rows: Sequence[Json]) -> set[str]:
        """The ids that were given out of the link's answer, and are not among its *rows* now."""
        return {one[_STAMP:] for one in self.given}.difference(str(row.get("id")) for row in rows)

    def cursor(self) -> Cursor:
        return cursors.write(
            _KIND,
            {
                "link": self.link, "given": self.given, "listing": self.listing,
                "between": self.between, "done": self.done,
            },
        )  # fmt: skip


def place(cursor: Cursor | None) -> Place:
    """Read what `Place.cursor` wrote; raises CursorExpired."""
    if cursor is None:
        return Place()
    told = cursors.read(_KIND, cursor)
    link, given = told.get("link"), told.get("given")
    if not isinstance(link, str) or not isinstance(given, list):
        raise CursorExpired(_DAMAGED)
    return Place(
        link=link,
        given=tuple(map(str, given)),
        listing=told.get("listing") is True,
        between=told.get("between") is True,
        done=cursors.number(told, "done"),
    )


def _nothing(_: Sequence[str]) -> Sequence[Record]:
    return ()


def pull(
    graph: Graph,
    start: Start,
    cursor: Cursor | None,
    budget: Budget,
    read: Reader,
    returned: Return = _nothing,
) -> Iterator[Page]:
    """What changed since *cursor*, row by row; raises as `Graph.get`, and CursorExpired.

    A round without news yields nothing, but in a *deep* pull the link that it ended with: the old
    one is forgotten some day.
    """
    began = place(cursor)
    now, given, lost, told = began, 0, set[str](), False
    for found in _answers(graph, start, began, budget):
        rows = rest.rows(found)
        further, ends = following(found)
        skip = now.skips(rows)
        lost |= now.lost(rows)
        while skip < len(rows):
            room = budget.room(given)
            if not room:
                return
            part = rows[skip : skip + room]
            skip += len(part)
            if now.listing:
                now = replace(now, done=now.done + len(part))
            if skip == len(rows):
                now = replace(now, link=further, given=(), between=ends)
            else:
                now = replace(now, given=tuple(map(_stamped, rows[:skip])), between=False)
            page = _page(part, now, start, (read, returned), lost)
            lost.clear()
            given, told = given + len(page.upserts), True
            if ends and skip == len(rows):
                yield _last(page, now)
                return
            yield page
        now = replace(now, link=further, given=(), between=ends)
    if told or lost or now.listing or not began.between or (budget.deep and now != began):
        yield _last(_page((), now, start, (read, returned), lost), now)


def _answers(graph: Graph, start: Start, began: Place, budget: Budget) -> Iterator[Json]:
    """The answers of one round, from where *began* stands."""
    size = max(1, min(PAGE_ROWS, budget.page_records))
    link, query = (began.link, None) if began.link else (start.path, start.query)
    asked, told, alike, empty = set[str](), list[object](), 1, 0
    while link not in asked and alike < MOST_ALIKE and empty < _MOST_EMPTY:
        asked.add(link)
        found = answer(graph, link, query, size)
        before, told = told, [row.get("id") for row in rest.rows(found)]
        alike = alike + 1 if told and told == before else 1
        yield found
        query = None
        link, ends = following(found)
        if ends:
            return
        empty = 0 if told else empty + 1
    raise Skippable("Microsoft never comes to the end of its changes")


def answer(graph: Graph, link: str, query: Mapping[str, str] | None, size: int) -> Json:
    """One answer of a delta, in ever fewer rows where it is too large to read; raises as
    `Graph.get`, and CursorExpired where Graph no longer makes sense of a *link* of its own.
    """
    while True:
        try:
            return graph.get(link, query, size=size)
        except faults.Misunderstood:
            if query is not None:
                raise
            raise CursorExpired(
                "Microsoft no longer knows its own link; it is listed again"
            ) from None
        except TooLarge:
            if size == 1:
                raise
            size = max(1, size // 10)


def following(found: Json) -> tuple[str, bool]:
    """The link that goes on from an answer, and whether the round ends with it; raises Transient
    where there is none.
    """
    if more := rest.link(found, "next"):
        return more, False
    if end := rest.link(found, "delta"):
        return end, True
    raise Transient("Microsoft does not say how its list goes on")


def _page(
    part: Sequence[Json],
    now: Place,
    start: Start,
    readers: tuple[Reader, Return],
    lost: Collection[str],
) -> Page:
    """A page of *part*, and of what was *lost*; of an id that comes twice the last word counts."""
    last = {key: row for row in part if isinstance(key := row.get("id"), str) and key}
    read, returned = readers
    records = (
        *read([row for row in last.values() if "@removed" not in row]),
        *returned([key for key, row in last.items() if "@removed" in row]),
    )
    there = {str(one.remote_id) for one in records}
    gone = dict.fromkeys((*last, *sorted(lost)))
    total = None if start.total is None else max(start.total, now.done)
    return Page(
        upserts=records,
        deletes=tuple(RemoteId(key) for key in gone if key not in there),
        cursor=now.cursor(),
        snapshot=Snapshot.PARTIAL if now.listing else Snapshot.NONE,
        progress=Progress(done=now.done, total=total) if now.listing else None,
    )


def _last(page: Page, now: Place) -> Page:
    """The *page* with which a round ends."""
    if not now.listing:
        return page
    settled = replace(now, listing=False, done=0)
    return replace(page, cursor=settled.cursor(), snapshot=Snapshot.COMPLETE)


def _stamped(row: Json) -> str:
    """A row's id behind a digest of what it says. Its etag is no news: it tells of more than we
    ask.
    """
    said = {key: row[key] for key in row if not key.startswith("@odata.")}
    told = json.dumps(said, sort_keys=True).encode()
    return hashlib.blake2b(told, digest_size=_STAMP // 2).hexdigest() + str(row.get("id"))
