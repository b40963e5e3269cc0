"""Contact cards and rows of contacts exports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime

from narrowcast.agent.core.parties import party_of
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.connectors.records import Card, Mailbox, Position
from narrowcast.nlp import names

BEARING = (
    "SELECT card FROM card_address WHERE address IN (SELECT value FROM json_each(?))"
    " UNION SELECT id FROM card WHERE name_key = ? AND name_key != ''"
)
"""Cards with one of some addresses (JSON) or with a name's key; each part has an index."""


def keep(
    conn: sqlite3.Connection, book: AddressBook, source: str, cards: Sequence[tuple[str, Card]]
) -> tuple[tuple[str, int], ...]:
    """Write cards of one account; a card seen again replaces its former self. Return (remote id,
    row).
    """
    return tuple((remote, _keep_one(conn, book, source, card)) for remote, card in cards)


def name_key(name: str) -> str:
    """How one name is recognised in another source; '' for no full name."""
    parsed = names.full_name(name)
    return names.name_key(parsed) if parsed else ""


def _keep_one(conn: sqlite3.Connection, book: AddressBook, source: str, card: Card) -> int:
    conn.execute(
        "INSERT INTO card (source, remote_id, name, name_key, url, connected, revised, own,"
        " positions, phones)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, remote_id) DO UPDATE SET name"
        " = excluded.name,"
        " name_key = excluded.name_key, url = excluded.url, connected = excluded.connected,"
        " revised = excluded.revised, own = excluded.own, positions = excluded.positions, phones ="
        " excluded.phones",
        (source, card.remote_id, card.name, name_key(card.name), card.url, _day(card.connected_on),
         int(card.revised_at.timestamp()) if card.revised_at else None, int(card.own),
         json.dumps([_position(p) for p in card.positions]), json.dumps(card.phones)),
    )  # fmt: skip
    (row,) = conn.execute(
        "SELECT id FROM card WHERE source = ? AND remote_id = ?", (source, card.remote_id)
    ).fetchone()
    conn.execute("DELETE FROM card_address WHERE card = ?", (row,))
    for address in card.addresses:
        party = party_of(Mailbox(card.name, address))
        if party:
            conn.execute(
                "INSERT OR IGNORE INTO card_address VALUES (?, ?)", (row, book.number(party))
            )
            if card.connected_on:
                book.named(party, own=False, time=_day(card.connected_on) or 0)
    return int(row)


def _position(position: Position) -> dict[str, str | None]:
    return {
        "organization": position.organization,
        "title": position.title,
        "started_on": position.started_on.isoformat() if position.started_on else None,
        "ended_on": position.ended_on.isoformat() if position.ended_on else None,
    }


def _day(day: date | None) -> int | None:
    return (
        None if day is None else int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    )
