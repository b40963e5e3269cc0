"""`Edges` as the store keeps them, read as far as a question needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from narrowcast.agent.core.bonds import BondKind
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Borne, Doubt, Edges, Link
from narrowcast.agent.store.borne import COLUMNS, SHOWN, of_row

K = TypeVar("K")
V = TypeVar("V")
SINGLY = 1000
"""Look-ups after which all is read at once: by then it is cheaper."""


def edges(conn: sqlite3.Connection) -> Edges:
    """What tells that addresses are one person's; holds while the store's version does."""
    rows = _Rows(conn)
    keys = Lookup(rows.key, rows.every_key)
    return Edges(
        links=rows.links,
        keys=keys,
        ids=Lookup(rows.id, lambda: {key: address for address, key in rows.every_key().items()}),
        first_seen=Lookup(rows.first_seen, rows.every_first_seen),
        names=Lookup(rows.names, rows.every_name),
        words=Lookup(rows.word, rows.every_word),
        people=Times(rows.people),
        bearers=Lookup(rows.bearers, rows.every_bearer),
    )


class Lookup(Mapping[K, V], Generic[K, V]):
    """A mapping that reads one entry at a time, and all when it is gone through."""

    def __init__(self, one: Callable[[K], V | None], every: Callable[[], dict[K, V]]) -> None:
        """*one* gives None where there is none."""
        self._one, self._every = one, every
        self._known: dict[K, V | None] = {}

    def __getitem__(self, key: K) -> V:
        if len(self._known) > SINGLY:
            return self._whole[key]
        if key not in self._known:
            self._known[key] = self._one(key)
        value = self._known[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    @cached_property
    def _whole(self) -> dict[K, V]:
        return self._every()


class Times(Sequence[Time]):
    """Moments in order, read when first asked for."""

    def __init__(self, read: Callable[[], list[Time]]) -> None:
        self._read = read

    @cached_property
    def _times(self) -> list[Time]:
        return self._read()

    @overload
    def __getitem__(self, index: int) -> Time: ...
    @overload
    def __getitem__(self, index: slice) -> list[Time]: ...
    def __getitem__(self, index: int | slice) -> Time | list[Time]:
        return self._times[index]

    def __len__(self) -> int:
        return len(self._times)


class _Rows:
    """The queries, for one entry and for all."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def links(self, as_of: Time) -> Iterable[Link]:
        """Those before the moment, without what a crowd under one name had ended by then."""
        rows = self._conn.execute(_LINKS, (as_of, as_of))
        return [
            Link(time, left, right, name, _DOUBTS[doubt], end, _DOUBTS[later], _BONDS[bond])
            for time, left, right, name, doubt, end, later, bond in rows
        ]

    def key(self, address: AddressId) -> AddressKey | None:
        found: AddressKey | None = self._first(
            f"SELECT key FROM address a WHERE id = ? AND {SHOWN} IS NOT NULL", address
        )
        return found

    def every_key(self) -> dict[AddressId, AddressKey]:
        return dict(self._conn.execute(f"SELECT id, key FROM address a WHERE {SHOWN} IS NOT NULL"))

    def id(self, key: AddressKey) -> AddressId | None:
        found: AddressId | None = self._first(
            f"SELECT id FROM address a WHERE key = ? AND {SHOWN} IS NOT NULL", key
        )
        return found

    def first_seen(self, address: AddressId) -> Time | None:
        found: Time | None = self._first(f"SELECT {SHOWN} FROM address a WHERE id = ?", address)
        return found

    def every_first_seen(self) -> dict[AddressId, Time]:
        rows = self._conn.execute(
            f"SELECT id, {SHOWN} AS shown FROM address a WHERE shown NOT NULL"
        )
        return dict(rows)

    def names(self, address: AddressId) -> tuple[Borne, ...]:
        rows = self._conn.execute(
            f"SELECT {COLUMNS} FROM borne WHERE address = ? ORDER BY first_seen, full, generation",
            (address,),
        )
        return tuple(map(of_row, rows))

    def every_name(self) -> dict[AddressId, tuple[Borne, ...]]:
        found: dict[AddressId, list[Borne]] = {address: [] for address in self.every_key()}
        for address, *row in self._conn.execute(
            f"SELECT address, {COLUMNS} FROM borne ORDER BY address, first_seen, full, generation"
        ):
            found.setdefault(address, []).append(of_row(row))
        return {address: tuple(held) for address, held in found.items()}

    def word(self, word: str) -> Sequence[Time]:
        rows = self._conn.execute(
            "SELECT (SELECT min(b.first_seen) FROM borne b WHERE b.key = s.key) AS time"
            " FROM spelt s WHERE s.word = ? ORDER BY time",
            (word,),
        )
        return [time for (time,) in rows]

    def every_word(self) -> dict[str, Sequence[Time]]:
        found: dict[str, list[Time]] = {}
        for word, time in self._conn.execute(
            "SELECT s.word, (SELECT min(b.first_seen) FROM borne b WHERE b.key = s.key) AS time"
            " FROM spelt s ORDER BY time"
        ):
            found.setdefault(word, []).append(time)
        return dict(found)

    def people(self) -> list[Time]:
        rows = self._conn.execute(
            "SELECT min(first_seen) AS time FROM borne WHERE key != '' GROUP BY key ORDER BY time"
        )
        return [time for (time,) in rows]

    def bearers(self, name: str) -> tuple[AddressId, ...] | None:
        rows = self._conn.execute(
            "SELECT DISTINCT b.address, a.key FROM borne b JOIN address a ON a.id = b.address"
            " WHERE b.key = ? AND b.key != '' ORDER BY a.key",
            (name,),
        )
        return tuple(address for address, _ in rows) or None

    def every_bearer(self) -> dict[str, tuple[AddressId, ...]]:
        found: dict[str, dict[AddressId, None]] = {}
        for name, address in self._conn.execute(
            "SELECT b.key, b.address FROM borne b JOIN address a ON a.id = b.address"
            " WHERE b.key != '' ORDER BY a.key"
        ):
            found.setdefault(name, {})[address] = None
        return {name: tuple(of) for name, of in found.items()}

    def _first(self, query: str, value: object) -> Any:
        """The one value of the one row; None where there is none."""
        row = self._conn.execute(query, (value,)).fetchone()
        return row[0] if row else None


_DOUBTS: Mapping[str | None, Doubt | None] = {None: None, **{one.value: one for one in Doubt}}
_BONDS: Mapping[str | None, BondKind | None] = {None: None, **{one.value: one for one in BondKind}}
_LINKS = """
SELECT l.time, l.left, l.right, l.name, l.doubt, l.doubtful_from, l.later_doubt, l.bond
FROM link l JOIN address a ON a.id = l.left JOIN address b ON b.id = l.right
WHERE l.time < ? AND (l.doubtful_from IS NULL OR l.doubtful_from >= ? OR l.later_doubt NOT NULL)
ORDER BY l.time, a.key, b.key, l.name, l.bond IS NULL, coalesce(l.bond, ''),
  coalesce(l.doubt, ''), coalesce(l.doubtful_from, 0)
"""
"""In the order of `namesakes.edges`."""
