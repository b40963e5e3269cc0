"""`narrowcast map` and `narrowcast report`: pages to look at, written for this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the page here; else beside your data."),
]
Open = Annotated[bool, typer.Option("--open", help="Show it in the browser at once.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("map", rich_help_panel="Look", epilog="Example: narrowcast map --open")(draw)
    app.command(rich_help_panel="Look", epilog="Example: narrowcast report --open")(report)


def draw(
    context: typer.Context,
    prospect: Annotated[
        str, typer.Option(metavar="WHO", help="Only the ways to one: a number, name or address.")
    ] = "",
    out: Out = None,
    show: Open = False,
    as_json: AsJson = False,
) -> None:
    """Draw who can introduce you to whom: one page to look at, search and print.

    The page stands alone: it holds all it needs, fetches nothing and shows names from your mail, so
    mind whom you give it to. Each line says what it rests on.
    """
    from narrowcast.agent import mapping, webpage, wiring
    from narrowcast.agent.core import map_page
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        only = prospects.find(work.store, prospect) if prospect else None
        _begun(1 if only else len(prospects.wanted(work.store)), quiet=as_json)
        found = mapping.atlas(work.store, work.advisor, work, work.owner, clock.now(), only=only)
    page = map_page.page(found)
    if as_json:
        output.data(page)
        return
    _write(run, "map", webpage.drawn(page), out, show=show)


def report(
    context: typer.Context, out: Out = None, show: Open = False, as_json: AsJson = False
) -> None:
    """Show how asking goes: asks and what came of them, how long it took, who answers, what is old.

    One page that stands alone and prints well; shares stand with their intervals, and counts too
    small for a share stay counts.
    """
    from narrowcast.agent import reporting, webpage, wiring
    from narrowcast.agent.core import report_page
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        _begun(len(prospects.wanted(work.store)), quiet=as_json)
        found = reporting.record(work.store, work, work.owner, clock.now())
    page = report_page.page(found)
    if as_json:
        output.data(page)
        return
    _write(run, "report", webpage.reported(page), out, show=show)


def _begun(count: int, *, quiet: bool) -> None:
    if not quiet:
        counted = output.counted(count, "prospect")
        output.side().print(f"asking your mail about {counted} …", style="dim")


def _write(run: Session, name: str, text: str, out: Path | None, *, show: bool) -> None:
    """Keep the page, readable by the owner alone, and say where."""
    from narrowcast.agent import places

    path = (out or run.places.pages / f"{name}.html").expanduser().absolute()
    try:
        if out is None:
            places.write_private(path, text)
        else:
            path.write_text(text, encoding="utf-8")  # the umask keeps it to the owner
    except OSError as fault:
        raise InputError(f"{path} cannot be written ({fault.strerror}); say --out FILE") from fault
    opened = _opened(path) if show else False
    output.done(f"written: {path}", "" if opened else f"open it in a browser: {path.as_uri()}")


def _opened(path: Path) -> bool:
    import webbrowser

    return webbrowser.open(path.as_uri())
