"""`narrowcast history` and `narrowcast backtest`: who introduced whom, and would we have known."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrowcast.agent.backtest import Backtest, Case
    from narrowcast.agent.core.model import Time

    Watch = Callable[[int, int], None]

AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DATE", help="As it stood then, such as 2025-06-30."),
]


class By(StrEnum):
    """How the introductions made for the owner are laid out."""

    TIME = "time"
    INTRODUCER = "introducer"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(rich_help_panel="Look", epilog="Example: narrowcast history --by introducer")(
        history
    )
    app.command(rich_help_panel="Look", epilog="Example: narrowcast backtest")(backtest)


def history(
    context: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="DAY|SPAN", help="2024-01-31, or 90d, 6w, 12m, 2y back.")
    ] = "",
    by: Annotated[By, typer.Option(help="Latest first, or each introducer's together.")] = By.TIME,
    limit: Annotated[int, typer.Option(min=1, help="Rows, or introducers, to show.")] = 20,
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """List the introductions found in your own mail: who made them, and what followed.

    One that was made for you: a contact's small mail (or meeting) brought you and somebody together
    who had never written to each other, and within 60 days one of you wrote.
    """
    from narrowcast.agent import beside
    from narrowcast.agent import history as past
    from narrowcast.agent.cli import history_views

    run = session.of(context)
    at = _moment(as_of, run.settings.owner.zone)
    start = _beginning(since, clock.now())
    with beside.advisor(run.settings, run.places) as advisor:
        found = past.since(past.history(advisor, at), start)
    if as_json:
        output.data(found)
        return
    shown = history_views.history(found, by_introducer=by is By.INTRODUCER, limit=limit)
    output.screen().print(shown)
    if run.settings.privacy.tier != "mentions":
        output.screen().print(history_views.smaller_tier(run.settings.privacy.tier))


def backtest(
    context: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="DAY|SPAN", help="2024-01-31, or 90d, 6w, 12m, 2y back.")
    ] = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Hide each past introduction, ask who could make it, and count how often we were right.

    It changes nothing, takes a minute or two on a large mailbox, and may be stopped at any time:
    what was replayed by then is told.
    """
    from narrowcast.agent import beside
    from narrowcast.agent.backtest import Backtest, report
    from narrowcast.agent.cli import history_views

    run = session.of(context)
    at = _moment(as_of, run.settings.owner.zone)
    start = _beginning(since, clock.now())
    with beside.advisor(run.settings, run.places) as advisor, _progress() as watch:
        test = Backtest(advisor, at, start)
        cases = _replayed(test, watch)
    found = report(cases, len(test))
    if as_json:
        output.data(found)
        return
    output.screen().print(history_views.backtest(found))


def _replayed(test: Backtest, watch: Watch) -> tuple[Case, ...]:
    """All cases, or those that were done when the owner pressed Ctrl-C."""
    found: list[Case] = []
    try:
        watch(0, len(test))
        for case in test.cases():
            found.append(case)
            watch(len(found), len(test))
    except KeyboardInterrupt:
        output.side().print(Text("stopped; this is what was replayed until here", style="yellow"))
    return tuple(found)


@contextmanager
def _progress() -> Generator[Watch]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=output.side(), transient=True) as bars:
        task = bars.add_task("looking for introductions", total=None)

        def watch(done: int, total: int) -> None:
            bars.update(task, description="replaying", completed=done, total=total)

        yield watch


def _moment(text: str, zone: str) -> Time:
    """Read a day in the owner's zone; '' is now."""
    from zoneinfo import ZoneInfo

    from narrowcast.agent.core.model import seconds
    from narrowcast.agent.errors import InputError

    if not text:
        return seconds(clock.now())
    try:
        read = datetime.fromisoformat(text)
    except ValueError as fault:
        raise InputError(f"{text!r} is no date; write one such as 2025-06-30") from fault
    return seconds(
        read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone or clock.machine_zone()))
    )


def _beginning(since: str, now: datetime) -> Time:
    from narrowcast.agent.cli.moves import beginning
    from narrowcast.agent.core.model import Time, seconds

    return seconds(beginning(since, now)) if since else Time(0)
