"""The engine: pages kept whole, faults kept in their scope, listings swept only at their end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from narrowcast.agent import sync
from narrowcast.agent.core.model import Time
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Advance, Synced
from narrowcast.connectors.base import Budget, Page, Scope, Snapshot
from narrowcast.connectors.errors import CursorExpired, Emptied, Skippable
from narrowcast.connectors.records import Message, RemoteId, Unreadable
from tests.agent.mailroom import KEY, OWNER, START, message
from tests.agent.scripted import ScriptedSource, page

NOW = Time(int(START.timestamp()) + 86_400)
COMPLETE = Snapshot.COMPLETE


def mail(number: int) -> Message:
    return message(number, "ana@acme.example", [OWNER], START)


def bad(name: str, reason: str = "no header ends") -> Unreadable:
    return Unreadable(remote_id=RemoteId(name), reason=reason)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


def pull(store: Store, source: ScriptedSource, **options: object) -> Synced:
    account = Account("mail", "scripted", source)
    return sync.sync(store, [account], now=NOW, budget=Budget(), **options)  # type: ignore[arg-type]  # watch, also


def located(store: Store) -> list[str]:
    return [row[0] for row in store.conn.execute("SELECT remote_id FROM location ORDER BY 1")]


def test_a_sync_goes_on_where_the_last_one_stopped(store: Store) -> None:
    source = ScriptedSource(inbox=[[page("1", mail(1))], [page("2", mail(2))]])

    first, second, third = (pull(store, source) for _ in range(3))

    assert source.asked == [("inbox", None), ("inbox", "1"), ("inbox", "2")]
    assert [done.messages for done in (first, second, third)] == [1, 1, 0]
    assert store.scopes()[0].records == 2


def test_an_expired_cursor_begins_a_new_generation_and_wipes_nothing(store: Store) -> None:
    listed = [page("1", mail(1)), page("2", mail(2), snapshot=COMPLETE)]
    again = [page("8", mail(2)), page("9", mail(3), snapshot=COMPLETE)]
    source = ScriptedSource(inbox=[listed, [CursorExpired("rewritten")], again])

    pull(store, source)
    pull(store, source)

    assert source.asked[1:] == [("inbox", "2"), ("inbox", None)]
    assert located(store) == ["2", "3"]
    assert store.counts()["message"] == 3  # the tie's evidence stays
    assert not store.scopes()[0].sweeping


def test_nothing_is_swept_before_a_new_listing_is_complete(store: Store) -> None:
    source = ScriptedSource(
        inbox=[
            [page("1", mail(1), mail(2), snapshot=COMPLETE)],
            [CursorExpired("rewritten")],
            [page("8", mail(2))],
            [page("9", snapshot=COMPLETE)],
        ]
    )
    pull(store, source)
    pull(store, source)

    assert located(store) == ["1", "2"]
    assert store.scopes()[0].sweeping
    pull(store, source)
    assert located(store) == ["2"]


def test_a_source_that_keeps_forgetting_is_skipped(store: Store) -> None:
    endless = [[CursorExpired("again")] for _ in range(9)]
    source = ScriptedSource(inbox=endless, other=[[page("1", mail(1))]])

    done = pull(store, source)

    assert len([scope for scope, _ in source.asked if scope == "inbox"]) == 2
    assert done.messages == 1
    assert "keeps forgetting" in done.problems[0]


@pytest.mark.parametrize("fault", [Skippable("no permission"), Emptied("it is empty")], ids=repr)
def test_a_fault_stays_in_its_scope(store: Store, fault: Exception) -> None:
    source = ScriptedSource(inbox=[[page("1", mail(1)), fault]], other=[[page("1", mail(2))]])

    done = pull(store, source)

    assert done.messages == 2
    problem, none = (scope.problem for scope in store.scopes())
    assert (problem.partition(";")[0], none) == (str(fault), "")
    assert done.problems == (f"mail: inbox: {problem}",)


def test_a_problem_is_forgotten_when_the_scope_is_well_again(store: Store) -> None:
    source = ScriptedSource(inbox=[[Skippable("busy")], [page("1", mail(1))]])

    pull(store, source)
    pull(store, source)

    assert store.scopes()[0].problem == ""


def test_an_account_without_scopes_leaves_the_others_alone(store: Store) -> None:
    class Shut(ScriptedSource):
        def scopes(self) -> Iterable[Scope]:
            raise Skippable("locked")

    accounts = [
        Account("shut", "scripted", Shut()),
        Account("mail", "scripted", ScriptedSource(inbox=[[page("1", mail(1))]])),
    ]

    done = sync.sync(store, accounts, now=NOW, budget=Budget())

    assert (done.messages, done.problems) == (1, ("shut: locked",))


def test_what_could_not_be_read_is_counted_and_named(store: Store) -> None:
    source = ScriptedSource(
        inbox=[[page("1", mail(1), bad("7"))], [page("2", bad("7", "cut short"))]]
    )

    pull(store, source)
    pull(store, source)

    assert store.dead_letters() == (("mail: inbox", "7", "cut short", 2),)


@pytest.mark.parametrize(
    "cure", [page("2", mail(7)), page("2", deletes=["7"])], ids=["read at last", "gone"]
)
def test_a_cured_record_is_no_dead_letter(store: Store, cure: Page) -> None:
    source = ScriptedSource(inbox=[[page("1", bad("7"))], [cure]])

    pull(store, source)
    pull(store, source)

    assert store.dead_letters() == ()


def test_mail_deleted_at_the_source_stays_evidence(store: Store) -> None:
    source = ScriptedSource(inbox=[[page("1", mail(1))], [page("2", deletes=["1"])]])

    pull(store, source)
    pull(store, source)

    assert (located(store), store.counts()["message"]) == ([], 1)


def test_what_a_page_causes_is_kept_with_it_or_not_at_all(store: Store) -> None:
    def also(_account: str, _page: Page) -> object:
        def along() -> None:
            store.set_setting("moved", "1")
            raise RuntimeError("killed")

        return along

    with pytest.raises(RuntimeError):
        pull(store, ScriptedSource(inbox=[[page("1", mail(1))]]), also=also)

    assert store.setting("moved") is None
    assert store.counts()["message"] == 0
    assert store.scopes()[0].cursor is None


def test_progress_is_told_page_by_page(store: Store) -> None:
    told: list[Advance] = []
    source = ScriptedSource(inbox=[[page("1", mail(1), mail(2)), page("2", mail(3))]])

    pull(store, source, watch=told.append)

    assert [(one.scope, one.records) for one in told] == [("inbox", 2), ("inbox", 1)]
