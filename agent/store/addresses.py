"""The store's numbers of addresses, cached, with the first message each address was seen on."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from narrowcast.agent.core.model import AddressId, AddressKey
from narrowcast.agent.core.parties import Party

_NEVER = (1 << 62, 0)


@dataclass(slots=True)
class _Entry:
    id: AddressId
    kind: int
    first: tuple[int, int]
    """(time, identity) of the first message: a total order, so that arrival order cannot matter."""
    author: int | None = None
    message: int | None = None
    listed: int | None = None
    """The earliest time at which a message's headers proved the address to be a list."""
    dirty: bool = False


class AddressBook:
    """Numbers for addresses; `flush` writes what `number` and `sighted` changed, inside the
    caller's transaction.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._entries: dict[AddressKey, _Entry] = {}
        self._fresh: list[tuple[Party, _Entry]] = []
        self._dirty: list[_Entry] = []
        self._names: dict[tuple[AddressId, str, bool], int] = {}
        self._new_names: dict[tuple[AddressId, str, bool], int] = {}
        self._next: int | None = None

    def forget_cache(self) -> None:
        """After a rollback: what was cached may not be there."""
        self.__init__(self._conn)  # type: ignore[misc]  # a fresh start is the simplest right state

    def number(self, party: Party) -> AddressId:
        entry = self._entry(party)
        return entry.id

    def find(self, key: AddressKey) -> AddressId | None:
        """The number of an address already known."""
        entry = self._entries.get(key) or self._load(key)
        return entry.id if entry else None

    def sighted(
        self, party: Party, *, time: int, identity: int, author: int | None, message: int
    ) -> None:
        """Note a message the address is on; the first by (time, identity) is kept."""
        entry = self._entry(party)
        if (time, identity) < entry.first:
            entry.first, entry.author, entry.message = (time, identity), author, message
            self._soil(entry)

    def named(self, party: Party, *, own: bool, time: int) -> None:
        """Note a display name; *own*: it stood in the address's own From."""
        if not party.name:
            return
        where = (self._entry(party).id, party.name, own)
        known = self._names.get(where)
        if known is None or time < known:
            self._names[where] = self._new_names[where] = time

    def listed(self, party: Party, time: int) -> None:
        """Note that a message's headers prove the address to be a list, and since when."""
        entry = self._entry(party)
        if entry.listed is None or time < entry.listed:
            entry.listed = time
            self._soil(entry)

    def flush(self) -> None:
        self._conn.executemany(
            "INSERT INTO address (id, key, seen, domain, kind) VALUES (?, ?, ?, ?, ?)",
            [(e.id, p.key, p.address, p.domain, e.kind) for p, e in self._fresh],
        )
        self._conn.executemany(
            "UPDATE address SET first_seen = ?, first_author = ?, first_message = ?, listed = ?"
            " WHERE id = ?",
            [
                (e.first[0] if e.message else None, e.author, e.message, e.listed, e.id)
                for e in self._dirty
            ],
        )
        self._conn.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?) ON CONFLICT (address, name, own) DO UPDATE SET"
            " first_seen = min(first_seen, excluded.first_seen)",
            [(a, name, int(own), time) for (a, name, own), time in self._new_names.items()],
        )
        for entry in self._dirty:
            entry.dirty = False
        self._fresh.clear()
        self._dirty.clear()
        self._new_names.clear()

    def _soil(self, entry: _Entry) -> None:
        if not entry.dirty:
            entry.dirty = True
            self._dirty.append(entry)

    def _entry(self, party: Party) -> _Entry:
        entry = self._entries.get(party.key) or self._load(party.key)
        if entry is None:
            entry = self._entries[party.key] = _Entry(self._take_number(), int(party.kind), _NEVER)
            self._fresh.append((party, entry))
        return entry

    def _load(self, key: AddressKey) -> _Entry | None:
        row = self._conn.execute(
            "SELECT a.id, a.kind, a.first_seen, a.first_author, a.first_message, m.identity,"
            " a.listed FROM address a"
            " LEFT JOIN message m ON m.id = a.first_message WHERE a.key = ?",
            (key,),
        ).fetchone()
        if row is None:
            return None
        first = _NEVER if row[2] is None else (int(row[2]), int(row[5] or 0))
        entry = self._entries[key] = _Entry(
            AddressId(row[0]), row[1], first, row[3], row[4], row[6]
        )
        return entry

    def _take_number(self) -> AddressId:
        if self._next is None:
            self._next = int(
                self._conn.execute("SELECT coalesce(max(id), 0) FROM address").fetchone()[0]
            )
        self._next += 1
        return AddressId(self._next)
