"""Events of Google Calendar: what the same event says as iCalendar, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import ics
from narrowcast.connectors.google import meetings
from narrowcast.connectors.records import Meeting, Participation, RemoteId, Unreadable

WINDOW = ics.Window(since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2027, 1, 1, tzinfo=UTC))

PLAIN = {
    "kind": "calendar#event",
    "id": "ab12cd34",
    "status": "confirmed",
    "updated": "2026-05-02T08:00:00.000Z",
    "summary": "Plans, and  more",
    "iCalUID": "ab12cd34@google.com",
    "sequence": 2,
    "start": {"dateTime": "2026-05-04T10:00:00+02:00", "timeZone": "Europe/Berlin"},
    "end": {"dateTime": "2026-05-04T10:45:00+02:00", "timeZone": "Europe/Berlin"},
    "organizer": {"email": "robin@vale.example", "displayName": "Robin Vale", "self": True},
    "attendees": [
        {"email": "robin@vale.example", "self": True, "organizer": True,
         "responseStatus": "accepted"},
        {"email": "ana@lumen.example", "displayName": "Ana Li", "responseStatus": "tentative"},
        {"email": "room-1@resource.calendar.google.com", "displayName": "Room 1",
         "resource": True, "responseStatus": "accepted"},
        {"email": "bo@beta.example", "displayName": "bo@beta.example",
         "responseStatus": "needsAction", "optional": True},
    ],
    "eventType": "default",
}  # fmt: skip
PLAIN_ICS = """\
UID:ab12cd34@google.com
DTSTAMP:20260502T080000Z
DTSTART;TZID=Europe/Berlin:20260504T100000
DTEND;TZID=Europe/Berlin:20260504T104500
SUMMARY:Plans\\, and  more
SEQUENCE:2
STATUS:CONFIRMED
ORGANIZER;CN=Robin Vale:mailto:robin@vale.example
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED:mailto:robin@vale.example
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=TENTATIVE;CN=Ana Li:mailto:ana@lumen.example
ATTENDEE;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED;CN=Room 1:mailto:room-1@resource.calendar.google.com
ATTENDEE;ROLE=OPT-PARTICIPANT;CN=bo@beta.example;PARTSTAT=NEEDS-ACTION:mailto:bo@beta.example"""

WHOLE_DAY = {
    "id": "day1",
    "status": "confirmed",
    "updated": "2026-05-02T08:00:00.000Z",
    "summary": "Fair",
    "iCalUID": "day1@google.com",
    "start": {"date": "2026-06-01"},
    "end": {"date": "2026-06-03"},
    "organizer": {"email": "robin@vale.example", "self": True},
}
WHOLE_DAY_ICS = """\
UID:day1@google.com
DTSTAMP:20260502T080000Z
DTSTART;VALUE=DATE:20260601
DTEND;VALUE=DATE:20260603
SUMMARY:Fair"""

MOVED = PLAIN | {
    "id": "ab12cd34_20260511T080000Z",
    "recurringEventId": "ab12cd34",
    "originalStartTime": {"dateTime": "2026-05-11T10:00:00+02:00", "timeZone": "Europe/Berlin"},
    "start": {"dateTime": "2026-05-12T15:00:00+02:00", "timeZone": "Europe/Berlin"},
    "end": {"dateTime": "2026-05-12T15:45:00+02:00", "timeZone": "Europe/Berlin"},
}
MOVED_ICS = PLAIN_ICS.replace("20260504", "20260512").replace("T100000", "T150000").replace(
    "T104500", "T154500"
) + ("\nRECURRENCE-ID;TZID=Europe/Berlin:20260511T100000")  # fmt: skip


def of_ics(lines: str) -> Meeting:
    """The one event of a calendar file."""
    content = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR"
    (found,) = ics.read(content.encode(), WINDOW)
    assert isinstance(found, Meeting)
    return found


def of_google(event: dict[str, Any]) -> Meeting:
    found = meetings.read(event)
    assert isinstance(found, Meeting)
    return found


@pytest.mark.parametrize(
    ("event", "lines"),
    [(PLAIN, PLAIN_ICS), (WHOLE_DAY, WHOLE_DAY_ICS), (MOVED, MOVED_ICS)],
    ids=["with guests", "whole days", "moved instance"],
)
def test_an_event_says_what_it_says_as_icalendar(event: dict[str, Any], lines: str) -> None:
    here, there = of_google(event), of_ics(lines)

    # iCalendar marks what replaces an instance; Google shows each instance as it is.
    assert here == replace(there, remote_id=here.remote_id, exception=False)


def test_an_instance_has_the_key_that_the_expanded_series_gives_it() -> None:
    series = PLAIN_ICS + "\nRRULE:FREQ=WEEKLY;COUNT=3"
    content = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{series}\nEND:VEVENT\nEND:VCALENDAR"
    expanded = [one for one in ics.read(content.encode(), WINDOW) if isinstance(one, Meeting)]
    instances = [
        PLAIN
        | {
            "id": f"ab12cd34_202605{day}T080000Z",
            "recurringEventId": "ab12cd34",
            "originalStartTime": {"dateTime": f"2026-05-{day}T10:00:00+02:00"},
            "start": {"dateTime": f"2026-05-{day}T10:00:00+02:00"},
            "end": {"dateTime": f"2026-05-{day}T10:45:00+02:00"},
        }
        for day in ("04", "11", "18")
    ]

    assert [of_google(one) for one in instances] == [
        replace(one, remote_id=RemoteId(str(event["id"])))
        for one, event in zip(expanded, instances, strict=True)
    ]


def test_an_instance_of_whole_days_has_its_day_as_key() -> None:
    instance = WHOLE_DAY | {
        "recurringEventId": "day1",
        "originalStartTime": {"date": "2026-06-01"},
    }

    assert of_google(instance).recurrence_id == "20260601"


def test_a_time_without_offset_is_in_the_zone_that_is_named() -> None:
    event = PLAIN | {"start": {"dateTime": "2026-05-04T10:00:00", "timeZone": "Europe/Berlin"}}

    assert of_google(event).starts_at == datetime(2026, 5, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("guest", "human"),
    [
        ({"email": "ana@lumen.example"}, True),
        ({"email": "x@lumen.example", "resource": True}, False),
        ({"email": "abc@group.calendar.google.com"}, False),
    ],
    ids=["somebody", "a resource", "a calendar"],
)
def test_rooms_and_calendars_are_no_humans(guest: dict[str, Any], human: bool) -> None:
    (attendee,) = of_google(PLAIN | {"attendees": [guest]}).attendees

    assert attendee.human is human
    assert attendee.participation is Participation.NEEDS_ACTION


@pytest.mark.parametrize(
    "organizer",
    [
        {"email": "robin@vale.example", "self": True},
        {"email": "unknownorganizer@calendar.google.com", "displayName": "Unknown Organizer"},
        {},
    ],
    ids=["the owner alone", "Google's nobody", "none"],
)
def test_who_is_alone_organises_nothing(organizer: dict[str, Any]) -> None:
    assert of_google(WHOLE_DAY | {"organizer": organizer}).organizer is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ({}, True),
        ({"eventType": "default"}, True),
        ({"eventType": "fromGmail"}, True),
        ({"eventType": "focusTime"}, False),
        ({"eventType": "outOfOffice"}, False),
        ({"eventType": "workingLocation"}, False),
        ({"eventType": "birthday"}, False),
    ],
    ids=str,
)
def test_only_events_at_which_people_meet_are_meetings(
    kind: dict[str, Any], expected: bool
) -> None:
    assert meetings.is_one(kind) is expected


def test_an_event_without_a_start_is_unreadable() -> None:
    found = meetings.read({"id": "x1", "status": "confirmed", "start": {"dateTime": "soon"}})

    assert found == Unreadable(remote_id=RemoteId("x1"), reason="an event without a start")


@pytest.mark.parametrize(
    ("went", "told"),
    [
        ({"updated": "2026-05-04T07:59:59Z"}, True),
        ({"updated": "2026-05-20T08:00:00Z"}, False),
        ({"updated": "", "start": {}}, False),
    ],
    ids=["before it began", "tidied away later", "nothing but the id"],
)
def test_what_went_before_it_began_was_called_off(went: dict[str, Any], told: bool) -> None:
    found = meetings.called_off(PLAIN | {"status": "cancelled"} | went)

    assert (found is not None and found.cancelled) is told


@pytest.mark.parametrize(
    "spoiled",
    [
        {"start": None},
        {"end": {"dateTime": "2001-01-01T00:00:00Z"}},
        {"attendees": [None, {}, {"email": 5}, {"email": "no address"}]},
        {"organizer": []},
        {"sequence": "9" * 400},
        {"summary": "a\x1b[31m\u202eb" * 900},
        {"originalStartTime": {"date": "9999-99-99"}, "recurringEventId": 7},
    ],
    ids=lambda one: next(iter(one)),
)
def test_no_event_however_odd_breaks_the_reading(spoiled: dict[str, Any]) -> None:
    found = meetings.read(PLAIN | spoiled)

    assert found.remote_id == "ab12cd34"
    if isinstance(found, Meeting):
        assert found.starts_at <= found.ends_at
        assert found.summary.isprintable()


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["date", "dateTime", "timeZone", "email", "displayName", "self"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*PLAIN, "originalStartTime", "recurringEventId"]), ANY))
def test_whatever_google_says_is_read_or_unreadable(event: dict[str, Any]) -> None:
    assert isinstance(meetings.read(event), Meeting | Unreadable)
    off = meetings.called_off(event)
    assert off is None or off.cancelled


def test_nothing_is_asked_for_that_is_not_read() -> None:
    asked = set(meetings.FIELDS.replace("(", ",").replace(")", "").split(","))

    assert not asked & {"description", "location", "attachments", "hangoutLink", "conferenceData"}


def test_more_guests_than_anybody_invites_are_cut() -> None:
    crowd = [{"email": f"g{number}@crowd.example"} for number in range(2_000)]

    assert len(of_google(PLAIN | {"attendees": crowd}).attendees) == 500
