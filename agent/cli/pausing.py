"""`narrowcast pause` and `narrowcast resume`: no letter leaves meanwhile, whoever is at work."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.errors import InputError


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Asks"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast pause --until 2027-01-07")(pause)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast resume")(resume)


def pause(
    context: typer.Context,
    until: Annotated[
        str, typer.Option("--until", help="The first day on which letters leave again.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="What status and morning mail say.")] = "",
) -> None:
    """Let no letter leave, whatever was approved, until `narrowcast resume`.

    Mail is read on, and the morning mail comes. What waits for more than seven days is approved
    anew.
    """
    from narrowcast.agent import pausing

    run = session.of(context)
    now = clock.now()
    end = _day(until, now) if until else None
    made = pausing.begin(run.places.pause, now, until=end, why=why)
    output.screen().print(made.words(moment), soft_wrap=True)
    output.screen().print(output.next_step("narrowcast resume"))


def resume(context: typer.Context) -> None:
    """Let approved letters leave again, one every tick."""
    from narrowcast.agent import pausing

    run = session.of(context)
    was = pausing.end(run.places.pause)
    output.screen().print("letters leave again" if was else "sending was not paused")


def moment(at: datetime) -> str:
    """A time on the machine's clock."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _day(text: str, now: datetime) -> datetime:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day of the owner's)
    except ValueError:
        raise InputError(f"--until must be a day such as 2027-01-07, not {text!r}") from None
    begins = datetime.combine(day, time.min).astimezone()
    if begins <= now:
        raise InputError(f"--until must be a day to come; {text} has begun")
    return begins
