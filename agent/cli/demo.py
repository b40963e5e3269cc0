"""`narrowcast demo`: five invented days, lived by the same code as yours."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from narrowcast.agent.demo.drive import Day


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Set up", epilog="Example: narrowcast demo --html morning.html")(
        demo
    )


def demo(
    seed: Annotated[int, typer.Option(min=0, help="Another number: other people.")] = 1,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the first morning mail as a page.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where all its files go; kept for a look.")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Print every morning mail whole.")] = False,
    as_json: AsJson = False,
) -> None:
    """Watch the main job run: an invented mailbox, five days of asking and being answered.

    Everybody in it is invented. Everything shown is computed from the mail as it would be from
    yours: no network is used and your own set-up is not touched.
    """
    from narrowcast.agent.cli import days as shown
    from narrowcast.agent.cli.sync import progress
    from narrowcast.agent.demo import drive

    place = (folder or Path(mkdtemp(prefix="narrowcast-demo-"))).expanduser().absolute()
    console, started = output.screen(), clock.stopwatch()
    days: list[Day] = []
    with progress() as watch, drive.stage(seed, place, watch) as stage:
        if not as_json:
            console.print(shown.opening(stage.opening))
        for day in stage.days():
            days.append(day)
            if not as_json:
                console.print(shown.one_day(day, whole=whole))
        outcomes = stage.outcomes()
    if html is not None and days[0].html:
        html.write_bytes((place / days[0].html).read_bytes())
    if as_json:
        output.data({"opening": stage.opening, "days": days, "asks": outcomes})
        return
    console.print(shown.end(outcomes, stage.opening.ways))
    console.print(shown.left(place, clock.stopwatch() - started))
