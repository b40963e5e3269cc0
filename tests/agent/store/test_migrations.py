"""A store of an earlier version opens with what was in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from narrowcast.agent.core.model import AddressId, AddressKey, ClaimKind, Time
from narrowcast.agent.store import prospects, reopenings
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.migrations import migrations
from narrowcast.agent.store.store import Store
from tests.agent.mailroom import KEY

LATE = Time(2_000_000_000)
REST = "'', '', '', 'reference', 'job', 2"  # title, page, why, kind, purpose, priority


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store as it was before careers, with one signed mail, its block and one prospect."""
    db = Database(tmp_path / "narrowcast.db")
    migrations.apply(db, stop_before="m005_careers")
    with db.atomic():
        for row in (
            "address VALUES (1, 'ana@acme.example', 'ana@acme.example', 'x', 0, NULL, 10, 1, 1)",
            "message VALUES (1, 7, '<1@x>', 10, 0, 1, '[[],[],[]]', 0, 16, '', 1, 7, 7, 9)",
            "participation VALUES (1, 10, 1, 0)",
            "block VALUES (1, 1, x'00', 1)",
            "claim VALUES (1, 'phone', '+49 30 1234567', 'likely')",
            "signed VALUES (1, 10, 1)",
            f"prospect VALUES (1, 'J', '[]', 'A', '[]', {REST}, 'dropped', 0, 5)",
        ):
            db.conn.execute(f"INSERT INTO {row}")
    db.close()
    with Store.open(tmp_path / "narrowcast.db", mention_key=KEY) as opened:
        yield opened


def test_claims_are_there_without_a_numbers_one_form(store: Store) -> None:
    said = claims(store, [AddressId(1)], {}, LATE)

    assert [one.normal for one in said if one.kind is ClaimKind.PHONE] == [""]
    assert {one.value for one in said if one.kind is ClaimKind.EMPLOYER} == {"acme.example"}


def test_a_prospect_dropped_before_that_version_is_dropped_since_an_unknown_day(
    store: Store,
) -> None:
    standing, put_aside, asks = reopenings.standing(store, prospects.everybody(store)[0].id)

    assert (standing, put_aside, asks) == ("dropped", None, ())
    assert reopenings.of(store, [AddressKey("ana@acme.example")]) == ()
