"""Views of the store: they say what the program says, and nothing of whom it forgot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from narrowcast.agent.core import ties
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.ties import Cell, Contact
from narrowcast.agent.store import forgetting, views
from narrowcast.agent.store.store import Store
from tests.agent import mailroom

ME, ANA, BEN = mailroom.OWNER, AddressKey("ana@acme.example"), AddressKey("ben@target.example")
NOW = datetime.now(UTC)


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def store() -> Iterator[Store]:
    """Ana now and then for three years, small and large; Ben twice, long ago."""
    mails = [
        mailroom.message(n, ANA, [ME], days_ago(n * 9))
        if n % 3
        else mailroom.message(n, ME, [ANA, BEN][: n % 2 + 1], days_ago(n * 9))
        for n in range(120)
    ]
    mails.append(mailroom.message(500, BEN, [ME], days_ago(1500)))
    with mailroom.store_of(mails) as opened:
        yield opened


def rows(store: Store, query: str, *values: object) -> list[dict[str, object]]:
    found = store.conn.execute(query, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def folded(store: Store, address: int) -> Contact:
    cells = store.conn.execute(
        "SELECT month, direction, bucket, n FROM tally WHERE address = ?", (address,)
    )
    return Contact({Cell(*cell): n for *cell, n in cells})


def test_every_view_can_be_read_and_names_its_columns_once(store: Store) -> None:
    for view in views.VIEWS:
        found = store.conn.execute(f"SELECT * FROM {view}")
        names = [column[0] for column in found.description]

        assert len(set(names)) == len(names)
        assert all(name.isidentifier() and name.islower() for name in names)


def test_strength_is_what_the_program_works_out(store: Store) -> None:
    now = Time(int(datetime.now(UTC).timestamp()))
    shown = rows(store, "SELECT * FROM strengths")

    assert {one["address"] for one in shown} == {ANA, BEN}
    for one in shown:
        contact = folded(store, int(str(one["person"])))
        tie = ties.tie(contact, now)
        assert (one["mails_from_them"], one["mails_to_them"]) == (tie.received, tie.sent)
        assert one["strength"] == tie.band
        for column, days in (
            ("contact_lately", ties.CURRENT_DAYS),
            ("contact_lasting", ties.LASTING_DAYS),
        ):
            assert one[column] == pytest.approx(ties.rank(contact, now, days), rel=1e-3, abs=1e-3)


def test_weights_of_the_view_are_those_of_the_program() -> None:
    written = views.VIEWS["strengths"]

    for bucket in range(len(ties.BUCKETS)):
        for direction in (0, 2):
            assert repr(ties.weight(direction, bucket))[:16] in written
    for days in (ties.CURRENT_DAYS, ties.LASTING_DAYS):
        assert repr(0.5 ** (1 / days)) in written


def test_the_owner_is_nobody_the_owner_knows(store: Store) -> None:
    assert [one["name"] for one in rows(store, "SELECT * FROM people ORDER BY person")] == [
        "Ana Ruiz",
        "Ben Okafor",
    ]


def test_times_are_iso_8601_in_utc(store: Store) -> None:
    (told,) = rows(store, "SELECT last_mail FROM people WHERE address = ?", ANA)

    assert datetime.fromisoformat(str(told["last_mail"])) == days_ago(0).replace(microsecond=0)


def test_a_forgotten_person_is_in_no_view(store: Store) -> None:
    def told() -> str:
        return str([rows(store, f"SELECT * FROM {view}") for view in views.VIEWS]).lower()

    assert "ben" in told()

    forgetting.forget(store, [BEN], ["Ben Okafor"], Time(int(NOW.timestamp())))

    assert "ben" not in told()
    assert "ana ruiz" in told()


def test_views_are_taken_down_and_made_again(store: Store) -> None:
    with store.writing():
        views.drop(store.db)
        assert store.db.view_names() == []
        views.create(store.db)

    assert store.db.view_names() == list(views.VIEWS)


def test_sqlite_utils_reads_the_store_of_somebody_who_only_looks(tmp_path: Path) -> None:
    Store.open(tmp_path / "narrowcast.db", mention_key=mailroom.KEY).close()
    looking = sqlite3.connect(f"{(tmp_path / 'narrowcast.db').as_uri()}?mode=ro", uri=True)
    db = Database(looking)

    assert set(db.view_names()) == set(views.VIEWS)
    assert all(
        column.type in {"TEXT", "INTEGER", "REAL", "BLOB"}
        for table in db.tables
        for column in table.columns
        if not table.name.startswith(("sqlite_", "_sqlite"))
    )
    looking.close()
