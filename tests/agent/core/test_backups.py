"""Which backups stay, and when the next is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.backups import due, spare

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 3000).map(lambda h: NOON - timedelta(hours=h)), min_size=1)


@pytest.mark.parametrize(
    ("ago", "is_due"),
    [
        (None, True),
        (timedelta(hours=1), False),
        (timedelta(hours=13), True),
        (-timedelta(hours=3), False),
        (-timedelta(days=3), True),
    ],
    ids=["never", "today", "yesterday", "a clock set back a little", "a clock set back by days"],
)
def test_one_is_due_every_day(ago: timedelta | None, is_due: bool) -> None:
    assert due(NOON, None if ago is None else NOON - ago) is is_due


def test_the_day_is_the_owners() -> None:
    evening = datetime(2026, 11, 23, 20, tzinfo=ZoneInfo("America/New_York"))

    assert not due(evening, datetime(2026, 11, 23, 15, tzinfo=UTC))
    assert due(evening, datetime(2026, 11, 23, 3, tzinfo=UTC))


def test_a_year_of_daily_backups_leaves_seven_days_and_four_weeks() -> None:
    made = [NOON - timedelta(days=day) for day in range(365)]

    kept = sorted(set(made) - spare(made, daily=7, weekly=4), reverse=True)

    assert kept[:7] == made[:7]
    assert len(kept) == 9  # the first and the second week's newest are a day's, too
    assert NOON - kept[-1] >= timedelta(days=15)


@given(MOMENTS, st.integers(1, 9), st.integers(0, 9))
def test_the_newest_stays_and_no_more_stay_than_asked(
    made: list[datetime], daily: int, weekly: int
) -> None:
    kept = set(made) - spare(made, daily=daily, weekly=weekly)

    assert max(made) in kept
    assert len(kept) <= daily + weekly


@given(MOMENTS, st.integers(1, 9), st.integers(0, 9))
def test_rotating_twice_is_as_once(made: list[datetime], daily: int, weekly: int) -> None:
    kept = set(made) - spare(made, daily=daily, weekly=weekly)

    assert spare(kept, daily=daily, weekly=weekly) == set()
