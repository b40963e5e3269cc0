"""How mails between the owner and a person are worded; kept as keyed hashes, like all mentions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.tone import Worded
from narrowcast.agent.store.store import Store
from narrowcast.nlp.tongues import Wording

LATEST = 50
"""Mails that are looked at: what was usual before says nothing of now."""


def wording_with(
    store: Store,
    addresses: Iterable[AddressKey],
    before: Time,
    keys: Mapping[int, Wording],
) -> tuple[Worded, ...]:
    """The latest mails before a moment between the owner and a person, newest first, as worded.

    *keys* tells what each hash stands for (`reading.wording_keys`).
    """
    numbers = [n for key in addresses if (n := store.addresses.find(key)) is not None]
    # CROSS JOIN: their mails first, of which there are few; a wording has thousands.
    rows = store.conn.execute(
        "SELECT DISTINCT m.id, m.time, m.flags & :own, n.key FROM participation p"
        " CROSS JOIN message m ON m.id = p.message CROSS JOIN mention n ON n.message = m.id"
        " WHERE p.address IN (SELECT value FROM json_each(:who)) AND p.time < :before"
        " AND (m.author = p.address OR m.flags & :own)"
        " AND n.key IN (SELECT value FROM json_each(:keys))"
        " ORDER BY m.time DESC, m.id DESC LIMIT :most",
        {
            "own": int(Flag.OWN),
            "who": json.dumps(numbers),
            "before": before,
            "keys": json.dumps(list(keys)),
            "most": LATEST,
        },
    )
    return tuple(Worded(Time(time), bool(own), *keys[key]) for _, time, own, key in rows)
