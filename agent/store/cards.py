"""Contact cards and rows of contacts exports, with what they said before.

A card counts from the day it bears, else from the day its list was made or first read: an export
says where somebody works when it is made, not on the day of the connection. What a card said is
kept beside what it says, so that an answer as of a day reads what was known then.
"""

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
STANDING = "c.since < ? AND coalesce(c.until >= ?, 1)"
"""That `card c` says what its source said at a moment, which is asked for twice."""


def keep(
    conn: sqlite3.Connection,
    book: AddressBook,
    source: str,
    cards: Sequence[tuple[str, Card]],
    now: int,
) -> tuple[tuple[str, int], ...]:
    """Write cards of one account, read at *now*; what a card said before ends there. Return (remote
    id, row).
    """
    return tuple((remote, _keep_one(conn, book, source, card, now)) for remote, card in cards)


def name_key(name: str) -> str:
    """How one name is recognised in another source; '' for no full name."""
    parsed = names.full_name(name)
    return names.name_key(parsed) if parsed else ""


def _keep_one(
    conn: sqlite3.Connection, book: AddressBook, source: str, card: Card, now: int
) -> int:
    since = _since(card, now)
    said = _said(card)
    before = conn.execute(
        f"SELECT id, {', '.join(_SAID)} FROM card WHERE source = ? AND remote_id = ? AND since <= ?"
        " ORDER BY since DESC LIMIT 1",
        (source, card.remote_id, since),
    ).fetchone()
    parties = [party for a in card.addresses if (party := party_of(Mailbox(card.name, a)))]
    numbers = {book.number(party) for party in parties}
    dated = card.revised_at or card.listed_at  # may come in any order, so each state is kept
    same = before is not None and tuple(before[1:]) == said
    if not dated and same and numbers == _numbers(conn, before[0]):
        return int(before[0])
    row = _write(conn, source, card.remote_id, since, said)
    conn.execute("DELETE FROM card_address WHERE card = ?", (row,))
    conn.executemany(
        "INSERT INTO card_address VALUES (?, ?)", [(row, number) for number in sorted(numbers)]
    )
    if card.connected_on:
        for party in parties:
            book.named(party, own=False, time=since)
    return row


_SAID = ("name", "name_key", "url", "connected", "revised", "own", "positions", "phones")


def _since(card: Card, now: int) -> int:
    """From when the card says so."""
    dated = card.revised_at or card.listed_at
    return int(dated.timestamp()) if dated else now


def _said(card: Card) -> tuple[object, ...]:
    return (
        card.name,
        name_key(card.name),
        card.url,
        _day(card.connected_on),
        int(card.revised_at.timestamp()) if card.revised_at else None,
        int(card.own),
        json.dumps([_position(p) for p in card.positions]),
        json.dumps(card.phones),
    )


def _numbers(conn: sqlite3.Connection, row: int) -> set[int]:
    return {a for (a,) in conn.execute("SELECT address FROM card_address WHERE card = ?", (row,))}


def _write(
    conn: sqlite3.Connection, source: str, remote: str, since: int, said: tuple[object, ...]
) -> int:
    """Insert what a card says from *since* on, and bound what stands beside it."""
    ((row,),) = conn.execute(
        f"INSERT INTO card (source, remote_id, since, {', '.join(_SAID)})"
        f" VALUES (?, ?, ?{', ?' * len(_SAID)})"
        f" ON CONFLICT (source, remote_id, since) DO UPDATE SET"
        f" {', '.join(f'{column} = excluded.{column}' for column in _SAID)} RETURNING id",
        (source, remote, since, *said),
    ).fetchall()
    conn.execute(
        "UPDATE card SET until = (SELECT min(n.since) FROM card n WHERE n.source = card.source"
        " AND n.remote_id = card.remote_id AND n.since > card.since)"
        " WHERE source = ? AND remote_id = ?",
        (source, remote),
    )
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
