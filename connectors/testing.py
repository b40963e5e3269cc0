"""The contract suite: subclass it in five lines and every promise of `base.py` is tested on your
connector.

    class TestMine(ConnectorContract):
        def fill(self, place: Path) -> Connector:
            (place / "box.jsonl").write_text(...)      # at least three records in a scope
            return MineConnector(place / "box.jsonl")

`place` is an empty folder made for each test. Override `grow`, `rewrite` or `spoil` to have those
promises tested too; what a source cannot do is skipped, and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Scope, Snapshot
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.records import Record, RemoteId, Unreadable

Kept = dict[RemoteId, Record]


class ConnectorContract:
    """What holds for every connector; each test builds its own source."""

    page_records = 2
    """Records a page may hold in these tests; small, so that there are pages."""

    def fill(self, place: Path) -> Connector:
        """Make a source with three or more readable records in one scope, and open it."""
        raise NotImplementedError

    def grow(self, place: Path) -> None:  # noqa: ARG002 - subclasses use it
        """Add one record to the source that `fill` made."""
        pytest.skip("this source does not grow")

    def rewrite(self, place: Path) -> None:  # noqa: ARG002 - subclasses use it
        """Change the source so that former cursors are void, keeping a record or more."""
        pytest.skip("this source has no generations")

    def spoil(self, place: Path) -> None:  # noqa: ARG002 - subclasses use it
        """Make one record of the source unreadable, or add one that is."""
        pytest.skip("this source cannot hold an unreadable record")

    def test_a_full_pull_names_every_record_and_ends_complete(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)

        pages = [*source.pull(_scope(source), None, self._budget())]

        assert len(_kept(pages)) >= 3
        assert [page.snapshot for page in pages[:-1]] == [Snapshot.PARTIAL] * (len(pages) - 1)
        assert pages[-1].snapshot is Snapshot.COMPLETE

    def test_no_page_is_larger_than_the_budget_allows(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)

        pages = source.pull(_scope(source), None, self._budget())

        assert all(len(page.upserts) <= self.page_records for page in pages)

    def test_a_pull_killed_after_any_page_loses_and_invents_nothing(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        whole = [*source.pull(scope, None, self._budget())]

        for killed_after in range(1, len(whole) + 1):
            before = [*islice(source.pull(scope, None, self._budget()), killed_after)]
            after = [*source.pull(scope, before[-1].cursor, self._budget())]

            assert _kept([*before, *after]) == _kept(whole), f"killed after page {killed_after}"

    def test_pulling_page_by_page_from_each_cursor_gets_through(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        whole = [*source.pull(scope, None, self._budget())]

        pages: list[Page] = []
        cursor: Cursor | None = None
        for _ in range(2 * len(whole) + 2):
            page = next(iter(source.pull(scope, cursor, self._budget())), None)
            if page is None:
                break
            pages.append(page)
            cursor = page.cursor

        assert _kept(pages) == _kept(whole)

    def test_nothing_is_yielded_where_nothing_changed(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        cursor = _last_cursor(source.pull(scope, None, self._budget()))

        assert [*source.pull(scope, cursor, self._budget())] == []

    def test_two_full_pulls_say_the_same(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)

        first, second = (_kept(source.pull(scope, None, self._budget())) for _ in range(2))

        assert first == second

    def test_the_size_of_pages_changes_nothing(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)

        small = _kept(source.pull(scope, None, Budget(page_records=1)))

        assert small == _kept(source.pull(scope, None, Budget()))

    def test_a_budget_of_records_stops_the_pull_and_the_cursor_carries_the_rest(
        self, tmp_path: Path
    ) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        whole = _kept(source.pull(scope, None, Budget()))

        first = [*source.pull(scope, None, Budget(max_records=1))]
        rest = [*source.pull(scope, first[-1].cursor, Budget())]

        assert sum(len(page.upserts) for page in first) == 1
        assert _kept([*first, *rest]) == whole

    def test_the_source_is_only_read(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        before = _tree(tmp_path)

        for scope in source.scopes():
            _kept(source.pull(scope, None, self._budget()))

        assert _tree(tmp_path) == before

    def test_what_is_added_later_arrives_from_the_last_cursor(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        before = [*source.pull(scope, None, self._budget())]
        self.grow(tmp_path)

        after = _pulled_anew(source, scope, before[-1].cursor, self._budget())

        grown = _kept(source.pull(scope, None, self._budget()))
        assert len(grown) == len(_kept(before)) + 1
        assert _kept([*before, *after]) == grown

    def test_what_is_added_while_a_pull_is_broken_off_is_not_lost(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        before = [*islice(source.pull(scope, None, self._budget()), 1)]
        self.grow(tmp_path)

        after = _pulled_anew(source, scope, before[-1].cursor, self._budget())
        later = _pulled_anew(source, scope, after[-1].cursor, self._budget())

        assert _kept([*before, *after, *later]) == _kept(source.pull(scope, None, self._budget()))

    def test_a_rewritten_source_is_a_new_generation(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        scope = _scope(source)
        cursor = _last_cursor(source.pull(scope, None, self._budget()))
        self.rewrite(tmp_path)

        with pytest.raises(CursorExpired):
            _kept(source.pull(scope, cursor, self._budget()))

        assert [*source.pull(scope, None, self._budget())][-1].snapshot is Snapshot.COMPLETE

    def test_a_cursor_that_is_not_ours_starts_a_new_generation(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)

        with pytest.raises(CursorExpired):
            _kept(source.pull(_scope(source), Cursor('{"kind": "another"}'), self._budget()))

    def test_an_unreadable_record_is_a_value_and_the_others_are_kept(self, tmp_path: Path) -> None:
        source = self.fill(tmp_path)
        readable = _readable(source.pull(_scope(source), None, self._budget()))
        self.spoil(tmp_path)

        kept = _kept(source.pull(_scope(source), None, self._budget()))

        unreadable = [one for one in kept.values() if isinstance(one, Unreadable)]
        assert unreadable
        assert all(one.reason for one in unreadable)
        assert len(kept) - len(unreadable) >= len(readable) - 1

    def _budget(self) -> Budget:
        return Budget(page_records=self.page_records)


def _scope(source: Connector) -> Scope:
    """The scope with the most records."""

    def size(scope: Scope) -> int:
        return len(_kept(source.pull(scope, None, Budget())))

    return max(source.scopes(), key=size)


def _kept(pages: Iterable[Page]) -> Kept:
    """What a store that keys by remote id would hold after *pages*."""
    kept: Kept = {}
    for page in pages:
        for record in page.upserts:
            kept[record.remote_id] = record
        for gone in page.deletes:
            kept.pop(gone, None)
    return kept


def _readable(pages: Iterable[Page]) -> list[Record]:
    return [one for one in _kept(pages).values() if not isinstance(one, Unreadable)]


def _last_cursor(pages: Iterable[Page]) -> Cursor:
    return [*pages][-1].cursor


def _pulled_anew(source: Connector, scope: Scope, cursor: Cursor, budget: Budget) -> list[Page]:
    """Pull as the engine does: a void cursor starts a new generation. A page without news if there
    are none.
    """
    try:
        pages = [*source.pull(scope, cursor, budget)]
    except CursorExpired:
        pages = [*source.pull(scope, None, budget)]
    return pages or [Page(upserts=(), cursor=cursor)]


def _tree(place: Path) -> dict[str, str]:
    """Every file below *place* by its digest."""
    return {
        one.relative_to(place).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(place.rglob("*"))
        if one.is_file()
    }
