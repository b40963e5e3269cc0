"""A reader's complaint ends the ask and holds whoever complained, once, cited, until taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AskId, seconds
from narrowcast.agent.store import asks, complaints, decision_log, decisions
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.connectors.formats import mime
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import FolderRole, Message
from tests.agent.core.letter_samples import NOW
from tests.agent.listening import ANA, LEAVES, SERVER, YES, Office, mail, planned

READ = NOW + timedelta(days=2)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned() as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


def report(letter_id: str, *, kind: str = "abuse", sender: str = "fbl@ports.example") -> Message:
    """A feedback report as RFC 5965's appendix B writes it."""
    domain = sender.rpartition("@")[2]
    raw = (
        f"From: <{sender}>\r\nTo: <robin@vale.example>\r\nSubject: FW: an introduction?\r\n"
        "Date: Wed, 04 Nov 2026 09:00:00 +0000\r\nMessage-ID: <arf-1@ports.example>\r\n"
        f"Authentication-Results: {SERVER}; dmarc=pass header.from={domain}\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        f"Feedback-Type: {kind}\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\n"
        "Original-Mail-From: <robin@vale.example>\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\n"
        f"From: <robin@vale.example>\r\nMessage-ID: {letter_id}\r\nSubject: x\r\n\r\nHi\r\n"
        "--b--\r\n"
    ).encode()
    return mime.read(raw, remote_id="77", received_at=READ, roles=(FolderRole.INBOX,))


def test_a_complaint_ends_the_ask_cites_the_report_and_holds_the_contact(office: Office) -> None:
    (heard,) = office.read(report(office.letter_id), now=READ)

    last = asks.history(office.store, AskId(1))[-1]
    assert office.ask.state is AskState.DECLINED
    assert (last.event, last.message_id) == (AskEvent.COMPLAINED, "<arf-1@ports.example>")
    assert heard.applied
    assert "reported a letter" in decisions.never(office.store)[ANA]


def test_a_complaint_is_taken_back_by_the_owner_and_stays_so(office: Office) -> None:
    office.read(report(office.letter_id), now=READ)
    (held,) = complaints.since(office.store, seconds(NOW))

    decision_log.undo(office.store, held.number, seconds(READ))
    office.desk.undo(AskId(1), READ)
    office.mailbox.expired = True
    office.read(now=READ + timedelta(hours=1))

    assert office.ask.state is AskState.SENT
    assert ANA not in decisions.never(office.store)
    assert not complaints.since(office.store, seconds(NOW))


def test_a_complaint_from_anywhere_is_only_asked_about(office: Office) -> None:
    office.read(report(office.letter_id, sender="abuse@evil.example"), now=READ)

    assert office.ask.state is AskState.SENT
    assert "may be forged" in office.ask.needs_review
    assert ANA not in decisions.never(office.store)


def test_whom_the_owner_says_to_have_complained_is_held_too(office: Office) -> None:
    office.read(report(office.letter_id, sender="abuse@evil.example"), now=READ)

    office.desk.settle(AskId(1), AskEvent.COMPLAINED, READ)

    assert office.ask.state is AskState.DECLINED
    assert ANA in decisions.never(office.store)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure"])
def test_other_feedback_changes_nothing(office: Office, kind: str) -> None:
    office.read(report(office.letter_id, kind=kind), now=READ)

    assert office.ask.state is AskState.SENT
    assert not office.ask.needs_review
    assert ANA not in decisions.never(office.store)


def test_a_complaint_about_another_mail_holds_nobody(office: Office) -> None:
    office.read(report("<else@vale.example>"), now=READ)

    assert office.ask.state is AskState.SENT
    assert not decisions.never(office.store)


def test_a_complaint_about_a_letter_of_a_closed_ask_still_holds(office: Office) -> None:
    cause = Cause(at=seconds(READ), origin=Origin.CLI)
    office.read(mail(1, text=YES, answers=office.letter_id), now=READ)
    asks.move(office.store, AskId(1), AskEvent.CLOSED, cause)

    office.read(report(office.letter_id), now=READ)

    assert office.ask.state is AskState.CLOSED
    assert ANA in decisions.never(office.store)
