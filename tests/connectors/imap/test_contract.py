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
from narrowcast.connectors.testing import ServerContract
from tests.connectors.imap.accounts import Account, Secret, mail
from tests.servers.certificates import Certificates
from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Mail, Setup
from tests.servers.latency import proxy
from tests.servers.pymap import Pymap, pymap

_CANARY = "canary-in-the-mine"


class _OnDovecot(ServerContract):
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

    def hide(self, place: Path, word: str) -> None:
        self.account.append(mail(98, body=f"Of the {word} nobody knows."))

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


class TestDovecotWithoutCondstore(TestDovecot):
    setup = WITHOUT_CONDSTORE


class TestDovecotOnSdbox(_OnDovecot):
    setup = SDBOX


@pytest.fixture(scope="module")
def pymap_for_all(certificates: Certificates) -> Iterator[Pymap]:
    with pymap(certificates, password=_CANARY) as server:
        yield server


class TestPymap(ServerContract):
    patience = 3.0
    number = 0

    @pytest.fixture(autouse=True)
    def _server(self, pymap_for_all: Pymap, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        self.server = pymap_for_all
        self.patched = monkeypatch
        TestPymap.number += 1
        self.folder = f"Test{self.number}"
        with self.server.client() as other:
            assert other.create(self.folder)[0] == "OK"
        with proxy(self.server.port) as self.way:
            yield

    def fill(self, place: Path) -> Connector:
        for number in range(1, 6):
            self._append(mail(number))
        egress = Egress([self.server.host], ca_file=self.server.certificates.ca)
        options = {
            "host": self.server.host,
            "port": self.way.port,
            "user": self.server.user,
            "security": "none",  # only so can the proxy count what is asked
            "include": [self.folder],
        }
        secrets = Secret(self.server.password)
        self.source = connect(options, Means(account="work", egress=egress, secrets=secrets))
        return self.source

    def _append(self, raw: bytes) -> None:
        self.server.append(Mail(raw, self.folder))

    def grow(self, place: Path) -> None:
        self._append(mail(99))

    def spoil(self, place: Path) -> None:
        self._append(b"\r\nno head at all\r\n")

    def shrink(self, place: Path) -> RemoteId:
        with self.server.client() as other:
            other.select(self.folder)
            (first, *_) = other.uid("SEARCH", "ALL")[1][0].split()
            other.uid("STORE", first.decode(), "+FLAGS", "(\\Deleted)")
            other.expunge()
        return RemoteId(first.decode())

    def hide(self, place: Path, word: str) -> None:
        self._append(mail(98, body=f"Of the {word} nobody knows."))

    def rewrite(self, place: Path) -> None:
        with self.server.client() as other:
            other.delete(self.folder)
            other.create(self.folder)
        self._append(mail(1))

    def asked(self) -> int:
        return self.way.said.count(b"\r\n")

    def silence(self, place: Path) -> None:
        self.patched.setattr(client, "READ_SECONDS", 0.5)
        self.way.stalled.set()
        self.source.close()

    def secrets(self) -> tuple[str, ...]:
        return (_CANARY,)


def test_pymap_is_read_over_starttls(pymap_for_all: Pymap) -> None:
    server = pymap_for_all
    egress = Egress([server.host], ca_file=server.certificates.ca)
    options = {"host": server.host, "port": server.port, "user": server.user}
    source = connect(
        {**options, "security": "starttls"},
        Means(account="work", egress=egress, secrets=Secret(server.password)),
    )

    assert "INBOX" in [one.name for one in source.scopes()]
    source.close()
