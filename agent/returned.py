"""Letters that came back: the ask is drafted anew to another address that the person is alive at.

An address counts where they wrote from it later than from the dead one, and the owner has written
to it before: one that only ever wrote under their name may be anybody's. The new draft needs the
owner's approval like any other; where there is no such address, the owner is told so. A draft that
was dropped is not made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Protocol

from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.model import AddressKey, Introducer, Prospect, seconds
from narrowcast.agent.core.words import shown
from narrowcast.agent.store import asks, prospects, reach
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.store import Store

FRESH = timedelta(days=30)
"""How long after the report another address is looked for."""


class Advice(Protocol):
    """What is asked of whoever knows the mailbox."""

    def introducer(
        self, prospect: Prospect, address: AddressKey, as_of: datetime, /
    ) -> Introducer | None: ...


def draft_again(desk: Desk, advice: Advice, now: datetime, room: int) -> Iterator[Ask]:
    """Draft at most *room* asks that came back to another address of the same person."""
    wanted = {one.id: one for one in prospects.wanted(desk.store)}
    for ask in asks.every(desk.store, {AskState.BOUNCED}):
        if room <= 0:
            return
        if seconds(now - FRESH) > ask.changed or ask.prospect not in wanted:
            continue
        if _asked_since(desk.store, ask):
            continue
        prospect = wanted[ask.prospect]
        introducer = advice.introducer(prospect, ask.introducer_address, now)
        if introducer is None:
            continue
        keys = introducer.person.addresses
        to = reach.alive_since(desk.store, keys, ask.introducer_address)
        if to is None:
            continue
        room -= 1
        yield desk.draft(prospect, introducer, now, to=to)


def told(store: Store, ask: Ask, who: Grouping) -> str:
    """What follows for an ask that came back, in words for the owner; *who* is who by now."""
    again = next(iter(_asked_since(store, ask)), None)
    if again is not None:
        return f"asked again at {shown(again.letter.to_address, 254)}: #{again.id}"
    number = store.addresses.find(ask.introducer_address)
    keys = who.person(number).keys if number is not None and who.knows(number) else ()
    to = reach.alive_since(store, keys, ask.introducer_address)
    if to is None:
        return "no other address of theirs was seen alive since"
    return f"they wrote from {shown(to, 254)} since"


def news(store: Store, ask: Ask) -> str:
    """Why a draft comes up, where it stands for a letter that came back; '' for others."""
    for former in asks.every(store, {AskState.BOUNCED}):
        if ask in _asked_since(store, former):
            last = reach.last_from(store, ask.introducer_address)
            day = f" on {datetime.fromtimestamp(last, UTC).date().isoformat()}" if last else ""
            return (
                f"your letter to {shown(former.introducer_address, 254)} came back; they last wrote"
                f" from this address{day}"
            )
    return ""


def _asked_since(store: Store, ask: Ask) -> tuple[Ask, ...]:
    """Later asks for the same prospect to the same person, be they dropped."""
    return tuple(
        one
        for one in asks.every(store)
        if one.id > ask.id
        and one.prospect == ask.prospect
        and one.introducer == ask.introducer
        and one.introducer_address != ask.introducer_address
    )
