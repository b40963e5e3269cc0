"""Which morning mails were made, one for each of the owner's days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True)
class Morning:
    """One morning mail."""

    day: date
    at: Time
    message_id: str


def latest(store: Store) -> Morning | None:
    """The last morning mail; None before the first."""
    row = store.conn.execute(
        "SELECT date, at, message_id FROM morning ORDER BY at DESC LIMIT 1"
    ).fetchone()
    return Morning(date.fromisoformat(row[0]), Time(row[1]), row[2]) if row else None


def keep(store: Store, morning: Morning) -> bool:
    """Note that a morning mail goes out; False where its day has one already."""
    with store.writing(durable=True):
        added = store.conn.execute(
            "INSERT OR IGNORE INTO morning VALUES (?, ?, ?, 'sent')",
            (morning.day.isoformat(), morning.at, morning.message_id),
        ).rowcount
    return added == 1


def signed_since(store: Store, since: Time, limit: int) -> tuple[AddressId, ...]:
    """Addresses with a signature block first seen at *since* or later, at most *limit*."""
    rows = store.conn.execute(
        "SELECT b.address FROM signed s JOIN block b ON b.id = s.block GROUP BY b.id"
        " HAVING min(s.time) >= ? ORDER BY min(s.time) DESC LIMIT ?",
        (since, limit),
    )
    return tuple(dict.fromkeys(AddressId(row[0]) for row in rows))
