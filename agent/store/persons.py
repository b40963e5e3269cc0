"""Persons' lasting ids: random, never reused, tied to addresses, which outlive every rebuild.

A person gets a uid at the first moment something irreplaceable (an ask, a decision) names them. It
is anchored to all addresses known then, one of which is its *home*:

    merge   both homes are one person's now: the older uid stands, the younger leads to it
    split   the half with the home keeps the uid, the other gets its own when it needs one
    rebuild anchors are the owner's, so dropping evidence changes no uid

Where the home is nobody's any more (its mail is gone), the addresses left stand for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from secrets import token_hex
from typing import Protocol

from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.model import AddressKey, PersonUid, Time
from narrowcast.agent.store.store import Store


class Asked(Protocol):
    """What an ask says of whom it went to."""

    @property
    def introducer(self) -> PersonUid: ...
    @property
    def introducer_address(self) -> AddressKey: ...


def uid_of(store: Store, keys: Sequence[AddressKey]) -> PersonUid:
    """The uid of the person with addresses *keys*; the first address as long as there is none."""
    return _anchored(store, keys) or PersonUid(keys[0])


def uid_for(
    store: Store, keys: Sequence[AddressKey], now: Time, mint: Callable[[], str] = token_hex
) -> PersonUid:
    """The uid of that person, made by *mint* and anchored at need, its home the first of *keys*.

    Runs inside the caller's transaction. Addresses found since are anchored too.
    """
    known = _anchored(store, keys)
    uid = known or PersonUid(mint())
    store.conn.executemany(
        "INSERT INTO anchor (uid, key, at, home) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(uid, key, now, int(known is None and key == keys[0])) for key in keys],
    )
    return uid


def _anchored(store: Store, keys: Sequence[AddressKey]) -> PersonUid | None:
    """The oldest uid at home at *keys*, else the oldest whose home no mail names any more."""
    found = store.conn.execute(
        "SELECT a.uid, h.key FROM anchor a JOIN anchor h ON h.uid = a.uid AND h.home"
        " WHERE a.key IN (SELECT value FROM json_each(?)) GROUP BY a.uid ORDER BY h.at, h.rowid",
        (json.dumps(list(keys)),),
    ).fetchall()
    at_home = (uid for uid, home in found if home in keys)
    homeless = (uid for uid, home in found if store.addresses.find(home) is None)
    uid = next(at_home, None) or next(homeless, None)
    return None if uid is None else PersonUid(uid)


def current(store: Store, grouping: Grouping, ask: Asked) -> PersonUid:
    """The uid of whom an ask went to, by who is who now; merged uids redirect."""
    number = store.addresses.find(ask.introducer_address)
    if number is None or not grouping.knows(number):
        return ask.introducer
    return uid_of(store, grouping.person(number).keys)
