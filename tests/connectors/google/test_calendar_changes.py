"""What a calendar of Google tells from its last token on, and what ends a token."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from narrowcast.connectors.base import Budget, Cursor
from narrowcast.connectors.errors import (
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.promises import kept_after, last_cursor
from narrowcast.connectors.records import Meeting, RemoteId
from tests.connectors.google.calendar_days import (
    LIST,
    MAIN,
    Opened,
    Told,
    event,
    meetings_of,
    off,
    pulled,
)
from tests.servers.gate_faults import Fault
from tests.servers.google import START, GoogleWorld


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
