"""`narrowcast timeline` and `undo`: what happened to asks, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import beside, output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.store.asks import Ask
    from narrowcast.agent.store.companions import Place
    from narrowcast.agent.store.unasked import UnaskedIntroduction
    from narrowcast.agent.wiring import Workplace


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Asks"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast undo 12")(undo)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast timeline 12")(timeline)


def undo(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="[ASK]",
            help="An ask: 12, a letter: L7, or an unasked introduction: u3; else the latest.",
        ),
    ] = "",
) -> None:
    """Take back the last step of an ask: an approval, or what a message was taken for.

    Without a number: the newest step of all that can be taken back.
    """
    from narrowcast.agent import wiring

    run, now = session.of(context), clock.now()
    with wiring.workplace(run.settings, run.places) as work:
        unasked = beside.unasked_of(number)
        if unasked is not None:
            told = f"u{unasked}: undone: {_unmet(work, unasked)}"
        else:
            place = beside.place_of(work, number) if number else _newest(work)
            told = f"{beside.called(place)}: undone: {_undone(work, place, now)}"
    output.done(told)


def _undone(work: Workplace, place: Place, now: datetime) -> str:
    from narrowcast.agent.companions import Companions

    if place.letter:
        return Companions(work.desk()).undo(place.letter, now)
    return work.desk().undo(place.ask, now)


def _unmet(work: Workplace, number: int) -> str:
    """Take back an introduction that nobody was asked for; raises NotFound and InputError."""
    from narrowcast.agent.store import unasked

    return unasked.take_back(work.store, number).why


def _newest(work: Workplace) -> Place:
    from narrowcast.agent.companions import Companions

    place = Companions(work.desk()).newest_step()
    if place is None:
        raise InputError("there is nothing to undo; see: narrowcast timeline")
    return place


def timeline(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="[ASK]",
            help="The ask's number, or u3 of an unasked introduction; left out: all.",
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what happened to asks, each step with the message that caused it."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import letters
    from narrowcast.agent.store import asks, companions, prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found, noticed = _wanted(work, number)
        happened = asks.history(work.store)
        steps = companions.history(work.store)
        labels = {one.id: one.label for one in prospects.everybody(work.store)}
    if as_json:
        output.data(
            [
                *(
                    {
                        "ask": one,
                        "introduction": None,
                        "events": [e for e in happened if e.ask == one.id],
                        "letters": [s for s in steps if s.ask == one.id],
                    }
                    for one in found
                ),
                *(
                    {"ask": None, "introduction": one, "events": [], "letters": []}
                    for one in noticed
                ),
            ]
        )
        return
    console = output.screen()
    for one in found:
        mine = [event for event in happened if event.ask == one.id]
        others = [step for step in steps if step.ask == one.id]
        view = letters.timeline(one, labels.get(one.prospect, ""), mine, others)
        console.print(view, crop=False)
    for introduction in noticed:
        console.print(letters.introduction(introduction), crop=False)
        if not introduction.undone:
            console.print(output.next_step(f"narrowcast write u{introduction.id}"))
    if not found and not noticed:
        console.print(output.next_step("no asks yet; narrowcast suggest"))


def _wanted(
    work: Workplace, number: str
) -> tuple[tuple[Ask, ...], tuple[UnaskedIntroduction, ...]]:
    """The asks to show, and the introductions nobody was asked for that are no asks."""
    from narrowcast.agent.store import asks, unasked

    if not number:
        return asks.every(work.store), unasked.noticed(work.store)
    introduction = beside.unasked_of(number)
    if introduction is None:
        return (asks.get(work.store, beside.place_of(work, number).ask),), ()
    one = unasked.get(work.store, introduction)
    ask = asks.made_of(work.store, one.id)
    return ((ask,), ()) if ask is not None else ((), (one,))
