"""`narrowcast daemon` and `narrowcast service`: the work that needs nobody at the keyboard."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.bulletin import Bulletin
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.services import Service

PANEL = "Set up"
_STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.1
_SILENT_SECONDS = 120.0


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    daemon = typer.Typer(help="Read, send and write to you by itself.", no_args_is_help=True)
    daemon.command(epilog="Example: narrowcast daemon run")(run)
    daemon.command(epilog="Example: narrowcast daemon status")(status)
    daemon.command(epilog="Example: narrowcast daemon stop")(stop)
    daemon.command(hidden=True, epilog="Example: narrowcast daemon do backup")(do)
    app.add_typer(daemon, name="daemon", rich_help_panel=PANEL)
    service = typer.Typer(help="Have your system run the daemon.", no_args_is_help=True)
    service.command(epilog="Example: narrowcast service install")(install)
    service.command(epilog="Example: narrowcast service uninstall")(uninstall)
    service.command("status", epilog="Example: narrowcast service status")(service_status)
    app.add_typer(service, name="service", rich_help_panel=PANEL)


DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Do all but send; the log says what would have left.")
]


def run(context: typer.Context, dry_run: DryRun = False) -> None:
    """Stay, and do what is to be done: read, send what you approved, write the morning mail.

    Ends by Ctrl-C or `narrowcast daemon stop`. Other commands work beside it.
    """
    from narrowcast.agent import config, logs, notifying, places, services
    from narrowcast.agent.daemon import Daemon

    asked = session.of(context)
    file = asked.places.config

    def load() -> tuple[config.Settings, places.Places]:
        settings = config.load(file)
        settings = config.without_sending(settings) if dry_run else settings
        return settings, places.places(asked.home, settings)

    how = ("--dry-run",) if dry_run else ()
    daemon = Daemon(load, (*services.command(asked.home), "daemon", "do", *how))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: daemon.stop())
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: daemon.reload())
    if notifying.is_service():
        logs.to_stderr()
    else:
        logs.to_file(asked.places.data)
    daemon.run()


def do(context: typer.Context, chore: str, dry_run: DryRun = False) -> None:
    """Do one thing that the clock asks for; the daemon starts this."""
    from narrowcast.agent import chores, config
    from narrowcast.agent.cli import searching
    from narrowcast.agent.core.timetable import Chore
    from narrowcast.agent.store import prospects
    from narrowcast.agent.wiring import Workplace

    if chore not in set(Chore):
        raise InputError(f"nothing is called {chore!r}; there are: {', '.join(Chore)}")
    asked = session.of(context)

    def search(work: Workplace) -> object:
        return searching.ask_if_on(asked, work, prospects.wanted(work.store))

    settings = config.without_sending(asked.settings) if dry_run else asked.settings
    outcome = chores.perform(Chore(chore), settings, asked.places, clock.now(), search)
    typer.echo(outcome)


def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show whether the daemon runs, since when, and what it does next."""
    from narrowcast.agent import bulletin

    places = session.of(context).places
    running = bulletin.is_running(places.daemon_lock)
    told = bulletin.read(places.daemon_status) if running else None
    if as_json:
        output.data({"running": running, "told": told})
        return
    if not running:
        output.screen().print("the daemon does not run")
        output.screen().print(output.next_step("narrowcast service install   # or: daemon run"))
        return
    for line in _lines(told) if told else ("the daemon starts",):
        output.screen().print(Text(line), soft_wrap=True)


def _lines(told: Bulletin) -> Iterator[str]:
    yield f"the daemon runs since {_moment(told.since)} (process {told.pid})"
    last = f"last at {_moment(told.last_tick)}" if told.last_tick else "none so far"
    yield f"{output.counted(told.ticks, 'look')} at your accounts, {last}"
    for one in told.accounts:
        state = f"not read for {one.rest / 60:.0f} min more" if one.rest else "well"
        yield f"  {one.name}: {state}"
    silent = (clock.now() - datetime.fromisoformat(told.at)).total_seconds()
    if silent > _SILENT_SECONDS:
        yield f"told nothing for {silent / 60:.0f} min: it hangs, or cannot write to its folder"
    if told.trouble:
        yield f"trouble: {told.trouble}"
    for name, chore in told.chores.items():
        why = f": {chore.why}" if chore.why else ""
        yield f"{name}: {chore.outcome}, {_moment(chore.at)}{why}"
    if told.doing:
        yield f"at work on: {told.doing}"
    if told.next_morning:
        yield f"next morning mail: {_moment(told.next_morning)}"
    if told.on_battery:
        yield "on battery: only what is new is read"
    yield f"{told.memory_mb:.0f} MB of memory, {told.cpu_seconds:.0f} s of processor"


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")


def stop(context: typer.Context) -> None:
    """Stop the daemon; what it was reading or sending goes on the next time."""
    from narrowcast.agent import bulletin

    places = session.of(context).places
    if not bulletin.is_running(places.daemon_lock):
        output.done("the daemon does not run")
        return
    told = bulletin.read(places.daemon_status)
    if told is None:
        raise InputError("the daemon only just starts; try again in a few seconds")
    os.kill(told.pid, signal.SIGTERM)
    end = clock.stopwatch() + _STOP_SECONDS
    while bulletin.is_running(places.daemon_lock):
        if clock.stopwatch() > end:
            raise InputError(
                f"process {told.pid} does not stop: it may wait for a server that took a letter;"
                " try again in ten minutes"
            )
        time.sleep(_LOOK_SECONDS)
    output.done("the daemon stopped")


def install(
    context: typer.Context,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="systemd: also show it a read-only system (not on every kernel)."
        ),
    ] = False,
    show: Annotated[bool, typer.Option("--show", help="Only show what would be written.")] = False,
) -> None:
    """Have your system run the daemon whenever you are logged in."""
    from narrowcast.agent import services

    made = _service(session.of(context), strict=strict)
    if show:
        for path, text in made.files.items():
            typer.echo(f"# {path}\n{text}")
        return
    services.install(made)
    output.done(f"installed: {next(iter(made.files))}")
    if made.keeper is services.Keeper.SYSTEMD:
        output.screen().print(
            output.next_step("loginctl enable-linger   # to run while you are logged out, too")
        )


def uninstall(context: typer.Context) -> None:
    """Have your system run the daemon no longer; your data stays."""
    from narrowcast.agent import services

    made = _service(session.of(context), strict=True)
    if not services.is_installed(made):
        output.done("no service is installed")
        return
    services.uninstall(made)
    output.done("the service is gone")


def service_status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show whether your system runs the daemon."""
    from narrowcast.agent import bulletin, services

    asked = session.of(context)
    made = _service(asked)
    file = next(iter(made.files))
    shown = {
        "keeper": made.keeper,
        "file": file,
        "installed": services.is_installed(made),
        "reachable": services.is_reachable(made),
        "running": bulletin.is_running(asked.places.daemon_lock),
    }
    if as_json:
        output.data(shown)
        return
    installed = f"installed: {file}" if shown["installed"] else "not installed"
    output.screen().print(Text(installed), soft_wrap=True)
    if not shown["reachable"]:
        output.screen().print(f"{made.keeper} does not answer here")
    output.screen().print("the daemon runs" if shown["running"] else "the daemon does not run")


def _service(asked: Session, *, strict: bool = False) -> Service:
    from narrowcast.agent import services

    command = services.command(asked.home)
    return services.service(
        services.keeper_here(), command, asked.places, Path.home(), strict=strict
    )
