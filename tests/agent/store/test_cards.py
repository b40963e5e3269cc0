"""Cards count from when their list was made, and what they said before is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from narrowcast.agent.core.learn import Changes
from narrowcast.agent.core.model import AddressKey, ClaimKind, ClaimSource, Time
from narrowcast.agent.store.claims import own_claims
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Cursor, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import Card, Position, RemoteId
from tests.agent.mailroom import OWNER, START, message, store_of

ANA = AddressKey("ana@acme.example")
CONNECTED = date(2019, 5, 4)


def day(year: int, month: int = 1) -> Time:
    return Time(int(datetime(year, month, 1, tzinfo=UTC).timestamp()))


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of([message(1, ANA, [OWNER], START)]) as opened:
        yield opened


def listed(
    store: Store, firm: str, made: int | None, *, read: int = 2030, source: str = "linkedin"
) -> None:
    """Read an export of January *made*, in which Ana is at *firm*, in January *read*."""
    card = Card(
        remote_id=RemoteId("ana"),
        name="Ana Ruiz",
        addresses=(ANA,),
        positions=(Position(organization=firm),),
        connected_on=CONNECTED,
        listed_at=datetime(made, 1, 1, tzinfo=UTC) if made else None,
    )
    scope = store.scope(source, "fake", Scope(id=ScopeId("export"), name="export"))
    changes = Changes(cards=((card.remote_id, card),))
    store.keep(scope, changes, Cursor("1"), Snapshot.NONE, day(read))


def firms(store: Store, as_of: Time) -> set[str]:
    owners = Advisor(store).card_owners(as_of)
    return {firm for card in owners.cards() for firm in card.firms}


def test_an_employer_counts_from_the_export_not_from_the_connection(store: Store) -> None:
    listed(store, "Target", 2026)

    assert not firms(store, day(2025))
    assert firms(store, day(2026, 2)) == {"Target"}


def test_a_list_without_a_day_counts_from_when_it_was_read(store: Store) -> None:
    listed(store, "Target", None, read=2027)

    assert not firms(store, day(2027))
    assert firms(store, day(2027, 2)) == {"Target"}


@pytest.mark.parametrize("years", [(2025, 2026), (2026, 2025)], ids=["in order", "older later"])
def test_what_a_card_said_before_is_still_told_of_then(
    store: Store, years: tuple[int, int]
) -> None:
    for year in years:
        listed(store, {2025: "Acme", 2026: "Target"}[year], year)

    assert firms(store, day(2025, 6)) == {"Acme"}
    assert firms(store, day(2026, 6)) == {"Target"}
    assert store.counts()["card"] == 1


def test_the_same_export_read_again_adds_nothing(store: Store) -> None:
    for read in (2027, 2028):
        listed(store, "Target", None, read=read)

    assert store.conn.execute("SELECT count(*), min(since) FROM card").fetchone() == (1, day(2027))


def test_the_owners_dated_jobs_count_from_their_own_days(store: Store) -> None:
    job = Position(organization="Lumen", started_on=date(2010, 1, 1), ended_on=date(2014, 1, 1))
    card = Card(remote_id=RemoteId("own"), name="Olga Owner", positions=(job,), own=True)
    scope = store.scope("linkedin", "fake", Scope(id=ScopeId("export"), name="export"))
    store.keep(
        scope, Changes(cards=((card.remote_id, card),)), Cursor("1"), Snapshot.NONE, day(2026)
    )

    def told(as_of: Time) -> list[date | None]:
        claims = own_claims(store, (), as_of)
        assert all(c.source is ClaimSource.LINKEDIN for c in claims)
        return [c.ended_on for c in claims if c.kind is ClaimKind.EMPLOYER]

    assert told(day(2009)) == []
    assert told(day(2012)) == [None]
    assert told(day(2015)) == [date(2014, 1, 1)]
    assert told(day(2027)) == [date(2014, 1, 1)]
