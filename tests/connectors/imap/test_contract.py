"""The contract of connectors, on each dialect of IMAP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrowcast.connectors.base import Connector
from narrowcast.connectors.testing import ConnectorContract
from tests.connectors.imap.accounts import Account, mail
from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Setup


class _OnDovecot(ConnectorContract):
    setup: Setup

    @pytest.fixture(autouse=True)
    def _server(self, accounts: Callable[..., Account]) -> None:
        self.account = accounts(self.setup)

    def fill(self, place: Path) -> Connector:
        for number in range(1, 6):
            self.account.append(mail(number))
        return self.account.connector(include=["INBOX"])

    def grow(self, place: Path) -> None:
        self.account.append(mail(99))

    def spoil(self, place: Path) -> None:
        self.account.append(b"\r\nno head at all\r\n")


class TestDovecot(_OnDovecot):
    setup = QRESYNC

    def rewrite(self, place: Path) -> None:
        self.account.server.reset_uidvalidity(self.account.user)


class TestDovecotWithoutCondstore(_OnDovecot):
    setup = WITHOUT_CONDSTORE


class TestDovecotOnSdbox(_OnDovecot):
    setup = SDBOX
