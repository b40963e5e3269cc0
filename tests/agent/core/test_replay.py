"""Counting how often a ranking was right, and the two simple rankings beside it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import backtest_words
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.replay import (
    Duel,
    Method,
    Replayed,
    Yardsticks,
    duel,
    place,
    score,
)
from narrowcast.agent.core.ties import DAY
from narrowcast.agent.core.touches import Mail

ANA, BEN = AddressId(1), AddressId(2)


def mail(days: int, author: AddressId | None = None, to: tuple[AddressId, ...] = ()) -> Mail:
    """The owner's own mail where *author* is None."""
    return Mail(
        row=1, time=Time(days * DAY), author=author, own=author is None, addressed=True,
        spoken_to=True, to=to, cc=(), bcc=(), size=len(to) or 1, on_list=False, key=1, parent=0,
        thread=1,
    )  # fmt: skip


def replayed(ours: int, volume: int = 9, lately: int = 9, *, silent: bool = False) -> Replayed:
    places = {Method.NARROWCAST: ours, Method.VOLUME: volume, Method.INTERACTIONS: lately}
    return Replayed(candidates=20, places=places, abstained=silent)


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=30))
def test_interactions_rank_is_the_published_sum(given_: list[tuple[int, bool]]) -> None:
    sticks = Yardsticks()
    for days, own in sorted(given_):
        sticks.see(mail(days, None if own else ANA, (ANA,) if own else ()))

    start = min((days for days, _ in given_), default=0)
    now = math.fsum(0.5 ** ((400 - days) / 30) for days, _ in given_)
    found = sticks.of((ANA,))
    assert found.mails == len(given_)
    assert found.lately * 0.5 ** ((400 - start) / 30) == pytest.approx(now)


def test_a_persons_addresses_add_up_and_a_crowds_mail_counts_nothing() -> None:
    sticks = Yardsticks()
    sticks.see(mail(1, ANA))
    sticks.see(mail(2, BEN))
    sticks.see(mail(3, BEN)._replace(size=21))

    assert sticks.of((ANA, BEN)).mails == 2
    assert sticks.of((ANA, BEN)).lately == pytest.approx(1 + 2 ** (1 / 30))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.data())
def test_places_are_a_permutation_whatever_is_tied(values: list[int], data: st.DataObject) -> None:
    people = [AddressId(n) for n in range(len(values))]
    order = data.draw(st.permutations(people))

    places = [place({p: values[p] for p in order}, person, "salt") for person in people]

    assert sorted(places) == list(range(1, len(people) + 1))
    assert places[values.index(max(values))] <= values.count(max(values))


def test_first_third_and_mean_reciprocal_rank_are_counted() -> None:
    found = [replayed(1), replayed(3), replayed(4)]

    counted = score(found, Method.NARROWCAST)

    assert (counted.first, counted.third) == (1, 2)
    assert counted.mrr == pytest.approx((1 + 1 / 3 + 1 / 4) / 3)


@pytest.mark.parametrize(
    ("ours", "theirs", "clear"),
    [(9, 1, True), (6, 4, False), (0, 0, False), (1, 9, True), (4, 0, True), (3, 0, False)],
)
def test_a_gain_is_clear_where_chance_would_hardly_give_it(
    ours: int, theirs: int, clear: bool
) -> None:
    assert Duel(ours=ours, theirs=theirs).is_clear is clear


def test_a_duel_counts_what_only_one_had_among_the_first_three() -> None:
    found = [replayed(1, 9), replayed(2, 3), replayed(8, 1), replayed(9, 9)]

    assert duel(found, Method.VOLUME) == Duel(ours=1, theirs=1)


def test_the_verdict_is_one_plain_sentence() -> None:
    found = [replayed(1)] * 14 + [replayed(9, 1, 2)] * 5

    assert backtest_words.verdict(found) == (
        "For 14 of 19 past introductions your real introducer was among our first three (among"
        " the three people you mail most: 5; the three you mailed most lately: 5)."
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "too few to tell"),
        ([replayed(1)] * 9, "too few to tell"),
        ([replayed(1)] * 10, "a clear gain"),
        ([replayed(9, 1)] * 10, "most mail serves you better"),
        ([replayed(9, 9, 1)] * 10, "most mail lately serves you better"),
        ([replayed(1)] * 3 + [replayed(9)] * 9, "chance alone could do that"),
        ([replayed(9)] * 12, "right exactly where"),
    ],
    ids=["none", "nine", "all", "volume better", "recency better", "three more", "none right"],
)
def test_the_certainty_says_how_far_to_believe_it(found: list[Replayed], words: str) -> None:
    assert words in backtest_words.certainty(found)


def test_silence_is_told_where_there_was_any() -> None:
    assert backtest_words.silent([replayed(1)]) == ""
    assert backtest_words.silent([replayed(1, silent=True)]).startswith("Once")
    assert backtest_words.silent([replayed(1, silent=True)] * 4).startswith("4 times")
