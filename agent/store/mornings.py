"""Which morning mails were made, one for each of the owner's days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from narrowcast.agent.core.model import Time
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


def message_ids(store: Store, since: Time) -> frozenset[str]:
    """Of the morning mails made at *since* or later."""
    rows = store.conn.execute("SELECT message_id FROM morning WHERE at >= ?", (since,))
    return frozenset(message_id for (message_id,) in rows)


def has(store: Store, day: date) -> bool:
    """Whether *day* has its morning mail, be the clock set back since."""
    row = store.conn.execute("SELECT 1 FROM morning WHERE date = ?", (day.isoformat(),)).fetchone()
    return row is not None


def keep(store: Store, morning: Morning) -> None:
    """Note durably that a morning mail goes out."""
    with store.writing(durable=True):
        store.conn.execute(
            "INSERT INTO morning VALUES (?, ?, ?, 'sent')",
            (morning.day.isoformat(), morning.at, morning.message_id),
        )


def take_back(store: Store, day: date) -> None:
    """Forget a morning mail that the transport refused."""
    with store.writing(durable=True):
        store.conn.execute("DELETE FROM morning WHERE date = ?", (day.isoformat(),))
