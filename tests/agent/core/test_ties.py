"""Tallies and what is read from them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import ties
from narrowcast.agent.core.model import AddressId, Band, Direction, Interaction, Time
from narrowcast.agent.core.ties import DAY, Contact, Volume
from tests.agent.core.baselines import interactions_rank, margince, margince_band

NOW = Time(int(datetime(2026, 6, 1, tzinfo=UTC).timestamp()))
"""The first second of a month: everything before is a closed month's."""


def days_ago(days: float, direction: Direction = Direction.IN, size: int = 1) -> Interaction:
    return Interaction(Time(int(NOW - days * DAY)), direction, size)


def folded(*interactions: Interaction) -> Contact:
    return Contact(Counter(map(ties.cell, interactions)))


def both_ways(days: list[float]) -> list[Interaction]:
    return [days_ago(d, way) for d in days for way in (Direction.IN, Direction.OUT)]


some = st.builds(
    Interaction,
    st.integers(NOW - 2000 * DAY, NOW - 1).map(Time),
    st.sampled_from(Direction),
    st.integers(1, 20),
)


@given(st.lists(some, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(found: list[Interaction], chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)

    assert folded(*shuffled) == folded(*found)
    assert ties.tie(folded(*shuffled), NOW).strength == pytest.approx(
        ties.tie(folded(*found), NOW).strength
    )


@given(st.lists(some, max_size=20), st.lists(some, max_size=20))
def test_two_addresses_add_up_to_one_person(
    one: list[Interaction], other: list[Interaction]
) -> None:
    merged = ties.merged([folded(*one), Contact({}, tuple(other))])

    whole = Contact(Counter(map(ties.cell, one)), tuple(other))
    assert ties.tie(merged, NOW).strength == pytest.approx(ties.tie(whole, NOW).strength)
    assert ties.tie(merged, NOW).received == ties.tie(whole, NOW).received


@given(st.lists(some, min_size=1, max_size=20), st.integers(0, 3000))
def test_a_tie_never_grows_by_waiting(found: list[Interaction], later: int) -> None:
    now, then = ties.tie(folded(*found), NOW), ties.tie(folded(*found), Time(NOW + later * DAY))

    assert then.strength <= now.strength + 1e-9


@given(st.lists(some, max_size=20), some)
def test_one_more_interaction_never_weakens(found: list[Interaction], more: Interaction) -> None:
    assert ties.tie(folded(*found, more), NOW).strength >= ties.tie(folded(*found), NOW).strength


@pytest.mark.parametrize("half_life", [30.0, 365.0])
def test_an_interaction_one_half_life_old_is_worth_half(half_life: float) -> None:
    fresh, old = (Contact({}, (days_ago(days),)) for days in (0, half_life))

    assert ties.rank(old, NOW, half_life) == pytest.approx(ties.rank(fresh, NOW, half_life) / 2)


def test_a_closed_month_is_read_at_its_middle_and_an_open_one_by_its_rows() -> None:
    first, last = days_ago(30.9), days_ago(0.1)  # both in May

    assert folded(first).closed == folded(last).closed
    assert ties.tie(folded(first), NOW).strength == ties.tie(folded(last), NOW).strength
    assert (
        ties.tie(Contact({}, (first,)), NOW).strength
        < ties.tie(folded(first), NOW).strength
        < ties.tie(Contact({}, (last,)), NOW).strength
    )


@pytest.mark.parametrize(
    ("size", "bucket"), [(1, 0), (2, 1), (3, 2), (5, 2), (6, 3), (20, 3)], ids=str
)
def test_sizes_fall_into_four_buckets(size: int, bucket: int) -> None:
    assert ties.bucket_of(size) == bucket


def test_small_circles_and_meetings_weigh_more() -> None:
    alone, crowd, met = (
        ties.tie(folded(one), NOW).strength
        for one in (days_ago(5), days_ago(5, size=15), days_ago(5, Direction.MET))
    )

    assert crowd < alone < met


def test_in_and_out_weigh_the_same() -> None:
    sent, received = (folded(days_ago(5, way)) for way in (Direction.OUT, Direction.IN))

    assert ties.tie(sent, NOW).strength == ties.tie(received, NOW).strength


@pytest.mark.parametrize(
    ("found", "band"),
    [
        ([], Band.NONE),
        ([days_ago(1900)], Band.WEAK),
        ([days_ago(3)], Band.WEAK),
        (both_ways([20, 50, 80, 110]), Band.MODERATE),
        (both_ways([d * 7 for d in range(52)]), Band.STRONG),
    ],
    ids=["never", "long ago", "one mail", "a few months", "weekly for a year"],
)
def test_bands(found: list[Interaction], band: Band) -> None:
    assert ties.tie(folded(*found), NOW).band is band


def test_a_ten_year_colleague_silent_for_a_year_is_not_a_stranger() -> None:
    weekly = both_ways([365 + 7 * week for week in range(520)])
    newcomer = both_ways([3])

    colleague = ties.tie(folded(*weekly), NOW)

    assert colleague.band in {Band.MODERATE, Band.STRONG}
    assert colleague.strength > ties.tie(folded(*newcomer), NOW).strength
    # What 30-day formulas say of the same two:
    ages = [365.0 + 7 * week for week in range(520)]
    assert interactions_rank(ages, ages, 30) < interactions_rank([3], [3], 30)
    assert margince(365, 0, 520, 520) == 0


def test_margince_reproduces_its_worked_example() -> None:
    score = margince(days=5, last_90=12, received=7, sent=5)

    assert round(score) == 47
    assert margince_band(score) == "moderate"


@given(st.lists(st.floats(0, 3000), max_size=20), st.sampled_from([30.0, 365.0]))
def test_rank_is_interactions_rank_on_single_mails(ages: list[float], half_life: float) -> None:
    contact = Contact({}, tuple(days_ago(int(age)) for age in ages))

    expected = interactions_rank([int(age) for age in ages], [], half_life)
    assert ties.rank(contact, NOW, half_life) == pytest.approx(expected)


def test_counts_and_ends_of_a_tie() -> None:
    found = (days_ago(3), days_ago(9, Direction.OUT), days_ago(400, Direction.MET))

    tie = ties.tie(Contact({}, found), NOW)

    assert (tie.received, tie.sent, tie.met) == (1, 1, 1)
    assert (tie.first, tie.last) == (found[2].time, found[0].time)
    assert tie.two_way


@pytest.mark.parametrize(
    ("volume", "two_way"),
    [
        (Volume(3, 0, 0, 1.0, 1.0), False),
        (Volume(0, 3, 0, 1.0, 1.0), False),
        (Volume(1, 1, 0, 1.0, 1.0), True),
        (Volume(0, 0, 1, 1.0, 1.0), True),
    ],
    ids=["in only", "out only", "both", "met"],
)
def test_mail_both_ways_or_a_meeting_makes_a_contact(volume: Volume, two_way: bool) -> None:
    assert volume.two_way is two_way


def test_strength_for_ranking_is_a_share_of_the_best() -> None:
    best, half, nothing = map(AddressId, (1, 2, 3))
    found = ties.strengths(
        {
            best: Volume(9, 9, 0, 9.0, 99.0),
            half: Volume(2, 2, 0, 1.0, 9.0),
            nothing: Volume(0, 0, 0, 0.0, 0.0),
        }
    )

    assert found[best] == 1.0
    assert 0 < found[half] < 1
    assert found[nothing] == 0.0


def test_months_are_utc() -> None:
    last = Time(int(datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC).timestamp()))

    assert ties.month_of(last) + 1 == ties.month_of(NOW)
    assert ties.month_start(ties.month_of(NOW)) == NOW
