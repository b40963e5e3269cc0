"""Who had a letter reported as unwanted: never to be written to until the owner takes that back.

Each is a decision of kind `never` that cites the report: all that heeds the owner's "never" heeds
it, and `narrowcast person undo` takes it back. One report makes one, once for all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from narrowcast.agent.core.model import AddressKey, AskId, Time
from narrowcast.agent.store import decisions
from narrowcast.agent.store.decision_log import FOREVER, HOLDS
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Somebody reported a letter of an ask as unwanted."""

    ask: AskId
    address: AddressKey
    at: Time
    message_id: str
    """Of the report."""
    number: int = 0
    """Of the decision that holds the address; 0: not kept yet."""


def keep(store: Store, one: Complaint, mint: Callable[[], str] = token_hex) -> bool:
    """Hold the address from now on; False where this report did so before, be it taken back."""
    known = store.conn.execute(
        "SELECT 1 FROM decision WHERE kind = ? AND value ->> '$.complaint' = ?"
        " AND EXISTS (SELECT 1 FROM json_each(addresses) WHERE value = ?)",
        (decisions.NEVER, one.message_id, one.address),
    ).fetchone()
    if known is not None:
        return False
    value = {"others": [], "name": "", decisions.COMPLAINT: one.message_id, "ask": one.ask}
    decisions.keep(store, decisions.NEVER, [one.address], one.at, value, mint)
    return True


def since(store: Store, at: Time) -> tuple[Complaint, ...]:
    """Those kept at *at* or later that hold, oldest first."""
    rows = store.conn.execute(
        "SELECT d.id, d.at, d.addresses, d.value FROM decision d WHERE d.kind = ? AND d.at >= ?"
        f" AND d.value ->> '$.complaint' != '' AND {HOLDS} ORDER BY d.id",
        (decisions.NEVER, at, FOREVER),
    ).fetchall()
    return tuple(
        Complaint(
            ask=AskId(said["ask"]),
            address=AddressKey(address),
            at=Time(when),
            message_id=said[decisions.COMPLAINT],
            number=number,
        )
        for number, when, addresses, value in rows
        for said in [json.loads(value)]
        for address in json.loads(addresses)
    )
