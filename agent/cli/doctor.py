"""`narrowcast doctor`: is everything in order, and if not, what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from rich.console import Console

    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.core.doctor import Finding
    from narrowcast.agent.doctor import Patient

_STYLES = {"ok": "green", "note": "yellow", "wrong": "bold red"}
_LEVEL, _ABOUT = 5, 12  # columns


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Set up", epilog="Example: narrowcast doctor --online")(doctor)


def doctor(
    context: typer.Context,
    online: Annotated[
        bool, typer.Option("--online", help="Also log in to each account; no mail is read.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look at everything that has to work, and say what to do where something does not.

    Changes nothing, and talks to nobody without --online. Exit code 1: something is to be mended.
    """
    from narrowcast.agent.core.doctor import Level

    findings: list[Finding] = []
    console = output.screen()
    for one in _findings(session.of(context), online=online):
        findings.append(one)
        if not as_json:
            _show(console, one)
    wrong = sum(one.level is Level.WRONG for one in findings)
    notes = sum(one.level is Level.NOTE for one in findings)
    if as_json:
        output.data({"well": not wrong, "findings": findings})
    else:
        console.print()
        console.print(Text(_summary(wrong, notes), style="bold" if wrong else ""))
    if wrong:
        raise typer.Exit(1)


def _findings(run: Session, *, online: bool) -> Iterator[Finding]:
    from narrowcast.agent import doctor as measuring
    from narrowcast.agent.core import doctor as judge

    yield from measuring.examine(_patient(run), online=online)
    yield judge.terminal(sys.stdout.encoding or "", output.screen().width)


def _patient(run: Session) -> Patient:
    """The set-up; with the defaults where config.toml cannot be read."""
    from narrowcast.agent import places
    from narrowcast.agent.config import Settings
    from narrowcast.agent.doctor import Patient
    from narrowcast.agent.errors import ConfigError

    try:
        return Patient(settings=run.settings, places=run.places, home=run.home)
    except ConfigError as fault:
        usual = Settings()
        return Patient(
            settings=usual,
            places=places.places(run.home, usual),
            home=run.home,
            fault=str(fault),
        )


def _show(console: Console, one: Finding) -> None:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_LEVEL)
    table.add_column(width=_ABOUT, overflow="fold")
    table.add_column(overflow="fold")
    table.add_row(Text(one.level, style=_STYLES[one.level]), Text(one.about), Text(one.says))
    console.print(table)
    if one.remedy:
        indent = (0, 0, 0, _LEVEL + _ABOUT + 2)
        console.print(Padding(output.next_step(one.remedy), indent, expand=False))


def _summary(wrong: int, notes: int) -> str:
    if not wrong and not notes:
        return "everything is in order"
    noted = output.counted(notes, "note")
    if not wrong:
        return f"everything works; {noted}"
    return f"{output.counted(wrong, 'thing')} to mend" + (f", {noted}" if notes else "")
