"""Names borne at addresses, kept as they were read, and the links that follow from them.

To read and compare the names of a large mailbox takes seconds; so both are kept, and after new mail
only what it touches is worked out again. What that is, the database notes itself, by triggers (see
`migrations`): a kept answer is the one that `namesakes.edges` would give anew.

    name, card, alias, signed … ──trigger──► unsettled ──settle──► borne, spelt, link
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

from narrowcast.agent.core import namesakes
from narrowcast.agent.core.bonds import Bond, Signing
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Borne, Link, NameSighting
from narrowcast.agent.store import many
from narrowcast.agent.store.store import Store
from narrowcast.nlp.names import Name

_RULES = "names-read-by"  # the setting


Tied = tuple[Sequence[Bond], Sequence[Signing]]
"""What besides names ties addresses together."""


def settle(store: Store, tied: Callable[[], Tied]) -> None:
    """Bring what is kept up to date, in a transaction of its own or in that under way."""
    conn = store.conn
    if not is_unsettled(store):
        return
    with store.writing():
        if store.setting(_RULES) != str(namesakes.RULES):
            conn.execute("DELETE FROM unsettled")
            conn.execute("INSERT INTO unsettled SELECT address FROM name UNION SELECT 0")
            store.set_setting(_RULES, str(namesakes.RULES))
        before = _names_of_unsettled(conn)
        _read(conn)
        touched = before | _names_of_unsettled(conn)
        _spell(conn, touched)
        _link(conn, touched)
        _bond(conn, *tied())
        conn.execute("DELETE FROM unsettled")


def is_unsettled(store: Store) -> bool:
    """Whether what is kept is not what would be worked out anew."""
    if store.setting(_RULES) != str(namesakes.RULES):
        return True
    return store.conn.execute("SELECT 1 FROM unsettled LIMIT 1").fetchone() is not None


def of_row(row: Sequence[str | int | None]) -> Borne:
    """A name from COLUMNS."""
    full, given, family, key, first_seen, asserted, generation = row
    name = Name(given=str(given), family=str(family), full=str(full))
    own = None if asserted is None else Time(int(asserted))
    return Borne(name, str(key), Time(int(first_seen or 0)), own, str(generation))


COLUMNS = "full, given, family, key, first_seen, asserted, generation"


def _names_of_unsettled(conn: sqlite3.Connection) -> set[str]:
    rows = conn.execute(
        "SELECT DISTINCT b.key FROM unsettled u JOIN borne b ON b.address = u.address"
        " WHERE b.key != ''"
    )
    return {key for (key,) in rows}


def _read(conn: sqlite3.Connection) -> None:
    """Read the names at unsettled addresses anew."""
    rows = conn.execute(
        "SELECT n.address, a.key, n.name, n.own, n.first_seen FROM unsettled u"
        " JOIN name n ON n.address = u.address JOIN address a ON a.id = u.address"
        " ORDER BY n.address"
    ).fetchall()
    conn.execute("DELETE FROM borne WHERE address IN (SELECT address FROM unsettled)")
    found: list[tuple[object, ...]] = []
    for address, spellings in groupby(rows, key=lambda row: row[0]):
        sightings = (
            NameSighting(
                address=AddressId(address),
                key=AddressKey(key),
                name=name,
                first_seen=Time(first_seen),
                self_asserted=bool(own),
            )
            for _, key, name, own, first_seen in spellings
        )
        found += (
            (address, name.full, name.given, name.family, key, first, asserted, generation)
            for name, key, first, asserted, generation in namesakes.borne(sightings)
        )
    many.insert(conn, "INSERT INTO borne VALUES", found)


def _spell(conn: sqlite3.Connection, touched: Collection[str]) -> None:
    """Keep the words of the full names that are borne by anybody."""
    held = {
        key
        for (key,) in conn.execute(
            "SELECT k.value FROM json_each(?) k WHERE EXISTS"
            " (SELECT 1 FROM borne b WHERE b.key = k.value)",
            (json.dumps(sorted(touched)),),
        )
    }
    words = [(word, key, n) for key in sorted(touched) for n, word in enumerate(key.split(" "))]
    conn.executemany("DELETE FROM spelt WHERE word = ? AND key = ? AND place = ?", words)
    many.insert(conn, "INSERT INTO spelt VALUES", [row for row in words if row[1] in held])


def _link(conn: sqlite3.Connection, touched: Collection[str]) -> None:
    """Link the addresses under names that are borne at other addresses than before."""
    conn.executemany(
        "DELETE FROM link WHERE name = ? AND bond IS NULL", [(key,) for key in sorted(touched)]
    )
    shared = [
        (key, AddressId(address))
        for key, address in conn.execute(
            "SELECT DISTINCT b.key, b.address FROM json_each(?) k JOIN borne b ON b.key = k.value"
            " WHERE (SELECT min(address) FROM borne o WHERE o.key = k.value)"
            " < (SELECT max(address) FROM borne o WHERE o.key = k.value)",
            (json.dumps(sorted(touched)),),
        )
    ]
    names = _names(conn, {address for _, address in shared})
    holders: dict[str, dict[AddressId, list[Borne]]] = defaultdict(dict)
    for key, address in shared:
        holders[key][address] = [one for one in names[address] if one.key == key]
    _keep(conn, namesakes.links(holders, names, _keys(conn, names)))


def _bond(conn: sqlite3.Connection, bonds: Sequence[Bond], signings: Sequence[Signing]) -> None:
    """Make all links that rest on more than a name anew: they are few."""
    conn.execute("DELETE FROM link WHERE bond IS NOT NULL")
    ends = {address for bond in bonds for address in (bond.left, bond.right)}
    ends.update(signing.address for signing in signings)
    names = _names(conn, ends)
    _keep(conn, namesakes.bonded(bonds, signings, names, _keys(conn, ends)))


def _keep(conn: sqlite3.Connection, links: Iterable[Link]) -> None:
    many.insert(conn, "INSERT INTO link VALUES", [tuple(link) for link in links])


def _names(
    conn: sqlite3.Connection, addresses: Collection[AddressId]
) -> dict[AddressId, list[Borne]]:
    """What each of *addresses* is called, earliest first."""
    found: dict[AddressId, list[Borne]] = {address: [] for address in addresses}
    for address, *row in conn.execute(
        f"SELECT address, {COLUMNS} FROM borne WHERE address IN (SELECT value FROM json_each(?))"
        " ORDER BY address, first_seen, full, generation",
        (json.dumps(sorted(addresses)),),
    ):
        found[AddressId(address)].append(of_row(row))
    return found


def _keys(
    conn: sqlite3.Connection, addresses: Collection[AddressId]
) -> dict[AddressId, AddressKey]:
    """The keys of those that mail or a meeting ever showed."""
    return {
        AddressId(address): AddressKey(key)
        for address, key in conn.execute(
            "SELECT a.id, a.key FROM json_each(?) k JOIN address a ON a.id = k.value WHERE"
            f" {SHOWN} IS NOT NULL",
            (json.dumps(sorted(addresses)),),
        )
    }


SHOWN = (
    "coalesce((SELECT min(n.first_seen) FROM name n WHERE n.address = a.id), a.first_seen,"
    " (SELECT min(t.time) FROM attendance t WHERE t.address = a.id))"
)
"""SQL: when mail or a meeting first showed an address (`a`); NULL: only a card did."""
