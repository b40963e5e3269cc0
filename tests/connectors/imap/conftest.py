"""Accounts whose connections are closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.connectors.imap.accounts import Account
from tests.servers.dovecot import QRESYNC, Dovecot, Setup


@pytest.fixture
def accounts(dovecots: Callable[[Setup], Dovecot]) -> Iterator[Callable[..., Account]]:
    """A fresh account on a server of the setup asked for."""
    with ExitStack() as stack:

        def made(setup: Setup = QRESYNC, security: str = "none") -> Account:
            account = Account(dovecots(setup), security=security)
            stack.callback(account.close)
            return account

        yield made


@pytest.fixture
def account(accounts: Callable[..., Account]) -> Account:
    """A fresh account on a Dovecot that can all it can."""
    return accounts()
