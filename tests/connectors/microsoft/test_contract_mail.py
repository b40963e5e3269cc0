"""Mail of Graph keeps the contract, also on a server that bends every rule of deltas."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Connector
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.microsoft import accounts
from tests.servers.graph import Expiry, Graph


def mail(number: int, more: str = "") -> bytes:
    return (
        f"From: Ana Lum <ana{number}@acme.example>\r\nTo: Robin Vale <robin@vale.example>\r\n"
        f"Subject: Number {number}\r\nMessage-ID: <{number}@acme.example>\r\n"
        f"Date: Mon, 2 Nov 2026 10:{number % 60:02}:00 +0000\r\n{more}"
        f"Content-Type: text/plain\r\n\r\nHello {number}.\r\n"
    ).encode()


class TestMail(ServerContract):
    quiet_requests = 1
    patience = 5.0

    @pytest.fixture(autouse=True)
    def _server(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        self.graph, self.patched = graph, monkeypatch

    def fill(self, place: Path) -> Connector:
        self.ids = [self.graph.deliver(mail(number)) for number in range(1, 6)]
        return accounts.connector(self.graph, calendar=False, contacts=False)

    def grow(self, place: Path) -> None:
        self.graph.deliver(mail(99))

    def hide(self, place: Path, word: str) -> None:
        self.graph.deliver(mail(98).replace(b"Hello 98", f"Of the {word} nobody knows".encode()))

    def shrink(self, place: Path) -> RemoteId:
        self.graph.move(self.ids[1], "archive")
        return RemoteId(self.ids[1])

    def rewrite(self, place: Path) -> None:
        self.graph.expire_tokens(Expiry.GONE)

    def spoil(self, place: Path) -> None:
        self.graph.spoil()

    def swell(self, place: Path) -> None:
        for number in range(100, 112):
            self.graph.deliver(mail(number, f"References: {'<x@example.org> ' * 60_000}\r\n"))

    def state(self, place: Path) -> object:
        return self.graph.state()

    def asked(self) -> int:
        return len(self.graph.log)

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.5)
        self.graph.silence()

    def secrets(self) -> tuple[str, ...]:
        return (*self.graph.tokens.rights, *self.graph.tokens.refreshable)


class TestSentMail(TestMail):
    """What the owner sent has no headers of its own."""

    def fill(self, place: Path) -> Connector:
        self.ids = [self.graph.deliver(mail(number), "sentitems") for number in range(1, 6)]
        return accounts.connector(self.graph, calendar=False, contacts=False)

    def grow(self, place: Path) -> None:
        self.graph.deliver(mail(99), "sentitems")

    def hide(self, place: Path, word: str) -> None:
        text = f"Of the {word} nobody knows".encode()
        self.graph.deliver(mail(98).replace(b"Hello 98", text), "sentitems")

    def spoil(self, place: Path) -> None:
        self.graph.spoil("sentitems")


class TestForgottenTokens(TestMail):
    def rewrite(self, place: Path) -> None:
        self.graph.expire_tokens(Expiry.SYNC_STATE_NOT_FOUND)


class TestEmptyPages(TestMail):
    """Every other answer is empty and goes on."""

    quiet_requests = 2

    def fill(self, place: Path) -> Connector:
        self.graph.empty_pages = True
        return super().fill(place)

    def rewrite(self, place: Path) -> None:
        self.graph.expire_tokens(Expiry.RESYNC_REQUIRED)


class TestSmallAnswers(TestMail):
    """The server gives fewer rows than it was asked for."""

    def fill(self, place: Path) -> Connector:
        self.graph.page_limit = 1
        return super().fill(place)
