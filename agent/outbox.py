"""Letters leave: journal first, then send; what may have left is looked up, never just sent again.

    planned ── journal ──► sending ── taken ──► sent ──► a copy among the sent, where it lacks
       ▲                      │  └── answer lost, or we were killed ──► look-up ──► sent
       ├──── not taken ───────┤                 never taken ◄─────────────┘ └─ not there ─► unknown
       └──────────────────────┼──────────────────────┘
    draft ◄──── rejected ─────┘

Only bytes whose hash stands in an approval of the last seven days leave, one letter a tick. What
was not taken is tried again, later each time; what never will be is a draft again that the owner
looks at. Where a service files all that it takes, what is not there was never taken (`absence` says
when that is sure). `unknown` is the owner's to settle; the program never decides it. All goes
through `giving.given`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from narrowcast.agent import absence
from narrowcast.agent.core import asks as rules
from narrowcast.agent.core import compose
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AddressKey, AskId, LetterId, Time
from narrowcast.agent.giving import Hold as Hold
from narrowcast.agent.giving import given as given
from narrowcast.agent.giving import waits
from narrowcast.agent.store import asks, companions, decisions, mornings, outbox
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.agent.store.companions import OWN
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Envelope, Receipt, Sender, SentFolder
from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    NeedsLogin,
    RateLimited,
    Refused,
    Rejected,
    Skippable,
)
from narrowcast.connectors.formats import blind

FIRST_REST = 60
LONGEST_REST = 3600
"""Seconds before a letter that was not taken is tried again: the first and the longest time."""
LONGEST_WAIT = 86_400
"""No server asks to wait for longer; what is dated later was dated by a clock set back since."""
SETTLED = 10
"""Seconds in which a server that files copies among the sent has done so."""
COPY_SECONDS = 7 * 86_400
"""For how long a copy in the Sent folder is tried for."""
TRIES_IN_PEACE = 7
"""After so many (an hour) the owner is asked to look at a letter that is still not taken."""
LATE_SECONDS = 2 * 3600
"""A letter that leaves later than planned by more gets the Date it leaves at."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What happened to one letter."""

    ask: AskId
    state: LetterState
    why: str = ""
    letter: LetterId = OWN
    """Which of the ask's letters."""


def _told(letter: OutgoingLetter, state: LetterState, why: str = "") -> Delivery:
    return Delivery(letter.ask, state, why, letter.letter)


def tick(
    store: Store,
    sender: Sender,
    now: Time,
    hold: Hold | None = None,
    *,
    carrier: str = "",
    leaves_from: str = "",
    by_hand: bool = False,
) -> tuple[Delivery, ...]:
    """Settle what an earlier run left open, then let at most one letter go that is due.

    *carrier* is the account that *sender* is of, '' the outbox folder, and *leaves_from* the
    address that it is for, '' any. *by_hand*: what rests since it failed is tried now, where the
    server did not ask for the rest. What *hold* keeps is told of, and stays as it is.
    """
    post = _Post(sender, carrier, leaves_from, by_hand, hold or Hold())
    settled = tuple(_settle(store, post, now, by_hand=by_hand))
    delivered = tuple(_let_go(store, post, now))
    copies = () if post.hold.dry_run else _file_copies(store, post, now)
    return (*settled, *delivered, *copies)


@dataclass(frozen=True, slots=True)
class _Post:
    """Where letters leave now; see `tick`."""

    sender: Sender
    carrier: str
    leaves_from: str
    by_hand: bool
    hold: Hold


def _let_go(store: Store, post: _Post, now: Time) -> Iterator[Delivery]:
    """Let the first letter go that may; tell of those before it why they may not."""
    for letter in outbox.letters(store, LetterState.PLANNED):
        scheduled = companions.state_of(store, letter.place) is AskState.SCHEDULED
        due = letter.send_after <= now and not _rests(letter, now, by_hand=post.by_hand)
        if not (due and scheduled):
            continue
        if why := post.hold.paused() or waits(store, letter, now, post.hold.limits):
            yield _told(letter, LetterState.PLANNED, f"waits: {why}")
            continue
        yield _deliver(store, post, letter, now)
        if not post.hold.dry_run:
            return


def _rests(letter: OutgoingLetter, now: Time, *, by_hand: bool) -> bool:
    """Whether a letter that was not taken is not to be tried yet; a clock set back changes none."""
    if by_hand and not letter.retry_asked:
        return False
    return letter.retry_at is not None and now < letter.retry_at <= now + LONGEST_WAIT


def _deliver(store: Store, post: _Post, letter: OutgoingLetter, now: Time) -> Delivery:
    since = Time(now - int(rules.APPROVAL_VALID.total_seconds()))
    approved_at = outbox.approved_at(store, letter, not_before=since)
    if approved_at is None:
        return _lapse(store, letter, now)
    if why := _never_since(store, letter, approved_at):
        return _hold(store, letter, f"since you approved it, {why}", now)
    if post.leaves_from not in {"", letter.sender}:
        why = f"it is from {letter.sender}, and your account sends from {post.leaves_from}"
        return _hold(store, letter, why, now)
    late = now - letter.send_after > LATE_SECONDS
    raw = compose.redated(letter.raw, datetime.fromtimestamp(now, UTC)) if late else letter.raw
    if compose.approved_hash(raw, letter.hidden) != letter.sha256:
        return _hold(store, letter, "its bytes are not those that were approved", now)
    try:
        compose.check_envelope(
            raw, sender=letter.sender, recipients=(letter.recipient,), hidden=letter.hidden
        )
    except compose.UnsafeLetter as unsafe:
        return _hold(store, letter, str(unsafe), now)
    if letter.sending_since is not None and not letter.attempt and not post.hold.dry_run:
        return _once_more(store, post, letter, raw, now)
    return _send(store, post, letter, raw, now)


def _once_more(
    store: Store, post: _Post, letter: OutgoingLetter, raw: bytes, now: Time
) -> Delivery:
    """Send bytes of unknown fate that the owner lets leave again, unless they turned up since."""
    found = None
    try:
        read = mornings.arrived(store, letter.message_id)
        found = Receipt() if read else post.sender.find_sent(absence.key(letter))
    except Refused:
        pass  # it surely never left
    except ConnectorError as fault:
        outbox.rest(store, letter, Time(now + FIRST_REST))
        why = f"whether it left before cannot be seen now: {fault}"
        return _told(letter, LetterState.PLANNED, why)
    if found:
        return _left(store, _journalled(store, post, letter, raw, now), found, now)
    return _send(store, post, letter, raw, now)


def _send(store: Store, post: _Post, letter: OutgoingLetter, raw: bytes, now: Time) -> Delivery:
    if post.hold.dry_run:
        why = f"dry run: it would leave now, to {letter.recipient}"
        return _told(letter, LetterState.PLANNED, why)
    sending = _journalled(store, post, letter, raw, now)
    recipients = (letter.recipient, *letter.hidden)
    envelope = Envelope(sender=letter.sender, recipients=recipients, hidden=letter.hidden)
    try:
        receipt = given(post.sender, raw, envelope, post.hold)
    except Ambiguous as lost:
        # It stays `sending` until the transport can be asked.
        return _told(letter, LetterState.SENDING, str(lost))
    except Rejected as never:
        _refused(store, sending, never, now)
        return _hold(store, letter, str(never), now)
    except ConnectorError as fault:
        return _refused(store, sending, fault, now, rest=_rest(sending, fault))
    if not isinstance(post.sender, SentFolder):
        return _left(store, sending, receipt, now)
    # Who stays sees to the copy later, and is not deaf until then; who goes waits for it.
    return _left(store, sending, receipt, now, copy=Time(now + (0 if post.by_hand else SETTLED)))


def _journalled(
    store: Store, post: _Post, letter: OutgoingLetter, raw: bytes, now: Time
) -> OutgoingLetter:
    cause, begun = Cause(at=now, origin=Origin.OUTBOX), AskEvent.SENDING_STARTED
    return outbox.journal(
        store, letter, LetterState.SENDING, begun, cause, final=raw, carrier=post.carrier
    )


def _never_since(store: Store, letter: OutgoingLetter, approved_at: Time) -> str:
    """Why somebody who would get it is not to be written to any more, or why it came too late;
    raises NeverUnreadable.
    """
    if not letter.letter:
        return decisions.never_since(store, asks.get(store, letter.ask), approved_at)
    if why := companions.overtaken(store, companions.get(store, letter.letter)):
        return why
    never = decisions.never(store)
    people = map(AddressKey, (letter.recipient, *letter.hidden))
    return next((f"{never[one]}: {one}" for one in people if one in never), "")


def _lapse(store: Store, letter: OutgoingLetter, now: Time) -> Delivery:
    why = "its approval is older than seven days; approve it again"
    cause = Cause(at=now, origin=Origin.CLOCK, why=why)
    outbox.withdraw(
        store, letter.ask, AskEvent.LAPSED, cause, f"not sent: {why}", letter=letter.letter
    )
    return _told(letter, LetterState.RECALLED, why)


def _hold(store: Store, letter: OutgoingLetter, why: str, now: Time) -> Delivery:
    """Make it a draft that the owner looks at; it holds up no other letter."""
    cause = Cause(at=now, origin=Origin.OUTBOX, why=why)
    outbox.withdraw(
        store, letter.ask, AskEvent.LAPSED, cause, f"not sent: {why}", letter=letter.letter
    )
    return _told(letter, LetterState.RECALLED, why)


def _refused(
    store: Store, letter: OutgoingLetter, why: ConnectorError, now: Time, *, rest: int = 0
) -> Delivery:
    """Plan a letter again that was not taken, after *rest* seconds."""
    cause = Cause(at=now, origin=Origin.OUTBOX, why=str(why))
    again = Time(now + rest) if rest else None
    outbox.journal(
        store,
        letter,
        LetterState.PLANNED,
        AskEvent.REFUSED,
        cause,
        retry_at=again,
        retry_asked=isinstance(why, RateLimited),
    )
    if letter.attempt >= TRIES_IN_PEACE or _lasts(why):
        companions.flag(store, letter.place, f"not sent yet: {why}")
    return _told(letter, LetterState.PLANNED, str(why))


def _lasts(why: ConnectorError) -> bool:
    """Whether no time heals it."""
    return isinstance(why, NeedsLogin | Skippable)


def _rest(letter: OutgoingLetter, why: ConnectorError) -> int:
    """Seconds until the next try: twice as long each time; failed logins lock accounts."""
    if isinstance(why, NeedsLogin):
        return LONGEST_REST
    rest = min(FIRST_REST << min(letter.attempt - 1, 10), LONGEST_REST)
    return max(rest, int(why.after)) if isinstance(why, RateLimited) else rest


def _left(
    store: Store, letter: OutgoingLetter, receipt: Receipt, now: Time, *, copy: Time | None = None
) -> Delivery:
    cause = Cause(at=now, origin=Origin.OUTBOX, message_id=letter.message_id)
    with store.writing(durable=True):
        outbox.journal(store, letter, LetterState.SENT, AskEvent.LEFT, cause)
        outbox.learn(store, letter, receipt)
        if copy is not None:
            outbox.copy_due(store, letter, copy)
    return _told(letter, LetterState.SENT)


def _file_copies(store: Store, post: _Post, now: Time) -> Iterator[Delivery]:
    """See to the Sent folder, after the fact: whatever goes wrong here, the letter left."""
    sender = post.sender
    if not isinstance(sender, SentFolder):
        return
    for letter in outbox.copies_due(store, now):
        if letter.carrier != post.carrier:
            continue  # it left by an account whose Sent folder is another
        try:
            settled = now - (letter.sent_at or now) >= SETTLED
            receipt = Receipt(message_id=letter.provider_message_id)
            sender.file(_copy(letter), receipt, settled=settled)
        except ConnectorError as fault:
            since = letter.sent_at or now
            again = _later(since, now) if now - since < COPY_SECONDS else None
            outbox.copy_due(store, letter, again)
            why = f"your Sent folder has no copy yet: {fault}"
            yield _told(letter, LetterState.SENT, why)
        else:
            outbox.copy_due(store, letter, None)


def _later(since: Time, now: Time) -> Time:
    """When to try again what has failed *since*: after as long again."""
    return Time(now + min(max(now - since, FIRST_REST), LONGEST_REST))


def _copy(letter: OutgoingLetter) -> bytes:
    """What left, for the owner's eyes: it says who got a blind copy."""
    return blind.carrying(_as_it_left(letter), letter.hidden)


def _as_it_left(letter: OutgoingLetter) -> bytes:
    """The bytes that were sent: the approved ones, or those with the Date they left at."""
    if letter.sending_since is None or sha256(letter.raw).hexdigest() == letter.final_sha256:
        return letter.raw
    return compose.redated(letter.raw, datetime.fromtimestamp(letter.sending_since, UTC))


def _settle(store: Store, post: _Post, now: Time, *, by_hand: bool) -> Iterator[Delivery]:
    """Look up every letter that may have left: sent where it is found, else the owner's to say."""
    for letter in outbox.letters(store, LetterState.SENDING):
        if _rests(letter, now, by_hand=by_hand):
            continue
        try:
            yield from _looked_up(store, post, letter, now)
        except ConnectorError as fault:  # it cannot be asked now: nothing is decided
            outbox.rest(store, letter, _later(letter.sending_since or letter.send_after, now))
            if _lasts(fault):
                unseen = f"it may have left; that cannot be seen: {fault}"
                companions.flag(store, letter.place, unseen)
            yield _told(letter, LetterState.SENDING, f"that cannot be seen now: {fault}")


def _looked_up(store: Store, post: _Post, letter: OutgoingLetter, now: Time) -> Iterator[Delivery]:
    """Settle *letter* where it is found or was never taken; raises as `Sender.find_sent`."""
    try:
        receipt = post.sender.find_sent(absence.key(letter))
    except Refused as never_taken:
        if letter.carrier == post.carrier:
            yield _refused(store, letter, never_taken, now)
            return
        receipt = None  # it was given to another, who may have taken it
    began = letter.sending_since or letter.send_after
    filed = absence.filed_within(post.sender, post.carrier, letter)
    if receipt:
        yield _left(store, letter, receipt, now)
    elif abs(now - began) >= absence.grace(filed, letter):  # a clock set back ends it, too
        yield from _not_found(store, post, letter, now)


def _not_found(store: Store, post: _Post, letter: OutgoingLetter, now: Time) -> Iterator[Delivery]:
    """Decide about a letter whose first wait is over; raises as `Sender.find_sent`."""
    filed = absence.filed_within(post.sender, post.carrier, letter)
    if filed is None:
        yield _unknown(store, letter, now)
        return
    seen = absence.sight(store, post.sender, letter, now)
    if not absence.waited(seen, filed, letter, now):
        since = min(letter.missing_since or now, now)
        outbox.miss(store, letter, since, Time(now + absence.grace(filed, letter)))
    elif absence.proves(seen, letter):
        yield _never_taken(store, letter, now)
    else:
        yield _unknown(store, letter, now)


def _never_taken(store: Store, letter: OutgoingLetter, now: Time) -> Delivery:
    """Plan a letter again that is not where all that was taken is."""
    why = "it is not among the sent, where all is that was taken"
    cause = Cause(at=now, origin=Origin.OUTBOX, why=why)
    outbox.journal(store, letter, LetterState.PLANNED, AskEvent.REFUSED, cause, missed=True)
    return _told(letter, LetterState.PLANNED, why)


def _unknown(store: Store, letter: OutgoingLetter, now: Time) -> Delivery:
    why = "it may have left and cannot be found; look in your Sent folder"
    cause = Cause(at=now, origin=Origin.OUTBOX, why=why)
    outbox.journal(store, letter, LetterState.UNKNOWN, AskEvent.LOST_SIGHT, cause)
    companions.flag(store, letter.place, why)
    return _told(letter, LetterState.UNKNOWN, why)
