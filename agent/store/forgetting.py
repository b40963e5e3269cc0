"""Erase a person everywhere in the store, and remember only a keyed hash so that they stay away."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from hmac import digest

from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.errors import InputError
from narrowcast.agent.store.store import Store

_OPEN = "('approved', 'scheduled', 'sending', 'unknown')"


def forgotten(store: Store) -> Callable[[AddressKey], bool]:
    """Make the test whether an address was forgotten; read once for a whole sync."""
    known = {row[0] for row in store.conn.execute("SELECT digest FROM suppression")}
    return lambda key: bool(known) and _hashed(store, key) in known


def forget(store: Store, keys: Collection[AddressKey], names: Collection[str], now: Time) -> None:
    """Erase the person with these addresses and names: mail, meetings, cards, claims, asks.

    What others wrote stays, without this person and without a subject that may name them. Raises
    InputError while a letter to them is under way.
    """
    found = [number for key in keys if (number := store.addresses.find(key)) is not None]
    _refuse_under_way(store, keys)
    store.conn.execute("PRAGMA secure_delete = ON")
    with store.writing(durable=True):
        store.conn.executemany(
            "INSERT OR IGNORE INTO suppression VALUES (?, ?, 'forget')",
            [(_hashed(store, key), now) for key in keys],
        )
        _erase_asks(store, keys)
        for address in found:
            _erase_evidence(store, address)
        store.conn.executemany("DELETE FROM card WHERE name = ?", [(name,) for name in names])
    store.addresses.forget_cache()
    # Freed pages and the write-ahead log still hold the old bytes until both are rewritten.
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.conn.execute("VACUUM")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _hashed(store: Store, key: AddressKey) -> str:
    return digest(store.mention_key, f"forget:{key}".encode(), "sha256").hex()


def _refuse_under_way(store: Store, keys: Collection[AddressKey]) -> None:
    row = store.conn.execute(
        f"SELECT id FROM ask WHERE state IN {_OPEN} AND introducer_address IN"
        " (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    ).fetchone()
    if row:
        raise InputError(f"ask {row[0]} to this person is under way; run: narrowcast undo {row[0]}")


def _erase_asks(store: Store, keys: Collection[AddressKey]) -> None:
    wanted = json.dumps(list(keys))
    asks = [
        row[0]
        for row in store.conn.execute(
            "SELECT id FROM ask WHERE introducer_address IN (SELECT value FROM json_each(?1))"
            " OR prospect IN (SELECT p.id FROM prospect p, json_each(p.addresses) a"
            " WHERE a.value IN (SELECT value FROM json_each(?1)))",
            (wanted,),
        )
    ]
    rows = [(ask,) for ask in asks]
    for table in ("ask_event", "approval", "outbox", "answer", "thread_mark"):
        store.conn.executemany(f"DELETE FROM {table} WHERE ask = ?", rows)
    store.conn.executemany("DELETE FROM ask WHERE id = ?", rows)
    store.conn.execute(
        "DELETE FROM anchor WHERE key IN (SELECT value FROM json_each(?))", (wanted,)
    )
    for table in ("prospect", "decision"):
        store.conn.execute(
            f"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM json_each({table}.addresses) a"
            " WHERE a.value IN (SELECT value FROM json_each(?)))",
            (wanted,),
        )


def _erase_evidence(store: Store, address: AddressId) -> None:
    db, one = store.conn, (address,)
    written = [row[0] for row in db.execute("SELECT id FROM message WHERE author = ?", one)]
    taken = db.execute(
        "SELECT DISTINCT message FROM participation WHERE address = ? AND role != ?",
        (address, int(Role.FROM)),
    )
    for message in {row[0] for row in taken} - set(written):
        _leave_message(store, message, address)
    for message in written:
        for table in ("participation", "mention", "signed", "location"):
            db.execute(f"DELETE FROM {table} WHERE message = ?", (message,))
        db.execute("DELETE FROM message WHERE id = ?", (message,))
    for (meeting,) in db.execute(
        "SELECT meeting FROM attendance WHERE address = ?", one
    ).fetchall():
        _leave_meeting(store, meeting, address)
    blocks = "(SELECT id FROM block WHERE address = ?)"
    for table in ("claim", "signed"):
        db.execute(f"DELETE FROM {table} WHERE block IN {blocks}", one)
    db.execute(
        "DELETE FROM card WHERE id IN (SELECT card FROM card_address WHERE address = ?)", one
    )
    for table in (
        "block",
        "card_address",
        "participation",
        "attendance",
        "name",
        "tally",
    ):
        db.execute(f"DELETE FROM {table} WHERE address = ?", one)
    db.execute(
        "UPDATE address SET first_author = NULL, first_message = NULL WHERE first_author = ?", one
    )
    db.execute("DELETE FROM address WHERE id = ?", one)


def _leave_message(store: Store, message: int, address: AddressId) -> None:
    (text,) = store.conn.execute(
        "SELECT recipients FROM message WHERE id = ?", (message,)
    ).fetchone()
    recipients = [[one for one in role if one != address] for role in json.loads(text)]
    store.conn.execute(
        "UPDATE message SET recipients = ?, subject = '' WHERE id = ?",
        (json.dumps(recipients), message),
    )


def _leave_meeting(store: Store, meeting: int, address: AddressId) -> None:
    (text,) = store.conn.execute("SELECT people FROM meeting WHERE id = ?", (meeting,)).fetchone()
    people = [one for one in json.loads(text) if one != address]
    store.conn.execute(
        "UPDATE meeting SET people = ?, summary = '', organizer = nullif(organizer, ?)"
        " WHERE id = ?",
        (json.dumps(people), address, meeting),
    )
