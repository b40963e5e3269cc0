"""The chance of an answer: only from what was known, never certain, calibrated on the owner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import responsiveness
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.responsiveness import WITHIN, Asked, Correspondence, Rate, chance, rate
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
mail = st.builds(
    lambda found, got: Correspondence(
        sorted(found, key=lambda one: one.time), sorted(Time(int(NOW - days * DAY)) for days in got)
    ),
    st.lists(outcomes, max_size=30),
    st.lists(st.floats(-30, 2000), max_size=30),
)
owners = st.integers(0, 5000).flatmap(
    lambda known: st.builds(Rate, st.integers(0, known), st.just(known))
)


@given(mail, owners, st.booleans())
def test_a_chance_is_a_probability_inside_its_interval(
    held: Correspondence, owner: Rate, new: bool
) -> None:
    found = chance(held, owner, NOW, new_subject=new)

    assert 0 < found.value < 1
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(mail, owners)
def test_what_comes_later_changes_nothing(held: Correspondence, owner: Rate) -> None:
    known = Correspondence(
        [
            one if one.answered is None or one.answered < NOW else one._replace(answered=None)
            for one in held.asked
            if one.time < NOW
        ],
        [time for time in held.received if time < NOW],
    )

    assert chance(known, owner, NOW) == chance(held, owner, NOW)


def test_who_answers_is_likelier_to_answer_than_who_does_not() -> None:
    yes, no = (
        Correspondence([asked(days, after) for days in range(100, 20, -8)], [])
        for after in (1.0, None)
    )

    assert chance(yes, Rate(30, 100), NOW).value > chance(no, Rate(30, 100), NOW).value


def test_an_owner_who_is_answered_more_is_promised_more() -> None:
    nobody = Correspondence([], [])

    rare, often = (chance(nobody, Rate(yes, 1000), NOW) for yes in (50, 700))

    assert rare.value < often.value


def test_the_interval_narrows_with_experience() -> None:
    few, many = (
        chance(
            Correspondence([asked(20 + n, 1 if n % 2 else None) for n in range(count, 0, -1)], []),
            Rate(30, 100),
            NOW,
        )
        for count in (2, 80)
    )

    assert many.high - many.low < few.high - few.low


def test_features_are_named_and_weighed_one_to_one() -> None:
    values = responsiveness.features(Correspondence([], []), Rate(0, 0), NOW, new_subject=True)

    assert len(values) == len(responsiveness.FEATURES)
    assert set(responsiveness.WEIGHTS) == set(responsiveness.FEATURES)
    assert WITHIN == 7 * DAY
