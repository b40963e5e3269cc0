"""Whatever happens to a mailbox and wherever pulls are killed: in the end we hold what it holds."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from narrowcast.connectors.base import Budget, Cursor, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.microsoft.connector import MicrosoftConnector
from narrowcast.connectors.microsoft.rest import Graph as Rest
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.records import RemoteId
from tests.connectors.microsoft.lending import Known, means
from tests.connectors.microsoft.test_contract_mail import mail
from tests.servers.certificates import Certificates
from tests.servers.graph import Expiry, Graph, fake_graph

FOLDERS = ("inbox", "archive")
_WHERE = st.sampled_from(FOLDERS)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), _WHERE, st.integers(1, 4)),
        st.tuples(st.just("vanish"), _WHERE, st.integers(0, 9)),
        st.tuples(st.just("move"), _WHERE, st.integers(0, 9)),
        st.tuples(st.just("change"), _WHERE, st.integers(0, 9)),
        st.tuples(st.just("draft"), _WHERE, st.integers(0, 9)),
        st.tuples(st.just("expire"), _WHERE, st.integers(0, 2)),
        st.tuples(st.just("pull"), _WHERE, st.integers(0, 3)),
        st.tuples(st.just("pull"), _WHERE, st.integers(2, 9)),
        st.tuples(st.just("deep"), _WHERE, st.integers(0, 3)),
        st.tuples(st.just("taste"), _WHERE, st.integers(1, 3)),
    ),
    min_size=4,
    max_size=20,
)


class Held:
    """What an engine would hold of each folder: swept at the end of each generation."""

    def __init__(self, graph: Graph) -> None:
        chosen = Settings(
            user=graph.owner[1], client_id="1", graph=graph.url, calendar=False, contacts=False
        )
        login = Known(tokens=[graph.token()])
        self.source = MicrosoftConnector(chosen, Rest(chosen, login, means()))
        self.cursors: dict[str, Cursor | None] = dict.fromkeys(FOLDERS)
        self.kept: dict[str, set[RemoteId]] = defaultdict(set)
        self.named: dict[str, set[RemoteId]] = defaultdict(set)
        self.ids = {name: ScopeId(f"mail:{graph.folder(name)}") for name in FOLDERS}

    def pull(
        self, name: str, most: int, size: int, *, deep: bool = False, records: int | None = None
    ) -> None:
        """Pull at most *most* pages of *size*, *records* in all; a forgotten cursor starts anew."""
        scope, cursor = Scope(id=self.ids[name], name=name), self.cursors[name]
        if cursor is None:
            self.named[name].clear()
        deep = deep and cursor is not None
        budget = Budget(page_records=size, deep=deep, max_records=records)
        try:
            for page in islice(self.source.pull(scope, cursor, budget), most):
                there = {one.remote_id for one in page.upserts}
                assert len(page.upserts) <= size
                self.kept[name] = (self.kept[name] | there) - set(page.deletes)
                self.named[name] = (self.named[name] | there) - set(page.deletes)
                if page.snapshot is Snapshot.COMPLETE:
                    self.kept[name] &= self.named[name]
                self.cursors[name] = page.cursor
        except CursorExpired:
            self.cursors[name] = None


@example([("draft", "archive", 1)] * 4, 2, "", False, 1)
@example(
    [("pull", name, 9) for name in FOLDERS] * 2 + [("move", "archive", 0), ("move", "inbox", 6)],
    2, "", False, None,
)  # fmt: skip
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    _STEPS, st.integers(1, 4), st.sampled_from(["", "empty_pages", "repeats", "replays"]),
    st.booleans(), st.none() | st.integers(1, 3),
)  # fmt: skip
def test_in_the_end_we_hold_what_the_folders_hold(
    certificates: Certificates,
    steps: list[tuple[str, str, int]],
    size: int,
    quirk: str,
    partly: bool,
    first: int | None,
) -> None:
    with fake_graph(certificates) as graph:
        graph.partial_changes = partly
        if quirk:
            setattr(graph, quirk, True)
        for number in range(1, 9):
            graph.deliver(mail(number), FOLDERS[number % 3 == 0])
        held = Held(graph)
        for name in FOLDERS:
            held.pull(name, 2, size, records=first)
        for number, (step, name, count) in enumerate(steps):
            if step == "taste":
                held.pull(name, 1, 9, records=count)
            elif step in {"pull", "deep"}:
                held.pull(name, count, size, deep=step == "deep")
            else:
                happen(graph, step, name, count, number)
        for name in FOLDERS * 3:
            held.pull(name, 99, size)
        held.source.close()

        assert graph.problems == []
        for name in FOLDERS:
            assert held.kept[name] == there(graph, name), name


def happen(graph: Graph, step: str, name: str, count: int, number: int) -> None:
    """One thing that happens in a mailbox."""
    match step:
        case "arrive":
            for more in range(count):
                graph.deliver(mail(number * 10 + more + 10), name)
        case "expire":
            graph.expire_tokens([*Expiry][count])
        case _:
            if held := graph.messages(name):
                befall(graph, step, name, held[count % len(held)])


def befall(graph: Graph, step: str, name: str, message: str) -> None:
    """What happens to one mail."""
    match step:
        case "vanish":
            graph.delete(message)
        case "move":
            graph.move(message, FOLDERS[name == "inbox"])
        case "draft":
            graph.change(message, isDraft=True)
        case _:
            graph.change(message, isRead=True)


def there(graph: Graph, name: str) -> set[str]:
    """What a folder holds, but for drafts."""
    found = (graph.store.find(one) for one in graph.messages(name))
    return {one.id for one in found if not one.properties["isDraft"]}
