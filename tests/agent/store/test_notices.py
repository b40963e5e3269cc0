"""Meetings out of mail: who was met, whatever arrives first, and who may say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice, permutations

import pytest

from narrowcast.agent.core import ties
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import AddressKey, Direction, Time
from narrowcast.agent.store import answers, forgetting
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.formats import ics
from narrowcast.connectors.records import Meeting, Message, Record, RemoteId
from tests.agent.invitations import ANA, BEN, HELD, accepted, asked, invitation
from tests.agent.mailroom import KEY, OWNER, store_of

MET = ties.DIRECTIONS.index(Direction.MET)
CALENDAR = Scope(id=ScopeId("calendar"), name="Work")
BEFORE = Time(int((HELD - timedelta(days=1)).timestamp()))
AFTER = Time(int((HELD + timedelta(days=1)).timestamp()))


def met(store: Store) -> set[str]:
    """Whom the owner is on record as having met."""
    rows = store.conn.execute(
        "SELECT a.key FROM tally t JOIN address a ON a.id = t.address WHERE t.direction = ?",
        (MET,),
    )
    return {key for (key,) in rows}


QUERIES = {
    "meeting": "SELECT uid, recurrence_id, starts, cancelled, attended, invited FROM meeting"
    " ORDER BY uid, recurrence_id",
    "attendance": "SELECT m.recurrence_id, a.key, t.answer FROM attendance t JOIN address a"
    " ON a.id = t.address JOIN meeting m ON m.id = t.meeting ORDER BY 1, 2",
    "tally": "SELECT a.key, t.direction, t.month, t.n FROM tally t JOIN address a"
    " ON a.id = t.address ORDER BY 1, 2, 3",
}


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {table: store.conn.execute(query).fetchall() for table, query in QUERIES.items()}


def keep(store: Store, *records: Record, now: int = BEFORE, deletes: Iterable[str] = ()) -> None:
    page = Page(
        upserts=records, cursor=Cursor("1"), deletes=tuple(RemoteId(one) for one in deletes)
    )
    state = store.scope("calendars", "fake", CALENDAR)
    store.keep(state, learn(page), page.cursor, Snapshot.NONE, now)


def entry(mail: Message) -> Meeting:
    """The same event as the owner's own calendar has it."""
    (found,) = ics.read_text(mail.parts[0].text)
    assert isinstance(found, Meeting)
    return replace(found, method="", remote_id=RemoteId("entry"))


# ---------------------------------------------------------------- who was met


def test_an_invitation_alone_is_no_meeting_held() -> None:
    with store_of([asked()]) as store:
        assert store.counts()["meeting"] == 1
        assert met(store) == set()


def test_an_accepted_invitation_is_a_meeting_with_all_who_did_not_decline() -> None:
    with store_of([asked(), accepted()]) as store:
        assert met(store) == {ANA, BEN}

    declined = invitation(3, "REPLY", f"{BEN}=DECLINED", author=BEN, minute=9)
    with store_of([asked(), accepted(), declined]) as store:
        assert met(store) == {ANA}


def test_the_owners_own_invitation_is_a_meeting() -> None:
    own = invitation(1, "REQUEST", ANA, OWNER, author=OWNER, organizer=OWNER)
    with store_of([own]) as store:
        assert met(store) == {ANA}


@pytest.mark.parametrize(
    "mails",
    [
        [asked(), invitation(2, "REPLY", f"{OWNER}=ACCEPTED", author=BEN, minute=5)],
        [invitation(1, "REQUEST", f"{OWNER}=ACCEPTED", BEN)],
        [invitation(1, "REQUEST", OWNER, BEN, author=BEN, organizer=OWNER)],
        [asked(), invitation(2, "COUNTER", f"{OWNER}=ACCEPTED", author=OWNER, minute=5)],
        [invitation(1, "PUBLISH", OWNER, BEN), accepted()],
    ],
    ids=[
        "another answers for the owner",
        "the organizer accepts for the owner",
        "in the owner's name",
        "a proposal of another time",
        "published, not invited",
    ],
)
def test_nobody_else_can_say_that_the_owner_came(mails: list[Message]) -> None:
    with store_of(mails) as store:
        assert met(store) == set()


# ---------------------------------------------------------------- revisions


def test_the_newest_invitation_tells_when() -> None:
    moved = asked(3, sequence=1, minute=20, at=HELD + timedelta(days=2))
    again = accepted(4, sequence=1, minute=25)
    with store_of([asked(), accepted(), moved, again]) as store:
        (starts,) = store.conn.execute("SELECT starts FROM meeting").fetchone()

        assert starts == int((HELD + timedelta(days=2)).timestamp())
        assert met(store) == {ANA, BEN}


def test_a_yes_to_the_old_time_is_none_to_the_new() -> None:
    with store_of([asked(), accepted(), asked(3, sequence=1, minute=20)]) as store:
        assert met(store) == set()


def test_a_cancelled_meeting_was_not_held() -> None:
    off = invitation(3, "CANCEL", OWNER, BEN, sequence=1, minute=30)
    with store_of([asked(), accepted(), off]) as store:
        assert met(store) == set()


def test_only_the_organizer_can_cancel() -> None:
    off = invitation(3, "CANCEL", OWNER, BEN, author=BEN, sequence=9, minute=30)
    with store_of([asked(), accepted(), off]) as store:
        assert met(store) == {ANA, BEN}


def test_any_order_of_arrival_gives_the_same_meeting() -> None:
    mails = [
        asked(),
        accepted(),
        invitation(3, "REPLY", f"{BEN}=DECLINED", author=BEN, minute=9),
        asked(4, sequence=1, minute=20, at=HELD + timedelta(days=2)),
        accepted(5, sequence=1, minute=25),
    ]
    contents = []
    for order in islice(permutations(mails), None, None, 5):
        with store_of([*order, order[0]], page=2) as store:
            contents.append(content(store))

    assert len(contents[0]["meeting"]) == 1
    assert all(one == contents[0] for one in contents)


# ---------------------------------------------------------------- series


WEEKLY = ("RRULE:FREQ=WEEKLY;COUNT=4",)


def test_a_series_is_told_instance_by_instance() -> None:
    skipped = invitation(
        3,
        "CANCEL",
        sequence=1,
        minute=30,
        at=HELD + timedelta(weeks=1),
        more=(f"RECURRENCE-ID:{HELD + timedelta(weeks=1):%Y%m%dT%H%M%SZ}",),
    )
    with store_of([asked(more=WEEKLY), accepted(), skipped]) as store:
        rows = store.conn.execute(
            "SELECT cancelled, attended FROM meeting ORDER BY starts"
        ).fetchall()

        assert rows == [(0, 1), (1, 0), (0, 1), (0, 1)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (2, 1, 0)])
def test_a_shorter_series_takes_its_last_instances_back(order: tuple[int, ...]) -> None:
    mails = [
        asked(more=WEEKLY),
        accepted(sequence=1, minute=40),
        asked(3, sequence=1, minute=30, more=("RRULE:FREQ=WEEKLY;COUNT=2",)),
    ]
    with store_of([mails[n] for n in order], page=1) as store:
        assert store.counts()["meeting"] == 2
        assert met(store) == {ANA, BEN}


# ---------------------------------------------------------------- beside a calendar


@pytest.mark.parametrize("calendar_first", [True, False])
def test_the_calendars_own_copy_beats_mail(calendar_first: bool) -> None:
    with store_of([] if calendar_first else [asked()]) as store:
        keep(store, entry(invitation(9, "REQUEST", f"{OWNER}=ACCEPTED", f"{ANA}=ACCEPTED")))
        if calendar_first:
            page = Page(upserts=(asked(),), cursor=Cursor("1"))
            inbox = store.scope("test", "fake", Scope(id=ScopeId("inbox"), name="INBOX"))
            store.keep(inbox, learn(page), page.cursor, Snapshot.NONE, BEFORE)

        assert store.counts()["meeting"] == 1
        assert met(store) == {ANA}


@pytest.mark.parametrize(("now", "expected"), [(BEFORE, set()), (AFTER, {ANA, BEN})])
def test_a_meeting_deleted_before_it_took_place_was_not_held(now: int, expected: set[str]) -> None:
    with store_of([]) as store:
        keep(store, entry(asked()))
        keep(store, now=now, deletes=["entry"])

        assert met(store) == expected


@pytest.mark.parametrize(("left", "cancelled"), [([], 0), ([BEN], 1)])
def test_a_calendar_listed_as_empty_calls_nothing_off(left: list[str], cancelled: int) -> None:
    with store_of([]) as store:
        keep(store, entry(asked()))
        store.expire(store.scope("calendars", "fake", CALENDAR).row)
        state = store.scope("calendars", "fake", CALENDAR)
        records = tuple(replace(entry(asked()), uid=one, remote_id=RemoteId(one)) for one in left)
        page = Page(upserts=records, cursor=Cursor("2"), snapshot=Snapshot.COMPLETE)
        store.keep(state, learn(page), page.cursor, page.snapshot, BEFORE)

        (row,) = store.conn.execute("SELECT cancelled FROM meeting WHERE uid = 'coffee'")
        assert row == (cancelled,)


def test_an_instance_whose_place_another_took_will_not_be_held() -> None:
    later = replace(entry(asked()), recurrence_id="2", starts_at=HELD + timedelta(days=7))
    with store_of([]) as store:
        keep(store, entry(asked()))
        keep(store, replace(later, remote_id=RemoteId("entry")))

        rows = store.conn.execute("SELECT cancelled FROM meeting ORDER BY starts").fetchall()
        assert rows == [(1,), (0,)]


def test_a_meeting_moved_to_another_calendar_is_still_held() -> None:
    with store_of([]) as store:
        keep(store, entry(asked()))
        keep(store, now=BEFORE, deletes=["entry"])
        keep(store, replace(entry(asked()), remote_id=RemoteId("moved")))

        assert met(store) == {ANA, BEN}


# ---------------------------------------------------------------- what follows from it


def test_an_ask_hears_of_a_mailed_meeting_only_once_the_owner_accepted() -> None:
    with store_of([asked()]) as store:
        assert answers.meetings(store, [AddressKey(BEN)], BEFORE) == ()

    with store_of([asked(), accepted()]) as store:
        (found,) = answers.meetings(store, [AddressKey(BEN)], BEFORE)
        assert found.uid == "coffee"


def test_no_title_is_kept_of_a_mailed_meeting() -> None:
    with store_of([asked(more=("SUMMARY:Merger talks",))]) as store:
        assert "Merger" not in "\n".join(store.conn.iterdump())


def test_a_forgotten_person_is_in_no_notice() -> None:
    with store_of([asked(), accepted()]) as store:
        forgetting.forget(store, [AddressKey(BEN)], [], BEFORE)

        said = store.conn.execute("SELECT group_concat(said) FROM notice").fetchone()
        assert BEN not in str(said)
        dump = "\n".join(store.conn.iterdump())
        assert BEN not in dump


def test_after_one_of_them_was_forgotten_the_organizer_can_still_cancel() -> None:
    with store_of([asked(), accepted()]) as store:
        forgetting.forget(store, [AddressKey(BEN)], [], BEFORE)
        assert met(store) == {ANA}

        keep(store, invitation(9, "CANCEL", OWNER, minute=60))

        assert met(store) == set()


def test_the_owners_other_address_changes_who_was_met() -> None:
    with store_of([asked(), accepted()], owner="nobody@user.example") as store:
        assert met(store) == set()
        store.set_owner([AddressKey(OWNER)])
        assert met(store) == {ANA, BEN}


def test_drafts_and_broken_calendars_say_nothing() -> None:
    broken = replace(asked(), parts=(replace(asked().parts[0], text="BEGIN:VEVENT\nDTSTART:x"),))
    with Store.open(None, mention_key=KEY) as store:
        keep(store, broken)

        assert store.counts()["meeting"] == 0
