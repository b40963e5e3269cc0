"""Calendars of a Google account: the contract of connectors, and what is Google's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.dav.calendars import CalendarReader
from narrowcast.connectors.errors import (
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.google import meetings, scopes, settings
from narrowcast.connectors.google.calendars import Calendars, is_own, window
from narrowcast.connectors.google.synced import PEOPLE
from narrowcast.connectors.promises import kept_after, last_cursor, weight
from narrowcast.connectors.records import Meeting, Participation, RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.google.hasty import hasty
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.gate_faults import Fault
from tests.servers.google import START, GoogleWorld
from tests.servers.google_host import USER

LIST = "calendar.events.list"
MAIN = Scope(id=ScopeId(f"calendar:{USER}"), name=USER)


class Opened(Calendars):
    """Calendars of an API of their own."""

    def __init__(self, world: GoogleWorld, *, sheet: int = 2, **changes: Any) -> None:
        chosen = settings.read(world.options())
        self.api = hasty(world, chosen, **changes)
        super().__init__(self.api, chosen, sheet=sheet)

    def close(self) -> None:
        self.api.close()


@pytest.fixture
def open_calendars(google_world: GoogleWorld) -> Iterator[Callable[..., Opened]]:
    """Opens calendars; *changes* are those of `Opened`."""
    made: list[Opened] = []

    def opened(**changes: Any) -> Opened:
        made.append(Opened(google_world, **changes))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def calendars(open_calendars: Callable[..., Opened]) -> Opened:
    return open_calendars()


def event(number: int, **more: object) -> dict[str, object]:
    """A meeting *number* days from now with one guest."""
    start = START + timedelta(days=number, hours=1)
    return {
        "summary": f"Meeting {number}",
        "start": {"dateTime": start.isoformat(), "timeZone": "Europe/Berlin"},
        "end": {"dateTime": (start + timedelta(hours=1)).isoformat(), "timeZone": "Europe/Berlin"},
        "attendees": [{"email": f"guest{number}@acme.test", "displayName": f"Guest {number}"}],
        **more,
    }


def pulled(source: Calendars, scope: Scope = MAIN) -> list[Page]:
    return [*source.pull(scope, None, Budget())]


def meetings_of(pages: list[Page]) -> list[Meeting]:
    return [one for one in kept_after(pages).values() if isinstance(one, Meeting)]


class TestContract(ServerContract):
    """Five meetings in the main calendar."""

    patience = 10.0

    @pytest.fixture(autouse=True)
    def _world(self, google_world: GoogleWorld) -> None:
        self.world = google_world

    def fill(self, place: Path) -> Connector:
        self.events = [self.world.add_event(event(number)) for number in range(1, 6)]
        return Opened(self.world)

    def grow(self, place: Path) -> None:
        self.world.add_event(event(9))

    def shrink(self, place: Path) -> RemoteId:
        self.world.delete_event(self.events[2])
        return RemoteId(self.events[2])

    def rewrite(self, place: Path) -> None:
        self.world.faults.next(LIST, Fault.GONE)

    def spoil(self, place: Path) -> None:
        def without_a_start(asked: Asked, forward: Forward) -> Reply:
            reply = forward(asked)
            if asked.id != LIST or reply.status != 200:
                return reply
            told = reply.json
            for one in told.get("items", []):
                if one["id"] == self.events[0]:
                    del one["start"]
            return reply.saying(told)

        self.world.gate.stages.append(without_a_start)

    def swell(self, place: Path) -> None:
        crowd = [{"email": f"guest-{number}@crowd.example"} for number in range(200)]
        for number in range(30):
            self.world.add_event(event(number, attendees=crowd))

    def state(self, place: Path) -> object:
        listed = self.world.api("GET", "/calendar/v3/calendars/primary/events?maxResults=2500")
        return listed["items"]

    def asked(self) -> int:
        return len(self.world.calls())

    def silence(self, place: Path) -> None:
        self.world.faults.next("*", Fault.DROP_BEFORE, times=1_000)

    def secrets(self) -> tuple[str, ...]:
        return tuple(
            one for kept in self.world.kept for one in kept.text.split('"') if len(one) > 30
        )


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


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.GONE, CursorExpired),
        (Fault.UNAVAILABLE, Transient),
        (Fault.DROP_AFTER, Transient),
        (Fault.NOT_JSON, Transient),
        (Fault.NOT_FOUND, Skippable),
        (Fault.NOT_CONFIGURED, Skippable),
        (Fault.FORBIDDEN, NeedsLogin),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_google_says_no_with_says_what_to_do(
    google_world: GoogleWorld, calendars: Opened, fault: Fault, kind: type[Exception]
) -> None:
    google_world.add_event(event(1))
    cursor = last_cursor(pulled(calendars))
    google_world.faults.next(LIST, fault, times=9)

    with pytest.raises(kind):
        [*calendars.pull(MAIN, cursor, Budget())]


def test_a_wait_that_google_asks_for_is_the_engines(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    google_world.faults.next(LIST, Fault.RATE_429, times=9, retry_after=120)

    with pytest.raises(RateLimited) as limited:
        pulled(calendars)

    assert limited.value.after == 120


def test_with_the_month_everything_is_listed_anew(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    google_world.add_event(event(1, recurrence=["RRULE:FREQ=MONTHLY"]))
    pages = pulled(calendars)
    google_world.advance(days=20)

    with pytest.raises(CursorExpired):
        [*calendars.pull(MAIN, last_cursor(pages), Budget())]

    assert len(meetings_of(pulled(calendars))) == len(meetings_of(pages)) + 1


def test_within_the_month_nothing_is_listed_anew(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    google_world.add_event(event(1))
    cursor = last_cursor(pulled(calendars))
    google_world.advance(days=10)

    assert [*calendars.pull(MAIN, cursor, Budget())] == []


def test_what_is_moved_out_of_the_window_is_gone(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    known = google_world.add_event(event(1))
    pages = pulled(calendars)
    far = event(3_000)
    google_world.change_event(known, {"start": far["start"], "end": far["end"]})

    pages += calendars.pull(MAIN, last_cursor(pages), Budget())

    assert kept_after(pages) == {}


def test_what_is_deleted_is_gone(google_world: GoogleWorld, calendars: Opened) -> None:
    kept, deleted = (google_world.add_event(event(number)) for number in (1, 2))
    pages = pulled(calendars)
    google_world.delete_event(deleted)

    pages += calendars.pull(MAIN, last_cursor(pages), Budget())

    assert list(kept_after(pages)) == [kept]


@pytest.mark.xfail(strict=True, reason="myworld's deltas never tell of a deleted instance")
def test_an_instance_that_is_deleted_is_gone(google_world: GoogleWorld, calendars: Opened) -> None:
    google_world.add_event(event(1, recurrence=["RRULE:FREQ=DAILY;COUNT=3"]))
    pages = pulled(calendars)
    (first, *others) = kept_after(pages)
    google_world.delete_event(first)

    pages += calendars.pull(MAIN, last_cursor(pages), Budget())

    assert list(kept_after(pages)) == others


@dataclass
class Told:
    """A stage of the gate: what Google's documents say that a delta tells, and myworld's lacks."""

    items: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        reply = forward(asked)
        if asked.id != LIST or not asked.parameter("syncToken") or reply.status != 200:
            return reply
        delta = reply.json
        return reply.saying(delta | {"items": [*delta.get("items", []), *self.items]})


@pytest.fixture
def told(google_world: GoogleWorld) -> Told:
    made = Told()
    google_world.gate.stages.append(made)
    return made


def off(meeting: Meeting, series: str, **more: object) -> dict[str, object]:
    """An instance as a delta tells of it once it is deleted."""
    original = meeting.starts_at.isoformat()
    return {
        "id": meeting.remote_id,
        "status": "cancelled",
        "recurringEventId": series,
        "originalStartTime": {"dateTime": original, "timeZone": "Europe/Berlin"},
        **more,
    }


def test_a_deleted_instance_is_gone_as_google_tells_it(
    google_world: GoogleWorld, calendars: Opened, told: Told
) -> None:
    series = google_world.add_event(event(1, recurrence=["RRULE:FREQ=DAILY;COUNT=3"]))
    pages = pulled(calendars)
    first, *others = meetings_of(pages)
    told.items.append(off(first, series))

    pages += calendars.pull(MAIN, last_cursor(pages), Budget())

    assert meetings_of(pages) == others


@pytest.mark.parametrize(
    ("days", "told_of"), [(0, True), (5, False)], ids=["before it began", "after it was over"]
)
def test_what_was_called_off_while_nobody_looked_does_not_count_as_held(
    google_world: GoogleWorld, calendars: Opened, told: Told, days: int, told_of: bool
) -> None:
    series = google_world.add_event(event(1, recurrence=["RRULE:FREQ=DAILY;COUNT=3"]))
    pages = pulled(calendars)
    first, *_ = meetings_of(pages)
    times = {
        "start": {"dateTime": first.starts_at.isoformat()},
        "end": {"dateTime": first.ends_at.isoformat()},
        "iCalUID": first.uid,
        "updated": (START + timedelta(days=days)).isoformat(),
    }
    told.items.append(off(first, series, **times))

    (page,) = calendars.pull(MAIN, last_cursor(pages), Budget())

    assert page.deletes == (first.remote_id,)
    # It is told of once more, so that the store knows; and is gone then.
    assert [(one.uid, one.cancelled) for one in page.upserts if isinstance(one, Meeting)] == (
        [(first.uid, True)] if told_of else []
    )


def test_a_delta_of_many_sheets_goes_on_where_it_was_broken_off(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    google_world.add_event(event(1))
    cursor = last_cursor(pulled(calendars))
    news = [google_world.add_event(event(number)) for number in range(2, 9)]

    found = list[RemoteId]()
    while pages := [*calendars.pull(MAIN, cursor, Budget(max_records=1))]:
        found += [one.remote_id for page in pages for one in page.upserts]
        cursor = pages[-1].cursor

    assert found == news


def test_a_sheet_that_google_no_longer_knows_begins_a_new_generation(
    google_world: GoogleWorld, calendars: Opened
) -> None:
    for number in range(5):
        google_world.add_event(event(number))
    (page,) = calendars.pull(MAIN, None, Budget(max_records=2))
    google_world.faults.next(LIST, Fault.GONE)

    with pytest.raises(CursorExpired):
        [*calendars.pull(MAIN, page.cursor, Budget())]


@pytest.mark.parametrize("part", ["token", "sheet"])
def test_a_place_that_google_never_gave_begins_a_new_generation(
    google_world: GoogleWorld, calendars: Opened, part: str
) -> None:
    google_world.add_event(event(1))
    place = json.loads(last_cursor(pulled(calendars)))
    bogus = Cursor(json.dumps(place | {"token": "", part: "bogus"}))

    with pytest.raises(CursorExpired):
        [*calendars.pull(MAIN, bogus, Budget())]


@pytest.mark.parametrize("frame", ["", "x", "2021-11-01", "2021-13-01/2027-12-01"])
def test_a_window_that_is_none_begins_a_new_generation(
    google_world: GoogleWorld, calendars: Opened, frame: str
) -> None:
    place = json.loads(last_cursor(pulled(calendars)))

    with pytest.raises(CursorExpired):
        [*calendars.pull(MAIN, Cursor(json.dumps(place | {"frame": frame})), Budget())]


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
