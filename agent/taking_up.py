"""Introductions that nobody was asked for, taken up: the owner's word makes an ask of one.

    a contact's mail ─► noted (`bringing`) ─► `write u3` ─► ask, introduced ─► answer, meeting, …

No mail does that by itself. From then on all is as if the owner had asked: answers and meetings are
heard, what came of it is told, the ask closes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from narrowcast.agent.asking import Desk
from narrowcast.agent.companion_drafts import draft
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.jotting import registered
from narrowcast.agent.core.model import (
    AddressKey,
    AskKind,
    Letter,
    LetterPurpose,
    Prospect,
    ProspectId,
    seconds,
)
from narrowcast.agent.core.words import shown
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import asks, companions, lookup, prospects, unasked
from narrowcast.agent.store.asks import Wish
from narrowcast.agent.store.companions import Companion
from narrowcast.agent.store.unasked import UnaskedIntroduction


def take_up(desk: Desk, number: int, who: Grouping, now: datetime, *, note: str = "") -> Companion:
    """Make an ask of an introduction by its number, and draft the answer to the newcomer.

    Either both happen or nothing. Raises NotFound, and InputError where it was taken back, has two
    newcomers, or has been taken up or answered already.
    """
    found = unasked.get(desk.store, number)
    _refuse(desk, found)
    with desk.store.writing():
        wish = _wish(desk, found, who, now)
        cause = replace(desk.by, at=seconds(now), message_id=found.message_id, why=found.why)
        ask = asks.take_up(desk.store, wish, found.id, cause, mint=desk.mint)
        written = next(filter(_is_draft, companions.of(desk.store, ask.id)), None)
        if written is not None:  # from before the taking up was taken back
            return written
        return draft(desk, ask, LetterPurpose.BCC_REPLY, now, why=found.why, note=note)


def _is_draft(one: Companion) -> bool:
    return one.purpose is LetterPurpose.BCC_REPLY and one.state is AskState.DRAFTED


def _refuse(desk: Desk, found: UnaskedIntroduction) -> None:
    ask = asks.made_of(desk.store, found.id)
    if found.undone:
        raise InputError(f"u{found.id} was taken back: {found.why}")
    if ask is not None and ask.state is not AskState.SUGGESTED:
        raise InputError(
            f"u{found.id} is ask #{ask.id} by now, {ask.state}; see: narrowcast timeline {ask.id}"
        )
    if len(found.introduced) > 1:
        raise InputError(
            f"u{found.id} brings you together with {len(found.introduced)} people, and a letter"
            " has one recipient; answer them all in your mail program"
        )
    if unasked.answered(desk.store, found):
        raise InputError(f"you have written to {found.introduced[0]} since; nothing is to be done")


def _wish(desk: Desk, found: UnaskedIntroduction, who: Grouping, now: datetime) -> Wish:
    """The introduction as an ask: its letter only names whom it came from, and never leaves."""
    newcomer, introducer = found.introduced[0], found.introducer
    name, theirs = _named(desk, who, newcomer), _named(desk, who, introducer)
    _, subject = lookup.headings(desk.store, [found.message_id]).get(found.message_id, (0, ""))
    return Wish(
        prospect=_prospect(desk, newcomer, name, now).id,
        introducer=_keys(desk, who, introducer),
        kind=AskKind.INTRODUCTION,
        letter=Letter(
            to_name=shown(theirs or introducer),
            to_address=introducer,
            subject=shown(subject or f"{name or newcomer} / {desk.owner.name}"),
            body="",
            ask_part="",
            blurb="",
        ),
    )


def _prospect(desk: Desk, newcomer: AddressKey, name: str, now: datetime) -> Prospect:
    """The newcomer among the prospects; a new one is kept, and nobody is asked for them."""
    known = next((one for one in prospects.everybody(desk.store) if _is(one, newcomer, name)), None)
    if known is not None:
        return known
    made = Prospect(
        id=ProspectId(0),
        name=name,
        addresses=(newcomer,),
        domains=registered((newcomer,)),
    )
    (kept,) = prospects.add(desk.store, [made], seconds(now))
    prospects.drop(desk.store, kept.id, seconds(now), for_good=True)
    return kept


def _is(prospect: Prospect, key: AddressKey, name: str) -> bool:
    """Whether a prospect is the newcomer: by address, or by name at the firm they write from."""
    if prospect.kind is not AskKind.INTRODUCTION:
        return False
    if prospect.addresses:
        return key in prospect.addresses
    here = not set(registered((key,))).isdisjoint(prospect.domains)
    return here and bool(name) and prospect.name.casefold() == name.casefold()


def _named(desk: Desk, who: Grouping, key: AddressKey) -> str:
    number = desk.store.addresses.find(key)
    return shown(who.person(number).name) if number is not None and who.knows(number) else ""


def _keys(desk: Desk, who: Grouping, key: AddressKey) -> tuple[AddressKey, ...]:
    number = desk.store.addresses.find(key)
    return who.person(number).keys if number is not None and who.knows(number) else (key,)
