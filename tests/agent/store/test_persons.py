"""Lasting ids of persons: made at need, tied to addresses, never reused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.model import AddressKey, PersonUid, Time
from narrowcast.agent.store import decisions, persons
from narrowcast.agent.store.store import Store
from tests.agent.mailroom import KEY, OWNER, START, keep, message

ANA, ANA_AT_HOME, BEN = map(
    AddressKey, ("ana@acme.example", "ana.ruiz@home.example", "ben@target.example")
)


class Mint:
    """Ids in order, so that a test can tell which is the older."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"uid-{next(self._numbers)}"


@pytest.fixture
def mint() -> Mint:
    return Mint()


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        keep(opened, [message(i, a, [OWNER], START) for i, a in enumerate((ANA, ANA_AT_HOME, BEN))])
        yield opened


def test_nobody_has_a_uid_before_it_is_needed(store: Store) -> None:
    assert persons.uid_of(store, [ANA]) == PersonUid(ANA)
    assert store.conn.execute("SELECT count(*) FROM anchor").fetchone() == (0,)


def test_any_address_leads_to_the_uid(store: Store, mint: Mint) -> None:
    uid = persons.uid_for(store, [ANA, ANA_AT_HOME], Time(1), mint)

    assert persons.uid_of(store, [ANA_AT_HOME, ANA]) == uid
    assert persons.uid_for(store, [ANA_AT_HOME, ANA], Time(2), mint) == uid


def test_uids_are_random_by_default(store: Store) -> None:
    one, other = (persons.uid_for(store, [key], Time(1)) for key in (ANA, BEN))

    assert one != other
    assert len(one) >= 16


def test_of_two_merged_persons_the_older_uid_stands(store: Store, mint: Mint) -> None:
    older = persons.uid_for(store, [ANA_AT_HOME], Time(1), mint)
    younger = persons.uid_for(store, [ANA], Time(2), mint)

    assert persons.uid_of(store, [ANA, ANA_AT_HOME]) == older
    assert persons.uid_of(store, [ANA]) == younger


def test_after_a_split_the_half_with_the_home_keeps_the_uid(store: Store, mint: Mint) -> None:
    uid = persons.uid_for(store, [ANA, ANA_AT_HOME], Time(1), mint)

    assert persons.uid_of(store, [ANA]) == uid
    assert persons.uid_of(store, [ANA_AT_HOME]) == PersonUid(ANA_AT_HOME)
    assert persons.uid_for(store, [ANA_AT_HOME], Time(2), mint) != uid


def test_an_address_outlives_a_home_that_no_mail_names(store: Store, mint: Mint) -> None:
    lost = AddressKey("lost@acme.example")
    uid = persons.uid_for(store, [lost, ANA], Time(1), mint)

    assert persons.uid_of(store, [ANA]) == uid


def test_an_address_found_later_is_anchored_too(store: Store, mint: Mint) -> None:
    uid = persons.uid_for(store, [ANA], Time(1), mint)
    persons.uid_for(store, [ANA, ANA_AT_HOME], Time(2), mint)

    anchored = store.conn.execute("SELECT key, home FROM anchor WHERE uid = ?", (uid,)).fetchall()
    assert sorted(anchored) == [(ANA_AT_HOME, 0), (ANA, 1)]


def test_a_decision_gives_its_person_a_uid(store: Store, mint: Mint) -> None:
    decisions.decide(store, DecisionKind.NAME, [ANA], Time(1), name="Ana", mint=mint)

    (uid,) = store.conn.execute("SELECT uid FROM decision").fetchone()
    assert persons.uid_of(store, [ANA]) == PersonUid(uid) == "uid-1"
