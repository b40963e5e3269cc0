"""Letters leave: journal first, then send; what may have left is looked up, never just sent again.

    planned ── journal ──► sending ── taken ──► sent
       ▲                      │  └── answer lost, or we were killed ──► look-up ──► sent
       └────── refused ───────┴──────────────── never taken ◄─────────────┘ └─ not there ─► unknown

Only bytes whose hash stands in an approval of the last seven days leave, one letter a tick.
`unknown` is the owner's to settle; the program never decides it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from narrowcast.agent.core import asks as rules
from narrowcast.agent.core import compose
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AskId, Time
from narrowcast.agent.store import asks, decisions, outbox
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Envelope, Receipt, Sender, SentKey
from narrowcast.connectors.errors import Ambiguous, Refused

GRACE_SECONDS = 120
"""A transport's Sent folder may show a letter late; what is not there sooner is not yet lost."""
LATE_SECONDS = 2 * 3600
"""A letter that leaves later than planned by more gets the Date it leaves at."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What happened to one letter."""

    ask: AskId
    state: LetterState
    why: str = ""


@dataclass(frozen=True, slots=True)
class DayLimit:
    """How many letters may leave on one of the owner's days."""

    letters: int
    zone: tzinfo

    def day(self, time: Time) -> date:
        """The owner's day at *time*."""
        return datetime.fromtimestamp(time, self.zone).date()


def tick(
    store: Store, sender: Sender, now: Time, limit: DayLimit | None = None
) -> tuple[Delivery, ...]:
    """Settle what an earlier run left open, then let at most one letter go that is due."""
    settled = tuple(_settle(store, sender, now))
    due = _next_due(store, now, limit)
    return (*settled, _deliver(store, sender, due, now)) if due else settled


def _next_due(store: Store, now: Time, limit: DayLimit | None) -> OutgoingLetter | None:
    for letter in outbox.letters(store, LetterState.PLANNED):
        scheduled = asks.get(store, letter.ask).state is AskState.SCHEDULED
        if letter.send_after <= now and scheduled and not _waits(store, letter, now, limit):
            return letter
    return None


def _waits(store: Store, letter: OutgoingLetter, now: Time, limit: DayLimit | None) -> bool:
    """Whether a letter that missed its day finds this one full.

    On its own day it was counted at approval. What is dated later than today (the clock was set
    back) counts as today's.
    """
    if limit is None or limit.day(letter.send_after) >= limit.day(now):
        return False
    times = (
        one.sent_at or one.sending_since or one.send_after
        for one in outbox.standing(store)
        if one.id != letter.id
    )
    return sum(limit.day(time) >= limit.day(now) for time in times) >= limit.letters


def _deliver(store: Store, sender: Sender, letter: OutgoingLetter, now: Time) -> Delivery:
    since = Time(now - int(rules.APPROVAL_VALID.total_seconds()))
    approved_at = outbox.approved_at(store, letter, not_before=since)
    if approved_at is None:
        return _lapse(store, letter, now)
    if why := decisions.never_since(store, asks.get(store, letter.ask), approved_at):
        return _hold(store, letter, f"since you approved it, {why}", now)
    late = now - letter.send_after > LATE_SECONDS
    raw = compose.redated(letter.raw, datetime.fromtimestamp(now, UTC)) if late else letter.raw
    if compose.approved_hash(raw) != letter.sha256:
        return _hold(store, letter, "its bytes are not those that were approved", now)
    try:
        compose.check_envelope(raw, sender=letter.sender, recipients=(letter.recipient,))
    except compose.UnsafeLetter as unsafe:
        return _hold(store, letter, str(unsafe), now)
    return _send(store, sender, letter, raw, now)


def _send(store: Store, sender: Sender, letter: OutgoingLetter, raw: bytes, now: Time) -> Delivery:
    cause = Cause(at=now, origin=Origin.OUTBOX)
    sending = outbox.journal(
        store, letter, LetterState.SENDING, AskEvent.SENDING_STARTED, cause, final=raw
    )
    try:
        receipt = sender.send(raw, Envelope(sender=letter.sender, recipients=(letter.recipient,)))
    except Refused as refused:
        return _refused(store, sending, refused, now)
    except Ambiguous as lost:
        # It stays `sending` until the transport can be asked.
        return Delivery(letter.ask, LetterState.SENDING, str(lost))
    return _left(store, sending, receipt, now)


def _lapse(store: Store, letter: OutgoingLetter, now: Time) -> Delivery:
    why = "its approval is older than seven days; approve it again"
    cause = Cause(at=now, origin=Origin.CLOCK, why=why)
    outbox.withdraw(store, letter.ask, AskEvent.LAPSED, cause)
    return Delivery(letter.ask, LetterState.RECALLED, why)


def _hold(store: Store, letter: OutgoingLetter, why: str, now: Time) -> Delivery:
    """Make it a draft that the owner looks at; it holds up no other letter."""
    cause = Cause(at=now, origin=Origin.OUTBOX, why=why)
    outbox.withdraw(store, letter.ask, AskEvent.LAPSED, cause, f"not sent: {why}")
    return Delivery(letter.ask, LetterState.RECALLED, why)


def _refused(store: Store, letter: OutgoingLetter, why: Refused, now: Time) -> Delivery:
    cause = Cause(at=now, origin=Origin.OUTBOX, why=str(why))
    outbox.journal(store, letter, LetterState.PLANNED, AskEvent.REFUSED, cause)
    return Delivery(letter.ask, LetterState.PLANNED, str(why))


def _left(store: Store, letter: OutgoingLetter, receipt: Receipt, now: Time) -> Delivery:
    cause = Cause(at=now, origin=Origin.OUTBOX, message_id=letter.message_id)
    outbox.journal(store, letter, LetterState.SENT, AskEvent.LEFT, cause)
    outbox.learn(store, letter, receipt)
    return Delivery(letter.ask, LetterState.SENT)


def _settle(store: Store, sender: Sender, now: Time) -> Iterator[Delivery]:
    """Look up every letter that may have left: sent where it is found, else the owner's to say."""
    for letter in outbox.letters(store, LetterState.SENDING):
        began = letter.sending_since or letter.send_after
        since = datetime.fromtimestamp(began, UTC)
        key = SentKey(message_id=letter.message_id, token=letter.token, since=since)
        try:
            receipt = sender.find_sent(key)
        except Refused as never_taken:
            yield _refused(store, letter, never_taken, now)
            continue
        if receipt:
            yield _left(store, letter, receipt, now)
        elif now - began >= GRACE_SECONDS:
            yield _unknown(store, letter, now)


def _unknown(store: Store, letter: OutgoingLetter, now: Time) -> Delivery:
    why = "it may have left and cannot be found; look in your Sent folder"
    cause = Cause(at=now, origin=Origin.OUTBOX, why=why)
    outbox.journal(store, letter, LetterState.UNKNOWN, AskEvent.LOST_SIGHT, cause)
    asks.flag(store, letter.ask, why)
    return Delivery(letter.ask, LetterState.UNKNOWN, why)
