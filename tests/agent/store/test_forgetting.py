from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrowcast.agent.core import forgetting as leaving
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import AddressKey, Prospect, ProspectId, Time
from narrowcast.agent.store import forgetting, prospects
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import (
    Attendee,
    Card,
    Mailbox,
    Meeting,
    Message,
    Position,
    Record,
    RemoteId,
)
from tests.agent import mailroom

NOW = Time(1_800_000_000)
OWNER = AddressKey("me@firm.example")
GONE = AddressKey("vera.zoltan@gone.example")


def mail(number: int, author: str, *to: str, subject: str = "Plans") -> Message:
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@mail.example>",
        received_at=None,
        sent_at=datetime(2026, 1, 1 + number, tzinfo=UTC),
        author=Mailbox("Vera Zoltan" if author == GONE else "", author),
        to=tuple(Mailbox("", address) for address in to),
        subject=subject,
    )


RECORDS: tuple[Record, ...] = (
    mail(1, GONE, OWNER, subject="From Zoltan herself"),
    mail(2, OWNER, GONE, "ana@lumen.example", subject="Zoltan and Ana"),
    mail(3, "ana@lumen.example", OWNER),
    Meeting(
        remote_id=RemoteId("m"),
        uid="m",
        starts_at=datetime(2026, 2, 1, 9, tzinfo=UTC),
        ends_at=datetime(2026, 2, 1, 10, tzinfo=UTC),
        organizer=Mailbox("Vera Zoltan", GONE),
        attendees=(
            Attendee(mailbox=Mailbox("", OWNER)),
            Attendee(mailbox=Mailbox("", "ana@lumen.example")),
        ),
        summary="Zoltan's plans",
    ),
    Card(
        remote_id=RemoteId("c"),
        name="Vera Zoltan",
        addresses=(GONE,),
        positions=(Position(organization="Gone"),),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "narrowcast.db", mention_key=bytes(32)) as opened:
        opened.set_owner([OWNER])
        yield opened


def sync(store: Store) -> None:
    scope = store.scope("mail", "fake", Scope(id=ScopeId("all"), name="all"))
    page = Page(upserts=RECORDS, cursor=Cursor("1"), snapshot=Snapshot.COMPLETE)
    changes = leaving.without(learn(page), forgetting.forgotten(store))
    store.keep(scope, changes, page.cursor, page.snapshot, NOW)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir())).lower()


def test_no_byte_of_a_forgotten_person_is_left(store: Store, tmp_path: Path) -> None:
    sync(store)
    assert b"zoltan" in files(tmp_path)

    forgetting.forget(store, [GONE], ["Vera Zoltan"], NOW)

    assert b"zoltan" not in files(tmp_path)
    assert b"gone.example" not in files(tmp_path)


def test_no_sync_brings_a_forgotten_person_back(store: Store, tmp_path: Path) -> None:
    sync(store)
    forgetting.forget(store, [GONE], ["Vera Zoltan"], NOW)

    sync(store)
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert b"zoltan" not in files(tmp_path)
    assert store.addresses.find(GONE) is None


def test_what_others_wrote_stays(store: Store) -> None:
    sync(store)

    forgetting.forget(store, [GONE], ["Vera Zoltan"], NOW)

    assert store.counts()["message"] == 2
    assert store.counts()["meeting"] == 1
    assert store.addresses.find(AddressKey("ana@lumen.example")) is not None


def test_a_forgotten_prospect_is_no_longer_wanted(store: Store) -> None:
    sync(store)
    prospects.add(store, [Prospect(id=ProspectId(0), name="Vera Zoltan", addresses=(GONE,))], NOW)

    forgetting.forget(store, [GONE], [], NOW)

    assert prospects.wanted(store) == ()


def test_nobody_forgotten_changes_nothing() -> None:
    changes = learn(Page(upserts=RECORDS, cursor=Cursor("1")))

    assert leaving.without(changes, lambda _: False) == changes


def test_a_prospect_without_an_address_is_forgotten_by_name(store: Store) -> None:
    other = AddressKey("vera@other.example")
    namesake = Prospect(id=ProspectId(0), name="Vera Zoltan", addresses=(other,))
    prospects.add(store, [Prospect(id=ProspectId(0), name="vera zoltan"), namesake], NOW)

    forgetting.forget(store, [GONE], ["Vera Zoltan"], NOW)

    assert [one.addresses for one in prospects.wanted(store)] == [(other,)]


def test_after_one_recipient_was_forgotten_another_copy_folds_as_before() -> None:
    mail = mailroom.message(
        1, "ana@acme.example", [mailroom.OWNER, "ben@target.example"], mailroom.START
    )
    also = ["carla@firm.example", "jonas@target.example"]
    copy = mailroom.message(1, "ana@acme.example", [mailroom.OWNER], mailroom.START, cc=also)
    with mailroom.store_of([mail]) as store:
        forgetting.forget(store, [AddressKey("ben@target.example")], [], Time(1))
        mailroom.keep(store, [copy])

        assert store.conn.execute("SELECT sum(n), min(n) FROM tally").fetchone() == (1, 1)
