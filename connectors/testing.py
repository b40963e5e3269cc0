"""The contract suite: subclass it in five lines and every promise of `base.py` is tested on your
connector.

    class TestMine(ConnectorContract):
        def fill(self, place: Path) -> Connector:
            (place / "box.jsonl").write_text(...)      # at least three records in a scope
            return MineConnector(place / "box.jsonl")

`place` is an empty folder made for each test. Override the other hooks (`promises.Promises`) to
have more promises tested: `grow`, `shrink`, `rewrite`, `spoil` and `swell`. What a source cannot
do, or the suite was not told how to do, is skipped, and says so.

A connector of a server subclasses `ServerContract`: it fills in `state`, `asked`, `silence` and
`secrets` as well, and what it offers beyond the contract (`TextSource`, `Rereader`, `Searcher`,
`Waiter`, `Closable`) is tested where it offers it. One that can be closed is closed in the end.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from narrowcast.connectors.base import (
    Budget,
    Cursor,
    Page,
    Snapshot,
    TextSource,
)
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.promises import (
    Promises,
    ServerPromises,
    bounds,
    kept_after,
    largest_scope,
    last_cursor,
    pulled_anew,
    readable,
    texts_of,
    weight,
)
from narrowcast.connectors.records import Unreadable


class ConnectorContract(Promises):
    """What holds for every connector; each test builds its own source."""

    def test_a_full_pull_names_every_record_and_ends_complete(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)

        pages = [*source.pull(largest_scope(source), None, self._budget())]

        assert len(kept_after(pages)) >= 3
        assert [page.snapshot for page in pages[:-1]] == [Snapshot.PARTIAL] * (len(pages) - 1)
        assert pages[-1].snapshot is Snapshot.COMPLETE

    def test_no_page_is_larger_than_the_budget_allows(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)

        pages = source.pull(largest_scope(source), None, self._budget())

        assert all(len(page.upserts) <= self.page_records for page in pages)

    def test_a_pull_killed_after_any_page_loses_and_invents_nothing(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        whole = [*source.pull(scope, None, self._budget())]

        for killed_after in range(1, len(whole) + 1):
            before = [*islice(source.pull(scope, None, self._budget()), killed_after)]
            after = [*source.pull(scope, before[-1].cursor, self._budget())]

            assert kept_after([*before, *after]) == kept_after(whole), (
                f"killed after page {killed_after}"
            )

    def test_pulling_page_by_page_from_each_cursor_gets_through(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        whole = [*source.pull(scope, None, self._budget())]

        pages: list[Page] = []
        cursor: Cursor | None = None
        for _ in range(2 * len(whole) + 2):
            page = next(iter(source.pull(scope, cursor, self._budget())), None)
            if page is None:
                break
            pages.append(page)
            cursor = page.cursor

        assert kept_after(pages) == kept_after(whole)

    def test_nothing_is_yielded_where_nothing_changed(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        cursor = last_cursor(source.pull(scope, None, self._budget()))

        assert [*source.pull(scope, cursor, self._budget())] == []

    def test_two_full_pulls_say_the_same(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)

        first, second = (kept_after(source.pull(scope, None, self._budget())) for _ in range(2))

        assert first == second

    def test_the_size_of_pages_changes_nothing(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)

        small = kept_after(source.pull(scope, None, Budget(page_records=1)))

        assert small == kept_after(source.pull(scope, None, Budget()))

    def test_a_budget_of_records_stops_the_pull_and_the_cursor_carries_the_rest(
        self, tmp_path: Path
    ) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        whole = kept_after(source.pull(scope, None, Budget()))

        first = [*source.pull(scope, None, Budget(max_records=1))]
        rest = [*source.pull(scope, first[-1].cursor, Budget())]

        assert sum(len(page.upserts) for page in first) == 1
        assert kept_after([*first, *rest]) == whole

    def test_the_source_is_only_read(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        before = self.state(tmp_path)

        for scope in source.scopes():
            kept = kept_after(source.pull(scope, None, self._budget()))
            if isinstance(source, TextSource):
                texts_of(source, scope, kept)

        assert self.state(tmp_path) == before

    def test_what_is_added_later_arrives_from_the_last_cursor(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        before = [*source.pull(scope, None, self._budget())]
        self.grow(tmp_path)

        after = pulled_anew(source, scope, before[-1].cursor, self._budget())

        grown = kept_after(source.pull(scope, None, self._budget()))
        assert len(grown) == len(kept_after(before)) + 1
        assert kept_after([*before, *after]) == grown

    def test_what_is_added_while_a_pull_is_broken_off_is_not_lost(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        before = [*islice(source.pull(scope, None, self._budget()), 1)]
        self.grow(tmp_path)

        after = pulled_anew(source, scope, before[-1].cursor, self._budget())
        later = pulled_anew(source, scope, after[-1].cursor, self._budget())

        assert kept_after([*before, *after, *later]) == kept_after(
            source.pull(scope, None, self._budget())
        )

    def test_a_rewritten_source_is_a_new_generation(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        cursor = last_cursor(source.pull(scope, None, self._budget()))
        self.rewrite(tmp_path)

        with pytest.raises(CursorExpired):
            kept_after(source.pull(scope, cursor, self._budget()))

        assert [*source.pull(scope, None, self._budget())][-1].snapshot is Snapshot.COMPLETE

    def test_a_cursor_that_is_not_ours_starts_a_new_generation(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)

        with pytest.raises(CursorExpired):
            kept_after(
                source.pull(largest_scope(source), Cursor('{"kind": "another"}'), self._budget())
            )

    def test_an_unreadable_record_is_a_value_and_the_others_are_kept(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        before = readable(source.pull(largest_scope(source), None, self._budget()))
        self.spoil(tmp_path)

        kept = kept_after(source.pull(largest_scope(source), None, self._budget()))

        unreadable = [one for one in kept.values() if isinstance(one, Unreadable)]
        assert unreadable
        assert all(one.reason for one in unreadable)
        assert len(kept) - len(unreadable) >= len(before) - 1

    def test_a_resumed_pull_cuts_its_pages_as_one_never_broken_off(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        whole = [*source.pull(scope, None, self._budget())]

        for killed_after in range(1, len(whole)):
            rest = source.pull(scope, whole[killed_after - 1].cursor, self._budget())

            # What is chosen page by page would differ otherwise.
            assert bounds(rest) == bounds(whole[killed_after:]), f"after page {killed_after}"

    def test_nothing_comes_twice(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)

        named = [
            one
            for page in bounds(source.pull(largest_scope(source), None, self._budget()))
            for one in page
        ]

        assert len(named) == len(set(named))

    def test_what_is_removed_is_said_to_be_gone(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        before = [*source.pull(scope, None, self._budget())]
        gone = self.shrink(tmp_path)

        after = [*source.pull(scope, before[-1].cursor, self._budget())]

        assert gone in kept_after(before)
        assert gone not in kept_after([*before, *after])

    def test_no_page_outgrows_the_memory(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        self.swell(tmp_path)
        scope = largest_scope(source)

        pages = source.pull(scope, None, Budget(page_records=100_000))

        assert all(sum(map(weight, page.upserts)) <= self.page_bytes for page in pages)


class ServerContract(ServerPromises, ConnectorContract):
    """What holds for every connector of a server."""
