"""What former asks teach, from the store to a suggestion; every ask is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.agent import learning
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.model import (
    AddressKey,
    Introducer,
    Person,
    PersonUid,
    ReasonCode,
    Suggestion,
    Time,
)
from narrowcast.agent.learning import Override, teacher
from narrowcast.agent.store import asks, decision_log, outbox, persons, prospects
from narrowcast.agent.store import learning as deciding
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.learning import Turn
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import seconds

DAY = timedelta(days=1)


def friend(name: str, score: float = 0.3) -> Introducer:
    address = AddressKey(f"{name.lower()}@lumen.example")
    person = Person(uid=PersonUid(name.lower()), name=name, addresses=(address,))
    return replace(introducer(), person=person, score=score)


def asked(desk: Desk, who: Introducer, event: AskEvent, days_ago: float, label: str) -> Ask:
    """An ask that left and was answered two days later."""
    wish = replace(prospect(), name=label, addresses=())
    (wanted,) = prospects.add(desk.store, [wish], seconds(NOW))
    ask = desk.draft(wanted, who, NOW - days_ago * DAY)
    desk.approve(ask, wanted, who, NOW - days_ago * DAY, anyway="a test")
    steps = (AskEvent.SCHEDULED, AskEvent.SENDING_STARTED, AskEvent.LEFT, event)
    for step in steps:
        later = 2 * DAY if step is event else timedelta()
        if asks.get(desk.store, ask.id).state != "scheduled" or step is not AskEvent.SCHEDULED:
            at = seconds(NOW - days_ago * DAY + later)
            asks.move(desk.store, ask.id, step, Cause(at=at, origin=Origin.MAIL))
    return ask


def known(desk: Desk, who: Introducer) -> Introducer:
    """The introducer under the uid that asks have made lasting."""
    uid = persons.uid_of(desk.store, who.person.addresses)
    return replace(who, person=replace(who.person, uid=uid))


ANA, BEN = friend("Ana"), friend("Ben")


@pytest.fixture
def taught(desk: Desk) -> Desk:
    """Ana agreed three times, Ben refused three times."""
    for number in range(3):
        asked(desk, ANA, AskEvent.AGREED, 300 - 50 * number, f"Target A{number}")
        asked(desk, BEN, AskEvent.DECLINED, 290 - 50 * number, f"Target B{number}")
    return desk


def suggestion(*people: Introducer) -> Suggestion:
    return Suggestion(prospect=prospect(), as_of=NOW, introducers=people)


def test_who_agreed_before_moves_up_and_the_reason_cites_the_asks(taught: Desk) -> None:
    ben, ana = known(taught, replace(BEN, score=0.31)), known(taught, ANA)

    found = teacher(taught.store, NOW).suggest(prospect(), 2, lambda _: suggestion(ben, ana))

    first, second = found.introducers
    assert (first.person.name, second.person.name) == ("Ana", "Ben")
    (reason,) = [one for one in first.reasons if one.code is ReasonCode.LEARNED]
    assert reason.text.startswith("agreed to 3 of your 3 asks: +")
    letters = {one.message_id for one in outbox.standing(taught.store)}
    assert len(reason.evidence) == 3
    assert {one.id for one in reason.evidence} <= letters
    assert not second.reasons[-1].favours


def test_the_plan_counts_with_what_was_learned(taught: Desk) -> None:
    ana = teacher(taught.store, NOW).introducer(known(taught, ANA), prospect())

    assert ana.learned > 1
    assert ana.score == pytest.approx(ANA.score * ana.learned)


@pytest.mark.parametrize("turn", [Turn.OFF, Turn.ROLLBACK])
def test_switched_off_or_rolled_back_every_number_is_as_without(taught: Desk, turn: Turn) -> None:
    deciding.decide(taught.store, turn, seconds(NOW - DAY))
    limits = []

    def ask(limit: int) -> Suggestion:
        limits.append(limit)
        return suggestion(known(taught, ANA))

    assert teacher(taught.store, NOW).suggest(prospect(), 2, ask) == ask(2)
    assert limits == [2, 2]


def test_without_asks_every_number_is_as_without_learning(desk: Desk) -> None:
    assert teacher(desk.store, NOW).introducer(ANA, prospect()) == ANA


def test_what_came_after_the_moment_is_not_known(taught: Desk) -> None:
    long_ago = NOW - 400 * DAY

    assert teacher(taught.store, long_ago).lessons.known == ()


def test_a_decision_counts_from_its_moment_on(taught: Desk) -> None:
    deciding.decide(taught.store, Turn.OFF, seconds(NOW))

    assert teacher(taught.store, NOW).lessons.known != ()
    assert teacher(taught.store, NOW + DAY).lessons.known == ()


def test_a_rollback_to_a_day_keeps_what_was_learned_before_and_learns_anew(taught: Desk) -> None:
    deciding.decide(taught.store, Turn.ROLLBACK, seconds(NOW - DAY), to=seconds(NOW - 240 * DAY))
    asked(taught, friend("Cy"), AskEvent.AGREED, 1.5, "Target C")

    ends = teacher(taught.store, NOW + 5 * DAY).lessons.known

    kept = {one.settled for one in ends if one.settled is not None}
    assert {int((seconds(NOW) - at) / 86_400) for at in kept} == {298, 288, 248, 0}


def test_a_rollback_is_taken_back_like_any_decision(taught: Desk) -> None:
    before = teacher(taught.store, NOW).lessons.known
    deciding.decide(taught.store, Turn.ROLLBACK, seconds(NOW - DAY))
    decision_log.undo(taught.store, None, seconds(NOW - DAY))

    assert teacher(taught.store, NOW).lessons.known == before


def test_all_that_was_learned_is_told_with_counts(taught: Desk) -> None:
    found = learning.learned(taught.store, seconds(NOW))

    assert (found.all.yes, found.all.of) == (3, 6)
    assert {(name, one.yes, len(one.asks)) for name, one in found.people} == {
        ("Ana", 3, 3),
        ("Ben", 0, 3),
    }
    assert [(name, share.yes, share.of) for name, share in found.purposes] == [("sales", 3, 6)]


def test_the_weekly_mail_is_told_in_sentences(taught: Desk) -> None:
    said = learning.sentences(taught.store, seconds(NOW))

    assert said[0].startswith("3 of 6 asks agreed to: 50 % (")
    assert any(one.startswith("Ana agreed to 3 of your 3 asks: +") for one in said)


def test_before_any_end_nothing_is_told(desk: Desk) -> None:
    assert learning.sentences(desk.store, seconds(NOW)) == ()


def test_overrides_are_listed_with_codes_and_reason(taught: Desk) -> None:
    wanted = prospects.everybody(taught.store)[0]
    ask = taught.draft(replace(wanted), friend("Dee"), NOW)
    taught.approve(ask, wanted, friend("Dee"), NOW, anyway="he told me: ask her, too")

    found = learning.overrides(taught.store, seconds(NOW))

    (one,) = found
    assert isinstance(one, Override)
    assert one.ask == ask.id
    assert "E02" in one.codes
    assert one.reason == "he told me: ask her, too"
    assert one.at == Time(int(datetime(2026, 11, 3, 9, 30, tzinfo=UTC).timestamp()))
