"""What `status` shows of the store, read-only and with sqlite3 alone, so that it starts at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narrowcast.agent.errors import StoreTooNew, StoreUnreadable

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Time

RELEASED = (
    "m001_evidence", "m002_people", "m003_owner", "m004_tier", "m005_careers", "m006_phones",
    "m007_cards", "m008_since", "m009_search", "m010_named", "m011_answers", "m012_names",
    "m013_letters", "m014_mornings", "m016_introductions",
    "m017_sending", "m018_companions", "m019_taken_up", "m020_turns",
    "m021_spoken", "m022_views",
)  # fmt: skip
"""The migrations this version knows, by name; a test compares them with `migrations`."""
LOGIN_ENDS = "login-ends:"
"""What stands before an account's name among the settings; see `logins`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeGlance:
    """One folder, calendar or address book as last read."""

    account: str
    name: str
    records: int
    last_ok: Time | None
    problem: str
    complete: bool
    """False while a first or renewed full reading is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountGlance:
    """An account that something is wrong with."""

    name: str
    problem: str
    retry_at: Time | None
    """When it is tried again by itself; None: at the next reading, or after a new login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficGlance:
    """What went to and from one server on one day."""

    host: str
    connections: int
    sent: int
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableGlance:
    """One record that was there and could not be read."""

    scope: str
    record: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A store at one look."""

    bytes: int
    troubles: tuple[AccountGlance, ...]
    scopes: tuple[ScopeGlance, ...]
    traffic: tuple[TrafficGlance, ...]
    """Of the last day on which there was any."""
    unreadable: int
    unreadable_first: tuple[UnreadableGlance, ...]
    counts: Mapping[str, int]
    asks: Mapping[str, int]
    """How many asks are in each state."""
    logins_end: Mapping[str, int]
    """When the login of an account ends, in seconds since 1970, of those that last a set time."""
    doubts: int = 0
    """People in doubt when they were last looked for (`doubts.note`)."""
    letters: int = 0
    """Letters beside asks that wait for approval."""
    newest: tuple[int, ...] = ()
    """Of the three newest mails, newest first."""


def glance(path: Path, *, unreadable_shown: int = 5) -> Glance | None:
    """Look at the store at *path*; None where there is none yet.

    Raises StoreUnreadable and StoreTooNew; changes nothing.
    """
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            if not _count(db, "sqlite_master"):
                return None  # stopped while it was made
            _refuse_newer(db, path)
            return _look(db, path, unreadable_shown)
    except sqlite3.Error as fault:
        raise StoreUnreadable(path, str(fault)) from fault


def _refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    names = {name for (name,) in db.execute("SELECT name FROM _sqlite_migrations")}
    if names - set(RELEASED):
        raise StoreTooNew(path)


def _look(db: sqlite3.Connection, path: Path, unreadable_shown: int) -> Glance:
    return Glance(
        bytes=path.stat().st_size,
        troubles=tuple(
            AccountGlance(name=name, problem=problem, retry_at=retry_at)
            for name, problem, retry_at in db.execute(
                "SELECT name, problem, retry_at FROM account WHERE problem != '' ORDER BY name"
            )
        ),
        scopes=tuple(_scopes(db)),
        traffic=tuple(
            TrafficGlance(host=host, connections=connections, sent=sent, received=received)
            for host, connections, sent, received in db.execute(
                "SELECT host, sum(connections), sum(sent), sum(received) FROM traffic"
                " WHERE day = (SELECT max(day) FROM traffic WHERE connections) GROUP BY host"
                " HAVING sum(connections) ORDER BY host"
            )
        ),
        unreadable=_count(db, "dead_letter"),
        unreadable_first=tuple(
            UnreadableGlance(scope=scope, record=record, reason=reason)
            for scope, record, reason in db.execute(
                "SELECT s.account || ': ' || s.name, d.remote_id, d.reason FROM dead_letter d"
                " JOIN scope s ON s.id = d.scope ORDER BY 1, 2 LIMIT ?",
                (unreadable_shown,),
            )
        ),
        counts={
            "message": _count(db, "message"),
            "meeting": _count(db, "meeting"),
            "card": _count(db, "card WHERE until IS NULL"),
            "prospect": _count(db, "prospect"),
        },
        asks=dict(db.execute("SELECT state, count(*) FROM ask GROUP BY state ORDER BY state")),
        doubts=_doubts(db),
        letters=_letters(db),
        newest=tuple(
            int(at)
            for (at,) in db.execute(
                "SELECT time FROM message WHERE time IS NOT NULL ORDER BY time DESC LIMIT 3"
            )
        ),
        logins_end={
            key.removeprefix(LOGIN_ENDS): int(at)
            for key, at in db.execute("SELECT key, value FROM setting WHERE value != ''")
            if key.startswith(LOGIN_ENDS)
        },
    )


def _scopes(db: sqlite3.Connection) -> list[ScopeGlance]:
    rows = db.execute(
        "SELECT account, name, (SELECT count(*) FROM location WHERE scope = s.id), last_ok,"
        " problem, sweeping, cursor IS NULL FROM scope s ORDER BY account, name"
    )
    return [
        ScopeGlance(
            account=account,
            name=name,
            records=records,
            last_ok=last_ok,
            problem=problem,
            complete=not (sweeping or unread),
        )
        for account, name, records, last_ok, problem, sweeping, unread in rows
    ]


def _letters(db: sqlite3.Connection) -> int:
    there = _count(db, "sqlite_master WHERE name = 'letter'")  # not in an older version's store
    return _count(db, "letter WHERE state = 'drafted'") if there else 0


def _doubts(db: sqlite3.Connection) -> int:
    row = db.execute("SELECT value FROM setting WHERE key = 'doubts'").fetchone()
    return int(row[0]) if row else 0


def _count(db: sqlite3.Connection, rows: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
