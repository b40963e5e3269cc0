"""Which of a person's addresses a letter goes to."""

from __future__ import annotations

import json
from collections.abc import Iterable

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.model import AddressKey
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
