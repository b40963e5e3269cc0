"""Finding addresses by what the owner types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta

from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.store.store import Store
from narrowcast.nlp.folding import fold
from narrowcast.nlp.organisations import registrable_domain


def named(store: Store, words: Iterable[str]) -> Iterator[AddressId]:
    """Yield the addresses that ever bore a name holding all *words*; accents do not count."""
    wanted = tuple(map(fold, words))
    # SQLite folds ASCII only, so the comparison is Python's.
    for address, name in store.conn.execute("SELECT address, name FROM name").fetchall():
        folded = fold(name)
        if wanted and all(word in folded for word in wanted):
            yield AddressId(address)


def spelled(store: Store, part: str) -> Iterator[AddressId]:
    """Yield the addresses whose key holds *part* (casefolded)."""
    rows = store.conn.execute("SELECT id FROM address WHERE instr(key, ?) > 0", (part,))
    yield from (AddressId(row[0]) for row in rows.fetchall())


def utc_offset(store: Store, addresses: Iterable[AddressKey]) -> timedelta | None:
    """The offset from UTC that the latest mail of these addresses was written at; None: unknown."""
    numbers = [n for key in addresses if (n := store.addresses.find(key)) is not None]
    row = store.conn.execute(
        "SELECT utc_offset FROM message WHERE author IN (SELECT value FROM json_each(?))"
        " AND utc_offset IS NOT NULL ORDER BY time DESC LIMIT 1",
        (json.dumps(numbers),),
    ).fetchone()
    return timedelta(minutes=row[0]) if row else None


def latest(store: Store) -> Time | None:
    """When the latest message was sent; None: there is none."""
    (time,) = store.conn.execute("SELECT max(time) FROM message").fetchone()
    return None if time is None else Time(time)


def headings(store: Store, message_ids: Iterable[str]) -> dict[str, tuple[Time, str]]:
    """When messages were sent, and their subjects ('' where none is kept), by Message-ID."""
    rows = store.conn.execute(
        "SELECT message_id, time, subject FROM message WHERE time IS NOT NULL AND message_id IN"
        " (SELECT value FROM json_each(?))",
        (json.dumps(list(message_ids)),),
    )
    return {message_id: (Time(time), subject) for message_id, time, subject in rows}


def subjects_of(store: Store, rows: Iterable[int]) -> tuple[str, ...]:
    """The kept subjects of messages; '' where subjects are not kept."""
    found = store.conn.execute(
        "SELECT subject FROM message WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )
    return tuple(subject for (subject,) in found)


def holding(store: Store, key: int, rows: Iterable[int]) -> tuple[int, ...]:
    """Which of the messages *rows* hold the mention *key*."""
    found = store.conn.execute(
        "SELECT message FROM mention WHERE key = ? AND message IN (SELECT value FROM json_each(?))",
        (key, json.dumps(list(rows))),
    )
    return tuple(row for (row,) in found)


def last_written(store: Store, address: AddressKey) -> Time:
    """When the latest mail left from *address*; 0: none did."""
    number = store.addresses.find(address)
    (time,) = store.conn.execute(
        "SELECT max(time) FROM participation WHERE address = ? AND role = ?",
        (number, int(Role.FROM)),
    ).fetchone()
    return Time(time or 0)


def at_host(store: Store, host: str) -> frozenset[AddressId]:
    """Every address at exactly *host*, over all time: `sub.firm.example` is not `firm.example`."""
    rows = store.conn.execute(
        "SELECT id FROM address WHERE domain = ? AND substr(key, instr(key, '@') + 1) = ?",
        (registrable_domain(host), host),
    )
    return frozenset(AddressId(row[0]) for row in rows)
