"""What the owner decided about people: append-only, keyed by the addresses it was made on."""

from __future__ import annotations

import json
from collections.abc import Sequence

from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.model import AddressKey, PersonUid, Time
from narrowcast.agent.store.store import Store


def decide(
    store: Store,
    kind: DecisionKind,
    addresses: Sequence[AddressKey],
    now: Time,
    *,
    others: Sequence[AddressKey] = (),
    name: str = "",
    uid: PersonUid | None = None,
) -> None:
    """Keep one decision; a later one on the same addresses wins."""
    value = {"others": list(others), "name": name}
    with store.writing():
        store.conn.execute(
            "INSERT INTO decision (at, kind, uid, addresses, value) VALUES (?, ?, ?, ?, ?)",
            (now, kind, uid or "", json.dumps(list(addresses)), json.dumps(value)),
        )
