"""Letters by the Gmail API: what was taken, what was not, and what has to be looked up."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from narrowcast.connectors.base import Envelope, Receipt, SentFolder, SentKey
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
from narrowcast.connectors.google import connect_sender, scopes
from narrowcast.connectors.google.sending import GmailSender, account_of, receipt_of
from narrowcast.connectors.http import Lost
from narrowcast.connectors.net import HostRefused
from narrowcast.connectors.tiers import Tier
from tests.servers.gate_faults import Fault
from tests.servers.google import START, GoogleWorld, Mail

SEND = "gmail.users.messages.send"
ENVELOPE = Envelope(sender="me@corp.test", recipients=("ana@lumen.example",))
LETTER = (
    b"From: Me Person <me@corp.test>\r\nTo: Ana Li <ana@lumen.example>\r\n"
    b"Subject: Jonas Weber\r\nDate: Sun, 15 Nov 2026 09:00:00 +0000\r\n"
    b"Message-ID: <ask-1@corp.test>\r\nReferences: <tok-1@corp.test>\r\n"
    b"X-Narrowcast-Id: tok-1\r\n\r\nDear Ana,\r\n.\r\nRobin\r\n"
)
KEY = SentKey(message_id="<ask-1@corp.test>", token="tok-1", since=START)


@pytest.fixture
def open_sender(google_world: GoogleWorld) -> Iterator[Callable[..., GmailSender]]:
    """Opens senders of the world's account, with *options* of config.toml and changes of
    `GoogleWorld.means`.
    """
    made: list[GmailSender] = []

    def opened(options: dict[str, object] | None = None, **changes: Any) -> GmailSender:
        means = google_world.means(**({"send": True} | changes))
        one = connect_sender(google_world.options(**(options or {})), means)
        assert isinstance(one, GmailSender)
        made.append(one)
        return one

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def sender(open_sender: Callable[..., GmailSender]) -> GmailSender:
    return open_sender()


def in_sent(world: GoogleWorld) -> list[str]:
    told = world.api("GET", "/gmail/v1/users/me/messages?labelIds=SENT&includeSpamTrash=true")
    return [one["id"] for one in told.get("messages", [])]


def posted(world: GoogleWorld) -> list[bytes]:
    """The octets of every letter that the gate was handed."""
    return [base64.urlsafe_b64decode(json.loads(call.body)["raw"]) for call in world.calls(SEND)]


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


@pytest.mark.parametrize("tier", [Tier.HEADERS, Tier.SIGNATURES], ids=["heads", "mail"])
def test_a_letter_is_found_by_its_token_among_many(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender], tier: Tier
) -> None:
    google_world.load(
        [
            Mail(sender="me@corp.test", to=(f"p{n}@acme.test",), labels=("SENT",),
                 date=START - timedelta(days=n))
            for n in range(1, 9)
        ]
    )  # fmt: skip
    sender = open_sender(tier=tier)
    receipt = sender.send(LETTER, ENVELOPE)
    google_world.deliver(b"From: me@corp.test\r\nTo: x@y.example\r\n\r\nlater", labels=("SENT",))

    assert sender.find_sent(KEY) == receipt


def test_what_was_thrown_away_since_is_found_among_the_sent(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    receipt = sender.send(LETTER, ENVELOPE)
    google_world.label(receipt.provider_id, add=["TRASH"])

    found = sender.find_sent(KEY)

    assert found is not None
    assert found.provider_id == receipt.provider_id


def test_a_clock_of_ours_that_is_hours_ahead_hides_no_letter(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    receipt = sender.send(LETTER, ENVELOPE)
    ahead = replace(KEY, message_id="<unknown@corp.test>", since=START + timedelta(hours=5))

    assert sender.find_sent(ahead) == receipt


@pytest.mark.parametrize(
    "head",
    [
        {"Message-ID": "<ask-1@corp.test>"},
        {"Message-ID": "<new@mail.gmail.com>", "X-Google-Original-Message-ID": "<ask-1@corp.test>"},
        {"message-id": "<new@mail.gmail.com>", "x-narrowcast-id": "tok-1"},
        {"Message-Id": "<new@mail.gmail.com>", "References": "<tok-1@corp.test>"},
    ],
    ids=["as it was", "the former id", "the token", "the token among the references"],
)
def test_a_letter_is_known_by_any_mark_that_gmail_leaves_on_it(head: dict[str, str]) -> None:
    named = [{"name": name, "value": value} for name, value in head.items()]
    told = {"id": "g1", "threadId": "t1", "payload": {"headers": named}}

    receipt = receipt_of(told, KEY)

    assert receipt == Receipt(provider_id="g1", message_id=next(iter(head.values())), thread="t1")


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"Message-ID": "<another@corp.test>", "References": "<tok-12@corp.test>"},
        {"Message-ID": "", "X-Narrowcast-Id": "tok-12"},
        {"Message-ID": "<b@corp.test>", "References": "<tok-1@corp.test> <ana@lumen.example>"},
    ],
    ids=["nothing", "another token", "a longer token", "an answer to the answer"],
)
def test_another_letter_is_not_taken_for_it(head: dict[str, str]) -> None:
    named = [{"name": name, "value": value} for name, value in head.items()]

    assert receipt_of({"id": "g1", "payload": {"headers": named}}, KEY) is None
    assert receipt_of({"id": "g1"}, SentKey(message_id="", token="", since=START)) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Me@Corp.test", "me@corp.test", True),
        ("first.last@gmail.com", "firstlast@googlemail.com", True),
        ("first.last@corp.test", "firstlast@corp.test", False),
        ("me@corp.test", "me@other.test", False),
    ],
)
def test_accounts_are_told_apart_as_google_does(one: str, other: str, same: bool) -> None:
    assert (account_of(one) == account_of(other)) is same


def test_what_was_sent_long_before_is_not_read(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    google_world.load(
        [Mail(sender="me@corp.test", to=("p@acme.test",), labels=("SENT",),
              date=START - timedelta(days=n)) for n in range(1, 9)]
    )  # fmt: skip
    sender = open_sender(tier=Tier.HEADERS)

    assert sender.find_sent(KEY) is None
    assert len(google_world.calls("gmail.users.messages.get")) == 1


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
