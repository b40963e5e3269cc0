"""Every fault of sending is classed by when it happens: before the final dot no letter is taken."""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from narrowcast.connectors.errors import Ambiguous, ConnectorError, Refused, Rejected, Transient
from narrowcast.connectors.imap_session.settings import Security
from narrowcast.connectors.smtp.session import Talk
from narrowcast.connectors.smtp.settings import Patience
from tests.connectors.smtp.submission import ENVELOPE, LETTER, scripted, sender
from tests.servers.certificates import Certificates
from tests.servers.smtp_sink import Phase, Sink, smtp_sink


@pytest.fixture
def sink(certificates: Certificates) -> Iterator[Sink]:
    with smtp_sink(certificates) as running:
        yield running


def test_a_letter_arrives_as_it_is_dots_and_all(sink: Sink, certificates: Certificates) -> None:
    receipt = sender(sink.port, certificates).send(LETTER, ENVELOPE)

    (letter,) = sink.letters
    assert letter.raw == LETTER
    assert (letter.sender, letter.recipients) == (ENVELOPE.sender, ENVELOPE.recipients)
    assert letter.encrypted
    assert receipt.message_id == ""


SMUGGLED = b"\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<x@evil.example>\r\nDATA\r\n"


def test_no_text_ends_the_letter_and_begins_another(sink: Sink, certificates: Certificates) -> None:
    sender(sink.port, certificates).send(LETTER + b"\r\n.\r\n" + SMUGGLED, ENVELOPE)

    (letter,) = sink.letters
    assert letter.recipients == ENVELOPE.recipients
    assert letter.raw == LETTER + b"\r\n.\r\n" + SMUGGLED


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n"], ids=repr)
def test_a_letter_with_stray_line_ends_is_not_even_begun(
    end: bytes, sink: Sink, certificates: Certificates
) -> None:
    with pytest.raises(Rejected, match="stray line ends"):
        sender(sink.port, certificates).send(LETTER + end + SMUGGLED, ENVELOPE)

    assert sink.letters == []


def test_a_blind_copy_is_told_to_the_server_and_to_nobody_else(
    sink: Sink, certificates: Certificates
) -> None:
    hidden = "bo@other.example"
    envelope = replace(ENVELOPE, recipients=(*ENVELOPE.recipients, hidden), hidden=(hidden,))

    sender(sink.port, certificates).send(LETTER, envelope)

    (letter,) = sink.letters
    assert letter.recipients == envelope.recipients
    assert letter.raw == LETTER


def test_the_greeting_tells_nothing_of_the_machine(sink: Sink, certificates: Certificates) -> None:
    sender(sink.port, certificates).send(LETTER, ENVELOPE)

    assert set(sink.greeted) == {"[127.0.0.1]"}


@pytest.mark.parametrize("phase", [Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.DOT])
@pytest.mark.parametrize(
    ("code", "error"), [("451 4.3.0 later", Refused), ("550 5.1.1 never", Rejected)]
)
def test_a_no_is_a_no_in_every_phase(
    sink: Sink, certificates: Certificates, phase: Phase, code: str, error: type[Exception]
) -> None:
    sink.answers[phase] = code

    with pytest.raises(error, match=code) as caught:
        sender(sink.port, certificates).send(LETTER, ENVELOPE)

    assert type(caught.value) is error
    assert sink.letters == []


@pytest.mark.parametrize("phase", [Phase.CONNECT, Phase.MAIL, Phase.RCPT, Phase.DATA])
def test_a_connection_lost_before_the_dot_took_nothing(
    sink: Sink, certificates: Certificates, phase: Phase
) -> None:
    sink.drops = phase
    long = LETTER + b"so that it is lost while the letter is under way\r\n" * 200_000

    with pytest.raises((Refused, Transient)):
        sender(sink.port, certificates).send(long, ENVELOPE)

    assert sink.letters == []


def test_a_connection_lost_after_the_dot_leaves_it_open(
    sink: Sink, certificates: Certificates
) -> None:
    sink.drops = Phase.DOT

    with pytest.raises(Ambiguous, match="answer to the letter was lost"):
        sender(sink.port, certificates).send(LETTER, ENVELOPE)

    assert len(sink.letters) == 1


def test_silence_after_the_dot_leaves_it_open() -> None:
    with scripted(dot=b"") as script, pytest.raises(Ambiguous):
        sender(script.port, security=Security.NONE).send(LETTER, ENVELOPE)


@pytest.mark.parametrize(
    "answer",
    [
        b"what?\r\n",
        b"354 go on\r\n",
        b"554-no\r\n250 yes\r\n",
        b"\r\n",
        b"250",
        b"250-\r\n" * 1000,
        b"x" * 20_000,
        None,
    ],
    ids=["no code", "no end", "yes and no", "empty", "cut", "endless", "long", "hung up"],
)
def test_what_is_no_answer_leaves_it_open(answer: bytes | None) -> None:
    with scripted(dot=answer) as script, pytest.raises(Ambiguous):
        sender(script.port, security=Security.NONE).send(LETTER, ENVELOPE)


@pytest.mark.parametrize("early", ["250 taken", "451 later", "552 too long"])
def test_an_answer_before_the_dot_is_none_to_the_letter(early: str) -> None:
    said = f"354 go on\r\n{early}\r\n".encode()
    with scripted(DATA=said) as script, pytest.raises(Refused, match=early) as caught:
        sender(script.port, security=Security.NONE).send(LETTER, ENVELOPE)

    assert isinstance(caught.value, Rejected) is early.startswith("5")
    assert "." not in script.heard


def test_an_answer_in_drops_does_not_hold_us_for_longer_than_one_at_once() -> None:
    ours, theirs = socket.socketpair()
    ours.settimeout(0.3)
    talk = Talk(ours)

    def drip() -> None:
        with suppress(OSError):
            while True:
                theirs.sendall(b"2")
                time.sleep(0.05)

    threading.Thread(target=drip, daemon=True).start()
    with theirs, pytest.raises(OSError, match="timed out"):
        talk.getreply()


@pytest.mark.parametrize("bye", [None, b"", b"500 no\r\n", b"\xff\xfe"])
def test_how_the_talk_ends_changes_nothing(bye: bytes | None) -> None:
    with scripted(QUIT=bye) as script:
        receipt = sender(script.port, security=Security.NONE).send(LETTER, ENVELOPE)

    assert receipt.provider_id == "taken"


@pytest.mark.parametrize("word", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [None, b"garbage\r\n", b"250-\r\n" * 1000])
def test_noise_before_the_dot_took_nothing(word: str, answer: bytes | None) -> None:
    with scripted(**{word: answer}) as script, pytest.raises(ConnectorError) as caught:
        sender(script.port, security=Security.NONE).send(LETTER, ENVELOPE)

    assert not isinstance(caught.value, Ambiguous)
    assert "." not in script.heard


@pytest.mark.parametrize(
    "letter",
    [b"a\nb\r\n", b"a\rb\r\n", b"a\0b\r\n", b"a\r\n.\nMAIL FROM:<eve@evil.example>\r\n"],
)
def test_stray_line_ends_never_reach_a_server(letter: bytes) -> None:
    with scripted() as script, pytest.raises(Rejected, match="stray line ends"):
        sender(script.port, security=Security.NONE).send(letter, ENVELOPE)

    assert not any(line.startswith("MAIL") for line in script.heard)


@pytest.mark.parametrize(
    "address", ["a@b>\r\nRCPT TO:<eve@evil.example", "a@b> SIZE=1", "ä@b.example", ""]
)
def test_an_address_that_is_more_than_one_is_not_said(address: str) -> None:
    envelope = dataclasses.replace(ENVELOPE, recipients=(address,))
    with scripted() as script, pytest.raises(Rejected, match="not a plain mail address"):
        sender(script.port, security=Security.NONE).send(LETTER, envelope)


def test_a_letter_of_eight_bits_goes_only_where_they_are_kept() -> None:
    eight = LETTER + "Grüße\r\n".encode()
    with scripted() as script, pytest.raises(Rejected, match="seven bits"):
        sender(script.port, security=Security.NONE).send(eight, ENVELOPE)
    with scripted(
        EHLO=b"250-hello\r\n250-8BITMIME\r\n250-SIZE 1000000\r\n250 AUTH PLAIN\r\n"
    ) as it:
        sender(it.port, security=Security.NONE).send(eight, ENVELOPE)

    (mail,) = (line for line in it.heard if line.startswith("MAIL"))
    assert mail.upper() == f"MAIL FROM:<ROBIN@VALE.EXAMPLE> SIZE={len(eight)} BODY=8BITMIME"


def test_a_rewritten_message_id_is_learned(sink: Sink, certificates: Certificates) -> None:
    sink.accepted = "250 2.0.0 OK <AM0PR@AM0PR.prod.outlook.com> [Hostname=AM0PR]"

    receipt = sender(sink.port, certificates).send(LETTER, ENVELOPE)

    assert receipt.message_id == "<AM0PR@AM0PR.prod.outlook.com>"


def test_after_the_dot_ten_minutes_are_waited_unless_told_otherwise() -> None:
    assert Patience().after_dot >= 600  # RFC 5321 §4.5.3.2.6
