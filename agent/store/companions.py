"""Letters beside an ask's own, and what happened to them: the owner's, never derived.

Such a letter goes the same way towards being sent as an ask's own (`core.asks.TABLE`); what it
does to its ask stands in `core.companions.brings`. A `Place` names either kind of letter.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from narrowcast.agent.core import companions as courtesy
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.judgement import MessageKind
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    Letter,
    LetterId,
    LetterPurpose,
    Time,
)
from narrowcast.agent.errors import NotFound
from narrowcast.agent.store import answers, asks
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.agent.store.store import Store

OWN = LetterId(0)
"""The ask's own letter."""


class Place(NamedTuple):
    """One letter: an ask's own, or one beside it."""

    ask: AskId
    letter: LetterId = OWN

    def __str__(self) -> str:
        return f"letter L{self.letter}" if self.letter else f"ask #{self.ask}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """One letter beside an ask's own, as kept."""

    id: LetterId
    ask: AskId
    purpose: LetterPurpose
    state: AskState
    """One of `core.companions.STATES`."""
    needs_review: str
    """'' or what the owner is to look at."""
    letter: Letter
    hidden: tuple[str, ...]
    """Addresses that get a blind copy."""
    answers: tuple[str, ...]
    """Message-IDs of the thread it goes on, what it answers last; empty: a thread of its own."""
    created: Time
    """When its words were written."""
    changed: Time

    @property
    def place(self) -> Place:
        return Place(self.ask, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionWish:
    """What is to be written to whom, and on which thread."""

    ask: AskId
    purpose: LetterPurpose
    letter: Letter
    hidden: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of a letter beside an ask's own, with what caused it."""

    id: int
    letter: LetterId
    ask: AskId
    purpose: LetterPurpose
    at: Time
    event: AskEvent
    before: AskState
    after: AskState
    origin: Origin
    message_id: str
    why: str


def draft(store: Store, wish: CompanionWish, cause: Cause) -> Companion:
    """Keep a new letter as a draft."""
    with store.writing():
        number = store.conn.execute(
            "INSERT INTO letter (ask, purpose, state, content, answers, hidden, created, changed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                wish.ask,
                wish.purpose,
                AskState.SUGGESTED,
                asks.written(wish.letter),
                " ".join(wish.answers),
                json.dumps(wish.hidden),
                cause.at,
                cause.at,
            ),
        ).lastrowid
        assert number is not None, "an INSERT has a row"
        happen(store, Place(wish.ask, LetterId(number)), AskEvent.DRAFTED, cause)
    return get(store, LetterId(number))


def get(store: Store, letter: LetterId) -> Companion:
    """Find a letter by its number; raises NotFound."""
    for found in _companions(store, "id = ?", (letter,)):
        return found
    raise NotFound("letter", f"L{letter}", "see: narrowcast today")


def every(store: Store, states: Collection[AskState] | None = None) -> tuple[Companion, ...]:
    """All letters beside asks' own, or those in *states*, by number."""
    if states is None:
        return tuple(_companions(store, "1 ORDER BY id", ()))
    wanted = json.dumps(sorted(states))
    found = _companions(store, "state IN (SELECT value FROM json_each(?)) ORDER BY id", (wanted,))
    return tuple(found)


def pending(store: Store) -> tuple[Companion, ...]:
    """Drafts that wait for the owner, by number; those that an answer overtook are left out."""
    return tuple(one for one in every(store, {AskState.DRAFTED}) if not overtaken(store, one))


def overtaken(store: Store, companion: Companion) -> str:
    """Why a letter is out of time where its ask stands now; '' where it is not."""
    ask = asks.get(store, companion.ask)
    if ask.state not in courtesy.WRITABLE[companion.purpose]:
        return f"ask #{ask.id} is {ask.state} by now"
    if ask.needs_review and companion.purpose in courtesy.NUDGES:
        return f"a message may answer ask #{ask.id}; look at that first"
    if companion.purpose is LetterPurpose.OUTCOME and _retold(store, companion):
        return f"ask #{ask.id} is {ask.state} since it was written"
    return ""


def _retold(store: Store, companion: Companion) -> bool:
    """Whether something happened since its words that they would have to tell."""
    return any(
        step.event in courtesy.RETELLS and not step.undone and step.at > companion.created
        for step in asks.history(store, companion.ask)
    )


def of(store: Store, ask: AskId) -> tuple[Companion, ...]:
    """The letters beside one ask's own, by number; dropped ones included."""
    return tuple(_companions(store, "ask = ? ORDER BY id", (ask,)))


def left_at(store: Store, ask: AskId, purpose: LetterPurpose) -> Time | None:
    """When the last letter beside the ask for *purpose* left; None: none did."""
    left = [
        step.at
        for step in history(store, ask)
        if step.purpose is purpose and step.event is AskEvent.LEFT
    ]
    return max(left, default=None)


def history(store: Store, ask: AskId | None = None) -> tuple[Step, ...]:
    """What happened to the letters of one ask, or to all, in order."""
    rows = store.conn.execute(
        "SELECT e.id, e.letter, e.ask, l.purpose, e.at, e.event, e.before, e.after, e.origin,"
        " e.message_id, e.why FROM letter_event e JOIN letter l ON l.id = e.letter"
        " WHERE e.ask = ?1 OR ?1 IS NULL ORDER BY e.id",
        (ask,),
    )
    return tuple(
        Step(
            id=row[0],
            letter=LetterId(row[1]),
            ask=AskId(row[2]),
            purpose=LetterPurpose(row[3]),
            at=Time(row[4]),
            event=AskEvent(row[5]),
            before=AskState(row[6]),
            after=AskState(row[7]),
            origin=Origin(row[8]),
            message_id=row[9],
            why=row[10],
        )
        for row in rows
    )


# ---------------------------------------------------------------- either kind of letter


def state_of(store: Store, place: Place) -> AskState:
    """Where a letter (or the ask of an ask's own letter) stands; raises NotFound."""
    if place.letter:
        return get(store, place.letter).state
    return asks.get(store, place.ask).state


def happen(store: Store, place: Place, event: AskEvent, cause: Cause) -> None:
    """Let *event* happen to a letter inside the caller's transaction; raises IllegalMove.

    What left may bring its ask on: an outcome note closes it.
    """
    if not place.letter:
        asks.happen(store, place.ask, event, cause)
        return
    kept = get(store, place.letter)
    after = courtesy.move(kept.state, event)
    store.conn.execute(
        "INSERT INTO letter_event (letter, ask, at, event, before, after, origin, message_id, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kept.id,
            kept.ask,
            cause.at,
            event,
            kept.state,
            after,
            cause.origin,
            cause.message_id,
            cause.why,
        ),
    )
    store.conn.execute(
        "UPDATE letter SET state = ?, changed = ?, needs_review = '' WHERE id = ?",
        (after, cause.at, kept.id),
    )
    if after is AskState.SENT:
        _bring_on(store, kept, cause)


def _bring_on(store: Store, sent: Companion, cause: Cause) -> None:
    event = courtesy.brings(sent.purpose, asks.get(store, sent.ask).state)
    if event is not None:
        asks.happen(store, sent.ask, event, cause)


def note_review(store: Store, place: Place, why: str) -> None:
    """Ask the owner, inside the caller's transaction, to look at a letter; '' ends that."""
    if not place.letter:
        asks.note_review(store, place.ask, why)
        return
    store.conn.execute("UPDATE letter SET needs_review = ? WHERE id = ?", (why, place.letter))


def flag(store: Store, place: Place, why: str) -> None:
    """Ask the owner to look at a letter; '' takes the flag away."""
    with store.writing():
        note_review(store, place, why)


def replace_words(store: Store, letter: LetterId, words: Letter, at: Time) -> None:
    """Keep other words, inside the caller's transaction; who gets it stays."""
    store.conn.execute(
        "UPDATE letter SET content = ?, created = ? WHERE id = ?", (asks.written(words), at, letter)
    )


def _companions(store: Store, where: str, arguments: Sequence[object]) -> Iterator[Companion]:
    query = (
        "SELECT id, ask, purpose, state, needs_review, content, hidden, answers, created, changed"
        f" FROM letter WHERE {where}"
    )
    for row in store.conn.execute(query, arguments).fetchall():
        yield Companion(
            id=LetterId(row[0]),
            ask=AskId(row[1]),
            purpose=LetterPurpose(row[2]),
            state=AskState(row[3]),
            needs_review=row[4],
            letter=asks.read(row[5]),
            hidden=tuple(json.loads(row[6])),
            answers=tuple(row[7].split()),
            created=Time(row[8]),
            changed=Time(row[9]),
        )


# ---------------------------------------------------------------- what decides what is due


def owner_wrote(store: Store, ask: AskId) -> Time | None:
    """When the owner was last seen writing on an ask's thread by other means; None: never."""
    (at,) = store.conn.execute(
        "SELECT max(n.at) FROM answer n WHERE n.ask = ?1 AND n.kind = ?2 AND NOT EXISTS"
        " (SELECT 1 FROM outbox o WHERE o.ask = ?1 AND o.message_id = n.message_id)",
        (ask, MessageKind.OWN_FOLLOW_UP),
    ).fetchone()
    return None if at is None else Time(at)


def introducer_keys(store: Store, ask: asks.Ask) -> frozenset[AddressKey]:
    """Every address that the introducer of an ask was known by when something was decided."""
    rows = store.conn.execute("SELECT key FROM anchor WHERE uid = ?", (ask.introducer,))
    return frozenset({ask.introducer_address, *(AddressKey(row[0]) for row in rows)})


def aboard(store: Store, message_id: str) -> frozenset[AddressKey]:
    """Everybody on a kept mail: who wrote it, and to whom; empty where it is not kept."""
    rows = store.conn.execute(
        "SELECT a.key FROM message m JOIN address a ON a.id = m.author WHERE m.message_id = ?",
        (message_id,),
    )
    return answers.readers(store, message_id) | {AddressKey(row[0]) for row in rows}
