"""Everything that etiquette asks for is found in the store; each test fails without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from narrowcast.agent import reading
from narrowcast.agent.asking import Blocked, Desk
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.etiquette import Code, Finding
from narrowcast.agent.core.judgement import Judgement, MessageIdentity, MessageKind
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.reading import Reading
from narrowcast.agent.store import answers, asks, deadlines, forgetting, prospects, wishes
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot, Tier
from narrowcast.connectors.records import Mailbox, Message, RemoteId
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect
from tests.agent.posting import seconds

ANA, ME = introducer().person.addresses[0], OWNER.addresses[0]
DAY = timedelta(days=1)


def mail(
    days_ago: float,
    author: str = ANA,
    to: Iterable[str] = (ME,),
    *,
    subject: str = "Lunch",
    answers_to: str = "",
    number: int = 1,
) -> Message:
    at = NOW - days_ago * DAY
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@mail.example>",
        received_at=at,
        sent_at=at,
        author=Mailbox("", author),
        to=tuple(Mailbox("", one) for one in to),
        subject=subject,
        references=(answers_to,) if answers_to else (),
        headers={},
    )


def read(desk: Desk, *mails: Message) -> None:
    desk.store.set_owner(OWNER.addresses)
    page = Page(upserts=mails, cursor=Cursor(str(len(mails))))
    changes = reading.read(
        page, learn(page), Reading(Tier.HEADERS, bytes(32)), lambda _: frozenset()
    )
    scope = desk.store.scope("test", "fake", Scope(id=ScopeId("all"), name="all"))
    desk.store.keep(scope, changes, page.cursor, Snapshot.NONE, seconds(NOW))


def asked(desk: Desk, name: str = "Jonas Weber", note: str = "") -> Ask:
    (wanted,) = prospects.add(
        desk.store, [replace(prospect(), name=name, addresses=())], seconds(NOW)
    )
    return desk.draft(wanted, introducer(), NOW, note=note)


def found(desk: Desk, ask: Ask, now: datetime = NOW) -> list[Finding]:
    wanted = next(one for one in prospects.everybody(desk.store) if one.id == ask.prospect)
    return list(desk.lint(ask, wanted, introducer(), now))


def texts(desk: Desk, code: Code, ask: Ask | None = None) -> str:
    return "; ".join(one.text for one in found(desk, ask or asked(desk)) if one.code is code)


def cause(number: int) -> Cause:
    return Cause(at=Time(seconds(NOW - 40 * DAY) + number), origin=Origin.MAIL)


def former(desk: Desk, *events: AskEvent, until: datetime | None = None) -> Ask:
    """An ask to Ana that went out forty days ago and took these turns."""
    ask = asked(desk, "Olu Ade")
    told = (AskEvent.APPROVED, AskEvent.SCHEDULED, AskEvent.SENDING_STARTED, AskEvent.LEFT)
    for number, event in enumerate((*told, *events)):
        asks.move(desk.store, ask.id, event, cause(number))
    if until is not None:
        with desk.store.writing():
            answers.away_until(desk.store, ask.id, seconds(until))
    return asks.get(desk.store, ask.id)


DEBTS = [
    pytest.param([mail(6)], "reply to the mail “Lunch” of 2026-10-28 (it came", id="alone"),
    pytest.param(
        [mail(6, to=(ME, "ben@far.example"), subject="Are you coming?")],
        "(its subject asks)",
        id="a-question-to-two",
    ),
    pytest.param([mail(1)], "", id="only-yesterday"),
    pytest.param([mail(90)], "", id="long-forgotten"),
    pytest.param([mail(6, to=(ME, "ben@far.example"))], "", id="to-two-and-no-question"),
    pytest.param([mail(6), mail(5, ME, (ANA,), number=2)], "", id="answered-since"),
    pytest.param(
        [mail(7, ME, (ANA,)), mail(6, answers_to="<1@mail.example>", number=2)],
        "",
        id="their-answer-to-the-owner",
    ),
    pytest.param(
        [mail(6, to=(ME, *(f"p{n}@far.example" for n in range(9))), subject="Who comes?")],
        "",
        id="to-a-crowd",
    ),
]


@pytest.mark.parametrize(("mails", "owed"), DEBTS)
def test_an_answer_owed_comes_before_an_ask(desk: Desk, mails: list[Message], owed: str) -> None:
    read(desk, *mails)

    said = texts(desk, Code.E07)

    assert (owed in said) if owed else said == ""


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        pytest.param([AskEvent.INTRODUCED, AskEvent.MET], "what came of meeting Olu Ade", id="met"),
        pytest.param([AskEvent.ASKED_BACK], "what was asked of you about Olu Ade", id="question"),
        pytest.param([AskEvent.INTRODUCED], "the first mail to Olu Ade", id="introduced"),
        pytest.param([AskEvent.INTRODUCED, AskEvent.MET, AskEvent.CLOSED], "", id="closed"),
        pytest.param([AskEvent.EXPIRED], "", id="no-answer-ever"),
    ],
)
def test_a_word_on_a_former_introduction_is_owed(
    desk: Desk, events: list[AskEvent], owed: str
) -> None:
    former(desk, *events)

    said = texts(desk, Code.E07)

    assert (owed in said) if owed else said == ""


@pytest.mark.parametrize(
    ("since", "warned"),
    [
        pytest.param([], True, id="nothing-since"),
        pytest.param([mail(3)], False, id="they-wrote-since"),
        pytest.param([mail(3, ME, (ANA,))], False, id="the-owner-wrote-since"),
    ],
)
def test_a_second_ask_without_a_word_between_is_warned_of(
    desk: Desk, since: list[Message], *, warned: bool
) -> None:
    wanted = prospects.add(desk.store, [replace(prospect(), name="Olu Ade")], seconds(NOW))[0]
    first = desk.draft(wanted, introducer(), NOW - 40 * DAY)
    letter = desk.approve(first, wanted, introducer(), NOW - 40 * DAY, anyway="a test")
    with desk.store.writing():
        desk.store.conn.execute(
            "UPDATE outbox SET state = 'sent', sent_at = ?", (letter.send_after,)
        )
    read(desk, *since)

    assert ("was an ask too" in texts(desk, Code.W06)) is warned


def test_whoever_is_away_is_not_written_to(desk: Desk) -> None:
    former(desk, AskEvent.AWAY, AskEvent.WITHDRAWN, until=NOW + 9 * DAY)

    assert "away until 2026-11-12" in texts(desk, Code.E20)


def test_ask_me_later_holds_for_every_prospect(desk: Desk) -> None:
    former(desk, AskEvent.POSTPONED, AskEvent.WITHDRAWN, until=NOW + 90 * DAY)

    assert "not to be asked before 2027-02-01" in texts(desk, Code.E04)


@pytest.mark.parametrize(
    ("wish", "held"),
    [
        pytest.param(PersonWish(at=Time(0), about="Target"), True, id="firm"),
        pytest.param(PersonWish(at=Time(0), about="jonas weber"), True, id="person"),
        pytest.param(PersonWish(at=Time(0), about="Acme"), False, id="another-firm"),
        pytest.param(PersonWish(at=Time(0), until=seconds(NOW + DAY)), True, id="until-tomorrow"),
        pytest.param(PersonWish(at=Time(0), until=seconds(NOW - DAY)), False, id="over"),
    ],
)
def test_wishes_hold(desk: Desk, wish: PersonWish, *, held: bool) -> None:
    wishes.keep(desk.store, [introducer().person.addresses[1]], replace(wish, at=seconds(NOW)))

    assert ("wishes not to be asked" in texts(desk, Code.E04)) is held


def test_a_wish_taken_away_holds_no_more(desk: Desk) -> None:
    wishes.keep(desk.store, [ANA], PersonWish(at=seconds(NOW - DAY), about="Target"))
    wishes.lift(desk.store, [ANA], seconds(NOW))

    assert texts(desk, Code.E04) == ""


def opted_out(desk: Desk) -> None:
    ask = former(desk, AskEvent.DECLINED)
    judged = Judgement(kind=MessageKind.OPT_OUT, ask=ask.id, why="no more of this")
    cause = Cause(at=seconds(NOW - 39 * DAY), origin=Origin.MAIL, message_id="<no@ports.example>")
    with desk.store.writing():
        answers.remember(desk.store, MessageIdentity("a" * 32), judged, cause, answers.Taken.SHOWN)


def test_whoever_asked_to_be_left_alone_is_left_alone_at_once(desk: Desk) -> None:
    opted_out(desk)

    assert "asked on 2026-09-25 not to be written to" in texts(desk, Code.E05)


def test_a_misread_opt_out_is_lifted(desk: Desk) -> None:
    opted_out(desk)
    wishes.lift(desk.store, [ANA], seconds(NOW))

    assert texts(desk, Code.E05) == ""


def test_the_forgotten_are_not_written_to(desk: Desk) -> None:
    forgetting.forget(desk.store, [ANA], ["Ana Ruiz"], seconds(NOW))

    assert "forgotten" in texts(desk, Code.E05)


def test_nobody_is_asked_about_the_forgotten(desk: Desk) -> None:
    jonas = AddressKey("jonas@target.example")
    forgetting.forget(desk.store, [jonas], [], seconds(NOW))
    wanted = prospects.add(desk.store, [replace(prospect(), addresses=(jonas,))], seconds(NOW))[0]
    ask = desk.draft(wanted, introducer(), NOW)

    assert "not to be contacted" in texts(desk, Code.E05, ask)


@pytest.mark.parametrize("table", ["suppression", "answer"])
def test_a_list_that_cannot_be_read_lets_nobody_be_written_to(desk: Desk, table: str) -> None:
    ask = asked(desk)
    desk.store.conn.execute(f"ALTER TABLE {table} RENAME TO torn")

    assert "could not be read, so nobody is written to" in texts(desk, Code.E05, ask)


@pytest.mark.parametrize("reason", ["", "I insist"], ids=["without-a-reason", "with-one"])
def test_some_rules_are_not_overridden(desk: Desk, reason: str) -> None:
    opted_out(desk)
    ask = asked(desk)
    wanted = next(one for one in prospects.everybody(desk.store) if one.id == ask.prospect)

    with pytest.raises(Blocked, match="cannot be overridden"):
        desk.approve(ask, wanted, introducer(), NOW, anyway=reason)


def test_an_override_is_kept_with_its_codes_and_reason(desk: Desk) -> None:
    wishes.keep(desk.store, [ANA], PersonWish(at=seconds(NOW), about="Target"))
    ask = asked(desk)
    wanted = prospects.everybody(desk.store)[0]

    desk.approve(ask, wanted, introducer(), NOW, anyway="she changed her mind on the phone")

    (kept,) = [one for one in asks.history(desk.store) if one.event is AskEvent.APPROVED]
    assert kept.why == "approved in spite of E04: she changed her mind on the phone"


def test_confidential_words_stop_a_letter(desk: Desk) -> None:
    secret = replace(desk, confidential=("Falcon",))

    assert "Falcon" in texts(secret, Code.E18, asked(secret, note="It is about Falcon."))


def test_a_deadline_may_stand_where_the_owner_named_one(desk: Desk) -> None:
    ask = asked(desk, note="I need to know by Friday.")

    before = texts(desk, Code.E15, ask)
    deadlines.set_for(desk.store, ask.id, seconds(NOW + 5 * DAY))

    assert "sets a deadline" in before
    assert texts(desk, Code.E15, ask) == ""


def test_a_deadline_that_has_passed_is_none(desk: Desk) -> None:
    ask = asked(desk, note="I need to know by Friday.")
    deadlines.set_for(desk.store, ask.id, seconds(NOW - DAY))

    assert "sets a deadline" in texts(desk, Code.E15, ask)


def test_no_letter_leaves_on_a_holiday(desk: Desk) -> None:
    closed = replace(desk, holidays=frozenset({NOW.date(), date(2026, 11, 4)}))

    assert closed.slot(introducer(), NOW).date() == date(2026, 11, 5)


def test_mornings_differ(desk: Desk) -> None:
    evening = NOW.replace(hour=20)
    minutes = {desk.slot(introducer(), evening + day * DAY).time() for day in range(40)}

    assert len(minutes) > 10
    assert desk.slot(introducer(), evening) == desk.slot(introducer(), evening + timedelta(hours=1))
