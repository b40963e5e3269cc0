"""What servers do to letters: not taken is tried again, later each time; rejected is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import Time
from narrowcast.agent.sources import SwitchedOff
from narrowcast.agent.store import asks
from narrowcast.agent.store import outbox as kept
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.outbox import LetterState
from narrowcast.connectors.base import Envelope, Receipt
from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    NeedsLogin,
    RateLimited,
    Refused,
    Rejected,
    Skippable,
    Transient,
)
from narrowcast.connectors.maildir import MaildirSender
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import FakeSender, seconds
from tests.agent.test_outbox import drafted

DUE = seconds(NOW, later=timedelta(minutes=20))
LOGIN = NeedsLogin("work")


@dataclass
class FilingSender(FakeSender):
    """A transport beside a Sent folder, whose filing may fail as told."""

    filed: list[bytes] = field(default_factory=list)
    filing_fault: ConnectorError | None = None
    learns: str = ""
    known_as: list[str] = field(default_factory=list)
    settled: list[bool] = field(default_factory=list)

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        super().send(letter, envelope)
        return Receipt(message_id=self.learns)

    def file(self, letter: bytes, receipt: Receipt, *, settled: bool) -> None:
        self.settled.append(settled)
        if self.filing_fault is not None:
            raise self.filing_fault
        self.filed.append(letter)
        self.known_as.append(receipt.message_id)


@pytest.fixture
def ask(desk: Desk) -> Ask:
    made = drafted(desk)
    desk.approve(made, prospect(), introducer(), NOW, anyway="a test")
    return asks.get(desk.store, made.id)


def tries(desk: Desk, sender: FakeSender, minutes: range) -> list[int]:
    """The minutes after the letter was due at which it was tried."""
    found = []
    for minute in minutes:
        before = kept.letters(desk.store)[0].attempt
        outbox.tick(desk.store, sender, Time(DUE + 60 * minute))
        if kept.letters(desk.store)[0].attempt > before:
            found.append(minute)
    return found


@pytest.mark.parametrize(
    "fault",
    [Refused("busy"), Transient("nobody answers"), Skippable("a stranger's certificate"), LOGIN],
    ids=lambda fault: type(fault).__name__,
)
def test_what_was_not_taken_stays_planned_and_is_told(
    desk: Desk, ask: Ask, fault: ConnectorError
) -> None:
    (told,) = outbox.tick(desk.store, FakeSender(fault), DUE)

    assert (told.state, told.why) == (LetterState.PLANNED, str(fault))
    assert asks.get(desk.store, ask.id).state is AskState.SCHEDULED


@pytest.mark.parametrize(
    ("fault", "asks_the_owner"),
    [(Transient("nobody answers"), False), (LOGIN, True), (Skippable("a stranger"), True)],
    ids=["passing", "login", "stranger"],
)
def test_what_only_the_owner_can_mend_is_shown_until_it_is(
    desk: Desk, ask: Ask, fault: ConnectorError, asks_the_owner: bool
) -> None:
    outbox.tick(desk.store, FakeSender(fault), DUE)
    assert (str(fault) in asks.get(desk.store, ask.id).needs_review) is asks_the_owner

    outbox.tick(desk.store, FakeSender(), Time(DUE + 3600))

    assert asks.get(desk.store, ask.id).needs_review == ""


def test_what_was_not_taken_is_tried_later_each_time(desk: Desk, ask: Ask) -> None:
    at = tries(desk, FakeSender(Transient("nobody answers")), range(250))

    assert at == [0, 1, 3, 7, 15, 31, 63, 123, 183, 243]


def test_a_wrong_password_is_not_tried_again_soon(desk: Desk, ask: Ask) -> None:
    assert tries(desk, FakeSender(LOGIN), range(130)) == [0, 60, 120]


def test_a_server_that_says_when_is_not_asked_sooner(desk: Desk, ask: Ask) -> None:
    assert tries(desk, FakeSender(RateLimited(1800)), range(40)) == [0, 30]


@pytest.mark.parametrize(
    ("fault", "taken"), [(LOGIN, 1), (RateLimited(1800), 0)], ids=["our rest", "the server's"]
)
def test_the_owner_may_try_at_once_where_the_server_did_not_ask_to_wait(
    desk: Desk, ask: Ask, fault: ConnectorError, taken: int
) -> None:
    outbox.tick(desk.store, FakeSender(fault), DUE)

    outbox.tick(desk.store, sender := FakeSender(), Time(DUE + 1), by_hand=True)

    assert len(sender.taken) == taken


def test_once_the_cause_is_gone_nothing_waits(desk: Desk, ask: Ask) -> None:
    outbox.tick(desk.store, FakeSender(LOGIN), DUE)
    kept.try_again_now(desk.store)

    outbox.tick(desk.store, sender := FakeSender(), DUE)

    assert len(sender.taken) == 1


def test_a_clock_set_back_holds_no_letter_up(desk: Desk, ask: Ask) -> None:
    outbox.tick(desk.store, FakeSender(LOGIN), Time(DUE + 86_400))

    outbox.tick(desk.store, sender := FakeSender(), DUE)

    assert len(sender.taken) == 1


def test_what_never_will_be_taken_is_a_draft_that_the_owner_looks_at(desk: Desk, ask: Ask) -> None:
    no = FakeSender(Rejected("the server does not take letters to ana@lumen.example: 550"))

    (told,) = outbox.tick(desk.store, no, DUE)
    outbox.tick(desk.store, sender := FakeSender(), Time(DUE + 86_400))

    after = asks.get(desk.store, ask.id)
    assert (told.state, after.state) == (LetterState.RECALLED, AskState.DRAFTED)
    assert "550" in after.needs_review
    assert sender.taken == []


def test_a_letter_that_cannot_be_looked_up_now_is_left_open(desk: Desk, ask: Ask) -> None:
    class Away(FakeSender):
        def find_sent(self, key: object) -> Receipt | None:
            raise Transient("the server is away")

    outbox.tick(desk.store, FakeSender(Ambiguous("lost"), takes_before_failing=True), DUE)
    away, after = Away(), 3600
    (told,) = outbox.tick(desk.store, away, Time(DUE + after))

    assert (told.state, away.taken) == (LetterState.SENDING, [])
    assert "the server is away" in told.why
    assert outbox.tick(desk.store, away, Time(DUE + after + 60)) == ()
    assert len(outbox.tick(desk.store, away, Time(DUE + 2 * after))) == 1


@pytest.mark.parametrize(
    ("fault", "flagged"),
    [(LOGIN, True), (Skippable("it may not read"), True), (Transient("away"), False)],
    ids=["no login", "no right", "no answer"],
)
def test_a_letter_that_no_time_lets_us_look_up_is_shown_to_the_owner(
    desk: Desk, ask: Ask, fault: ConnectorError, flagged: bool
) -> None:
    class Blind(FakeSender):
        def find_sent(self, key: object) -> Receipt | None:
            raise fault

    sender = FakeSender(Ambiguous("lost"), takes_before_failing=True)
    outbox.tick(desk.store, sender, DUE)
    outbox.tick(desk.store, Blind(), Time(DUE + 3600))

    assert (str(fault) in asks.get(desk.store, ask.id).needs_review) is flagged

    outbox.tick(desk.store, sender, Time(DUE + 4 * 3600))
    after = asks.get(desk.store, ask.id)
    assert (after.state, after.needs_review) == (AskState.SENT, "")


@pytest.mark.parametrize(
    ("leaves_from", "taken"), [("", 1), ("robin@vale.example", 1), ("robin@new.example", 0)]
)
def test_a_letter_approved_under_another_address_is_approved_anew(
    desk: Desk, ask: Ask, leaves_from: str, taken: int
) -> None:
    outbox.tick(desk.store, sender := FakeSender(), DUE, leaves_from=leaves_from)

    assert len(sender.taken) == taken
    after = asks.get(desk.store, ask.id)
    assert after.state is (AskState.SENT if taken else AskState.DRAFTED)
    assert ("it is from robin@vale.example" in after.needs_review) is not bool(taken)


def test_what_the_owner_says_left_gets_its_copy(desk: Desk, ask: Ask) -> None:
    sender = FilingSender(Ambiguous("lost"), takes_before_failing=True, shows=False)
    outbox.tick(desk.store, sender, DUE)
    outbox.tick(desk.store, sender, Time(DUE + 3600))

    desk.settle(ask.id, AskEvent.LEFT, NOW + timedelta(hours=2))
    outbox.tick(desk.store, sender, Time(DUE + 7200))

    assert (len(sender.taken), sender.filed) == (1, sender.taken)


def test_a_copy_is_filed_once_after_the_letter_left(desk: Desk, ask: Ask) -> None:
    sender = FilingSender(learns="<new@host.example>")

    for minute in range(3):
        outbox.tick(desk.store, sender, Time(DUE + 60 * minute))

    assert sender.filed == sender.taken
    assert sender.known_as == ["<new@host.example>"]


@pytest.mark.parametrize("by_hand", [True, False], ids=["who goes again", "who stays"])
def test_who_stays_is_not_deaf_until_the_server_has_filed_its_own_copy(
    desk: Desk, ask: Ask, by_hand: bool
) -> None:
    sender = FilingSender()

    outbox.tick(desk.store, sender, DUE, by_hand=by_hand)
    assert sender.filed == (sender.taken if by_hand else [])
    outbox.tick(desk.store, sender, Time(DUE + 30))

    assert sender.filed == sender.taken
    assert sender.settled == [not by_hand]


def test_a_copy_that_fails_changes_nothing_and_is_tried_again(desk: Desk, ask: Ask) -> None:
    sender = FilingSender(filing_fault=Transient("the server is away"))
    _, told = outbox.tick(desk.store, sender, DUE, by_hand=True)
    assert told.state is LetterState.SENT
    assert "no copy yet: the server is away" in told.why

    sender.filing_fault = None
    outbox.tick(desk.store, sender, Time(DUE + 10))
    assert sender.filed == []
    outbox.tick(desk.store, sender, Time(DUE + 60))

    assert sender.filed == sender.taken
    assert asks.get(desk.store, ask.id).state is AskState.SENT


def test_the_copy_has_the_date_the_letter_left_at(desk: Desk, ask: Ask) -> None:
    sender = FilingSender(filing_fault=Transient("the server is away"))
    outbox.tick(desk.store, sender, Time(DUE + 5 * 3600), by_hand=True)

    sender.filing_fault = None
    outbox.tick(desk.store, sender, Time(DUE + 6 * 3600))

    assert sender.filed == sender.taken
    assert (
        message_from_bytes(sender.filed[0])["Date"]
        != message_from_bytes(kept.letters(desk.store)[0].raw)["Date"]
    )


def test_a_copy_is_not_tried_for_ever(desk: Desk, ask: Ask) -> None:
    sender = FilingSender(filing_fault=Skippable("there is no such folder"))
    for day in range(9):
        outbox.tick(desk.store, sender, Time(DUE + 86_400 * day))

    assert outbox.tick(desk.store, sender, Time(DUE + 86_400 * 10)) == ()


def test_what_was_found_among_the_sent_needs_no_copy(desk: Desk, ask: Ask) -> None:
    sender = FilingSender(Ambiguous("lost"), takes_before_failing=True)

    for minute in range(3):
        outbox.tick(desk.store, sender, Time(DUE + 60 * minute))

    assert asks.get(desk.store, ask.id).state is AskState.SENT
    assert (len(sender.taken), sender.filed) == (1, [])


def test_a_folder_that_never_had_a_letter_does_not_know_that_a_server_took_none(
    desk: Desk, ask: Ask, tmp_path: Path
) -> None:
    server = FakeSender(Ambiguous("lost"), takes_before_failing=True)
    outbox.tick(desk.store, server, DUE, carrier="work")
    folder = MaildirSender(tmp_path / "outbox")

    for minute in (1, 3, 60):
        outbox.tick(desk.store, folder, Time(DUE + 60 * minute))

    assert asks.get(desk.store, ask.id).state is AskState.UNKNOWN
    assert not (tmp_path / "outbox").exists()


def test_a_copy_is_not_filed_at_another_account(desk: Desk, ask: Ask) -> None:
    first, second = FilingSender(filing_fault=Transient("away")), FilingSender()
    outbox.tick(desk.store, first, DUE, carrier="work")

    outbox.tick(desk.store, second, Time(DUE + 60), carrier="new")
    assert second.filed == []

    first.filing_fault = None
    outbox.tick(desk.store, first, Time(DUE + 120), carrier="work")
    assert first.filed == first.taken


def test_a_letter_waits_while_its_account_is_switched_off(desk: Desk, ask: Ask) -> None:
    (told,) = outbox.tick(desk.store, SwitchedOff("work"), DUE, carrier="work")

    assert told.state is LetterState.PLANNED
    assert "narrowcast connect work" in asks.get(desk.store, ask.id).needs_review


def test_what_lasts_for_an_hour_is_the_owners_to_look_at(desk: Desk, ask: Ask) -> None:
    flagged = []
    for minute in range(70):
        outbox.tick(desk.store, FakeSender(Transient("nobody answers")), Time(DUE + 60 * minute))
        flagged.append(asks.get(desk.store, ask.id).needs_review)

    assert flagged[:60] == [""] * 60
    assert flagged[-1] == "not sent yet: nobody answers"


def test_an_open_letter_is_told_of_though_the_clock_was_set_back(desk: Desk, ask: Ask) -> None:
    lost = FakeSender(Ambiguous("lost"), takes_before_failing=True, shows=False)
    outbox.tick(desk.store, lost, Time(DUE + 86_400))

    outbox.tick(desk.store, lost, DUE)

    assert asks.get(desk.store, ask.id).state is AskState.UNKNOWN


def test_an_approval_that_grew_old_is_told_of(desk: Desk, ask: Ask) -> None:
    outbox.tick(desk.store, FakeSender(), Time(DUE + 8 * 86_400))

    assert "approve it again" in asks.get(desk.store, ask.id).needs_review
