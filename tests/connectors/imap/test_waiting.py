"""News by IDLE, by NOTIFY and by asking."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from narrowcast.connectors.base import Budget, Scope, Waiter
from narrowcast.connectors.errors import Transient
from narrowcast.connectors.imap import waiting
from narrowcast.connectors.imap.connector import ImapConnector
from tests.connectors.imap.accounts import Account, mail
from tests.servers.dovecot import QRESYNC, Setup

_WITHOUT_IDLE = Setup(capabilities="IMAP4rev1 UIDPLUS NAMESPACE SPECIAL-USE LITERAL+")
_WITHOUT_NOTIFY = Setup(capabilities="IMAP4rev1 IDLE UIDPLUS NAMESPACE SPECIAL-USE LITERAL+")
_LONG = 20.0
Accounts = Callable[..., Account]


def _pulled(account: Account) -> tuple[ImapConnector, dict[str, Scope]]:
    """A connector that has read every folder once."""
    source = account.connector()
    scopes = {one.name: one for one in source.scopes()}
    for scope in scopes.values():
        [*source.pull(scope, None, Budget())]
    return source, scopes


@contextmanager
def _soon(action: Callable[[], object], seconds: float = 0.3) -> Iterator[None]:
    timer = threading.Timer(seconds, action)
    timer.start()
    try:
        yield
    finally:
        timer.join()


def test_new_mail_ends_the_waiting(account: Account) -> None:
    source, scopes = _pulled(account)

    with _soon(lambda: account.append(mail(1))):
        news = source.wait(scopes.values(), _LONG, threading.Event())

    assert isinstance(source, Waiter)
    assert news == {scopes["INBOX"].id}


def test_a_mail_that_goes_ends_the_waiting(account: Account) -> None:
    account.append(mail(1))
    source, scopes = _pulled(account)

    def expunge() -> None:
        with account.server.client(account.user) as client:
            client.select()
            client.store("1", "+FLAGS", "(\\Deleted)")
            client.expunge()

    with _soon(expunge):
        assert source.wait(scopes.values(), _LONG, threading.Event()) == {scopes["INBOX"].id}


def test_news_in_another_folder_is_notified(account: Account) -> None:
    source, scopes = _pulled(account)

    with _soon(lambda: account.append(mail(1), "Sent")):
        news = source.wait(scopes.values(), _LONG, threading.Event())

    assert news == {scopes["Sent"].id}


@pytest.mark.parametrize("setup", [_WITHOUT_NOTIFY, _WITHOUT_IDLE], ids=["idle", "neither"])
@pytest.mark.parametrize("folder", ["INBOX", "Sent"])
def test_servers_that_tell_less_are_asked(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch, setup: Setup, folder: str
) -> None:
    monkeypatch.setattr(waiting, "POLL_SECONDS", 0.2)
    account = accounts(setup)
    source, scopes = _pulled(account)

    with _soon(lambda: account.append(mail(1), folder)):
        assert source.wait(scopes.values(), _LONG, threading.Event()) == {scopes[folder].id}


def test_what_came_before_the_waiting_is_told_at_once(account: Account) -> None:
    source, scopes = _pulled(account)
    account.append(mail(1))
    assert source.wait(scopes.values(), _LONG, threading.Event()) == {scopes["INBOX"].id}
    [*source.pull(scopes["INBOX"], None, Budget())]
    account.append(mail(1), "Sent")

    assert source.wait(scopes.values(), _LONG, threading.Event()) == {scopes["Sent"].id}


def test_waiting_again_after_the_pull_is_quiet(account: Account) -> None:
    source, scopes = _pulled(account)
    account.append(mail(1))
    cursor = [*source.pull(scopes["INBOX"], None, Budget())][-1].cursor
    assert [*source.pull(scopes["INBOX"], cursor, Budget())] == []

    assert source.wait(scopes.values(), 0.3, threading.Event()) == frozenset()


def test_flags_do_not_end_the_waiting(account: Account) -> None:
    account.append(mail(1))
    source, scopes = _pulled(account)

    def flag() -> None:
        with account.server.client(account.user) as client:
            client.select()
            client.store("1", "+FLAGS", "(\\Flagged)")

    with _soon(flag, 0.1):
        assert source.wait(scopes.values(), 1.0, threading.Event()) == frozenset()


@pytest.mark.parametrize("setup", [QRESYNC, _WITHOUT_IDLE], ids=["idle", "without"])
def test_stop_ends_the_waiting(accounts: Accounts, setup: Setup) -> None:
    source, scopes = _pulled(accounts(setup))
    stop = threading.Event()
    start = time.monotonic()

    with _soon(stop.set):
        assert source.wait(scopes.values(), 600.0, stop) == frozenset()

    assert time.monotonic() - start < 60  # not 600: nothing but stop ended it


@pytest.mark.parametrize("security", ["none", "tls"])
def test_closing_ends_the_waiting(accounts: Accounts, security: str) -> None:
    account = accounts(security=security)
    source, scopes = _pulled(account)

    with _soon(source.close), pytest.raises(Transient):
        source.wait(scopes.values(), _LONG, threading.Event())

    assert [*source.scopes()]


def test_idling_is_renewed(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "RENEW_SECONDS", 0.1)
    source, scopes = _pulled(account)

    with _soon(lambda: account.append(mail(1)), 0.6):
        assert source.wait(scopes.values(), _LONG, threading.Event()) == {scopes["INBOX"].id}


def test_a_server_that_dies_meanwhile_is_a_passing_fault(account: Account) -> None:
    source, scopes = _pulled(account)

    with _soon(account.server.stop), pytest.raises(Transient):
        source.wait(scopes.values(), _LONG, threading.Event())
    account.server.start()
    account.append(mail(1))

    assert source.wait(scopes.values(), _LONG, threading.Event()) == {scopes["INBOX"].id}


def test_after_waiting_the_connection_serves_for_pulling(account: Account) -> None:
    source, scopes = _pulled(account)
    source.wait(scopes.values(), 0.1, threading.Event())
    account.append(mail(1))

    pages = [*source.pull(scopes["INBOX"], None, Budget())]

    assert [one.remote_id for page in pages for one in page.upserts] == ["1"]
    assert account.egresses[0].traffic()[0].connections == 1
