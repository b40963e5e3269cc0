"""Asks and what happened to them: the owner's, never derived; each move is a row of `ask_event`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from secrets import token_hex
from typing import Any

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    AskKind,
    Letter,
    PersonUid,
    ProspectId,
    Time,
)
from narrowcast.agent.errors import InputError, NotFound
from narrowcast.agent.store import persons
from narrowcast.agent.store.store import Store


class Origin(StrEnum):
    """Who caused an event; only the owner's origins may approve."""

    CLI = "cli"
    OWN_SENT_ANSWER = "own-sent-answer"
    OUTBOX = "outbox"
    MAIL = "mail"
    CALENDAR = "calendar"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One ask as kept."""

    id: AskId
    prospect: ProspectId
    introducer: PersonUid
    introducer_address: AddressKey
    kind: AskKind
    state: AskState
    needs_review: str
    """'' or what the owner is to look at."""
    letter: Letter
    created: Time
    changed: Time
    snoozed_until: Time | None
    unasked: int = 0
    """The introduction nobody was asked for that it was made of; 0: the owner asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event of an ask's life, with what caused it."""

    id: int
    ask: AskId
    at: Time
    event: AskEvent
    before: AskState
    after: AskState
    origin: Origin
    message_id: str
    why: str
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why an event is kept: when, by whom, and the message or meeting that shows it."""

    at: Time
    origin: Origin
    message_id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who is to be asked for what, in which words."""

    prospect: ProspectId
    introducer: tuple[AddressKey, ...]
    """All their addresses; the letter's own is where their lasting uid is at home."""
    kind: AskKind
    letter: Letter


def draft(store: Store, wish: Wish, cause: Cause, *, mint: Callable[[], str] = token_hex) -> Ask:
    """Keep a new ask with its drafted letter; the introducer has a lasting uid from now on."""
    with store.writing():
        number = _insert(store, wish, cause.at, mint)
        happen(store, number, AskEvent.DRAFTED, cause)
    return get(store, number)


def take_up(
    store: Store, wish: Wish, unasked: int, cause: Cause, *, mint: Callable[[], str] = token_hex
) -> Ask:
    """Make an ask of an introduction nobody was asked for, by its number; *cause* cites its mail.

    The letter of *wish* names whom the introduction came from and its subject; it never leaves.
    One that was taken back is taken up again. Raises IllegalMove where it is an ask already.
    """
    with store.writing():
        known = made_of(store, unasked)
        number = known.id if known else _insert(store, wish, cause.at, mint, unasked)
        happen(store, number, AskEvent.TAKEN_UP, cause)
    return get(store, number)


def made_of(store: Store, unasked: int) -> Ask | None:
    """The ask that was made of an introduction nobody was asked for, be that taken back or not."""
    return next(_asks(store, "unasked = ?", (unasked,)), None)


def _insert(store: Store, wish: Wish, at: Time, mint: Callable[[], str], unasked: int = 0) -> AskId:
    to = AddressKey(wish.letter.to_address)
    keys = (to, *(key for key in wish.introducer if key != to))
    number = store.conn.execute(
        "INSERT INTO ask (prospect, introducer, introducer_address, kind, state, letter,"
        " created, changed, unasked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            wish.prospect,
            persons.uid_for(store, keys, at, mint),
            to,
            wish.kind,
            AskState.SUGGESTED,
            written(wish.letter),
            at,
            at,
            unasked,
        ),
    ).lastrowid
    assert number is not None, "an INSERT has a row"
    return AskId(number)


def get(store: Store, ask: AskId) -> Ask:
    """Find an ask by its number; raises NotFound."""
    for found in _asks(store, "id = ?", (ask,)):
        return found
    raise NotFound("ask", f"#{ask}", "see: narrowcast timeline")


def every(store: Store, states: Collection[AskState] | None = None) -> tuple[Ask, ...]:
    """All asks, or those in *states*, by number."""
    if states is None:
        return tuple(_asks(store, "1 ORDER BY id", ()))
    wanted = json.dumps(sorted(states))
    return tuple(_asks(store, "state IN (SELECT value FROM json_each(?)) ORDER BY id", (wanted,)))


def move(store: Store, ask: AskId, event: AskEvent, cause: Cause) -> Ask:
    """Let *event* happen to an ask; raises IllegalMove, and then nothing changed."""
    with store.writing():
        happen(store, ask, event, cause)
    return get(store, ask)


def flag(store: Store, ask: AskId, why: str) -> None:
    """Ask the owner to look at an ask; '' takes the flag away."""
    with store.writing():
        note_review(store, ask, why)


def note_review(store: Store, ask: AskId, why: str) -> None:
    """Flag an ask inside the caller's transaction."""
    store.conn.execute("UPDATE ask SET needs_review = ? WHERE id = ?", (why, ask))


def snooze(store: Store, ask: AskId, until: Time, cause: Cause) -> Ask:
    """Put an unsent ask off; raises IllegalMove once its letter is approved."""
    with store.writing():
        happen(store, ask, AskEvent.SNOOZED, cause)
        store.conn.execute("UPDATE ask SET snoozed_until = ? WHERE id = ?", (until, ask))
    return get(store, ask)


def postpone(store: Store, ask: AskId, until: Time | None, cause: Cause) -> Ask:
    """They want to be asked again at *until*; raises IllegalMove where that cannot be."""
    with store.writing():
        happen(store, ask, AskEvent.POSTPONED, cause)
        store.conn.execute("UPDATE ask SET snoozed_until = ? WHERE id = ?", (until, ask))
    return get(store, ask)


def undo(store: Store, ask: AskId, cause: Cause) -> Happened:
    """Take back the last event of an ask and return it; raises InputError where that cannot be."""
    with store.writing():
        last = last_step(store, ask)
        if last is None:
            state = get(store, ask).state
            raise InputError(f"nothing of ask #{ask} can be undone: it is {state}")
        store.conn.execute("UPDATE ask_event SET undone = 1 WHERE id = ?", (last.id,))
        store.conn.execute(
            "UPDATE ask SET state = ?, changed = ?, needs_review = '' WHERE id = ?",
            (last.before, cause.at, ask),
        )
    return last


def last_step(store: Store, ask: AskId) -> Happened | None:
    """The last event of an ask where it can be taken back; None: it cannot."""
    last = next((one for one in reversed(history(store, ask)) if not one.undone), None)
    if last is None or not asks.reversible(last.event):
        return None
    return last if last.after is get(store, ask).state else None


def history(store: Store, ask: AskId | None = None) -> tuple[Happened, ...]:
    """What happened to one ask, or to all, in order; undone events included."""
    rows = store.conn.execute(
        "SELECT id, ask, at, event, before, after, origin, message_id, why, undone FROM ask_event"
        " WHERE ask = ?1 OR ?1 IS NULL ORDER BY id",
        (ask,),
    )
    return tuple(
        Happened(
            id=number,
            ask=AskId(of),
            at=Time(at),
            event=AskEvent(event),
            before=AskState(before),
            after=AskState(after),
            origin=Origin(origin),
            message_id=message_id,
            why=why,
            undone=bool(undone),
        )
        for number, of, at, event, before, after, origin, message_id, why, undone in rows
    )


def happen(store: Store, ask: AskId, event: AskEvent, cause: Cause) -> None:
    """Let *event* happen inside the caller's transaction; raises IllegalMove."""
    (state,) = store.conn.execute("SELECT state FROM ask WHERE id = ?", (ask,)).fetchone()
    before = AskState(state)
    after = asks.move(before, event)
    store.conn.execute(
        "INSERT INTO ask_event (ask, at, event, before, after, origin, message_id, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (ask, cause.at, event, before, after, cause.origin, cause.message_id, cause.why),
    )
    store.conn.execute(
        "UPDATE ask SET state = ?, changed = ?, needs_review = '' WHERE id = ?",
        (after, cause.at, ask),
    )


def _asks(store: Store, where: str, arguments: Sequence[object]) -> Iterator[Ask]:
    query = (
        "SELECT id, prospect, introducer, introducer_address, kind, state, needs_review, letter,"
        f" created, changed, snoozed_until, unasked FROM ask WHERE {where}"
    )
    for row in store.conn.execute(query, arguments).fetchall():
        yield Ask(
            id=AskId(row[0]),
            prospect=ProspectId(row[1]),
            introducer=PersonUid(row[2]),
            introducer_address=AddressKey(row[3]),
            kind=AskKind(row[4]),
            state=AskState(row[5]),
            needs_review=row[6],
            letter=read(row[7]),
            created=Time(row[8]),
            changed=Time(row[9]),
            snoozed_until=None if row[10] is None else Time(row[10]),
            unasked=row[11],
        )


def written(letter: Letter) -> str:
    """A letter as its column holds it."""
    return json.dumps(asdict(letter), ensure_ascii=False)


def read(text: str) -> Letter:
    """A letter from its column."""
    values: dict[str, Any] = json.loads(text)
    sources = tuple((sentence, fact) for sentence, fact in values.pop("sources"))
    return replace(Letter(**values), sources=sources)
