"""Mails of the program to the owner, one for each of the owner's days: where they are, what numbers
in them stand for.

A row is there before the mail leaves (`sending`); one that surely was not taken has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from narrowcast.agent.core.keys import key_of
from narrowcast.agent.core.model import AskId, Time
from narrowcast.agent.store.store import Store


class Kind(StrEnum):
    """Which mail; the value names its table."""

    MORNING = "morning"
    WEEKLY = "weekly"


class MailState(StrEnum):
    """Where a mail to the owner is."""

    SENDING = "sending"  # noted before the transport is called
    SENT = "sent"
    UNKNOWN = "unknown"  # may have left; it is never sent again


@dataclass(frozen=True, slots=True)
class Morning:
    """One morning or weekly mail."""

    day: date
    at: Time
    message_id: str
    state: MailState = MailState.SENT
    code: str = ""
    """What an answer to it must carry; '' where none is heard."""
    carrier: str = ""
    """The account it was given to; '' the outbox folder."""
    seen_as: str = ""
    """The Message-ID that a provider put in the place of ours; '' where it is ours."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a number or letter of a mail stands for."""

    key: str
    """`1` … of a letter to approve, `a` … of an answer to the question."""
    ask: AskId
    letter: int
    """0: the ask's own letter; else the number of one that belongs to it."""
    means: str
    """Of a letter: the hash of all its words; of an answer: what it says."""


def latest(
    store: Store, kind: Kind = Kind.MORNING, state: MailState | None = None
) -> Morning | None:
    """The last mail of a *kind*, or the last in a *state*; None: there was none."""
    where = "(state = ?1 OR ?1 IS NULL) ORDER BY at DESC LIMIT 1"
    return next(_mails(store, kind, where, state), None)


def message_ids(store: Store, since: Time) -> frozenset[str]:
    """Of the morning mails made at *since* or later, as sent and as providers renamed them."""
    found = list(_mails(store, Kind.MORNING, "at >= ?1", since))
    return frozenset({one.message_id for one in found} | {one.seen_as for one in found} - {""})


def answered(store: Store, ids: Collection[str]) -> Morning | None:
    """The morning mail that one of these Message-IDs names; None: none does."""
    for one in ids:
        if one and (found := next(_mails(store, Kind.MORNING, _NAMED, one), None)):
            return found
    return None


_NAMED = "message_id = ?1 OR seen_as = ?1"


def on(store: Store, day: date, kind: Kind = Kind.MORNING) -> tuple[Morning, ...]:
    """The mail of a *day*, if there is one."""
    return tuple(_mails(store, kind, "date = ?1", day.isoformat()))


def lately(store: Store, kind: Kind, most: int = 40) -> tuple[Morning, ...]:
    """The newest mails, those that may have left among them."""
    return tuple(_mails(store, kind, "date IS NOT NULL ORDER BY at DESC LIMIT ?1", most))


def under_way(store: Store, kind: Kind) -> tuple[Morning, ...]:
    """Mails that may have left and of which it is not known yet."""
    return tuple(_mails(store, kind, "state = ?1 ORDER BY at", MailState.SENDING))


def has(store: Store, day: date, kind: Kind = Kind.MORNING) -> bool:
    """Whether *day* has its mail, be the clock set back since."""
    return bool(on(store, day, kind))


def keep(
    store: Store, mail: Morning, kind: Kind = Kind.MORNING, offered: Iterable[Offered] = ()
) -> None:
    """Note durably that a mail goes out, and what may be answered in it."""
    with store.writing(durable=True):
        store.conn.execute(
            f"INSERT INTO {kind} VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                mail.day.isoformat(),
                mail.at,
                mail.message_id,
                mail.state,
                mail.code,
                mail.carrier,
                mail.seen_as,
            ),
        )
        store.conn.executemany(
            "INSERT INTO offered VALUES (?, ?, ?, ?, ?)",
            [(mail.day.isoformat(), one.key, one.ask, one.letter, one.means) for one in offered],
        )


def settle(
    store: Store, mail: Morning, state: MailState, kind: Kind = Kind.MORNING, seen_as: str = ""
) -> None:
    """Note durably what became of a mail; results of orders told in one that left are told."""
    with store.writing(durable=True):
        store.conn.execute(
            f"UPDATE {kind} SET state = ?, seen_as = ? WHERE date = ? AND message_id = ?",
            (
                state,
                "" if seen_as == mail.message_id else seen_as,
                mail.day.isoformat(),
                mail.message_id,
            ),
        )
        if state is MailState.SENT and kind is Kind.MORNING:
            store.conn.execute(
                "UPDATE order_given SET told = ?1 WHERE told IS NULL AND result != '' AND at < ?1",
                (mail.at,),
            )


def take_back(store: Store, day: date, kind: Kind = Kind.MORNING) -> None:
    """Forget a mail that the transport refused."""
    with store.writing(durable=True):
        store.conn.execute(f"DELETE FROM {kind} WHERE date = ?", (day.isoformat(),))
        if kind is Kind.MORNING:
            store.conn.execute("DELETE FROM offered WHERE date = ?", (day.isoformat(),))


def offered(store: Store, day: date) -> dict[str, Offered]:
    """What the numbers and letters of a day's mail stand for."""
    rows = store.conn.execute(
        "SELECT key, ask, letter, means FROM offered WHERE date = ?", (day.isoformat(),)
    )
    return {row[0]: Offered(row[0], AskId(row[1]), row[2], row[3]) for row in rows}


def arrived(store: Store, message_id: str, account: str | None = None) -> bool:
    """Whether a mail of that Message-ID was read in the owner's mailboxes, or in one *account*."""
    row = store.conn.execute(
        "SELECT 1 FROM message m JOIN location l ON l.message = m.id JOIN scope s ON s.id = l.scope"
        " WHERE m.key = ?1 AND m.message_id = ?2 AND (s.account = ?3 OR ?3 IS NULL)",
        (key_of(message_id), message_id, account),
    ).fetchone()
    return row is not None


def _mails(store: Store, kind: Kind, where: str, value: object) -> Iterator[Morning]:
    rows = store.conn.execute(
        f"SELECT date, at, message_id, state, code, carrier, seen_as FROM {kind} WHERE {where}",
        (value,),
    ).fetchall()
    for row in rows:
        yield Morning(date.fromisoformat(row[0]), Time(row[1]), row[2], MailState(row[3]), *row[4:])
