"""A contact month by month, and the line that shows it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from narrowcast.agent.core import activity, ties
from narrowcast.agent.core.activity import Month
from narrowcast.agent.core.model import Direction, Interaction, Time, seconds
from narrowcast.agent.core.ties import Cell, Contact

NOW = seconds(datetime(2026, 11, 3, tzinfo=UTC))
OCTOBER = ties.month_of(NOW) - 1


def test_closed_months_and_the_open_ones_rows_are_counted_alike_and_old_ones_left_out() -> None:
    closed = {
        Cell(OCTOBER - 1, 0, 0): 2,
        Cell(OCTOBER - 1, 0, 3): 3,
        Cell(OCTOBER - 1, 2, 0): 1,
        Cell(OCTOBER - 40, 1, 0): 99,
    }
    rows = (Interaction(Time(NOW - 60), Direction.OUT, 1),)

    found = activity.activity(Contact(closed, rows), NOW, months=3)

    assert found == (
        Month("2026-09", 5, 0, 1),
        Month("2026-10", 0, 0, 0),
        Month("2026-11", 0, 1, 0),
    )


@pytest.mark.parametrize(
    ("counts", "drawn", "plain"),
    [
        pytest.param((0, 0), "", "", id="nothing, no line"),
        pytest.param((0, 1), "·█", ".#", id="one is the most"),
        pytest.param((1, 800), "▁█", "_#", id="the least still shows"),
        pytest.param((8, 4, 2, 1, 0), "█▄▂▁·", "#=-_.", id="in proportion"),
    ],
)
def test_the_line_shows_each_month_by_the_highest(
    counts: tuple[int, ...], drawn: str, plain: str
) -> None:
    months = [Month("2026-01", count, 0, 0) for count in counts]

    assert activity.line(months) == drawn
    assert activity.line(months, ascii_only=True) == plain
    assert plain.isascii()
