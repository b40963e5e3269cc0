"""The morning: at most three asks, one mail a day, and none where there is nothing to say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest

from narrowcast.agent import morning, telling
from narrowcast.agent.asking import Desk
from narrowcast.agent.contacts import Acquaintance
from narrowcast.agent.core import identity, job_moves
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.compose import UnsafeLetter
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.judgement import proposal
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Evidence,
    EvidenceKind,
    Introducer,
    Person,
    PersonUid,
    Prospect,
    ProspectId,
    Suggestion,
    Time,
)
from narrowcast.agent.errors import InputError
from narrowcast.agent.morning import Office
from narrowcast.agent.moving import FoundMove
from narrowcast.agent.store import asks, mornings, persons, prospects, reopenings
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.agent.store.mornings import Morning
from narrowcast.agent.store.reopenings import Reopening
from narrowcast.agent.store.store import Store
from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    NeedsLogin,
    Refused,
    Transient,
)
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import FakeSender, seconds


def knows(name: str, store: Store | None = None) -> Introducer:
    address = AddressKey(f"{name}@lumen.example")
    uid = persons.uid_of(store, [address]) if store else PersonUid(name)
    return replace(introducer(), person=Person(uid=uid, name=name.title(), addresses=(address,)))


@dataclass
class FakeAdvice:
    """Suggests the same people for every prospect, best first."""

    people: tuple[str, ...] = ("ana", "ben", "cleo", "dora")
    paths: bool = True
    store: Store | None = None
    moved: tuple[FoundMove, ...] = ()
    back: tuple[Reopening, ...] = ()
    """Prospects that moves bring back."""
    known: tuple[Acquaintance, ...] = ()
    """The strongest contacts."""

    def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int) -> Suggestion:
        found = tuple(knows(name, self.store) for name in self.people[:limit])
        return Suggestion(
            prospect=prospect,
            as_of=as_of,
            introducers=found if self.paths else (),
            abstained="" if self.paths else "nothing shows a path",
        )

    def introducer(self, prospect: Prospect, text: str, as_of: datetime) -> Introducer:
        return knows(text.partition("@")[0], self.store)

    def grouping(self, as_of: datetime) -> Grouping:
        return identity.group(identity.edges(()), (), Time(int(as_of.timestamp())))

    def moves(self, since: Time, as_of: datetime) -> tuple[FoundMove, ...]:
        return tuple(move for move in self.moved if since <= move.move.at < seconds(as_of))

    def near(self, count: int, as_of: datetime) -> tuple[Acquaintance, ...]:
        return self.known[:count]

    def notice_moves(self, as_of: datetime) -> None:
        if self.store is not None:
            for back in self.back:
                reopenings.keep(self.store, back)


@pytest.fixture
def office(store: Store, desk: Desk) -> Office:
    return Office(desk, FakeAdvice(store=store))


def wish_for(store: Store, count: int) -> None:
    names = ("Jonas Weber", "Lena Koch", "Mara Diaz", "Noor Haddad", "Olu Ade", "Pia Lund")
    found = [replace(prospect(), name=name, addresses=()) for name in names[:count]]
    prospects.add(store, found, Time(int(NOW.timestamp())))


def test_at_most_three_asks_are_proposed(office: Office) -> None:
    wish_for(office.store, 6)

    pending = morning.prepare(office, NOW)

    assert len(pending) == 3


def test_one_friend_is_not_asked_twice(office: Office) -> None:
    wish_for(office.store, 6)

    pending = morning.prepare(office, NOW)

    assert len({ask.introducer for ask in pending}) == len(pending)


def test_the_same_morning_twice_drafts_nothing_twice(office: Office) -> None:
    wish_for(office.store, 6)

    first, second = morning.prepare(office, NOW), morning.prepare(office, NOW)

    assert [ask.id for ask in first] == [ask.id for ask in second]
    assert len(asks.every(office.store)) == 3


def test_without_a_path_nobody_is_asked(office: Office) -> None:
    wish_for(office.store, 3)

    quiet = Office(office.desk, FakeAdvice(paths=False))

    assert morning.prepare(quiet, NOW) == ()
    assert morning.write(quiet, NOW) is None


def test_a_prospect_with_an_open_ask_waits(office: Office) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    office.desk.approve(ask, prospect(), knows("ana"), NOW, anyway="a test")

    assert morning.prepare(office, NOW + timedelta(days=1)) == ()


def test_a_drafted_introducer_is_planned_for_nobody_else(office: Office) -> None:
    wish_for(office.store, 6)
    drafted = {ask.introducer for ask in morning.prepare(office, NOW)}

    chosen = morning.week(office, NOW).chosen

    assert drafted
    assert not drafted & {choice.route.introducer for choice in chosen}


def test_somebody_whom_the_owner_owes_a_word_is_not_asked(office: Office) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    for event in (
        AskEvent.APPROVED,
        AskEvent.SCHEDULED,
        AskEvent.SENDING_STARTED,
        AskEvent.LEFT,
        AskEvent.ASKED_BACK,
    ):
        cause = Cause(at=Time(int(NOW.timestamp())), origin=Origin.OUTBOX)
        asks.move(office.store, ask.id, event, cause)
    wish_for(office.store, 2)

    (choice,) = morning.week(office, NOW).chosen

    assert ask.introducer not in {choice.route.introducer, *(r.introducer for r in choice.fallback)}


def test_a_declined_ask_frees_the_prospect_for_another(office: Office) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    for event in (
        AskEvent.APPROVED,
        AskEvent.SCHEDULED,
        AskEvent.SENDING_STARTED,
        AskEvent.LEFT,
        AskEvent.DECLINED,
    ):
        cause = Cause(at=Time(int(NOW.timestamp())), origin=Origin.OUTBOX)
        asks.move(office.store, ask.id, event, cause)

    (second,) = morning.prepare(office, NOW + timedelta(days=1))

    assert second.introducer != ask.introducer


def test_what_moved_by_itself_is_told_with_its_message(office: Office) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    later = Time(int((NOW + timedelta(hours=2)).timestamp()))
    for event in (AskEvent.APPROVED, AskEvent.SCHEDULED, AskEvent.SENDING_STARTED, AskEvent.LEFT):
        asks.move(office.store, ask.id, event, Cause(at=later, origin=Origin.OUTBOX))
    answer = Cause(at=later, origin=Origin.MAIL, message_id="<yes@lumen.example>")
    asks.move(office.store, ask.id, AskEvent.AGREED, answer)

    told = morning.material(office, NOW + timedelta(days=1))

    assert [(line.state, line.message_id) for line in told.done] == [
        ("agreed", "<yes@lumen.example>")
    ]


def test_the_mail_goes_out_once_a_day(office: Office) -> None:
    wish_for(office.store, 2)
    sender = FakeSender()
    morning.send(office, sender, "", NOW)

    with pytest.raises(InputError, match="went out already"):
        morning.send(office, sender, "", NOW + timedelta(hours=3))

    assert len(sender.taken) == 1


def test_a_day_keeps_its_one_mail_when_the_clock_is_set_back(office: Office) -> None:
    wish_for(office.store, 2)
    sender = FakeSender()
    for days in (0, 1):
        morning.send(office, sender, "", NOW + timedelta(days=days))

    with pytest.raises(InputError, match="went out already"):
        morning.send(office, sender, "", NOW)

    assert len(sender.taken) == 2


@pytest.mark.parametrize(
    "fault",
    [Refused("the disk is full"), Transient("nobody answers"), NeedsLogin("work")],
    ids=lambda fault: type(fault).__name__,
)
def test_a_morning_mail_that_was_not_taken_may_be_tried_again(
    office: Office, fault: ConnectorError
) -> None:
    wish_for(office.store, 2)
    sender = FakeSender(fault=fault)
    with pytest.raises(type(fault)):
        morning.send(office, sender, "", NOW)

    sender.fault = None
    morning.send(office, sender, "", NOW)

    assert len(sender.taken) == 1


@pytest.mark.parametrize(
    ("events", "asked", "command"),
    [
        ((), "was not sent", "narrowcast review"),
        ((AskEvent.APPROVED, AskEvent.SCHEDULED), "cannot leave", "narrowcast sync"),
        (
            (AskEvent.APPROVED, AskEvent.SCHEDULED, AskEvent.SENDING_STARTED, AskEvent.LOST_SIGHT),
            "leave?",
            "narrowcast settle 1 sent",
        ),
    ],
    ids=["rejected", "no login", "lost sight"],
)
def test_a_letter_in_trouble_is_asked_about_with_what_helps(
    office: Office, events: tuple[AskEvent, ...], asked: str, command: str
) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    for event in events:
        asks.move(office.store, ask.id, event, Cause(at=seconds(NOW), origin=Origin.OUTBOX))
    asks.flag(office.store, ask.id, "550 nobody here")

    question = morning.material(office, NOW).question

    assert question is not None
    assert (question.why, question.choices[0].command) == ("550 nobody here", command)
    assert asked in question.text


def test_an_unclear_answer_becomes_the_one_question(office: Office) -> None:
    wish_for(office.store, 2)
    first, second = morning.prepare(office, NOW)
    for ask in (first, second):
        asks.flag(office.store, ask.id, "two people of that name wrote")

    told = morning.material(office, NOW)

    assert told.question is not None
    assert told.question.why == "two people of that name wrote"


@pytest.mark.parametrize(
    ("state", "event"),
    [
        pytest.param(AskState.LATER, AskEvent.POSTPONED, id="later"),
        pytest.param(AskState.OTHER_PERSON, AskEvent.REFERRED, id="other-person"),
        pytest.param(AskState.INTRODUCED, AskEvent.INTRODUCED, id="one-of-the-usual"),
    ],
)
def test_what_a_question_proposes_is_its_first_answer(
    office: Office, state: AskState, event: AskEvent
) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    for one in (AskEvent.APPROVED, AskEvent.SCHEDULED, AskEvent.SENDING_STARTED, AskEvent.LEFT):
        asks.move(office.store, ask.id, one, Cause(at=seconds(NOW), origin=Origin.OUTBOX))
    asks.flag(office.store, ask.id, f"They wrote.{proposal(state)}")

    question = morning.material(office, NOW).question

    assert question is not None
    assert question.choices[0].command == f"narrowcast settle {ask.id} {state}"
    assert question.answers["a"].means == event
    assert telling.NOTHING in {one.means for one in question.answers.values()}
    assert len({one.command for one in question.choices}) == len(question.choices)


def test_a_kept_morning_is_found_again(store: Store) -> None:
    kept = Morning(date(2026, 6, 2), Time(5), "<1@vale.example>")

    mornings.keep(store, kept)

    assert mornings.latest(store) == kept
    assert mornings.has(store, kept.day)
    assert not mornings.has(store, date(2026, 6, 3))


def test_states_shown_are_words() -> None:
    assert all(word and "_" not in word for word in telling.WORDS.values())
    assert AskState.SENT in telling.WORDS


def test_prospects_keep_their_numbers(store: Store) -> None:
    wish_for(store, 2)
    wish_for(store, 3)

    assert [one.id for one in prospects.wanted(store)] == [ProspectId(n) for n in (1, 2, 3)]


def test_a_morning_mail_that_may_have_left_is_not_sent_again(office: Office) -> None:
    wish_for(office.store, 2)
    with pytest.raises(Ambiguous):
        morning.send(office, FakeSender(fault=Ambiguous("the line broke")), "", NOW)

    with pytest.raises(InputError, match="went out already"):
        morning.send(office, FakeSender(), "", NOW)


def test_the_mail_goes_to_another_address_of_the_owner_and_to_nobody_else(office: Office) -> None:
    wish_for(office.store, 2)
    home = AddressKey("robin@home.example")
    owner = replace(office.owner, addresses=(*office.owner.addresses, home))
    both = replace(office, desk=replace(office.desk, owner=owner))
    sender = FakeSender()

    with pytest.raises(UnsafeLetter, match="not one of the owner's"):
        morning.send(both, sender, "eve@evil.example", NOW)
    morning.send(both, sender, home, NOW)

    (mail,) = map(message_from_bytes, sender.taken)
    assert home in mail["To"]
    assert office.owner.addresses[0] in mail["From"]


# ---------------------------------------------------------------- who moved


def a_move(*, contact: bool = True, **changes: Any) -> FoundMove:
    """Ana's move from Acme to Target, told by her own words the day before."""
    claims = [
        DatedClaim(
            kind=ClaimKind.EMPLOYER,
            value=firm,
            confidence=Confidence.LIKELY,
            source=source,
            seen_at=Time(seconds(NOW) - days * 86_400),
            address=AddressKey("ana@acme.example"),
            evidence=Evidence(EvidenceKind.MESSAGE, f"<{days}@acme.example>"),
        )
        for firm, days, source in (
            ("Acme", 300, ClaimSource.SIGNATURE),
            ("Target GmbH", 1, ClaimSource.OWN_WORDS),
        )
    ]
    (move,) = job_moves.moves(claims, Time(0), seconds(NOW))
    return FoundMove(
        uid=PersonUid("ana"),
        name="Ana Ruiz",
        addresses=(AddressKey("ana@acme.example"),),
        contact=contact,
        move=move,
        **changes,
    )


JONAS = replace(prospect(), id=ProspectId(1))
MEANINGS = {
    "nothing to a prospect": (a_move(), "Acme → Target GmbH"),
    "a way": (a_move(joined=(JONAS,)), "Acme → Target GmbH; a way to prospect 1 (Jonas Weber)"),
    "back": (
        a_move(joined=(JONAS,), reopened=(JONAS,)),
        "Acme → Target GmbH; brings back prospect 1 (Jonas Weber)",
    ),
    "of a stranger": (a_move(contact=False, joined=(JONAS,)), "Acme → Target GmbH"),
}


@pytest.mark.parametrize(("moved", "what"), MEANINGS.values(), ids=MEANINGS)
def test_a_move_is_told_with_what_it_means(office: Office, moved: FoundMove, what: str) -> None:
    told = Office(office.desk, FakeAdvice(moved=(moved,)))

    (line,) = morning.material(told, NOW).moves

    assert (line.person, line.what, line.evidence) == ("Ana Ruiz", what, "<1@acme.example>")


def test_a_move_brings_a_prospect_back_whose_ask_was_put_off(office: Office) -> None:
    wish_for(office.store, 1)
    (ask,) = morning.prepare(office, NOW)
    office.desk.approve(ask, prospect(), knows("ana"), NOW, anyway="a test")
    cause = Cause(at=seconds(NOW), origin=Origin.MAIL)
    with office.store.writing():
        for event in (AskEvent.SENDING_STARTED, AskEvent.LEFT, AskEvent.POSTPONED):
            asks.happen(office.store, ask.id, event, cause)
    later = NOW + timedelta(days=40)
    back = Reopening(
        prospect=ask.prospect,
        mover=AddressKey("ben@lumen.example"),
        name="Ben",
        firm="Target",
        moved=seconds(later),
        noticed=seconds(later),
        reopened=True,
    )

    assert morning.prepare(office, later) == ()
    moved = Office(office.desk, FakeAdvice(store=office.store, back=(back,)))
    (found,) = morning.material(moved, later).proposed
    assert found.prospect.id == ask.prospect
    assert found.introducer.person.uid != ask.introducer
