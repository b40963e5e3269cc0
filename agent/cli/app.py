"""The commands together, the options before them, and where a fault becomes a sentence."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from narrowcast.agent.cli import (
    asks,
    backups,
    beside,
    connect,
    daemon,
    data,
    demo,
    doctor,
    history,
    init,
    learn,
    morning,
    moves,
    output,
    overview,
    pages,
    pausing,
    people,
    plan,
    privacy,
    prospects,
    review,
    setup,
    status,
    suggestions,
    sync,
    timeline,
    wordings,
)
from narrowcast.agent.cli.overview import Overview
from narrowcast.agent.cli.session import Session, of
from narrowcast.agent.cli.sync import CORRECT
from narrowcast.agent.errors import AgentError
from narrowcast.connectors import guard
from narrowcast.connectors.errors import ConnectorError

FAULT, INTERRUPTED = 1, 130

app = typer.Typer(
    name="narrowcast",
    cls=Overview,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: narrowcast try --mail archive.mbox --owner me@firm.example",
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"narrowcast {version('narrowcast')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def narrowcast(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            envvar="NARROWCAST_HOME",
            help="Keep config and data in this folder.",
            show_default=False,
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a fault's whole traceback.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Find who can introduce you to whom, from your own mail, on your own machine.

    Nothing is sent that you did not approve word for word.
    """
    session = of(context)
    session.home = home.expanduser().absolute() if home else None
    session.debug = debug
    if context.invoked_subcommand is None:
        from narrowcast.agent.cli import start

        start.show(session)


for _module in (
    init,
    connect,
    demo,
    suggestions,
    sync,
    morning,
    plan,
    prospects,
    status,
    asks,
    timeline,
    beside,
    review,
    wordings,
    learn,
    pausing,
    people,
    moves,
    history,
    pages,
    setup,
    doctor,
    daemon,
    data,
    privacy,
    backups,
):
    _module.add_to(app)
overview.flow(app)


def run() -> None:
    """Parse the command line and run it; every error on purpose is one sentence and exit code 2."""
    os.umask(0o077)  # before anything is made: SQLite's side files follow it
    guard.stand()  # and before a library is loaded
    # What we make is mostly values without cycles, a page of them at a time: looking for cycles as
    # often as Python does took an eighth of a first sync.
    gc.set_threshold(50_000, 20, 100)
    session = Session()
    try:
        app(obj=session)
    except SystemExit as leaving:
        # typer turns Ctrl-C into this code, and says nothing.
        if leaving.code != INTERRUPTED:
            raise
        _stop(session, "stopped; everything up to here is kept", INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output left (`| head`); Python would complain again while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (AgentError, ConnectorError) as fault:
        _stop(session, str(fault), CORRECT)
    except Exception as fault:  # noqa: BLE001 (the boundary: a fault is said and never hidden)
        if _is_the_owners(fault):
            _stop(session, str(fault), CORRECT)
        _stop(session, f"{type(fault).__name__}, a fault of ours; see: narrowcast --debug …", FAULT)
    finally:
        _leave_traffic(session)


def _leave_traffic(session: Session) -> None:
    """Keep for the audit what nobody noted; most commands open no connection."""
    if not (guard.has_refused() or "narrowcast.connectors.net" in sys.modules):
        return
    from narrowcast.agent import clock, traffic_left
    from narrowcast.agent.core.model import seconds

    with suppress(AgentError):  # a config.toml that cannot be read was told already
        traffic_left.leave(session.places.data, seconds(clock.now()))


def _is_the_owners(fault: Exception) -> bool:
    """Whether *fault* is a sentence for the owner, of a module not loaded at every start."""
    from narrowcast.agent.core.asks import IllegalMove
    from narrowcast.agent.core.compose import UnsafeLetter
    from narrowcast.agent.core.draft import NoAddress
    from narrowcast.agent.core.templating import BrokenTemplate
    from narrowcast.connectors.registry import UnknownPlugin

    ours = IllegalMove | UnsafeLetter | NoAddress | BrokenTemplate | UnknownPlugin
    return isinstance(fault, ours)


def _stop(session: Session, sentence: str, code: int) -> NoReturn:
    if session.debug and code != INTERRUPTED:
        output.side().print_exception(width=output.WIDEST)
    output.side().print(f"narrowcast: {sentence}", soft_wrap=True)
    sys.exit(code)
