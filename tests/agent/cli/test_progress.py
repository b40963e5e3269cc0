"""What a sync shows while it runs."""

from __future__ import annotations

import pytest
from rich.progress import Progress as Bars

from narrowcast.agent import clock
from narrowcast.agent.cli import sync
from narrowcast.agent.sync import Advance
from narrowcast.connectors.base import Progress

Seen = dict[str, tuple[float, object, object]]


def shown(bars: Bars) -> Seen:
    """Per bar: how far it is, how many records were read, how many a second."""
    return {
        one.description: (one.percentage, one.fields["records"], one.fields["rate"])
        for one in bars.tasks
    }


def test_a_slow_account_keeps_its_bar_while_others_come_and_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(clock, "stopwatch", lambda: now[0])
    bars = Bars(disable=True)
    watch = sync._Watch(bars)

    for page in range(1, 4):
        watch(Advance("gmail", "Mail", 25, Progress(done=25 * page, total=300)))
        watch(Advance("work", f"Folder {page}", 500, None))
        now[0] = 5.0 * page

    assert shown(bars) == {
        "gmail: Mail": (25.0, 75, 7.5),
        "work: Folder 3": (0.0, 500, 5_000.0),
    }
