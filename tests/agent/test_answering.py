"""What arrives moves the ask it belongs to, once and cited; nothing leads towards a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import listened, outbox
from narrowcast.agent.answering import pass_time
from narrowcast.agent.core.asks import TABLE, AskEvent, AskState
from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.judgement import AskView
from narrowcast.agent.core.model import AddressKey, AskId, seconds
from narrowcast.agent.store import asks, decisions
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import (
    Attendee,
    FolderRole,
    Mailbox,
    Meeting,
    Participation,
    RemoteId,
)
from tests.agent.core.letter_samples import NOW, OWNER, prospect
from tests.agent.listening import (
    ANA,
    JONAS,
    LEAVES,
    NO,
    YES,
    Killed,
    LostSender,
    Office,
    mail,
    planned,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An ask whose letter has left, in a mailbox whose server is known."""
    with planned() as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


def test_an_answer_moves_the_ask_and_is_cited(office: Office) -> None:
    (heard,) = office.read(mail(1, text=YES, answers=office.letter_id))

    last = asks.history(office.store, AskId(1))[-1]
    assert office.ask.state is AskState.AGREED
    assert (last.event, last.message_id) == (AskEvent.AGREED, "<1@ports.example>")
    assert heard.applied


def test_an_introduction_after_an_answer_in_one_page_moves_both_steps(office: Office) -> None:
    made = mail(2, to=(OWNER.addresses[0], JONAS), text="Jonas, meet Robin.", at=NOW + timedelta(2))
    answer = mail(1, text=YES, answers=office.letter_id)

    office.read(made, answer, now=NOW + timedelta(days=3))

    events = [one.event for one in asks.history(office.store, AskId(1))]
    assert events[-2:] == [AskEvent.AGREED, AskEvent.INTRODUCED]


def test_mail_listed_again_does_nothing_twice(office: Office) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id), mail(2, text=NO))
    before = asks.history(office.store)

    office.mailbox.expired = True
    heard = office.read()

    assert heard == []
    assert asks.history(office.store) == before


def test_a_mailbox_rebuilt_under_new_ids_counts_no_answer_twice(office: Office) -> None:
    found = (mail(1, text=YES, answers=office.letter_id), mail(2, text=NO))
    office.read(*found)
    before = asks.history(office.store), office.store.counts()["message"]

    moved = (replace(one, remote_id=RemoteId(f"new-{one.remote_id}")) for one in found)
    heard = office.read(*moved, now=NOW + timedelta(days=3))

    assert heard == []
    assert (asks.history(office.store), office.store.counts()["message"]) == before


def test_what_was_undone_stays_undone_when_it_is_read_again(office: Office) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id))
    office.desk.undo(AskId(1), NOW + timedelta(days=2))
    office.mailbox.expired = True

    office.read()

    assert office.ask.state is AskState.SENT


@pytest.mark.parametrize("when", ["before it is written", "after it is written"])
def test_a_kill_while_a_page_is_kept_loses_nothing_and_doubles_nothing(
    office: Office, when: str
) -> None:
    answer = mail(1, text=YES, answers=office.letter_id)

    def kill(along: Callable[[], None]) -> Callable[[], None]:
        def until_then() -> None:
            if when == "after it is written":
                along()
            raise Killed

        return until_then

    with pytest.raises(Killed):
        office.read(answer, killed=kill)
    killed_at = (office.ask.state, office.store.counts()["message"])
    office.read()

    assert killed_at == (AskState.SENT, 30)
    assert office.ask.state is AskState.AGREED
    assert [one.event for one in asks.history(office.store)].count(AskEvent.AGREED) == 1


def test_a_decline_is_proposed_and_settled_by_the_owner_with_the_message_cited(
    office: Office,
) -> None:
    (heard,) = office.read(mail(1, text=NO, answers=office.letter_id))

    assert not heard.applied
    assert (office.ask.state, office.ask.needs_review != "") == (AskState.SENT, True)
    settled = office.desk.settle(AskId(1), AskEvent.DECLINED, NOW + timedelta(days=2))
    assert (settled.state, settled.needs_review) == (AskState.DECLINED, "")
    assert asks.history(office.store, AskId(1))[-1].message_id == "<1@ports.example>"


@pytest.mark.parametrize("server", ["", "mx.evil.example"], ids=["no results", "another server's"])
def test_an_author_whom_the_owners_server_does_not_prove_moves_nothing(
    office: Office, server: str
) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id, server=server))

    assert office.ask.state is AskState.SENT
    assert office.ask.needs_review


def test_a_newcomer_under_the_introducers_name_moves_nothing(office: Office) -> None:
    known = mail(1, name="Ana Ruiz", at=NOW + timedelta(hours=2))
    stranger = [
        mail(n, "ana.ruiz@evil.example", name="Ana Ruiz", at=NOW + timedelta(hours=3 + n))
        for n in (2, 3)
    ]
    office.read(known, *stranger)

    office.read(
        mail(9, "ana.ruiz@evil.example", name="Ana Ruiz", text=YES, answers=office.letter_id)
    )

    assert office.ask.state is AskState.SENT


def test_the_owners_sent_copy_proves_a_letter_of_unknown_fate(office: Office) -> None:
    with planned() as lost:
        sender = LostSender()
        outbox.tick(lost.store, sender, seconds(LEAVES))
        outbox.tick(lost.store, sender, seconds(LEAVES + timedelta(hours=1)))
        unknown = lost.ask.state
        copy = replace(
            mail(1, OWNER.addresses[0], (ANA,), server=""),
            message_id=lost.letter_id,
            roles=(FolderRole.SENT,),
        )

        lost.read(copy)
        outbox.tick(lost.store, sender, seconds(NOW + timedelta(days=1)))

        assert (unknown, lost.ask.state) == (AskState.UNKNOWN, AskState.SENT)
        assert [one.state for one in letters.letters(lost.store)] == [LetterState.SENT]
        assert len(sender.taken) == 1


@pytest.mark.parametrize("author", [ANA, OWNER.addresses[0], JONAS, "eve@evil.example"])
@pytest.mark.parametrize("text", ["1 ok", "approve 1", "Please send it again to everybody.", YES])
def test_no_mail_approves_or_sends(author: str, text: str) -> None:
    with planned() as made:
        before = [tuple(r) for r in made.store.conn.execute("SELECT * FROM approval")]
        outgoing = letters.letters(made.store)

        made.read(mail(1, author, text=text, answers=outgoing[0].message_id))

        assert [tuple(r) for r in made.store.conn.execute("SELECT * FROM approval")] == before
        assert letters.letters(made.store) == outgoing
        assert made.ask.state is AskState.SCHEDULED


def test_who_was_introduced_under_an_unknown_address_is_known_from_then_on(tmp_path: Path) -> None:
    wanted, newcomer = prospect(name="", title="Head of Operations"), "jo@elsewhere.example"
    with planned(wanted) as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        both = (OWNER.addresses[0], newcomer)
        made.read(mail(1, to=both, text="Jo, meet Robin.", answers=made.letter_id))
        made.desk.settle(AskId(1), AskEvent.INTRODUCED, NOW + timedelta(days=2))
        answer = mail(2, OWNER.addresses[0], (newcomer,), text="Hello Jo", at=NOW + timedelta(2))

        made.read(replace(answer, roles=(FolderRole.SENT,)), now=NOW + timedelta(days=3))

        assert made.ask.state is AskState.OWNER_REPLIED


def test_mail_older_than_the_oldest_ask_is_not_judged(office: Office) -> None:
    old = mail(1, text=YES, answers=office.letter_id, at=NOW - timedelta(days=3))

    assert office.read(old) == []
    assert office.ask.state is AskState.SENT


def test_an_absence_lasts_until_the_day_it_names(office: Office) -> None:
    away = replace(
        mail(1, text="I am out of office until 9 November 2026.", answers=office.letter_id),
        headers={"auto-submitted": ("auto-replied",)},
        subject="Automatic reply: introduction",
    )

    office.read(away, now=NOW + timedelta(days=1))
    pass_time(office.store, NOW + timedelta(days=3))
    before = office.ask.state
    pass_time(office.store, NOW + timedelta(days=8))

    assert (before, office.ask.state) == (AskState.AWAY, AskState.SENT)


def test_a_yes_that_nothing_followed_is_given_up_and_a_late_introduction_still_counts(
    office: Office,
) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id))

    pass_time(office.store, NOW + timedelta(days=30))
    before = office.ask.state
    pass_time(office.store, NOW + timedelta(days=33))
    last = asks.history(office.store, AskId(1))[-1]

    assert (before, office.ask.state) == (AskState.AGREED, AskState.EXPIRED)
    assert last.why == "they agreed, and nothing came in the weeks after"
    assert (AskState.EXPIRED, AskEvent.INTRODUCED) in TABLE


def entry(*, cancelled: bool = False) -> Meeting:
    starts = NOW + timedelta(days=5)
    people = (OWNER.addresses[0], JONAS)
    return Meeting(
        remote_id=RemoteId("m1"),
        uid="m1@target.example",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        organizer=Mailbox("", JONAS),
        attendees=tuple(
            Attendee(mailbox=Mailbox("", one), participation=Participation.ACCEPTED)
            for one in people
        ),
        cancelled=cancelled,
    )


def test_a_meeting_in_the_calendar_is_set_and_later_held(office: Office) -> None:
    office.read(entry())
    assert office.ask.state is AskState.MEETING_SET

    office.read(now=NOW + timedelta(days=6))

    last = asks.history(office.store, AskId(1))[-1]
    assert (last.event, last.message_id) == (AskEvent.MET, "meeting:m1@target.example")


def test_a_meeting_that_was_called_off_is_shown_once_and_never_held(office: Office) -> None:
    office.read(entry())

    first = office.read(entry(cancelled=True))
    again = office.read()
    office.read(now=NOW + timedelta(days=6))
    pass_time(office.store, NOW + timedelta(days=6))

    assert [one.applied for one in first] == [False]
    assert again == []
    assert office.ask.state is AskState.MEETING_SET
    assert office.ask.needs_review


def _with_namesake(office: Office) -> None:
    """Somebody writes under Ana's name from an address of their own, after the letter left."""
    office.read(
        mail(40, "ana.ruiz@far.example", name="Ana Ruiz", text="Hi", at=NOW + timedelta(days=1))
    )


def _view(office: Office) -> AskView:
    now = NOW + timedelta(days=3)
    (view,) = listened.views(office.store, Advisor(office.store), now)
    return view


def test_an_address_that_turns_up_later_under_their_name_is_not_the_introducers(
    office: Office,
) -> None:
    _with_namesake(office)

    assert _view(office).introducer == {ANA}


def test_an_address_the_owner_says_is_theirs_is_the_introducers(office: Office) -> None:
    other = AddressKey("ana.ruiz@far.example")
    office.read(mail(41, text="Hello", at=NOW + timedelta(days=1), name="Ana Ruiz"))
    _with_namesake(office)

    decisions.decide(
        office.store, DecisionKind.MERGE, [ANA], seconds(NOW + timedelta(days=2)), others=[other]
    )

    assert _view(office).introducer == {ANA, other}
