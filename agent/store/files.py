"""The file that holds the store: who may read it, and what its faults mean to the owner."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from sqlite_utils.db import Database

from narrowcast.agent.errors import StoreFull, StoreTooNew, StoreUnreadable
from narrowcast.agent.store.migrations_letters import migrations


def make_folder(folder: Path) -> None:
    """Make *folder* for the owner alone; raises StoreUnreadable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise StoreUnreadable(folder, problem.strerror or str(problem)) from problem


def make_private(path: Path) -> None:
    """Make the store's file 0600, in a 0700 folder; raises StoreUnreadable."""
    make_folder(path.parent)
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif path.stat().st_mode & 0o077:
            path.chmod(0o600)  # SQLite's side files follow it
    except OSError as problem:
        raise StoreUnreadable(path, problem.strerror or str(problem)) from problem


def settle(new: Path, target: Path) -> None:
    """Give the file *new* its name, so that a power cut leaves the whole of it or the former."""
    _sync(new, os.O_RDWR)
    new.replace(target)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _sync(target.parent, os.O_RDONLY)


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def name_copy_fault(fault: Exception, target: Path) -> None:
    """Raise what the owner can do something about where a copy could not be made."""
    if isinstance(fault, sqlite3.DatabaseError):
        if getattr(fault, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_WRITE:
            raise StoreFull(target) from fault
        name_fault(fault, target)
    elif isinstance(fault, OSError):
        if fault.errno == errno.ENOSPC:
            raise StoreFull(target) from fault
        raise StoreUnreadable(target, fault.strerror or str(fault)) from fault


_DAMAGE = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)


def name_fault(fault: sqlite3.DatabaseError, place: Path) -> None:
    """Raise what the owner can do something about; a fault of ours is left as it is."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # without its extension
    if code == sqlite3.SQLITE_FULL:
        raise StoreFull(place) from fault
    if code in _DAMAGE:
        raise StoreUnreadable(place, str(fault)) from fault


def refuse_newer(db: Database, path: Path) -> None:
    """Raise StoreTooNew where a later version wrote the store."""
    known = {m.name for m in migrations.pending(db)} | {m.name for m in migrations.applied(db)}
    ours = {m.name for m in migrations._migrations}
    if known - ours:
        raise StoreTooNew(path)
