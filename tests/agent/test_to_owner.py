"""Mails to the owner: one a day at most, none lost for good, be there a kill at any moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from narrowcast.agent import morning, to_owner
from narrowcast.agent.asking import Desk
from narrowcast.agent.errors import InputError
from narrowcast.agent.morning import Office
from narrowcast.agent.outbox import Hold
from narrowcast.agent.store import mornings
from narrowcast.agent.store.mornings import Kind, MailState, Morning
from narrowcast.agent.store.store import Store
from narrowcast.agent.to_owner import Post
from narrowcast.connectors.base import Envelope, Receipt, SentKey
from narrowcast.connectors.errors import Ambiguous, ConnectorError, Refused, Transient
from tests.agent.core.letter_samples import NOW
from tests.agent.posting import FakeSender, seconds
from tests.agent.test_morning import FakeAdvice, wish_for

SOON = NOW + timedelta(minutes=5)
GRACE = timedelta(seconds=to_owner.GRACE_SECONDS)


class Killed(BaseException):
    """The machine stops here."""


class KillingSender:
    """Stops the machine before or after it takes a mail; its Sent folder knows what it took."""

    def __init__(self, *, takes: bool, looks: bool = True) -> None:
        self.takes, self.looks = takes, looks
        self.taken: list[bytes] = []

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        if self.takes:
            self.taken.append(letter)
        raise Killed

    def find_sent(self, key: SentKey) -> Receipt | None:
        if not self.looks:
            return None
        if any(key.message_id.encode() in letter for letter in self.taken):
            return Receipt(provider_id="1")
        raise Refused("it was never taken")


class SilentSender(FakeSender):
    """One whose Sent folder cannot be asked."""

    def find_sent(self, key: SentKey) -> Receipt | None:
        raise Transient("nobody answers")


@pytest.fixture
def office(store: Store, desk: Desk) -> Office:
    wish_for(store, 2)
    return Office(desk, FakeAdvice(store=store))


def killed_by(office: Office, sender: KillingSender) -> Morning:
    with pytest.raises(Killed):
        morning.send(office, sender, "", NOW)
    (mail,) = mornings.under_way(office.store, Kind.MORNING)
    return mail


def state(store: Store) -> MailState | None:
    last = mornings.latest(store)
    return last.state if last else None


def test_a_mail_killed_before_it_was_taken_is_written_anew(office: Office) -> None:
    killed_by(office, KillingSender(takes=False))
    dead = KillingSender(takes=False)
    sender = FakeSender()

    to_owner.settle(office.store, Post(dead), seconds(SOON))
    morning.send(office, sender, "", SOON)

    assert len(sender.taken) == 1
    assert state(office.store) is MailState.SENT


def test_a_mail_killed_after_it_was_taken_is_not_sent_again(office: Office) -> None:
    sender = KillingSender(takes=True)
    killed_by(office, sender)

    with pytest.raises(InputError, match="went out already"):
        morning.send(office, sender, "", SOON)

    assert len(sender.taken) == 1
    assert state(office.store) is MailState.SENT


@pytest.mark.parametrize("takes", [True, False], ids=["taken", "not taken"])
def test_where_nobody_can_say_it_is_not_sent_again_but_its_news_are_told(
    office: Office, *, takes: bool
) -> None:
    sender = KillingSender(takes=takes, looks=False)
    killed_by(office, sender)
    post = Post(sender)

    to_owner.settle(office.store, post, seconds(SOON))
    waiting = state(office.store)
    to_owner.settle(office.store, post, seconds(NOW + GRACE))

    assert (waiting, state(office.store)) == (MailState.SENDING, MailState.UNKNOWN)
    assert mornings.latest(office.store, state=MailState.SENT) is None
    with pytest.raises(InputError, match="went out already"):
        morning.send(office, FakeSender(), "", NOW + GRACE)
    assert morning.send(office, FakeSender(), "", NOW + timedelta(days=1)) is not None


def test_while_the_server_cannot_be_asked_nothing_is_decided(office: Office) -> None:
    killed_by(office, KillingSender(takes=True))

    to_owner.settle(office.store, Post(SilentSender()), seconds(NOW + GRACE))

    assert state(office.store) is MailState.SENDING


def test_another_account_cannot_say_that_it_was_never_taken(office: Office) -> None:
    killed_by(office, KillingSender(takes=True))

    to_owner.settle(office.store, Post(KillingSender(takes=False), "other"), seconds(SOON))

    assert state(office.store) is MailState.SENDING


@pytest.mark.parametrize(
    ("fault", "after"),
    [
        (Ambiguous("the line broke"), MailState.SENDING),
        (Refused("451"), None),
        (Transient("no network"), None),
    ],
    ids=["may have left", "refused", "offline"],
)
def test_what_a_fault_leaves_behind(
    office: Office, fault: ConnectorError, after: MailState | None
) -> None:
    with pytest.raises(type(fault)):
        morning.send(office, FakeSender(fault=fault), "", NOW)

    assert state(office.store) is after


def test_no_two_mails_within_twelve_hours_over_midnight(office: Office) -> None:
    late = datetime.fromisoformat("2026-11-03T21:00:00+01:00")
    morning.send(office, FakeSender(), "", late)

    with pytest.raises(InputError, match="less than twelve hours"):
        morning.send(office, FakeSender(), "", late + timedelta(hours=11))

    assert morning.send(office, FakeSender(), "", late + timedelta(hours=12)) is not None


def test_a_mail_of_a_clock_that_was_set_right_since_stops_none(office: Office) -> None:
    morning.send(office, FakeSender(), "", NOW + timedelta(days=400))

    assert morning.send(office, FakeSender(), "", NOW) is not None


def test_a_dry_run_sends_no_mail_and_forgets_it(office: Office, store: Store) -> None:
    sender = FakeSender()
    mail = to_owner.OwnerMail(
        kind=Kind.WEEKLY,
        mail=Morning(NOW.date(), seconds(NOW), "<w@vale.example>"),
        raw=b"From: robin@vale.example\r\nTo: robin@vale.example\r\n\r\n",
        sender="robin@vale.example",
        to="robin@vale.example",
    )

    with pytest.raises(Refused, match="dry run"):
        to_owner.send(store, Post(sender, hold=Hold(dry_run=True)), mail)

    assert (sender.taken, mornings.latest(store, Kind.WEEKLY)) == ([], None)
