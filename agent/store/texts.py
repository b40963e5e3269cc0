"""Which mails are known, and whose texts were read when: what choosing texts has to know."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from narrowcast.agent.core.choosing import ReadBefore, Spent, quarter
from narrowcast.agent.core.learn import Seen
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True)
class TextRead:
    """A mail whose text was read; *signed*: it bore a block of its author's."""

    seen: Seen
    signed: bool


def known(store: Store, identities: Collection[int]) -> frozenset[int]:
    """Those of *identities* whose mails are kept already."""
    rows = store.conn.execute(
        "SELECT identity FROM message WHERE identity IN (SELECT value FROM json_each(?))",
        (json.dumps(list(identities)),),
    )
    return frozenset(identity for (identity,) in rows)


def read_before(store: Store, authors: Collection[AddressKey]) -> dict[AddressKey, ReadBefore]:
    """What was read of *authors*; nothing of those who are not in the answer."""
    rows = store.conn.execute(
        "SELECT a.key, t.quarter, t.texts, t.signed FROM text_read t JOIN address a"
        " ON a.id = t.address WHERE a.key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(authors)),),
    )
    by_author: dict[AddressKey, list[tuple[int, int, int]]] = defaultdict(list)
    for key, *row in rows:
        by_author[AddressKey(key)].append(tuple(row))
    return {
        key: ReadBefore(
            quarters=frozenset(quarter for quarter, _, _ in read),
            texts=sum(texts for _, texts, _ in read),
            signed=any(signed for _, _, signed in read),
        )
        for key, read in by_author.items()
    }


def spent(store: Store) -> Spent:
    """How many messages are kept and how many of their texts were read."""
    # Rows are numbered through; counting them takes as long as there are many.
    messages, texts = store.conn.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM message),"
        " (SELECT coalesce(sum(texts), 0) FROM text_read)"
    ).fetchone()
    return Spent(messages=messages, texts=texts)


def note(store: Store, reads: Iterable[TextRead]) -> None:
    """Note inside the caller's transaction, after the mails are kept, which texts were read."""
    rows: list[tuple[int, int, int]] = []
    for read in reads:
        author, time = read.seen.author, read.seen.time
        number = store.addresses.find(author.key) if author else None
        if number is not None and time is not None:
            rows.append((number, quarter(time), int(read.signed)))
    store.conn.executemany(
        "INSERT INTO text_read VALUES (?, ?, 1, ?) ON CONFLICT (address, quarter) DO UPDATE SET"
        " texts = texts + 1, signed = max(signed, excluded.signed)",
        rows,
    )
