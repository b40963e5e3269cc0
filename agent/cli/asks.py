"""`narrowcast ask`, `approve`, `settle`: from a suggestion to a letter, and what answers meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import beside, dates, output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import AskId, Letter, Prospect
    from narrowcast.agent.store.asks import Ask
    from narrowcast.agent.store.companions import Place
    from narrowcast.agent.wiring import Workplace


class Meaning(StrEnum):
    """What the owner may say of a message the program did not dare to judge."""

    AGREED = "agreed"
    DECLINED = "declined"
    LATER = "later"
    INTRODUCED = "introduced"
    QUESTION = "question"
    OTHER_PERSON = "other-person"
    NAME_DROP = "name-drop"
    AWAY = "away"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    MEETING_SET = "meeting-set"
    MET = "met"
    SENT = "sent"
    LEFT = "left"
    UNSENT = "unsent"
    AGAIN = "again"
    DROP = "drop"
    CLOSED = "closed"
    WISH = "wish"
    NOTHING = "nothing"


_EVENTS = {
    Meaning.LATER: "postponed",
    Meaning.QUESTION: "asked-back",
    Meaning.OTHER_PERSON: "referred",
    Meaning.NAME_DROP: "name-offered",
    Meaning.UNSENT: "found-unsent",
    Meaning.SENT: "left",
    Meaning.DROP: "withdrawn",
}
"""Where the event has another name than the word the owner uses."""

_DAY = 86_400  # a deadline lasts until its day ends

Number = Annotated[
    str, typer.Argument(metavar="ASK", help="The ask's number, such as 12, or a letter's: L7.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Asks"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast ask 3 --via ana@lumen.example")(
        ask
    )
    app.command(rich_help_panel=panel, epilog="Example: narrowcast approve 12")(approve)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast settle 12 agreed")(settle)


def ask(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="PROSPECT", help="Number, name or firm.")],
    via: Annotated[str, typer.Option(metavar="PERSON", help="Whom to ask: address or name.")],
    note: Annotated[str, typer.Option(help="A sentence of your own for this letter.")] = "",
    deadline: Annotated[
        str, typer.Option(metavar="DATE", help="A true deadline; the letter may then name one.")
    ] = "",
    sources: Annotated[
        bool, typer.Option("--sources", help="Also print the fact behind each sentence.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Draft the letter to an introducer. Nothing is sent before you approve it."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import letters
    from narrowcast.agent.core.model import Time
    from narrowcast.agent.store import deadlines, prospects

    run, now, until = session.of(context), clock.now(), dates.day(deadline)
    with wiring.workplace(run.settings, run.places) as work:
        prospect = prospects.find(work.store, which)
        introducer = work.introducer(prospect, via, now)
        desk = work.desk()
        drafted = desk.draft(prospect, introducer, now, note=note)
        if until is not None:
            deadlines.set_for(work.store, drafted.id, Time(until + _DAY))
        findings = desk.lint(drafted, prospect, introducer, now)
    if as_json:
        output.data({"ask": drafted, "findings": findings})
        return
    output.screen().print(letters.draft(drafted, findings, sources=sources))
    output.screen().print(output.next_step(f"narrowcast approve {drafted.id}"))


def approve(
    context: typer.Context,
    numbers: Annotated[
        list[str], typer.Argument(metavar="ASK...", help="Asks such as 12, letters such as L7.")
    ],
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
        planned = [_approved(work, text, now, anyway) for text in numbers]
    if as_json:
        output.data([one.told for one in planned])
        return
    for one in planned:
        output.done(
            f"{one.called} to {one.people} leaves {_local(one.leaves)},"
            " by the next `narrowcast sync`",
            f"narrowcast undo {one.called.removeprefix('#')}",
        )


@dataclass(frozen=True, slots=True)
class _Planned:
    """A letter that was approved just now; *to*: the first is named in it, the others are not."""

    place: Place
    leaves: datetime
    to: tuple[str, ...]

    @property
    def called(self) -> str:
        return beside.called(self.place)

    @property
    def people(self) -> str:
        first, *hidden = self.to
        return f"{first} (blind copy to {', '.join(hidden)})" if hidden else first

    @property
    def told(self) -> dict[str, object]:
        beside = {"letter": self.place.letter, "hidden": self.to[1:]} if self.place.letter else {}
        return {"ask": self.place.ask, "leaves": self.leaves, "to": self.to[0], **beside}


def _approved(work: Workplace, text: str, now: datetime, anyway: str) -> _Planned:
    place = beside.place_of(work, text)
    if place.letter:
        return _Planned(place, *beside.approve(work, place, now, anyway))
    _, leaves, to = approve_one(work, place.ask, now, anyway)
    return _Planned(place, leaves, (to,))


def approve_one(
    work: Workplace, number: AskId, now: datetime, anyway: str = "", *, shown: Letter | None = None
) -> tuple[Ask, datetime, str]:
    """Approve one ask; return it, when its letter leaves, and to whom.

    *shown* is the letter that the owner saw before they approved: raises InputError where another
    one stands in its place by now.
    """
    from narrowcast.agent.core.asks import AskState
    from narrowcast.agent.store import asks

    found = asks.get(work.store, number)
    if found.state is not AskState.DRAFTED:
        raise InputError(
            f"ask #{number} is {found.state}, and only a draft is approved;"
            f" see: narrowcast timeline {number}"
        )
    if shown is not None and found.letter != shown:
        raise InputError(f"ask #{number} was changed meanwhile; look at it again before it leaves")
    prospect = prospect_of(work, found)
    introducer = work.introducer(prospect, found.introducer_address, now)
    letter = work.desk().approve(found, prospect, introducer, now, anyway=anyway)
    return found, datetime.fromtimestamp(letter.send_after, UTC), letter.recipient


def settle(
    context: typer.Context,
    number: Number,
    meaning: Annotated[
        Meaning, typer.Argument(help="What it meant; nothing: the ask stays as it is.")
    ],
) -> None:
    """Say what an unclear message meant, or whether a letter of unknown fate was sent.

    wish: keep what the answer says not to be asked about, as `person wish` would.
    Of such a letter: sent; again, to approve the very same bytes once more; unsent, to have a
    draft again; or drop.
    """
    from narrowcast.agent import wiring
    from narrowcast.agent.companions import again
    from narrowcast.agent.core.asks import AskEvent, IllegalMove
    from narrowcast.agent.store import companions

    run, now = session.of(context), clock.now()
    with wiring.workplace(run.settings, run.places) as work:
        place = beside.place_of(work, number)
        if meaning is Meaning.AGAIN:
            leaves = again(work.desk(), place, now)
            output.done(
                f"{beside.called(place)} leaves once more {_local(leaves)}",
                f"narrowcast undo {beside.called(place).removeprefix('#')}",
            )
            return
        try:
            if meaning is Meaning.WISH and not place.letter:
                work.desk().keep_wish(place.ask, now)
            elif place.letter:
                _settle_letter(work, place, meaning, now)
            else:
                named = _EVENTS.get(meaning, meaning)
                event = None if meaning is Meaning.NOTHING else AskEvent(named)
                work.desk().settle(place.ask, event, now)
        except IllegalMove as refused:
            raise InputError(
                f"{beside.called(place)} is {refused.state}, and {meaning} cannot be said of that;"
                f" see: narrowcast timeline {place.ask}"
            ) from None
        state = companions.state_of(work.store, place)
    output.done(f"{beside.called(place)} is {state}")


def _settle_letter(work: Workplace, place: Place, meaning: Meaning, now: datetime) -> None:
    from narrowcast.agent.companions import Companions
    from narrowcast.agent.store import companions

    letters = Companions(work.desk())
    match meaning:
        case Meaning.SENT | Meaning.LEFT:
            letters.left(place.letter, now)
        case Meaning.UNSENT:
            letters.not_left(place.letter, now)
        case Meaning.DROP:
            letters.discard(place.letter, now)
        case Meaning.NOTHING:
            companions.flag(work.store, place, "")
        case _:
            raise InputError(
                f"{meaning} is said of asks; of a letter: sent, again, unsent, drop or nothing"
            )


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
