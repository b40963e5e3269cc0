"""`narrowcast prospect …`: whom the owner wants to be introduced to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.table import Table
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Prospect
    from narrowcast.agent.core.prospects import RowProblem

_Kind = TypeVar("_Kind", bound=StrEnum)

prospect = typer.Typer(no_args_is_help=True, help="Whom you want to be introduced to.")

WhichProspect = Annotated[str, typer.Argument(help="Its number, or (a part of) its name or firm.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(prospect, name="prospect", rich_help_panel="Every day")


@prospect.command(
    "add", epilog="Example: narrowcast prospect add 'Jonas Weber, Head of Ops, Target'"
)
def add(
    context: typer.Context,
    line: Annotated[str, typer.Argument(help="Name, title, firm <address>: what you know.")],
    why: Annotated[str, typer.Option(help="Why you want to meet; may stand in the letter.")] = "",
    kind: Annotated[str, typer.Option(help="introduction, reference or recommendation.")] = "",
    purpose: Annotated[str, typer.Option(help="sales, hiring, job, funding, advice …")] = "",
    priority: Annotated[int, typer.Option(min=0, max=3, help="1 high, 2 normal, 3 low.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Add one prospect, as you would write it on a list."""
    from narrowcast.agent.core.model import AskKind, Purpose
    from narrowcast.agent.core.prospects import parse_line

    read = parse_line(line)
    if read is None:
        raise InputError(f"{line!r} names neither a person nor a company")
    said = replace(
        read,
        why=why or read.why,
        kind=_one_of(AskKind, kind) if kind else read.kind,
        purpose=_one_of(Purpose, purpose) if purpose else read.purpose,
        priority=priority or read.priority,
    )
    _keep(context, (said,), as_json=as_json)


@prospect.command("import", epilog="Example: narrowcast prospect import prospects.csv")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV with any sensible columns; - reads stdin.")],
    as_json: AsJson = False,
) -> None:
    """Add a whole list. Every row is kept or named with what is wrong: none is dropped silently."""
    from narrowcast.agent.core.prospects import read_csv

    sheet = read_csv(text_of(file))
    if not sheet.rows and not sheet.problems:
        raise InputError(f"{file} is empty; it needs a line for each prospect: name, title, firm")
    _keep(context, [row.prospect for row in sheet.rows], sheet.problems, as_json=as_json)


@prospect.command("list", epilog="Example: narrowcast prospect list --json")
def list_(
    context: typer.Context,
    dropped: Annotated[bool, typer.Option("--dropped", help="Those you put aside.")] = False,
    as_json: AsJson = False,
) -> None:
    """List your prospects, most wanted first."""
    from narrowcast.agent import wiring
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = prospects.wanted(work.store, dropped=dropped)
    if as_json:
        output.data(found)
        return
    nobody = Text("none yet; run: narrowcast prospect add 'Name, Title, Firm'")
    output.screen().print(_table(found) if found else nobody)


@prospect.command("drop", epilog="Example: narrowcast prospect drop 3")
def drop(
    context: typer.Context,
    which: WhichProspect,
    never: Annotated[
        bool, typer.Option("--never", help="For good, whoever may move to their firm.")
    ] = False,
) -> None:
    """Put a prospect aside, until a contact of yours moves to their firm; what was asked stays."""
    from narrowcast.agent import wiring
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = prospects.find(work.store, which, dropped=never)
        now = wiring.seconds(clock.now())
        prospects.drop(work.store, found.id, now, for_good=never)
    output.done(f"dropped {found.id}: {found.label}")


@prospect.command("search", epilog="Example: narrowcast prospect search 3")
def search(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(help="Its number or name; left out: all that are due.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Ask your own mail servers which mails name a prospect, and read the newest of them.

    Off unless config.toml switches it on (search.server). What a prospect is
    called, and their firm, is told to those servers then, and to nobody else.
    """
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import searching
    from narrowcast.agent.store import prospects

    run = session.of(context)
    searching.check(run)
    with wiring.workplace(run.settings, run.places) as work:
        wanted = (prospects.find(work.store, which),) if which else prospects.wanted(work.store)
        found = searching.ask(run, work, wanted, anew=bool(which))
    if as_json:
        output.data(found)
        return
    if not found.servers:
        raise InputError("none of your accounts is on a server that searches")
    searching.tell(found)
    if not (found.prospects or found.problems):
        output.screen().print("nothing is due; a name after the command asks for it again")
    output.screen().print(output.next_step(f"narrowcast suggest {which}".rstrip()))


def _one_of(kinds: type[_Kind], text: str) -> _Kind:
    try:
        return kinds(text.casefold())
    except ValueError as fault:
        raise InputError(f"{text!r} is none of: {', '.join(kinds)}") from fault


def text_of(file: Path) -> str:
    """Read a list as text, whatever saved it; raises InputError."""
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as fault:
        raise InputError(f"{file} cannot be read: {fault.strerror}") from fault
    # Spreadsheets save UTF-16 with its mark, or the old code page of the machine.
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _keep(
    context: typer.Context,
    read: Sequence[Prospect],
    problems: Sequence[RowProblem] = (),
    *,
    as_json: bool,
) -> None:
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import searching
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        kept = prospects.add(work.store, read, wiring.seconds(clock.now()))
        # A list is searched by the next sync: nobody waits for a hundred.
        asked = searching.ask_if_on(run, work, kept) if len(kept) == 1 else None
    if as_json:
        output.data({"prospects": kept, "problems": problems})
        return
    console = output.screen()
    if kept:
        console.print(_table(kept))
    searching.tell(asked)
    for one in problems:
        note = "" if one.kept else " (not a prospect)"
        console.print(Text(f"line {one.line}: {one.reason}{note}: {one.text}", style="yellow"))
    if kept:
        hint = kept[0].id if len(kept) == 1 else ""
        console.print(output.next_step(f"narrowcast suggest {hint}".rstrip()))
    else:
        raise InputError("no line names a person or a company; nothing was added")


def _table(found: Iterable[Prospect]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("#", justify="right", style="bold")
    table.add_column("who")
    table.add_column("firm")
    table.add_column("for", no_wrap=True)
    for one in found:
        who = Text(one.name or "somebody", style="bold" if one.name else "")
        who.append(f", {one.title}" if one.title else "", style="not bold")
        table.add_row(str(one.id), who, Text(one.organization), Text(one.kind))
    return table
