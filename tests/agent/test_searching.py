"""Asking servers for prospects: what is read, what it teaches, and what is asked only once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from narrowcast.agent import searching, sync
from narrowcast.agent.core.model import (
    AddressKey,
    EvidenceKind,
    Prospect,
    ProspectId,
    Reason,
    Time,
)
from narrowcast.agent.reading import Reading
from narrowcast.agent.searching import Searched
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store import forgetting, prospects
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.agent.sync import Account
from narrowcast.connectors.base import Budget, Tier
from narrowcast.connectors.errors import NeedsLogin, RateLimited, Skippable, Transient
from narrowcast.connectors.records import Message
from tests.agent.fake_server import FakeMail, FakeServer, SearchableMail
from tests.agent.mailroom import KEY, OWNER, START, message
from tests.agent.serving import NOW, content, read

DAY = 86_400
ZORA = Prospect(id=ProspectId(0), name="Zora Quill")
LATER = datetime.fromtimestamp(NOW, UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


@pytest.fixture
def zora(store: Store) -> Prospect:
    (kept,) = prospects.add(store, [ZORA], Time(NOW))
    return kept


def _mail(number: int, author: str, text: str = "Dear Olga, see you.", **more: object) -> Message:
    at = datetime.fromtimestamp(START.timestamp() + number * DAY, UTC)
    to = [OWNER] if author != OWNER else ["ana@acme.example"]
    return message(number, author, to, at, text=text, **more)  # type: ignore[arg-type]  # named


def _mailbox() -> FakeServer:
    """Ana and Ben write as often as each other; Ben alone speaks of Zora, in two mails' texts."""
    told = "I had lunch with Zora Quill on Monday."
    mails = [_mail(n, "ana@acme.example") for n in range(1, 9)]
    mails += [
        _mail(n, "ben@target.example", told if n in {22, 24} else "See you.") for n in range(21, 29)
    ]
    mails += [_mail(n, OWNER) for n in (31, 32)]
    answers = [
        message(n, OWNER, ["ben@target.example"], datetime.fromtimestamp(NOW - n * DAY, UTC))
        for n in (33, 34)
    ]
    return FakeServer(inbox=[*mails, *answers])


def _account(server: FakeServer, kind: type[FakeMail] = SearchableMail) -> Account:
    return Account("mail", "fake", kind(server))


def _search(
    store: Store, account: Account, *wanted: Prospect, now: int = NOW, anew: bool = False
) -> Searched:
    how = Reading(Tier.MENTIONS, KEY)
    return searching.search(store, [account], wanted, how, Time(now), anew=anew)


def _synced(store: Store, server: FakeServer, tier: Tier = Tier.HEADERS) -> Account:
    account = _account(server)
    read(store, [account], tier=tier)
    return account


def _reasons(store: Store, prospect: Prospect, at: datetime = LATER) -> list[Reason]:
    found = Advisor(store).suggest(prospect, at)
    return [
        reason
        for one in found.introducers
        if one.person.name == "Ben Okafor"
        for reason in one.reasons
        if "<22@test.example>" in [item.id for item in reason.evidence]
    ]


def test_a_prospect_named_in_texts_alone_is_found_with_a_reason_that_cites_the_mail(
    store: Store, zora: Prospect
) -> None:
    account = _synced(store, _mailbox())
    assert Advisor(store).suggest(zora, LATER).abstained

    done = _search(store, account, zora)

    assert (done.servers, done.prospects, done.read, done.problems) == (1, 1, 2, ())
    suggestion = Advisor(store).suggest(zora, LATER)
    assert "faint traces" in suggestion.abstained  # two texts name her: told, not proposed
    links = {one.person.name: one.link for one in suggestion.introducers}
    assert links["Ben Okafor"] > max(links[name] for name in links if name != "Ben Okafor") == 0
    (reason, *_) = [one for one in _reasons(store, zora) if one.favours]
    assert {item.id for item in reason.evidence} == {"<22@test.example>", "<24@test.example>"}
    assert all(item.kind is EvidenceKind.MESSAGE for item in reason.evidence)


def test_what_is_found_is_what_reading_all_would_have_found(store: Store, zora: Prospect) -> None:
    _search(store, _synced(store, _mailbox()), zora)
    with Store.open(None, mention_key=KEY) as whole:
        whole.set_owner([OWNER])
        prospects.add(whole, [ZORA], Time(NOW))
        _synced(whole, _mailbox(), Tier.MENTIONS)

        assert (
            Advisor(store).rank(zora, Time(NOW)).ranked[0]
            == (Advisor(whole).rank(zora, Time(NOW)).ranked[0])
        )


def test_a_mention_is_as_old_as_its_mail(store: Store, zora: Prospect) -> None:
    _search(store, _synced(store, _mailbox()), zora)

    before = datetime.fromtimestamp(START.timestamp() + 22 * DAY, UTC)
    assert _reasons(store, zora, before) == []


def test_nothing_of_the_text_is_kept(store: Store, zora: Prospect) -> None:
    _search(store, _synced(store, _mailbox()), zora)

    rows = [line for line in content(store) if 'INTO "prospect"' not in line]
    assert not any("lunch" in line or "Quill" in line for line in rows)


def test_texts_are_fetched_of_what_was_found_alone(store: Store, zora: Prospect) -> None:
    server = _mailbox()

    _search(store, _synced(store, server), zora)

    assert sorted(server.fetched) == ["<22@test.example>", "<24@test.example>"]


def test_bulk_mail_is_not_read_and_the_owners_own_is(store: Store, zora: Prospect) -> None:
    bulk = {"list-unsubscribe": ("<mailto:x@y>",), "precedence": ("bulk",)}
    server = FakeServer(
        inbox=[
            _mail(1, "news@shop.example", "Meet Zora Quill!", headers=bulk),
            _mail(2, OWNER, "Do you know Zora Quill?"),
        ]
    )

    done = _search(store, _synced(store, server), zora)

    assert (done.prospects, done.read, server.fetched) == (1, 1, ["<2@test.example>"])


def test_searching_twice_is_searching_once(store: Store, zora: Prospect) -> None:
    server = _mailbox()
    account = _synced(store, server)
    _search(store, account, zora)
    kept, searches = content(store), len(server.searched)

    again = _search(store, account, zora, now=NOW + DAY)

    assert (again.prospects, len(server.searched), content(store)) == (0, searches, kept)
    assert _search(store, account, zora, anew=True).read == 2
    assert content(store) == kept


def test_a_week_later_what_came_since_is_searched(store: Store, zora: Prospect) -> None:
    server = _mailbox()
    account = _synced(store, server)
    _search(store, account, zora)

    _search(store, account, zora, now=NOW + 8 * DAY)

    since = server.searched[-1].since
    assert since == datetime.fromtimestamp(NOW - 2 * DAY, UTC)


def test_a_prospect_about_whom_more_is_known_is_searched_again(
    store: Store, zora: Prospect
) -> None:
    server = _mailbox()
    account = _synced(store, server)
    _search(store, account, zora)
    more = Prospect(id=zora.id, name="Zora Quill", addresses=(AddressKey("z@quill.example"),))

    assert _search(store, account, more).prospects == 1
    assert server.searched[-1].since is None


@pytest.mark.parametrize(
    "fault",
    [Transient("away"), Skippable("no"), RateLimited(60), NeedsLogin("mail"), ValueError("odd")],
    ids=lambda fault: type(fault).__name__,
)
@pytest.mark.parametrize("call", ["scopes", "search", "records", "texts"])
def test_what_fails_is_told_and_asked_again(
    store: Store, zora: Prospect, call: str, fault: Exception
) -> None:
    server = _mailbox()
    account = _synced(store, server)
    server.faults[call] = [fault]

    failed = _search(store, account, zora)

    if call == "texts" and isinstance(fault, ValueError):  # each text is tried alone then
        assert (failed.prospects, failed.problems) == (1, ())
        return
    assert failed.prospects == 0
    assert len(failed.problems) == 1
    assert _search(store, account, zora, now=NOW + 61).read == 2


def test_who_asks_for_patience_is_left_alone(store: Store, zora: Prospect) -> None:
    server = _mailbox()
    account = _synced(store, server)
    server.faults["search"] = [RateLimited(600)]
    _search(store, account, zora)
    asked = len(server.searched)

    again = _search(store, account, zora, now=NOW + 60)

    assert (again.prospects, len(server.searched)) == (0, asked)
    assert len(again.problems) == 1
    assert not standings.standing(store, "mail").open_at(Time(NOW + 60), by_hand=True)


def test_a_folder_that_does_not_search_keeps_no_other_from_it(store: Store, zora: Prospect) -> None:
    server = _mailbox()
    server.folders["archive"] = FakeServer(archive=[]).folders["archive"]
    server.folders["archive"].add(_mail(50, "carla@firm.example", "Zora Quill says hello."))
    account = _synced(store, server)
    server.faults["search inbox"] = [Skippable("not here")]

    done = _search(store, account, zora)

    assert (done.prospects, done.read) == (1, 1)


def test_ids_of_a_folder_that_was_numbered_anew_are_not_believed(
    store: Store, zora: Prospect
) -> None:
    server = _mailbox()
    account = _synced(store, server)
    server.folders["inbox"].reset()

    done = _search(store, account, zora)

    assert (done.prospects, done.read) == (0, 0)


def test_a_server_that_does_not_search_is_passed_over(store: Store, zora: Prospect) -> None:
    server = _mailbox()
    account = _account(server, FakeMail)
    read(store, [account], tier=Tier.HEADERS)

    assert _search(store, account, zora) == Searched()


def test_a_folder_that_was_never_read_is_not_searched(store: Store, zora: Prospect) -> None:
    server = _mailbox()

    _search(store, _account(server), zora)

    assert server.searched == []


def test_mail_that_is_listed_after_a_search_is_searched_when_all_is_listed(
    store: Store, zora: Prospect
) -> None:
    account = _account(_mailbox())
    budget = Budget(page_records=4, max_records=4, tier=Tier.HEADERS)
    sync.sync(store, [account], now=Time(NOW), budget=budget)
    assert _search(store, account, zora).read == 0
    assert _search(store, account, zora, now=NOW + DAY).prospects == 0

    read(store, [account], tier=Tier.HEADERS)

    assert _search(store, account, zora, now=NOW + DAY).read == 2
    assert _search(store, account, zora, now=NOW + DAY).prospects == 0


def test_a_search_is_no_sync(store: Store, zora: Prospect) -> None:
    account = _synced(store, _mailbox())
    before = [one.last_ok for one in store.scopes()]

    assert _search(store, account, zora, now=NOW + DAY).read == 2

    assert [one.last_ok for one in store.scopes()] == before


def test_forgetting_a_prospect_forgets_that_it_was_searched(store: Store) -> None:
    key = AddressKey("z@quill.example")
    (kept,) = prospects.add(
        store, [Prospect(id=ProspectId(0), name="Zora Quill", addresses=(key,))], Time(NOW)
    )
    _search(store, _synced(store, _mailbox()), kept)
    assert store.conn.execute("SELECT count(*) FROM search").fetchone() == (1,)

    forgetting.forget(store, [key], ["Zora Quill"], Time(NOW))

    assert store.conn.execute("SELECT count(*) FROM search").fetchone() == (0,)


def test_what_was_searched_for_is_kept_as_a_hash_alone(store: Store, zora: Prospect) -> None:
    _search(store, _synced(store, _mailbox()), zora)

    ((words,),) = store.conn.execute("SELECT words FROM search").fetchall()
    assert len(words) == 16
    assert "uill" not in json.dumps(words)


def test_evidence_read_anew_is_searched_anew(store: Store, zora: Prospect) -> None:
    account = _synced(store, _mailbox())
    _search(store, account, zora)

    store.drop_evidence()
    read(store, [account], tier=Tier.HEADERS)

    assert _search(store, account, zora).read == 2


def test_what_there_was_no_time_for_is_asked_for_the_next_time(store: Store) -> None:
    names = ("Zora Quill", "Yara Quell", "Xenia Quoll")
    people = [Prospect(id=ProspectId(0), name=name) for name in names]
    kept = prospects.add(store, people, Time(NOW))
    account = _synced(store, _mailbox())
    how = Reading(Tier.MENTIONS, KEY)

    began = iter((False, False, True, False))
    first = searching.search(store, [account], kept, how, Time(NOW), over=lambda: next(began))
    second = searching.search(store, [account], kept, how, Time(NOW))
    third = searching.search(store, [account], kept, how, Time(NOW))

    assert [(one.prospects, one.left) for one in (first, second, third)] == [(2, 1), (1, 0), (0, 0)]
