"""Meetings into rows and folds."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from narrowcast.agent.core import ties
from narrowcast.agent.core.encounters import Encounter, attended
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.model import AddressId, AddressKey, Direction, Interaction
from narrowcast.agent.core.parties import Party
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.connectors.records import Participation

_MET = ties.DIRECTIONS.index(Direction.MET)


def keep(
    conn: sqlite3.Connection,
    book: AddressBook,
    meetings: Sequence[tuple[str, Encounter]],
    owner: Collection[AddressKey],
) -> tuple[tuple[str, int], ...]:
    """Write meetings; a changed instance replaces the former one, its fold included. Return (remote
    id, row).
    """
    return tuple((remote, _keep_one(conn, book, meeting, owner)) for remote, meeting in meetings)


def propose(
    conn: sqlite3.Connection, book: AddressBook, meeting: Encounter, owner: Collection[AddressKey]
) -> None:
    """Write a meeting that mail tells of, unless a calendar tells of it."""
    if not _is_calendars(conn, meeting.uid, meeting.recurrence_id):
        _keep_one(conn, book, meeting, owner)


def withdraw(
    conn: sqlite3.Connection,
    book: AddressBook,
    uid: str,
    recurrence_id: str,
    owner: Collection[AddressKey],
) -> None:
    """Take back what `propose` wrote, its fold included; a calendar's own meeting stays."""
    known = conn.execute(
        "SELECT id FROM meeting WHERE uid = ? AND recurrence_id = ? AND invited = 1",
        (uid, recurrence_id),
    ).fetchone()
    if known:
        _drop(conn, book, known[0], owner)


def located(conn: sqlite3.Connection, scope: int, remotes: Iterable[str]) -> frozenset[int]:
    """The meetings that the records *remotes* of a scope stand for."""
    query = "SELECT meeting FROM location WHERE scope = ? AND remote_id = ?"
    found = (conn.execute(query, (scope, remote)).fetchone() for remote in remotes)
    return frozenset(row[0] for row in found if row and row[0] is not None)


def call_off(
    conn: sqlite3.Connection,
    book: AddressBook,
    meetings: Iterable[int],
    now: int,
    owner: Collection[AddressKey],
) -> None:
    """Cancel those of *meetings* that vanished from every calendar before they took place.

    One that was over by then stays: it was held.
    """
    for row in sorted(meetings):
        vanished = conn.execute(
            "SELECT 1 FROM meeting m WHERE m.id = ? AND m.starts > ? AND m.cancelled = 0"
            " AND m.invited = 0 AND NOT EXISTS (SELECT 1 FROM location l WHERE l.meeting = m.id)",
            (row, now),
        ).fetchone()
        if vanished:
            _fold(conn, book, attended(stored(conn, row), owner), -1)
            conn.execute("UPDATE meeting SET cancelled = 1, attended = 0 WHERE id = ?", (row,))


def leave(
    conn: sqlite3.Connection,
    book: AddressBook,
    row: int,
    address: AddressId,
    owner: Collection[AddressKey],
) -> None:
    """Take a forgotten person out of a meeting: a smaller one is folded into other cells."""
    _fold(conn, book, attended(stored(conn, row), owner), -1)
    conn.execute("DELETE FROM attendance WHERE meeting = ? AND address = ?", (row, address))
    met = attended(stored(conn, row), owner)
    _fold(conn, book, met, 1)
    conn.execute(
        "UPDATE meeting SET attended = ?, size = (SELECT count(*) FROM attendance WHERE meeting"
        " = ?2) WHERE id = ?2",
        (int(bool(met)), row),
    )


def fold_again(conn: sqlite3.Connection, book: AddressBook, owner: Collection[AddressKey]) -> None:
    """Derive meeting tallies anew, after the owner's addresses changed."""
    conn.execute("DELETE FROM tally WHERE direction = ?", (_MET,))
    for (row,) in conn.execute("SELECT id FROM meeting").fetchall():
        met = attended(stored(conn, row), owner)
        _fold(conn, book, met, 1)
        conn.execute("UPDATE meeting SET attended = ? WHERE id = ?", (int(bool(met)), row))


def stored(conn: sqlite3.Connection, row: int) -> Encounter:
    """A meeting back from its row."""
    uid, recurrence, starts, ends, all_day, summary, cancelled, recurring, invited = conn.execute(
        "SELECT uid, recurrence_id, starts, ends, all_day, summary, cancelled, recurring, invited"
        " FROM meeting WHERE id = ?",
        (row,),
    ).fetchone()
    people = conn.execute(
        "SELECT a.key, a.seen, a.domain, a.kind, t.answer FROM attendance t JOIN address a ON a.id"
        " = t.address"
        " WHERE t.meeting = ? ORDER BY a.key",
        (row,),
    )
    return Encounter(
        uid=uid, recurrence_id=recurrence, starts=starts, ends=ends, all_day=bool(all_day),
        organizer=None,
        people=tuple(
            (Party(AddressKey(key), seen, "", domain, AddressKind(kind)), Participation(answer))
            for key, seen, domain, kind, answer in people
        ),
        summary=summary, cancelled=bool(cancelled), recurring=bool(recurring),
        invited=bool(invited),
    )  # fmt: skip


def _keep_one(
    conn: sqlite3.Connection, book: AddressBook, meeting: Encounter, owner: Collection[AddressKey]
) -> int:
    known = conn.execute(
        "SELECT id FROM meeting WHERE uid = ? AND recurrence_id = ?",
        (meeting.uid, meeting.recurrence_id),
    ).fetchone()
    if known:
        _drop(conn, book, known[0], owner)
    met = attended(meeting, owner)
    numbers = [book.number(party) for party, _ in meeting.people]
    organizer = book.number(meeting.organizer) if meeting.organizer else None
    row = known[0] if known else None
    cursor = conn.execute(
        f"INSERT INTO meeting VALUES ({','.join('?' * 14)})",
        (row, meeting.uid, meeting.recurrence_id, meeting.starts, meeting.ends,
         int(meeting.all_day), organizer, json.dumps(numbers), len(numbers), meeting.summary,
         int(meeting.cancelled), int(meeting.recurring), int(bool(met)), int(meeting.invited)),
    )  # fmt: skip
    row = int(cursor.lastrowid or 0)
    for party, answer in meeting.people:
        book.named(party, own=False, time=meeting.starts)
        conn.execute(
            "INSERT OR REPLACE INTO attendance VALUES (?, ?, ?, ?)",
            (book.number(party), meeting.starts, row, answer),
        )
    _fold(conn, book, met, 1)
    return row


def _drop(
    conn: sqlite3.Connection, book: AddressBook, row: int, owner: Collection[AddressKey]
) -> None:
    _fold(conn, book, attended(stored(conn, row), owner), -1)
    conn.execute("DELETE FROM attendance WHERE meeting = ?", (row,))
    conn.execute("DELETE FROM meeting WHERE id = ?", (row,))


def _is_calendars(conn: sqlite3.Connection, uid: str, recurrence_id: str) -> bool:
    query = "SELECT 1 FROM meeting WHERE uid = ? AND recurrence_id = ? AND invited = 0"
    return conn.execute(query, (uid, recurrence_id)).fetchone() is not None


def _fold(
    conn: sqlite3.Connection,
    book: AddressBook,
    met: Sequence[tuple[AddressKey, Interaction]],
    sign: int,
) -> None:
    totals: Counter[tuple[int, ...]] = Counter()
    for key, interaction in met:
        address = book.find(key)
        if address is not None:
            totals[(address, *ties.cell(interaction))] += sign
    conn.executemany(
        "INSERT INTO tally VALUES (?, ?, ?, ?, ?) ON CONFLICT (address, month, direction, bucket)"
        " DO UPDATE SET"
        " n = n + excluded.n",
        [(*where, n) for where, n in totals.items()],
    )
    if sign < 0:
        conn.executemany(
            "DELETE FROM tally WHERE address = ? AND month = ? AND direction = ? AND bucket = ?"
            " AND n = 0",
            list(totals),
        )
