"""Letters beside an ask on the command line: `write`, and what `approve`, `undo` and `settle` do
with a number such as L7, or u3 of an introduction that nobody was asked for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Letter, LetterPurpose
    from narrowcast.agent.store.asks import Ask
    from narrowcast.agent.store.companions import Companion, Place
    from narrowcast.agent.wiring import Workplace


class Kind(StrEnum):
    """What a letter beside an ask is for."""

    FOLLOW_UP = "follow-up"
    REMINDER = "reminder"
    REPLY = "reply"
    THANKS = "thanks"
    OUTCOME = "outcome"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        rich_help_panel="Asks",
        epilog='Example: narrowcast write 12 outcome --came-of-it "A pilot."',
    )(write)


def write(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="ASK", help="The ask's number, or u3 of an unasked introduction."),
    ],
    kind: Annotated[
        Kind | None, typer.Argument(help="What it is for; left out: what is due.")
    ] = None,
    note: Annotated[str, typer.Option(help="A sentence of your own for this letter.")] = "",
    came_of_it: Annotated[
        str, typer.Option(metavar="TEXT", help="Of an outcome: what came of it, in your words.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Draft a letter beside an ask: a follow-up, thanks, the answer to an introduction.

    Nothing is sent before you approve it.
    """
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import letters
    from narrowcast.agent.companions import Companions

    run, now = session.of(context), clock.now()
    with wiring.workplace(run.settings, run.places) as work:
        unasked = unasked_of(number)
        if unasked is not None:
            drafted = _taken_up(work, unasked, kind, now, note)
        else:
            drafted = _drafted(work, number, kind, now, note=note, came_of_it=came_of_it)
        findings = Companions(work.desk()).lint(drafted, now)
    if as_json:
        output.data({"letter": drafted, "findings": findings})
        return
    output.screen().print(letters.companion(drafted, findings))
    output.screen().print(output.next_step(f"narrowcast approve L{drafted.id}"))


def _drafted(
    work: Workplace, number: str, kind: Kind | None, now: datetime, *, note: str, came_of_it: str
) -> Companion:
    from narrowcast.agent.cli.asks import number_of
    from narrowcast.agent.companions import Companions
    from narrowcast.agent.store import asks

    beside = Companions(work.desk())
    ask = asks.get(work.store, number_of(number))
    if kind is not None:
        purpose = _purpose(kind)
    else:
        needed = next((due for one, due in beside.due(now) if one.id == ask.id), None)
        if needed is None:
            raise InputError(_none_due(ask))
        purpose = needed.purpose
    return beside.draft(ask, purpose, now, note=note, came_of_it=came_of_it)


def _taken_up(
    work: Workplace, number: int, kind: Kind | None, now: datetime, note: str
) -> Companion:
    from narrowcast.agent.taking_up import take_up

    if kind not in {None, Kind.REPLY}:
        raise InputError(f"u{number} is to be answered first: narrowcast write u{number}")
    return take_up(work.desk(), number, work.grouping(now), now, note=note)


def unasked_of(text: str) -> int | None:
    """Which introduction nobody was asked for the owner means by u3; None: another thing."""
    bare = text.strip()
    digits = bare[1:]
    return (
        int(digits) if bare[:1] in {"u", "U"} and digits.isascii() and digits.isdecimal() else None
    )


def called(place: Place) -> str:
    """A letter's number as the owner types and reads it: #12, L7."""
    return f"L{place.letter}" if place.letter else f"#{place.ask}"


def _purpose(kind: Kind) -> LetterPurpose:
    from narrowcast.agent.core.companions import called
    from narrowcast.agent.core.model import LetterPurpose

    return next(one for one in LetterPurpose if called(one) == kind)


def _none_due(ask: Ask) -> str:
    from narrowcast.agent.core.companions import WRITABLE

    fitting = [kind for kind in Kind if ask.state in WRITABLE[_purpose(kind)]]
    if not fitting:
        return f"no letter is due on ask #{ask.id}, and none fits: it is {ask.state}"
    return (
        f"no letter is due on ask #{ask.id}; to write one all the same:"
        f" narrowcast write {ask.id} {' or '.join(fitting)}"
    )


def place_of(work: Workplace, text: str) -> Place:
    """Which letter the owner means: 12 or #12, an ask's own; L7, one beside it.

    Raises InputError and NotFound.
    """
    from narrowcast.agent.cli.asks import number_of
    from narrowcast.agent.core.model import LetterId
    from narrowcast.agent.store import asks, companions
    from narrowcast.agent.store.companions import Place

    bare = text.strip().lstrip("#")
    if bare[:1] not in {"L", "l"}:
        return Place(asks.get(work.store, number_of(text)).id)
    digits = bare[1:]
    if not (digits.isascii() and digits.isdecimal()):
        raise InputError(f"{text!r} is no letter's number; see: narrowcast timeline")
    return companions.get(work.store, LetterId(int(digits))).place


def approve(
    work: Workplace, place: Place, now: datetime, anyway: str = "", *, shown: Letter | None = None
) -> tuple[datetime, tuple[str, ...]]:
    """Approve a letter beside an ask; return when it leaves, and to whom, blind copies last.

    *shown* is the letter that the owner saw: raises InputError where another one stands by now.
    """
    from narrowcast.agent.companions import Companions
    from narrowcast.agent.store import companions

    found = companions.get(work.store, place.letter)
    if shown is not None and found.letter != shown:
        raise InputError(f"letter {called(place)} was changed meanwhile; look at it again first")
    letter = Companions(work.desk()).approve(found, now, anyway=anyway)
    return datetime.fromtimestamp(letter.send_after, UTC), (letter.recipient, *letter.hidden)


def edited(work: Workplace, found: Companion, now: datetime) -> Companion:
    """Let the owner change the words of a letter in their editor."""
    from narrowcast.agent.cli import editor
    from narrowcast.agent.companions import Companions

    before = f"Subject: {found.letter.subject}\n\n{found.letter.body}"
    text = editor.edited(before)
    if text == before:
        return found
    head, _, body = text.partition("\n")
    subject = head.removeprefix("Subject:").strip()
    return Companions(work.desk()).edit(found.id, subject, body.strip(), now)
