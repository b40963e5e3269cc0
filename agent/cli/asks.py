"""`narrowcast ask`, `approve`, `undo`, `timeline`: from a suggestion to a letter and beyond."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import AskId, Prospect
    from narrowcast.agent.store.asks import Ask
    from narrowcast.agent.wiring import Workplace


class Meaning(StrEnum):
    """What the owner may say of a message the program did not dare to judge."""

    AGREED = "agreed"
    DECLINED = "declined"
    LATER = "later"
    INTRODUCED = "introduced"
    QUESTION = "question"
    MET = "met"
    LEFT = "left"
    UNSENT = "unsent"
    CLOSED = "closed"
    NOTHING = "nothing"


_EVENTS = {
    Meaning.LATER: "postponed",
    Meaning.QUESTION: "asked-back",
    Meaning.UNSENT: "found-unsent",
}
"""Where the event has another name than the word the owner uses."""

Number = Annotated[str, typer.Argument(metavar="ASK", help="The ask's number, such as 12 or #12.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Asks"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast ask 3 --via ana@lumen.example")(
        ask
    )
    app.command(rich_help_panel=panel, epilog="Example: narrowcast approve 12")(approve)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast undo 12")(undo)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast settle 12 agreed")(settle)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast timeline 12")(timeline)


def ask(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="PROSPECT", help="Number, name or firm.")],
    via: Annotated[str, typer.Option(metavar="PERSON", help="Whom to ask: address or name.")],
    note: Annotated[str, typer.Option(help="A sentence of your own for this letter.")] = "",
    as_json: AsJson = False,
) -> None:
    """Draft the letter to an introducer. Nothing is sent before you approve it."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import letters
    from narrowcast.agent.store import prospects

    run, now = session.of(context), clock.now()
    with wiring.workplace(run.settings, run.places) as work:
        prospect = prospects.find(work.store, which)
        introducer = work.introducer(prospect, via, now)
        desk = work.desk()
        drafted = desk.draft(prospect, introducer, now, note=note)
        findings = desk.lint(drafted, prospect, introducer, now)
    if as_json:
        output.data({"ask": drafted, "findings": findings})
        return
    output.screen().print(letters.draft(drafted, findings))
    output.screen().print(output.next_step(f"narrowcast approve {drafted.id}"))


def approve(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(metavar="ASK...", help="Numbers of asks.")],
    anyway: Annotated[
        str, typer.Option(metavar="REASON", help="Send although etiquette says no; say why.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Approve letters, word for word as drafted. They leave after ten minutes; undo until then.

    Of several either all are approved or none.
    """
    from narrowcast.agent import wiring

    run, now = session.of(context), clock.now()
    with wiring.workplace(run.settings, run.places) as work, work.store.writing(durable=True):
        planned = [approve_one(work, number_of(text), now, anyway) for text in numbers]
    if as_json:
        output.data([{"ask": ask.id, "leaves": leaves, "to": to} for ask, leaves, to in planned])
        return
    for ask, leaves, to in planned:
        output.done(
            f"#{ask.id} to {to} leaves {_local(leaves)}, by the next `narrowcast sync`",
            f"narrowcast undo {ask.id}",
        )


def approve_one(
    work: Workplace, number: AskId, now: datetime, anyway: str = ""
) -> tuple[Ask, datetime, str]:
    """Approve one ask; return it, when its letter leaves, and to whom."""
    from narrowcast.agent.core.asks import AskState
    from narrowcast.agent.store import asks

    found = asks.get(work.store, number)
    if found.state is not AskState.DRAFTED:
        raise InputError(
            f"ask #{number} is {found.state}, and only a draft is approved;"
            f" see: narrowcast timeline {number}"
        )
    prospect = prospect_of(work, found)
    introducer = work.introducer(prospect, found.introducer_address, now)
    letter = work.desk().approve(found, prospect, introducer, now, anyway=anyway)
    return found, datetime.fromtimestamp(letter.send_after, UTC), letter.recipient


def undo(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="[ASK]", help="The ask's number; left out: the latest.")
    ] = "",
) -> None:
    """Take back the last step of an ask: an approval, or what a message was taken for."""
    from narrowcast.agent import wiring
    from narrowcast.agent.store import asks

    run, now = session.of(context), clock.now()
    with wiring.workplace(run.settings, run.places) as work:
        happened = [one for one in asks.history(work.store) if not one.undone]
        if not number and not happened:
            raise InputError("there is nothing to undo yet")
        which = number_of(number) if number else happened[-1].ask
        undone = work.desk().undo(which, now)
    output.done(f"#{which}: undone: {undone}")


def settle(
    context: typer.Context,
    number: Number,
    meaning: Annotated[
        Meaning, typer.Argument(help="What it meant; nothing: the ask stays as it is.")
    ],
) -> None:
    """Say what an unclear message meant, or whether a letter of unknown fate has left."""
    from narrowcast.agent import wiring
    from narrowcast.agent.core.asks import AskEvent

    run, now = session.of(context), clock.now()
    event = None if meaning is Meaning.NOTHING else AskEvent(_EVENTS.get(meaning, meaning))
    with wiring.workplace(run.settings, run.places) as work:
        settled = work.desk().settle(number_of(number), event, now)
    output.done(f"#{settled.id} is {settled.state}")


def timeline(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="[ASK]", help="The ask's number; left out: all asks.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what happened to asks, each step with the message that caused it."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import letters
    from narrowcast.agent.store import asks, prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = (asks.get(work.store, number_of(number)),) if number else asks.every(work.store)
        happened = asks.history(work.store)
        labels = {one.id: one.label for one in prospects.everybody(work.store)}
    if as_json:
        output.data(
            [{"ask": one, "events": [e for e in happened if e.ask == one.id]} for one in found]
        )
        return
    console = output.screen()
    for one in found:
        mine = [event for event in happened if event.ask == one.id]
        console.print(letters.timeline(one, labels.get(one.prospect, ""), mine))
    if not found:
        console.print(output.next_step("no asks yet; narrowcast suggest"))


def number_of(text: str) -> AskId:
    """Read an ask's number; raises InputError."""
    from narrowcast.agent.core.model import AskId

    bare = text.removeprefix("#")
    if not (bare.isascii() and bare.isdecimal()):
        raise InputError(f"{text!r} is no ask's number; see: narrowcast timeline")
    return AskId(int(bare))


def prospect_of(work: Workplace, ask: Ask) -> Prospect:
    """Find the prospect of an ask, be it put aside."""
    from narrowcast.agent.store import prospects

    everybody: Sequence[Prospect] = prospects.everybody(work.store)
    return next(one for one in everybody if one.id == ask.prospect)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%a %d %b %H:%M}"
