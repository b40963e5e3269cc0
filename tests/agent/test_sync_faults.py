"""What each fault of a source does, and what becomes of records that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store.accounts import AccountState
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Manners
from narrowcast.connectors.base import Page
from narrowcast.connectors.errors import (
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from tests.agent.fake_server import FakeFiles, FakeServer, bad
from tests.agent.mailroom import KEY, OWNER
from tests.agent.serving import NOW, crowd, located, mail, pull, read


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


# ---------------------------------------------------------------- errors by reaction


def test_a_refused_account_is_parked_until_the_owner_acts(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["pull"] = [NeedsLogin("mail")]
    alone = Manners(by_hand=False)

    done = pull(store, server)
    pull(store, server, manners=alone)

    assert done.problems == ("mail needs a new login; run: narrowcast connect mail",)
    assert server.calls["scopes"] == 1
    standings.signed_in(store, "mail")
    assert pull(store, server, manners=alone).messages == 1


def test_the_owner_may_try_a_parked_account_by_hand(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["scopes"] = [NeedsLogin("mail")]

    pull(store, server)

    assert pull(store, server).messages == 1
    assert standings.standing(store, "mail") == standings.WELL


def test_nobody_comes_earlier_than_a_server_asks(store: Store) -> None:
    server = FakeServer(inbox=crowd(12))
    server.faults["page"] = [RateLimited(600)]

    pull(store, server)
    early = pull(store, server, now=NOW + 599)
    late = pull(store, server, now=NOW + 600)

    assert server.calls["pull"] == 2
    assert "asks to wait until" in early.problems[0]
    assert (early.records, late.messages) == (0, 12)


def test_a_passing_fault_is_tried_again_from_the_last_page(store: Store) -> None:
    server = FakeServer(inbox=crowd(12))
    server.faults["page"] = [Transient("broken off")]
    waited: list[float] = []

    done = pull(store, server, manners=Manners(pause=waited.append))

    assert (done.messages, done.problems) == (12, ())
    assert waited == [2.0]


def test_an_unreachable_server_is_left_alone_longer_each_time(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["scopes"] = [Transient("nobody answers")] * 12
    beside, now, waits = Manners(by_hand=False), int(NOW), []

    for _ in range(12):
        pull(store, server, now=now, manners=beside)
        stands = standings.standing(store, "mail")
        assert stands.retry_at is not None
        waits.append(stands.retry_at - now)
        assert server.calls["scopes"] == len(waits)
        pull(store, server, now=stands.retry_at - 1, manners=beside)
        now = stands.retry_at

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert pull(store, server, now=now, manners=beside).messages == 1
    assert standings.standing(store, "mail") == standings.WELL


def test_the_owner_need_not_wait_for_our_own_patience(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["scopes"] = [Transient("nobody answers")]

    pull(store, server)

    assert pull(store, server).messages == 1


def test_one_folders_passing_fault_stops_no_other(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)], other=[mail(2)])
    server.faults["pull inbox"] = [Transient("no such luck")] * 3

    done = pull(store, server)

    assert done.messages == 1
    assert done.problems == ("mail: inbox: no such luck",)
    assert standings.standing(store, "mail").state is AccountState.OK


def test_a_second_folder_in_a_row_tells_that_it_is_the_server(store: Store) -> None:
    server = FakeServer(a=[], b=[], c=[], d=[])
    server.faults["pull"] = [Transient("broken off")] * 20

    done = pull(store, server)

    assert server.calls["pull"] == 4  # three tries, then one in the second folder
    assert done.problems == ("mail: broken off",)
    assert standings.standing(store, "mail").state is AccountState.WAITING


@pytest.mark.parametrize(
    "fault",
    [Skippable("locked"), Transient("down"), NeedsLogin("mail"), ValueError("odd")],
    ids=repr,
)
def test_one_accounts_fault_is_no_others(store: Store, fault: Exception) -> None:
    ill, well = FakeServer(inbox=[mail(1)]), FakeServer(inbox=[mail(2)])
    ill.faults["scopes"] = [fault]

    done = pull(store, ill, well)

    assert done.messages == 1
    assert len(done.problems) == 1


def test_a_fault_of_a_connector_is_told_without_what_it_read(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["pull"] = [ValueError("Dear Olga, my secret")]

    done = pull(store, server)

    assert done.problems == ("mail: inbox: ValueError, a fault of the connector fake",)


def test_a_scope_that_keeps_forgetting_is_parked_for_a_day(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)], other=[mail(2)])
    told: list[str] = []
    for _ in range(7):
        server.folders["inbox"].reset()
        told += pull(store, server).problems
    pulls = server.calls["pull"]

    server.folders["inbox"].reset()
    later = pull(store, server)

    assert "left alone for a day" in told[0]
    assert tuple(told) == later.problems
    assert server.calls["pull"] == pulls + 1  # the other folder
    pull(store, server, now=NOW + 86_400)
    assert located(store) == server.holds()


def test_the_owner_may_have_a_parked_scope_read(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    for _ in range(7):
        server.folders["inbox"].reset()
        pull(store, server)

    done = pull(store, server, manners=Manners(again=True))

    assert done.problems == ()
    assert located(store) == server.holds()


# ---------------------------------------------------------------- records that cannot be read


def test_an_unreadable_record_is_tried_three_times_and_then_listed(store: Store) -> None:
    server = FakeServer(inbox=[mail(1), bad(), mail(2)])

    for _ in range(5):
        pull(store, server)

    assert server.calls["records"] == 2
    assert [(reason, tries) for _, _, reason, tries in store.dead_letters()] == [
        ("no header ends", 3)
    ]


def test_a_record_that_heals_is_read_when_asked_for_again(store: Store) -> None:
    server = FakeServer(inbox=[mail(1), bad()])
    for _ in range(4):
        pull(store, server)
    server.folders["inbox"].records[2] = mail(9, "ben@target.example")

    pull(store, server)
    assert store.dead_letters() != ()
    done = pull(store, server, manners=Manners(again=True))

    assert (done.messages, store.dead_letters()) == (1, ())
    assert "<9@test.example>" in server.fetched


def test_a_dead_letter_that_is_gone_is_forgotten(store: Store) -> None:
    server = FakeServer(inbox=[mail(1), bad()])
    pull(store, server)
    del server.folders["inbox"].records[2]  # and the server does not say so

    pull(store, server)

    assert store.dead_letters() == ()


def test_files_with_dead_letters_are_read_anew_when_asked(store: Store) -> None:
    server = FakeServer(inbox=[mail(1), bad()])
    account = Account("files", "fake", FakeFiles(server))
    read(store, [account])
    server.folders["inbox"].records[2] = mail(9)

    done = read(store, [account], manners=Manners(again=True))

    assert (done.messages, store.dead_letters()) == (1, ())


class Poison(str):
    """A subject on which our own code fails."""

    __slots__ = ()

    def __getitem__(self, _: object) -> str:
        raise ZeroDivisionError


def test_a_record_that_our_code_fails_on_keeps_no_other_out(store: Store) -> None:
    server = FakeServer(inbox=[mail(1), mail(2, subject=Poison("Plans")), mail(3)])

    done = pull(store, server)

    assert (done.messages, done.unreadable) == (2, 1)
    ((_, remote, reason, _),) = store.dead_letters()
    assert (remote, reason) == ("2", "ZeroDivisionError, a fault of ours")


def test_a_mail_whose_judging_fails_is_kept_all_the_same(store: Store) -> None:
    def judge(_account: str, page: Page) -> Callable[[], None]:
        if any(record.remote_id == "2" for record in page.upserts):
            raise ZeroDivisionError
        return lambda: None

    server = FakeServer(inbox=[mail(1), mail(2), mail(3)])

    done = pull(store, server, also=judge)

    assert done.messages == 3
    assert [remote for _, remote, _, _ in store.dead_letters()] == ["2"]
