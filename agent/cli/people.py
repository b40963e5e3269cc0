"""`narrowcast contacts` and `narrowcast person …`: who is in the mail, and who is whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import doubts, output, session, wishes
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.contacts import Acquaintance, Profile
    from narrowcast.agent.core.identity import DecisionKind, Joined
    from narrowcast.agent.core.model import Time

Who = Annotated[str, typer.Argument(help="An address, a name, or a part of one.")]

person = typer.Typer(no_args_is_help=True, help="One person: what is known, and corrections.")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(rich_help_panel="Look", epilog="Example: narrowcast contacts target --limit 5")(
        contacts
    )
    doubts.add_to(person)
    wishes.add_to(person)
    app.add_typer(person, name="person", rich_help_panel="Look")


def contacts(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Only names and addresses with this in them.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the people you know best by mail and meetings, strongest first."""
    from narrowcast.agent import wiring
    from narrowcast.agent.contacts import Contacts

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = Contacts(work.store, work.advisor, _presently()).strongest(limit, text)
    if as_json:
        output.data(found)
        return
    nobody = f"nobody matches {text!r}" if text else "nobody yet; run: narrowcast sync"
    output.screen().print(table(found) if found else Text(nobody))


def table(people: Iterable[Acquaintance]) -> Table:
    """Lay people out with work, address and tie."""
    from narrowcast.agent.cli import views

    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("name", style="bold", ratio=3)
    table.add_column("works", ratio=3)
    table.add_column("address", ratio=4, overflow="fold")
    table.add_column("tie", no_wrap=True)
    table.add_column("last", no_wrap=True, justify="right")
    for one in people:
        work = one.person.employments
        table.add_row(
            Text(one.person.name),
            Text(views.employment_line(work[0]) if work else ""),
            Text(views.handle(one.person)),
            views.band(one.tie.band),
            Text(views.month(one.tie.last)),
        )
    return table


@person.command("show", epilog="Example: narrowcast person show ana@lumen.example")
def show(context: typer.Context, who: Who, as_json: AsJson = False) -> None:
    """Show one person: the tie, work history with its evidence, phones, why joined."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import careers
    from narrowcast.agent.contacts import Contacts
    from narrowcast.agent.store import lookup

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        people = Contacts(work.store, work.advisor, _presently())
        group = people.find(who)
        known = people.profile(group)
        cited = lookup.headings(work.store, careers.shown_evidence(known.person))
    if as_json:
        output.data(_plain(known, group.joined))
        return
    output.screen().print(careers.person(known, group.joined, cited))


def _plain(known: Profile, joined: Sequence[Joined]) -> dict[str, object]:
    return {
        "person": known.person,
        "tie": known.tie,
        "joined": joined,
        "titles": known.titles,
        "details": known.details,
        "moves": known.moves,
        "activity": [one._asdict() for one in known.activity],
        "cards": [{"card": card, "ground": ground} for card, ground in known.cards],
    }


@person.command("set", epilog="Example: narrowcast person set ana@lumen.example --employer Lumen")
def change(
    context: typer.Context,
    who: Who,
    name: Annotated[str, typer.Option(help="How the person is called.")] = "",
    employer: Annotated[str, typer.Option(help="Where they work.")] = "",
    title: Annotated[str, typer.Option(help="What they are there.")] = "",
    left: Annotated[str, typer.Option(metavar="FIRM", help="Where they work no longer.")] = "",
) -> None:
    """Correct a person's name or work; your word outlives every new reading of the mail."""
    from narrowcast.agent import wiring
    from narrowcast.agent.contacts import Contacts
    from narrowcast.agent.core.identity import DecisionKind
    from narrowcast.agent.store import decisions

    if not (name or employer or title or left):
        raise InputError("say what to set: --name, --employer, --title or --left")
    if name:
        _decide(context, DecisionKind.NAME, (who,), name=name)
    if employer or title or left:
        run, now = session.of(context), wiring.seconds(clock.now())
        with wiring.workplace(run.settings, run.places) as work:
            group = Contacts(work.store, work.advisor, now).find(who)
            decisions.pin_work(
                work.store, group.keys, now, employer=employer, title=title, left=left
            )
        said = " at ".join(filter(None, (title, employer)))
        told = filter(None, (f"is {said}" if said else "", f"has left {left}" if left else ""))
        output.done(f"kept: {group.name or group.keys[0]} {' and '.join(told)}")


@person.command(
    "merge", epilog="Example: narrowcast person merge ana@lumen.example ana@old.example"
)
def merge(context: typer.Context, who: Who, other: Who) -> None:
    """Say that two are one person."""
    from narrowcast.agent.core.identity import DecisionKind

    _decide(context, DecisionKind.MERGE, (who, other))


@person.command(
    "split", epilog="Example: narrowcast person split ana@lumen.example ana@old.example"
)
def split(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="The address that is somebody else's.")],
    other: Annotated[str, typer.Argument(help="An address it was taken for.")],
) -> None:
    """Say that two addresses are two persons."""
    from narrowcast.agent.core.identity import DecisionKind

    _decide(context, DecisionKind.SPLIT, (address,), others=(other,))


def _decide(
    context: typer.Context,
    kind: DecisionKind,
    who: tuple[str, ...],
    *,
    others: tuple[str, ...] = (),
    name: str = "",
) -> None:
    from narrowcast.agent import wiring

    run, now = session.of(context), wiring.seconds(clock.now())
    with wiring.workplace(run.settings, run.places) as work:
        group = work.decide(kind, who, now, others=others, name=name)
    output.done(f"kept: {group.name} is {', '.join(group.keys)}")


def _presently() -> Time:
    """The next second: what is asked for strictly before it includes what was just decided."""
    from narrowcast.agent import wiring

    return wiring.seconds(clock.now() + timedelta(seconds=1))
