"""`narrowcast today`, `morning`, `week`: mails to the owner on screen, as a page, as a mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from typing import TypedDict

    from narrowcast.agent.config import Settings
    from narrowcast.agent.core.digest import Digest
    from narrowcast.agent.wiring import Workplace
    from narrowcast.connectors.base import Sender

    class _Way(TypedDict):
        """How a mail to the owner leaves."""

        sender: Sender
        to: str
        carrier: str
        dry_run: bool


_QUIET = "nothing needs you today"
_NO_WEEK = "this week held nothing to tell"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Every day"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast today")(today)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast morning --preview today.html")(
        morning
    )
    app.command(rich_help_panel=panel, epilog="Example: narrowcast week")(week)


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
    """Make the morning mail: send it to yourself, or write it as a page to look at.

    With `morning.answer_to_approve = true` you may answer it from any telephone, one order
    a line: 1 ok, 1 edit A SENTENCE, 2 later 14d, 3 never, 3 not-via tom, or the letter of an
    answer to its question. The risk: whoever can send from your account can approve the letters
    that mail shows, word for word as it shows them, and no others. Heard are only your own sent
    answers to that mail, with its code, for seven days; the next mail says what came of each line.
    """
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
        sent = mornings.send(office, now=clock.now(), **_way(run.settings, work))
    output.done(f"sent: {sent.subject}" if sent else _QUIET)


def week(
    context: typer.Context,
    send: Annotated[bool, typer.Option("--send", help="Send it, once a day.")] = False,
    preview: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write it as a page instead.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the week: asks and answers, what was learned, whom you could bring together."""
    from narrowcast.agent import weekly, wiring

    run, now = session.of(context), clock.now()
    if send + (preview is not None) + as_json > 1:
        raise InputError("say one of --send, --preview FILE.html and --json")
    with wiring.workplace(run.settings, run.places) as work:
        office = work.office()
        if as_json:
            output.data(weekly.material(office, now))
            return
        if send:
            sent = weekly.send(office, now=now, **_way(run.settings, work))
            output.done(f"sent: {sent.subject}" if sent else _NO_WEEK)
            return
        written = weekly.write(office, now)
    if preview is not None:
        _kept(written, preview, _NO_WEEK)
        return
    output.screen().print(written.text if written else _NO_WEEK, soft_wrap=True)


def _way(settings: Settings, work: Workplace) -> _Way:
    """Mails to an address of the owner's leave by the sending account, else into the outbox."""
    to = settings.morning.to
    return {
        "sender": work.sender if to else work.drawer,
        "to": to,
        "carrier": work.carrier if to else "",
        "dry_run": settings.outbox.dry_run,
    }


def _kept(written: Digest | None, preview: Path, quiet: str = _QUIET) -> None:
    if written is None:
        output.done(quiet)
        return
    try:
        preview.write_text(written.html, encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{preview} cannot be written: {fault.strerror}") from fault
    output.done(f"wrote {preview}: {written.subject}")
