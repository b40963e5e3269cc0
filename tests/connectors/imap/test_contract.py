"""The contract of connectors, on each dialect of IMAP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from narrowcast.connectors.base import Connector, Means
from narrowcast.connectors.imap import connect
from narrowcast.connectors.imap_session import client
from narrowcast.connectors.net import Egress
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ConnectorContract
from tests.connectors.imap.accounts import Account, Secret, mail
from tests.servers.certificates import Certificates
from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Mail, Setup
from tests.servers.latency import proxy
from tests.servers.pymap import Pymap, pymap

_CANARY = "canary-in-the-mine"


class _OnDovecot(ConnectorContract):
    setup: Setup
    patience = 3.0
    page_bytes = 3 << 20

    @pytest.fixture(autouse=True)
    def _server(
        self, accounts: Callable[..., Account], monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[None]:
        self.account = accounts(replace(self.setup, rawlog=True))
        self.account.admit(_CANARY)
        self.patched = monkeypatch
        with ExitStack() as stack:
            self.way = stack.enter_context(proxy(self.account.server.port))
            yield

    def fill(self, place: Path) -> Connector:
        for number in range(1, 6):
            self.account.append(mail(number))
        return self.account.connector(include=["INBOX"], port=self.way.port)

    def grow(self, place: Path) -> None:
        self.account.append(mail(99))

    def spoil(self, place: Path) -> None:
        self.account.append(b"\r\nno head at all\r\n")

    def shrink(self, place: Path) -> RemoteId:
        with self.account.server.client(self.account.user) as other:
            other.select()
            other.uid("STORE", "2", "+FLAGS", "(\\Deleted)")
            other.expunge()
        return RemoteId("2")

    def swell(self, place: Path) -> None:
        for number in range(100, 112):
            self.account.append(mail(number, more=f"References: {'<x@example.org> ' * 60_000}"))

    def state(self, place: Path) -> object:
        with self.account.server.client(self.account.user) as other:
            other.select(readonly=True)
            return other.uid("FETCH", "1:*", "(FLAGS RFC822.SIZE INTERNALDATE)")

    def asked(self) -> int:
        return len(self.account.server.commands(self.account.user))

    def silence(self, place: Path) -> None:
        self.patched.setattr(client, "READ_SECONDS", 0.5)
        self.way.stalled.set()
        for one in self.account.connectors:
            one.close()

    def secrets(self) -> tuple[str, ...]:
        return (_CANARY,)


class TestDovecot(_OnDovecot):
    setup = QRESYNC

    def rewrite(self, place: Path) -> None:
        self.account.server.reset_uidvalidity(self.account.user)


class TestDovecotWithoutCondstore(_OnDovecot):
    setup = WITHOUT_CONDSTORE


class TestDovecotOnSdbox(_OnDovecot):
    setup = SDBOX


@pytest.fixture(scope="module")
def pymap_for_all(certificates: Certificates) -> Iterator[Pymap]:
    with pymap(certificates) as server:
        yield server


class TestPymap(ConnectorContract):
    number = 0

    @pytest.fixture(autouse=True)
    def _server(self, pymap_for_all: Pymap) -> None:
        self.server = pymap_for_all
        TestPymap.number += 1
        self.folder = f"Test{self.number}"
        with self.server.client() as other:
            assert other.create(self.folder)[0] == "OK"

    def fill(self, place: Path) -> Connector:
        for number in range(1, 6):
            self.server.append(Mail(mail(number), self.folder))
        egress = Egress([self.server.host], ca_file=self.server.certificates.ca)
        options = {
            "host": self.server.host,
            "port": self.server.port,
            "user": self.server.user,
            "security": "starttls",
            "include": [self.folder],
        }
        secrets = Secret(self.server.password)
        return connect(options, Means(account="work", egress=egress, secrets=secrets))

    def grow(self, place: Path) -> None:
        self.server.append(Mail(mail(99), self.folder))
