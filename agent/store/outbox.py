"""Approvals and letters under way: the bytes that were approved, and where they are.

A transaction that permits a send is durable (synchronous=FULL) before anything leaves. Letters move
by compare-and-set: whoever finds another state than expected sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AskId, Letter, LetterId, LetterPurpose, Time
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import answers, companions
from narrowcast.agent.store.asks import Cause, written
from narrowcast.agent.store.companions import OWN, Place
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
    hidden: tuple[str, ...] = ()
    """Who else gets it, in blind copy: covered by *sha256*, and named by no header."""
    letter: LetterId = OWN
    purpose: LetterPurpose = LetterPurpose.ASK
    send_after: Time
    state: LetterState
    attempt: int = 0
    sending_since: Time | None = None
    sent_at: Time | None = None
    final_sha256: str = ""
    """Of the bytes that left, their Date included."""
    provider_id: str = ""
    provider_message_id: str = ""
    provider_thread: str = ""
    retry_at: Time | None = None
    """Not to be tried again before."""
    retry_asked: bool = False
    """Whether the server named that time: then nobody comes earlier."""
    carrier: str = ""
    """The account it was given to; '' the outbox folder."""
    missed: int = 0
    """How often it was not found where all that was taken is filed, and given away again."""
    turn: int = 0
    """Its place among all that were given away, by its last try; 0: it was not yet."""
    missing_since: Time | None = None
    """When it was first sought after all should show, and not found."""

    @property
    def place(self) -> Place:
        """Which letter these are the bytes of."""
        return Place(self.ask, self.letter)


def approve(
    store: Store, letter: OutgoingLetter, cause: Cause, *, in_spite_of: Collection[str] = ()
) -> None:
    """Keep the owner's approval of exactly these bytes and plan their sending, durably.

    *in_spite_of* are the codes of etiquette that the owner overrode.
    """
    with store.writing(durable=True):
        companions.happen(store, letter.place, AskEvent.APPROVED, cause)
        store.conn.execute(
            "INSERT INTO approval (ask, letter, at, origin, sha256, in_spite_of)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*letter.place, cause.at, cause.origin, letter.sha256, " ".join(in_spite_of)),
        )
        store.conn.execute(
            "INSERT INTO outbox (ask, letter, purpose, message_id, token, raw, sha256, sender,"
            " recipient, hidden, send_after, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *letter.place,
                letter.purpose,
                letter.message_id,
                letter.token,
                letter.raw,
                letter.sha256,
                letter.sender,
                letter.recipient,
                json.dumps(letter.hidden),
                letter.send_after,
                LetterState.PLANNED,
            ),
        )
        companions.happen(store, letter.place, AskEvent.SCHEDULED, cause)


def approved_at(store: Store, letter: OutgoingLetter, not_before: Time) -> Time | None:
    """When these bytes were approved; None: no approval stands of *not_before* or later."""
    (at,) = store.conn.execute(
        "SELECT max(at) FROM approval WHERE ask = ? AND letter = ? AND sha256 = ?"
        " AND withdrawn IS NULL AND at >= ?",
        (*letter.place, letter.sha256, not_before),
    ).fetchone()
    return None if at is None else Time(at)


def was_approved(store: Store, place: Place, since: Time) -> bool:
    """Whether a letter was approved at *since* or later, be that withdrawn or not."""
    found = store.conn.execute(
        "SELECT 1 FROM approval WHERE ask = ? AND letter = ? AND at >= ?", (*place, since)
    )
    return found.fetchone() is not None


def overridden(store: Store, letter: OutgoingLetter) -> frozenset[str]:
    """The codes of etiquette that the owner overrode when these bytes were approved last."""
    row = store.conn.execute(
        "SELECT in_spite_of FROM approval WHERE ask = ? AND letter = ? AND sha256 = ?"
        " AND withdrawn IS NULL ORDER BY id DESC LIMIT 1",
        (*letter.place, letter.sha256),
    ).fetchone()
    return frozenset(row[0].split()) if row else frozenset()


def withdraw(
    store: Store,
    ask: AskId,
    event: AskEvent,
    cause: Cause,
    review: str = "",
    *,
    letter: LetterId = OWN,
) -> None:
    """Let *event* end the approval of a letter, durably: it does not leave any more.

    *review* is what the owner is to look at.
    """
    place = Place(ask, letter)
    with store.writing(durable=True):
        _withdraw(store, place, cause.at)
        companions.happen(store, place, event, cause)
        companions.note_review(store, place, review)


def cancel(store: Store, ask: AskId, cause: Cause, *, letter: LetterId = OWN) -> None:
    """Drop a letter that was not sent (of an ask's own: the ask), its approval first."""
    place = Place(ask, letter)
    with store.writing(durable=True):
        if companions.state_of(store, place) in _APPROVED:
            _withdraw(store, place, cause.at)
            companions.happen(store, place, AskEvent.RECALLED, cause)
        companions.happen(store, place, AskEvent.CANCELLED, cause)


def confirm(store: Store, ask: AskId, cause: Cause, *, letter: LetterId = OWN) -> None:
    """Keep the owner's word that a letter of unknown fate left; its copy is seen to."""
    place = Place(ask, letter)
    with store.writing(durable=True):
        companions.happen(store, place, AskEvent.LEFT, cause)
        store.conn.execute(
            "UPDATE outbox SET copy_due = ? WHERE ask = ? AND letter = ? AND state IN (?, ?)",
            (cause.at, *place, LetterState.SENDING, LetterState.UNKNOWN),
        )
        seen_sent(store, ask, cause.at, letter=letter)


def rewrite(
    store: Store, ask: AskId, words: Letter, cause: Cause, *, letter: LetterId = OWN
) -> None:
    """Replace the words of a letter; an approval of the former ones is withdrawn."""
    place = Place(ask, letter)
    with store.writing(durable=True):
        state = companions.state_of(store, place)
        if state in _APPROVED:
            _withdraw(store, place, cause.at)
            companions.happen(store, place, AskEvent.EDITED, cause)
        elif state is not AskState.DRAFTED:
            whose = "its words" if letter else "its letter"
            raise InputError(f"{place} is {state}; {whose} can no longer be changed")
        if letter:
            companions.replace_words(store, letter, words, cause.at)
            return
        store.conn.execute(
            "UPDATE ask SET letter = ?, introducer_address = ? WHERE id = ?",
            (written(words), words.to_address, ask),
        )


_APPROVED = frozenset({AskState.APPROVED, AskState.SCHEDULED})


def letters(store: Store, state: LetterState | None = None) -> tuple[OutgoingLetter, ...]:
    """Letters in the outbox, all or in one *state*, in the order they are to leave."""
    return tuple(_letters(store, state))


def standing(store: Store) -> tuple[OutgoingLetter, ...]:
    """Every ask's own letter that left or may leave: all but those taken back."""
    return tuple(one for one in _standing(store) if not one.letter)


def letter_of(store: Store, ask: AskId, letter: LetterId = OWN) -> OutgoingLetter | None:
    """The latest bytes of an ask's own letter, or of one beside it, that were not taken back."""
    place = Place(ask, letter)
    return next((one for one in reversed(tuple(_standing(store))) if one.place == place), None)


def _standing(store: Store) -> Iterator[OutgoingLetter]:
    return (one for one in _letters(store, None) if one.state is not LetterState.RECALLED)


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
    missed: bool = False,
) -> OutgoingLetter:
    """Write down durably what is about to happen, or has happened, to a letter; return it so.

    *final* are the bytes that leave, where they are about to: their hash is kept, and the *carrier*
    they are given to. *retry_at* is when a letter that was not taken may be tried again,
    *retry_asked* whether the server said so, *missed* whether a look-up says that it was not.
    """
    with store.writing(durable=True):
        changed = store.conn.execute(
            "UPDATE outbox SET state = ?, attempt = attempt + ?,"
            " sending_since = coalesce(?, sending_since), sent_at = coalesce(?, sent_at),"
            " final_sha256 = coalesce(?, final_sha256), carrier = coalesce(?, carrier),"
            " retry_at = ?, retry_asked = ?, missed = missed + ?, missing_since = NULL,"
            " turn = CASE WHEN ? THEN (SELECT max(turn) + 1 FROM outbox) ELSE turn END"
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
                missed,
                state is LetterState.SENDING,
                letter.id,
                letter.state,
            ),
        ).rowcount
        if changed != 1:
            said = "; nothing was sent" if state is LetterState.SENDING else ""
            whose = f"the letter of {letter.place}" if not letter.letter else str(letter.place)
            raise InputError(f"{whose} was changed meanwhile{said}")
        companions.happen(store, letter.place, event, cause)
        if letter.letter and state is LetterState.SENDING:
            # From now on an answer may name it; it is one to the ask.
            own = f"<{letter.token}@{letter.sender.rpartition('@')[2]}>"
            answers.mark(store, letter.ask, "id", (letter.message_id, letter.token, own))
    return next(one for one in _letters(store, state) if one.id == letter.id)


def learn(store: Store, letter: OutgoingLetter, receipt: Receipt) -> None:
    """Keep the ids a transport gave to a letter."""
    with store.writing():
        store.conn.execute(
            "UPDATE outbox SET provider_id = ?, provider_message_id = ?, provider_thread = ?"
            " WHERE id = ?",
            (receipt.provider_id, receipt.message_id, receipt.thread, letter.id),
        )
        if letter.letter:
            answers.mark(store, letter.ask, "id", (receipt.message_id,))
            answers.mark(store, letter.ask, "thread", (receipt.thread,))


def rest(store: Store, letter: OutgoingLetter, until: Time) -> None:
    """Leave a letter alone *until* then: whoever knows what became of it does not answer."""
    with store.writing():
        store.conn.execute("UPDATE outbox SET retry_at = ? WHERE id = ?", (until, letter.id))


def miss(store: Store, letter: OutgoingLetter, since: Time, until: Time) -> None:
    """Note that a letter is missing *since* then, and leave it alone *until* then."""
    with store.writing():
        store.conn.execute(
            "UPDATE outbox SET missing_since = ?, retry_at = ? WHERE id = ?",
            (since, until, letter.id),
        )


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


def seen_sent(store: Store, ask: AskId, at: Time, *, letter: LetterId = OWN) -> None:
    """Note, inside the caller's transaction, that a letter of unknown fate lies among the sent."""
    store.conn.execute(
        "UPDATE outbox SET state = ?, sent_at = coalesce(sent_at, ?)"
        " WHERE ask = ? AND letter = ? AND state IN (?, ?)",
        (LetterState.SENT, at, ask, letter, LetterState.SENDING, LetterState.UNKNOWN),
    )


def _withdraw(store: Store, place: Place, now: Time) -> None:
    store.conn.execute(
        "UPDATE approval SET withdrawn = ? WHERE ask = ? AND letter = ? AND withdrawn IS NULL",
        (now, *place),
    )
    store.conn.execute(
        "UPDATE outbox SET state = ? WHERE ask = ? AND letter = ? AND state IN (?, ?)",
        (LetterState.RECALLED, *place, LetterState.PLANNED, LetterState.UNKNOWN),
    )


def _letters(store: Store, state: LetterState | None) -> Iterator[OutgoingLetter]:
    rows = store.conn.execute(
        "SELECT id, ask, message_id, token, raw, sha256, sender, recipient, send_after, state,"
        " attempt, sending_since, sent_at, final_sha256, provider_message_id, provider_thread,"
        " retry_at, retry_asked, carrier, missed, hidden, letter, purpose, turn,"
        " missing_since, provider_id FROM outbox"
        " WHERE state = ?1 OR ?1 IS NULL ORDER BY send_after, id",
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
            missed=row[19],
            hidden=tuple(json.loads(row[20])),
            letter=LetterId(row[21]),
            purpose=LetterPurpose(row[22]),
            turn=row[23],
            missing_since=None if row[24] is None else Time(row[24]),
            provider_id=row[25],
        )
