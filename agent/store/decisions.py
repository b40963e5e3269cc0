"""What the owner decided about people: append-only, by uid and the addresses it was made on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_hex

from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.lint_context import BOUNCED
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.errors import NeverUnreadable
from narrowcast.agent.store import persons
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.decision_log import FOREVER, HOLDS
from narrowcast.agent.store.store import Store

NEVER = "never"
"""Kind of the decision that a person is never to be asked."""
COMPLAINT = "complaint"
"""What such a decision holds of the mail that it was made on; the owner's own holds none."""
WORK = "work"
"""Kind of the decision where a person works."""
CARD = "card"
"""Kind of the decision whether a card is a person's."""


def decide(
    store: Store,
    kind: DecisionKind | str,
    addresses: Sequence[AddressKey],
    now: Time,
    *,
    others: Sequence[AddressKey] = (),
    name: str = "",
    twins: bool = False,
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep one decision; a later one on the same addresses wins.

    Whom it is about has a lasting uid from now on, made by *mint* at need.
    """
    value: dict[str, object] = {"others": list(others), "name": name}
    if twins:
        value["twins"] = True
    keep(store, kind, addresses, now, value, mint)


def pin_work(
    store: Store,
    addresses: Sequence[AddressKey],
    now: Time,
    *,
    employer: str = "",
    title: str = "",
    left: str = "",
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep where the owner says that a person works, or whom they have *left*; stands against what
    was known by then.
    """
    said = {"employer": employer, "title": title, "left": left}
    keep(store, WORK, addresses, now, said, mint)


def judge_card(
    store: Store,
    addresses: Sequence[AddressKey],
    card: str,
    now: Time,
    *,
    theirs: bool,
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep whether the card (`source:remote id`) is the person's with these *addresses*."""
    keep(store, CARD, addresses, now, {"card": card, "theirs": theirs}, mint)


def keep(
    store: Store,
    kind: str,
    addresses: Sequence[AddressKey],
    now: Time,
    value: Mapping[str, object],
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep a decision of any kind with all it says."""
    with store.writing():
        uid = persons.uid_for(store, addresses, now, mint)
        store.conn.execute(
            "INSERT INTO decision (at, kind, uid, addresses, value) VALUES (?, ?, ?, ?, ?)",
            (now, kind, uid, json.dumps(list(addresses)), json.dumps(value)),
        )


def never_since(store: Store, ask: Ask, since: Time) -> str:
    """Why whom *ask* goes to is not to be written to, if that came up at *since* or later.

    Raises NeverUnreadable.
    """
    with readable():
        rows = store.conn.execute(
            f"SELECT at, uid, addresses, value FROM decision d WHERE kind = ? AND {HOLDS}",
            (NEVER, FOREVER),
        ).fetchall()
        said = [(at, uid, json.loads(keys), json.loads(value)) for at, uid, keys, value in rows]
        bounced = store.conn.execute(
            "SELECT 1 FROM ask WHERE state = 'bounced' AND changed >= ? AND introducer_address = ?",
            (since, ask.introducer_address),
        ).fetchone()
    for at, uid, addresses, value in said:
        if at >= since and (uid == ask.introducer or ask.introducer_address in addresses):
            return _because(value)
    return BOUNCED if bounced else ""


def never(store: Store) -> dict[AddressKey, str]:
    """Addresses that are never to be written to, each with the reason; raises NeverUnreadable."""
    found: dict[AddressKey, str] = {}
    with readable():
        found.update(_refused(store))
        for (address,) in store.conn.execute(
            "SELECT introducer_address FROM ask WHERE state = 'bounced'"
        ):
            found.setdefault(AddressKey(address), BOUNCED)
    return found


def refused(store: Store) -> frozenset[AddressKey]:
    """Addresses of those of whom the owner said that they are never to be asked."""
    return frozenset(_refused(store))


def _refused(store: Store) -> dict[AddressKey, str]:
    rows = store.conn.execute(
        f"SELECT addresses, value FROM decision d WHERE kind = ? AND {HOLDS}", (NEVER, FOREVER)
    )
    return {
        AddressKey(key): _because(json.loads(value))
        for keys, value in rows
        for key in json.loads(keys)
    }


def _because(value: Mapping[str, object]) -> str:
    return (
        "they reported a letter of yours as unwanted" if value.get(COMPLAINT) else "you said never"
    )


@contextmanager
def readable() -> Generator[None]:
    """Within it, whatever keeps a list from being read raises NeverUnreadable."""
    try:
        yield
    except (sqlite3.Error, ValueError) as problem:
        raise NeverUnreadable(str(problem)) from problem
