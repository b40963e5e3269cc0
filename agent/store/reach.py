"""Which of a person's addresses a letter goes to."""

from __future__ import annotations

import json
from collections.abc import Iterable

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store


def in_use(store: Store, keys: Iterable[AddressKey]) -> AddressKey | None:
    """The address they last wrote from among those the owner has written to; None: no such.

    An address that only ever wrote under their name may be anybody's, and that of an employment
    that is over may bounce.
    """
    numbers = [number for key in keys if (number := store.addresses.find(key)) is not None]
    row = store.conn.execute(
        "SELECT a.key FROM address a WHERE a.id IN (SELECT value FROM json_each(?1)) AND EXISTS"
        " (SELECT 1 FROM participation p JOIN message m ON m.id = p.message"
        "  WHERE p.address = a.id AND m.author != a.id AND m.flags & ?2)"
        " ORDER BY (SELECT max(m.time) FROM participation p JOIN message m ON m.id = p.message"
        "  WHERE p.address = a.id AND m.author = a.id) DESC, a.key LIMIT 1",
        (json.dumps(numbers), int(Flag.OWN)),
    ).fetchone()
    return AddressKey(row[0]) if row else None


def alive_since(store: Store, keys: Iterable[AddressKey], dead: AddressKey) -> AddressKey | None:
    """Of a person's addresses, the one in use that mail did not come back from and that they wrote
    from later than from *dead*; None: no such.
    """
    gone = {dead, *bounced(store)}
    found = in_use(store, (one for one in keys if one not in gone))
    if found is None or (last_from(store, found) or 0) <= (last_from(store, dead) or 0):
        return None
    return found


def last_from(store: Store, key: AddressKey) -> Time | None:
    """When mail last came from an address; None: never."""
    (at,) = store.conn.execute(
        "SELECT max(m.time) FROM participation p JOIN message m ON m.id = p.message"
        " WHERE p.address = ?1 AND m.author = ?1",
        (store.addresses.find(key),),
    ).fetchone()
    return None if at is None else Time(at)


def bounced(store: Store) -> frozenset[AddressKey]:
    """Addresses from which a letter of an ask came back for good."""
    rows = store.conn.execute("SELECT introducer_address FROM ask WHERE state = 'bounced'")
    return frozenset(AddressKey(key) for (key,) in rows)
