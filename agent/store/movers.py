"""Whose work may have changed since a moment: the few of whom all claims are worth reading."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.identity import Edges
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.store.decisions import WORK
from narrowcast.agent.store.store import Store


def stirred(store: Store, since: Time, as_of: Time) -> frozenset[AddressId]:
    """Addresses with a new block, a first mail or a piece of news in [*since*, *as_of*)."""
    span = {"since": since, "as_of": as_of, "person": int(AddressKind.PERSON)}
    return frozenset(AddressId(row[0]) for row in store.conn.execute(_STIRRED, span))


def said_or_listed(store: Store, edges: Edges, since: Time, as_of: Time) -> frozenset[AddressId]:
    """Addresses of whom the owner or a card said something of work in [*since*, *as_of*)."""
    return frozenset((*_said(store, since, as_of), *_listed(store, edges, since, as_of)))


def signing_for_several(store: Store) -> frozenset[AddressId]:
    """Addresses whose blocks name more than one employer."""
    rows = store.conn.execute(
        "SELECT b.address FROM block b JOIN claim c ON c.block = b.id WHERE c.kind = 'employer'"
        " GROUP BY b.address HAVING count(DISTINCT c.value) > 1"
    )
    return frozenset(AddressId(row[0]) for row in rows)


def told_of(store: Store) -> frozenset[AddressId]:
    """Addresses of which a mail told something outside a signature."""
    return frozenset(
        AddressId(row[0]) for row in store.conn.execute("SELECT DISTINCT about FROM tiding")
    )


_STIRRED = """
SELECT b.address FROM signed s JOIN block b ON b.id = s.block
WHERE s.time >= :since AND s.time < :as_of
UNION SELECT id FROM address WHERE kind = :person AND first_seen >= :since AND first_seen < :as_of
UNION SELECT t.about FROM tiding t JOIN message m ON m.id = t.message
WHERE m.time >= :since AND m.time < :as_of
"""


def _said(store: Store, since: Time, as_of: Time) -> Iterator[AddressId]:
    for address in store.conn.execute(
        "SELECT a.id FROM decision d JOIN json_each(d.addresses) k JOIN address a"
        " ON a.key = k.value WHERE d.kind = ? AND d.at >= ? AND d.at < ?",
        (WORK, since, as_of),
    ):
        yield AddressId(address[0])


def _listed(store: Store, edges: Edges, since: Time, as_of: Time) -> Iterator[AddressId]:
    bearing: dict[str, list[AddressId]] = defaultdict(list)
    for address, borne in edges.names.items():
        for one in borne:
            bearing[one.key].append(address)
    for key, addresses in store.conn.execute(
        "SELECT c.name_key, (SELECT json_group_array(a.address) FROM card_address a"
        " WHERE a.card = c.id) FROM card c WHERE c.own = 0 AND c.since BETWEEN ? AND ?",
        (since, as_of - 1),
    ).fetchall():
        yield from map(AddressId, json.loads(addresses))
        yield from bearing[key] if key else ()
