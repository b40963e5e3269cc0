"""Which servers were asked for which prospects, and which of the mails they name are worth reading.

What is searched for is kept as a keyed hash alone, to know when the words have changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from hmac import digest

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.model import AddressId, ProspectId, Time
from narrowcast.agent.core.seeking import Done, Hit, Words
from narrowcast.agent.store.store import ScopeRow, Store
from narrowcast.connectors.records import RemoteId


def hashed(store: Store, words: Words) -> str:
    """What tells whether a prospect was searched by the same words."""
    told = json.dumps([words.person, words.firm]).encode()
    return digest(store.mention_key, b"search:" + told, "sha256").hex()[:16]


def is_listed(store: Store, account: str) -> bool:
    """Whether no folder of an account is still to be listed, but for those that cannot be."""
    ((under_way,),) = store.conn.execute(
        "SELECT count(*) FROM scope WHERE account = ? AND problem = ''"
        " AND (cursor IS NULL OR listed > 0)",
        (account,),
    ).fetchall()
    return not under_way


def done(store: Store, account: str) -> dict[ProspectId, Done]:
    """When and by which words an account was searched."""
    rows = store.conn.execute(
        "SELECT prospect, words, at FROM search WHERE account = ?", (account,)
    )
    return {ProspectId(prospect): Done(words, Time(at)) for prospect, words, at in rows}


def note(store: Store, prospect: ProspectId, account: str, done_now: Done) -> None:
    """Keep that an account was searched for a prospect, in a transaction of its own."""
    with store.writing():
        store.conn.execute(
            "INSERT OR REPLACE INTO search VALUES (?, ?, ?, ?)",
            (prospect, account, done_now.words, done_now.at),
        )


def located(store: Store, scope: ScopeRow, named: Collection[RemoteId]) -> tuple[Hit, ...]:
    """Those of *named* that are mails between few people; the owner's own tell something, too."""
    rows: Iterable[tuple[str, int, int, int, int]] = store.conn.execute(
        "SELECT l.remote_id, m.id, m.author, m.time, m.flags FROM json_each(?2) AS one"
        " CROSS JOIN location l ON l.scope = ?1 AND l.remote_id = one.value"
        " JOIN message m ON m.id = l.message WHERE m.author IS NOT NULL AND m.time IS NOT NULL",
        (scope, json.dumps(list(named))),
    )
    return tuple(
        Hit(RemoteId(remote), message, AddressId(author), Time(time))
        for remote, message, author, time, flags in rows
        if (Flag(flags) & ~_OWNERS).counts
    )


_OWNERS = Flag.OWN | Flag.ADDRESSED
