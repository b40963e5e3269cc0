"""What the store knows of people: names beside addresses, decisions, claims of employers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from narrowcast.agent.core.bonds import Bond, BondKind, Signing
from narrowcast.agent.core.identity import DecisionKind, Edges, PersonDecision
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import NameSighting
from narrowcast.agent.store import borne, kept_edges
from narrowcast.agent.store.card_owners import CardOwners
from narrowcast.agent.store.decision_log import HOLDS, undone_at
from narrowcast.agent.store.decisions import WORK
from narrowcast.agent.store.store import Store
from narrowcast.nlp import names
from narrowcast.nlp.employers import may_be_one_employer


def edges(store: Store) -> Edges:
    """What in the store tells that addresses are one person's; works out what is not kept yet."""
    settle(store)
    return kept_edges.edges(store.conn)


def settle(store: Store) -> None:
    """Have all that `edges` rests on worked out and kept: it is written where mail was.

    By way of a store that is only looked at, what is kept stands, without the newest mail's names.
    """
    if store.conn.execute("PRAGMA query_only").fetchone()[0]:
        return
    borne.settle(store, partial(_tied, store))


def is_unsettled(store: Store) -> bool:
    """Whether something was read since that `edges` would first have to work out."""
    return borne.is_unsettled(store)


def _tied(store: Store) -> tuple[tuple[Bond, ...], tuple[Signing, ...]]:
    return tuple(bonds(store)), tuple(signings(store))


def sightings(store: Store) -> Iterator[NameSighting]:
    """Every display name beside every address, at its earliest; nameless addresses once with ''."""
    for address, key, name, own, first_seen in store.conn.execute(
        "SELECT a.id, a.key, coalesce(n.name, ''), coalesce(n.own, 0),"
        " coalesce(n.first_seen, a.first_seen, t.first_met) AS noticed"
        " FROM address a LEFT JOIN name n ON n.address = a.id"
        " LEFT JOIN (SELECT address, min(time) AS first_met FROM attendance GROUP BY address) t"
        " ON t.address = a.id WHERE noticed IS NOT NULL"
    ):
        yield NameSighting(
            address=AddressId(address),
            key=AddressKey(key),
            name=name,
            first_seen=Time(first_seen),
            self_asserted=bool(own),
        )


def bonds(store: Store) -> Iterator[Bond]:
    """Addresses on one card of an address book, and where people ask to be answered."""
    for time, until, name, one, other in store.conn.execute(
        "SELECT c.since, c.until, c.name, a.address, b.address FROM card c"
        " JOIN card_address a ON a.card = c.id JOIN card_address b ON b.card = c.id"
        " AND b.address > a.address WHERE c.own = 0"
    ):
        pair = AddressId(one), AddressId(other)
        yield Bond(BondKind.CARD, Time(time), *pair, name, until and Time(until))
    for one, other, time, message_id in store.conn.execute(
        "SELECT address, other, first_seen, message_id FROM alias"
    ):
        pair = AddressId(one), AddressId(other)
        yield Bond(BondKind.REPLY_TO, Time(time), *pair, message_id)


def signings(store: Store) -> Iterator[Signing]:
    """Telephone numbers that addresses sign with, extensions apart, since when."""
    for number, address, time in store.conn.execute(
        "SELECT c.normal, b.address, min(s.time) FROM claim c JOIN block b ON b.id = c.block"
        " JOIN signed s ON s.block = b.id WHERE c.kind = 'phone' AND c.normal LIKE 'tel:+%'"
        " GROUP BY c.normal, b.address"
    ):
        yield Signing(number, AddressId(address), Time(time))


def decisions(store: Store) -> tuple[PersonDecision, ...]:
    """The owner's decisions on who is who, in the order they were made."""
    kinds = {kind.value for kind in DecisionKind}
    undone = undone_at(store)
    return tuple(
        PersonDecision(
            kind=DecisionKind(kind),
            addresses=tuple(map(AddressKey, json.loads(addresses))),
            others=tuple(map(AddressKey, json.loads(value or "{}").get("others", ()))),
            name=json.loads(value or "{}").get("name", ""),
            twins=json.loads(value or "{}").get("twins", False),
            made_at=Time(at),
            number=number,
            undone_at=undone.get(number),
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
    return frozenset(
        address
        for address in edges.bearers.get(wanted, ())
        if any(b.key == wanted and b.first_seen < as_of for b in edges.names[address])
    )


AGREEING = 2
"""Mails that must be signed for an organisation before a signature alone puts somebody there: one
block may name two firms (outside counsel), or be misread."""


def employed_at(
    store: Store, owners: CardOwners, employers: Iterable[str], as_of: Time
) -> frozenset[AddressId]:
    """Addresses of people at an organisation of these names: by two signed mails, by their card,
    or by the owner's word.
    """
    wanted = tuple(employers)
    if not wanted:
        return frozenset()
    carded, said = _carded_at(owners, wanted), _said_of(store, wanted, as_of)
    return _signed_for(store, wanted, as_of) | carded | said


def signatures_of(
    store: Store, addresses: Iterable[AddressId], employers: Iterable[str], as_of: Time
) -> tuple[tuple[int, Time], ...]:
    """(row, time) of mails whose block names an organisation of *employers*."""
    wanted = tuple(employers)
    found: dict[int, Time] = {}
    for address in sorted(addresses):
        for value, row, time in store.conn.execute(
            "SELECT c.value, s.message, s.time FROM block b JOIN claim c ON c.block = b.id AND"
            " c.kind = 'employer' AND c.confidence != 'suggestion'"
            " JOIN signed s ON s.block = b.id WHERE b.address = ? AND s.time < ?",
            (address, as_of),
        ):
            if any(may_be_one_employer(value, one) for one in wanted):
                found[row] = Time(time)
    return tuple(found.items())


def cards_of(
    owners: CardOwners, addresses: Collection[AddressId], employers: Iterable[str]
) -> tuple[str, ...]:
    """Ids of the cards that are, or may be, this person's and name one of *employers*."""
    wanted = tuple(employers)
    return tuple(card.id for card in owners.held_by(addresses) if _names(card.firms, wanted))


def _signed_for(store: Store, wanted: tuple[str, ...], as_of: Time) -> frozenset[AddressId]:
    mails: dict[AddressId, set[int]] = defaultdict(set)
    for (value,) in store.conn.execute(
        "SELECT DISTINCT value FROM claim WHERE kind = 'employer' AND confidence != 'suggestion'"
    ).fetchall():
        if any(may_be_one_employer(value, one) for one in wanted):
            for address, message in store.conn.execute(
                "SELECT b.address, s.message FROM claim c JOIN block b ON b.id = c.block"
                " JOIN signed s ON s.block = b.id WHERE c.kind = 'employer' AND c.value = ?"
                " AND c.confidence != 'suggestion' AND s.time < ?",
                (value, as_of),
            ):
                mails[AddressId(address)].add(message)
    return frozenset(address for address, rows in mails.items() if len(rows) >= AGREEING)


def _said_of(store: Store, wanted: tuple[str, ...], as_of: Time) -> frozenset[AddressId]:
    """Of whom the owner said that they work there."""
    found: set[AddressId] = set()
    for addresses, value in store.conn.execute(
        f"SELECT addresses, value FROM decision d WHERE kind = ? AND at < ? AND {HOLDS}",
        (WORK, as_of, as_of),
    ).fetchall():
        employer = json.loads(value)["employer"]
        if employer and any(may_be_one_employer(employer, one) for one in wanted):
            known = (store.addresses.find(AddressKey(key)) for key in json.loads(addresses))
            found.update(number for number in known if number is not None)
    return frozenset(found)


def _carded_at(owners: CardOwners, wanted: tuple[str, ...]) -> frozenset[AddressId]:
    """By the card's own addresses, by name and firm, or by an uncommon name that one bears."""
    found: set[AddressId] = set()
    for card in owners.cards():
        if _names(card.firms, wanted):
            found |= owners.addresses_of(card)
    return frozenset(found)


def _names(firms: Iterable[str], wanted: tuple[str, ...]) -> bool:
    return any(may_be_one_employer(name, one) for name in firms for one in wanted)
