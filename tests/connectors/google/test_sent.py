"""Letters among the sent at Gmail: found by what Gmail leaves of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.connectors.base import Receipt, SentKey
from narrowcast.connectors.google.sending import GmailSender, account_of, receipt_of
from narrowcast.connectors.tiers import Tier
from tests.connectors.google.letters import ENVELOPE, KEY, LETTER
from tests.servers.gate_faults import Fault
from tests.servers.google import START, GoogleWorld, Mail


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


def test_what_is_gone_while_it_is_looked_at_hides_no_letter(
    google_world: GoogleWorld, open_sender: Callable[..., GmailSender]
) -> None:
    sender = open_sender(tier=Tier.HEADERS)
    receipt = sender.send(LETTER, ENVELOPE)
    google_world.deliver(b"From: me@corp.test\r\nTo: x@y.example\r\n\r\nlater", labels=("SENT",))
    google_world.faults.next("gmail.users.messages.get", Fault.NOT_FOUND)

    assert sender.find_sent(KEY) == receipt


@pytest.mark.parametrize("labels", [("SENT",), ("SENT", "TRASH")], ids=["there", "thrown away"])
def test_a_letter_that_kept_its_id_is_found_however_long_ago_it_left(
    google_world: GoogleWorld, sender: GmailSender, labels: tuple[str, ...]
) -> None:
    letter = google_world.deliver(LETTER, labels=labels)
    google_world.deliver(b"From: me@corp.test\r\nTo: x@y.example\r\n\r\nlater", labels=("SENT",))
    (own,) = (one for one in google_world.raw(letter).splitlines() if b"Message-ID: " in one)
    key = replace(KEY, message_id=own.decode()[12:], token="", since=START + timedelta(days=9))

    found = sender.find_sent(key)

    assert found is not None
    assert found.provider_id == letter


def test_a_clock_of_ours_that_is_hours_ahead_hides_no_letter(
    google_world: GoogleWorld, sender: GmailSender
) -> None:
    receipt = sender.send(LETTER, ENVELOPE)
    google_world.deliver(b"From: me@corp.test\r\nTo: x@y.example\r\n\r\nlater", labels=("SENT",))
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
    ("references", "found"),
    [
        ("<tok-1@corp.test>  <intro@lumen.example>", True),
        ("<tok-1@corp.test> <intro@lumen.example> <new@google.test>", False),
        ("<intro@lumen.example> <tok-1@corp.test>", False),
    ],
    ids=["the letter", "what answers it", "another order"],
)
def test_a_letter_on_a_thread_is_known_by_its_whole_references(
    references: str, found: bool
) -> None:
    key = replace(KEY, references="<tok-1@corp.test> <intro@lumen.example>")
    head = [{"name": "References", "value": references}]

    assert (receipt_of({"id": "g1", "payload": {"headers": head}}, key) is not None) is found


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
