"""`narrowcast person wish`: what somebody wishes not to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import dates, output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import AddressKey, Time
    from narrowcast.agent.store.store import Store


def add_to(person: typer.Typer) -> None:
    """Add the command of this module."""
    person.command("wish", epilog='Example: narrowcast person wish ana --not "about Lumen"')(wish)


def wish(
    context: typer.Context,
    who: Annotated[str, typer.Argument(help="An address, a name, or a part of one.")],
    about: Annotated[
        str, typer.Option("--not", metavar="ABOUT", help="A firm or a person; not about them.")
    ] = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Ask nothing before this day, such as 2027-03-01.")
    ] = "",
    never: Annotated[bool, typer.Option("--never", help="Ask them nothing any more.")] = False,
    lift: Annotated[
        bool, typer.Option("--lift", help="Their wishes hold no more, nor that they opted out.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Keep what a person wishes not to be asked, or show it. Letters against it are held."""
    from narrowcast.agent import wiring
    from narrowcast.agent.contacts import Contacts
    from narrowcast.agent.core.model import Time
    from narrowcast.agent.core.wishes import told
    from narrowcast.agent.store import wishes

    if never + lift + bool(about or until) > 1:
        raise InputError("--never and --lift stand alone; say one thing at a time")
    said, end = about.strip().removeprefix("about ").strip(), dates.day(until)
    run, now = session.of(context), wiring.seconds(clock.now())
    if end is not None and end <= now:
        raise InputError(f"--until must be a day to come; {until} has begun")
    with wiring.workplace(run.settings, run.places) as work:
        group = Contacts(work.store, work.advisor, now).find(who)
        name = group.name or group.keys[0]
        if kept := _keep(work.store, group.keys, now, said, end, never=never, lift=lift):
            output.done(f"kept: {name} {kept}", "narrowcast person undo")
            return
        held = wishes.of(work.store, group.keys, Time(now + 1))
    if as_json:
        output.data(held)
        return
    for one in held:
        output.screen().print(Text(f"{name} wishes not to be asked{told(one)}"))
    if not held:
        output.screen().print(Text(f"{name} has told no wish"))


def _keep(
    store: Store,
    keys: Sequence[AddressKey],
    now: Time,
    about: str,
    until: Time | None,
    *,
    never: bool,
    lift: bool,
) -> str:
    """Keep what was said; return it in words that follow the name, '' where nothing was."""
    from narrowcast.agent.core.wishes import PersonWish, told
    from narrowcast.agent.store import decisions, wishes

    if never:
        decisions.decide(store, decisions.NEVER, keys, now)
        return "is never asked"
    if lift:
        wishes.lift(store, keys, now)
        return "has no wishes any more"
    if about or until is not None:
        wish = PersonWish(at=now, about=about, until=until)
        wishes.keep(store, keys, wish)
        return f"wishes not to be asked{told(wish)}"
    return ""
