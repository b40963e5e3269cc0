"""`narrowcast moves`: who works elsewhere now, and what it means to the owner's prospects."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Look", epilog="Example: narrowcast moves --since 1y")(moves)


def moves(
    context: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="DAY|SPAN", help="2026-01-31, or 90d, 6w, 12m, 2y back.")
    ] = "90d",
    as_json: AsJson = False,
) -> None:
    """List who changed jobs, newest first: the evidence, and which prospects it bears on.

    A contact's move to a prospect's firm brings back a prospect you had put aside.
    """
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import careers
    from narrowcast.agent.store import lookup

    run, now = session.of(context), clock.now()
    start = wiring.seconds(beginning(since, now))
    with wiring.workplace(run.settings, run.places) as work:
        work.notice_moves(now)
        found = work.moves(start, now)
        cited = lookup.headings(work.store, careers.cited_of(found))
    if as_json:
        output.data(found)
        return
    nobody = Text(f"nobody is seen to have changed jobs since {since}; further back: --since 2y")
    output.screen().print(careers.moves(found, cited) if found else nobody)


def beginning(since: str, now: datetime) -> datetime:
    """The moment that *since* means, a day (UTC) or a span back from *now*; raises InputError."""
    text = since.strip().lower()
    number, unit = text[:-1], _UNITS.get(text[-1:])
    try:
        if unit and number.isdecimal():
            return now - unit * int(number)
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    except (ValueError, OverflowError) as fault:
        raise InputError(f"{since!r} is neither a day (2026-01-31) nor a span (90d, 2y)") from fault


_UNITS = {
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
    "y": timedelta(days=365),
}
