"""The store's numbers of addresses, cached, with the first message each address was seen on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from narrowcast.agent.core.model import AddressId, AddressKey
from narrowcast.agent.core.parties import Party
from narrowcast.agent.store import many

CACHED = 16_384
"""Addresses, and names, in each half of the cache: 20 MB at most, whatever the mailbox holds."""
_NEVER = 1 << 62
_QUERY = "SELECT key, id, kind, first_seen, first_author, first_message, listed FROM address"


@dataclass(slots=True)
class _Entry:
    id: AddressId
    kind: int
    first: int = _NEVER
    identity: int | None = None
    """Of the first message; None: not looked up yet. (first, identity) is a total order, so that
    the order of arrival cannot matter.
    """
    author: int | None = None
    message: int | None = None
    listed: int | None = None
    """The earliest time at which a message's headers proved the address to be a list."""
    dirty: bool = False


class AddressBook:
    """Numbers for addresses; `flush` writes what the other methods changed, inside the caller's
    transaction.

    The cache has two halves: what was used since the newer half was begun, and what was used in the
    half before. A full half takes the place of the older one.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._entries: dict[AddressKey, _Entry] = {}
        self._older: dict[AddressKey, _Entry] = {}
        self._absent: set[AddressKey] = set()
        """Of those expected, the ones that have no row."""
        self._fresh: list[tuple[Party, _Entry]] = []
        self._dirty: list[_Entry] = []
        self._names: dict[tuple[AddressId, str, bool], int] = {}
        self._older_names: dict[tuple[AddressId, str, bool], int] = {}
        self._new_names: dict[tuple[AddressId, str, bool], int] = {}
        self._next: int | None = None

    def forget_cache(self) -> None:
        """After a rollback: what was cached may not be there."""
        self.__init__(self._conn)  # type: ignore[misc]  # a fresh start is the simplest right state

    def expect(self, keys: AbstractSet[AddressKey]) -> None:
        """Look up addresses that will be asked for, many at a time; they need not be known."""
        missing = list(keys - self._entries.keys() - self._older.keys())
        for start in range(0, len(missing), many.PARAMETERS):
            chunk = missing[start : start + many.PARAMETERS]
            marks = ",".join("?" * len(chunk))
            for row in self._conn.execute(f"{_QUERY} WHERE key IN ({marks})", chunk):
                self._take(row)
        self._absent.update(keys - self._entries.keys() - self._older.keys())

    def number(self, party: Party) -> AddressId:
        entry = self._entry(party)
        return entry.id

    def find(self, key: AddressKey) -> AddressId | None:
        """The number of an address already known."""
        entry = self._entries.get(key) or self._known(key)
        return entry.id if entry else None

    def shown(
        self,
        author: Party | None,
        recipients: Iterable[Party],
        *,
        time: int,
        identity: int,
        message: int,
    ) -> list[AddressId]:
        """Note a message and whom it shows; return their numbers, the author's first.

        Of all messages that show an address the first by (time, identity) is kept.
        """
        # One loop and few calls: it runs for everybody on every mail.
        entries, names = self._entries, self._names
        numbers: list[AddressId] = []
        own = author is not None
        for party in recipients if author is None else (author, *recipients):
            entry = entries.get(party.key) or self._entry(party)
            number = entry.id
            numbers.append(number)
            first = entry.first
            if time <= first and (time < first or identity < self._identity(entry)):
                entry.first, entry.identity, entry.message = time, identity, message
                entry.author = None if author is None else numbers[0]
                self._soil(entry)
            if party.name:
                where = (number, party.name, own)
                if time < names.get(where, _NEVER):
                    self._name(where, time)
            own = False
        return numbers

    def named(self, party: Party, *, own: bool, time: int) -> None:
        """Note a display name; *own*: it stood in the address's own From."""
        if party.name:
            self._name((self._entry(party).id, party.name, own), time)

    def _name(self, where: tuple[AddressId, str, bool], time: int) -> None:
        known = min(self._names.get(where, _NEVER), self._older_names.get(where, _NEVER))
        if time < known:
            self._new_names[where] = time
        self._names[where] = min(time, known)

    def listed(self, party: Party, time: int) -> None:
        """Note that a message's headers prove the address to be a list, and since when."""
        entry = self._entry(party)
        if entry.listed is None or time < entry.listed:
            entry.listed = time
            self._soil(entry)

    def flush(self) -> None:
        many.insert(
            self._conn,
            "INSERT INTO address (id, key, seen, domain, kind, first_seen, first_author,"
            " first_message, listed) VALUES",
            [(e.id, p.key, p.address, p.domain, e.kind, *_row(e)) for p, e in self._fresh],
        )
        fresh = {entry.id for _, entry in self._fresh}
        self._conn.executemany(
            "UPDATE address SET first_seen = ?, first_author = ?, first_message = ?, listed = ?"
            " WHERE id = ?",
            [(*_row(entry), entry.id) for entry in self._dirty if entry.id not in fresh],
        )
        many.insert(
            self._conn,
            "INSERT INTO name VALUES",
            [(a, name, int(own), time) for (a, name, own), time in self._new_names.items()],
            "ON CONFLICT (address, name, own) DO UPDATE SET"
            " first_seen = min(first_seen, excluded.first_seen)",
        )
        for entry in self._dirty:
            entry.dirty = False
        self._fresh.clear()
        self._dirty.clear()
        self._new_names.clear()
        self._absent.clear()
        if max(len(self._entries), len(self._names)) > CACHED:
            self._older, self._older_names = self._entries, self._names
            self._entries, self._names = {}, {}

    def _soil(self, entry: _Entry) -> None:
        if not entry.dirty:
            entry.dirty = True
            self._dirty.append(entry)

    def _entry(self, party: Party) -> _Entry:
        entry = self._entries.get(party.key) or self._known(party.key)
        if entry is None:
            entry = self._entries[party.key] = _Entry(self._take_number(), int(party.kind))
            self._fresh.append((party, entry))
        return entry

    def _known(self, key: AddressKey) -> _Entry | None:
        """What is not in the newer half of the cache."""
        entry = self._older.get(key)
        if entry is not None:
            self._entries[key] = entry
        elif key not in self._absent:
            row = self._conn.execute(f"{_QUERY} WHERE key = ?", (key,)).fetchone()
            entry = self._take(row) if row else None
        return entry

    def _take(self, row: tuple[Any, ...]) -> _Entry:
        key, number, kind, first, author, message, listed = row
        entry = _Entry(
            id=number,
            kind=kind,
            first=_NEVER if first is None else first,
            author=author,
            message=message,
            listed=listed,
        )
        self._entries[key] = entry
        return entry

    def _identity(self, entry: _Entry) -> int:
        if entry.identity is None:
            row = self._conn.execute(
                "SELECT identity FROM message WHERE id = ?", (entry.message,)
            ).fetchone()
            entry.identity = row[0] if row else 0
        return entry.identity

    def _take_number(self) -> AddressId:
        if self._next is None:
            self._next = int(
                self._conn.execute("SELECT coalesce(max(id), 0) FROM address").fetchone()[0]
            )
        self._next += 1
        return AddressId(self._next)


def _row(entry: _Entry) -> tuple[int | None, ...]:
    """The columns first_seen, first_author, first_message and listed."""
    return (entry.first if entry.message else None, entry.author, entry.message, entry.listed)
