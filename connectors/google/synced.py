"""A list that Google keeps sync tokens for (a calendar's events, the contacts), page by page.

    nothing ──► whole list, sheet by sheet ──► token ──► what changed since ──► token ──► …
                  │                              │
                  └── a sheet or token that Google no longer takes, or that is due to end
                        └──► CursorExpired: listed whole once more

The cursor holds the token, the sheet that is being given out and the last entry given of it: a
reading broken off asks for that sheet again and goes on behind the entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Transient
from narrowcast.connectors.records import Record, RemoteId

PEOPLE = 40_000
"""Whom the records of a page may name together: they weigh some 200 octets each."""
_DAMAGED = "this resume point is damaged; everything is read again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one item of a sheet says; *id* tells it from the others of its sheet."""

    id: str
    record: Record | None = None
    gone: tuple[RemoteId, ...] = ()
    people: int = 1
    """Whom the record names, as a measure of what it weighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One answer: a stretch of the list, and by what to ask for the next."""

    entries: tuple[Entry, ...]
    following: str = ""
    """Token of the next sheet; '' on the last."""
    token: str = ""
    """Sync token; only on the last."""
    total: int | None = None
    """How many items the whole list has, where Google says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a reading stands: the cursor, unpacked."""

    token: str = ""
    """From which changes are asked for; '' while the whole is listed."""
    sheet: str = ""
    """The sheet that is being given out; '' the first."""
    after: str = ""
    """The entry of it that was given out last."""
    frame: str = ""
    """What the list was asked for within, in a word of the list's own."""
    done: int = 0
    """Records given out in this listing."""


class Listed(Protocol):
    """What is listed: how to ask for it, and how long an answer is good for."""

    kind: str
    """Names the form of its cursors (`google-calendar/1`)."""

    def frame(self) -> str:
        """What a listing that begins now is asked for within."""
        ...

    def has_ended(self, frame: str) -> bool:
        """Whether what was asked for within *frame* has to be listed anew; asked after an answer of
        Google's, whose clock counts.
        """
        ...

    def sheet(self, place: Place) -> Sheet:
        """Ask for the sheet at *place*; raises CursorExpired where Google no longer knows it."""
        ...


def pull(listed: Listed, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
    """As `Connector.pull`."""
    place = Place(frame=listed.frame()) if cursor is None else _unpacked(listed.kind, cursor)
    given = 0
    while budget.room(given):
        sheet = listed.sheet(place)
        if cursor is not None and listed.has_ended(place.frame):
            raise CursorExpired("what is listed moves on with time; everything is read again")
        place = replace(place, frame=place.frame or listed.frame())  # the answer told the time
        for page, further in _pages(listed, place, sheet, budget, given):
            place = further
            given += len(page.upserts)
            if page.upserts or page.deletes or page.snapshot is Snapshot.COMPLETE:
                yield page
        if not sheet.following:
            return


def _pages(
    listed: Listed, place: Place, sheet: Sheet, budget: Budget, given: int
) -> Iterator[tuple[Page, Place]]:
    """Pages of *sheet* with the place behind each; the last leads to the next sheet."""
    listing = not place.token
    left = _behind(sheet.entries, place.after)
    while budget.room(given):
        part = _as_many(left, budget.room(given))
        left = left[len(part) :]
        records = tuple(one.record for one in part if one.record)
        given += len(records)
        place = replace(place, done=place.done + len(records) if listing else 0)
        place = replace(place, after=part[-1].id) if left else _onward(place, sheet)
        complete = listing and not left and not sheet.following
        snapshot = Snapshot.PARTIAL if listing else Snapshot.NONE
        page = Page(
            upserts=records,
            deletes=tuple(one for entry in part for one in entry.gone),
            cursor=cursors.write(listed.kind, asdict(place)),
            snapshot=Snapshot.COMPLETE if complete else snapshot,
            progress=Progress(done=place.done, total=sheet.total) if listing else None,
        )
        yield page, place
        if not left:
            return


def _onward(place: Place, sheet: Sheet) -> Place:
    """Behind a whole sheet."""
    if not sheet.following:
        if not sheet.token:
            raise Transient("Google ends a list without saying how to go on")
        return replace(place, token=sheet.token, sheet="", after="")
    if sheet.following == place.sheet:
        raise Transient("Google sends us round in circles")
    return replace(place, sheet=sheet.following, after="")


def _behind(entries: Sequence[Entry], after: str) -> Sequence[Entry]:
    """What comes behind *after*; all where it is gone: rather twice than never."""
    for place, one in enumerate(entries if after else ()):
        if one.id == after:
            return entries[place + 1 :]
    return entries


def _as_many(entries: Sequence[Entry], room: int) -> Sequence[Entry]:
    """The first of *entries*, with at most *room* records and `PEOPLE`, but one in any case."""
    records = people = 0
    for place, one in enumerate(entries):
        records += one.record is not None
        people += one.people
        if records > room or (people > PEOPLE and place):
            return entries[:place]
    return entries


def _unpacked(kind: str, cursor: Cursor) -> Place:
    """Raises CursorExpired where *cursor* is not of our making."""
    told = cursors.read(kind, cursor)
    names = ("token", "sheet", "after", "frame")
    texts = {name: told.get(name) for name in names}
    if not all(isinstance(one, str) for one in texts.values()):
        raise CursorExpired(_DAMAGED)
    return Place(
        token=str(texts["token"]),
        sheet=str(texts["sheet"]),
        after=str(texts["after"]),
        frame=str(texts["frame"]),
        done=cursors.number(told, "done"),
    )
