"""Walking a delta (learn.microsoft.com/graph/delta-query-overview), as pages.

    no cursor ──first request──► answer ─nextLink─► answer … ─deltaLink─► last page: COMPLETE
    deltaLink ──────────────────► answer … ─deltaLink─► pages of snapshot NONE, or none at all

    cursor ─► link      what to ask for next
       ├ given, mark    how many rows of its answer were given out, and a digest of their ids
       ├ listing        whether the first round of this generation is still going on
       └ done           how many rows that round has named

Answers may be empty and go on all the same, name an id again, or tell once more what was told. An
answer that is asked for again, with other rows at its beginning, is given out from its start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Skippable, Transient
from narrowcast.connectors.http import TooLarge
from narrowcast.connectors.microsoft import rest
from narrowcast.connectors.microsoft.rest import Graph, Json
from narrowcast.connectors.records import Record, RemoteId

_KIND = "graph/1"
PAGE_ROWS = 200
"""Asked for in one answer: some 1.5 MB of mail heads."""
_MOST_EMPTY = 1_000  # answers in a row that lead nowhere: then the server goes in circles
_DAMAGED = "this resume point is damaged; everything is read again"

Reader = Callable[[Sequence[Json]], Sequence[Record]]
"""Rows that are there to records, one of each at most; of what is no record, none."""


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
    given: int = 0
    mark: str = ""
    listing: bool = True
    between: bool = False
    """Whether the link is of a deltaLink: a round begins with it."""
    done: int = 0

    def skips(self, rows: Sequence[Json]) -> int:
        """How many of the answer's *rows* were given out before."""
        return self.given if self.given and self.mark == _mark(rows[: self.given]) else 0

    def cursor(self) -> Cursor:
        return cursors.write(
            _KIND,
            {
                "link": self.link, "given": self.given, "mark": self.mark,
                "listing": self.listing, "between": self.between, "done": self.done,
            },
        )  # fmt: skip


def place(cursor: Cursor | None) -> Place:
    """Read what `Place.cursor` wrote; raises CursorExpired."""
    if cursor is None:
        return Place()
    told = cursors.read(_KIND, cursor)
    link, mark = told.get("link"), told.get("mark")
    if not isinstance(link, str) or not isinstance(mark, str):
        raise CursorExpired(_DAMAGED)
    return Place(
        link=link,
        given=cursors.number(told, "given"),
        mark=mark,
        listing=told.get("listing") is True,
        between=told.get("between") is True,
        done=cursors.number(told, "done"),
    )


def pull(
    graph: Graph, start: Start, cursor: Cursor | None, budget: Budget, read: Reader
) -> Iterator[Page]:
    """What changed since *cursor*, row by row; raises as `Graph.get`, and CursorExpired.

    A round without news yields nothing, but in a *deep* pull the link that it ended with: the old
    one is forgotten some day.
    """
    began = place(cursor)
    now, given, given_any = began, 0, False
    for found in _answers(graph, start, began, budget):
        rows = rest.rows(found)
        further, ends = following(found)
        skip = now.skips(rows)
        while skip < len(rows):
            room = budget.room(given)
            if not room:
                return
            part = rows[skip : skip + room]
            skip += len(part)
            now = replace(now, given=skip, mark=_mark(rows[:skip]), between=False)
            if now.listing:
                now = replace(now, done=now.done + len(part))
            if skip == len(rows):
                now = replace(now, link=further, given=0, mark="", between=ends)
            page = _page(part, now, start, read)
            given, given_any = given + len(page.upserts), True
            if ends and skip == len(rows):
                yield _last(page, now)
                return
            yield page
        now = replace(now, link=further, given=0, mark="", between=ends)
    if given_any or now.listing or not began.between or (budget.deep and now != began):
        yield _last(_page((), now, start, read), now)


def _answers(graph: Graph, start: Start, began: Place, budget: Budget) -> Iterator[Json]:
    """The answers of one round, from where *began* stands."""
    size = max(1, min(PAGE_ROWS, budget.page_records))
    link, query = (began.link, None) if began.link else (start.path, start.query)
    empty = 0
    while empty < _MOST_EMPTY:
        found = answer(graph, link, query, size)
        yield found
        before, query = link, None
        link, ends = following(found)
        if ends:
            return
        empty = 0 if rest.rows(found) and link != before else empty + 1
    raise Skippable("Microsoft never comes to the end of its changes")


def answer(graph: Graph, link: str, query: Mapping[str, str] | None, size: int) -> Json:
    """One answer of a delta, in ever fewer rows where it is too large to read; raises as
    `Graph.get`.
    """
    while True:
        try:
            return graph.get(link, query, size=size)
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


def _page(part: Sequence[Json], now: Place, start: Start, read: Reader) -> Page:
    """A page of *part*; of an id that comes twice the last word counts."""
    last = {key: row for row in part if isinstance(key := row.get("id"), str) and key}
    records = tuple(read([row for row in last.values() if "@removed" not in row]))
    there = {one.remote_id for one in records}
    total = None if start.total is None else max(start.total, now.done)
    return Page(
        upserts=records,
        deletes=tuple(RemoteId(key) for key in last if key not in there),
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


def _mark(rows: Sequence[Json]) -> str:
    ids = "\n".join(str(row.get("id")) for row in rows)
    return hashlib.blake2b(ids.encode("utf-8", "replace"), digest_size=8).hexdigest()
