from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import ics, recurrence
from narrowcast.connectors.formats.ics import Window
from narrowcast.connectors.records import Mailbox, Meeting, Participation, Unreadable
from tests.connectors import samples

YEAR = Window(since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2026, 1, 1, tzinfo=UTC))


def meetings(*events: str, head: str = "", window: Window | None = YEAR) -> list[Meeting]:
    return [
        one
        for one in ics.read(samples.calendar(*events, head=head), window)
        if isinstance(one, Meeting)
    ]


def vevent(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def starts(found: list[Meeting]) -> list[str]:
    return [one.starts_at.astimezone(UTC).strftime("%m-%d %H:%M") for one in found]


def test_an_event_with_people() -> None:
    (meeting,) = meetings(
        vevent(
            "UID:1",
            "DTSTART;TZID=Europe/Berlin:20250707T100000",
            "DURATION:PT45M",
            "SUMMARY:Lunch\\, talk",
            'ORGANIZER;CN="Lee, Ann":mailto:ann@a.example',
            "ATTENDEE;PARTSTAT=DECLINED;CN=Bob:MAILTO:bob@b.example",
            "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room1@a.example",
            "BEGIN:VALARM",
            "SUMMARY:not this",
            "END:VALARM",
        )
    )

    assert meeting.starts_at == datetime(2025, 7, 7, 8, tzinfo=UTC)
    assert meeting.starts_at.utcoffset() == timedelta(hours=2)
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=45)
    assert (meeting.summary, meeting.organizer) == (
        "Lunch, talk",
        Mailbox("Lee, Ann", "ann@a.example"),
    )
    bob, room = meeting.attendees
    assert (bob.mailbox.address, bob.participation, bob.human) == (
        "bob@b.example",
        Participation.DECLINED,
        True,
    )
    assert not room.human


ENDS = {
    "date": (("DTSTART;VALUE=DATE:20250707",), timedelta(days=1)),
    "dates": (("DTSTART;VALUE=DATE:20250707", "DTEND;VALUE=DATE:20250709"), timedelta(days=2)),
    "time": (("DTSTART:20250707T100000Z",), timedelta()),
    "end-before-start": (("DTSTART:20250707T100000Z", "DTEND:20250101T000000Z"), timedelta()),
}


@pytest.mark.parametrize(("lines", "length"), ENDS.values(), ids=ENDS)
def test_how_long_an_event_is(lines: tuple[str, ...], length: timedelta) -> None:
    (meeting,) = meetings(vevent("UID:1", *lines))

    assert meeting.ends_at - meeting.starts_at == length
    assert meeting.all_day is ("DATE" in lines[0].split(":")[0])


def test_instances_keep_their_local_hour_over_a_clock_change() -> None:
    found = meetings(
        vevent("UID:1", "DTSTART;TZID=Europe/Berlin:20250323T090000", "RRULE:FREQ=WEEKLY;COUNT=3")
    )

    assert starts(found) == ["03-23 08:00", "03-30 07:00", "04-06 07:00"]
    assert [one.recurrence_id for one in found][:2] == ["20250323T080000Z", "20250330T070000Z"]
    assert all(one.recurring for one in found)


def test_a_moved_a_cancelled_and_a_left_out_instance() -> None:
    found = meetings(
        vevent(
            "UID:1",
            "DTSTART:20250303T100000Z",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE:20250304T100000Z",
        ),
        vevent("UID:1", "RECURRENCE-ID:20250305T100000Z", "DTSTART:20250305T150000Z"),
        vevent(
            "UID:1",
            "RECURRENCE-ID:20250306T100000Z",
            "DTSTART:20250306T100000Z",
            "STATUS:CANCELLED",
        ),
    )

    assert [(one.recurrence_id, one.cancelled) for one in found] == [
        ("20250303T100000Z", False),
        ("20250305T100000Z", False),
        ("20250306T100000Z", True),
    ]
    assert starts(found)[1] == "03-05 15:00"


def test_a_zone_that_the_file_defines() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Our own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )

    found = meetings(
        vevent("UID:1", "DTSTART;TZID=Our own:20250707T100000"),
        vevent("UID:2", "DTSTART;TZID=W. Europe Standard Time:20250707T100000"),
        vevent("UID:3", "DTSTART;TZID=/example.org/2025/Europe/Berlin:20250707T100000"),
        vevent("UID:4", "DTSTART;TZID=Nowhere:20250707T100000"),
        vevent("UID:5", "DTSTART:20250707T100000"),
        head=f"X-WR-TIMEZONE:America/New_York\r\n{zone}",
    )

    assert [one.starts_at.astimezone(UTC).hour for one in found] == [7, 8, 8, 14, 14]


def test_a_later_revision_replaces_the_former() -> None:
    found = meetings(
        vevent("UID:1", "DTSTART:20250707T100000Z", "SEQUENCE:2", "SUMMARY:new"),
        vevent("UID:1", "DTSTART:20250707T090000Z", "SEQUENCE:1", "SUMMARY:old"),
    )

    assert [one.summary for one in found] == ["new"]


def test_an_invitation_is_told_from_a_stored_event() -> None:
    request, stored = (
        meetings(samples.event(1), head=f"METHOD:{method}\r\n")[0]
        for method in ("REQUEST", "PUBLISH")
    )
    cancel = meetings(samples.event(1), head="METHOD:CANCEL\r\n")[0]

    assert (request.method, stored.method) == ("REQUEST", "")
    assert cancel.cancelled


def test_without_a_window_a_recurring_event_is_its_first_instance() -> None:
    (meeting,) = meetings(samples.event(1, "RRULE:FREQ=WEEKLY"), window=None)

    assert meeting.recurring
    assert meeting.remote_id == "1@a.example#20251102T100000Z"


REFUSED = {
    "secondly": "FREQ=SECONDLY",
    "minutely": "FREQ=MINUTELY;COUNT=3",
    "every-minute-of-a-day": "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3,4,5,6,7,8,9",
    "interval-0": "FREQ=DAILY;INTERVAL=0",
    "junk": "FREQ=DAILY;BYDAY=,,,",
}


@pytest.mark.parametrize("rule", REFUSED.values(), ids=REFUSED)
def test_a_dear_or_broken_rule_gives_one_instance_and_a_reason(rule: str) -> None:
    found = [*ics.read(samples.calendar(samples.event(1, f"RRULE:{rule}")), YEAR)]

    assert [type(one) for one in found] == [Unreadable, Meeting]


@pytest.mark.parametrize("count", ["", ";COUNT=999999999999"])
def test_a_rule_that_never_matches_ends(count: str) -> None:
    found = meetings(samples.event(1, f"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30{count}"))

    assert starts(found) == ["11-02 10:00"]  # DTSTART itself always counts, RFC 5545 §3.8.5.3


def test_the_last_thousand_instances_are_told() -> None:
    decades = Window(since=datetime(1990, 1, 1, tzinfo=UTC), until=YEAR.until)
    found = meetings(
        vevent("UID:1", "DTSTART:20000101T100000Z", "RRULE:FREQ=DAILY"), window=decades
    )

    assert len(found) == recurrence.MAX_INSTANCES
    assert starts(found)[-1] == "12-31 10:00"


def test_a_file_may_not_spend_for_ever() -> None:
    dear = [
        vevent(
            f"UID:{number}", "DTSTART:19500101T100000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
        )
        for number in range(40)
    ]

    reasons = [
        one.reason for one in ics.read(samples.calendar(*dear), YEAR) if isinstance(one, Unreadable)
    ]

    assert reasons
    assert set(reasons) == {"not expanded: the file holds too many recurrences"}


def test_one_bad_event_costs_no_other() -> None:
    bad = vevent("UID:bad", "DTSTART:99999999T999999Z")

    found = [*ics.read(samples.calendar(samples.event(1), bad, samples.event(2)), YEAR)]

    assert [type(one) for one in found] == [Meeting, Unreadable, Meeting]


def test_a_missing_end_costs_nothing() -> None:
    open_event = samples.event(1).replace("END:VEVENT\r\n", "")

    assert [one.uid for one in meetings(open_event, samples.event(2))] == [
        "1@a.example",
        "2@a.example",
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_of_files(codec: str) -> None:
    raw = samples.calendar(samples.event(1).replace("Meeting", "Café")).decode().encode(codec)

    assert [one.summary for one in ics.read(raw, YEAR) if isinstance(one, Meeting)] == ["Café 1"]


_LINE = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:x", "UID:1",
        "RRULE:FREQ=DAILY",
        "DTSTART;TZID=x:20250101T000000", "DTSTART:20250101", "RDATE:20250102", "EXDATE:20250101",
        "DURATION:P",
        "RECURRENCE-ID:20250101", "ATTENDEE;CN=\":x", "DTEND:0", " folded", ";:;", "METHOD:REPLY",
    ]
)  # fmt: skip


@given(st.lists(_LINE, max_size=30))
def test_no_lines_raise(lines: list[str]) -> None:
    for one in ics.read("\r\n".join(lines).encode(), YEAR):
        assert isinstance(one, Meeting | Unreadable)
