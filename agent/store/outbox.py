"""Approvals and letters under way: the bytes that were approved, and where they are.

A transaction that permits a send is durable (synchronous=FULL) before anything leaves. Letters move
by compare-and-set: whoever finds another state than expected sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AskId, Letter, Time
from narrowcast.agent.errors import InputError
from narrowcast.agent.store.asks import Ask, Cause, get, happen, note_review, written
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Receipt


class LetterState(StrEnum):
    """Where a letter's bytes are."""

    PLANNED = "planned"
    SENDING = "sending"  # journalled before the transport is called
    SENT = "sent"
    UNKNOWN = "unknown"  # may have left; the owner says
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingLetter:
    """A letter with its approved bytes."""

    id: int
    ask: AskId
    message_id: str
    token: str
    raw: bytes
    sha256: str
    sender: str
    recipient: str
    send_after: Time
    state: LetterState
    attempt: int = 0
    sending_since: Time | None = None
    sent_at: Time | None = None
    final_sha256: str = ""
    """Of the bytes that left, their Date included."""
    provider_message_id: str = ""
    provider_thread: str = ""
    retry_at: Time | None = None
    """Not to be tried again before."""
    retry_asked: bool = False
    """Whether the server named that time: then nobody comes earlier."""
    carrier: str = ""
    """The account it was given to; '' the outbox folder."""


def approve(store: Store, letter: OutgoingLetter, cause: Cause) -> Ask:
    """Keep the owner's approval of exactly these bytes and plan their sending, durably."""
    with store.writing(durable=True):
        happen(store, letter.ask, AskEvent.APPROVED, cause)
        store.conn.execute(
            "INSERT INTO approval (ask, at, origin, sha256) VALUES (?, ?, ?, ?)",
            (letter.ask, cause.at, cause.origin, letter.sha256),
        )
        store.conn.execute(
            "INSERT INTO outbox (ask, purpose, message_id, token, raw, sha256, sender, recipient,"
            " send_after, state) VALUES (?, 'ask', ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                letter.ask,
                letter.message_id,
                letter.token,
                letter.raw,
                letter.sha256,
                letter.sender,
                letter.recipient,
                letter.send_after,
                LetterState.PLANNED,
            ),
        )
        happen(store, letter.ask, AskEvent.SCHEDULED, cause)
    return get(store, letter.ask)


def approved_at(store: Store, letter: OutgoingLetter, not_before: Time) -> Time | None:
    """When these bytes were approved; None: no approval stands of *not_before* or later."""
    (at,) = store.conn.execute(
        "SELECT max(at) FROM approval WHERE ask = ? AND sha256 = ? AND withdrawn IS NULL"
        " AND at >= ?",
        (letter.ask, letter.sha256, not_before),
    ).fetchone()
    return None if at is None else Time(at)


def withdraw(store: Store, ask: AskId, event: AskEvent, cause: Cause, review: str = "") -> Ask:
    """Let *event* end an ask's approval, durably: nothing of it leaves any more.

    *review* is what the owner is to look at.
    """
    with store.writing(durable=True):
        _withdraw(store, ask, cause.at)
        happen(store, ask, event, cause)
        note_review(store, ask, review)
    return get(store, ask)


def cancel(store: Store, ask: AskId, cause: Cause) -> Ask:
    """Drop an ask that was not sent, its approval first."""
    with store.writing(durable=True):
        if get(store, ask).state in {AskState.APPROVED, AskState.SCHEDULED}:
            _withdraw(store, ask, cause.at)
            happen(store, ask, AskEvent.RECALLED, cause)
        happen(store, ask, AskEvent.CANCELLED, cause)
    return get(store, ask)


def confirm(store: Store, ask: AskId, cause: Cause) -> Ask:
    """Keep the owner's word that a letter of unknown fate left; its copy is seen to."""
    with store.writing(durable=True):
        happen(store, ask, AskEvent.LEFT, cause)
        store.conn.execute(
            "UPDATE outbox SET copy_due = ? WHERE ask = ? AND state IN (?, ?)",
            (cause.at, ask, LetterState.SENDING, LetterState.UNKNOWN),
        )
        seen_sent(store, ask, cause.at)
    return get(store, ask)


def rewrite(store: Store, ask: AskId, letter: Letter, cause: Cause) -> Ask:
    """Replace an ask's letter; an approval of the former one is withdrawn."""
    with store.writing(durable=True):
        kept = get(store, ask)
        if kept.state in {AskState.APPROVED, AskState.SCHEDULED}:
            _withdraw(store, ask, cause.at)
            happen(store, ask, AskEvent.EDITED, cause)
        elif kept.state is not AskState.DRAFTED:
            raise InputError(f"ask #{ask} is {kept.state}; its letter can no longer be changed")
        store.conn.execute(
            "UPDATE ask SET letter = ?, introducer_address = ? WHERE id = ?",
            (written(letter), letter.to_address, ask),
        )
    return get(store, ask)


def letters(store: Store, state: LetterState | None = None) -> tuple[OutgoingLetter, ...]:
    """Letters in the outbox, all or in one *state*, in the order they are to leave."""
    return tuple(_letters(store, state))


def standing(store: Store) -> tuple[OutgoingLetter, ...]:
    """Every letter that left or may leave: all but those taken back."""
    return tuple(one for one in _letters(store, None) if one.state is not LetterState.RECALLED)


def letter_of(store: Store, ask: AskId) -> OutgoingLetter | None:
    """The latest letter of an ask that was not taken back."""
    return next((one for one in reversed(standing(store)) if one.ask == ask), None)


def journal(
    store: Store,
    letter: OutgoingLetter,
    state: LetterState,
    event: AskEvent,
    cause: Cause,
    *,
    final: bytes = b"",
    carrier: str = "",
    retry_at: Time | None = None,
    retry_asked: bool = False,
) -> OutgoingLetter:
    """Write down durably what is about to happen, or has happened, to a letter; return it so.

    *final* are the bytes that leave, where they are about to: their hash is kept, and the *carrier*
    they are given to. *retry_at* is when a letter that was not taken may be tried again,
    *retry_asked* whether the server said so.
    """
    with store.writing(durable=True):
        changed = store.conn.execute(
            "UPDATE outbox SET state = ?, attempt = attempt + ?,"
            " sending_since = coalesce(?, sending_since), sent_at = coalesce(?, sent_at),"
            " final_sha256 = coalesce(?, final_sha256), carrier = coalesce(?, carrier),"
            " retry_at = ?, retry_asked = ?"
            " WHERE id = ? AND state = ?",
            (
                state,
                state is LetterState.SENDING,
                cause.at if state is LetterState.SENDING else None,
                cause.at if state is LetterState.SENT else None,
                sha256(final).hexdigest() if final else None,
                carrier if state is LetterState.SENDING else None,
                retry_at,
                retry_asked,
                letter.id,
                letter.state,
            ),
        ).rowcount
        if changed != 1:
            said = "; nothing was sent" if state is LetterState.SENDING else ""
            raise InputError(f"the letter of ask #{letter.ask} was changed meanwhile{said}")
        happen(store, letter.ask, event, cause)
    return next(one for one in _letters(store, state) if one.id == letter.id)


def learn(store: Store, letter: OutgoingLetter, receipt: Receipt) -> None:
    """Keep the ids a transport gave to a letter."""
    with store.writing():
        store.conn.execute(
            "UPDATE outbox SET provider_id = ?, provider_message_id = ?, provider_thread = ?"
            " WHERE id = ?",
            (receipt.provider_id, receipt.message_id, receipt.thread, letter.id),
        )


def rest(store: Store, letter: OutgoingLetter, until: Time) -> None:
    """Leave a letter alone *until* then: whoever knows what became of it does not answer."""
    with store.writing():
        store.conn.execute("UPDATE outbox SET retry_at = ? WHERE id = ?", (until, letter.id))


def copy_due(store: Store, letter: OutgoingLetter, at: Time | None) -> None:
    """Note when the Sent folder is to get a copy of a letter that left; None: it has one."""
    with store.writing():
        store.conn.execute("UPDATE outbox SET copy_due = ? WHERE id = ?", (at, letter.id))


def copies_due(store: Store, now: Time) -> tuple[OutgoingLetter, ...]:
    """Letters that left and of which the Sent folder may lack a copy."""
    rows = store.conn.execute(
        "SELECT id FROM outbox WHERE copy_due <= ? AND state = ?", (now, LetterState.SENT)
    )
    due = {number for (number,) in rows}
    return tuple(one for one in _letters(store, LetterState.SENT) if one.id in due) if due else ()


def try_again_now(store: Store) -> None:
    """Let letters and copies that wait for their next try have it at once: the cause is gone."""
    with store.writing():
        store.conn.execute("UPDATE outbox SET retry_at = NULL WHERE retry_at IS NOT NULL")
        store.conn.execute("UPDATE outbox SET copy_due = 0 WHERE copy_due IS NOT NULL")


def seen_sent(store: Store, ask: AskId, at: Time) -> None:
    """Note, inside the caller's transaction, that a letter of unknown fate lies among the sent."""
    store.conn.execute(
        "UPDATE outbox SET state = ?, sent_at = coalesce(sent_at, ?)"
        " WHERE ask = ? AND state IN (?, ?)",
        (LetterState.SENT, at, ask, LetterState.SENDING, LetterState.UNKNOWN),
    )


def _withdraw(store: Store, ask: AskId, now: Time) -> None:
    store.conn.execute(
        "UPDATE approval SET withdrawn = ? WHERE ask = ? AND withdrawn IS NULL", (now, ask)
    )
    store.conn.execute(
        "UPDATE outbox SET state = ? WHERE ask = ? AND state IN (?, ?)",
        (LetterState.RECALLED, ask, LetterState.PLANNED, LetterState.UNKNOWN),
    )


def _letters(store: Store, state: LetterState | None) -> Iterator[OutgoingLetter]:
    rows = store.conn.execute(
        "SELECT id, ask, message_id, token, raw, sha256, sender, recipient, send_after, state,"
        " attempt, sending_since, sent_at, final_sha256, provider_message_id, provider_thread,"
        " retry_at, retry_asked, carrier FROM outbox"
        " WHERE (state = ?1 OR ?1 IS NULL) AND purpose = 'ask' ORDER BY send_after, id",
        (state,),
    ).fetchall()
    for row in rows:
        yield OutgoingLetter(
            id=row[0],
            ask=AskId(row[1]),
            message_id=row[2],
            token=row[3],
            raw=bytes(row[4]),
            sha256=row[5],
            sender=row[6],
            recipient=row[7],
            send_after=Time(row[8]),
            state=LetterState(row[9]),
            attempt=row[10],
            sending_since=None if row[11] is None else Time(row[11]),
            sent_at=None if row[12] is None else Time(row[12]),
            final_sha256=row[13],
            provider_message_id=row[14],
            provider_thread=row[15],
            retry_at=None if row[16] is None else Time(row[16]),
            retry_asked=bool(row[17]),
            carrier=row[18],
        )
