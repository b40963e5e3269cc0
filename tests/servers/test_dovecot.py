"""The servers of the tests do what the tests rely on."""

from __future__ import annotations

import imaplib
from collections.abc import Callable

import pytest

from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Dovecot, Mail, Setup

FIRST = b"Message-ID: <1@box.example>\r\nSubject: one\r\n\r\nHello\r\n"
SECOND = b"Message-ID: <2@box.example>\r\nSubject: two\r\n\r\nHello\r\n"

Dovecots = Callable[[Setup], Dovecot]


@pytest.mark.parametrize(
    "setup",
    [
        pytest.param(QRESYNC, id="qresync"),
        pytest.param(WITHOUT_CONDSTORE, id="without-condstore"),
        pytest.param(SDBOX, id="sdbox"),
    ],
)
def test_a_fresh_user_has_folders_and_gets_mail(dovecots: Dovecots, setup: Setup) -> None:
    server = dovecots(setup)
    user = server.fresh_user()

    server.append(user, Mail(FIRST))

    assert server.message_ids(user) == {1: "<1@box.example>"}
    assert {"INBOX", "Sent", "Trash", "Archive"} <= set(server.folders(user))


def test_the_modest_one_hides_condstore(dovecots: Dovecots) -> None:
    def capabilities(setup: Setup) -> tuple[str, ...]:
        server = dovecots(setup)
        with server.client(server.fresh_user()) as client:
            client._get_capabilities()  # after login there are more
            return client.capabilities

    assert {"CONDSTORE", "QRESYNC"} <= set(capabilities(QRESYNC))
    assert not {"CONDSTORE", "QRESYNC", "ESEARCH"} & set(capabilities(WITHOUT_CONDSTORE))


def test_a_reset_gives_another_generation_and_other_uids(dovecots: Dovecots) -> None:
    server = dovecots(QRESYNC)
    user = server.fresh_user()
    server.deliver(user, [Mail(FIRST), Mail(SECOND)])
    before = server.uidvalidity(user)
    with server.client(user) as client:
        client.select()
        client.uid("STORE", "1", "+FLAGS", "\\Deleted")
        client.expunge()

    server.reset_uidvalidity(user)

    assert server.uidvalidity(user) > before
    assert server.message_ids(user) == {1: "<2@box.example>"}


def test_a_good_token_logs_in_and_another_does_not(dovecots: Dovecots) -> None:
    server = dovecots(Setup(oauth=True))
    user = server.fresh_user()
    server.tokens["good"] = user

    def login(token: str) -> str:
        with imaplib.IMAP4(server.host, server.port, timeout=10) as client:
            answer = f"user={user}\x01auth=Bearer {token}\x01\x01".encode()
            return client.authenticate("XOAUTH2", lambda _: answer)[0]

    assert login("good") == "OK"
    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
        login("expired")


def test_what_clients_said_is_known(dovecots: Dovecots) -> None:
    server = dovecots(Setup(rawlog=True))
    user = server.fresh_user()

    server.message_ids(user)

    assert any("UID FETCH" in command for command in server.commands(user))
