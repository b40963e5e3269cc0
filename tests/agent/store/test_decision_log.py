from __future__ import annotations

from collections.abc import Iterator

import pytest

from narrowcast.agent.core.identity import DecisionKind, Grouping
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.errors import InputError, NotFound
from narrowcast.agent.store import decision_log, decisions
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from tests.agent.mailroom import OWNER, START, message, store_of

ANA, HOME = AddressKey("ana@acme.example"), AddressKey("ana.ruiz@home.example")
BEN = AddressKey("ben@target.example")
FIRST, SECOND, THIRD = Time(2_000_000_000), Time(2_000_000_100), Time(2_000_000_200)


@pytest.fixture
def store() -> Iterator[Store]:
    people = (ANA, HOME, BEN)
    with store_of([message(n, one, [OWNER], START) for n, one in enumerate(people)]) as opened:
        yield opened


def together(store: Store, one: AddressKey, other: AddressKey, as_of: Time) -> bool:
    grouping: Grouping = Advisor(store).grouping(as_of)
    left, right = store.addresses.find(one), store.addresses.find(other)
    assert left is not None
    assert right is not None
    return grouping.of(left) == grouping.of(right)


def test_a_decision_taken_back_holds_no_more_but_did_before(store: Store) -> None:
    decisions.decide(store, DecisionKind.MERGE, (ANA, BEN), FIRST)

    decision_log.undo(store, None, SECOND)

    assert together(store, ANA, BEN, SECOND)
    assert not together(store, ANA, BEN, THIRD)


def test_the_last_standing_decision_is_taken_back_first(store: Store) -> None:
    decisions.decide(store, DecisionKind.SPLIT, (ANA,), FIRST, others=(HOME,))
    decisions.decide(store, DecisionKind.NAME, (BEN,), SECOND, name="Benny")

    taken = [decision_log.undo(store, None, THIRD).kind for _ in range(2)]

    assert taken == ["name", "split"]
    assert together(store, ANA, HOME, Time(THIRD + 1))


def test_any_decision_is_taken_back_by_its_number(store: Store) -> None:
    decisions.decide(store, decisions.NEVER, (BEN,), FIRST)
    decisions.decide(store, DecisionKind.NAME, (BEN,), SECOND, name="Benny")

    decision_log.undo(store, decision_log.log(store)[0].number, THIRD)

    assert not decisions.refused(store)
    assert [one.undone_at for one in decision_log.log(store)] == [THIRD, None]


def test_an_employer_taken_back_is_no_claim_any_more(store: Store) -> None:
    decisions.pin_work(store, (BEN,), FIRST, employer="Lumen")
    decision_log.undo(store, None, SECOND)
    number = store.addresses.find(BEN)
    assert number is not None

    def employers(as_of: Time) -> set[str]:
        return {one.value for one in claims(store, (number,), {}, as_of)}

    assert "Lumen" in employers(SECOND)
    assert "Lumen" not in employers(THIRD)


def test_nothing_is_taken_back_twice(store: Store) -> None:
    decisions.decide(store, DecisionKind.MERGE, (ANA, BEN), FIRST)
    number = decision_log.undo(store, None, SECOND).number

    with pytest.raises(InputError, match="already"):
        decision_log.undo(store, number, THIRD)
    with pytest.raises(InputError, match="no decision"):
        decision_log.undo(store, None, THIRD)
    with pytest.raises(NotFound):
        decision_log.undo(store, 99, THIRD)


def test_what_was_decided_and_taken_back_survives_a_rebuild(store: Store) -> None:
    decisions.decide(store, DecisionKind.MERGE, (ANA, BEN), FIRST)
    decision_log.undo(store, None, SECOND)

    store.drop_evidence()

    assert [one.undone_at for one in decision_log.log(store)] == [SECOND]
