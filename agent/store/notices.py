"""What mails say of meetings, into rows: of each word only the newest, and the meeting they make.

A meeting that a calendar tells of is left as the calendar has it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from narrowcast.agent.core import scheduling
from narrowcast.agent.core.encounters import Encounter
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.parties import Party
from narrowcast.agent.core.scheduling import WHOLE, Notice, Word
from narrowcast.agent.store import meetings
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.connectors.records import Participation

_Row = tuple[str, str, int, int, int, int, int, str]
_NOBODY = 0
"""`who` of the organizer's words; addresses are numbered from 1."""


def keep(
    conn: sqlite3.Connection,
    book: AddressBook,
    notices: Sequence[Notice],
    owner: Collection[AddressKey],
) -> None:
    """Keep what is news in *notices*, and settle the meetings it concerns."""
    conn.executemany(
        "INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid, instance, who)"
        " DO UPDATE SET genuine = excluded.genuine, sequence = excluded.sequence,"
        " stamp = excluded.stamp, word = excluded.word, said = excluded.said"
        " WHERE (excluded.genuine, excluded.sequence, excluded.stamp, excluded.word, excluded.said)"
        " > (genuine, sequence, stamp, word, said)",
        [_row(book, one) for one in notices],
    )
    book.flush()
    for uid in dict.fromkeys(one.uid for one in notices):
        _settle(conn, book, uid, owner)


def _settle(
    conn: sqlite3.Connection, book: AddressBook, uid: str, owner: Collection[AddressKey]
) -> None:
    rows = conn.execute("SELECT * FROM notice WHERE uid = ?", (uid,)).fetchall()
    words = [_notice(conn, row) for row in rows if row[2] == _NOBODY]
    answers = [_notice(conn, row) for row in rows if row[2] != _NOBODY]
    series = next((one for one in words if one.instance == WHOLE), None)
    for event in words:
        if event.instance == WHOLE:
            continue
        said = [one for one in answers if one.instance in {event.instance, WHOLE}]
        encounter = scheduling.settled(event, series, said)
        if encounter is None:
            meetings.withdraw(conn, book, uid, event.instance, owner)
        else:
            meetings.propose(conn, book, encounter, owner)


def _row(book: AddressBook, one: Notice) -> tuple[object, ...]:
    who = _NOBODY if one.who is None else book.number(one.who)
    said: object = one.answer if one.who else None
    if one.encounter is not None:
        told = one.encounter
        for party in (*(party for party, _ in told.people), *filter(None, (told.organizer,))):
            book.number(party)
            book.named(party, own=False, time=told.starts)
        said = {
            "starts": told.starts, "ends": told.ends, "all_day": told.all_day,
            "organizer": told.organizer.key if told.organizer else None,
            "people": [[party.key, answer] for party, answer in told.people],
            "recurring": told.recurring, "cancelled": told.cancelled,
        }  # fmt: skip
    text = json.dumps(said, sort_keys=True)
    return (one.uid, one.instance, who, one.genuine, one.sequence, one.stamp, one.word, text)


def _notice(conn: sqlite3.Connection, row: _Row) -> Notice:
    uid, instance, who, genuine, sequence, stamp, word, said = row
    told = json.loads(said)
    return Notice(
        uid=uid, instance=instance, word=Word(word), genuine=bool(genuine), sequence=sequence,
        stamp=stamp, who=_party(conn, "id", who) if who else None,
        answer=Participation(told) if isinstance(told, str) else Participation.NEEDS_ACTION,
        encounter=_encounter(conn, uid, instance, told) if isinstance(told, dict) else None,
    )  # fmt: skip


def _encounter(
    conn: sqlite3.Connection, uid: str, instance: str, told: dict[str, object]
) -> Encounter:
    people = told["people"]
    assert isinstance(people, list)
    return Encounter(
        uid=uid,
        recurrence_id=instance,
        starts=Time(int(str(told["starts"]))),
        ends=Time(int(str(told["ends"]))),
        all_day=bool(told["all_day"]),
        organizer=_party(conn, "key", told["organizer"]),
        people=tuple(
            (party, Participation(answer))
            for key, answer in people
            if (party := _party(conn, "key", key)) is not None
        ),
        summary="",
        cancelled=bool(told["cancelled"]),
        recurring=bool(told["recurring"]),
        invited=True,
    )


def _party(conn: sqlite3.Connection, column: str, value: object) -> Party | None:
    """None for nobody, or somebody who was forgotten meanwhile."""
    row = conn.execute(
        f"SELECT key, seen, domain, kind FROM address WHERE {column} = ?", (value,)
    ).fetchone()
    if row is None:
        return None
    key, seen, domain, kind = row
    return Party(AddressKey(key), seen, "", domain, AddressKind(kind))
