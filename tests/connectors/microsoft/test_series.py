"""Series in the calendar of Graph: told in pieces, and known whole."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from narrowcast.connectors.base import Budget
from narrowcast.connectors.records import Meeting, Participation, RemoteId, Unreadable
from tests.connectors.microsoft.talks import Synced, calendar
from tests.connectors.microsoft.talks import closing as closing
from tests.connectors.microsoft.test_calendar import NOON, WEEK, series, single
from tests.servers.graph import (
    Fault,
    Graph,
    foreign_id,
)


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


def test_a_series_that_was_not_shown_is_read_again_with_all_its_instances(graph: Graph) -> None:
    event = series(graph)
    (scope,) = (source := calendar(graph)).scopes()
    synced = Synced.of(source)
    graph.change_event(event, subject="Changed")
    refusal = Fault(status=400, code="ErrorCorruptData", message="")
    graph.fail_next(refusal, path="/instances", times=2)
    synced.again()

    (refused,) = source.records(scope, [RemoteId(event)])
    read = [*source.records(scope, [RemoteId(event)])]

    assert isinstance(refused, Unreadable)
    assert {(type(one), getattr(one, "summary", "")) for one in read} == {(Meeting, "Changed")}
    assert {one.remote_id for one in read} == synced.kept.keys() - {RemoteId(event)}


def test_a_series_that_is_not_shown_keeps_no_other_from_being_read_again(graph: Graph) -> None:
    event, other = series(graph), single(graph)
    (scope,) = (source := calendar(graph)).scopes()
    instance = RemoteId(f"{event}#20261103T120000Z")
    graph.fail_next(Fault(status=400, code="ErrorCorruptData", message=""), path="/instances")

    read = {one.remote_id: type(one) for one in source.records(scope, [instance, RemoteId(other)])}

    assert read == {instance: Unreadable, RemoteId(other): Meeting}


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
