"""Before a store is brought to this version, a copy of what the former one left is kept."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils.db import Database

from narrowcast.agent.store import copies
from narrowcast.agent.store.migrations_letters import migrations

KEPT = 3
"""Copies of former versions; each migration is one transaction, so that these are for regrets."""


def keep(db: Database, path: Path) -> None:
    """Copy the store at *path* where migrations wait for it; raises StoreFull, StoreUnreadable."""
    applied = migrations.applied(db)
    if not applied or not migrations.pending(db):
        return
    folder = folder_of(path)
    copies.copy(db.conn, folder / f"{path.stem}-{applied[-1].name}.db")
    for spare in sorted(folder.glob(f"{path.stem}-m*.db"))[:-KEPT]:
        spare.unlink()


def folder_of(path: Path) -> Path:
    """Where the copies of the store at *path* lie, each named by the last migration it has."""
    return path.parent / "former-versions"
