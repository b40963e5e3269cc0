"""Introductions that nobody was asked for: somebody the owner knows wrote "meet …" by themselves.

One row for each mail. One that was taken back stays, so that the mail read again says nothing new.
Once the owner takes one up it is an ask like any other (`asks.take_up`), and is told of there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.unasked import Brought
from narrowcast.agent.errors import InputError, NotFound
from narrowcast.agent.store import asks, exchange
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaskedIntroduction:
    """Somebody brought the owner and somebody new together, unasked."""

    id: int
    at: Time
    introducer: AddressKey
    introduced: tuple[AddressKey, ...]
    message_id: str
    why: str
    """One sentence for the owner; the message it cites is *message_id*."""
    undone: bool


def note(store: Store, brought: Brought, at: Time, message_id: str) -> bool:
    """Keep one inside the caller's transaction; False where this mail is known."""
    done = store.conn.execute(
        "INSERT OR IGNORE INTO unasked (at, introducer, introduced, message_id, why)"
        " VALUES (?, ?, ?, ?, ?)",
        (at, brought.introducer, json.dumps(brought.introduced), message_id, brought.why),
    )
    return done.rowcount == 1


def every(store: Store, since: Time) -> tuple[UnaskedIntroduction, ...]:
    """All that were not taken back, from *since* on, oldest first.

    Left out are those to whom older mail, read later, shows the owner was no stranger.
    """
    found = _found(store, "NOT undone AND at >= ? ORDER BY at, id", (since,))
    return tuple(one for one in found if not _known_before(store, one))


def to_answer(store: Store, since: Time) -> tuple[UnaskedIntroduction, ...]:
    """Those from *since* on that are no ask yet, and to whose newcomers the owner has not written
    yet, oldest first.
    """
    found = (one for one in every(store, since) if not is_ask(store, one))
    return tuple(one for one in found if not answered(store, one))


def noticed(store: Store) -> tuple[UnaskedIntroduction, ...]:
    """All that are no asks, those taken back too, oldest first: what a timeline tells of them."""
    return tuple(
        one
        for one in _found(store, "1 ORDER BY at, id", ())
        if not is_ask(store, one) and (one.undone or not _known_before(store, one))
    )


def get(store: Store, number: int) -> UnaskedIntroduction:
    """Find one by its number; raises NotFound."""
    for found in _found(store, "id = ?", (number,)):
        return found
    raise NotFound("introduction", f"u{number}", "see: narrowcast timeline")


def is_ask(store: Store, one: UnaskedIntroduction) -> bool:
    """Whether the owner has taken it up, and has not taken that back."""
    ask = asks.made_of(store, one.id)
    return ask is not None and ask.state is not AskState.SUGGESTED


def answered(store: Store, one: UnaskedIntroduction) -> bool:
    """Whether the owner has written to the newcomers since."""
    return exchange.written_since(store, one.introduced, one.at)


def take_back(store: Store, number: int) -> UnaskedIntroduction:
    """Say that one was none; it stays known, and is not told of again.

    Raises NotFound, and InputError where it is an ask: that is to be taken back first.
    """
    found = get(store, number)
    if is_ask(store, found) and (ask := asks.made_of(store, number)):
        raise InputError(f"u{number} is ask #{ask.id} by now; first: narrowcast undo {ask.id}")
    with store.writing():
        store.conn.execute("UPDATE unasked SET undone = 1 WHERE id = ?", (number,))
    return found


def erase(store: Store, keys: Collection[AddressKey]) -> None:
    """Erase all that names one of *keys*, inside the caller's transaction."""
    gone = [
        (one.id,)
        for one in _found(store, "1", ())
        if {one.introducer, *one.introduced}.intersection(keys)
    ]
    store.conn.executemany("DELETE FROM unasked WHERE id = ?", gone)


def _known_before(store: Store, one: UnaskedIntroduction) -> bool:
    return all(exchange.seen_before(store, key, "", one.at) for key in one.introduced)


def _found(store: Store, where: str, values: tuple[object, ...]) -> Iterator[UnaskedIntroduction]:
    rows = store.conn.execute(
        "SELECT id, at, introducer, introduced, message_id, why, undone FROM unasked"
        f" WHERE {where}",
        values,
    ).fetchall()
    for number, at, introducer, introduced, message_id, why, undone in rows:
        yield UnaskedIntroduction(
            id=number,
            at=Time(at),
            introducer=AddressKey(introducer),
            introduced=tuple(map(AddressKey, json.loads(introduced))),
            message_id=message_id,
            why=why,
            undone=bool(undone),
        )
