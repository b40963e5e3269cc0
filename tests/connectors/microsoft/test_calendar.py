"""The calendar by Graph's delta: series, windows, and what went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Snapshot
from narrowcast.connectors.errors import CursorExpired, RateLimited, Skippable, Transient
from narrowcast.connectors.microsoft import meetings, settings, telling
from narrowcast.connectors.microsoft.calendar import Calendar
from narrowcast.connectors.microsoft.meetings import Kind
from narrowcast.connectors.microsoft.telling import State
from narrowcast.connectors.promises import kept_after, last_cursor
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.microsoft.lending import Answer, Script, scripted
from tests.connectors.microsoft.talks import Synced, calendar
from tests.connectors.microsoft.talks import closing as closing
from tests.servers.graph import (
    HEADERS_ONLY,
    THROTTLED,
    UNAVAILABLE,
    Expiry,
    Fault,
    Graph,
)

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
ANN, BEN = ("Ann Lee", "ann@lee.example"), ("Ben Orr", "ben@orr.example")


_OPTIONS = {"user": "robin@vale.example", "client_id": "1-2-3"}


def _at(start: datetime) -> dict[str, object]:
    when = {"dateTime": start.strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
    return {"start": when, "end": when}


def _whole(start: datetime) -> dict[str, object]:
    told = {"subject": "", "organizer": {}, "isAllDay": False, "iCalUId": "", "attendees": []}
    return {**told, **_at(start)}


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

    graph.store.now = datetime(2026, 12, 2, 0, 5, tzinfo=UTC)
    with pytest.raises(CursorExpired):
        synced.again()

    assert set(Synced.of(calendar(graph)).kept) == {late}


def test_servers_that_disagree_on_the_month_for_a_while_cost_one_listing(graph: Graph) -> None:
    single(graph)
    last, first = (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    graph.store.now = first
    synced = Synced.of(calendar(graph))

    for now in (last, first, last):
        graph.store.now = now
        single(graph, start=now)
        synced.again()

    assert len(synced.kept) == 4
    assert sum("startdatetime" in one.query for one in graph.requests("calendarView/delta")) == 1


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
    event = {"id": "a", "type": "singleInstance", **_whole(NOON)}
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

        with pytest.raises(Skippable, match="never comes to its end"):
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


def test_what_was_deleted_while_a_listing_began_is_listed_anew(graph: Graph) -> None:
    lunch = single(graph)
    single(graph, "Dinner")
    synced = Synced(calendar(graph), {}).again(Budget(max_records=1))
    assert set(synced.kept) == {lunch}

    graph.delete_event(lunch)

    with pytest.raises(CursorExpired):
        synced.again()


def _told(*ids: str, delta: str) -> Answer:
    rows = [{"id": own, "type": "singleInstance", **_whole(NOON)} for own in ids]
    link = f"{{url}}/me/calendarView/delta?$deltatoken={delta}"
    return Answer({"value": rows, "@odata.deltaLink": link})


def _page(*ids: str, link: int) -> Answer:
    """One answer of a listing that goes on."""
    rows = [{"id": own, "type": "singleInstance", **_whole(NOON)} for own in ids]
    more = f"{{url}}/me/calendarView/delta?$skiptoken={link}"
    return Answer({"value": rows, "@odata.nextLink": more})


def _pull(script: Script) -> Iterator[Page]:
    """A listing of the calendar at *script*."""
    chosen = settings.read({**_OPTIONS, "since": "2026-01-01", "until": "2026-12-31"})
    source = Calendar(script.graph(), chosen)
    (scope,) = source.scopes()
    return source.pull(scope, None, Budget())


def test_a_calendar_that_graph_tells_in_circles_is_given_up_soon() -> None:
    """As open reports say: microsoftgraph/msgraph-sdk-dotnet 3070 and 3082."""
    circle = [_page("c", "d", link=number) for number in range(2, 90)]
    with scripted(_page("a", "b", link=1), *circle) as script:
        with pytest.raises(Skippable, match="again and again"):
            list(_pull(script))

        assert len(script.asked) < 8


def test_of_a_calendar_that_goes_in_circles_no_page_is_lost_and_none_is_the_last() -> None:
    circle = [_page("c", "d", link=number) for number in range(2, 90)]
    pages = list[Page]()
    with scripted(_page("a", "b", link=1), *circle) as script, pytest.raises(Skippable):
        pages.extend(_pull(script))

    assert {str(one.remote_id) for page in pages for one in page.upserts} == {*"abcd"}
    assert {page.snapshot for page in pages} == {Snapshot.PARTIAL}


def test_news_that_go_in_circles_have_the_calendar_listed_anew() -> None:
    chosen = settings.read({**_OPTIONS, "since": "2026-01-01", "until": "2026-12-31"})
    circle = [_page("c", "d", link=number) for number in range(2, 90)]
    with scripted(_told("a", delta="1"), *circle) as script:
        synced = Synced.of(Calendar(script.graph(), chosen))

        with pytest.raises(CursorExpired):
            synced.again()


def test_a_circle_is_left_where_more_rows_lead_out_of_it() -> None:
    circle = [_page("c", "d", link=number) for number in (2, 3)]
    with scripted(_page("a", "b", link=1), *circle, _told("c", "d", "e", delta="9")) as script:
        pages = [*_pull(script)]
        asked = [headers["Prefer"].rpartition("=")[2] for headers in script.headers]

    assert {str(one.remote_id) for page in pages for one in page.upserts} == {*"abcde"}
    assert pages[-1].snapshot is Snapshot.COMPLETE
    assert asked == ["50", "50", "50", "200"]


def test_what_an_occurrence_tells_as_null_its_master_tells() -> None:
    chosen = settings.read({**_OPTIONS, "since": "2026-01-01", "until": "2026-12-31"})
    guest = {"emailAddress": {"name": "Ann Lee", "address": "ann@lee.example"}}
    master = {"id": "m", "type": "seriesMaster", "subject": "Weekly", "attendees": [guest]}
    nothing = dict.fromkeys(("subject", "attendees", "organizer", "iCalUId", "originalStart"))
    rows = [
        {**_whole(NOON), **master},
        {**nothing, "id": "o", "type": "occurrence", "seriesMasterId": "m", **_at(NOON)},
        {**nothing, "id": "s", "type": "singleInstance", "subject": "Alone", **_at(NOON)},
    ]
    whole = {
        "id": "s",
        "subject": "Alone",
        "type": "singleInstance",
        "attendees": None,
        **_at(NOON),
    }
    end = {"@odata.deltaLink": "{url}/me/calendarView/delta?$deltatoken=1"}
    single_row = Answer({"responses": [{"id": "0", "status": 200, "body": whole}]})
    with scripted(Answer({"value": rows, **end}), single_row) as script:
        synced = Synced.of(Calendar(script.graph(), chosen))

    told = {
        one.summary: [guest.mailbox.address for guest in one.attendees] for one in synced.meetings()
    }
    assert told == {"Weekly": ["ann@lee.example"], "Alone": []}


def test_what_went_and_came_back_in_one_round_is_there() -> None:
    news = _told("a", delta="2")
    news.body["value"].insert(0, {"id": "a", "@removed": {"reason": "deleted"}})
    chosen = settings.read({**_OPTIONS, "since": "2026-01-01", "until": "2026-12-31"})
    with scripted(_told("a", delta="1"), news) as script:
        synced = Synced.of(Calendar(script.graph(), chosen)).again()

    assert [(page.deletes, len(page.upserts)) for page in synced.pages] == [((), 1)]


def test_crowded_meetings_fill_a_page_by_their_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "PAGE_WEIGHT", 2_000)
    with scripted(_told("a", "b", "c", "d", "e", delta="1")) as script:
        pages = list(_pull(script))

    assert [len(page.upserts) for page in pages] == [2, 2, 1]


@pytest.mark.parametrize("left", ["b", ""], ids=["another is there", "nothing is left"])
def test_what_was_deleted_while_an_answer_was_broken_off_is_gone(left: str) -> None:
    chosen = settings.read({**_OPTIONS, "since": "2026-01-01", "until": "2026-12-31"})
    answers = (_told("x", delta="1"), _told("a", "b", delta="2"), _told(*left, delta="3"))
    with scripted(*answers) as script:
        synced = Synced.of(Calendar(script.graph(), chosen))
        synced.again(Budget(max_records=1))
        assert set(synced.kept) == {"x", "a"}

        synced.again()

    assert set(synced.kept) == {"x", *left}


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


def test_a_deep_look_keeps_the_newer_link_although_nothing_changed() -> None:
    chosen = settings.read({**_OPTIONS, "since": "2026-01-01", "until": "2026-12-31"})
    with scripted(_told("a", delta="1"), *[_told(delta="2")] * 2, _told(delta="2")) as script:
        synced = Synced.of(Calendar(script.graph(), chosen))
        assert synced.again().pages == ()
        (renewed,) = synced.again(Budget(deep=True)).pages
        assert synced.again(Budget(deep=True)).pages == ()

    assert (renewed.upserts, renewed.deletes) == ((), ())
    assert [path.rpartition("=")[2] for _, path in script.asked[1:]] == ["1", "1", "2"]


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
