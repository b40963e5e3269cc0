"""Where everybody stands: nobody over another, the first nearest, and the same every time."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import map_places
from narrowcast.agent.core.map_places import OWNER_RADIUS, STEP, Point

RADII = st.lists(st.floats(16, 200), max_size=40)
ANGLES = st.lists(st.floats(-10, 10), max_size=60)


@given(RADII)
def test_firms_never_lie_over_each_other_nor_over_the_owner(radii: list[float]) -> None:
    laid = map_places.packed(radii)

    assert [one.r for one in laid] == radii
    assert all(math.hypot(one.x, one.y) >= one.r + OWNER_RADIUS - 1e-3 for one in laid)
    assert all(
        math.hypot(one.x - other.x, one.y - other.y) >= one.r + other.r - 1e-3
        for one, other in combinations(laid, 2)
    )


def test_firms_lie_close_and_the_first_of_equals_lie_nearest() -> None:
    laid = map_places.packed([30.0] * 200)
    distances = [math.hypot(one.x, one.y) for one in laid]
    outer = max(distances) + 30

    assert sum(one.r**2 for one in laid) / outer**2 > 0.6
    assert max(distances[:20]) < min(distances[100:])


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_people_of_a_firm_stand_in_its_circle_and_apart(count: int) -> None:
    places, radius = map_places.within(count), map_places.radius(count)

    assert len(places) == count
    assert all(math.hypot(*one) <= radius for one in places)
    assert all(math.dist(one, other) > 12 for one, other in combinations(places, 2))


@given(ANGLES, st.floats(50, 3_000))
def test_prospects_stand_outside_and_never_nearer_to_each_other_than_a_step(
    wanted: list[float], inner: float
) -> None:
    places = map_places.around(inner, wanted)

    assert len(places) == len(wanted)
    assert all(math.hypot(*one) > inner for one in places)
    least = 0.9 * min(STEP, map_places.RING_GAP)  # a chord is a little shorter than its arc
    assert all(math.dist(one, other) >= least for one, other in combinations(places, 2))


@given(st.lists(st.floats(0, math.tau, exclude_max=True), max_size=30).map(sorted))
def test_directions_that_have_room_are_kept(angles: list[float]) -> None:
    step = 1e-6

    moved = map_places.spread(angles, step)

    assert all(
        abs(math.remainder(one - other, math.tau)) < 30 * step + 1e-9
        for one, other in zip(moved, angles, strict=True)
    )


def test_crowded_directions_give_way_to_both_sides_alike() -> None:
    moved = map_places.spread([1.0, 1.0, 1.0, 4.0], 0.2)

    assert moved == pytest.approx([0.8, 1.0, 1.2, 4.0])


def test_the_circle_is_cut_where_nobody_stands() -> None:
    moved = map_places.spread([0.05, math.tau - 0.05], 0.2)

    assert math.remainder(moved[0] - moved[1], math.tau) == pytest.approx(0.2)
    assert (moved[0] + moved[1]) % math.tau == pytest.approx(0, abs=1e-9) or (
        moved[0] + moved[1]
    ) % math.tau == pytest.approx(math.tau)


def test_a_direction_is_that_of_the_weightier() -> None:
    points = [(Point(10, 0), 3.0), (Point(0, 10), 1.0)]

    assert map_places.direction(points) == pytest.approx(math.atan2(1, 3))


def test_on_one_ring_the_order_of_directions_is_kept() -> None:
    places = map_places.around(500, [0.3, 0.1, 0.2])
    angles = [math.atan2(one.y, one.x) for one in places]

    assert angles[1] < angles[2] < angles[0]
    assert all(one != other for one, other in pairwise(angles))
