"""Records that could not be read: tried again a few times, then listed, and again when asked."""

from __future__ import annotations

from narrowcast.agent.store.store import ScopeState, Store
from narrowcast.connectors.records import RemoteId

TRIES = 3
AT_ONCE = 100  # read again in one go: a source that yields nothing but rubbish is not asked for all


def due(store: Store, scope: ScopeState) -> tuple[RemoteId, ...]:
    """Those of a scope that are still worth a try, the least tried first."""
    rows = store.conn.execute(
        "SELECT remote_id FROM dead_letter WHERE scope = ? AND tries < ? ORDER BY tries, remote_id"
        " LIMIT ?",
        (scope.row, TRIES, AT_ONCE),
    )
    return tuple(RemoteId(remote) for (remote,) in rows)


def has(store: Store, scope: ScopeState) -> bool:
    """Whether a scope has any, given up or not."""
    row = store.conn.execute(
        "SELECT 1 FROM dead_letter WHERE scope = ? LIMIT 1", (scope.row,)
    ).fetchone()
    return row is not None


def revive(store: Store) -> None:
    """Give every dead letter, and every scope that was left alone, its tries back."""
    with store.writing():
        store.conn.execute("UPDATE dead_letter SET tries = 0")
        store.conn.execute("UPDATE scope SET resets = 0, resets_since = NULL")
