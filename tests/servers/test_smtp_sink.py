"""The sink takes letters, and fails in the phase it is told to."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator

import pytest

from tests.servers.certificates import Certificates
from tests.servers.smtp_sink import PASSWORD, USER, Phase, Security, Sink, smtp_sink

RAW = b"Subject: intro\r\n\r\nHello\r\n..two dots\r\n"


@pytest.fixture
def sink(certificates: Certificates) -> Iterator[Sink]:
    with smtp_sink(certificates) as running:
        yield running


def send(sink: Sink, certificates: Certificates, password: str = PASSWORD) -> str:
    with smtplib.SMTP(sink.host, sink.port, timeout=5) as client:
        client.starttls(context=certificates.client_context())
        client.login(USER, password)
        client.mail("robin@vale.example")
        client.rcpt("ana@lumen.example")
        code, answer = client.data(RAW)
        return f"{code} {answer.decode()}"


def test_a_letter_is_taken_as_it_is(sink: Sink, certificates: Certificates) -> None:
    sink.accepted = "250 2.0.0 OK <new@prod.outlook.example>"

    answer = send(sink, certificates)

    (letter,) = sink.letters
    assert "new@prod" in answer
    assert letter.raw == RAW
    assert (letter.login, letter.recipients, letter.encrypted) == (
        USER,
        ("ana@lumen.example",),
        True,
    )


@pytest.mark.parametrize("phase", [Phase.DATA, Phase.DOT])
def test_a_refusal_comes_in_its_phase(sink: Sink, certificates: Certificates, phase: Phase) -> None:
    sink.answers[phase] = "451 4.3.0 later"

    if phase is Phase.DATA:
        with pytest.raises(smtplib.SMTPDataError, match="later"):
            send(sink, certificates)
    else:
        assert send(sink, certificates) == "451 4.3.0 later"
    assert sink.letters == []


@pytest.mark.parametrize(
    ("phase", "taken"),
    [(Phase.CONNECT, 0), (Phase.AUTH, 0), (Phase.MAIL, 0), (Phase.DATA, 0), (Phase.DOT, 1)],
)
def test_a_drop_strikes_where_it_should(
    sink: Sink, certificates: Certificates, phase: Phase, taken: int
) -> None:
    sink.drops = phase

    with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        send(sink, certificates)
    assert len(sink.letters) == taken


def test_a_wrong_password_is_refused(sink: Sink, certificates: Certificates) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError, match="535"):
        send(sink, certificates, password="wrong")


@pytest.mark.parametrize("good", [True, False], ids=["good", "expired"])
def test_a_token_opens_or_does_not(sink: Sink, certificates: Certificates, good: bool) -> None:
    if good:
        sink.tokens["token"] = USER
    with smtplib.SMTP(sink.host, sink.port, timeout=5) as client:
        client.starttls(context=certificates.client_context())
        client.ehlo()
        client.user, client.password = USER, "token"

        def answer(challenge: bytes | None = None) -> str:
            return f"user={USER}\x01auth=Bearer token\x01\x01" if challenge is None else ""

        if good:
            assert client.auth("XOAUTH2", answer)[0] == 235
        else:
            with pytest.raises(smtplib.SMTPAuthenticationError, match="535"):
                client.auth("XOAUTH2", answer)


def test_encryption_from_the_first_octet(certificates: Certificates) -> None:
    with smtp_sink(certificates, security=Security.TLS) as sink:
        context = certificates.client_context()
        with smtplib.SMTP_SSL(sink.host, sink.port, timeout=5, context=context) as client:
            client.login(USER, PASSWORD)
            client.sendmail(USER, ["ana@lumen.example"], RAW)

    assert sink.letters[0].encrypted


def test_without_encryption_none_is_offered(certificates: Certificates) -> None:
    with (
        smtp_sink(certificates, security=Security.NONE) as sink,
        smtplib.SMTP(sink.host, sink.port, timeout=5) as client,
        pytest.raises(smtplib.SMTPNotSupportedError),
    ):
        client.starttls(context=certificates.client_context())
