"""What a sync shows while it runs."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress as Bars

from narrowcast.agent import clock
from narrowcast.agent.cli import sync
from narrowcast.agent.core.model import Prospect, ProspectId
from narrowcast.agent.sync import Advance
from narrowcast.connectors.base import Progress

Seen = dict[str, tuple[float, object, object]]


def month(number: int) -> datetime:
    """The middle of a month of 2023."""
    return datetime(2023, number, 15, tzinfo=UTC)


def shown(bars: Bars) -> Seen:
    """Per bar: how far it is, in percent and in words, and how many records a second."""
    return {
        one.description: (one.percentage, one.fields["far"], one.fields["rate"])
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
        watch(Advance("gmail", "Mail", 25, Progress(done=25 * page, total=300), month(6 - page)))
        watch(Advance("work", f"Folder {page}", 500, None))
        now[0] = 5.0 * page

    assert shown(bars) == {
        "gmail: Mail": (25.0, "75 of 300, to Mar 2023", 7.5),
        "work: Folder 3": (0.0, "500 read", 5_000.0),
    }


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (None, "4,120 read, to May 2023"),
        (Progress(done=4120, total=None), "4,120 read, to May 2023"),
        (Progress(done=4120, total=0), "4,120 read, to May 2023"),
        (Progress(done=4120, total=31_000), "4,120 of 31,000, to May 2023"),
        (Progress(done=250, total=1000, unit="bytes"), "4,120 read (25%), to May 2023"),
    ],
)
def test_how_far_a_folder_is(progress: Progress | None, said: str) -> None:
    assert sync.far(4120, progress, month(5)) == said


def test_who_waits_long_is_told_once_that_nothing_is_lost_by_stopping(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(clock, "stopwatch", lambda: now[0])
    out = StringIO()
    watch = sync._Watch(Bars(disable=True, console=Console(file=out, width=120)))

    told = []
    for moment in (1.0, 14.0, 16.0, 60.0):
        now[0] = moment
        watch(Advance("work", "INBOX", 500, None))
        told.append(out.getvalue().count("Ctrl-C keeps all that was read"))

    assert told == [0, 0, 1, 1]


def test_the_next_step_names_a_prospect_or_says_how_to_add_one() -> None:
    jonas = Prospect(id=ProspectId(3), name="Jonas Weber")

    assert sync._suggest([jonas]) == "narrowcast suggest 3   # Jonas Weber"
    assert sync._suggest([]).startswith("narrowcast prospect add ")
