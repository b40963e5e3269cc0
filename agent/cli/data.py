"""`narrowcast export` and `narrowcast forget`: the data is the owner's."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session

_EVERYBODY = 1_000_000


class What(StrEnum):
    """What can be exported."""

    CONTACTS = "contacts"
    PROSPECTS = "prospects"


class Form(StrEnum):
    """How it is written."""

    CSV = "csv"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Your data"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast export contacts > contacts.csv")(
        export
    )
    app.command(rich_help_panel=panel, epilog="Example: narrowcast forget ana@lumen.example")(
        forget
    )


def export(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="contacts or prospects.")] = What.CONTACTS,
    form: Annotated[Form, typer.Option("--format", help="csv or json.")] = Form.CSV,
) -> None:
    """Write what is known as CSV or JSON to standard output."""
    rows = _contacts(context) if what is What.CONTACTS else _prospects(context)
    if form is Form.JSON:
        output.data(rows)
    else:
        _write_csv(rows)


def _contacts(context: typer.Context) -> list[dict[str, object]]:
    from narrowcast.agent import wiring
    from narrowcast.agent.contacts import Contacts
    from narrowcast.nlp.title_reading import read_title

    run = session.of(context)
    until = wiring.seconds(clock.now() + timedelta(seconds=1))  # what was just said counts
    with wiring.workplace(run.settings, run.places) as work:
        people = Contacts(work.store, work.advisor, until).strongest(_EVERYBODY)
    rows: list[dict[str, object]] = []
    for one in people:
        job = one.person.employments[0] if one.person.employments else None
        title = job.titles[0] if job and job.titles else ""
        rows.append(
            {
                "name": one.person.name,
                "addresses": " ".join(one.person.addresses),
                "organization": job.organization if job else "",
                "title": title,
                "seniority": read_title(title).seniority if title else "",
                "function": (read_title(title).function or "") if title else "",
                "strength": one.tie.band,
                "sent": one.tie.sent,
                "received": one.tie.received,
                "met": one.tie.met,
            }
        )
    return rows


def _prospects(context: typer.Context) -> list[dict[str, object]]:
    from narrowcast.agent import wiring
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = prospects.wanted(work.store)
    return [
        {
            "number": one.id,
            "name": one.name,
            "email": " ".join(one.addresses),
            "company": one.organization,
            "title": one.title,
            "url": one.url,
            "why": one.why,
            "kind": one.kind,
            "purpose": one.purpose,
            "priority": one.priority,
        }
        for one in found
    ]


def _write_csv(rows: Iterable[Mapping[str, object]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow([_harmless(str(output.plain(cell))) for cell in row.values()])


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running a name as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def forget(
    context: typer.Context,
    who: Annotated[str, typer.Argument(help="An address or a name.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask again.")] = False,
) -> None:
    """Erase a person everywhere, for good; a keyed hash stays, so that no sync brings them back."""
    from narrowcast.agent import erasing, wiring
    from narrowcast.agent.contacts import Contacts

    run, now = session.of(context), wiring.seconds(clock.now())
    with wiring.workplace(run.settings, run.places) as work:
        group = Contacts(work.store, work.advisor, now).find(who)
        whom = f"{group.name} ({', '.join(group.keys)})"
        if not yes and not typer.confirm(f"Erase {whom} for good?"):
            raise typer.Exit(1)
        done = erasing.forget(work, run.places, group, now)
    output.done(f"erased {whom}")
    if done.backups:
        output.done(f"also from {output.counted(len(done.backups), 'backup')}")
    if done.deleted:
        output.done(f"deleted {output.counted(len(done.deleted), 'old file')}")
