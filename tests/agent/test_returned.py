"""A letter that came back is drafted anew to an address that is alive, and told of otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox, returned
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.etiquette import Code
from narrowcast.agent.core.job_moves import Move, Sign
from narrowcast.agent.core.model import AddressKey, AskId, Introducer, Prospect, Time, seconds
from narrowcast.agent.moving import Moving
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.formats import mime
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import FolderRole, Message
from tests.agent.core.letter_samples import NOW, OWNER, introducer
from tests.agent.listening import ANA, LEAVES, SERVER, Office, mail, planned

OTHER = AddressKey("ana.ruiz@mail.example")
READ = NOW + timedelta(days=2)
ME = OWNER.addresses[0]


class Known:
    """Advice that knows Ana."""

    def introducer(self, prospect: Prospect, address: AddressKey, as_of: object) -> Introducer:
        return introducer()


def bounce(letter_id: str) -> Message:
    """A delivery report of the owner's own server (RFC 3464)."""
    raw = (
        f"From: <mailer-daemon@{SERVER}>\r\nTo: <{ME}>\r\nSubject: Undelivered\r\n"
        f"Message-ID: <dsn-1@{SERVER}>\r\nDate: Wed, 04 Nov 2026 09:00:00 +0000\r\n"
        f"Authentication-Results: {SERVER}; dmarc=pass header.from={SERVER}\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        f"Final-Recipient: rfc822; {ANA}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {letter_id}\r\n\r\n--b--\r\n"
    ).encode()
    return mime.read(raw, remote_id="88", received_at=READ, roles=(FolderRole.INBOX,))


def own(number: int, to: str, days: int) -> Message:
    sent = mail(number, ME, (to,), at=NOW - timedelta(days=days))
    return replace(sent, roles=(FolderRole.SENT,))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned() as made:
        made.read(
            own(1, ANA, 40), mail(2, ANA, at=NOW - timedelta(days=39), name="Ana Ruiz"), now=NOW
        )
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


def alive(office: Office, days: int) -> None:
    """Ana wrote from her other address, so many days before, and was answered there."""
    seen = mail(4, OTHER, at=NOW - timedelta(days=days), name="Ana Ruiz")
    office.read(own(3, OTHER, days + 1), seen, now=READ)


def again(office: Office) -> tuple[Ask, ...]:
    return tuple(returned.draft_again(office.desk, Known(), READ, room=3))


def test_a_dead_address_is_followed_by_one_that_is_alive(office: Office) -> None:
    alive(office, 5)
    office.read(bounce(office.letter_id), now=READ)

    (drafted,) = again(office)

    assert asks.get(office.store, AskId(1)).state is AskState.BOUNCED
    assert drafted.state is AskState.DRAFTED
    assert drafted.letter.to_address == OTHER
    assert "came back" in returned.news(office.store, drafted)
    assert letters.letter_of(office.store, drafted.id) is None  # nothing leaves unapproved


def test_the_new_draft_is_held_neither_by_the_dead_address_nor_by_the_former_letter(
    office: Office,
) -> None:
    alive(office, 5)
    office.read(bounce(office.letter_id), now=READ)
    (drafted,) = again(office)
    wanted = prospects.everybody(office.store)[0]

    codes = {one.code for one in office.desk.lint(drafted, wanted, introducer(), READ)}

    assert not codes & {Code.E02, Code.E03, Code.E05}


def test_the_dead_address_itself_is_held(office: Office) -> None:
    office.read(bounce(office.letter_id), now=READ)
    wanted = prospects.everybody(office.store)[0]
    letter = office.ask.letter

    found = office.desk.look_through(letter, wanted, introducer(), READ)

    assert Code.E05 in {one.code for one in found}


def test_an_address_that_was_silent_for_longer_is_not_tried(office: Office) -> None:
    alive(office, 300)
    office.read(bounce(office.letter_id), now=READ)

    assert again(office) == ()
    who = Advisor(office.store).grouping(seconds(READ))
    assert "no other address" in returned.told(office.store, office.ask, who)


def test_a_draft_that_was_dropped_is_not_made_again(office: Office) -> None:
    alive(office, 5)
    office.read(bounce(office.letter_id), now=READ)
    (drafted,) = again(office)

    office.desk.drop(drafted.id, READ)

    assert again(office) == ()


def test_a_hard_bounce_of_a_contact_is_a_sign_of_their_move(office: Office) -> None:
    sent = letters.letter_of(office.store, AskId(1))
    assert sent is not None
    copy = mime.read(sent.raw, remote_id="5", received_at=LEAVES, roles=(FolderRole.SENT,))
    alive(office, 5)
    before = _move(office)

    office.read(copy, bounce(office.letter_id), now=READ)

    assert Sign.BOUNCED not in before.signs
    assert Sign.BOUNCED in _move(office).signs
    assert f"<dsn-1@{SERVER}>" in {one.id for one in _move(office).evidence}


def _move(office: Office) -> Move:
    """Ana's from her former address to the one she writes from."""
    at = seconds(READ + timedelta(days=60))
    (found,) = Moving(office.store, Advisor(office.store), at).found(Time(0))
    return found.move
