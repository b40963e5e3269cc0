"""Introductions nobody was asked for, from the mail that makes one until the ask is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from narrowcast.agent import etiquette_context, outbox, taking_up
from narrowcast.agent.asking import Blocked
from narrowcast.agent.companions import Companions
from narrowcast.agent.core.asks import INBOUND, AskEvent, AskState, allowed
from narrowcast.agent.core.asks import AskState as S
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    LetterPurpose,
    Person,
    Prospect,
    ProspectId,
    seconds,
)
from narrowcast.agent.errors import AgentError, InputError
from narrowcast.agent.store import asks, companions, forgetting, prospects, unasked
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.companions import Companion
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import (
    Attendee,
    Mailbox,
    Meeting,
    Message,
    Participation,
    RemoteId,
)
from tests.agent.core.letter_samples import NOW, OWNER
from tests.agent.listening import Office, mail
from tests.agent.newcomers import CAME, ME, OLGA, PAUL, acquainted, introduction, own

DAY = timedelta(days=1)
READ = NOW + 2 * DAY
MIN = timedelta(minutes=1)
NEW = {"new", "cur"}
INTRODUCTION = "<3@ports.example>"


@pytest.fixture
def office() -> Iterator[Office]:
    """An owner to whom Olga, a contact, has just introduced Paul."""
    with acquainted() as made:
        made.desk.drop(AskId(1), NOW)
        made.read(introduction())
        yield made


def take_up(office: Office, number: int = 1, at: datetime = READ) -> Companion:
    who = Advisor(office.store).grouping(seconds(at))
    return taking_up.take_up(office.desk, number, who, at)


def made(office: Office) -> Ask:
    ask = asks.made_of(office.store, 1)
    assert ask is not None
    return ask


def test_the_owners_word_makes_an_ask_and_a_draft_that_cite_the_mail(office: Office) -> None:
    drafted = take_up(office)

    ask = made(office)
    (step,) = asks.history(office.store, ask.id)
    assert (ask.state, ask.introducer_address) == (AskState.INTRODUCED, OLGA)
    assert (step.event, step.message_id) == (AskEvent.TAKEN_UP, INTRODUCTION)
    assert (drafted.ask, drafted.purpose) == (ask.id, LetterPurpose.BCC_REPLY)
    assert (drafted.letter.to_name, drafted.letter.to_address) == ("Paul Dray", PAUL)
    assert drafted.hidden == (OLGA,)
    assert drafted.answers == (INTRODUCTION,)
    assert drafted.letter.subject == "Re: Docks"


def test_the_whole_way_from_the_mail_to_what_came_of_it(office: Office, tmp_path: Path) -> None:
    """Noticed, taken up, approved, sent, met, told, closed; through a Maildir as its outbox."""
    sender, letters = MaildirSender(tmp_path / "outbox"), Companions(office.desk)

    approved = letters.approve(take_up(office), READ)
    assert made(office).state is AskState.INTRODUCED
    outbox.tick(office.store, sender, approved.send_after)
    assert made(office).state is AskState.OWNER_REPLIED

    held = READ + 5 * DAY
    told(office, AskEvent.MET, held)
    (note,) = letters.prepare(held + MIN)
    noted = letters.approve(note, held + 2 * MIN)
    outbox.tick(office.store, sender, noted.send_after)

    assert made(office).state is AskState.CLOSED
    answer, outcome = sorted(mails(tmp_path / "outbox"), key=lambda one: one["Date"].datetime)
    assert (answer["To"], answer["In-Reply-To"]) == (f"Paul Dray <{PAUL}>", INTRODUCTION)
    assert "Thank you for the introduction, Olga (moving you to Bcc)." in answer.get_content()
    assert (outcome["To"], outcome["In-Reply-To"]) == (f"Olga Marsh <{OLGA}>", INTRODUCTION)
    assert "Paul and I met on" in outcome.get_content()


def test_nothing_leaves_by_the_mere_taking_up(office: Office, tmp_path: Path) -> None:
    take_up(office)

    outbox.tick(office.store, MaildirSender(tmp_path / "outbox"), seconds(READ + 9 * DAY))

    assert mails(tmp_path / "outbox") == []


def test_the_morning_tells_of_it_until_it_is_taken_up(office: Office) -> None:
    before = unasked.to_answer(office.store, seconds(CAME - DAY))

    take_up(office)

    assert [one.id for one in before] == [1]
    assert unasked.to_answer(office.store, seconds(CAME - DAY)) == ()


def test_no_mail_takes_an_introduction_up() -> None:
    assert AskEvent.TAKEN_UP not in INBOUND
    assert not any(allowed(AskState.SUGGESTED, event) for event in INBOUND)


def test_whoever_introduced_unasked_was_asked_nothing(office: Office) -> None:
    before = list(office.desk.past(lambda ask: ask.introducer))

    take_up(office)

    assert list(office.desk.past(lambda ask: ask.introducer)) == before


def test_the_introducer_is_owed_a_word_before_another_ask(office: Office) -> None:
    take_up(office)
    olga = Person(uid=made(office).introducer, name="Olga Marsh", addresses=(OLGA,))

    owed = etiquette_context.owed_to(office.store, OWNER, olga, READ)

    assert any("the first mail to Paul Dray" in one for one in owed)


def test_nobody_is_asked_to_introduce_the_newcomer(office: Office) -> None:
    take_up(office)

    assert "Paul Dray" not in [one.name for one in prospects.wanted(office.store)]
    assert "Paul Dray" in [one.name for one in prospects.everybody(office.store)]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param({"addresses": (PAUL,)}, id="by-address"),
        pytest.param({"domains": ("docks.example",)}, id="by-name-at-the-firm"),
    ],
)
def test_a_prospect_who_is_the_newcomer_stays_one_prospect(
    office: Office, wanted: dict[str, Any]
) -> None:
    one = Prospect(id=ProspectId(0), name="Paul Dray", **wanted)
    (kept,) = prospects.add(office.store, [one], seconds(NOW))

    take_up(office)

    assert made(office).prospect == kept.id


@pytest.mark.parametrize(
    ("message", "state"),
    [
        pytest.param(mail(5, PAUL, text="Glad to meet you!", at=READ), S.INTRODUCED, id="newcomer"),
        pytest.param(own(5, PAUL, days=2), S.OWNER_REPLIED, id="the-owner-by-other-means"),
        pytest.param(introduction(), S.INTRODUCED, id="the-introduction-again"),
        pytest.param(mail(5, "x@far.example", text="Hello", at=READ), S.INTRODUCED, id="other"),
    ],
)  # fmt: skip
def test_mail_that_comes_after_concerns_the_ask(
    office: Office, message: Message, state: AskState
) -> None:
    take_up(office)

    office.read(message, now=READ + DAY)

    assert made(office).state is state
    assert made(office).needs_review == ""


def test_a_meeting_with_the_newcomer_is_heard_of(office: Office) -> None:
    take_up(office)

    office.read(coffee(READ + 2 * DAY), now=READ + DAY)

    assert made(office).state is AskState.MEETING_SET


def test_taking_up_is_undone_and_done_again(office: Office, tmp_path: Path) -> None:
    drafted = take_up(office)
    letter = Companions(office.desk).approve(drafted, READ)

    office.desk.undo(made(office).id, READ + MIN)
    outbox.tick(office.store, MaildirSender(tmp_path / "outbox"), letter.send_after)

    assert mails(tmp_path / "outbox") == []
    assert [one.id for one in unasked.to_answer(office.store, seconds(CAME - DAY))] == [1]
    again = take_up(office, at=READ + DAY)
    assert (again.id, again.state) == (drafted.id, AskState.DRAFTED)


def test_what_is_an_ask_is_taken_back_as_one_first(office: Office) -> None:
    drafted = take_up(office)

    with pytest.raises(InputError, match=f"first: narrowcast undo {drafted.ask}"):
        unasked.take_back(office.store, 1)


@pytest.mark.parametrize(
    ("number", "because"),
    [
        pytest.param(1, "is ask #2 by now", id="twice"),
        pytest.param(9, "no introduction is called", id="none"),
    ],
)
def test_what_cannot_be_taken_up_says_why(office: Office, number: int, because: str) -> None:
    take_up(office)

    with pytest.raises(AgentError, match=because):
        take_up(office, number)


def test_two_newcomers_are_answered_by_hand(office: Office) -> None:
    three = (Mailbox("", ME), Mailbox("Mia Noor", "mia@m.example"), Mailbox("Leo", "leo@l.example"))
    text = "Robin, I would like you to meet Mia and Leo."
    office.read(replace(introduction(8, text=text), to=three))

    with pytest.raises(InputError, match="answer them all in your mail program"):
        take_up(office, 2)
    assert asks.made_of(office.store, 2) is None


def test_what_the_owner_answered_by_hand_is_not_answered_twice(office: Office) -> None:
    office.read(own(5, PAUL, days=1.5))

    with pytest.raises(InputError, match="you have written to"):
        take_up(office)


def test_etiquette_judges_the_answer(office: Office) -> None:
    drafted, letters = take_up(office), Companions(office.desk)
    assert letters.lint(drafted, READ) == ()
    pushing = letters.edit(drafted.id, "Re: Docks", "Hi Paul,\n\nASAP, please.\n\nRobin", READ)

    with pytest.raises(Blocked, match="E15"):
        letters.approve(pushing, READ)


@pytest.mark.parametrize(
    ("who", "name"),
    [pytest.param(PAUL, "Paul Dray", id="newcomer"), pytest.param(OLGA, "Olga Marsh", id="other")],
)
def test_forgetting_either_erases_all_that_was_made_of_it(
    office: Office, who: AddressKey, name: str
) -> None:
    drafted = take_up(office)

    forgetting.forget(office.store, [who], [name], seconds(READ))

    assert asks.made_of(office.store, 1) is None
    assert companions.of(office.store, drafted.ask) == ()
    assert unasked.noticed(office.store) == ()
    dump = "\n".join(office.store.conn.iterdump())
    assert who not in dump
    assert name not in dump


def told(office: Office, event: AskEvent, at: datetime) -> None:
    """Let the calendar cause *event*."""
    cause = Cause(at=seconds(at), origin=Origin.CALENDAR, message_id="meeting:1")
    asks.move(office.store, made(office).id, event, cause)


def coffee(at: datetime) -> Meeting:
    """An entry of the owner's own calendar."""
    return Meeting(
        remote_id=RemoteId("coffee"),
        uid="coffee",
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        organizer=Mailbox("", ME),
        attendees=(Attendee(mailbox=Mailbox("", PAUL), participation=Participation.ACCEPTED),),
    )


def mails(folder: Path) -> list[EmailMessage]:
    """What lies in an outbox folder."""
    files = [
        one for one in folder.rglob("*") if one.is_file() and one.parent.name in {"new", "cur"}
    ]
    return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]
