"""Whole copies of the store's file, what each table holds, and whether a file is sound."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from narrowcast.agent.errors import StoreUnreadable
from narrowcast.agent.store import files
from narrowcast.agent.store.migrations import EVIDENCE, PEOPLE
from narrowcast.agent.store.migrations_letters import migrations

_REMADE = frozenset(
    {*EVIDENCE, *PEOPLE, "traffic", "unsettled", "_sqlite_migrations", "sqlite_sequence"}
)
"""Tables that a sync fills again, or that say nothing of the owner's."""


_NULL = re.compile(r"NULL value in (\w+)\.(\w+)")
_MOST_FAULTS = 10_000_000


@dataclass(frozen=True, slots=True)
class Holding:
    """What one table holds; the *digest* (SHA-256) only of tables that cannot be made again."""

    rows: int
    digest: str = ""


def copy(conn: sqlite3.Connection, target: Path) -> None:
    """Write a whole, compact copy of the store to *target*, durably, for the owner alone.

    There is the whole copy, or none; raises StoreFull, StoreUnreadable.
    """
    files.make_folder(target.parent)
    new = target.with_name(f"{target.name}.new")
    new.unlink(missing_ok=True)
    try:
        # VACUUM INTO fills an empty file and keeps its mode; one it makes can be read by all.
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        conn.execute("VACUUM INTO ?", (str(new),))
        files.settle(new, target)
    except (sqlite3.DatabaseError, OSError) as fault:
        new.unlink(missing_ok=True)
        files.name_copy_fault(fault, target)
        raise


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that nobody writes to *target*, for the owner alone; raises StoreFull,
    StoreUnreadable.
    """
    target.unlink(missing_ok=True)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with source.open("rb") as there, os.fdopen(handle, "wb") as here:
            shutil.copyfileobj(there, here)
            here.flush()
            os.fsync(here.fileno())
    except OSError as fault:
        target.unlink(missing_ok=True)
        files.name_copy_fault(fault, target)
        raise


def holdings(conn: sqlite3.Connection) -> Mapping[str, Holding]:
    """What each table holds, in one moment."""
    tables = [
        name
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    return {table: _holding(conn, table) for table in sorted(tables)}


def fault_of(path: Path) -> str:
    """What is wrong with the file at *path*, as SQLite tells it; '' where nothing is seen.

    SQLite overlooks a third of all damage in the middle of a page: a digest says more.
    """
    try:
        with closing(_reading(path)) as conn:
            found = list(islice(_faults(conn), 5))
    except sqlite3.Error as fault:
        return str(fault)
    return "; ".join(found).replace("\n", " ")


def holdings_of(path: Path) -> Mapping[str, Holding]:
    """What the tables of the file at *path* hold; raises StoreUnreadable."""
    try:
        with closing(_reading(path)) as conn:
            return holdings(conn)
    except sqlite3.Error as fault:
        raise StoreUnreadable(path, str(fault)) from fault


def version_of(path: Path) -> str | None:
    """The last migration a store has seen; None where a newer narrowcast wrote it.

    Raises StoreUnreadable where it is no store.
    """
    try:
        with closing(_reading(path)) as conn:
            names = [
                name for (name,) in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id")
            ]
    except sqlite3.Error as fault:
        raise StoreUnreadable(path, str(fault)) from fault
    if not names:
        raise StoreUnreadable(path, "it is no store of narrowcast")
    return names[-1] if set(names) <= {one.name for one in migrations._migrations} else None


def _faults(conn: sqlite3.Connection) -> Iterator[str]:
    """What SQLite's own check finds.

    SQLite 3.40 takes columns of a table without row ids for NULL whose key is not its first
    columns: that is looked at again.
    """
    null: dict[str, bool] = {}
    for (said,) in conn.execute(f"PRAGMA integrity_check({_MOST_FAULTS})"):
        if named := _NULL.fullmatch(said):
            table, column = named.groups()
            if said not in null:
                asked = f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}" IS NULL)'
                null[said] = bool(conn.execute(asked).fetchone()[0])
            if not null[said]:
                continue
        if said != "ok":
            yield said


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _holding(conn: sqlite3.Connection, table: str) -> Holding:
    if table in _REMADE:
        return Holding(int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    found, rows = sha256(repr(columns).encode()), 0
    order = ", ".join(str(number + 1) for number in range(len(columns)))
    for row in conn.execute(f"SELECT * FROM {table} ORDER BY {order}"):
        found.update(repr(row).encode())
        rows += 1
    return Holding(rows, found.hexdigest())
