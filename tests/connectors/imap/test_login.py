"""Connections and logins: encrypted or not at all, and no secret anywhere."""

from __future__ import annotations

import logging
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Skippable, Transient
from narrowcast.connectors.imap import connect
from narrowcast.connectors.imap_session import client, session, settings
from narrowcast.connectors.net import BadCertificate, Egress
from tests.connectors.imap.accounts import Account, Secret
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Setup

_OAUTH = Setup(oauth=True)
_CANARY = 'cànary"pass\\word {7}'
Accounts = Callable[..., Account]


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_a_session_is_opened(account: Account, security: str) -> None:
    account.security = security

    assert [one.name for one in account.connector().scopes()] == ["INBOX", "Sent", "Archive"]


def test_any_password_is_taken_as_it_is(account: Account) -> None:
    account.admit(_CANARY)

    assert [*account.connector().scopes()]


@pytest.mark.parametrize("auth", ["xoauth2", "oauthbearer"])
def test_a_token_is_taken(accounts: Accounts, auth: str) -> None:
    account = accounts(_OAUTH)
    account.server.tokens["good"] = account.user
    source = connect(account.options(auth=auth), account.means("good"))
    account.connectors.append(source)

    assert [*source.scopes()]


@pytest.mark.parametrize("auth", ["password", "xoauth2", "oauthbearer"])
def test_a_refused_secret_needs_a_new_login_and_shows_nowhere(
    accounts: Accounts, auth: str, caplog: pytest.LogCaptureFixture
) -> None:
    account = accounts(_OAUTH)
    caplog.set_level(logging.DEBUG)
    source = connect(account.options(auth=auth), account.means("canary-secret"))

    with pytest.raises(NeedsLogin, match="narrowcast connect work") as refused:
        source.scopes()

    told = [caplog.text, str(refused.value), repr(refused.value.__cause__), repr(source)]
    assert "canary" not in "".join(told)


def test_a_strangers_certificate_is_refused_before_the_password(
    account: Account, stranger_certificates: Certificates
) -> None:
    account.security = "tls"
    egress = Egress([account.server.host], ca_file=stranger_certificates.ca)
    source = connect(
        account.options(), Means(account="work", egress=egress, secrets=Secret("canary"))
    )

    with pytest.raises(BadCertificate):
        source.scopes()


@contextmanager
def _talker(*says: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A server that says its lines, one for each line that it hears, and keeps what it heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            opened, _ = listening.accept()
            with opened, opened.makefile("rb") as lines:
                opened.sendall(says[0])
                for answer in says[1:]:
                    line = lines.readline()
                    if not line:
                        return
                    heard.append(line)
                    opened.sendall(answer.replace(b"TAG", line.split()[0]))
                heard.extend(lines.readlines(1))

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1], heard
        finally:
            thread.join()


def _open(port: int, security: str) -> session.Session:
    server = settings.server(
        {"host": "localhost", "port": port, "user": "kim", "security": security}
    )
    means = Means(account="work", egress=Egress(["localhost"]), secrets=Secret("canary"))
    return session.open_session(server, means)


_CAPABLE = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK done\r\n"
_STARTTLS = b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\nTAG OK done\r\n"


@pytest.mark.parametrize("mark", [b"TAG NO", b"TAG BAD", b"* BYE"])
@pytest.mark.parametrize("form", ["canary", "Y2FuYXJ5", "AGtpbQBjYW5hcnk="])
def test_a_server_that_repeats_the_secret_does_not_make_us_say_it(mark: bytes, form: str) -> None:
    no = mark + b" [AUTHENTICATIONFAILED] not " + form.encode() + b", kim\r\n"
    ways = _CAPABLE.replace(b" AUTH=PLAIN", b"")
    with _talker(b"* OK hi\r\n", ways, no) as (port, _), pytest.raises(ConnectorError) as refused:
        _open(port, "none")

    told = "".join(traceback.format_exception(refused.value))
    assert "not …, kim" in told
    assert f"not {form}" not in told


@pytest.mark.parametrize(
    "says",
    [
        pytest.param((b"* OK hi\r\n", _CAPABLE), id="not offered"),
        pytest.param((b"* PREAUTH hi\r\n", _STARTTLS), id="logged in before it"),
        pytest.param((b"* OK hi\r\n", _STARTTLS, b"TAG NO not now\r\n"), id="refused"),
        pytest.param(
            (b"* OK hi\r\n", _STARTTLS, b"TAG OK go\r\n* CAPABILITY IMAP4rev1\r\nn1 OK\r\n"),
            id="answers slipped in before it",
        ),
        pytest.param((b"* OK hi\r\n", _STARTTLS, b"TAG OK go\r\n"), id="no encryption follows"),
    ],
)
def test_without_starttls_no_password_goes_over(says: tuple[bytes, ...]) -> None:
    with _talker(*says) as (port, heard), pytest.raises((Skippable, Transient)):
        _open(port, "starttls")

    assert not [one for one in heard if b"LOGIN" in one or b"AUTHENTICATE" in one]


@pytest.mark.parametrize(
    ("greeting", "error"),
    [
        (b"* BYE [UNAVAILABLE] later\r\n", Transient),
        (b"HTTP/1.0 400 Bad Request\r\n\r\n", Transient),
        (b"", Transient),
    ],
    ids=["bye", "another protocol", "silence"],
)
def test_a_server_that_does_not_greet_is_a_passing_fault(
    greeting: bytes, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "READ_SECONDS", 0.2)
    with _talker(greeting) as (port, _), pytest.raises(error):
        _open(port, "none")


def test_nobody_there_is_a_passing_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Transient):
        _open(port, "none")


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({}, "host is missing"),
        ({"host": "imap.example.org"}, "user is missing"),
        ({"host": "imap.example.org", "user": "kim", "security": "none"}, "in the open"),
        ({"host": "imap.example.org", "user": "kim", "security": "ssl"}, "none of"),
        ({"host": "imap.example.org", "user": "kim", "port": "993"}, "no port"),
        ({"host": "imap.example.org", "user": "kim", "auth": "ntlm"}, "none of"),
        ({"host": "imap.example.org", "user": "kim", "include": "INBOX"}, "no list"),
    ],
)
def test_wrong_options_are_told_in_a_sentence(options: dict[str, object], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        connect(options, Means(account="work", egress=Egress(()), secrets=Secret("")))
