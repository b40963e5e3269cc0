"""An event of Graph is the meeting that iCalendar tells of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import ics
from narrowcast.connectors.microsoft import fields, meetings
from narrowcast.connectors.records import (
    Mailbox,
    Meeting,
    Participation,
    RemoteId,
    Unreadable,
)

OWNER = "robin@vale.example"
GOID = (
    "040000008200E00074C5B7101A82E00800000000E040C9C12685C4010000000000000000"
    "100000000BF0ED4B6E4EE94E9E39E3867B378EF3"
)
WINDOW = ics.Window(since=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2027, 1, 1, tzinfo=UTC))


def at(moment: str) -> dict[str, str]:
    return {"dateTime": f"{moment}.0000000", "timeZone": "UTC"}


def person(address: str, name: str = "", **more: object) -> dict[str, Any]:
    return {"emailAddress": {"name": name or address, "address": address}, **more}


def guest(address: str, response: str = "none", type_: str = "required") -> dict[str, Any]:
    return person(
        address, type=type_, status={"response": response, "time": "0001-01-01T00:00:00Z"}
    )


def event(**properties: object) -> dict[str, Any]:
    told = {
        "id": "AAMkAD=",
        "type": "singleInstance",
        "iCalUId": GOID,
        "subject": "Plan the autumn",
        "start": at("2026-11-03T09:00:00"),
        "end": at("2026-11-03T10:00:00"),
        "isAllDay": False,
        "isCancelled": False,
        "organizer": person("ann@lee.example", "Ann Lee"),
        "attendees": [
            guest("ben@orr.example", "accepted"),
            guest("room@lee.example", "none", "resource"),
        ],
        "responseStatus": {"response": "none", "time": "0001-01-01T00:00:00Z"},
    }
    return {**told, **properties}


def read(**properties: object) -> Meeting:
    found = meetings.meeting(event(**properties), OWNER)
    assert isinstance(found, Meeting)
    return found


def by_ics(*lines: str, uid: str = GOID) -> list[Meeting]:
    """What iCalendar tells of an event by Ann Lee with Ben Orr and a room."""
    calendar = (
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "SUMMARY:Plan the autumn",
        "ORGANIZER;CN=Ann Lee:mailto:ann@lee.example",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@orr.example",
        "ATTENDEE;CUTYPE=RESOURCE:mailto:room@lee.example",
        *lines,
        "END:VEVENT",
        "END:VCALENDAR",
    )
    found = list(ics.read("\r\n".join(calendar).encode(), WINDOW))
    return [one for one in found if isinstance(one, Meeting)]


def alike(one: Meeting) -> Meeting:
    """Without what a source calls its own."""
    return replace(one, remote_id=RemoteId("any"), stamped_at=None, exception=False)


def test_a_single_event_is_the_one_that_icalendar_tells_of() -> None:
    (expected,) = by_ics("DTSTART:20261103T090000Z", "DTEND:20261103T100000Z")

    assert alike(read()) == alike(expected)


def test_an_event_of_whole_days_is_the_one_that_icalendar_tells_of() -> None:
    (expected,) = by_ics("DTSTART;VALUE=DATE:20261103", "DTEND;VALUE=DATE:20261105")

    told = read(isAllDay=True, start=at("2026-11-03T00:00:00"), end=at("2026-11-05T00:00:00"))

    assert alike(told) == alike(expected)


def test_whole_days_that_a_server_counts_back_to_utc_are_the_days_meant() -> None:
    told = read(
        isAllDay=True,
        originalStartTimeZone="W. Europe Standard Time",
        start=at("2026-11-02T23:00:00"),
        end=at("2026-11-03T23:00:00"),
    )

    assert told.starts_at == datetime(2026, 11, 3, tzinfo=UTC)
    assert told.ends_at == datetime(2026, 11, 4, tzinfo=UTC)


def test_times_in_a_zone_by_its_windows_name_are_understood() -> None:
    berlin = {"dateTime": "2026-11-03T10:00:00.0000000", "timeZone": "W. Europe Standard Time"}

    assert read(start=berlin).starts_at == datetime(2026, 11, 3, 9, tzinfo=UTC)


def test_the_instances_of_a_series_are_those_that_icalendar_tells_of() -> None:
    expected = by_ics(
        "DTSTART;TZID=Europe/Berlin:20261020T110000",
        "DTEND;TZID=Europe/Berlin:20261020T120000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )
    master = event(type="seriesMaster", originalStartTimeZone="W. Europe Standard Time")
    when = [
        ("2026-10-20T09:00:00", "2026-10-20T10:00:00"),
        ("2026-10-27T10:00:00", "2026-10-27T11:00:00"),
    ]
    told = [
        {
            "id": f"o{number}",
            "type": "occurrence",
            "seriesMasterId": master["id"],
            "start": at(start),
            "end": at(end),
        }
        for number, (start, end) in enumerate(when)
    ]

    joined = [meetings.meeting(meetings.joined(one, master), OWNER) for one in told]

    assert [alike(one) for one in joined if isinstance(one, Meeting)] == [
        alike(one) for one in expected
    ]


def test_an_instance_that_was_moved_is_the_one_that_icalendar_tells_of() -> None:
    moved = read(
        type="exception",
        seriesMasterId="m",
        originalStart="2026-11-03T09:00:00Z",
        start=at("2026-11-04T14:00:00"),
        end=at("2026-11-04T15:00:00"),
    )

    (expected,) = by_ics(
        "RECURRENCE-ID:20261103T090000Z", "DTSTART:20261104T140000Z", "DTEND:20261104T150000Z"
    )
    assert alike(moved) == alike(expected)
    assert moved.exception
    assert moved.remote_id == "m#20261103T090000Z"


def test_an_instance_of_whole_days_goes_by_its_date() -> None:
    told = read(
        type="exception",
        seriesMasterId="m",
        isAllDay=True,
        originalStart="2026-11-02T23:00:00Z",
        originalStartTimeZone="W. Europe Standard Time",
        start=at("2026-11-04T00:00:00"),
        end=at("2026-11-05T00:00:00"),
    )

    assert told.recurrence_id == "20261103"


def foreign(uid: str) -> str:
    """What Exchange makes of another calendar's UID (MS-OXCICAL 2.1.3.1.1.20.26)."""
    data = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\0"
    size = len(data).to_bytes(4, "little").hex()
    return f"040000008200E00074C5B7101A82E008{'0' * 40}{size}{data.hex()}".upper()


@pytest.mark.parametrize(
    ("told", "uid"),
    [
        (GOID, GOID),
        (GOID.lower(), GOID),
        (GOID[:32] + "07D40910" + GOID[40:], GOID),
        (foreign("sqv8@calendar.example"), "sqv8@calendar.example"),
        ("sqv8@calendar.example", "sqv8@calendar.example"),
        (GOID[:60], GOID[:60]),
        (GOID[:-1] + "x", GOID[:-1] + "x"),
        (foreign("")[:-2], foreign("")[:-2]),
    ],
    ids=[
        "exchange",
        "lower case",
        "an instance's day",
        "hidden",
        "foreign",
        "cut",
        "no hex",
        "empty",
    ],
)
def test_the_uid_is_that_of_icalendar(told: str, uid: str) -> None:
    assert meetings.uid(told) == uid


def test_an_event_without_uid_has_one_of_its_own_for_its_whole_series() -> None:
    one, other = (
        read(iCalUId=None, type="exception", id=own, seriesMasterId="m") for own in ("a", "b")
    )

    assert one.uid == other.uid != read(iCalUId=None).uid


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        ("none", Participation.NEEDS_ACTION),
        ("notResponded", Participation.NEEDS_ACTION),
        ("accepted", Participation.ACCEPTED),
        ("tentativelyAccepted", Participation.TENTATIVE),
        ("declined", Participation.DECLINED),
        ("organizer", Participation.ACCEPTED),
        ("a new word", Participation.NEEDS_ACTION),
    ],
)
def test_an_answer_is_kept(response: str, answer: Participation) -> None:
    (one,) = read(attendees=[guest("ben@orr.example", response)]).attendees

    assert one.participation is answer


def test_a_room_is_nobody() -> None:
    assert [one.human for one in read().attendees] == [True, False]


def test_the_owners_answer_is_the_one_graph_tells_apart() -> None:
    told = read(
        attendees=[guest("ROBIN@vale.example"), guest("ben@orr.example")],
        responseStatus={"response": "declined", "time": "2026-10-01T00:00:00Z"},
    )

    assert [one.participation for one in told.attendees] == [
        Participation.DECLINED,
        Participation.NEEDS_ACTION,
    ]


def test_who_declined_what_a_list_was_invited_to_is_not_taken_for_present() -> None:
    told = read(
        attendees=[guest("team@lee.example")],
        responseStatus={"response": "declined", "time": "2026-10-01T00:00:00Z"},
    )

    assert told.attendees[-1].mailbox == Mailbox("", OWNER)
    assert told.attendees[-1].participation is Participation.DECLINED


def test_the_organizer_is_not_added_to_the_guests() -> None:
    told = read(
        organizer=person(OWNER, "Robin Vale"),
        responseStatus={"response": "organizer", "time": "0001-01-01T00:00:00Z"},
    )

    assert OWNER not in [one.mailbox.address for one in told.attendees]


def test_who_has_no_address_of_mail_is_kept_by_name() -> None:
    told = read(organizer=person("/o=Lee/ou=Exchange/cn=ann", "Ann Lee"))

    assert told.organizer == Mailbox("Ann Lee", "")


def test_what_was_called_off_is_cancelled() -> None:
    assert read(isCancelled=True).cancelled


def test_an_event_without_a_start_is_unreadable() -> None:
    found = meetings.meeting(event(start=None), OWNER)

    assert found == Unreadable(remote_id=RemoteId("AAMkAD="), reason="an event without a start")


def test_an_end_that_makes_no_sense_is_left_out() -> None:
    assert read(end=at("2020-01-01T00:00:00")).ends_at == read().starts_at
    assert read(end=None, isAllDay=True).ends_at == datetime(2026, 11, 4, tzinfo=UTC)


def test_nothing_is_asked_for_that_says_what_a_meeting_is_about_but_its_title() -> None:
    asked = set(meetings.FIELDS.split(","))

    assert asked.isdisjoint({"body", "bodyPreview", "attachments", "location", "onlineMeeting"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from(sorted(event())), JSON, max_size=6),
    st.sampled_from(meetings.Kind),
)
def test_whatever_a_server_says_nothing_is_raised(
    said: dict[str, Any], kind: meetings.Kind
) -> None:
    found = meetings.meeting({**event(type=kind.value, seriesMasterId="m"), **said}, OWNER)

    assert isinstance(found, Meeting | Unreadable)


@given(
    st.text(max_size=40)
    | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", fullmatch=True)
)
def test_a_moment_is_one_or_none(told: str) -> None:
    found = fields.moment(told)

    assert found is None or found.tzinfo is UTC


@given(st.text(alphabet="0123456789abcdefABCDEF", max_size=300))
def test_a_uid_of_any_digits_raises_nothing(digits: str) -> None:
    assert len(meetings.uid(f"040000008200E00074C5B7101A82E008{digits}")) <= 300
