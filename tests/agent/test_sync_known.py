"""A new generation of a source whose listing is cheap and whose records are dear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from narrowcast.agent import pages
from narrowcast.agent.core.learn import Changes, learn
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Advance, Manners, Synced
from narrowcast.connectors.base import Budget, Page, Tier
from narrowcast.connectors.records import FolderRole, RemoteId
from tests.agent.fake_server import FakeMail, FakeServer, Folder, FrugalMail, bad
from tests.agent.mailroom import KEY, OWNER
from tests.agent.serving import content, crowd, located, mail, read


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


def sync(store: Store, server: FakeServer, **options: object) -> Synced:
    """Sync what tells only what is unknown; *options* as of `serving.read`."""
    server.told.clear()
    return read(store, [Account("mail", "fake", FrugalMail(server))], **options)  # type: ignore[arg-type]  # as the test says


def inbox_of(server: FakeServer) -> Folder:
    return server.folders["inbox"]


def test_in_a_new_generation_only_what_is_unknown_is_read(store: Store) -> None:
    server = FakeServer(inbox=crowd(12))
    sync(store, server)
    inbox_of(server).forget()
    new = inbox_of(server).add(mail(50))

    done = sync(store, server)

    assert server.told == [str(new)]
    assert (done.messages, done.records) == (1, 13)
    assert located(store) == server.holds()


def test_what_is_gone_meanwhile_is_swept_and_what_is_named_stays(store: Store) -> None:
    server = FakeServer(inbox=crowd(12))
    sync(store, server)
    inbox_of(server).remove(3)
    inbox_of(server).forget()

    sync(store, server)

    assert server.told == []
    assert located(store) == server.holds()


def test_a_listing_of_nothing_but_known_records_is_not_taken_for_empty(store: Store) -> None:
    server = FakeServer(inbox=crowd(3))
    sync(store, server)
    inbox_of(server).forget()

    done = sync(store, server)

    assert done.problems == ()
    assert located(store) == server.holds()


def test_an_emptied_source_is_doubted_all_the_same(store: Store) -> None:
    server = FakeServer(inbox=crowd(3))
    sync(store, server)
    for uid in (1, 2, 3):
        inbox_of(server).remove(uid)
    inbox_of(server).forget()

    done = sync(store, server)

    assert "it lists nothing any more" in done.problems[0]


def _raised(store: Store, server: FakeServer) -> None:
    sync(store, server, tier=Tier.MENTIONS)


def _retried(store: Store, server: FakeServer) -> None:
    inbox_of(server).forget()
    sync(store, server, manners=Manners(again=True))


@pytest.mark.parametrize("anew", [_raised, _retried], ids=["tier-raised", "retry"])
def test_all_is_read_again_where_more_may_be_read_or_the_owner_asks(
    store: Store, anew: Callable[[Store, FakeServer], None]
) -> None:
    server = FakeServer(inbox=crowd(4))
    sync(store, server)

    anew(store, server)

    assert sorted(server.told) == ["1", "2", "3", "4"]


def test_drafts_and_what_could_not_be_read_are_read_again(store: Store) -> None:
    draft = replace(mail(1), roles=(FolderRole.DRAFTS,))
    server = FakeServer(inbox=[draft, bad(), mail(3)])
    sync(store, server)
    inbox_of(server).forget()
    inbox_of(server).records[1] = mail(1)

    done = sync(store, server)

    assert sorted(set(server.told)) == ["1", "2"]
    assert done.messages == 1


def test_a_record_that_our_code_fails_on_costs_none_of_those_named_beside_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = FakeServer(inbox=crowd(3))
    sync(store, server)
    inbox_of(server).forget()
    new = str(inbox_of(server).add(mail(50)))

    def failing(page: Page) -> Changes:
        if any(one.remote_id == new for one in page.upserts):
            raise RuntimeError
        return learn(page)

    monkeypatch.setattr(pages, "learn", failing)
    sync(store, server, page=10)

    assert located(store)["inbox"] == {"1", "2", "3"}
    assert [remote for _, remote, _, _ in store.dead_letters()] == [new]


def test_names_nobody_knows_are_passed_over(store: Store) -> None:
    class Boasting(FrugalMail):
        def _still(self, page: object, budget: Budget) -> frozenset[RemoteId]:
            return frozenset({RemoteId("97"), RemoteId("98")})

    server = FakeServer(inbox=crowd(3))

    done = read(store, [Account("mail", "fake", Boasting(server))])

    assert done.problems == ()
    assert located(store) == server.holds()


@pytest.mark.parametrize("killed_after", range(1, 6))
def test_killed_between_any_two_pages_it_ends_as_one_never_killed(killed_after: int) -> None:
    assert _stored(killed_after) == _stored(None)


def _stored(killed_after: int | None) -> list[str]:
    pages = count(1)

    def kill(_: Advance) -> None:
        if next(pages) == killed_after:
            raise KeyboardInterrupt

    server = FakeServer(inbox=crowd(23))
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([OWNER])
        sync(store, server)
        inbox_of(server).remove(7)
        inbox_of(server).add(mail(40))
        inbox_of(server).forget()
        if killed_after:
            with pytest.raises(KeyboardInterrupt):
                sync(store, server, watch=kill)
        sync(store, server)
        assert located(store) == server.holds()
        return content(store)


def test_a_stop_while_it_asks_what_is_known_ends_the_lane_quietly(store: Store) -> None:
    server = FakeServer(inbox=crowd(6))
    sync(store, server)
    inbox_of(server).forget()

    def stop(_: Advance) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(store, server, page=2, watch=stop)

    assert store.dead_letters() == ()
    assert [one.problem for one in store.scopes()] == [""]


def test_files_are_read_whole(store: Store) -> None:
    class Files(FakeMail):
        close = None  # type: ignore[assignment]  # it holds none
        asked: list[bool] = []  # noqa: RUF012 - of this test

        def _still(self, page: object, budget: Budget) -> frozenset[RemoteId]:
            self.asked.append(budget.known is not None)
            return frozenset()

    server = FakeServer(inbox=crowd(3))
    read(store, [Account("mail", "fake", Files(server))])
    inbox_of(server).forget()
    read(store, [Account("mail", "fake", Files(server))])

    assert not any(Files.asked)
