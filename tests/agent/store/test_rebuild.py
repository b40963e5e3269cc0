"""Evidence and people may be dropped and read again: the same people, uids, decisions and asks."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.identity import DecisionKind, Grouping
from narrowcast.agent.core.model import AddressKey, AskKind, Letter, ProspectId, Time
from narrowcast.agent.store import asks, decisions, persons
from narrowcast.agent.store.asks import Cause, Origin, Wish
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.records import Message
from tests.agent.mailroom import NAMES, OWNER, START, keep, mailboxes, message, store_of

NOW = Time(int(START.timestamp()) + 400 * 86_400)
ANA, AT_HOME, BEN = map(
    AddressKey, ("ana@acme.example", "ana.ruiz@home.example", "ben@target.example")
)
OTHERS = sorted(set(NAMES) - {OWNER})


def people(store: Store) -> list[tuple[object, ...]]:
    """Who is who, with names and uids."""
    found = Advisor(store).grouping(Time(NOW + 10)).people()
    return [(one.keys, one.name, persons.uid_of(store, one.keys)) for one in found]


def owned(store: Store) -> dict[str, list[Any]]:
    return {
        table: store.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in ("ask", "ask_event", "decision", "anchor")
    }


def ask(store: Store, address: str) -> None:
    letter = Letter(to_name="", to_address=address, subject="s", body="b", ask_part="a", blurb="b")
    wish = Wish(
        prospect=ProspectId(1),
        introducer=(AddressKey(address),),
        kind=AskKind.INTRODUCTION,
        letter=letter,
    )
    asks.draft(store, wish, Cause(at=NOW, origin=Origin.CLI))


@given(
    mailboxes(),
    st.sampled_from(OTHERS),
    st.sampled_from(OTHERS),
    st.lists(st.sampled_from(OTHERS), min_size=2, max_size=2, unique=True),
    st.sampled_from([DecisionKind.MERGE, DecisionKind.SPLIT]),
    st.integers(1, 9),
    st.randoms(use_true_random=False),
)
@settings(max_examples=20, deadline=None)
def test_another_order_and_other_pages_give_the_same_people_uids_and_asks(
    mail: list[Message],
    asked: str,
    named: str,
    pair: list[str],
    kind: DecisionKind,
    page: int,
    chance: Random,
) -> None:
    with store_of(mail) as store:
        ask(store, asked)
        decisions.decide(store, DecisionKind.NAME, [AddressKey(named)], NOW, name="Somebody")
        decisions.decide(store, kind, list(map(AddressKey, pair)), NOW)
        before, irreplaceable = people(store), owned(store)

        store.drop_evidence()
        chance.shuffle(mail)
        keep(store, mail, page=page)

        assert people(store) == before
        assert owned(store) == irreplaceable


def test_dropping_evidence_leaves_none_of_it() -> None:
    with store_of([message(1, ANA, [OWNER], START, text="Jonas Weber asked.")]) as store:
        store.drop_evidence()

        assert set(store.counts().values()) == {0}
        assert people(store) == []


@pytest.mark.parametrize(
    ("kind", "addresses", "unplaced"),
    [
        (DecisionKind.NAME, [ANA], False),
        (DecisionKind.NAME, ["gone@acme.example"], True),
        (DecisionKind.NAME, [ANA, BEN], True),
        (DecisionKind.MERGE, [ANA, BEN], False),
        (DecisionKind.MERGE, [ANA, "gone@acme.example"], True),
        (DecisionKind.SPLIT, [AT_HOME, "gone@acme.example"], True),
    ],
    ids=["placed", "no target", "two targets", "merge", "half a merge", "half a split"],
)
def test_a_decision_without_one_target_goes_to_review(
    kind: DecisionKind, addresses: list[str], unplaced: bool
) -> None:
    with store_of([message(i, who, [OWNER], START) for i, who in enumerate((ANA, BEN))]) as store:
        decisions.decide(store, kind, list(map(AddressKey, addresses)), NOW, name="Ana")
        found: Grouping = Advisor(store).grouping(Time(NOW + 1))

    assert bool(found.unplaced) is unplaced
