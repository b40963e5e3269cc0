"""What letters need beside `migrations`; applied after those."""

from __future__ import annotations

from sqlite_utils.db import Database

from narrowcast.agent.store import views
from narrowcast.agent.store.migrations import migrations

__all__ = ["migrations"]


@migrations()
def m017_sending(db: Database) -> None:
    """What the owner overrode with an approval; look-ups that found nothing where all is filed."""
    for statement in (
        "ALTER TABLE approval ADD COLUMN in_spite_of TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE outbox ADD COLUMN missed INTEGER NOT NULL DEFAULT 0",
    ):
        db.conn.execute(statement)


@migrations()
def m018_companions(db: Database) -> None:
    """What happened to letters beside an ask's own; who gets a letter in blind copy."""
    for statement in (
        """CREATE TABLE letter_event (
             id INTEGER PRIMARY KEY AUTOINCREMENT, letter INTEGER NOT NULL, ask INTEGER NOT NULL,
             at INTEGER NOT NULL, event TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
             origin TEXT NOT NULL, message_id TEXT NOT NULL, why TEXT NOT NULL) STRICT""",
        "ALTER TABLE letter ADD COLUMN hidden TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE outbox ADD COLUMN hidden TEXT NOT NULL DEFAULT '[]'",
    ):
        db.conn.execute(statement)


@migrations()
def m019_taken_up(db: Database) -> None:
    """Which introduction nobody was asked for an ask was made of; 0: the owner asked."""
    db.conn.execute("ALTER TABLE ask ADD COLUMN unasked INTEGER NOT NULL DEFAULT 0")


@migrations()
def m020_turns(db: Database) -> None:
    """Which letter was given away after which, whatever clocks said; since when one is missing."""
    for statement in (
        "ALTER TABLE outbox ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE outbox ADD COLUMN missing_since INTEGER",
    ):
        db.conn.execute(statement)


@migrations()
def m021_spoken(db: Database) -> None:
    """Which account spoke to which host, first and last when on a day; what was refused."""
    for statement in (
        """CREATE TABLE spoken (
             day TEXT NOT NULL, account TEXT NOT NULL, host TEXT NOT NULL,
             connections INTEGER NOT NULL, sent INTEGER NOT NULL, received INTEGER NOT NULL,
             refused INTEGER NOT NULL DEFAULT 0, first INTEGER, last INTEGER,
             PRIMARY KEY (day, account, host)) STRICT, WITHOUT ROWID""",
        (
            "INSERT INTO spoken (day, account, host, connections, sent, received)"
            " SELECT day, '', host, connections, sent, received FROM traffic"
        ),
        "DROP TABLE traffic",
        "ALTER TABLE spoken RENAME TO traffic",
    ):
        db.conn.execute(statement)


@migrations()
def m022_views(db: Database) -> None:
    """Views for whoever opens the store with another program (docs/datasette.md)."""
    views.create(db)
