"""Where people ask to be answered, as the first mail that said so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from narrowcast.agent.core.redirected import Redirection
from narrowcast.agent.store.addresses import AddressBook


def keep(conn: sqlite3.Connection, book: AddressBook, redirections: Iterable[Redirection]) -> None:
    """Note each pair of addresses with the earliest mail; the order of arrival does not matter."""
    conn.executemany(
        "INSERT INTO alias VALUES (?1, ?2, ?3, ?4) ON CONFLICT (address, other) DO UPDATE SET"
        " first_seen = excluded.first_seen, message_id = excluded.message_id"
        " WHERE (excluded.first_seen, excluded.message_id) < (first_seen, message_id)",
        [(book.number(r.author), book.number(r.other), r.time, r.message_id) for r in redirections],
    )
