"""The owner's prospects: kept, found by number or name, put aside but never lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from narrowcast.agent.core.model import AddressKey, AskKind, Prospect, ProspectId, Purpose, Time
from narrowcast.agent.core.reopening import Standing
from narrowcast.agent.errors import NotFound, Unclear
from narrowcast.agent.store.store import Store

_COLUMNS = "id, name, addresses, organization, domains, title, url, why, kind, purpose, priority"


def add(store: Store, prospects: Iterable[Prospect], now: Time) -> tuple[Prospect, ...]:
    """Keep *prospects*, return them numbered; one that is there already keeps its number."""
    known = {_sameness(prospect): prospect for prospect in wanted(store)}
    with store.writing():
        return tuple(known.get(_sameness(one)) or _insert(store, one, now) for one in prospects)


def wanted(store: Store, *, dropped: bool = False) -> tuple[Prospect, ...]:
    """All open prospects by priority and number, or all *dropped* ones."""
    states = (Standing.DROPPED, Standing.NEVER) if dropped else (Standing.OPEN, Standing.OPEN)
    return tuple(_rows(store, "state IN (?, ?) ORDER BY priority, id", states))


def everybody(store: Store) -> tuple[Prospect, ...]:
    """All prospects ever kept, those put aside too: their asks go on."""
    return tuple(_rows(store, "1 ORDER BY id", ()))


def hoped_for(store: Store) -> tuple[Prospect, ...]:
    """All prospects but those put aside for good."""
    return tuple(_rows(store, "state != ? ORDER BY id", (Standing.NEVER,)))


def find(store: Store, text: str, *, dropped: bool = False) -> Prospect:
    """Find the open prospect *text* means: number, address, name, or part of name or firm; those
    put aside, too, with *dropped*.

    Raises NotFound and Unclear; the whole name wins over a part of another.
    """
    prospects = (*wanted(store), *(wanted(store, dropped=True) if dropped else ()))
    for matches in (_is_number, _is_whole, _is_part):
        found = [prospect for prospect in prospects if matches(prospect, text.strip().casefold())]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unclear("prospect", text, [f"{one.id} ({one.label})" for one in found])
    raise NotFound("prospect", text, "see: narrowcast prospect list")


def drop(store: Store, prospect: ProspectId, now: Time, *, for_good: bool = False) -> None:
    """Put a prospect aside: it is suggested to nobody; its asks and its number stay.

    A contact's move to the firm brings it back (`core.reopening`), unless *for_good*.
    """
    with store.writing():
        store.conn.execute(
            "UPDATE prospect SET state = ?, put_aside = ? WHERE id = ?",
            (Standing.NEVER if for_good else Standing.DROPPED, now, prospect),
        )


def _insert(store: Store, prospect: Prospect, now: Time) -> Prospect:
    number = store.conn.execute(
        "INSERT INTO prospect (name, addresses, organization, domains, title, url, why, kind,"
        " purpose, priority, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            prospect.name,
            json.dumps(prospect.addresses),
            prospect.organization,
            json.dumps(prospect.domains),
            prospect.title,
            prospect.url,
            prospect.why,
            prospect.kind,
            prospect.purpose,
            prospect.priority,
            now,
        ),
    ).lastrowid
    assert number is not None, "an INSERT has a row"
    return replace(prospect, id=ProspectId(number))


def _rows(store: Store, where: str, arguments: Sequence[object]) -> Iterator[Prospect]:
    query = f"SELECT {_COLUMNS} FROM prospect WHERE {where}"
    for row in store.conn.execute(query, arguments):
        number, name, addresses, organization, domains, title, url, why, kind, purpose, priority = (
            row
        )
        yield Prospect(
            id=ProspectId(number),
            name=name,
            addresses=tuple(map(AddressKey, json.loads(addresses))),
            organization=organization,
            domains=tuple(json.loads(domains)),
            title=title,
            url=url,
            why=why,
            kind=AskKind(kind),
            purpose=Purpose(purpose),
            priority=priority,
        )


def _sameness(prospect: Prospect) -> tuple[object, ...]:
    """Two prospects are one by their addresses; without any, by name, firm and title."""
    if prospect.addresses:
        return (prospect.kind, *sorted(prospect.addresses))
    texts = (prospect.name, prospect.organization, prospect.title)
    return (prospect.kind, *(text.casefold() for text in texts))


def _is_number(prospect: Prospect, text: str) -> bool:
    return text.lstrip("#") == str(prospect.id)


def _is_whole(prospect: Prospect, text: str) -> bool:
    return text in {prospect.name.casefold(), prospect.label.casefold(), *prospect.addresses}


def _is_part(prospect: Prospect, text: str) -> bool:
    return bool(text) and text in f"{prospect.name} {prospect.organization}".casefold()
