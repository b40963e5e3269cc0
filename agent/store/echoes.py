"""Mails that only repeat what the owner's own letters said first."""

from __future__ import annotations

from narrowcast.agent.core.keys import key_of
from narrowcast.agent.store.store import Store


def echoes(store: Store) -> frozenset[int]:
    """Mails on threads that our own letters began: what they name, we named first."""
    keys = {
        key_of(name)
        for message_id, token, sender in store.conn.execute(
            "SELECT message_id, token, sender FROM outbox"
        )
        for name in (message_id, f"<{token}@{sender.rpartition('@')[2]}>")
    }
    if not keys:
        return frozenset()
    marks = ",".join(map(str, sorted(keys)))
    rows = store.conn.execute(
        f"SELECT id FROM message WHERE thread IN ({marks}) OR parent IN ({marks})"
    )
    return frozenset(row for (row,) in rows)
