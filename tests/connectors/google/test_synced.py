"""Lists with sync tokens: whatever the sheets and pages, and wherever a reading is broken off."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.base import Budget, Cursor, Page, Snapshot
from narrowcast.connectors.errors import CursorExpired, Transient
from narrowcast.connectors.google import synced
from narrowcast.connectors.google.synced import Entry, Place, Sheet
from narrowcast.connectors.promises import bounds, kept_after
from narrowcast.connectors.records import Card, RemoteId


def card(number: int) -> Card:
    return Card(remote_id=RemoteId(f"r{number}"), name=f"N{number}")


@dataclass
class Shelf:
    """A list in memory that knows what changed since a token; *size* entries to a sheet."""

    entries: list[Entry]
    size: int = 3
    news: list[Entry] = field(default_factory=list[Entry])
    ended: bool = False

    kind = "shelf/1"

    def frame(self) -> str:
        return "here"

    def has_ended(self, frame: str) -> bool:
        assert frame == "here"
        return self.ended

    def sheet(self, place: Place) -> Sheet:
        first = int(place.sheet or 0)
        held = self.news[int(place.token) :] if place.token else self.entries
        part, more = held[first : first + self.size], first + self.size < len(held)
        return Sheet(
            entries=tuple(part),
            following=str(first + self.size) if more else "",
            token="" if more else str(len(self.news)),
            total=len(self.entries),
        )


def entries(kinds: list[bool]) -> list[Entry]:
    """An entry each: True holds a record, False says that one is gone."""
    return [
        Entry(id=f"r{n}", record=card(n)) if there else Entry(id=f"r{n}", gone=(RemoteId(f"g{n}"),))
        for n, there in enumerate(kinds)
    ]


KINDS = st.lists(st.booleans(), max_size=14)


def names(pages: list[Page]) -> list[tuple[list[str], list[str]]]:
    return [
        ([one.remote_id for one in page.upserts], list(page.deletes))
        for page in pages
        if page.upserts or page.deletes
    ]


@given(KINDS, st.integers(1, 5), st.integers(1, 5), st.integers(0, 9))
def test_wherever_it_is_broken_off_it_goes_on_behind(
    kinds: list[bool], sheet: int, room: int, pages: int
) -> None:
    shelf = Shelf(entries(kinds), sheet)
    budget = Budget(page_records=room)
    whole = [*synced.pull(shelf, None, budget)]

    before = [*islice(synced.pull(shelf, None, budget), pages)]
    cursor = before[-1].cursor if before else None
    after = [*synced.pull(shelf, cursor, budget)]

    assert names([*before, *after]) == names(whole)
    assert [one.snapshot for one in whole][:-1] == [Snapshot.PARTIAL] * (len(whole) - 1)
    assert whole[-1].snapshot is Snapshot.COMPLETE
    assert all(len(page.upserts) <= room for page in whole)


@given(KINDS, KINDS, st.integers(1, 5), st.integers(1, 5), st.integers(1, 9))
def test_what_changed_comes_once_whatever_the_budget(
    kinds: list[bool], later: list[bool], sheet: int, room: int, most: int
) -> None:
    shelf = Shelf(entries(kinds), sheet)
    (*_, last) = synced.pull(shelf, None, Budget())
    shelf.news = entries(later)
    cursor: Cursor = last.cursor

    found = list[Page]()
    while pages := [*synced.pull(shelf, cursor, Budget(page_records=room, max_records=most))]:
        assert sum(len(page.upserts) for page in pages) <= most
        found += pages
        cursor = pages[-1].cursor

    assert [one.snapshot for one in found] == [Snapshot.NONE] * len(found)
    assert [one for page in found for one in bounds([page])[0]] == [
        one.id for one in shelf.news if one.record
    ]
    assert [one for page in found for one in page.deletes] == [
        gone for one in shelf.news for gone in one.gone
    ]


def test_what_names_many_people_comes_in_smaller_pages() -> None:
    crowds = [replace(one, people=synced.PEOPLE // 2) for one in entries([True] * 5)]
    one_too_many = [replace(one, people=synced.PEOPLE + 1) for one in entries([True] * 2)]

    assert [len(page.upserts) for page in synced.pull(Shelf(crowds, 5), None, Budget())] == [
        2,
        2,
        1,
    ]
    assert [len(page.upserts) for page in synced.pull(Shelf(one_too_many), None, Budget())] == [
        1,
        1,
    ]


def test_progress_goes_up_to_the_total() -> None:
    pages = [*synced.pull(Shelf(entries([True] * 7)), None, Budget(page_records=2))]

    told = [(page.progress.done, page.progress.total) for page in pages if page.progress]

    assert told == [(2, 7), (3, 7), (5, 7), (6, 7), (7, 7)]


def test_where_the_last_entry_is_gone_its_sheet_comes_again() -> None:
    shelf = Shelf(entries([True] * 3))
    (first, *_) = synced.pull(shelf, None, Budget(page_records=2))
    shelf.entries = [shelf.entries[0], shelf.entries[2]]

    rest = [*synced.pull(shelf, first.cursor, Budget())]

    assert list(kept_after(rest)) == ["r0", "r2"]


def test_what_has_ended_begins_a_new_generation_and_a_new_one_does_not() -> None:
    shelf = Shelf(entries([True] * 3), ended=True)
    (page,) = synced.pull(shelf, None, Budget())

    with pytest.raises(CursorExpired):
        [*synced.pull(shelf, page.cursor, Budget())]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "{}",
        '{"kind":"other/1"}',
        '{"kind":"shelf/1"}',
        '{"kind":"shelf/1","token":1,"sheet":"","after":"","frame":"","done":0}',
        '{"kind":"shelf/1","token":"","sheet":"","after":"","frame":"","done":"x"}',
    ],
)
def test_a_cursor_that_is_not_ours_begins_a_new_generation(cursor: str) -> None:
    with pytest.raises(CursorExpired):
        [*synced.pull(Shelf([]), Cursor(cursor), Budget())]


@dataclass
class Circling(Shelf):
    """Names the same sheet as the next for ever."""

    def sheet(self, place: Place) -> Sheet:
        return Sheet(entries=tuple(self.entries), following="again")


@dataclass
class Endless(Shelf):
    """Ends without a token."""

    def sheet(self, place: Place) -> Sheet:
        return Sheet(entries=tuple(self.entries))


@pytest.mark.parametrize("shelf", [Circling, Endless])
def test_a_server_that_leads_nowhere_is_a_passing_fault(shelf: type[Shelf]) -> None:
    with pytest.raises(Transient):
        [*synced.pull(shelf(entries([True])), None, Budget())]
