"""What a restored store must not forget, and what it must not do by itself.

A backup does not know what happened after it. A letter it holds as planned may have left; an ask it
holds as a draft may have been approved and sent. So what left, and who is not to be written to, is
carried over from the present store where that can be read, and whatever still waits to leave is
held as a letter under way: it is looked up among the sent, and where it is not there the owner says
what became of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.forgetting import by_name
from narrowcast.agent.core.model import AddressKey, AskId, Time
from narrowcast.agent.store import companions, forgetting, outbox
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.store.store import Store

CARRIER = "restored"
"""Stands where a letter's account stood: no account may say of it that it was never taken."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The asks of the present store whose letters left, or may have, since the backup."""

    asks: tuple[AskId, ...] = ()
    lost: tuple[AskId, ...] = ()
    """Those that could not be carried over: the backup is of another past."""


def carry(store: Store, present: Path) -> Carried:
    """Take over from the store at *present* what no backup undoes: letters that left, with their
    asks; who is not to be written to, or is forgotten; which morning mails went out.

    *present* is of the same key and schema; raises sqlite3.DatabaseError where it is damaged.
    """
    with _attached(store, present), store.writing(durable=True):
        asks = _gone_on(store)
        carried = {ask: _carry_ask(store, ask) for ask in asks}
        _carry_wishes(store)
        for table in _tables(store, "date"):
            if table in {"morning", "weekly"}:
                _insert(store, table, "1", ())
    return Carried(
        tuple(ask for ask, done in carried.items() if done),
        tuple(ask for ask, done in carried.items() if not done),
    )


def hold(store: Store, made: Time, why: str) -> tuple[Place, ...]:
    """Let nothing of what waits to leave go by itself, nor obey again what was obeyed before.

    Letters planned when the backup was *made* count as under way since, and the owner is told
    *why*; returns them.
    """
    with store.writing(durable=True):
        planned = outbox.letters(store, LetterState.PLANNED)
        cause = Cause(at=made, origin=Origin.OUTBOX, why=why)
        for letter in planned:
            outbox.journal(
                store, letter, LetterState.SENDING, AskEvent.SENDING_STARTED, cause, carrier=CARRIER
            )
            companions.note_review(store, letter.place, f"{why}; look in your Sent folder")
        store.conn.execute(
            "UPDATE outbox SET carrier = ?, retry_at = NULL, retry_asked = 0 WHERE state = ?",
            (CARRIER, LetterState.SENDING),
        )
        # An answer to a morning mail is read anew with the mailbox; its orders were carried out.
        for table in _tables(store, "code"):
            store.conn.execute(f"UPDATE {table} SET code = ''")
        store.conn.execute("DELETE FROM offered")
    return tuple(letter.place for letter in planned)


@contextmanager
def _attached(store: Store, present: Path) -> Generator[None]:
    store.conn.execute("ATTACH ? AS present", (str(present),))
    try:
        yield
    finally:
        store.conn.execute("DETACH present")


def _gone_on(store: Store) -> tuple[AskId, ...]:
    """Asks with a letter of which the present knows more than the backup."""
    rows = store.conn.execute(
        "SELECT DISTINCT now.ask FROM present.outbox now LEFT JOIN main.outbox was"
        " ON was.message_id = now.message_id WHERE was.state IS NOT now.state"
        " AND (was.state IS NOT NULL OR now.state != ?) ORDER BY 1",
        (LetterState.RECALLED,),
    )
    return tuple(AskId(ask) for (ask,) in rows)


def _carry_ask(store: Store, ask: AskId) -> bool:
    """Put an ask in the backup's place as it is now; False where the numbers mean another."""
    if not _is_the_same(store, "ask", "id = ?1", ask, ("introducer", "created")):
        return False
    where = "id IN (SELECT prospect FROM present.ask WHERE id = ?1)"
    if not _is_the_same(store, "prospect", where, ask, ("created",)):
        return False
    store.conn.execute("SAVEPOINT carry")
    try:
        for table in _tables(store, "ask"):
            store.conn.execute(f"DELETE FROM main.{table} WHERE ask = ?", (ask,))
            _insert(store, table, "ask = ?", (ask,))
        store.conn.execute("DELETE FROM main.ask WHERE id = ?", (ask,))
        _insert(store, "ask", "id = ?", (ask,))
        _insert(store, "prospect", where, (ask,))
    except sqlite3.IntegrityError:
        store.conn.execute("ROLLBACK TO carry")
        return False
    finally:
        store.conn.execute("RELEASE carry")
    return True


def _is_the_same(store: Store, table: str, where: str, ask: AskId, by: Sequence[str]) -> bool:
    """Whether a row that both stores have under one number is the same thing."""
    columns = ", ".join(by)
    then, now = (
        store.conn.execute(f"SELECT {columns} FROM {side}.{table} WHERE {where}", (ask,)).fetchone()
        for side in ("main", "present")
    )
    return then is None or then == now


def _carry_wishes(store: Store) -> None:
    _insert(store, "suppression", "1", ())
    columns = ", ".join(name for name in _columns(store, "decision") if name != "id")
    store.conn.execute(
        f"INSERT INTO main.decision ({columns}) SELECT {columns} FROM present.decision now"
        " WHERE kind IN ('never', 'wish') AND NOT EXISTS (SELECT 1 FROM main.decision was"
        " WHERE was.kind = now.kind AND was.uid = now.uid AND was.at = now.at) ORDER BY id"
    )
    _insert(store, "anchor", "uid IN (SELECT uid FROM main.decision)", ())


def forget_again(store: Store, remembered: Collection[str], now: Time) -> None:
    """Erase who was forgotten since the backup, by the digests in the store and those
    *remembered* beside the former one. What waited to leave to them does so no more.
    """
    forgetting.suppress(store, remembered, now)
    gone = forgetting.forgotten(store)
    keys = [AddressKey(key) for (key,) in store.conn.execute("SELECT key FROM address")]
    wanted = store.conn.execute("SELECT addresses FROM prospect").fetchall()
    keys += [AddressKey(key) for (text,) in wanted for key in json.loads(text)]
    names = store.conn.execute("SELECT name FROM card UNION SELECT name FROM prospect").fetchall()
    again = [key for key in dict.fromkeys(keys) if gone(key)]
    called = [name for (name,) in names if (key := by_name(name)) and gone(key)]
    if again or called:
        forgetting.forget(store, again, called, now, of_the_past=True)


def _insert(store: Store, table: str, where: str, values: tuple[object, ...]) -> None:
    """Copy the rows of the present that are not there; a number taken by another raises."""
    columns = ", ".join(_columns(store, table))
    numbered = "ask" in _columns(store, table) and "id" in _columns(store, table)
    store.conn.execute(
        f"INSERT {'' if numbered else 'OR IGNORE '}INTO main.{table} ({columns})"
        f" SELECT {columns} FROM present.{table} WHERE {where}",
        values,
    )


def _tables(store: Store, column: str) -> tuple[str, ...]:
    """The tables of the owner's that have *column*."""
    rows = store.conn.execute(
        "SELECT m.name FROM main.sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = ? ORDER BY m.name",
        (column,),
    )
    return tuple(name for (name,) in rows)


def _columns(store: Store, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in store.conn.execute(f"PRAGMA main.table_info({table})"))
