"""Meetings that vanish from the calendar that told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import Attendee, Mailbox, Meeting, RemoteId

SCOPE = Scope(id=ScopeId("calendar:me"), name="me")
STARTS = datetime(2026, 5, 4, 9, tzinfo=UTC)
MEETING = Meeting(
    remote_id=RemoteId("m"),
    uid="m",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=1),
    attendees=(Attendee(mailbox=Mailbox("Ana", "ana@lumen.example")),),
)
OFF = replace(MEETING, cancelled=True)


def kept(store: Store, page: Page, now: datetime) -> tuple[int, int]:
    """Keep *page*; how many meetings are held, and at how many places they stand."""
    scope = store.scope("test", "fake", SCOPE)
    store.keep(scope, learn(page), page.cursor, Snapshot.NONE, Time(int(now.timestamp())))
    (held,) = store.conn.execute("SELECT count(*) FROM meeting WHERE attended").fetchone()
    (places,) = store.conn.execute("SELECT count(*) FROM location").fetchone()
    return held, places


@pytest.mark.parametrize(
    ("page", "days", "held"),
    [
        (Page(upserts=(), deletes=(MEETING.remote_id,), cursor=Cursor("2")), -1, 0),
        (Page(upserts=(), deletes=(MEETING.remote_id,), cursor=Cursor("2")), 1, 1),
        (Page(upserts=(OFF,), deletes=(OFF.remote_id,), cursor=Cursor("2")), 1, 0),
    ],
    ids=["before it began", "tidied away afterwards", "called off while nobody looked"],
)
def test_a_meeting_that_is_gone_was_held_unless_it_went_before_it_began(
    store: Store, page: Page, days: int, held: int
) -> None:
    store.set_owner([AddressKey("robin@vale.example")])
    first = Page(upserts=(MEETING,), cursor=Cursor("1"))
    assert kept(store, first, STARTS - timedelta(days=7)) == (1, 1)

    assert kept(store, page, STARTS + timedelta(days=days)) == (held, 0)
