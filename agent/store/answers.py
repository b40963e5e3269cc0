"""What was judged before, and which ids name an ask's thread; so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from narrowcast.agent.core.judgement import Judgement, MessageIdentity, MessageKind
from narrowcast.agent.core.model import AskId, Time
from narrowcast.agent.store.store import Store


class Judged(Mapping[MessageIdentity, Judgement]):
    """Judgements kept so far, by message; only those that concerned an ask are."""

    def __init__(self, store: Store) -> None:
        self._conn = store.conn

    def __getitem__(self, identity: MessageIdentity) -> Judgement:
        row = self._conn.execute(
            "SELECT ask, kind, why FROM answer WHERE identity = ?", (_number(identity),)
        ).fetchone()
        if row is None:
            raise KeyError(identity)
        ask, kind, why = row
        return Judgement(kind=MessageKind(kind), ask=ask and AskId(ask), why=why)

    def __iter__(self) -> Iterator[MessageIdentity]:
        raise TypeError("judgements are looked up, never listed")

    def __len__(self) -> int:
        return int(self._conn.execute("SELECT count(*) FROM answer").fetchone()[0])


class SeenIds(Mapping[str, datetime]):
    """When a message of some Message-ID came; only mail that is kept."""

    def __init__(self, store: Store) -> None:
        self._conn = store.conn

    def __getitem__(self, message_id: str) -> datetime:
        row = self._conn.execute(
            "SELECT time FROM message WHERE message_id = ? AND time IS NOT NULL"
            " ORDER BY time LIMIT 1",
            (message_id,),
        ).fetchone()
        if row is None:
            raise KeyError(message_id)
        return datetime.fromtimestamp(row[0], UTC)

    def __iter__(self) -> Iterator[str]:
        raise TypeError("Message-IDs are looked up, never listed")

    def __len__(self) -> int:
        return int(self._conn.execute("SELECT count(*) FROM message").fetchone()[0])


def remember(
    store: Store,
    identity: MessageIdentity,
    judgement: Judgement,
    at: Time,
    message_id: str,
    *,
    applied: bool,
) -> None:
    """Keep a judgement inside the caller's transaction."""
    store.conn.execute(
        "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            _number(identity),
            judgement.ask,
            at,
            judgement.kind,
            message_id,
            applied,
            judgement.why,
        ),
    )


def tie(store: Store, ask: AskId, at: Time, **named: str) -> None:
    """Tie an `id`, a `thread` or a `meeting` to an ask, inside the caller's transaction."""
    for kind, value in named.items():
        if value and value not in tied(store, ask, kind):
            store.conn.execute(
                "INSERT INTO note (at, about, text) VALUES (?, ?, ?)",
                (at, f"ask:{ask}:{kind}", value),
            )


def tied(store: Store, ask: AskId, kind: str) -> frozenset[str]:
    """Everything of one *kind* that was tied to an ask."""
    rows = store.conn.execute("SELECT text FROM note WHERE about = ?", (f"ask:{ask}:{kind}",))
    return frozenset(row[0] for row in rows)


def _number(identity: MessageIdentity) -> int:
    """63 bits of the identity, as the column holds them."""
    return int(identity[:16], 16) >> 1
