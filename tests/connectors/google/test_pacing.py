"""In no minute more is asked than Google allows, and nearly all of it is used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.google import pacing
from narrowcast.connectors.google.pacing import Bucket
from narrowcast.connectors.google.settings import Quota
from tests.connectors.google.mailboxes import Clock

A_MINUTE = 6_000


def spent(bucket: Bucket, clock: Clock, costs: list[int]) -> list[tuple[float, int]]:
    """When each of *costs* was spent."""
    times: list[tuple[float, int]] = []
    for cost in costs:
        clock.sleep(bucket.take(cost))
        times.append((clock(), cost))
    return times


def most_in_a_minute(times: list[tuple[float, int]]) -> int:
    """The most that was spent within any 60 seconds."""
    most, first, now = 0, 0, 0
    for moment, cost in times:
        now += cost
        while times[first][0] <= moment - 60:
            now -= times[first][1]
            first += 1
        most = max(most, now)
    return most


def test_a_first_sync_of_10000_mails_keeps_the_quota_and_uses_it() -> None:
    clock = Clock()
    costs = [1, *([5, *[20] * 100] * 100)]

    times = spent(Bucket(A_MINUTE, clock), clock, costs)

    assert most_in_a_minute(times) <= A_MINUTE
    assert times[-1][0] - times[0][0] <= 1.1 * sum(costs) / A_MINUTE * 60


@given(
    steps=st.lists(
        st.tuples(st.sampled_from([1, 2, 5, 20, 40, 100]), st.floats(0, 90)), max_size=300
    )
)
def test_pauses_save_up_no_more_than_the_burst(steps: list[tuple[int, float]]) -> None:
    clock = Clock()
    bucket, times = Bucket(A_MINUTE, clock), list[tuple[float, int]]()

    for cost, pause in steps:
        clock.now += pause
        times += spent(bucket, clock, [cost])

    assert most_in_a_minute(times) <= A_MINUTE


@given(at=st.integers(1, 299), pause=st.floats(0, 5))
def test_a_program_begun_anew_does_not_spend_what_the_former_one_did(at: int, pause: float) -> None:
    clock = Clock()

    times = spent(Bucket(A_MINUTE, clock), clock, [20] * at)
    clock.now += pause
    times += spent(Bucket(A_MINUTE, clock), clock, [20] * 400)

    assert most_in_a_minute(times) <= A_MINUTE


def test_few_messages_are_not_waited_for() -> None:
    clock = Clock()

    spent(Bucket(A_MINUTE, clock), clock, [2, *[20] * 11])

    assert sum(clock.waits) == 0


@pytest.mark.parametrize(
    ("method", "quota", "units"),
    [
        pytest.param("gmail.users.messages.get", Quota.SINCE_2026, 20, id="get"),
        pytest.param("gmail.users.messages.get", Quota.OLDER, 5, id="get of an older project"),
        pytest.param("gmail.users.messages.list", Quota.OLDER, 5, id="list"),
        pytest.param("gmail.users.history.list", Quota.SINCE_2026, 2, id="history"),
        pytest.param("gmail.users.messages.send", Quota.OLDER, 100, id="send"),
        pytest.param("gmail.users.drafts.list", Quota.OLDER, 100, id="what is not known is dear"),
        pytest.param("calendar.events.list", Quota.SINCE_2026, 1, id="calendars count requests"),
        pytest.param("people.people.connections.list", Quota.OLDER, 1, id="contacts, too"),
    ],
)
def test_what_a_call_costs(method: str, quota: Quota, units: int) -> None:
    assert pacing.cost(method, quota) == units
