"""Every decision of the owner about people, in order, and the taking back of any of them.

Nothing is erased: what is taken back is followed by a decision of kind UNDO that names its number.
An answer as of a moment before that still has it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.errors import InputError, NotFound
from narrowcast.agent.store.store import Store

UNDO = "undo"
"""Kind of the decision that takes another back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedDecision:
    """One decision as it was made."""

    number: int
    at: Time
    kind: str
    addresses: tuple[AddressKey, ...]
    value: Mapping[str, object]
    undone_at: Time | None = None


def log(store: Store) -> tuple[LoggedDecision, ...]:
    """All decisions in the order they were made, but for those that took one back."""
    undone = undone_at(store)
    return tuple(
        LoggedDecision(
            number=number,
            at=Time(at),
            kind=kind,
            addresses=tuple(map(AddressKey, json.loads(addresses))),
            value=json.loads(value or "{}"),
            undone_at=undone.get(number),
        )
        for number, at, kind, addresses, value in store.conn.execute(
            "SELECT id, at, kind, addresses, value FROM decision WHERE kind != ? ORDER BY id",
            (UNDO,),
        )
    )


def undone_at(store: Store) -> dict[int, Time]:
    """When each decision that was taken back was, by its number."""
    return {
        number: Time(at)
        for number, at in store.conn.execute(
            "SELECT CAST(value ->> '$.number' AS INTEGER), min(at) FROM decision WHERE kind = ?"
            " GROUP BY 1",
            (UNDO,),
        )
    }


def undo(store: Store, number: int | None, now: Time) -> LoggedDecision:
    """Take back the decision *number*, else the last that stands; raises NotFound, InputError."""
    decisions = log(store)
    standing = [one for one in decisions if one.undone_at is None]
    if number is None and not standing:
        raise InputError("there is no decision to take back; see: narrowcast person decisions")
    found = standing[-1] if number is None else _numbered(decisions, number)
    if found.undone_at is not None:
        raise InputError(f"decision {found.number} was taken back already")
    with store.writing():
        store.conn.execute(
            "INSERT INTO decision (at, kind, uid, addresses, value)"
            " SELECT ?, ?, uid, addresses, ? FROM decision WHERE id = ?",
            (now, UNDO, json.dumps({"number": found.number}), found.number),
        )
    return found


def _numbered(decisions: tuple[LoggedDecision, ...], number: int) -> LoggedDecision:
    for one in decisions:
        if one.number == number:
            return one
    raise NotFound("decision", str(number), "see: narrowcast person decisions")


HOLDS = (
    "NOT EXISTS (SELECT 1 FROM decision u WHERE u.kind = 'undo'"
    " AND CAST(u.value ->> '$.number' AS INTEGER) = d.id AND u.at < ?)"
)
"""That `decision d` was not taken back before a moment."""
FOREVER = Time(1 << 62)
