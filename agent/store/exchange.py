"""Whether the owner and some address were in touch before or since a moment, as kept mail shows."""

from __future__ import annotations

import json
from collections.abc import Iterable

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store

_TO_THEM = (
    "EXISTS (SELECT 1 FROM participation p JOIN message m ON m.id = p.message"
    " WHERE p.address IN (SELECT value FROM json_each(:numbers)) AND p.role BETWEEN :to AND :bcc"
    " AND p.time >= :since AND p.time < :until AND m.flags & :own)"
)
_BY_THEM = (
    "EXISTS (SELECT 1 FROM participation p JOIN message m ON m.id = p.message"
    " WHERE p.address IN (SELECT value FROM json_each(:numbers)) AND p.role = :by"
    " AND p.time >= :since AND p.time < :until AND m.flags & :addressed)"
)
_EVER, _ALWAYS = Time(0), Time(2**53)


def is_contact(store: Store, key: AddressKey) -> bool:
    """Whether the owner and this address have written to each other."""
    return _ask(store, f"{_TO_THEM} AND {_BY_THEM}", [key])


def any_before(store: Store, keys: Iterable[AddressKey], before: Time) -> bool:
    """Whether one of *keys* wrote to the owner, or the owner to one of them, before a moment."""
    return _ask(store, f"{_TO_THEM} OR {_BY_THEM}", keys, until=before)


def written_since(store: Store, keys: Iterable[AddressKey], since: Time) -> bool:
    """Whether the owner wrote to one of *keys* at *since* or later."""
    return _ask(store, _TO_THEM, keys, since=since)


def seen_before(store: Store, key: AddressKey, name: str, before: Time) -> bool:
    """Whether anybody of this address, or of this very name, was on a kept mail before."""
    (seen,) = store.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM participation WHERE address = ?1 AND time < ?3)"
        " OR EXISTS (SELECT 1 FROM name WHERE name = ?2 AND ?2 <> '' AND first_seen < ?3)",
        (store.addresses.find(key), name, before),
    ).fetchone()
    return bool(seen)


def together(store: Store, some: Iterable[AddressKey], others: Iterable[AddressKey]) -> bool:
    """Whether a kept mail or meeting has one of *some* and one of *others* among its people."""
    (found,) = store.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM participation p JOIN participation q ON q.time = p.time"
        " AND q.message = p.message WHERE p.address IN (SELECT value FROM json_each(?1))"
        " AND q.address IN (SELECT value FROM json_each(?2)))"
        " OR EXISTS (SELECT 1 FROM attendance p JOIN attendance q ON q.meeting = p.meeting"
        " WHERE p.address IN (SELECT value FROM json_each(?1))"
        " AND q.address IN (SELECT value FROM json_each(?2)))",
        (_numbers(store, some), _numbers(store, others)),
    ).fetchone()
    return bool(found)


def _numbers(store: Store, keys: Iterable[AddressKey]) -> str:
    found = (store.addresses.find(key) for key in keys)
    return json.dumps([number for number in found if number is not None])


def _ask(
    store: Store,
    question: str,
    keys: Iterable[AddressKey],
    *,
    since: Time = _EVER,
    until: Time = _ALWAYS,
) -> bool:
    numbers = [number for key in keys if (number := store.addresses.find(key)) is not None]
    if not numbers:
        return False
    (found,) = store.conn.execute(
        f"SELECT {question}",
        {
            "numbers": json.dumps(numbers),
            "to": int(Role.TO),
            "bcc": int(Role.BCC),
            "by": int(Role.FROM),
            "since": since,
            "until": until,
            "own": int(Flag.OWN),
            "addressed": int(Flag.ADDRESSED),
        },
    ).fetchone()
    return bool(found)
