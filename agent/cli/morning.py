"""`narrowcast today` and `narrowcast morning`: the morning mail on screen, as a page, as a mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.digest import Digest

_QUIET = "nothing needs you today"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Every day"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast today")(today)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast morning --preview today.html")(
        morning
    )


def today(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what to do today: whom to write to, what you owe, up to three letters to approve."""
    from narrowcast.agent import morning, wiring

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        if as_json:
            output.data(morning.material(work.office(), clock.now()))
            return
        written = morning.write(work.office(), clock.now())
    output.screen().print(written.text if written else _QUIET, soft_wrap=True)
    if written:
        output.screen().print(output.next_step("narrowcast review"))


def morning(
    context: typer.Context,
    send: Annotated[bool, typer.Option("--send", help="Send it, once a day.")] = False,
    preview: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write it as a page instead.")
    ] = None,
) -> None:
    """Make the morning mail: send it to yourself, or write it as a page to look at."""
    from narrowcast.agent import morning as mornings
    from narrowcast.agent import wiring

    run = session.of(context)
    if send == (preview is not None):
        raise InputError("say either --send or --preview FILE.html")
    with wiring.workplace(run.settings, run.places) as work:
        office = work.office()
        if preview is not None:
            _kept(mornings.write(office, clock.now()), preview)
            return
        to = run.settings.morning.to
        sender = work.sender if to else work.drawer
        sent = mornings.send(office, sender, to, clock.now())
    output.done(f"sent: {sent.subject}" if sent else _QUIET)


def _kept(written: Digest | None, preview: Path) -> None:
    if written is None:
        output.done(_QUIET)
        return
    try:
        preview.write_text(written.html, encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{preview} cannot be written: {fault.strerror}") from fault
    output.done(f"wrote {preview}: {written.subject}")
