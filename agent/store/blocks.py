"""Signature blocks of senders, what was read of them, and on which mails they stood."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from narrowcast.agent.core.learn import Signed
from narrowcast.agent.core.model import AddressId, AddressKey
from narrowcast.agent.store.addresses import AddressBook


def keep(conn: sqlite3.Connection, book: AddressBook, signed: Iterable[Signed]) -> None:
    """Write signature blocks, their claims, and on which messages they stood."""
    for s in signed:
        address = book.find(s.author)
        row = conn.execute(
            "SELECT id, time FROM message WHERE identity = ?", (s.identity,)
        ).fetchone()
        if address is None or row is None or row[1] is None:
            continue
        block = _block(conn, address, s)
        # What an older reader took for the block of this very mail was cut otherwise.
        conn.execute(
            "DELETE FROM signed WHERE message = ? AND block IN"
            " (SELECT id FROM block WHERE address = ? AND extractor < ?)",
            (row[0], address, s.extractor),
        )
        conn.execute("INSERT OR IGNORE INTO signed VALUES (?, ?, ?)", (block, row[1], row[0]))
        conn.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?, ?)",
            [(block, c.kind, c.value, c.confidence, c.normal) for c in s.claims or ()],
        )


def known(conn: sqlite3.Connection, key: AddressKey, extractor: int) -> frozenset[bytes]:
    """Digests of the blocks already read for an address by this extractor."""
    rows = conn.execute(
        "SELECT b.digest FROM block b JOIN address a ON a.id = b.address WHERE a.key = ? AND"
        " b.extractor >= ?",
        (key, extractor),
    )
    return frozenset(bytes(row[0]) for row in rows)


def _block(conn: sqlite3.Connection, address: AddressId, signed: Signed) -> int:
    """The row of a block; a newer extractor's claims take the place of the older one's."""
    conn.execute(
        "INSERT INTO block (address, digest, extractor) VALUES (?, ?, ?)"
        " ON CONFLICT (address, digest) DO NOTHING",
        (address, signed.digest, signed.extractor),
    )
    number, extractor = conn.execute(
        "SELECT id, extractor FROM block WHERE address = ? AND digest = ?",
        (address, signed.digest),
    ).fetchone()
    if extractor < signed.extractor and signed.claims is not None:
        conn.execute("DELETE FROM claim WHERE block = ?", (number,))
        conn.execute("UPDATE block SET extractor = ? WHERE id = ?", (signed.extractor, number))
    return int(number)
