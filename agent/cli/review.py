"""`narrowcast review`: one pending ask at a time, one key each."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import editor, output, session
from narrowcast.agent.errors import AgentError

if TYPE_CHECKING:
    from narrowcast.agent.core.identity import PersonDecision
    from narrowcast.agent.store.asks import Ask
    from narrowcast.agent.store.companions import Companion
    from narrowcast.agent.wiring import Workplace

LATER_DAYS = 14


class Key(StrEnum):
    """What may be done with a pending ask."""

    APPROVE = "a"
    EDIT = "e"
    OTHER = "o"
    LATER = "l"
    NEVER = "n"
    SKIP = "s"
    QUIT = "q"


class LetterKey(StrEnum):
    """What may be done with a pending letter beside an ask."""

    APPROVE = "a"
    EDIT = "e"
    DROP = "d"
    SKIP = "s"
    QUIT = "q"


_LETTER_MENU = "a approve · e edit · d drop · s skip · q quit"
_MENU = "a approve · e edit · o other introducer · l later · n never · s skip · q quit"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Asks", epilog="Example: narrowcast review")(review)


def review(
    context: typer.Context,
    sources: Annotated[
        bool, typer.Option("--sources", help="Also print the fact behind each sentence.")
    ] = False,
) -> None:
    """Go through pending asks and letters: approve, edit in $EDITOR, put off, drop or never."""
    from narrowcast.agent import wiring
    from narrowcast.agent.companions import Companions
    from narrowcast.agent.core.asks import AskState
    from narrowcast.agent.store import asks

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        pending = [one.id for one in asks.every(work.store, {AskState.DRAFTED})]
        letters = Companions(work.desk()).prepare(clock.now())
        count = len(pending) + len(letters)
        for place, number in enumerate(pending, 1):
            output.screen().print(Text(f"{place} of {count}", style="dim"))
            if not _decide(work, asks.get(work.store, number), sources=sources):
                return
        for place, letter in enumerate(letters, len(pending) + 1):
            output.screen().print(Text(f"{place} of {count}", style="dim"))
            if not _decide_letter(work, letter, sources=sources):
                return
        soon = clock.now() + timedelta(seconds=1)  # what was decided this very second counts
        for decision in work.grouping(soon).unplaced:
            output.screen().print(Text(_unplaced(decision), style="yellow"))
    output.done("nothing is pending" if not count else "that was all", "narrowcast timeline")


def _decide(work: Workplace, ask: Ask, *, sources: bool) -> bool:
    """Let the owner decide on one ask; False to stop."""
    from narrowcast.agent.cli import letters
    from narrowcast.agent.cli.asks import prospect_of
    from narrowcast.agent.store import asks

    while True:
        now = clock.now()
        prospect = prospect_of(work, ask)
        introducer = work.introducer(prospect, ask.introducer_address, now)
        findings = work.desk().lint(ask, prospect, introducer, now)
        output.screen().print(letters.draft(ask, findings, sources=sources))
        output.screen().print(Text(_MENU, style="dim"))
        key = _key()
        if key is Key.QUIT:
            return False
        try:
            if key is Key.EDIT:
                ask = _edited(work, ask, now)
                continue
            output.screen().print(Text(_done(work, ask, key, now)))
        except AgentError as refused:
            output.side().print(Text(str(refused), style="yellow"))
            ask = asks.get(work.store, ask.id)  # as it stands now, should that be why
            continue
        return True


def _decide_letter(work: Workplace, letter: Companion, *, sources: bool) -> bool:
    """Let the owner decide on one letter beside an ask; False to stop."""
    from narrowcast.agent.cli import beside, letters
    from narrowcast.agent.companions import Companions
    from narrowcast.agent.store import companions as kept

    while True:
        now, companions = clock.now(), Companions(work.desk())
        findings = companions.lint(letter, now)
        output.screen().print(letters.companion(letter, findings, sources=sources))
        output.screen().print(Text(_LETTER_MENU, style="dim"))
        key = LetterKey(_typed(LetterKey, _LETTER_MENU))
        try:
            match key:
                case LetterKey.QUIT:
                    return False
                case LetterKey.EDIT:
                    letter = beside.edited(work, letter, now)
                    continue
                case LetterKey.APPROVE:
                    leaves, (to, *_) = beside.approve(work, letter.place, now, shown=letter.letter)
                    said = f"approved; leaves for {to} {leaves.astimezone():%a %H:%M}"
                case LetterKey.DROP:
                    companions.discard(letter.id, now)
                    said = "dropped; it will not be offered again"
                case _:
                    said = "left as it is"
        except AgentError as refused:
            output.side().print(Text(str(refused), style="yellow"))
            letter = kept.get(work.store, letter.id)
            continue
        output.screen().print(Text(said))
        return True


def _unplaced(decision: PersonDecision) -> str:
    """What the owner once said of people and no longer fits exactly one of them."""
    who = " and ".join((*decision.addresses, *decision.others))
    said = f"that {who} is called {decision.name}" if decision.name else f"to {decision.kind} {who}"
    return f"you said {said}: that fits nobody, or several people, now; see: narrowcast person"


def _key() -> Key:
    return Key(_typed(Key, _MENU))


def _typed(keys: type[StrEnum], menu: str) -> str:
    while True:
        typed = str(typer.prompt("?", prompt_suffix=" ")).strip().casefold()[:1]
        if typed in set(keys):
            return typed
        output.screen().print(Text(menu, style="dim"))


def _done(work: Workplace, ask: Ask, key: Key, now: datetime) -> str:
    from narrowcast.agent.cli.asks import approve_one

    desk = work.desk()
    match key:
        case Key.APPROVE:
            _, leaves, to = approve_one(work, ask.id, now, shown=ask.letter)
            return f"approved; leaves for {to} {leaves.astimezone():%a %H:%M}"
        case Key.OTHER:
            return _other(work, ask, now)
        case Key.LATER:
            desk.later(ask.id, now, LATER_DAYS)
            return f"put off for {LATER_DAYS} days"
        case Key.NEVER:
            desk.never(ask.id, now)
            return f"{ask.letter.to_name} will never be asked"
        case _:
            return "left as it is"


def _other(work: Workplace, ask: Ask, now: datetime) -> str:
    """Draft the ask to the next best introducer instead."""
    from narrowcast.agent.cli.asks import prospect_of
    from narrowcast.agent.errors import InputError

    prospect = prospect_of(work, ask)
    found = work.suggest(prospect, now, limit=5).introducers
    others = [one for one in found if ask.introducer_address not in one.person.addresses]
    if not others:
        raise InputError("nobody else shows a path")
    desk = work.desk()
    with work.store.writing():  # both or neither: no ask is lost where the next cannot be drafted
        desk.drop(ask.id, now, "another introducer was chosen")
        drafted = desk.draft(prospect, others[0], now)
    return f"drafted #{drafted.id} to {others[0].person.name} instead; next review"


def _edited(work: Workplace, ask: Ask, now: datetime) -> Ask:
    before = f"Subject: {ask.letter.subject}\n\n{ask.letter.body}"
    text = editor.edited(before)
    if text == before:
        return ask
    head, _, body = text.partition("\n")
    subject = head.removeprefix("Subject:").strip()
    return work.desk().edit(ask.id, subject, body.strip(), now)
