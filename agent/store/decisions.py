"""What the owner decided about people: append-only, by uid and the addresses it was made on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from secrets import token_hex

from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store import persons
from narrowcast.agent.store.store import Store

NEVER = "never"
"""Kind of the decision that a person is never to be asked."""


def decide(
    store: Store,
    kind: DecisionKind | str,
    addresses: Sequence[AddressKey],
    now: Time,
    *,
    others: Sequence[AddressKey] = (),
    name: str = "",
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep one decision; a later one on the same addresses wins.

    Whom it is about has a lasting uid from now on, made by *mint* at need.
    """
    value = {"others": list(others), "name": name}
    with store.writing():
        uid = persons.uid_for(store, addresses, now, mint)
        store.conn.execute(
            "INSERT INTO decision (at, kind, uid, addresses, value) VALUES (?, ?, ?, ?, ?)",
            (now, kind, uid, json.dumps(list(addresses)), json.dumps(value)),
        )


def never(store: Store) -> dict[AddressKey, str]:
    """Addresses that are never to be written to, each with the reason."""
    found: dict[AddressKey, str] = {}
    for (addresses,) in store.conn.execute(
        "SELECT addresses FROM decision WHERE kind = ?", (NEVER,)
    ):
        found.update((AddressKey(key), "you said never") for key in json.loads(addresses))
    for (address,) in store.conn.execute(
        "SELECT introducer_address FROM ask WHERE state = 'bounced'"
    ):
        found.setdefault(AddressKey(address), "mail to it bounced")
    return found
