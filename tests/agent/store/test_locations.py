"""What lies in a scope: known, still there, swept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from narrowcast.agent.core.learn import learn
from narrowcast.agent.store import locations
from narrowcast.agent.store.store import ScopeState, Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import RemoteId, Unreadable
from tests.agent.mailroom import KEY, OWNER
from tests.agent.serving import content, crowd

BOX = Scope(id=ScopeId("box"), name="Box")
ONE, TWO, THREE, FOUR = map(RemoteId, "1234")


@pytest.fixture
def store() -> Iterator[Store]:
    """Mails 1 to 3 lie in the box; a new listing is under way."""
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        keep(opened, Page(upserts=tuple(crowd(3)), cursor=Cursor("a")))
        opened.expire(box(opened).row)
        yield opened


def box(store: Store) -> ScopeState:
    return store.scope("mail", "fake", BOX)


def keep(store: Store, page: Page) -> None:
    store.keep(box(store), learn(page), page.cursor, page.snapshot, 0)


def lying(store: Store) -> set[str]:
    return {remote for (remote,) in store.conn.execute("SELECT remote_id FROM location")}


def known(store: Store, *asked: RemoteId) -> frozenset[RemoteId]:
    return locations.readable(store.conn, box(store).row, asked)


def still(*named: RemoteId, last: bool = False) -> Page:
    snapshot = Snapshot.COMPLETE if last else Snapshot.PARTIAL
    return Page(upserts=(), still=named, cursor=Cursor("b"), snapshot=snapshot)


def test_what_lies_there_is_known_and_nothing_else(store: Store) -> None:
    assert known(store, ONE, THREE, FOUR) == {ONE, THREE}


def test_what_could_not_be_read_the_last_time_is_not_known(store: Store) -> None:
    broken = Unreadable(remote_id=ONE, reason="no header ends")
    keep(store, Page(upserts=(broken,), cursor=Cursor("b"), snapshot=Snapshot.PARTIAL))

    assert known(store, ONE, TWO) == {TWO}


def test_the_sweep_leaves_what_was_named(store: Store) -> None:
    keep(store, still(ONE))
    keep(store, still(THREE, FOUR, last=True))

    assert lying(store) == {"1", "3"}


def test_a_page_that_comes_twice_changes_nothing_but_the_count(store: Store) -> None:
    keep(store, still(ONE, TWO, THREE, last=True))
    once = content(store)

    keep(store, still(ONE, TWO, THREE, last=True))

    assert content(store) == once


def test_what_is_named_counts_as_listed(store: Store) -> None:
    keep(store, still(ONE, TWO))

    assert box(store).listed == 2


def test_what_a_page_names_and_says_to_be_gone_is_gone(store: Store) -> None:
    keep(store, Page(upserts=(), still=(ONE,), deletes=(ONE,), cursor=Cursor("b")))

    assert lying(store) == {"2", "3"}
