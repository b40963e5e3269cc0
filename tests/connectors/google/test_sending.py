"""Letters by the Gmail API: what was taken, what was not, and what has to be looked up."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from narrowcast.connectors.base import Envelope, SentFolder
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
from narrowcast.connectors.google import scopes
from narrowcast.connectors.google.sending import GmailSender
from narrowcast.connectors.http import Lost
from narrowcast.connectors.net import HostRefused
from narrowcast.connectors.tiers import Tier
from tests.connectors.google.letters import ENVELOPE, KEY, LETTER, SEND, in_sent
from tests.servers.gate import Reply
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld


def posted(world: GoogleWorld) -> list[bytes]:
    """The octets of every letter that the gate was handed."""
    return [base64.urlsafe_b64decode(json.loads(call.body)["raw"]) for call in world.calls(SEND)]


def test_a_blind_copy_stands_in_what_gmail_is_given(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    hidden = "bo@other.example"
    envelope = replace(ENVELOPE, recipients=(*ENVELOPE.recipients, hidden), hidden=(hidden,))

    sender.send(LETTER, envelope)

    assert posted(google_world) == [b"Bcc: bo@other.example\r\n" + LETTER]


def test_a_letter_leaves_octet_by_octet_and_is_known_by_what_gmail_calls_it(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    receipt = sender.send(LETTER, ENVELOPE)

    assert posted(google_world) == [LETTER]
    assert in_sent(google_world) == [receipt.provider_id]
    assert receipt.thread
    # This server gives every letter a Message-ID of its own, and Gmail may.
    assert receipt.message_id.endswith("@mail.gmail.com>")
    assert receipt.message_id.encode() in google_world.raw(receipt.provider_id)


@contextmanager
def not_taken(kind: type[ConnectorError]) -> Iterator[None]:
    """Something raises *kind* itself, which says that the letter was not taken."""
    with pytest.raises(kind) as raised:
        yield
    assert not isinstance(raised.value, Ambiguous)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.RATE_429, RateLimited),
        (Fault.RATE_403, RateLimited),
        (Fault.USER_RATE_403, RateLimited),
        (Fault.DAILY_403, RateLimited),
        (Fault.NOT_FOUND, Refused),
        (Fault.FORBIDDEN, NeedsLogin),
        (Fault.NOT_CONFIGURED, Skippable),
    ],
    ids=lambda one: getattr(one, "name", one.__name__ if isinstance(one, type) else ""),
)
def test_a_refusal_says_that_nothing_was_taken(
    google_world: GoogleWorld, sender: GmailSender, fault: Fault, kind: type[ConnectorError]
) -> None:
    google_world.faults.next(SEND, fault)

    with not_taken(kind):
        sender.send(LETTER, ENVELOPE)

    assert len(google_world.calls(SEND)) == 1
    assert in_sent(google_world) == []


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        (Fault.FAIL_AFTER, True),
        (Fault.DROP_AFTER, True),
        (Fault.TRUNCATED, True),
        (Fault.DROP_BEFORE, False),
        (Fault.SERVER_ERROR, False),
        (Fault.UNAVAILABLE, False),
        (Fault.GATEWAY_TIMEOUT, False),
        (Fault.HTML_502, False),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_an_answer_that_is_lost_leaves_it_open_until_the_letter_is_looked_up(
    google_world: GoogleWorld, sender: GmailSender, fault: Fault, left: bool
) -> None:
    google_world.faults.next(SEND, fault)

    with pytest.raises(Ambiguous):
        sender.send(LETTER, ENVELOPE)

    assert len(google_world.calls(SEND)) == 1  # no layer sends it again
    found = sender.find_sent(KEY)
    assert (found is not None) is left
    if found:
        assert in_sent(google_world) == [found.provider_id]
        assert found.message_id.encode() in google_world.raw(found.provider_id)
        assert found.thread


def test_an_answer_that_is_no_json_leaves_it_open(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    google_world.faults.next(SEND, Fault.NOT_JSON)

    with pytest.raises(Ambiguous):
        sender.send(LETTER, ENVELOPE)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=303, body=b"", headers={"Location": "/elsewhere"}),
        Reply(status=307, body=b"", headers={"Location": "/elsewhere"}),
        Reply(status=200, body=b"{}", headers={"content-type": "application/json"}),
        Reply(status=204, body=b"", headers={}),
    ],
    ids=["303", "307", "200 of nothing", "204"],
)
def test_an_answer_that_gmail_does_not_give_to_letters_leaves_it_open(
    google_world: GoogleWorld, sender: GmailSender, reply: Reply
) -> None:
    google_world.gate.stages.insert(
        0, lambda asked, forward: reply if asked.id == SEND else forward(asked)
    )

    with pytest.raises(Ambiguous):
        sender.send(LETTER, ENVELOPE)


def test_a_server_that_is_busy_and_says_until_when_may_have_taken_it(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    google_world.faults.next(SEND, Fault.UNAVAILABLE, retry_after=7)

    with pytest.raises(Ambiguous):
        sender.send(LETTER, ENVELOPE)


def test_a_token_that_ended_is_renewed_and_the_letter_leaves_once(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    sender.check()
    google_world.tokens.expire_access()

    sender.send(LETTER, ENVELOPE)

    # What was refused for its token was not taken, so the second time is the first.
    assert [call.status for call in google_world.calls(SEND)] == [401, 200]
    assert len(in_sent(google_world)) == 1


def test_a_consent_that_was_taken_back_needs_a_login(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    sender.check()
    google_world.revoke()

    with not_taken(NeedsLogin):
        sender.send(LETTER, ENVELOPE)

    assert in_sent(google_world) == []


@pytest.fixture
def mute_port() -> Iterator[int]:
    """A port that takes connections and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            with suppress(OSError):
                while True:
                    listening.accept()[0].close()

        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_login_that_cannot_be_renewed_now_has_taken_nothing(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender], mute_port: int
) -> None:
    mute = google_world.endpoints() | {"token": f"http://127.0.0.1:{mute_port}/token"}
    sender = open_sender({"endpoints": mute})

    with pytest.raises(Transient) as raised:
        sender.send(LETTER, ENVELOPE)

    assert not isinstance(raised.value, Lost)
    assert google_world.calls(SEND) == []


def test_a_server_that_cannot_be_reached_has_taken_nothing(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    elsewhere = google_world.endpoints() | {"gmail": "http://127.0.0.1:9/"}
    sender = open_sender({"endpoints": elsewhere})

    with not_taken(Transient):
        sender.send(LETTER, ENVELOPE)


def test_a_host_that_is_not_allowed_hears_nothing(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    elsewhere = google_world.endpoints() | {"gmail": "https://gmail.elsewhere.example/"}
    sender = open_sender({"endpoints": elsewhere})

    with not_taken(HostRefused):
        sender.send(LETTER, ENVELOPE)


@pytest.mark.parametrize(
    ("letter", "envelope"),
    [
        (LETTER, Envelope(sender="me@corp.test", recipients=())),
        (LETTER, Envelope(sender="me@corp.test", recipients=("bo@beta.example",))),
        (LETTER.replace(b"To:", b"Bcc: eve@x.example\r\nTo:"), ENVELOPE),
        (LETTER.replace(b"To:", b"Cc: eve@x.example\r\nTo:"), ENVELOPE),
        (LETTER, Envelope(sender="other@corp.test", recipients=ENVELOPE.recipients)),
    ],
    ids=["nobody", "another", "a blind copy", "a copy", "from another"],
)
def test_a_letter_whose_head_says_otherwise_than_its_envelope_does_not_leave(
    google_world: GoogleWorld, sender: GmailSender, letter: bytes, envelope: Envelope
) -> None:
    with pytest.raises(Rejected):
        sender.send(letter, envelope)

    assert google_world.calls() == []


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.SERVER_ERROR, Fault.NOT_JSON])
def test_a_letter_that_was_taken_is_not_lost_over_its_new_name(
    google_world: GoogleWorld, sender: GmailSender, fault: Fault
) -> None:
    google_world.faults.next("gmail.users.messages.get", fault, times=9)

    receipt = sender.send(LETTER, ENVELOPE)

    assert receipt.provider_id
    assert receipt.message_id == ""


def test_the_heads_tier_is_asked_for_nothing_it_may_not_have(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    sender = open_sender(tier=Tier.HEADERS)
    sender.send(LETTER, ENVELOPE)
    sender.find_sent(KEY)

    assert {call.status for call in google_world.calls()} == {200}


def test_checking_sends_nothing(google_world: GoogleWorld, sender: GmailSender) -> None:
    sender.check()

    assert google_world.calls("gmail.users.getProfile")
    assert google_world.calls(SEND) == []


@pytest.mark.parametrize("act", ["check", "send"])
def test_without_the_right_to_send_nothing_is_asked(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender], act: str
) -> None:
    sender = open_sender(send=False)

    with pytest.raises(NeedsLogin, match="send"):
        sender.check() if act == "check" else sender.send(LETTER, ENVELOPE)

    assert google_world.calls() == []


def test_the_login_of_another_account_is_told(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    sender = open_sender({"user": "other@corp.test"})

    with pytest.raises(NeedsLogin, match=r"me@corp\.test"):
        sender.check()


def test_gmail_files_what_it_sends_so_nothing_is_filed(sender: GmailSender) -> None:
    assert not isinstance(sender, SentFolder)


def test_no_secret_is_shown(google_world: GoogleWorld, sender: GmailSender) -> None:
    google_world.faults.next(SEND, Fault.FAIL_AFTER)
    with pytest.raises(Ambiguous) as lost:
        sender.send(LETTER, ENVELOPE)

    (kept,) = google_world.kept
    secrets = [one for one in kept.text.split('"') if len(one) > 30]
    shown = f"{lost.value}{lost.value.__cause__}{sender!r}{vars(sender)}"
    assert secrets
    assert [one for one in (*secrets, "ana@lumen.example") if one in shown] == []


def test_the_right_to_send_alone_suffices_to_send(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    sender = open_sender(only=[scopes.SEND])

    receipt = sender.send(LETTER, ENVELOPE)

    assert in_sent(google_world) == [receipt.provider_id]
    assert receipt.message_id == ""  # which only the right to read tells
