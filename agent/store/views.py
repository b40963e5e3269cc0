"""Views for people who look into the store with Datasette, sqlite-utils or sqlite3.

They say what tables say, in plain words: times as ISO 8601 in UTC, numbers of people and asks by
which one view leads to another. Nothing of the program reads them. A view holds no row of its own,
so what `forget` erases is gone from it.

Strengths are worked out as in `core.ties`, by address, every month's contact taken at the month's
middle (`narrowcast contacts` takes the open month's day by day and adds a person's addresses up).
SQLite may be built without `exp`: decays are multiplied up day by day, and read between two days
on a straight line (7e-5 off at most).

A released migration makes them. One that rebuilds a table beneath calls `drop` first, `create`
after: SQLite renames no table while a view names one that is not there.
"""

from __future__ import annotations

from sqlite_utils.db import Database

from narrowcast.agent.store import views_people, views_work

VIEWS: dict[str, str] = {**views_people.VIEWS, **views_work.VIEWS}
"""SQL by name; a view stands after those that it reads."""


def create(db: Database) -> None:
    """Make all views, inside the caller's transaction."""
    for name, query in VIEWS.items():
        db.conn.execute(f"CREATE VIEW {name} AS {query}")


def drop(db: Database) -> None:
    """Take down all views."""
    for name in reversed(VIEWS):
        db.conn.execute(f"DROP VIEW IF EXISTS {name}")
