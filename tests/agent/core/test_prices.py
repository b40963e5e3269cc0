"""Prices bound what any plan can do, and rise where turns are scarce."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.model import PersonUid, ProspectId
from narrowcast.agent.core.prices import Market, Way, prices

CHANCES = st.sampled_from([0.1, 0.2, 0.5, 0.9])


def market(
    *ways: tuple[tuple[int, float], ...],
    turns: tuple[int, ...],
    asks: float = 100,
    remains: float = 1.0,
) -> Market:
    return Market(
        people=tuple(PersonUid(f"i{n}") for n in range(len(turns))),
        turns=turns,
        asks=asks,
        prospects=tuple(ProspectId(n) for n in range(1, len(ways) + 1)),
        weights=(1.0,) * len(ways),
        ways=tuple(tuple(Way(*way) for way in some) for some in ways),
        remains=remains,
    )


def best_by_trying(given_market: Market) -> float:
    """The most that asking can expect when each next ask may depend on all answers so far."""

    @cache
    def best(
        met: frozenset[int], asked: frozenset[tuple[int, int]], turns: tuple[int, ...], left: int
    ) -> float:
        found = 0.0
        for place, ways in enumerate(given_market.ways):
            for who, chance in ways:
                if place in met or (place, who) in asked or not turns[who] or not left:
                    continue
                rest = tuple(n - (i == who) for i, n in enumerate(turns))
                after = asked | {(place, who)}
                yes = 1.0 + best(met | {place}, after, rest, left - 1)
                no = best(met, after, rest, left - 1)
                found = max(found, chance * yes + (1 - chance) * no)
        return found

    return best(frozenset(), frozenset(), given_market.turns, int(given_market.asks))


@given(
    st.lists(st.tuples(CHANCES, CHANCES), min_size=1, max_size=3),
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
    st.integers(1, 4),
)
def test_no_way_of_asking_exceeds_the_bound(
    chances: list[tuple[float, float]], turns: tuple[int, int], asks: int
) -> None:
    given_market = market(
        *(((0, one), (1, other)) for one, other in chances), turns=turns, asks=asks
    )

    assert prices(given_market).bound >= best_by_trying(given_market) - 1e-9


def test_the_bound_is_near_where_chances_are_sure_enough() -> None:
    given_market = market(((0, 0.5), (1, 0.4)), ((0, 0.5),), turns=(1, 1))

    assert prices(given_market, 500).bound == pytest.approx(0.9, abs=0.02)


def test_a_turn_costs_nothing_where_there_are_enough() -> None:
    found = prices(market(((0, 0.5),), ((0, 0.4),), turns=(2,)))

    assert found.turn(PersonUid("i0"), ProspectId(1)) == 0


def test_a_turn_that_two_need_costs_what_the_other_would_lose() -> None:
    found = prices(market(((0, 0.5),), ((0, 0.3),), turns=(1,)))

    assert found.turn(PersonUid("i0"), ProspectId(1)) == pytest.approx(0.3)
    assert found.turn(PersonUid("i0"), ProspectId(2)) == pytest.approx(0.5)


def test_who_has_another_way_bids_no_more_than_the_difference() -> None:
    found = prices(market(((0, 0.5), (1, 0.5)), ((0, 0.3),), turns=(1, 1), remains=0.0))

    assert found.turn(PersonUid("i0"), ProspectId(2)) == 0


def test_what_a_prospect_has_without_somebody_is_its_other_ways() -> None:
    found = prices(market(((0, 0.5), (1, 0.4)), turns=(1, 1)))

    assert found.without(ProspectId(1), PersonUid("i0")) == pytest.approx(0.4)
    assert found.without(ProspectId(1), PersonUid("i1")) == pytest.approx(0.5)
    assert found.without(ProspectId(9), PersonUid("i1")) == 0


@pytest.mark.parametrize("remains", [1.0, 0.6, 0.0])
def test_a_chain_is_asked_in_the_best_order(remains: float) -> None:
    """Free asks: the best order is the best chance first, whatever remains while one waits."""
    ways = ((0, 0.2), (1, 0.7), (2, 0.4))
    found = prices(market(ways, turns=(9, 9, 9), remains=remains))

    def worth(order: tuple[tuple[int, float], ...]) -> float:
        total, reach = 0.0, 1.0
        for _, chance in order:
            total += reach * chance
            reach *= remains * (1 - chance)
        return total

    orders = [o for o in product(ways, repeat=3) if len(set(o)) == 3]
    assert found.bound == pytest.approx(max(map(worth, orders)))
