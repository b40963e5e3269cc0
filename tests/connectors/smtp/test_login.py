"""Nothing secret goes over an open line, into an error or a log; failed logins are told apart."""

from __future__ import annotations

import base64
import dataclasses
import logging
import socket
import traceback

import pytest

from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Refused, Skippable, Transient
from narrowcast.connectors.imap_session.settings import Auth, Security
from narrowcast.connectors.net import BadCertificate, Egress, HostRefused
from tests.connectors.smtp.submission import ENVELOPE, LETTER, QUICK, Said, scripted, sender
from tests.servers.certificates import Certificates
from tests.servers.smtp_sink import USER, Phase, smtp_sink
from tests.servers.smtp_sink import Security as Offered

CANARY = "cänary-päss 0xC0FFEE"


class Unencrypted(Egress):
    """Leaves TLS out, for servers of a few lines."""

    def encrypt(self, plain: socket.socket, host: str) -> socket.socket:
        return plain


@pytest.mark.parametrize(
    ("offered", "security"),
    [(Offered.TLS, Security.TLS), (Offered.STARTTLS, Security.STARTTLS)],
)
def test_a_password_of_any_letters_opens(
    certificates: Certificates, offered: Offered, security: Security
) -> None:
    with smtp_sink(certificates, security=offered) as sink:
        sink.users[USER] = CANARY
        one = sender(sink.port, certificates, security=security, secrets=Said(CANARY))
        one.send(LETTER, ENVELOPE)
        one.check()

    assert sink.logins == ["PLAIN", "PLAIN"]
    assert [letter.login for letter in sink.letters] == [USER]


def test_where_plain_is_not_offered_the_password_goes_by_login() -> None:
    with (
        scripted(EHLO=b"250-hello\r\n250 AUTH LOGIN\r\n", AUTH=b"334 UGFzc3dvcmQ6\r\n") as script,
        pytest.raises(NeedsLogin),
    ):
        sender(script.port, security=Security.NONE).check()

    login = f"AUTH LOGIN {base64.b64encode(USER.encode()).decode()}"
    assert script.heard[1:3] == [login, base64.b64encode(b"correct horse").decode()]


@pytest.mark.parametrize("auth", [Auth.XOAUTH2, Auth.OAUTHBEARER])
def test_a_token_opens(certificates: Certificates, auth: Auth) -> None:
    with smtp_sink(certificates) as sink:
        sink.tokens["t0k"] = USER
        sender(sink.port, certificates, auth=auth, secrets=Said(bearer="t0k")).send(
            LETTER, ENVELOPE
        )

    assert len(sink.letters) == 1


@pytest.mark.parametrize("auth", [Auth.XOAUTH2, Auth.OAUTHBEARER])
def test_an_old_token_needs_a_new_login(certificates: Certificates, auth: Auth) -> None:
    with smtp_sink(certificates) as sink, pytest.raises(NeedsLogin, match="connect work"):
        sender(sink.port, certificates, auth=auth, secrets=Said(bearer="old")).check()


def test_a_wrong_password_is_tried_once_and_asked_for(certificates: Certificates) -> None:
    with smtp_sink(certificates) as sink, pytest.raises(NeedsLogin, match="connect work"):
        sender(sink.port, certificates, secrets=Said("wrong")).send(LETTER, ENVELOPE)

    assert sink.logins == ["PLAIN"]


def test_a_login_that_cannot_be_checked_now_is_no_wrong_one(certificates: Certificates) -> None:
    with smtp_sink(certificates) as sink:
        sink.answers[Phase.AUTH] = "454 4.7.0 later"
        with pytest.raises(Transient, match="454"):
            sender(sink.port, certificates).check()


def test_a_stranger_gets_nothing(
    certificates: Certificates, stranger_certificates: Certificates
) -> None:
    with smtp_sink(stranger_certificates) as sink, pytest.raises(BadCertificate):
        sender(sink.port, certificates).check()

    assert sink.logins == []


def test_without_starttls_not_a_word_is_said(certificates: Certificates) -> None:
    with (
        smtp_sink(certificates, security=Offered.NONE) as sink,
        pytest.raises(HostRefused, match="does not offer STARTTLS"),
    ):
        sender(sink.port, certificates).check()

    assert sink.logins == []


def test_words_slipped_in_before_the_encryption_end_the_talk(certificates: Certificates) -> None:
    with (
        scripted(
            EHLO=b"250-hello\r\n250 STARTTLS\r\n", STARTTLS=b"220 go\r\n250 AUTH PLAIN\r\n"
        ) as script,
        pytest.raises(HostRefused, match="puts words into the mouth"),
    ):
        sender(script.port, certificates).check()

    assert not any(line.startswith("AUTH") for line in script.heard)


def test_a_server_on_this_machine_may_ask_for_no_login() -> None:
    with scripted(EHLO=b"250 hello\r\n") as script:
        sender(script.port, security=Security.NONE).send(LETTER, ENVELOPE)

    assert not any(line.startswith("AUTH") for line in script.heard)


@pytest.mark.parametrize("auth", Auth)
@pytest.mark.parametrize("code", [b"535", b"454", b"501"])
def test_a_server_that_repeats_the_secret_does_not_make_us_say_it(
    auth: Auth, code: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plain = base64.b64encode(f"\0{USER}\0{CANARY}".encode())
    said = code + b" no: AUTH PLAIN " + plain + b"\r\n"
    secrets = Said(CANARY, bearer="t0ken-" + "0xC0FFEE" * 4)
    ways = b"250-hello\r\n250 AUTH PLAIN XOAUTH2 OAUTHBEARER\r\n"
    with scripted(EHLO=ways, AUTH=said) as script, pytest.raises(ConnectorError) as caught:
        sender(script.port, security=Security.NONE, auth=auth, secrets=secrets).check()

    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    for secret in (CANARY, plain.decode(), "0xC0FFEE"):
        assert secret not in told


@pytest.mark.parametrize("word", ["PLAIN", "LOGIN"])
def test_a_short_secret_that_is_repeated_is_not_said_either(word: str) -> None:
    short = "hunter2"
    coded = base64.b64encode(short.encode())
    ways = f"250-hello\r\n250 AUTH {word}\r\n".encode()
    said = b"535 not hunter2, " + coded + b"\r\n"
    with scripted(EHLO=ways, AUTH=said) as script, pytest.raises(NeedsLogin) as caught:
        sender(script.port, security=Security.NONE, user="bo", secrets=Said(short)).check()

    assert "535 not …, …)" in str(caught.value)


def test_a_server_that_takes_no_login_hears_no_secret() -> None:
    with (
        scripted(EHLO=b"250 hello\r\n", AUTH=b"503 not advertised\r\n") as script,
        pytest.raises(Skippable, match="takes no login on port"),
    ):
        sender(script.port, security=Security.TLS, egress=Unencrypted(["localhost"])).check()

    assert not any(line.startswith("AUTH") for line in script.heard)


@pytest.mark.parametrize(
    ("auth", "offered"),
    [(Auth.PASSWORD, "XOAUTH2"), (Auth.PASSWORD, "CRAM-MD5"), (Auth.XOAUTH2, "PLAIN LOGIN")],
)
def test_a_secret_is_shown_only_in_a_way_that_is_offered(auth: Auth, offered: str) -> None:
    ways = f"250-hello\r\n250 AUTH {offered} \x1b[31m\r\n".encode()
    with (
        scripted(EHLO=ways) as script,
        pytest.raises(Skippable, match="nothing secret was said") as caught,
    ):
        sender(script.port, security=Security.NONE, auth=auth, secrets=Said(bearer="t0k")).check()

    assert ", ".join(sorted(offered.split())) in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert not any(line.startswith("AUTH") for line in script.heard)


@pytest.mark.parametrize("said", [b"what\r\n", b"354 go on\r\n", b"503 not now\r\n"])
def test_only_a_yes_lets_us_in(said: bytes) -> None:
    with scripted(AUTH=said) as script, pytest.raises((NeedsLogin, Transient)) as caught:
        sender(script.port, security=Security.NONE).check()

    assert isinstance(caught.value, NeedsLogin) is said.startswith(b"5")


def test_nobody_there_may_pass() -> None:
    with scripted() as script:
        port = script.port

    with pytest.raises(Transient, match="does not answer"):
        sender(port, security=Security.NONE).check()


def test_a_greeting_that_wants_nothing_of_us_refuses() -> None:
    with (
        scripted(greeting=b"554 5.7.1 go away\r\n") as script,
        pytest.raises(Refused, match="go away"),
    ):
        sender(script.port, security=Security.NONE).check()


def test_a_server_of_another_protocol_is_told_by_what_it_says() -> None:
    with (
        scripted(greeting=b"* OK IMAP4rev1 ready\r\n") as script,
        pytest.raises(Transient, match=r"speaks no SMTP on port \d+: \* OK IMAP4rev1 ready"),
    ):
        sender(script.port, security=Security.NONE).check()


def test_a_silent_server_is_left() -> None:
    patience = dataclasses.replace(QUICK, command=0.2)
    with scripted(greeting=b"") as script, pytest.raises(Transient):
        sender(script.port, security=Security.NONE, patience=patience).check()
