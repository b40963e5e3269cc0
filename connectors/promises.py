"""The hooks of the contract suite, and what it tests of servers and of what some connectors offer.

A part of `testing`: subclass what that offers, never this.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer

import pytest

from narrowcast.connectors.base import (
    Budget,
    Closable,
    Connector,
    Cursor,
    Page,
    Rereader,
    Scope,
    Snapshot,
    TextSource,
    Waiter,
)
from narrowcast.connectors.errors import CursorExpired, Transient
from narrowcast.connectors.records import Record, RemoteId, TextPart, Unreadable
from narrowcast.connectors.searching import Searcher, SearchFor

Kept = dict[RemoteId, Record]


class Promises:
    """Hooks to fill in."""

    page_records = 2
    """Records a page may hold in these tests; small, so that there are pages."""
    page_bytes = 16 << 20
    """What a page may weigh, be the budget what it may."""
    _opened: tuple[Connector, ...] = ()

    @pytest.fixture(autouse=True)
    def _closing(self) -> Iterator[None]:
        yield
        for source in self._opened:
            close(source)

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

    def shrink(self, place: Path) -> RemoteId:  # noqa: ARG002
        """Take one record out of the source that `fill` made; return its remote id."""
        pytest.skip("this source does not say what is gone")

    def swell(self, place: Path) -> None:  # noqa: ARG002
        """Add mail or entries that outweigh a page several times."""
        pytest.skip("this source was not made large")

    def hide(self, place: Path, word: str) -> None:  # noqa: ARG002
        """Add one mail whose text holds *word*, as no other does."""
        pytest.skip("the suite was not told how to add a mail with a word in it")

    def state(self, place: Path) -> object:
        """What reading must not change; of a server, its own view of itself."""
        return tree_of(place)

    def _filled(self, place: Path) -> Connector:
        source = self.fill(place)
        self._opened = (*self._opened, source)
        return source

    def _budget(self) -> Budget:
        return Budget(page_records=self.page_records)


class ServerPromises(Promises):
    """What connectors of servers owe besides, and what some of them offer."""

    quiet_requests = 3
    """What a pull without news may ask of the server."""
    patience = 10.0
    """Seconds after which a server that does not answer has to be given up; set it as `silence`
    tells your connector."""

    def asked(self) -> int:
        """How many requests the server has been sent so far."""
        raise NotImplementedError

    def silence(self, place: Path) -> None:
        """Have the server, from now on, take connections and answer nothing."""
        raise NotImplementedError

    def secrets(self) -> tuple[str, ...]:
        """Passwords and tokens the connector was lent."""
        raise NotImplementedError

    def test_without_news_the_server_is_asked_little(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        cursor = last_cursor(source.pull(scope, None, self._budget()))
        kept_after(source.pull(scope, cursor, self._budget()))  # what a first look settles
        before = self.asked()

        assert [*source.pull(scope, cursor, self._budget())] == []

        assert self.asked() - before <= self.quiet_requests

    def test_a_server_that_does_not_answer_is_a_passing_fault(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        cursor = last_cursor(source.pull(scope, None, self._budget()))
        self.silence(tmp_path)
        began = time.monotonic()

        with pytest.raises(Transient):
            kept_after(source.pull(scope, cursor, self._budget()))

        assert time.monotonic() - began < 3 * self.patience

    def test_no_secret_is_logged_or_shown(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
    ) -> None:
        source = self._filled(tmp_path)
        with caplog.at_level(logging.DEBUG):
            scope = largest_scope(source)
            kept = kept_after(source.pull(scope, None, self._budget()))
            if isinstance(source, TextSource):
                texts_of(source, scope, kept)
            close(source)

        shown = "".join((caplog.text, *capsys.readouterr(), repr(source), str(vars(source))))

        assert [secret for secret in self.secrets() if secret in shown] == []

    def test_texts_are_fetched_of_what_was_asked_for_and_nothing_else(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        if not isinstance(source, TextSource):
            pytest.skip("its pages hold their texts")
        scope = largest_scope(source)
        pulled = readable(source.pull(scope, None, self._budget()))
        wanted = [one.remote_id for one in pulled][1:]

        found = texts_of(source, scope, wanted)

        assert set(found) == set(wanted)
        assert all(found.values())
        assert texts_of(source, scope, ()) == {}

    def test_single_records_are_read_again_as_their_pages_showed_them(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        if not isinstance(source, Rereader):
            pytest.skip("it reads no single records")
        scope = largest_scope(source)
        kept = kept_after(source.pull(scope, None, self._budget()))
        wanted = [*kept][:2]

        assert {one.remote_id: one for one in source.records(scope, wanted)} == {
            remote: kept[remote] for remote in wanted
        }

    def test_what_is_known_may_be_named_and_all_else_is_told(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        whole = kept_after(source.pull(scope, None, self._budget()))
        known = frozenset([*whole][1:])
        budget = replace(self._budget(), known=known.intersection)

        pages = [*source.pull(scope, None, budget)]

        still = [one for page in pages for one in page.still]
        if not still:
            pytest.skip("it reads all again in a new generation")
        told = kept_after(pages)
        assert (len(still), frozenset(still)) == (len(known), known)
        assert told == {remote: whole[remote] for remote in whole.keys() - known}
        assert pages[-1].snapshot is Snapshot.COMPLETE

    def test_a_pull_that_names_what_is_known_goes_on_where_it_was_killed(
        self, tmp_path: Path
    ) -> None:
        source = self._filled(tmp_path)
        scope = largest_scope(source)
        known = frozenset([*kept_after(source.pull(scope, None, self._budget()))][1:])
        budget = replace(self._budget(), known=known.intersection)
        whole = [*source.pull(scope, None, budget)]

        for killed_after in range(1, len(whole)):
            rest = source.pull(scope, whole[killed_after - 1].cursor, budget)

            assert names(rest) == names(whole[killed_after:]), f"killed after page {killed_after}"

    def test_a_search_finds_the_mail_with_the_word_and_changes_nothing(
        self, tmp_path: Path
    ) -> None:
        source = self._filled(tmp_path)
        if not isinstance(source, Searcher):
            pytest.skip("it does not search")
        scope = largest_scope(source)
        before = kept_after(source.pull(scope, None, self._budget()))
        self.hide(tmp_path, "Zwiebelfisch")
        pages = [*source.pull(scope, None, self._budget())]
        found, cursor = kept_after(pages).keys() - before.keys(), pages[-1].cursor
        untouched = self.state(tmp_path)

        assert {*source.search(scope, cursor, SearchFor(words=("Zwiebelfisch",)), 10)} == found
        assert [*source.search(scope, cursor, SearchFor(words=("Zwiebelfisch",)), 0)] == []
        assert [*source.search(scope, cursor, SearchFor(words=("Quittengelee",)), 10)] == []
        assert self.state(tmp_path) == untouched

    @pytest.mark.parametrize(
        "word",
        ['"', '" OR "', "\\", "a\r\nx LOGOUT", "{1}", ") ALL (", "", "\0", "Żółć", "from:a"],
        ids=repr,
    )
    def test_no_word_makes_a_search_do_anything_else(self, tmp_path: Path, word: str) -> None:
        source = self._filled(tmp_path)
        if not isinstance(source, Searcher):
            pytest.skip("it does not search")
        scope = largest_scope(source)
        pages = [*source.pull(scope, None, self._budget())]

        wanted = SearchFor(words=(f"Quittengelee{word}Quittengelee",))

        assert [*source.search(scope, pages[-1].cursor, wanted, 10)] == []
        assert kept_after(source.pull(scope, None, self._budget())) == kept_after(pages)

    def test_a_closed_connector_opens_what_it_needs_again(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        if not isinstance(source, Closable):
            pytest.skip("it holds nothing open")
        scope = largest_scope(source)
        before = kept_after(source.pull(scope, None, self._budget()))

        source.close()
        source.close()

        assert kept_after(source.pull(scope, None, self._budget())) == before

    def test_who_waits_comes_back_when_told_and_when_there_is_news(self, tmp_path: Path) -> None:
        source = self._filled(tmp_path)
        if not isinstance(source, Waiter):
            pytest.skip("it hears of no news")
        scope, stop = largest_scope(source), Event()
        cursor = last_cursor(source.pull(scope, None, self._budget()))
        stop.set()

        assert source.wait([scope], 600, stop) == frozenset()

        stop.clear()
        later = Timer(0.3, self.grow, (tmp_path,))
        later.start()
        assert scope.id in source.wait([scope], 30, stop)
        later.join()
        assert [*source.pull(scope, cursor, self._budget())] != []


def largest_scope(source: Connector) -> Scope:
    """The scope with the most records."""

    def size(scope: Scope) -> int:
        return len(kept_after(source.pull(scope, None, Budget())))

    return max(source.scopes(), key=size)


def kept_after(pages: Iterable[Page]) -> Kept:
    """What a store that keys by remote id would hold after *pages*."""
    kept: Kept = {}
    for page in pages:
        for record in page.upserts:
            kept[record.remote_id] = record
        for gone in page.deletes:
            kept.pop(gone, None)
    return kept


def bounds(pages: Iterable[Page]) -> list[list[RemoteId]]:
    """The remote ids of each page."""
    return [[record.remote_id for record in page.upserts] for page in pages]


def names(pages: Iterable[Page]) -> set[RemoteId]:
    """The remote ids that pages told or named as known."""
    return {
        one for page in pages for one in (*(told.remote_id for told in page.upserts), *page.still)
    }


def texts_of(
    source: TextSource, scope: Scope, wanted: Collection[RemoteId]
) -> dict[RemoteId, tuple[TextPart, ...]]:
    """The texts of *wanted*, by remote id."""
    return dict(source.texts(scope, wanted))


def weight(record: Record) -> int:
    """Characters of a record, headers and texts together."""
    return len(repr(record))


def close(source: Connector) -> None:
    """Let go of what *source* holds, if it holds anything."""
    if isinstance(source, Closable):
        source.close()


def readable(pages: Iterable[Page]) -> list[Record]:
    """What is left after *pages*, but for what could not be read."""
    return [one for one in kept_after(pages).values() if not isinstance(one, Unreadable)]


def last_cursor(pages: Iterable[Page]) -> Cursor:
    """Where a pull ended."""
    return [*pages][-1].cursor


def pulled_anew(source: Connector, scope: Scope, cursor: Cursor, budget: Budget) -> list[Page]:
    """Pull as the engine does: a void cursor starts a new generation. A page without news if there
    are none.
    """
    try:
        pages = [*source.pull(scope, cursor, budget)]
    except CursorExpired:
        pages = [*source.pull(scope, None, budget)]
    return pages or [Page(upserts=(), cursor=cursor)]


def tree_of(place: Path) -> dict[str, str]:
    """Every file below *place* by its digest."""
    return {
        one.relative_to(place).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(place.rglob("*"))
        if one.is_file()
    }
