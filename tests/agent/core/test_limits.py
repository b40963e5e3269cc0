"""How many asks may leave: what left is counted again, also over a clock set back."""

from __future__ import annotations

from datetime import UTC

import pytest

from narrowcast.agent.core.limits import Departure, Limits
from narrowcast.agent.core.model import PersonUid, Time

LIMITS = Limits(per_day=2, per_week=5, per_introducer_days=30, per_introducer_year=3, zone=UTC)
DAY = 86_400
NOW = Time(20_000 * DAY + DAY // 2)


def left(*days_ago: float, to: str = "") -> list[Departure]:
    """One letter so many days ago each, to somebody else every time or to one person."""
    return [
        Departure(PersonUid(to or f"p{number}"), Time(int(NOW - days * DAY)))
        for number, days in enumerate(days_ago)
    ]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (left(0), ""),
        (left(0, 0.1), "2 letters left today"),
        (left(0.1, 0.6), ""),
        (left(1, 2, 3, 4), ""),
        (left(1, 2, 3, 4, 5), "5 letters left in the last seven days"),
        (left(3, 4, 5, 6, 7.1), ""),
        (left(-1, -400), "2 letters left today"),
        (left(29, to="ana"), "in the last 30 days"),
        (left(31, to="ana"), ""),
        (left(31, 100, 300, to="ana"), "3 letters went to them in the last year"),
        (left(31, 100, 366, to="ana"), ""),
        (left(-400, to="ana"), "in the last 30 days"),
    ],
    ids=["one", "day full", "yesterday is another day", "week has room", "week full",
         "a week ago", "dated later: the clock was set back", "asked lately", "asked long ago",
         "asked often", "a year has passed", "asked later than now"],
)  # fmt: skip
def test_what_left_uses_the_caps_up(before: list[Departure], why: str) -> None:
    found = LIMITS.exceeded(before, PersonUid("ana"), NOW)

    assert (why in found) if why else found == ""
