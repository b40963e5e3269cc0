"""What lies where: which records of a scope need not be read again, and which are there still."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from narrowcast.connectors.records import RemoteId


def readable(
    conn: sqlite3.Connection, scope: int, asked: Collection[RemoteId]
) -> frozenset[RemoteId]:
    """Those of *asked* that lie in a scope and taught something when they were read.

    What was no evidence then (a draft, junk) may be some by now, and a dead letter may be readable.
    """
    rows = conn.execute(
        "SELECT l.remote_id FROM json_each(?2) AS one CROSS JOIN location l"
        " ON l.scope = ?1 AND l.remote_id = one.value"
        " WHERE coalesce(l.message, l.meeting, l.card) IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM dead_letter d WHERE d.scope = ?1 AND d.remote_id = l.remote_id)",
        (scope, json.dumps(list(asked))),
    )
    return frozenset(RemoteId(remote) for (remote,) in rows)


def mark(
    conn: sqlite3.Connection, scope: int, generation: int, still: Collection[RemoteId]
) -> None:
    """Keep the sweep of *generation* off what is still there; what does not lie here is left out.

    Part of the caller's transaction.
    """
    conn.executemany(
        "UPDATE location SET generation = ? WHERE scope = ? AND remote_id = ?",
        [(generation, scope, remote) for remote in still],
    )
