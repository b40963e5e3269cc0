"""The chance of an answer: only from what was known, never certain, calibrated on the owner."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.model import Time
from narrowcast.agent.core.response_weights import TYPICAL, WEIGHTS
from narrowcast.agent.core.responsiveness import (
    ASK,
    FEATURES,
    LEAST_BASE,
    WITHIN,
    Asked,
    Correspondence,
    Outcome,
    Outgoing,
    Rate,
    base,
    chance,
    explained,
    features,
    rate,
)
from narrowcast.agent.core.ties import DAY

NOW = Time(1_780_000_000)


def asked(days: float, answered_after: float | None = None) -> Asked:
    """A mail of the owner, *days* ago, and its answer, in days after it."""
    at = Time(int(NOW - days * DAY))
    return Asked(at, None if answered_after is None else Time(int(at + answered_after * DAY)))


@pytest.mark.parametrize(
    ("one", "counted"),
    [
        (asked(30, 2), Rate(1, 1)),
        (asked(30), Rate(0, 1)),
        (asked(30, 8), Rate(0, 1)),
        (asked(3), Rate(0, 0)),
        (asked(3, 1), Rate(1, 1)),
        (asked(3, 5), Rate(0, 0)),
        (asked(-1), Rate(0, 0)),
    ],
    ids=["in time", "never", "too late", "open", "early", "answer is to come", "to come"],
)
def test_an_outcome_counts_once_it_is_known(one: Asked, counted: Rate) -> None:
    assert rate([one], NOW) == counted


outcomes = st.builds(
    asked, st.floats(-30, 2000), st.one_of(st.none(), st.floats(0, 40, exclude_min=True))
)
times = st.lists(st.floats(-30, 2000), max_size=30).map(
    lambda ages: sorted(Time(int(NOW - days * DAY)) for days in ages)
)
mail = st.builds(
    Correspondence,
    st.lists(outcomes, max_size=30).map(lambda found: sorted(found, key=lambda one: one.time)),
    times,
    times,
    times,
    st.booleans(),
)
shares = st.floats(0.01, 0.99)
letters = st.builds(Outgoing, st.booleans(), st.booleans(), st.integers(0, 10**6))


@given(mail, shares, letters)
def test_a_chance_is_a_probability_inside_its_interval(
    held: Correspondence, share: float, letter: Outgoing
) -> None:
    found = chance(held, share, NOW, letter)

    assert 0 < found.value < 1
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(mail, shares)
def test_what_comes_later_changes_nothing(held: Correspondence, share: float) -> None:
    known = Correspondence(
        asked=[
            one if one.answered is None or one.answered < NOW else one._replace(answered=None)
            for one in held.asked
            if one.time < NOW
        ],
        received=[time for time in held.received if time < NOW],
        sent=[time for time in held.sent if time < NOW],
        seen=[time for time in held.seen if time < NOW],
        outside=held.outside,
    )

    assert chance(known, share, NOW) == chance(held, share, NOW)


def test_an_open_mail_counts_the_more_the_longer_it_waits() -> None:
    fresh, old, over, answered = asked(0.1), asked(5), asked(9), asked(0.5, 0.1)

    assert 0 < fresh.weight(NOW) < 0.2 < 0.9 < old.weight(NOW) < over.weight(NOW) == 1
    assert answered.weight(NOW) == 1


def test_who_answers_is_likelier_to_answer_than_who_does_not() -> None:
    yes, no = (
        Correspondence([asked(days, after) for days in range(100, 20, -8)], [])
        for after in (1.0, None)
    )

    assert chance(yes, 0.3, NOW).value > chance(no, 0.3, NOW).value


def test_an_owner_who_is_answered_more_is_promised_more() -> None:
    nobody = Correspondence([], [])

    rare, often = (chance(nobody, share, NOW) for share in (0.05, 0.7))

    assert rare.value < often.value


def test_a_question_is_likelier_answered_than_a_note() -> None:
    nobody = Correspondence([], [])

    note, question = (chance(nobody, 0.2, NOW, Outgoing(asks=asks)) for asks in (False, True))

    assert note.value < question.value


def test_the_owners_share_is_of_such_mails_where_there_are_enough() -> None:
    outcomes = [
        Outcome(asked(20 + n, 1 if new else None)._replace(new=new), outside)
        for n in range(60)
        for new, outside in ((True, False), (True, True), (False, True))
    ]

    opening, answering = (
        base(outcomes, NOW, new_subject=new, outside=True) for new in (True, False)
    )

    assert opening > 0.85
    assert answering < 0.15


def test_an_owner_whom_nobody_answered_is_promised_one_in_twenty() -> None:
    silence = [Outcome(asked(20 + n), outside=True) for n in range(500)]

    assert base(silence, NOW, new_subject=True, outside=True) == LEAST_BASE == 0.05


def test_without_outcomes_the_share_is_that_of_real_mail() -> None:
    assert base((), NOW, new_subject=True, outside=True) == pytest.approx(0.25)


def test_the_interval_narrows_with_experience() -> None:
    few, many = (
        chance(
            Correspondence([asked(20 + n, 1 if n % 2 else None) for n in range(count, 0, -1)], []),
            0.3,
            NOW,
        )
        for count in (2, 80)
    )

    assert many.high - many.low < few.high - few.low


@given(mail, shares, letters)
def test_what_moved_a_chance_adds_up_to_it(
    held: Correspondence, share: float, letter: Outgoing
) -> None:
    moved = explained(features(held, share, NOW, letter))
    usual = math.fsum(WEIGHTS[name] * TYPICAL[name] for name in FEATURES)

    score = usual + math.fsum(one.by for one in moved)

    assert chance(held, share, NOW, letter).value == pytest.approx(1 / (1 + math.exp(-score)))
    assert [abs(one.by) for one in moved] == sorted((abs(one.by) for one in moved), reverse=True)


def test_features_are_named_and_weighed_one_to_one() -> None:
    values = features(Correspondence([], []), 0.2, NOW, ASK)

    assert len(values) == len(FEATURES)
    assert set(TYPICAL) == set(WEIGHTS) == set(FEATURES)
    assert WITHIN == 7 * DAY
