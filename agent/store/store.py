"""Open the store, keep a page whole with its cursor, and answer what the use cases look up.

One writer. Every page is one transaction: rows, folds and cursor together, so a kill between two
pages loses nothing and doubles nothing. Rows that a second copy of a message would change are
folded out and in again, which makes the order of arrival irrelevant.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import digest
from pathlib import Path
from typing import Any, NewType, Self

from sqlite_utils.db import Database

from narrowcast.agent import crashpoints
from narrowcast.agent.core.learn import Changes
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.errors import StoreUnreadable
from narrowcast.agent.store import (
    aliases,
    blocks,
    cards,
    files,
    former_versions,
    locations,
    mail,
    many,
    meetings,
    notices,
    tidings,
)
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.agent.store.migrations import EVIDENCE, PEOPLE
from narrowcast.agent.store.migrations_letters import migrations
from narrowcast.connectors.base import Cursor, Scope, Snapshot

ScopeRow = NewType("ScopeRow", int)

StoreFault = sqlite3.Error
"""What goes wrong with the store itself, never with a record."""


@dataclass(frozen=True, slots=True)
class ScopeState:
    """Where a scope stands: resume from *cursor*; *sweeping* means a full listing is under way."""

    row: ScopeRow
    account: str
    name: str
    cursor: Cursor | None
    generation: int
    sweeping: bool
    listed: int
    """Records kept of a full listing under way; 0: none is."""
    records: int
    last_ok: int | None
    problem: str
    raised: bool = False
    """Whether it is listed again because more of its mail may be read than before."""


class Store:
    """The database of one owner; use as a context manager."""

    def __init__(self, db: Database, place: Path, *, mention_key: bytes) -> None:
        self.db, self._place = db, place
        self.conn: sqlite3.Connection = db.conn
        self.mention_key = mention_key
        self.version = 0
        """Raised with every write; caches of derived values belong to one version."""
        self.addresses = AddressBook(self.conn)

    @classmethod
    def open(cls, path: Path | None, *, mention_key: bytes, former: bool = True) -> Store:
        """Open or make the store at *path* (None: in memory).

        Of one that an earlier version wrote a copy is kept, unless *former* is False. Raises
        StoreUnreadable (no database, no permission, another key), StoreTooNew and StoreFull.
        """
        place = path or Path(":memory:")
        if path is not None:
            files.make_private(path)
        try:
            db = Database(place)
            # A page of mail touches a thousand leaves of the indexes, each time others. A cache of
            # 64 MB is no faster than 8 (the kernel holds the file), a log of 16 MB saves a tenth
            # of the time (default 4), since it is copied into the file less often.
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000",
                           "cache_size=-8192", "wal_autocheckpoint=4000",
                           "temp_store=MEMORY"):  # fmt: skip
                db.conn.execute(f"PRAGMA {pragma}")
            files.refuse_newer(db, place)
            if path is not None and former:
                former_versions.keep(db, path)
            migrations.apply(db)
            store = cls(db, place, mention_key=mention_key)
            store._refuse_other_key()
        except sqlite3.Error as problem:
            raise StoreUnreadable(place, str(problem)) from problem
        return store

    def _refuse_other_key(self) -> None:
        """Hashes of another key would say of nobody that they were forgotten."""
        print_of_key = digest(self.mention_key, b"the key of this store", "sha256").hex()
        made_with = self.setting("key")
        if made_with is None:
            with self.writing():
                self.set_setting("key", print_of_key)
        elif made_with != print_of_key:
            self.close()
            raise StoreUnreadable(self._place, "mention.key is not the one it was made with")

    def close(self) -> None:
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        """Close; what the state of the file caused becomes StoreUnreadable or StoreFull."""
        self.close()
        if isinstance(fault, sqlite3.DatabaseError):
            files.name_fault(fault, self._place)

    @contextmanager
    def writing(self, *, durable: bool = False) -> Generator[None]:
        """Hold the write lock; *durable* where the commit permits a send (synchronous=FULL).

        Inside another it is part of that one.
        """
        whole = not self.conn.in_transaction
        if whole:
            self.conn.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        try:
            with self.db.atomic():
                yield
                if whole:
                    crashpoints.reached("before a write")
            if whole:
                crashpoints.reached("after a write")
        except BaseException:
            self.addresses.forget_cache()
            raise
        finally:
            self.version += 1  # also after a failure: what was derived inside is of no version

    # ---- settings --------------------------------------------------------------------------------

    def setting(self, key: str) -> str | None:
        row = self.conn.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_setting(self, key: str, value: str) -> None:
        self.conn.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value ="
            " excluded.value",
            (key, value),
        )

    @property
    def owner(self) -> frozenset[AddressKey]:
        """The owner's addresses; whose mail is 'out' follows from them."""
        return frozenset(AddressKey(key) for key in json.loads(self.setting("owner") or "[]"))

    def set_owner(self, addresses: Iterable[AddressKey]) -> None:
        """Change the owner's addresses and fold again what depends on them."""
        new = frozenset(addresses)
        if new == self.owner:
            return
        with self.writing():
            self.set_setting("owner", json.dumps(sorted(new)))
            mail.fold_again(self.conn, self.addresses, new)
            meetings.fold_again(self.conn, self.addresses, new)

    # ---- scopes ----------------------------------------------------------------------------------

    def scope(self, account: str, connector: str, scope: Scope) -> ScopeState:
        """The state of a scope, made on first sight; its records are not counted.

        Writes nothing where nothing is new.
        """
        known = self.conn.execute(
            "SELECT s.name, s.role, a.connector FROM scope s JOIN account a ON a.name = s.account"
            " WHERE s.account = ? AND s.remote = ?",
            (account, scope.id),
        ).fetchone()
        if known != (scope.name, scope.role, connector):
            self._introduce(account, connector, scope)
        where = "account = ? AND remote = ?"
        return self._scope_states(where, (account, scope.id), records="0")[0]

    def _introduce(self, account: str, connector: str, scope: Scope) -> None:
        with self.writing():
            self.conn.execute(
                "INSERT INTO account (name, connector) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
                " SET connector = excluded.connector",
                (account, connector),
            )
            self.conn.execute(
                "INSERT INTO scope (account, remote, name, role) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (account, remote) DO UPDATE SET name = excluded.name,"
                " role = excluded.role",
                (account, scope.id, scope.name, scope.role),
            )

    def scopes(self) -> tuple[ScopeState, ...]:
        return self._scope_states("1 ORDER BY account, name", ())

    def _scope_states(
        self,
        where: str,
        arguments: Sequence[object],
        records: str = "(SELECT count(*) FROM location WHERE scope = s.id)",
    ) -> tuple[ScopeState, ...]:
        rows = self.conn.execute(
            f"SELECT id, account, name, cursor, generation, sweeping, listed, {records},"
            f" last_ok, problem, raised FROM scope s WHERE {where}",
            arguments,
        )
        return tuple(map(_state, rows))

    def expire(self, scope: ScopeRow) -> None:
        """Begin a new generation; only at its end is swept what the new listing did not name."""
        with self.writing():
            self.conn.execute(
                "UPDATE scope SET cursor = NULL, generation = generation + 1, sweeping = 1,"
                " listed = 0 WHERE id = ?",
                (scope,),
            )
            # Its numbers are the former generation's; what is still unreadable is named again.
            self.conn.execute("DELETE FROM dead_letter WHERE scope = ?", (scope,))

    def keep(
        self,
        scope: ScopeState,
        changes: Changes,
        cursor: Cursor,
        snapshot: Snapshot,
        now: int,
        along: Callable[[], None] = lambda: None,
    ) -> int:
        """Keep a page whole: its rows, folds and *cursor* in one transaction; return new messages.

        *along* writes what else the page caused (asks that moved) in the same transaction. A page
        that leaves the cursor where it was, as a search's, says nothing of when the scope was read.
        """
        owner = self.owner
        with self.writing():
            messages = mail.keep(self.conn, self.addresses, changes.messages, owner)
            met = meetings.keep(self.conn, self.addresses, changes.meetings, owner)
            notices.keep(self.conn, self.addresses, [one for _, one in changes.notices], owner)
            kept = cards.keep(self.conn, self.addresses, scope.account, changes.cards, now)
            blocks.keep(self.conn, self.addresses, changes.signed)
            tidings.keep(self.conn, self.addresses, changes.tidings)
            aliases.keep(self.conn, self.addresses, changes.redirections)
            self.addresses.flush()
            remotes = (*(remote for remote, _ in changes.meetings), *changes.deletes)
            before = meetings.located(self.conn, scope.row, remotes)
            locations.mark(self.conn, scope.row, scope.generation, changes.still)
            self._locate(scope, changes, messages.ids, met, kept)
            self._bury(scope, changes)
            self.conn.execute(
                "UPDATE scope SET last_ok = iif(cursor IS ?1, last_ok, ?2),"
                " problem = iif(cursor IS ?1, problem, ''), cursor = ?1, listed = listed + ?3"
                " WHERE id = ?4",
                (cursor, now, _size(changes) if snapshot is Snapshot.PARTIAL else 0, scope.row),
            )
            if snapshot is Snapshot.COMPLETE:
                before |= self._sweep(scope)
            meetings.call_off(self.conn, self.addresses, before, now, owner)
            along()
        return messages.new

    def _locate(
        self,
        scope: ScopeState,
        changes: Changes,
        messages: Sequence[tuple[str, int]],
        met: Sequence[tuple[str, int]],
        kept: Sequence[tuple[str, int]],
    ) -> None:
        rows: list[tuple[object, ...]] = [
            (scope.row, r, m, None, None, scope.generation) for r, m in messages
        ]
        rows += [(scope.row, r, None, m, None, scope.generation) for r, m in met]
        rows += [(scope.row, r, None, None, c, scope.generation) for r, c in kept]
        rows += [(scope.row, r, None, None, None, scope.generation) for r in changes.ignored]
        many.insert(
            self.conn,
            "INSERT INTO location VALUES",
            rows,
            "ON CONFLICT (scope, remote_id) DO UPDATE SET message = excluded.message,"
            " meeting = excluded.meeting, card = excluded.card, generation = excluded.generation",
        )
        # The record is gone from the source; the tie's evidence stays (design §4).
        self.conn.executemany(
            "DELETE FROM location WHERE scope = ? AND remote_id = ?",
            [(scope.row, r) for r in changes.deletes],
        )
        self._raise(scope, {*(str(row[1]) for row in rows), *changes.deletes})

    def _bury(self, scope: ScopeState, changes: Changes) -> None:
        self.conn.executemany(
            "INSERT INTO dead_letter VALUES (?, ?, ?, 1) ON CONFLICT (scope, remote_id)"
            " DO UPDATE SET tries = tries + 1, reason = excluded.reason",
            [(scope.row, u.remote_id, u.reason) for u in changes.unreadable],
        )

    def _raise(self, scope: ScopeState, remotes: Collection[str]) -> None:
        """A record that could be read at last, or is gone, is no dead letter any more."""
        dead = self.conn.execute(
            "SELECT remote_id FROM dead_letter WHERE scope = ?", (scope.row,)
        ).fetchall()
        self.conn.executemany(
            "DELETE FROM dead_letter WHERE scope = ? AND remote_id = ?",
            [(scope.row, remote) for (remote,) in dead if remote in remotes],
        )

    def _sweep(self, scope: ScopeState) -> frozenset[int]:
        """Drop what the new generation did not name; returns the meetings among it, none where it
        named nothing at all: an empty calendar is more likely a fault than a life without meetings.
        """
        old = (scope.row, scope.generation)
        swept = self.conn.execute(
            "SELECT meeting FROM location WHERE scope = ?1 AND generation < ?2"
            " AND meeting IS NOT NULL AND EXISTS (SELECT 1 FROM location WHERE scope = ?1"
            " AND generation >= ?2)",
            old,
        ).fetchall()
        self.conn.execute("DELETE FROM location WHERE scope = ? AND generation < ?", old)
        self.conn.execute(
            "UPDATE scope SET sweeping = 0, listed = 0, raised = 0 WHERE id = ?", (scope.row,)
        )
        return frozenset(meeting for (meeting,) in swept)

    def problem(self, scope: ScopeRow, text: str) -> None:
        with self.writing():
            self.conn.execute("UPDATE scope SET problem = ? WHERE id = ?", (text, scope))

    def dead_letters(self) -> tuple[tuple[str, str, str, int], ...]:
        """(scope, remote id, reason, tries) of what could not be read."""
        return tuple(
            self.conn.execute(
                "SELECT s.account || ': ' || s.name, d.remote_id, d.reason, d.tries"
                " FROM dead_letter d JOIN scope s ON s.id = d.scope ORDER BY 1, 2"
            )
        )

    def counts(self) -> dict[str, int]:
        """Rows of the tables an owner knows by name."""
        tables = ("message", "meeting", "card", "prospect", "ask", "dead_letter")
        return {
            table: int(self.conn.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
            for table in tables
            if (rows := "card WHERE until IS NULL" if table == "card" else table)
        }

    def drop_evidence(self) -> None:
        """Forget all that can be read again from the sources; what is the owner's stays."""
        with self.writing():
            for table in (*EVIDENCE, *PEOPLE):
                self.conn.execute(f"DELETE FROM {table}")
            self.addresses.forget_cache()


def _size(changes: Changes) -> int:
    """How many records a page named."""
    kinds = (changes.messages, changes.meetings, changes.cards, changes.ignored, changes.unreadable)
    return sum(map(len, kinds)) + len(changes.still)


def _state(row: tuple[Any, ...]) -> ScopeState:
    number, account, name, cursor, generation, sweeping, *counts, last_ok, problem, raised = row
    return ScopeState(
        row=ScopeRow(number),
        account=account,
        name=name,
        cursor=None if cursor is None else Cursor(cursor),
        generation=generation,
        sweeping=bool(sweeping),
        listed=counts[0],
        records=counts[1],
        last_ok=last_ok,
        problem=problem,
        raised=bool(raised),
    )
