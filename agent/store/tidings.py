"""What mails say of people's jobs outside signatures, and the claims that this makes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import JOINED, Tiding
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Departure,
    Evidence,
    EvidenceKind,
    Time,
)
from narrowcast.agent.core.parties import party_of
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.connectors.records import Mailbox


def keep(conn: sqlite3.Connection, book: AddressBook, told: Iterable[Tiding]) -> None:
    """Write tidings of mails that are kept.

    Pages come newest first, so that a report is there before the mail that it tells of: the
    address that it names gets its number now.
    """
    for one in told:
        about = _number(book, one.about)
        row = conn.execute("SELECT id FROM message WHERE identity = ?", (one.identity,)).fetchone()
        if about is not None and row is not None:
            conn.execute(
                "INSERT OR IGNORE INTO tiding VALUES (?, ?, ?, ?)",
                (row[0], about, one.kind, one.value),
            )


def _number(book: AddressBook, key: AddressKey) -> AddressId | None:
    party = party_of(Mailbox("", key))
    return book.number(party) if party else None


def claims(
    conn: sqlite3.Connection, address: AddressId, key: AddressKey, as_of: Time
) -> Iterator[tuple[DatedClaim, str]]:
    """What was told before *as_of* of the job behind *address*, with the organisation it names.

    A bounce counts only of a mail that the owner wrote to them: anybody can send a report.
    """
    rows = conn.execute(
        "SELECT t.kind, t.value, m.time, m.message_id FROM tiding t JOIN message m"
        " ON m.id = t.message WHERE t.about = ? AND m.time < ? AND (t.kind != ? OR EXISTS"
        " (SELECT 1 FROM participation p JOIN message o ON o.id = p.message WHERE p.address ="
        " t.about AND p.time < ? AND o.message_id = t.value AND o.flags & ?))",
        (address, as_of, Departure.BOUNCED, as_of, int(Flag.OWN)),
    ).fetchall()
    for kind, value, time, message_id in rows:
        joined = kind == JOINED
        own = kind in (JOINED, Departure.ANNOUNCED)
        yield (
            DatedClaim(
                kind=ClaimKind.EMPLOYER if joined else ClaimKind.DEPARTURE,
                value=value if joined else kind,
                confidence=Confidence.LIKELY,
                source=ClaimSource.OWN_WORDS if own else ClaimSource.MAIL_SYSTEM,
                seen_at=Time(time),
                address=key,
                evidence=Evidence(EvidenceKind.MESSAGE, message_id),
            ),
            "" if kind == Departure.BOUNCED else value,
        )
