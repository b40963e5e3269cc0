"""Whatever happens in a calendar, and wherever a reading is killed, in the end there is what Graph
shows of it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from narrowcast.connectors.base import Budget
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.microsoft import meetings
from narrowcast.connectors.microsoft.events import Window
from narrowcast.connectors.records import Meeting
from tests.connectors.microsoft.talks import Synced, calendar
from tests.connectors.microsoft.talks import closing as closing
from tests.servers.certificates import Certificates
from tests.servers.graph import OWNER, Graph, fake_graph

START = datetime(2026, 11, 3, 12, tzinfo=UTC)
WINDOW = Window(since=datetime(2023, 1, 1, tzinfo=UTC), until=datetime(2027, 12, 1, tzinfo=UTC))
GUESTS = (("Ann Lee", "ann@lee.example"), ("Ben Orr", "ben@orr.example"))
ANSWERS = ("accepted", "declined", "tentativelyAccepted")

number = st.integers(0, 50)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("single"), number),
        st.tuples(st.just("series"), number),
        st.tuples(st.just("delete"), number),
        st.tuples(st.just("respond"), number),
        st.tuples(st.just("move"), number),
        st.tuples(st.just("repeat"), number),
        st.tuples(st.just("pull"), st.integers(1, 5)),
        st.tuples(st.just("expire"), number),
    ),
    max_size=14,
)


def happen(graph: Graph, deed: str, which: int) -> None:
    """Something happens in the calendar."""
    every = sorted(one.id for one in graph.store.items("events"))
    if deed == "expire":
        graph.expire_tokens()
    elif deed in {"single", "series"} or not every:
        start = START + timedelta(days=which - 25)
        made = graph.add_event(f"E{which}", start, start + timedelta(hours=1), attendees=GUESTS)
        if deed == "series":
            graph.repeat(made, every_days=1 + which % 9, count=1 + which % 7)
    else:
        change(graph, deed, every[which % len(every)], which)


def change(graph: Graph, deed: str, event: str, which: int) -> None:
    kind = graph.event(event)["type"]
    if deed == "delete":
        graph.delete_event(event)
    elif deed == "respond":
        graph.respond(event, "ben@orr.example", ANSWERS[which % 3])
    elif deed == "repeat" and kind == "singleInstance":
        graph.repeat(event, count=2)
    elif deed == "move" and kind != "seriesMaster":
        start = START + timedelta(days=which, hours=which % 5)
        when = [(start + timedelta(hours=n)).strftime("%Y-%m-%dT%H:%M:%S.0000000") for n in (0, 1)]
        graph.change_event(
            event,
            start={"dateTime": when[0], "timeZone": "UTC"},
            end={"dateTime": when[1], "timeZone": "UTC"},
        )


def shown(graph: Graph) -> dict[str, Meeting]:
    """What the calendar holds, read event by event from the fake's own books."""
    held = graph.calendar.within((WINDOW.since, WINDOW.until))
    told = [{**graph.calendar.whole(one), "id": one.id} for one in held]
    read = [meetings.meeting(one, OWNER[1]) for one in told]
    return {one.remote_id: one for one in read if isinstance(one, Meeting)}


def pull(synced: Synced, budget: Budget) -> None:
    try:
        synced.again(budget)
    except CursorExpired:
        synced.kept, synced.cursor = {}, None  # the engine sweeps what a new listing lacks


@example(
    deeds=[("single", 0), ("pull", 1), ("respond", 0), ("move", 0), ("repeat", 0)],
    retells=False, removes=False, masters_last=False, replays=False, partial=True, empty=False,
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    deeds=deeds,
    retells=st.booleans(),
    removes=st.booleans(),
    masters_last=st.booleans(),
    replays=st.booleans(),
    partial=st.booleans(),
    empty=st.booleans(),
)
def test_whatever_happens_in_a_calendar_it_is_known_in_the_end(
    certificates: Certificates, deeds: list[tuple[str, int]], retells: bool, removes: bool,
    masters_last: bool, replays: bool, partial: bool, empty: bool,
) -> None:  # fmt: skip
    with fake_graph(certificates) as graph:
        graph.calendar.retells_instances, graph.calendar.removes_instances = retells, removes
        graph.calendar.masters_last, graph.replays, graph.empty_pages = masters_last, replays, empty
        graph.partial_changes = partial
        synced = Synced(calendar(graph), {})

        for deed, which in deeds:
            if deed == "pull":
                pull(synced, Budget(max_records=which, page_records=2))  # killed after it
            else:
                happen(graph, deed, which)
        for _ in range(3):
            pull(synced, Budget())

        assert synced.kept == shown(graph)
        assert graph.problems == []
