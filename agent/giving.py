"""The one way by which anything leaves, and what keeps a letter back at the last moment.

A pause, a dry run and the caps are asked here, immediately before a transport is called, whatever
was found when the letter was approved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from narrowcast.agent import crashpoints
from narrowcast.agent.core.limits import Departure, Limits
from narrowcast.agent.core.model import Time
from narrowcast.agent.store import asks, outbox
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Envelope, Receipt, Sender
from narrowcast.connectors.errors import Refused

_CAPS = frozenset({"E03"})


def _nothing_stops() -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What keeps letters that are due; by default nothing."""

    limits: Limits | None = None
    paused: Callable[[], str] = _nothing_stops
    """Why nothing may leave at this moment; '' where letters may. Asked before each letter."""
    dry_run: bool = False
    """Whether all is done but to give letters away."""


def given(sender: Sender, raw: bytes, envelope: Envelope, hold: Hold) -> Receipt:
    """Give *raw* to *sender*, the one way by which anything leaves; raises as `Sender.send`.

    Raises Refused where nothing may leave at this moment.
    """
    if hold.dry_run:
        raise Refused("this is a dry run: nothing leaves")
    if why := hold.paused():
        raise Refused(why)
    with crashpoints.around("a letter is given away"):
        return sender.send(raw, envelope)


def waits(store: Store, letter: OutgoingLetter, now: Time, limits: Limits | None) -> str:
    """Why a letter does not leave though it is due: those that left used the caps up; '' nothing.

    What the owner overrode holds for the day the letter was planned for. One that missed its day
    also lets those go first that are planned for this one.
    """
    if limits is None or letter.letter:
        return ""  # caps count asks; of letters beside them an ask brings one of each purpose
    on_its_day = limits.day(letter.send_after) == limits.day(now)
    if on_its_day and _CAPS & outbox.overridden(store, letter):
        return ""
    left = [
        Departure(asks.get(store, one.ask).introducer, one.sending_since or one.sent_at or now)
        for one in outbox.standing(store)
        if one.state is not LetterState.PLANNED
        or (not on_its_day and limits.day(one.send_after) == limits.day(now))
    ]
    return limits.exceeded(left, asks.get(store, letter.ask).introducer, now)
