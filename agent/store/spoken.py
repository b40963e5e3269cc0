"""To which hosts the program spoke, for which account, by the day; and what it refused to reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from narrowcast.agent.core.model import Time
from narrowcast.agent.store.store import Store
from narrowcast.connectors.net import Traffic

MOST_REFUSED = 40
"""Names of refused hosts kept of one day: who refers us to thousands must not fill the store."""
OTHERS = "(others)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What went to and from one host for one account, from the first day asked for."""

    host: str
    account: str
    """'' where a library tried it, and nobody knows for whom."""
    connections: int
    sent: int
    """Octets, inside TLS."""
    received: int
    refused: int
    """Tries that were refused before a packet left."""
    first: Time | None
    """None: of a version that did not note it."""
    last: Time | None


def note(store: Store, traffic: Iterable[Traffic], now: Time) -> None:
    """Add *traffic* to the day of *now* (UTC)."""
    moved = [one for one in traffic if one]
    if not moved:
        return
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    with store.writing():
        for one in moved:
            host = _kept_as(store, day, one)
            store.conn.execute(
                "INSERT INTO traffic (day, account, host, connections, sent, received, refused,"
                " first, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (day, account, host) DO UPDATE SET"
                " connections = connections + excluded.connections, sent = sent + excluded.sent,"
                " received = received + excluded.received, refused = refused + excluded.refused,"
                " first = min(coalesce(first, excluded.first), excluded.first),"
                " last = max(coalesce(last, excluded.last), excluded.last)",
                (day, one.account, host, one.connections, one.sent, one.received, one.refused,
                 now, now),
            )  # fmt: skip


def since(store: Store, day: date) -> tuple[Traffic, ...]:
    """What went to and from each host since *day* (UTC), whoever it was for."""
    rows = store.conn.execute(
        "SELECT host, sum(connections), sum(sent), sum(received) FROM traffic WHERE day >= ?"
        " GROUP BY host HAVING sum(connections + sent + received) ORDER BY host",
        (day.isoformat(),),
    )
    return tuple(
        Traffic(host=host, connections=connections, sent=sent, received=received)
        for host, connections, sent, received in rows
    )


def since_moment(store: Store, moment: Time) -> tuple[Traffic, ...]:
    """What went to and from each host that was spoken to at *moment* or later.

    Traffic is summed by the day of UTC: of the first of these days all is in it.
    """
    rows = store.conn.execute(
        "SELECT host, sum(connections), sum(sent), sum(received) FROM traffic"
        " WHERE coalesce(last >= ?, day > ?) GROUP BY host"
        " HAVING sum(connections + sent + received) ORDER BY host",
        (moment, datetime.fromtimestamp(moment, UTC).date().isoformat()),
    )
    return tuple(
        Traffic(host=host, connections=connections, sent=sent, received=received)
        for host, connections, sent, received in rows
    )


def audited(store: Store, day: date) -> tuple[Spoken, ...]:
    """All that is known of whom the program spoke to since *day* (UTC)."""
    rows = store.conn.execute(
        "SELECT host, account, sum(connections), sum(sent), sum(received), sum(refused),"
        " min(first), max(last) FROM traffic WHERE day >= ? GROUP BY host, account"
        " ORDER BY account, host",
        (day.isoformat(),),
    )
    return tuple(
        Spoken(
            host=host,
            account=account,
            connections=connections,
            sent=sent,
            received=received,
            refused=refused,
            first=first,
            last=last,
        )
        for host, account, connections, sent, received, refused, first, last in rows
    )


def first_day(store: Store) -> date | None:
    """Since when it is known; None: nobody was ever spoken to."""
    (day,) = store.conn.execute("SELECT min(day) FROM traffic").fetchone()
    return None if day is None else date.fromisoformat(day)


def _kept_as(store: Store, day: str, one: Traffic) -> str:
    """The host's name, or that of all that were refused too many."""
    if one.connections or not one.refused:
        return one.host
    rows: Sequence[tuple[str]] = store.conn.execute(
        "SELECT host FROM traffic WHERE day = ? AND refused AND NOT connections", (day,)
    ).fetchall()
    known = {host for (host,) in rows}
    return one.host if one.host in known or len(known) < MOST_REFUSED else OTHERS
