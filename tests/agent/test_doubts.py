from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from narrowcast.agent.contacts import Contacts
from narrowcast.agent.core.card_matching import Ground
from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.learn import Changes
from narrowcast.agent.core.model import AddressKey, Confidence, Time
from narrowcast.agent.doubts import Doubt, DoubtKind, Doubts, Verdict, is_noted, note, settle
from narrowcast.agent.store import decision_log, decisions
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Cursor, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import Card, Mailbox, Message, Position, RemoteId
from tests.agent.mailroom import OWNER, START, keep, store_of

EAST, WEST = AddressKey("john.smith@eastford.com"), AddressKey("jsmith@westmoor.com")
THIRD = AddressKey("smith.john@northby.com")
NOW, SOON = Time(1_800_000_000), Time(1_800_000_001)
LATE = Time(1_900_000_000)


def mail(number: int, address: str, name: str, day: int = 0) -> Message:
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@test.example>",
        received_at=START + timedelta(days=day),
        sent_at=START + timedelta(days=day),
        author=Mailbox(name, address),
        to=(Mailbox("Olga Owner", OWNER),),
    )


@pytest.fixture
def store() -> Iterator[Store]:
    mails = [mail(1, EAST, "John Smith"), mail(2, WEST, "John Smith"), mail(3, WEST, "John Smith")]
    with store_of(mails) as opened:
        yield opened


def doubts(store: Store, as_of: Time = LATE) -> Sequence[Doubt]:
    return Doubts(store, Advisor(store), as_of).queue()


def together(store: Store, one: AddressKey, other: AddressKey) -> bool:
    return other in Contacts(store, Advisor(store), LATE).find(one).keys


def row(store: Store, name: str, firm: str, remote: str = "r") -> None:
    """A LinkedIn row without an address."""
    card = Card(
        remote_id=RemoteId(remote),
        name=name,
        positions=(Position(organization=firm, title="Director"),),
        connected_on=START.date(),
        listed_at=START,
    )
    scope = store.scope("linkedin", "fake", Scope(id=ScopeId("export"), name="export"))
    store.keep(scope, Changes(cards=((card.remote_id, card),)), Cursor("1"), Snapshot.NONE, 0)


def test_a_doubtful_merge_is_asked_about_with_both_sides(store: Store) -> None:
    (doubt,) = doubts(store)

    assert doubt.kind is DoubtKind.MERGE
    assert [(side.addresses, side.exchanged) for side in doubt.sides] == [
        ((EAST,), 1),
        ((WEST,), 2),
    ]
    assert doubt.against[-1] == "one worked at Eastford, the other at Westmoor"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_is_decided_is_not_asked_again_and_can_be_taken_back(
    store: Store, verdict: Verdict
) -> None:
    settle(store, doubts(store)[0], verdict, NOW)

    assert together(store, EAST, WEST) is (verdict is Verdict.SAME)
    assert not doubts(store)

    decision_log.undo(store, None, SOON)

    assert not together(store, EAST, WEST)
    assert len(doubts(store)) == 1


def test_a_third_address_is_asked_about_where_two_people_have_the_name(store: Store) -> None:
    decided = doubts(store)[0]
    settle(store, decided, Verdict.TWINS, NOW)
    keep(store, [mail(9, "john.smith@eastford.com", "John Smith"), later(10, THIRD)])

    asked = {doubt.about for doubt in doubts(store)}

    assert asked == {(EAST, THIRD), (WEST, THIRD)}
    assert not together(store, THIRD, EAST)


def later(number: int, address: str) -> Message:
    """Mail of after the decision."""
    return mail(number, address, "John Smith", day=(LATE - int(START.timestamp())) // 86_400 - 9)


def test_strangers_are_asked_about_on_demand_only(store: Store) -> None:
    unknown = [
        Message(
            remote_id=RemoteId(str(n)),
            message_id=f"<{n}@test.example>",
            received_at=START,
            sent_at=START,
            author=Mailbox("Wei Zhang", f"w{n}@firm{n}.com"),
            to=tuple(Mailbox("", f"x{i}@club.example") for i in range(40)),
        )
        for n in (20, 21)
    ]
    keep(store, unknown)

    assert len(doubts(store)) == 1
    assert len(Doubts(store, Advisor(store), LATE).queue(everybody=True)) == 2


def test_a_row_of_an_uncommon_name_elsewhere_is_asked_about_and_remembered(store: Store) -> None:
    keep(store, [mail(5, "ileana@norvane.com", "Ileana Dragulescu")])
    row(store, "Ileana Dragulescu", "Quillon SA")
    doubt = next(one for one in doubts(store) if one.kind is DoubtKind.CARD)

    settle(store, doubt, Verdict.SAME, NOW)

    known = Contacts(store, Advisor(store), LATE)
    told = known.profile(known.find("ileana@norvane.com"))
    assert [ground for _, ground in told.cards] == [Ground.OWNER]
    jobs = {job.organization: job.confidence for job in told.person.employments}
    assert jobs["Quillon SA"] is Confidence.LIKELY
    assert not [one for one in doubts(store) if one.kind is DoubtKind.CARD]


def test_a_row_that_is_not_theirs_says_nothing_of_them(store: Store) -> None:
    keep(store, [mail(5, "ileana@norvane.com", "Ileana Dragulescu")])
    row(store, "Ileana Dragulescu", "Quillon SA")
    doubt = next(one for one in doubts(store) if one.kind is DoubtKind.CARD)

    settle(store, doubt, Verdict.DIFFERENT, NOW)

    known = Contacts(store, Advisor(store), LATE)
    assert not known.profile(known.find("ileana@norvane.com")).cards


def test_a_decision_without_a_target_is_in_the_queue_and_holds_for_nobody(store: Store) -> None:
    decisions.decide(store, DecisionKind.MERGE, (EAST, AddressKey("gone@x.example")), NOW)

    first = doubts(store)[0]

    assert first.kind is DoubtKind.DECISION
    assert "gone@x.example" in first.favours[0]
    assert Contacts(store, Advisor(store), LATE).find(EAST).keys == (EAST,)


def test_the_number_of_doubts_is_kept_for_the_status(store: Store) -> None:
    assert note(store, Advisor(store), LATE) == 1
    assert store.setting("doubts") == "1"


def test_what_a_killed_sync_read_is_counted_by_the_next(store: Store) -> None:
    assert not is_noted(store), "mail was kept, and then nothing"

    note(store, Advisor(store), NOW)

    assert is_noted(store)
