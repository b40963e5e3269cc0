"""Servers that lie, mails that move under our hands, clocks that jump: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import pytest

from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store import dead_letters
from narrowcast.agent.store.accounts import AccountState
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Manners
from narrowcast.connectors.base import Budget, Cursor, Page, Scope, Tier
from narrowcast.connectors.errors import Emptied, RateLimited, Transient
from narrowcast.connectors.records import RemoteId, TextPart
from tests.agent.fake_server import FakeMail, FakeServer, bad
from tests.agent.mailroom import KEY, OWNER
from tests.agent.serving import NOW, crowd, located, mail, pull, read

YEAR = 365 * 86_400


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


# ---------------------------------------------------------------- mails that move meanwhile


class Moving(FakeMail):
    """Another client files each mail away as soon as we have seen its head."""

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        folders = self.server.folders
        for remote in wanted if scope.name == "inbox" else ():
            folders["archive"].add(folders["inbox"].remove(int(remote)))
        return super().texts(scope, wanted)


def test_a_mail_filed_away_before_its_text_was_read_is_read_where_it_went(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)], archive=[])
    account = Account("mail", "fake", Moving(server))

    read(store, [account])
    read(store, [account])

    assert server.fetched == ["<1@test.example>"]
    assert located(store) == server.holds()


# ---------------------------------------------------------------- turns


def ticks(store: Store, server: FakeServer, most: int) -> int:
    """Sync in ticks that have time for one folder each; how many it took."""
    left: Collection[str] | None = None
    for number in range(1, most + 1):
        looked = [0]

        def over(looked: list[int] = looked) -> bool:
            looked[0] += 1
            return looked[0] > 1

        only = {} if left is None else {"mail": left}
        done = pull(store, server, manners=Manners(by_hand=False, over=over, only=only))  # type: ignore[arg-type]  # names
        if not done.unfinished:
            return number
        left = done.left["mail"]
    return most + 1


def test_a_slow_server_with_many_folders_is_read_to_the_last_of_them(store: Store) -> None:
    server = FakeServer(**{f"f{number}": [mail(number)] for number in range(1, 7)})
    read(store, [Account("mail", "fake", FakeMail(server))])
    server.folders["f6"].add(mail(9))

    assert ticks(store, server, most=9) <= 7
    assert located(store) == server.holds()


def test_two_folders_that_break_the_server_keep_no_other_from_being_read(store: Store) -> None:
    server = FakeServer(a=[mail(1)], b=[mail(2)], c=[mail(3)])
    server.faults = {"pull a": [Transient("hung up")] * 9, "pull b": [Transient("hung up")] * 9}

    pull(store, server)
    pull(store, server, now=NOW + 3600)

    assert located(store)["c"] == {"1"}


# ---------------------------------------------------------------- folders that are suddenly empty


def test_an_emptied_folder_is_taken_for_empty_only_when_the_owner_says_so(store: Store) -> None:
    server = FakeServer(inbox=crowd(3))
    pull(store, server)
    server.folders["inbox"].records.clear()
    server.faults["pull"] = [Emptied("the folder is empty"), Emptied("the folder is empty")]

    told = pull(store, server).problems
    assert len(located(store)["inbox"]) == 3
    assert told == (
        "mail: inbox: the folder is empty; if it should be empty, run: narrowcast sync --retry",
    )

    done = pull(store, server, manners=Manners(again=True))

    assert done.problems == ()
    assert located(store)["inbox"] == set()
    assert store.counts()["message"] == 3


def test_a_new_generation_that_lists_nothing_is_not_believed(store: Store) -> None:
    server = FakeServer(inbox=crowd(23))
    pull(store, server)
    kept = dict(server.folders["inbox"].records)
    server.folders["inbox"].reset()
    server.folders["inbox"].records.clear()

    for _ in range(8):
        (problem,) = pull(store, server).problems
        assert problem.endswith("run: narrowcast sync --retry")
    assert len(located(store)["inbox"]) == 23

    for record in kept.values():
        server.folders["inbox"].add(record)
    assert pull(store, server).problems == ()
    assert located(store) == server.holds()


def test_a_new_generation_that_lists_nothing_may_be_accepted(store: Store) -> None:
    server = FakeServer(inbox=crowd(23))
    pull(store, server)
    server.folders["inbox"].reset()
    server.folders["inbox"].records.clear()
    pull(store, server)

    assert pull(store, server, manners=Manners(again=True)).problems == ()
    assert located(store)["inbox"] == set()


# ---------------------------------------------------------------- times


@pytest.mark.parametrize("after", [1e18, float("inf"), float("nan")], ids=str)
def test_a_server_may_name_any_time_to_wait(store: Store, after: float) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["pull"] = [RateLimited(after)]

    pull(store, server)

    assert standings.standing(store, "mail").state is AccountState.WAITING
    assert pull(store, server, now=NOW + 86_400).messages == 1


def test_a_clock_that_was_wrong_for_a_while_parks_no_account(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    server.faults["pull"] = [RateLimited(60)]

    pull(store, server, now=NOW + 10 * YEAR)

    assert pull(store, server, now=NOW, manners=Manners(by_hand=False)).messages == 1


def test_a_clock_that_was_wrong_for_a_while_parks_no_folder(store: Store) -> None:
    server = FakeServer(inbox=[mail(1)])
    for _ in range(7):
        server.folders["inbox"].reset()
        pull(store, server, now=NOW + 10 * YEAR)

    assert pull(store, server, now=NOW).problems == ()
    assert located(store) == server.holds()


def test_a_clock_that_was_wrong_for_a_while_defers_no_deep_check(store: Store) -> None:
    source = FakeMail(FakeServer(inbox=[mail(1)]))
    for now in (NOW, NOW + 10 * YEAR, NOW + 7200):
        read(store, [Account("mail", "fake", source)], now=now)

    assert source.deep == [False, True, True]


# ---------------------------------------------------------------- records and connectors


def test_what_could_not_be_read_under_former_numbers_is_listed_no_more(store: Store) -> None:
    server = FakeServer(inbox=[mail(1), bad()])
    for _ in range(4):
        pull(store, server)
    server.folders["inbox"].records[2] = mail(2)
    server.folders["inbox"].reset()

    pull(store, server)

    assert store.dead_letters() == ()


class Clumsy(FakeMail):
    """Fails when it is left before its end."""

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        try:
            yield from super().pull(scope, cursor, budget)
        except GeneratorExit:
            raise ValueError("no way back") from None


def test_a_connector_that_cannot_be_left_ends_no_sync(store: Store) -> None:
    source = Clumsy(FakeServer(inbox=crowd(12)))
    full: Callable[[], bool] = iter([False, True, True]).__next__

    done = read(store, [Account("mail", "fake", source)], manners=Manners(over=full))

    assert (done.messages, done.unfinished) == (5, True)


def test_dead_letters_are_due_again_after_a_revival(store: Store) -> None:
    server = FakeServer(inbox=[bad()])
    for _ in range(4):
        pull(store, server)
    (scope,) = store.scopes()

    assert dead_letters.due(store, scope) == ()
    dead_letters.revive(store)
    assert dead_letters.due(store, scope) == ("1",)


def test_a_mail_on_which_the_server_hangs_up_keeps_no_other_out(store: Store) -> None:
    server = FakeServer(inbox=[mail(1, "ana@acme.example"), mail(2, "ben@target.example")])
    server.faults["text <2@test.example>"] = [Transient("hung up")] * 99

    done = pull(store, server)

    assert (done.problems, done.messages) == ((), 2)
    assert server.fetched[-1] == "<1@test.example>"


def test_a_server_that_gives_no_text_at_all_is_tried_later(store: Store) -> None:
    server = FakeServer(inbox=crowd(12))
    server.faults["text"] = [Transient("hung up")] * 99

    done = pull(store, server, page=20)
    assert (done.problems, done.messages) == (("mail: hung up",), 0)

    server.faults.clear()
    assert pull(store, server, page=20).messages == 12
    assert len(server.fetched) > 1


# ---------------------------------------------------------------- a tier that is raised later


def test_a_tier_raised_later_also_reads_the_mail_that_is_known(store: Store) -> None:
    server = FakeServer(inbox=crowd(40))
    pull(store, server, tier=Tier.HEADERS)
    server.faults["page"] = [Transient("broken off")]

    pull(store, server, tier=Tier.SIGNATURES, manners=Manners(tries=1))
    assert store.scopes()[0].raised
    pull(store, server, tier=Tier.SIGNATURES)
    pulls, fetched = server.calls["page"], len(server.fetched)

    assert fetched >= len({one.author for one in crowd(40)})
    pull(store, server, tier=Tier.SIGNATURES)
    pull(store, server, tier=Tier.HEADERS)
    server.folders["inbox"].reset()
    pull(store, server, tier=Tier.HEADERS)
    assert (server.calls["page"], len(server.fetched)) == (pulls + 8, fetched)


def test_a_tier_raised_later_ends_as_one_that_was_so_from_the_start(store: Store) -> None:
    server = FakeServer(inbox=crowd(23))
    pull(store, server, tier=Tier.HEADERS)
    pull(store, server, tier=Tier.MENTIONS)
    with Store.open(None, mention_key=KEY) as other:
        other.set_owner([OWNER])
        pull(other, server, tier=Tier.MENTIONS)

        for table in ("message", "participation", "signed", "block", "claim", "mention"):
            rows = f"SELECT * FROM {table}"
            assert set(store.conn.execute(rows)) == set(other.conn.execute(rows))
