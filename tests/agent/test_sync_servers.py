"""Accounts on servers: whose texts are fetched, kills, quiet ticks, moves and threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event, get_ident

import pytest

from narrowcast.agent import lanes, pulling
from narrowcast.agent.store import spoken
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Advance, Manners, Meter
from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId, Tier
from narrowcast.connectors.errors import (
    CursorExpired,
)
from narrowcast.connectors.net import Egress, Traffic
from tests.agent.fake_server import FakeFiles, FakeMail, FakeServer
from tests.agent.mailroom import KEY, OWNER, START
from tests.agent.serving import NOW, PEOPLE, content, crowd, located, mail, pull, read


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


# ---------------------------------------------------------------- texts


def test_heads_are_kept_of_all_and_texts_read_of_a_few(store: Store) -> None:
    server = FakeServer(inbox=crowd(200))

    done = pull(store, server)

    assert done.messages == 200
    assert len(server.fetched) <= 0.15 * 200
    (signers,) = store.conn.execute("SELECT count(DISTINCT address) FROM block").fetchone()
    assert signers == len(PEOPLE)


def test_the_headers_tier_fetches_no_text(store: Store) -> None:
    server = FakeServer(inbox=crowd(20))

    pull(store, server, tier=Tier.HEADERS)

    assert server.fetched == []


def test_after_uidvalidity_changed_no_text_is_fetched_again(store: Store) -> None:
    server = FakeServer(inbox=crowd(40))
    pull(store, server)
    fetched = len(server.fetched)
    server.folders["inbox"].reset()

    done = pull(store, server)

    assert (len(server.fetched), done.messages) == (fetched, 0)
    assert located(store) == server.holds()


def test_a_text_that_breaks_the_connector_costs_no_other(store: Store) -> None:
    server = FakeServer(inbox=[mail(1, "ana@acme.example"), mail(2, "ben@target.example")])
    server.faults["text <1@test.example>"] = [ValueError("odd"), ValueError("odd")]

    done = pull(store, server)

    assert server.fetched[-1] == "<2@test.example>"
    assert done.messages == 2


# ---------------------------------------------------------------- kills


@pytest.mark.parametrize("turn", [pulling.TURN, 10], ids=["long turns", "short turns"])
@pytest.mark.parametrize("tier", Tier, ids=str)
def test_killed_between_any_two_pages_it_ends_the_same(
    tier: Tier, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "TURN", turn)
    whole = killed_after(None, tier)

    for pages in range(1, 9):
        assert killed_after(pages, tier) == whole, f"killed after page {pages}"


def killed_after(pages: int | None, tier: Tier) -> list[str]:
    server = FakeServer(inbox=crowd(23), sent=crowd(31)[20:])
    left = [pages or 10_000]

    def kill(_: Advance) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([OWNER])
        if pages:
            with pytest.raises(KeyboardInterrupt):
                pull(store, server, tier=tier, watch=kill)
        pull(store, server, tier=tier)
        return content(store)


def test_the_newest_of_every_folder_comes_before_the_old_of_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "TURN", 10)
    server = FakeServer(inbox=crowd(23), sent=crowd(31)[20:], old=crowd(2))
    order: list[str] = []

    pull(store, server, watch=lambda one: order.append(one.scope))

    assert order == [*["inbox"] * 2, *["sent"] * 2, "old", *["inbox"] * 2, "sent", "inbox"]
    assert located(store) == server.holds()


def test_a_stopped_sync_leaves_no_thread_behind_and_no_half_page(store: Store) -> None:
    server = FakeServer(inbox=crowd(23))
    source = FakeMail(server)

    def stop(_: Advance) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(store, [Account("mail", "fake", source)], watch=stop)

    assert store.counts()["message"] == 5
    assert server.calls["page"] <= 3  # the kept one and what was pulled ahead


def test_a_source_that_sleeps_for_its_quota_holds_no_stop_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    awake, ended = Event(), Event()

    class Paced(FakeMail):
        def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
            pages = super().pull(scope, cursor, budget)
            yield next(pages)
            awake.wait(60)
            ended.set()
            yield from pages

    def stop(_: Advance) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lanes, "LEAVING_SECONDS", 0.05)
    with pytest.raises(KeyboardInterrupt):
        read(store, [Account("mail", "fake", Paced(FakeServer(inbox=crowd(23))))], watch=stop)

    assert not ended.is_set()
    assert store.counts()["message"] == 5
    awake.set()
    assert ended.wait(60)


# ---------------------------------------------------------------- quiet ticks, deep ticks


def test_a_tick_without_news_writes_only_when_it_was(store: Store) -> None:
    server = FakeServer(inbox=crowd(12), sent=crowd(3))
    pull(store, server)
    before, written = content(store), store.conn.total_changes
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)

    pull(store, server, now=NOW + 60)

    store.conn.set_trace_callback(None)
    assert store.conn.total_changes - written == 2  # scopes
    changes = [one for one in statements if one.split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert {one.split("last_ok")[0] for one in changes} == {"UPDATE scope SET "}
    differing = [one for one in content(store) if one not in before]
    assert all('INTO "scope"' in one or "INTO scope" in one for one in differing)


def test_whole_listings_are_compared_once_an_hour(store: Store) -> None:
    source = FakeMail(FakeServer(inbox=[mail(1)]))
    account = Account("mail", "fake", source)

    for minutes in (0, 30, 59, 60, 90, 120):
        read(store, [account], now=NOW + minutes * 60)

    assert source.deep == [False, False, False, True, False, True]


def test_what_went_over_the_wire_is_kept_by_day_and_host(store: Store) -> None:
    class Wire(Egress):
        def __init__(self) -> None:
            super().__init__(["imap.firm.example"])

        def moved(self) -> tuple[Traffic, ...]:
            return (Traffic(host="imap.firm.example", connections=1, sent=9, received=100),)

    account = Account("mail", "fake", FakeMail(FakeServer(inbox=[])), Meter(Wire()))
    read(store, [account])
    read(store, [account], now=NOW + 60)

    (told,) = spoken.since(store, START.date())
    assert (told.connections, told.sent, told.received) == (2, 18, 200)


# ---------------------------------------------------------------- moves, threads


def test_a_moved_mail_is_in_its_new_folder_and_stays_evidence(store: Store) -> None:
    server = FakeServer(inbox=crowd(12), archive=[])
    pull(store, server)
    inbox, archive = server.folders["inbox"], server.folders["archive"]
    for uid in (3, 4, 5):
        archive.add(inbox.remove(uid))
    inbox.remove(6)

    done = pull(store, server)

    assert located(store) == server.holds()
    assert (done.messages, store.counts()["message"]) == (0, 12)


def test_a_folder_that_is_gone_is_dropped_and_its_mail_stays_evidence(store: Store) -> None:
    server = FakeServer(inbox=crowd(6), old=crowd(3))
    pull(store, server)
    server.folders["new"] = server.folders.pop("old")  # renamed

    done = pull(store, server)

    assert located(store) == server.holds()
    assert (done.messages, store.counts()["message"]) == (0, 6)


def test_a_server_that_lists_no_folder_at_all_is_not_believed(store: Store) -> None:
    server = FakeServer(inbox=crowd(6))
    pull(store, server)
    held = server.holds()
    server.folders.clear()

    pull(store, server)

    assert located(store) == held


def test_servers_are_talked_to_at_once_and_the_store_by_one(store: Store) -> None:
    both = Barrier(2, timeout=5)
    writers: set[int] = set()

    class Meeting(FakeMail):
        def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
            both.wait()  # fails where one waits for the other to end
            yield from super().pull(scope, cursor, budget)

    servers = [FakeServer(inbox=crowd(12)), FakeServer(inbox=crowd(12))]
    accounts = [Account(f"m{n}", "fake", Meeting(one)) for n, one in enumerate(servers)]

    read(store, accounts, watch=lambda _: writers.add(get_ident()))

    assert writers == {get_ident()}
    assert all(get_ident() not in one.threads for one in servers)


def test_local_files_are_read_here_in_their_order(store: Store) -> None:
    servers = [FakeServer(inbox=crowd(7)), FakeServer(inbox=crowd(7))]
    accounts = [Account(f"f{n}", "fake", FakeFiles(one)) for n, one in enumerate(servers)]
    order: list[str] = []

    read(store, accounts, watch=lambda one: order.append(one.account))

    assert order == sorted(order)
    assert servers[0].threads == {get_ident()}


def test_a_fault_of_the_store_ends_everything_and_comes_out(store: Store) -> None:
    server = FakeServer(inbox=crowd(12))

    def along(_account: str, _page: Page) -> Callable[[], None]:
        def write() -> None:
            raise RuntimeError("disk on fire")

        return write

    with pytest.raises(RuntimeError, match="disk on fire"):
        pull(store, server, also=along)

    assert store.counts()["message"] == 0


def test_a_tick_stops_when_its_time_is_up_and_the_next_goes_on(store: Store) -> None:
    server = FakeServer(inbox=crowd(12), sent=crowd(3))
    looked = [0]

    def over() -> bool:
        looked[0] += 1
        return looked[0] >= 2

    short = pull(store, server, manners=Manners(over=over))
    rest = pull(store, server)

    assert (short.unfinished, short.messages) == (True, 5)
    assert not rest.unfinished
    assert located(store) == server.holds()


def test_only_the_scopes_asked_for_are_read(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)], other=[mail(2)])

    pull(store, server, manners=Manners(only={"mail": {ScopeId("other")}}))

    assert located(store) == {"other": {"1"}}


def test_a_reset_in_the_midst_of_a_sync_ends_the_same(tmp_path: Path) -> None:
    def synced(name: str, *, reset_after: int) -> list[str]:
        server = FakeServer(inbox=crowd(23))
        left = [reset_after]

        def watch(_: Advance) -> None:
            left[0] -= 1
            if not left[0]:
                server.faults["page"] = [CursorExpired("gone")]

        with closing(Store.open(tmp_path / name, mention_key=KEY)) as store:
            store.set_owner([OWNER])
            pull(store, server, watch=watch)
            store.conn.execute("UPDATE scope SET generation = 1, resets = 0, resets_since = NULL")
            store.conn.execute("UPDATE location SET generation = 1")
            return content(store)

    assert synced("broken", reset_after=2) == synced("whole", reset_after=0)
