"""The calendar by Graph's delta: series, windows, and what went."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Budget, Connector, Cursor, Snapshot
from narrowcast.connectors.errors import CursorExpired, RateLimited, Skippable, Transient
from narrowcast.connectors.microsoft import meetings, settings
from narrowcast.connectors.microsoft.calendar import Calendar
from narrowcast.connectors.microsoft.meetings import Kind
from narrowcast.connectors.microsoft.telling import State
from narrowcast.connectors.promises import kept_after, last_cursor
from narrowcast.connectors.records import Meeting, Participation, RemoteId, Unreadable
from narrowcast.connectors.testing import ServerContract
from tests.connectors.microsoft.lending import Answer, scripted
from tests.connectors.microsoft.talks import Synced, calendar
from tests.connectors.microsoft.talks import closing as closing
from tests.servers.graph import (
    HEADERS_ONLY,
    THROTTLED,
    UNAVAILABLE,
    Expiry,
    Fault,
    Graph,
    foreign_id,
)

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
ANN, BEN = ("Ann Lee", "ann@lee.example"), ("Ben Orr", "ben@orr.example")


_OPTIONS = {"user": "robin@vale.example", "client_id": "1-2-3"}


def _at(start: datetime) -> dict[str, object]:
    when = {"dateTime": start.strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
    return {"start": when, "end": when}


def single(graph: Graph, subject: str = "Lunch", start: datetime = NOON, **more: object) -> str:
    return graph.add_event(subject, start, start + HOUR, attendees=(ANN,), **more)  # type: ignore[arg-type]


def series(graph: Graph, start: datetime = NOON, count: int = 4, **more: object) -> str:
    event = graph.add_event("Weekly", start, start + HOUR, attendees=(ANN, BEN), **more)  # type: ignore[arg-type]
    return graph.repeat(event, count=count)


class TestCalendarContract(ServerContract):
    """Single events, a series, and one that was moved."""

    quiet_requests = 1
    patience = 5.0

    @pytest.fixture(autouse=True)
    def _server(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        self.graph, self.patched = graph, monkeypatch

    def fill(self, place: Path) -> Connector:
        self.lunch = single(self.graph)
        single(self.graph, "Dinner", NOON + 7 * HOUR)
        self.series = series(self.graph)
        moved = self.graph.occurrences(self.series)[1]
        self.graph.change_event(moved, start={"dateTime": "2026-11-11T15:00:00", "timeZone": "UTC"})
        return calendar(self.graph)

    def grow(self, place: Path) -> None:
        single(self.graph, "Tea", NOON + 4 * HOUR)

    def shrink(self, place: Path) -> RemoteId:
        self.graph.delete_event(self.lunch)
        return RemoteId(self.lunch)

    def rewrite(self, place: Path) -> None:
        self.graph.delete_event(self.lunch)
        self.graph.expire_tokens()

    def swell(self, place: Path) -> None:
        crowd = [(f"Guest {n}", f"guest{n}@lee.example") for n in range(500)]
        event = self.graph.add_event("Town hall", NOON, NOON + HOUR, attendees=crowd)
        self.graph.repeat(event, count=150)

    def spoil(self, place: Path) -> None:
        self.graph.change_event(self.lunch, start={"dateTime": "0001-01-01T00:00:00"})

    def state(self, place: Path) -> object:
        return self.graph.state()

    def asked(self) -> int:
        return len(self.graph.log)

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.3)
        self.graph.silence()

    def secrets(self) -> tuple[str, ...]:
        return tuple({one.token for one in self.graph.log})


@pytest.mark.parametrize("masters_last", [False, True], ids=["before", "after its occurrences"])
@pytest.mark.parametrize("rows", [1, 3, 50])
def test_a_series_is_told_whole_wherever_its_master_stands(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, masters_last: bool, rows: int
) -> None:
    monkeypatch.setattr("narrowcast.connectors.microsoft.events.ROWS", rows)
    graph.calendar.masters_last = masters_last
    series(graph)

    synced = Synced.of(calendar(graph))

    assert synced.starts() == [NOON + WEEK * n for n in range(4)]
    assert {len(one.attendees) for one in synced.meetings()} == {2}
    assert {one.summary for one in synced.meetings()} == {"Weekly"}


def test_all_instances_have_the_uid_of_their_series(graph: Graph) -> None:
    graph.calendar.retells_instances = False
    event = series(graph, iCalUId=foreign_id("abc@calendar.example"))
    graph.change_event(graph.occurrences(event)[0], subject="Weekly, for once in the garden")

    told = Synced.of(calendar(graph)).meetings()

    assert {one.uid for one in told} == {"abc@calendar.example"}
    assert [one.recurrence_id for one in told][:2] == ["20261103T120000Z", "20261110T120000Z"]
    assert [one.exception for one in told] == [True, False, False, False]


@pytest.mark.parametrize("retells", [True, False], ids=["with its instances", "alone"])
def test_a_changed_series_is_told_anew(graph: Graph, retells: bool) -> None:
    graph.calendar.retells_instances = retells
    event = series(graph)
    synced = Synced.of(calendar(graph))

    graph.respond(event, "ben@orr.example", "declined")
    synced.again()

    answers = [one.attendees[1].participation for one in synced.meetings()]
    assert answers == [Participation.DECLINED] * 4


@pytest.mark.parametrize("retells", [True, False], ids=["with its instances", "alone"])
def test_an_instance_that_was_deleted_is_gone_though_graph_does_not_say_so(
    graph: Graph, retells: bool
) -> None:
    graph.calendar.retells_instances = retells
    event = series(graph)
    synced = Synced.of(calendar(graph))

    graph.delete_event(graph.occurrences(event)[1])
    synced.again()

    assert synced.starts() == [NOON, NOON + 2 * WEEK, NOON + 3 * WEEK]


@pytest.mark.parametrize("removes", [True, False], ids=["with its instances", "alone"])
def test_of_a_deleted_series_nothing_is_left(graph: Graph, removes: bool) -> None:
    graph.calendar.removes_instances = removes
    event = series(graph)
    synced = Synced.of(calendar(graph))

    graph.delete_event(event)
    synced.again()

    assert synced.kept == {}


def test_an_instance_that_graph_says_is_gone_takes_no_other_along(graph: Graph) -> None:
    event = series(graph)
    synced = Synced.of(calendar(graph))
    lost = graph.store.find(graph.occurrences(event)[2])

    graph.store.remove(lost)
    synced.again()

    assert synced.starts() == [NOON, NOON + WEEK, NOON + 3 * WEEK]


def test_a_single_event_that_becomes_a_series_is_no_event_of_its_own(graph: Graph) -> None:
    event = single(graph)
    synced = Synced.of(calendar(graph))

    graph.repeat(event, count=2)
    synced.again()

    assert [one.remote_id for one in synced.meetings()] == [
        f"{event}#20261103T120000Z",
        f"{event}#20261110T120000Z",
    ]


def test_a_series_that_becomes_a_single_event_leaves_no_instances(graph: Graph) -> None:
    event = series(graph)
    synced = Synced.of(calendar(graph))

    for one in graph.occurrences(event):
        graph.store.forget(graph.store.find(one))
    graph.change_event(event, type="singleInstance", recurrence=None)
    synced.again()

    assert [one.remote_id for one in synced.meetings()] == [event]


def test_a_moved_instance_keeps_its_identity(graph: Graph) -> None:
    event = series(graph)
    synced = Synced.of(calendar(graph))
    before = {one.remote_id for one in synced.meetings()}

    when = {"dateTime": "2026-11-05T08:00:00.0000000", "timeZone": "UTC"}
    graph.change_event(graph.occurrences(event)[0], start=when, subject="Early")
    synced.again()

    assert {one.remote_id for one in synced.meetings()} == before
    assert synced.meetings()[0].starts_at == datetime(2026, 11, 5, 8, tzinfo=UTC)
    assert synced.meetings()[0].recurrence_id == "20261103T120000Z"


def test_what_lies_outside_the_window_is_not_told(graph: Graph) -> None:
    long_ago = single(graph, start=datetime(2019, 1, 1, 9, tzinfo=UTC))
    synced = Synced.of(calendar(graph))

    graph.change_event(long_ago, subject="Long ago")
    synced.again()

    assert synced.kept == {}


def test_the_window_follows_the_servers_clock_and_is_left_with_its_month(graph: Graph) -> None:
    late = single(graph, start=datetime(2027, 12, 15, 9, tzinfo=UTC))
    synced = Synced.of(calendar(graph))
    assert synced.kept == {}

    graph.store.now = datetime(2026, 12, 1, 0, 5, tzinfo=UTC)
    with pytest.raises(CursorExpired):
        synced.again()

    assert set(Synced.of(calendar(graph)).kept) == {late}


def test_the_owners_own_window_needs_no_clock(graph: Graph) -> None:
    single(graph)

    synced = Synced.of(calendar(graph, since="2026-11-01", until="2026-11-30"))
    graph.store.now = datetime(2031, 1, 1, tzinfo=UTC)

    assert synced.again().pages == ()
    assert synced.starts() == [NOON]


@pytest.mark.parametrize(
    "now", [(2026, 11, 1), (2027, 2, 28), (2028, 2, 29), (2028, 12, 31)], ids=str
)
def test_graph_is_never_asked_for_more_days_than_it_shows(
    graph: Graph, now: tuple[int, int, int]
) -> None:
    graph.store.now = datetime(*now, tzinfo=UTC)

    source = calendar(graph)
    (scope,) = source.scopes()
    next(iter(source.pull(scope, None, Budget())))

    asked = graph.requests("calendarView/delta")[0].query
    first, last = (datetime.fromisoformat(asked[one]) for one in ("startdatetime", "enddatetime"))
    assert last - first <= timedelta(days=1825)
    assert last - graph.store.now >= timedelta(days=365)
    assert graph.store.now - first >= 3.8 * timedelta(days=365)


def test_of_a_window_longer_than_graph_shows_the_end_is_read(graph: Graph) -> None:
    old = single(graph, start=datetime(2016, 1, 1, tzinfo=UTC))
    new = single(graph)

    kept = Synced.of(calendar(graph, since="2015-01-01")).kept

    assert set(kept) == {new}
    assert old not in kept


@pytest.mark.parametrize("how", [*Expiry])
def test_a_forgotten_link_starts_a_new_generation(graph: Graph, how: Expiry) -> None:
    single(graph)
    synced = Synced.of(calendar(graph))
    graph.expire_tokens(how)

    with pytest.raises(CursorExpired):
        synced.again()


def test_empty_answers_that_go_on_are_gone_through(graph: Graph) -> None:
    graph.empty_pages = True
    series(graph, NOON - 100 * WEEK, count=120)

    assert len(Synced.of(calendar(graph)).kept) == 120


def test_a_delta_that_leads_back_to_itself_is_given_up() -> None:
    event = {"id": "a", "type": "singleInstance", "attendees": [], **_at(NOON)}
    round_ = [
        Answer(
            {"value": [event], "@odata.nextLink": f"{{url}}/me/calendarView/delta?$skiptoken={n}"}
        )
        for n in (1, 2, 1)
    ]
    me = Answer({"id": "me"})

    with scripted(me, *round_) as script:
        source = Calendar(script.graph(), settings.read(_OPTIONS))
        (scope,) = source.scopes()

        with pytest.raises(Skippable, match="never comes to the end"):
            list(source.pull(scope, None, Budget()))


def test_an_answer_without_a_link_to_go_on_is_a_passing_fault() -> None:
    me = Answer({"id": "me"})

    with scripted(me, Answer({"value": []})) as script:
        source = Calendar(script.graph(), settings.read(_OPTIONS))
        (scope,) = source.scopes()

        with pytest.raises(Transient):
            list(source.pull(scope, None, Budget()))


def test_a_server_that_tells_no_time_needs_a_window_of_the_owners() -> None:
    with scripted(Answer({"id": "me"}, headers={"Date": "noon"})) as script:
        source = Calendar(script.graph(), settings.read(_OPTIONS))
        (scope,) = source.scopes()

        with pytest.raises(Skippable, match="since and until"):
            list(source.pull(scope, None, Budget()))


def test_what_is_told_twice_is_there_once(graph: Graph) -> None:
    graph.replays = graph.repeats = True
    event = series(graph, NOON - 30 * WEEK, count=70)
    synced = Synced.of(calendar(graph))

    graph.change_event(event, subject="Biweekly, but weekly")
    synced.again()

    assert len(synced.kept) == 70
    assert {one.summary for one in synced.meetings()} == {"Biweekly, but weekly"}


@pytest.mark.parametrize("retells", [True, False], ids=["with its instances", "alone"])
def test_what_is_told_in_part_is_read_as_it_is_now(graph: Graph, retells: bool) -> None:
    graph.calendar.retells_instances = retells
    lunch, event = single(graph), series(graph)
    gone = single(graph, "Gone")
    synced = Synced.of(calendar(graph))
    graph.partial_changes = True

    graph.change_event(lunch, subject="Brunch")
    graph.respond(event, "ben@orr.example", "declined")
    graph.change_event(gone, subject="Really gone")
    refusal = Fault(status=404, code="ErrorItemNotFound")
    graph.fail_next(refusal, path=f"events/{re.escape(gone)}")
    synced.again()

    assert {one.summary for one in synced.meetings()} == {"Brunch", "Weekly", "Gone"}
    answers = [one.attendees[-1].participation for one in synced.meetings() if one.recurring]
    assert answers == [Participation.DECLINED] * 4


@pytest.mark.parametrize("records", [1, 2, 7])
def test_a_changed_series_that_does_not_fit_a_page_goes_on_in_the_next(
    graph: Graph, records: int
) -> None:
    event = series(graph, count=5)
    synced = Synced.of(calendar(graph))
    graph.delete_event(graph.occurrences(event)[0])
    graph.respond(event, "ben@orr.example", "declined")

    for _ in range(6):  # each time as if killed after the first page
        synced.again(Budget(max_records=records, page_records=records))

    assert synced.starts() == [NOON + WEEK * n for n in range(1, 5)]
    assert {one.attendees[1].participation for one in synced.meetings()} == {Participation.DECLINED}


def test_an_answer_that_changed_while_it_was_told_is_told_whole_again(graph: Graph) -> None:
    event = series(graph, count=5)
    synced = Synced.of(calendar(graph))
    graph.respond(event, "ben@orr.example", "declined")
    synced.again(Budget(max_records=2))

    graph.delete_event(graph.occurrences(event)[0])
    synced.again().again()

    assert synced.starts() == [NOON + WEEK * n for n in range(1, 5)]


def test_what_was_deleted_while_a_listing_began_is_listed_anew(graph: Graph) -> None:
    lunch = single(graph)
    single(graph, "Dinner")
    synced = Synced(calendar(graph), {}).again(Budget(max_records=1))
    assert set(synced.kept) == {lunch}

    graph.delete_event(lunch)

    with pytest.raises(CursorExpired):
        synced.again()


def test_a_killed_listing_goes_on_as_one_never_killed(graph: Graph) -> None:
    series(graph)
    single(graph)
    (scope,) = (source := calendar(graph)).scopes()
    whole = list(source.pull(scope, None, Budget(page_records=2)))

    pages, cursor = [], Cursor("")
    for n in range(len(whole)):
        page = next(iter(source.pull(scope, cursor if n else None, Budget(page_records=2))))
        pages.append(page)
        cursor = page.cursor

    assert [(one.upserts, one.snapshot, one.progress) for one in pages] == [
        (one.upserts, one.snapshot, one.progress) for one in whole
    ]
    assert [State.unpacked(one.cursor).memory for one in pages] == [
        State.unpacked(one.cursor).memory for one in whole
    ]


def test_a_deep_look_keeps_the_newer_link_although_nothing_changed(graph: Graph) -> None:
    single(graph)
    synced = Synced.of(calendar(graph))
    before = synced.cursor

    synced.again(Budget(deep=True))

    assert [(page.upserts, page.deletes) for page in synced.pages] in ([], [((), ())])
    assert before


def test_the_smallest_right_is_enough(graph: Graph) -> None:
    series(graph)

    synced = Synced.of(calendar(graph, *HEADERS_ONLY))

    assert len(synced.kept) == 4


def test_no_body_is_kept_of_what_the_delta_sends(graph: Graph) -> None:
    single(graph)
    series(graph)

    synced = Synced.of(calendar(graph))

    assert "bring the numbers" not in repr(synced.kept)
    assert "bring the numbers" not in str(synced.cursor)


def test_a_series_that_graph_does_not_show_is_unreadable_and_holds_up_no_other(
    graph: Graph,
) -> None:
    event = series(graph)
    other = single(graph)
    refusal = Fault(status=400, code="ErrorCorruptData", message="")
    synced = Synced.of(calendar(graph))
    graph.change_event(event, subject="Changed")
    graph.change_event(other, subject="Changed")
    graph.calendar.retells_instances = False

    graph.fail_next(refusal, path="/instances", times=1)
    synced.again()

    assert isinstance(synced.kept[RemoteId(event)], Unreadable)
    assert isinstance(synced.kept[RemoteId(other)], Meeting)

    graph.change_event(event, subject="Once more")
    synced.again()
    assert RemoteId(event) not in synced.kept
    assert len(synced.kept) == 5


def test_a_master_that_graph_does_not_show_leaves_its_instances_unreadable(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("narrowcast.connectors.microsoft.events.ROWS", 1)
    graph.calendar.masters_last = True
    event = series(graph, count=1)
    graph.fail_next(Fault(status=400, code="ErrorCorruptData", message=""), path=event, times=1)
    (scope,) = (source := calendar(graph)).scopes()

    first = next(iter(source.pull(scope, None, Budget(page_records=1))))

    (told,) = first.upserts
    assert isinstance(told, Unreadable)
    (read,) = source.records(scope, [told.remote_id])
    assert isinstance(read, Meeting)
    assert read.remote_id == told.remote_id


def test_single_records_that_are_gone_are_left_out(graph: Graph) -> None:
    event, other = series(graph), single(graph)
    (scope,) = (source := calendar(graph)).scopes()
    wanted = [meetings.instance_id(event, "20261103T120000Z"), RemoteId(other)]
    graph.delete_event(event)
    graph.delete_event(other)

    assert list(source.records(scope, wanted)) == []


@pytest.mark.parametrize(
    ("fault", "raised"), [(THROTTLED, RateLimited), (UNAVAILABLE, Transient)], ids=["429", "503"]
)
@pytest.mark.parametrize("path", ["/delta", "/instances"])
def test_a_passing_fault_leaves_the_cursor_where_it_was(
    graph: Graph, fault: Fault, raised: type[Exception], path: str
) -> None:
    event = series(graph)
    synced = Synced.of(calendar(graph))
    graph.change_event(event, subject="Changed")
    graph.fail_next(fault, path=path)

    with pytest.raises(raised):
        synced.again()
    synced.again()

    assert {one.summary for one in synced.meetings()} == {"Changed"}


def test_a_quiet_look_asks_once(graph: Graph) -> None:
    series(graph)
    synced = Synced.of(calendar(graph))
    before = len(graph.log)

    assert synced.again().pages == ()

    assert len(graph.log) == before + 1


def test_the_last_page_of_a_listing_is_complete_also_of_an_empty_calendar(graph: Graph) -> None:
    (scope,) = (source := calendar(graph)).scopes()

    (page,) = source.pull(scope, None, Budget())

    assert page.snapshot is Snapshot.COMPLETE
    assert [*source.pull(scope, last_cursor([page]), Budget())] == []
    assert kept_after([page]) == {}


def test_the_kinds_of_events_are_those_of_the_csdl() -> None:
    assert {kind.value for kind in Kind} == {
        "singleInstance", "occurrence", "exception", "seriesMaster",
    }  # fmt: skip
