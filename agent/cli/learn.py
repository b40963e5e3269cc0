"""`narrowcast learn`: what former asks teach, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import dates, output, session
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Time
    from narrowcast.agent.learning import Learned
    from narrowcast.agent.store.learning import Turn

learn = typer.Typer(
    help="What former asks teach of the next one.",
    epilog="Example: narrowcast learn",
    invoke_without_command=True,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(learn, name="learn", rich_help_panel="Asks")


@learn.callback(invoke_without_command=True)
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what was learned from how your asks ended, with the counts it rests on.

    It moves the order of introducers and the plan by a factor between 0.67 and 1.5, named among
    the reasons.
    """
    if context.invoked_subcommand is not None:
        return
    from narrowcast.agent import learning, wiring
    from narrowcast.agent.store import persons

    run, at = session.of(context), clock.now() + timedelta(seconds=1)  # what was just decided
    with wiring.workplace(run.settings, run.places) as work:
        current = partial(persons.current, work.store, work.grouping(at))
        found = learning.learned(work.store, wiring.seconds(at), current)
    if as_json:
        output.data(found)
        return
    for line in _lines(found):
        output.screen().print(Text(line))
    if found.on and found.all.of:
        output.screen().print(output.next_step("narrowcast learn rollback"))


@learn.command("off", epilog="Example: narrowcast learn off")
def off(context: typer.Context) -> None:
    """Use nothing that was learned: every number is that of a program without it."""
    from narrowcast.agent.store.learning import Turn

    _decide(context, Turn.OFF)
    output.done("nothing learned is used", "narrowcast learn on")


@learn.command("on", epilog="Example: narrowcast learn on")
def on(context: typer.Context) -> None:
    """Use again what was learned."""
    from narrowcast.agent.store.learning import Turn

    _decide(context, Turn.ON)
    output.done("what was learned is used", "narrowcast learn")


@learn.command("rollback", epilog="Example: narrowcast learn rollback --to 2026-11-01")
def rollback(
    context: typer.Context,
    to: Annotated[
        str, typer.Option(metavar="DATE", help="Forget what was learned since. Empty: all of it.")
    ] = "",
) -> None:
    """Take back what was learned; what comes from now on teaches again."""
    from narrowcast.agent.store.learning import Turn

    _decide(context, Turn.ROLLBACK, dates.day(to))
    since = f" since {to}" if to else ""
    output.done(
        f"what was learned{since} is taken back", "narrowcast person undo   # has it count again"
    )


def _decide(context: typer.Context, turn: Turn, to: Time | None = None) -> None:
    from narrowcast.agent import wiring
    from narrowcast.agent.store import learning

    run, now = session.of(context), wiring.seconds(clock.now())
    with wiring.workplace(run.settings, run.places) as work:
        learning.decide(work.store, turn, now, to=to)


def _lines(found: Learned) -> Iterator[str]:
    from narrowcast.agent.learning import percent, told

    if not found.on:
        yield "Nothing learned is used; to use it: narrowcast learn on"
        return
    if not found.all.of:
        yield "Nothing yet: no ask has come to an end that teaches."
        return
    yield f"All asks: {found.all.yes} of {found.all.of} agreed to, {percent(found.all)}"
    if found.wait is not None:
        days = f"{found.wait.shortest:.0f}–{found.wait.longest:.0f}"
        median = output.counted(round(found.wait.median), "day")
        yield f"From ask to introduction: {median} ({days}, {found.wait.count} seen)"
    for name, lesson in found.people:
        yield f"{name}: {told(lesson)} in the order; a yes: {percent(lesson.share)}"
    for purpose, share in found.purposes:
        yield f"For {purpose}: {share.yes} of {share.of}, {percent(share)}"
