"""Moves of contacts to prospects' firms: what they mean, what they bring back, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.model import AddressKey, AskKind, Confidence, Letter, Prospect, Time
from narrowcast.agent.errors import NotFound
from narrowcast.agent.moving import Moving
from narrowcast.agent.store import asks, prospects, reopenings
from narrowcast.agent.store.asks import Cause, Origin, Wish
from narrowcast.agent.store.decisions import NEVER, decide, pin_work
from narrowcast.agent.store.reopenings import Reopening
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.records import Mailbox, Message
from tests.agent.mailroom import OWNER, START, keep, message, store_of

ACME, TARGET = "ana@acme.example", "ana@target.example"
MOVED = 100  # the day of Ana's first mail from Target


def at(number: float) -> Time:
    return Time(int((START + timedelta(days=number)).timestamp()))


NOW = at(120)


def mail(number: int, author: str, day: float, *to: str) -> Message:
    sent = message(number, author, to or (OWNER,), START + timedelta(days=day))
    return sent if author == OWNER else replace(sent, author=Mailbox("Ana Ruiz", author))


MAILS = [
    mail(1, OWNER, 0, ACME),
    mail(2, ACME, 1),
    mail(3, ACME, 40),
    mail(4, TARGET, MOVED),
    mail(5, OWNER, MOVED + 1, TARGET),
]


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of(MAILS) as opened:
        opened.addresses.forget_cache()
        yield opened


def wish(store: Store, day: float = 10) -> Prospect:
    (kept,) = prospects.add(
        store, [prospect_of(name="Jonas Weber", address="jonas@target.example")], at(day)
    )
    return kept


def moving(store: Store, now: Time = NOW) -> Moving:
    return Moving(store, Advisor(store), now)


def notice(store: Store, now: Time = NOW) -> tuple[Reopening, ...]:
    return moving(store, now).notice()


def open_ones(store: Store) -> list[str]:
    return [one.name for one in prospects.wanted(store)]


# ---------------------------------------------------------------- what is found


def test_a_move_is_found_with_what_it_means(store: Store) -> None:
    wanted = wish(store)

    (found,) = moving(store).found(at(0))

    assert (found.name, found.contact) == ("Ana Ruiz", True)
    assert (found.move.before.organization, found.move.after.organization) == ("Acme", "Target")
    assert found.joined == (wanted,)
    assert found.left == found.reopened == ()


def test_a_move_is_news_from_its_day_on(store: Store) -> None:
    assert not moving(store).found(at(MOVED + 1))
    assert not moving(store, at(MOVED)).found(at(0))
    assert moving(store, at(MOVED + 0.5)).found(at(MOVED))


def test_later_mail_changes_no_earlier_answer(store: Store) -> None:
    before = moving(store, at(110)).found(at(0))
    keep(store, [mail(9, "ana@orbit.example", 112), mail(10, TARGET, 115)])

    assert moving(store, at(110)).found(at(0)) == before


def test_who_moves_away_from_a_prospects_firm_is_told(store: Store) -> None:
    (wanted,) = prospects.add(store, [prospect_of(name="Bo", address="bo@acme.example")], at(1))

    (found,) = moving(store).found(at(0))

    assert (found.left, found.joined) == ((wanted,), ())


def test_the_prospects_own_move_is_theirs(store: Store) -> None:
    (wanted,) = prospects.add(store, [prospect_of(name="Ana Ruiz", address=ACME)], at(1))

    (found,) = moving(store).found(at(0))

    assert found.wanted == (wanted,)


def test_a_newsletter_that_changes_its_domain_has_no_job() -> None:
    bulk = {"list-unsubscribe": ("<x>",)}
    mails = [replace(mail(n, a, d), headers=bulk) for n, a, d in ((1, ACME, 1), (2, TARGET, 50))]
    with store_of(mails) as store:
        assert not moving(store).found(at(0))


def test_the_owners_new_job_is_no_move_of_a_contact(store: Store) -> None:
    store.set_owner([AddressKey(OWNER), AddressKey(ACME), AddressKey(TARGET)])

    assert not moving(store).found(at(0))


def test_a_whole_firm_under_a_new_name_is_nobodys_sure_move() -> None:
    people = ("ana", "ben", "cleo")
    with store_of(
        one
        for n, who in enumerate(people)
        for one in (
            mail(10 * n, OWNER, 0, f"{who}@acme.example"),
            told(10 * n + 1, who, "acme", 1),
            told(10 * n + 2, who, "acme", 2),
            told(10 * n + 3, who, "novix", 100),
            told(10 * n + 4, who, "novix", 101),
        )
    ) as store:
        for who in people:
            join(store, who)
        found = moving(store).found(at(0))

    assert [(one.others, one.with_the_firm) for one in found] == [(2, True)] * 3
    assert {one.move.confidence for one in found} == {Confidence.SUGGESTION}


def test_two_who_change_together_have_changed() -> None:
    people = ("ana", "ben")
    with store_of(
        one
        for n, who in enumerate(people)
        for one in (
            mail(10 * n, OWNER, 0, f"{who}@acme.example"),
            told(10 * n + 1, who, "acme", 1),
            told(10 * n + 3, who, "novix", 100),
        )
    ) as store:
        for who in people:
            join(store, who)

        found = moving(store).found(at(0))

    assert [one.with_the_firm for one in found] == [False, False]
    assert {one.move.confidence for one in found} == {Confidence.LIKELY}


def told(number: int, who: str, firm: str, day: float) -> Message:
    text = "I have joined Novix GmbH as head of data." if firm == "novix" else ""
    sent = message(
        number, f"{who}@{firm}.example", (OWNER,), START + timedelta(days=day), text=text
    )
    return replace(sent, author=Mailbox(f"{who.title()} Ruiz", f"{who}@{firm}.example"))


def join(store: Store, who: str) -> None:
    keys = [AddressKey(f"{who}@{firm}.example") for firm in ("acme", "novix")]
    decide(store, DecisionKind.MERGE, keys[:1], at(0), others=keys[1:])


def test_the_owners_word_is_a_move(store: Store) -> None:
    pin_work(store, [AddressKey(ACME), AddressKey(TARGET)], at(110), employer="Orbit", title="")

    moves = [found.move.after.organization for found in moving(store).found(at(0))]

    assert moves == ["Orbit"]


# ---------------------------------------------------------------- what comes back


def test_a_dropped_prospect_comes_back_with_the_move(store: Store) -> None:
    wanted = wish(store)
    prospects.drop(store, wanted.id, at(50))

    (back,) = notice(store)

    assert back.reopened
    assert (back.prospect, back.name, back.firm) == (wanted.id, "Ana Ruiz", "Target")
    assert open_ones(store) == ["Jonas Weber"]
    assert moving(store).found(at(0))[0].reopened == (wanted,)


def test_a_move_that_is_only_suggested_brings_nobody_back(store: Store) -> None:
    other = prospect_of(
        name="Jo Lind", address="jo@targetrobotics.example", organization="Target Robotics"
    )
    (kept,) = prospects.add(store, [other], at(10))
    prospects.drop(store, kept.id, at(50))

    (found,) = moving(store).found(at(0))

    assert (found.move.confidence, found.joined) == (Confidence.SUGGESTION, (kept,))
    assert notice(store) == ()


def test_never_stays_never(store: Store) -> None:
    prospects.drop(store, wish(store).id, at(50), for_good=True)

    assert notice(store) == ()
    assert open_ones(store) == []
    assert moving(store).found(at(0))[0].joined == ()


def test_who_was_put_aside_may_still_be_refused_for_good(store: Store) -> None:
    prospects.drop(store, wish(store).id, at(50))

    with pytest.raises(NotFound):
        prospects.find(store, "Jonas Weber")
    assert prospects.find(store, "Jonas Weber", dropped=True).name == "Jonas Weber"


def test_whom_the_owner_never_asks_brings_nobody_back(store: Store) -> None:
    prospects.drop(store, wish(store).id, at(50))
    decide(store, NEVER, [AddressKey(ACME)], at(60))

    assert notice(store) == ()
    assert open_ones(store) == []
    found = moving(store).found(at(0))[0]
    assert (found.never, found.contact, len(found.joined)) == (True, False, 1)


def test_who_was_dropped_after_the_move_stays_dropped(store: Store) -> None:
    prospects.drop(store, wish(store).id, at(MOVED + 18))

    (back,) = notice(store)

    assert not back.reopened


def test_one_move_brings_a_prospect_back_once(store: Store) -> None:
    wanted = wish(store)
    prospects.drop(store, wanted.id, at(50))
    notice(store)
    prospects.drop(store, wanted.id, at(101))

    assert notice(store) == ()
    assert open_ones(store) == []


def test_it_counts_once_after_evidence_is_read_anew(store: Store) -> None:
    wanted = wish(store)
    prospects.drop(store, wanted.id, at(50))
    notice(store)
    prospects.drop(store, wanted.id, at(101))
    store.drop_evidence()
    keep(store, reversed(MAILS))

    assert notice(store) == ()
    assert open_ones(store) == []


def test_a_stranger_who_moves_there_brings_nobody_back() -> None:
    strangers = [mail(2, ACME, 1), mail(3, ACME, 40), mail(4, TARGET, MOVED)]
    with store_of(strangers) as store:
        prospects.drop(store, wish(store).id, at(50))

        assert notice(store) == ()
        assert not moving(store).found(at(0))[0].contact


def test_an_open_prospect_has_a_new_way(store: Store) -> None:
    wish(store)

    (back,) = notice(store)

    assert not back.reopened
    assert reopenings.latest(store) == {}


def test_an_old_move_is_no_news(store: Store) -> None:
    prospects.drop(store, wish(store).id, at(50))

    assert notice(store, at(MOVED + 91)) == ()


def asked(store: Store, prospect: Prospect, *events: AskEvent, day: float) -> None:
    letter = Letter(to_name="", to_address="b@b.eu", subject="s", body="b", ask_part="a", blurb="b")
    wanted = Wish(
        prospect=prospect.id,
        introducer=(AddressKey("b@b.eu"),),
        kind=AskKind.INTRODUCTION,
        letter=letter,
    )
    cause = Cause(at=at(day), origin=Origin.CLI)
    ask = asks.draft(store, wanted, cause)
    with store.writing():
        for event in events:
            asks.happen(store, ask.id, event, cause)


SENT = (AskEvent.APPROVED, AskEvent.SCHEDULED, AskEvent.SENDING_STARTED, AskEvent.LEFT)
GIVEN_UP = {
    "later": (AskEvent.POSTPONED,),
    "declined": (AskEvent.DECLINED,),
    "expired": (AskEvent.EXPIRED,),
    "closed without success": (AskEvent.DECLINED, AskEvent.CLOSED),
}
GOING_ON = {
    "waiting": (),
    "agreed": (AskEvent.AGREED,),
    "introduced": (AskEvent.INTRODUCED,),
    "closed after success": (AskEvent.INTRODUCED, AskEvent.CLOSED),
}


@pytest.mark.parametrize("events", GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_was_given_up_comes_back(store: Store, events: tuple[AskEvent, ...]) -> None:
    wanted = wish(store)
    asked(store, wanted, *SENT, *events, day=60)

    (back,) = notice(store)

    assert back.reopened


@pytest.mark.parametrize("events", GOING_ON.values(), ids=GOING_ON)
def test_what_goes_on_or_succeeded_is_left_alone(
    store: Store, events: tuple[AskEvent, ...]
) -> None:
    wanted = wish(store)
    asked(store, wanted, *SENT, *events, day=60)

    (back,) = notice(store)

    assert not back.reopened
