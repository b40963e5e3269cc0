"""What the store knows of people: names beside addresses, decisions, claims of employers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from narrowcast.agent.core.identity import DecisionKind, Edges, PersonDecision
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import NameSighting
from narrowcast.agent.store.store import Store
from narrowcast.nlp import names
from narrowcast.nlp.organisations import same_employer


def sightings(store: Store) -> Iterator[NameSighting]:
    """Every display name beside every address, at its earliest; nameless addresses once with ''."""
    for address, key, name, own, first_seen in store.conn.execute(
        "SELECT a.id, a.key, coalesce(n.name, ''), coalesce(n.own, 0), coalesce(n.first_seen, a.first_seen)"
        " FROM address a LEFT JOIN name n ON n.address = a.id"
        " WHERE coalesce(n.first_seen, a.first_seen) IS NOT NULL"
    ):
        yield NameSighting(
            address=AddressId(address), key=AddressKey(key), name=name, first_seen=Time(first_seen), self_asserted=bool(own)
        )


def decisions(store: Store) -> tuple[PersonDecision, ...]:
    """The owner's decisions on who is who, in the order they were made."""
    kinds = {kind.value for kind in DecisionKind}
    return tuple(
        PersonDecision(
            kind=DecisionKind(kind),
            addresses=tuple(map(AddressKey, json.loads(addresses))),
            others=tuple(map(AddressKey, json.loads(value or "{}").get("others", ()))),
            name=json.loads(value or "{}").get("name", ""),
            made_at=Time(at),
            number=number,
        )
        for number, at, kind, addresses, value in store.conn.execute(
            "SELECT id, at, kind, addresses, value FROM decision ORDER BY id"
        )
        if kind in kinds
    )


def bearing(edges: Edges, name: str, as_of: Time) -> frozenset[AddressId]:
    """The addresses at which this full name was borne before the moment."""
    parsed = names.full_name(name)
    wanted = names.name_key(parsed) if parsed and parsed.family else ""
    if not wanted:
        return frozenset()
    return frozenset(
        address
        for address, borne in edges.names.items()
        if any(b.key == wanted and b.first_seen < as_of for b in borne)
    )


def employed_at(store: Store, labels: Iterable[str], as_of: Time) -> frozenset[AddressId]:
    """Addresses that signed for an organisation of these labels before the moment, or whose card names it."""
    wanted = tuple(labels)
    if not wanted:
        return frozenset()
    signed = [
        value
        for (value,) in store.conn.execute("SELECT DISTINCT value FROM claim WHERE kind = 'employer'")
        if any(same_employer(value, label) for label in wanted)
    ]
    found: set[AddressId] = set()
    for value in signed:
        rows = store.conn.execute(
            "SELECT b.address FROM claim c JOIN block b ON b.id = c.block WHERE c.kind = 'employer' AND c.value = ?"
            " AND EXISTS (SELECT 1 FROM signed s WHERE s.block = b.id AND s.time < ?)",
            (value, as_of),
        )
        found.update(AddressId(row[0]) for row in rows)
    return frozenset(found)
