"""Calendars of a Google account: which are read, and what of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.connectors.base import Budget, Snapshot
from narrowcast.connectors.dav.calendars import CalendarReader
from narrowcast.connectors.errors import (
    Skippable,
)
from narrowcast.connectors.google import meetings, scopes
from narrowcast.connectors.google.calendars import is_own, window
from narrowcast.connectors.google.synced import PEOPLE
from narrowcast.connectors.promises import kept_after, last_cursor, weight
from narrowcast.connectors.records import Meeting, Participation, RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.google.calendar_days import (
    LIST,
    MAIN,
    Opened,
    Told,
    event,
    meetings_of,
    pulled,
)
from tests.servers.gate_faults import Fault
from tests.servers.google import START, GoogleWorld
from tests.servers.google_host import USER


def test_a_calendar_is_listed_in_sheets_and_then_only_what_changed(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    for number in range(1, 6):
        google_world.add_event(event(number))
    calendars.scopes()  # which tells the time
    cursor = last_cursor(pulled(calendars))
    assert [bool(call.parameter("pageToken")) for call in google_world.calls(LIST)] == [
        False, True, True,
    ]  # fmt: skip

    changed = google_world.add_event(event(7))
    pages = [*calendars.pull(MAIN, cursor, Budget())]

    assert [one.remote_id for page in pages for one in page.upserts] == [changed]
    assert pages[-1].snapshot is Snapshot.NONE
    asked = google_world.calls(LIST)[-1]
    assert asked.parameter("syncToken")
    assert asked.parameter("timeMax") is None  # a token has its own


def test_a_meeting_says_who_was_there_and_when(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    google_world.add_event(event(3, location="A secret place", description="Private words"))

    (meeting,) = meetings_of(pulled(calendars))

    assert meeting.starts_at == START + timedelta(days=3, hours=1)
    assert meeting.uid.endswith("@google.com")
    assert [(one.mailbox.address, one.participation) for one in meeting.attendees][-1] == (
        "guest3@acme.test", Participation.NEEDS_ACTION,
    )  # fmt: skip
    assert meeting.organizer is not None
    assert meeting.organizer.address == USER
    for call in google_world.calls(LIST):
        assert "description" not in (call.parameter("fields") or "")


def test_a_series_comes_as_its_instances_inside_the_window(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    google_world.add_event(event(-30, recurrence=["RRULE:FREQ=WEEKLY"]))

    found = meetings_of(pulled(calendars))

    since, until = (
        datetime.fromisoformat(day).replace(tzinfo=UTC) for day in window(START).split("/")
    )
    assert len({one.uid for one in found}) == 1
    assert all(one.recurring and since < one.starts_at < until for one in found)
    assert found[0].recurrence_id == found[0].starts_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    assert until - max(one.starts_at for one in found) < timedelta(days=7)


def test_what_does_not_recur_is_told_however_old_it_is(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    old = google_world.add_event(event(-4_000))
    google_world.add_event(event(-4_000, recurrence=["RRULE:FREQ=YEARLY;COUNT=3"]))
    ages_ahead = google_world.add_event(event(4_000))

    found = kept_after(pulled(calendars))

    assert list(found) == [old]
    assert ages_ahead not in found


def test_a_moved_instance_keeps_its_key(google_world: GoogleWorld, calendars: Opened) -> None:
    google_world.add_event(event(1, recurrence=["RRULE:FREQ=DAILY;COUNT=3"]))
    before = meetings_of(pulled(calendars))
    cursor = last_cursor(pulled(calendars))
    moved = before[1]
    later = moved.starts_at + timedelta(hours=5)
    google_world.change_event(
        str(moved.remote_id),
        {
            "start": {"dateTime": later.isoformat(), "timeZone": "Europe/Berlin"},
            "end": {
                "dateTime": (later + timedelta(hours=1)).isoformat(),
                "timeZone": "Europe/Berlin",
            },
        },
    )

    after = kept_after(calendars.pull(MAIN, cursor, Budget()))[moved.remote_id]

    assert isinstance(after, Meeting)
    assert (after.recurrence_id, after.starts_at) == (moved.recurrence_id, later)


def test_a_page_of_the_largest_meetings_fits_in_memory() -> None:
    guests = [
        {"email": f"guest-{number}@somewhere-far-away.example", "displayName": f"Guest {number}"}
        for number in range(2_000)
    ]
    crowded = meetings.read(
        {"id": "x" * 30, "start": {"date": "2026-11-15"}, "attendees": guests, "summary": "s" * 900}
    )
    assert isinstance(crowded, Meeting)

    assert PEOPLE // len(crowded.attendees) * weight(crowded) <= ServerContract.page_bytes


@pytest.mark.parametrize(
    ("now", "frame"),
    [
        ("2026-11-15T09:00:00+00:00", "2021-11-01/2027-12-01"),
        ("2026-12-31T23:30:00-01:00", "2022-01-01/2028-02-01"),
        ("2026-01-01T00:00:00+00:00", "2021-01-01/2027-02-01"),
    ],
)
def test_the_window_is_that_of_caldav(now: str, frame: str) -> None:
    assert window(datetime.fromisoformat(now)) == frame
    assert CalendarReader().horizon(datetime.fromisoformat(now)) == frame


def test_a_series_without_end_that_is_new_is_told_as_far_as_the_window_goes(
    google_world: GoogleWorld, calendars: Opened, told: Told
) -> None:
    google_world.add_event(event(1))
    pages = pulled(calendars)
    far = event(4_000)
    told.items += [
        {"id": f"s_{n}", "recurringEventId": "s", "start": far["start"], "end": far["end"]}
        for n in range(600)
    ]

    news = [*calendars.pull(MAIN, last_cursor(pages), Budget())]

    assert [one for page in news for one in page.upserts] == []
    assert kept_after([*pages, *news]) == kept_after(pages)


def test_what_is_no_meeting_is_left_out(google_world: GoogleWorld, calendars: Opened) -> None:
    google_world.add_event(event(1, eventType="focusTime"))
    meeting = google_world.add_event(event(2))

    assert list(kept_after(pulled(calendars))) == [meeting]


@pytest.mark.parametrize("why", ["rights", "switch"])
def test_a_calendar_that_may_not_be_read_keeps_nothing_else_out(
    google_world: GoogleWorld, open_calendars: Callable[..., Opened], why: str
) -> None:
    if why == "rights":
        source = open_calendars(only=[scopes.READONLY])
    else:
        source = open_calendars()
        google_world.faults.next("calendar.*", Fault.NOT_CONFIGURED, times=9)

    (scope,) = source.scopes()
    told = "narrowcast connect work" if why == "rights" else "is not switched on"
    with pytest.raises(Skippable, match=told):
        [*source.pull(scope, None, Budget())]


def test_without_the_list_of_calendars_the_main_one_is_read(
    google_world: GoogleWorld, open_calendars: Callable[..., Opened]
) -> None:
    known = google_world.add_event(event(1))
    source = open_calendars(only=[scopes.EVENTS])

    (scope,) = source.scopes()

    assert list(kept_after(source.pull(scope, None, Budget()))) == [known]


def test_the_main_calendar_comes_first_and_those_of_others_not_at_all(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    assert [scope.id for scope in calendars.scopes()] == [MAIN.id]


@pytest.mark.parametrize(
    ("listed", "read"),
    [
        ({"id": "x@corp.test", "primary": True, "accessRole": "owner"}, True),
        ({"id": "ab@group.calendar.google.com", "accessRole": "owner"}, True),
        ({"id": "ab@group.calendar.google.com", "accessRole": "writer"}, False),
        ({"id": "boss@corp.test", "accessRole": "owner"}, False),
        ({"id": "de.german#holiday@group.v.calendar.google.com", "accessRole": "reader"}, False),
        ({"id": "addressbook#contacts@group.v.calendar.google.com", "accessRole": "owner"}, False),
    ],
    ids=["main", "own", "a team's", "another person's", "holidays", "birthdays"],
)
def test_only_the_owners_own_calendars_are_read(listed: dict[str, object], read: bool) -> None:
    assert is_own(listed) is read


def test_single_meetings_are_read_again_and_what_is_gone_is_left_out(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    known, deleted = (google_world.add_event(event(number)) for number in (1, 2))
    kept = kept_after(pulled(calendars))
    google_world.delete_event(deleted)

    wanted = [RemoteId(known), RemoteId(deleted), RemoteId("neverwas")]

    assert list(calendars.records(MAIN, wanted)) == [kept[RemoteId(known)]]
