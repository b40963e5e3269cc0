"""Calendars and address books keep the contract on two servers that we did not write."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.connectors.base import Connector
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.testing import ConnectorContract
from tests.connectors.dav import entries
from tests.connectors.dav.lending import calendars_of, cards_of
from tests.servers.dav import DavServer


class Calendars(ConnectorContract):
    """Three single events and one that recurs, in a calendar of the test's own."""

    server: DavServer
    source: DavConnector

    def fill(self, place: Path) -> Connector:
        name = hashlib.sha256(str(place).encode()).hexdigest()[:12]
        self.path = self.server.make_calendar(name)
        for number in range(3):
            self.put(number)
        weekly = entries.event(9, "RRULE:FREQ=WEEKLY;COUNT=5", start="20260105T090000Z")
        self.server.put(f"{self.path}9.ics", weekly)
        self.source = calendars_of(self.server, self.path)
        return self.source

    def put(self, number: int) -> None:
        self.server.put(f"{self.path}{number}.ics", entries.event(number))

    def grow(self, place: Path) -> None:
        self.put(20)

    def spoil(self, place: Path) -> None:
        hourly = entries.event(30, "RRULE:FREQ=HOURLY;COUNT=3")
        self.server.put(f"{self.path}30.ics", hourly)


class Cards(ConnectorContract):
    server: DavServer
    source: DavConnector

    def fill(self, place: Path) -> Connector:
        name = hashlib.sha256(str(place).encode()).hexdigest()[:12]
        self.path = self.server.make_book(name)
        for number in range(5):
            self.server.put(f"{self.path}{number}.vcf", entries.card(number))
        self.source = cards_of(self.server, self.path)
        return self.source

    def grow(self, place: Path) -> None:
        self.server.put(f"{self.path}20.vcf", entries.card(20))

    def spoil(self, place: Path) -> None:
        self.server.put(f"{self.path}30.vcf", entries.NOBODY)


class TestRadicaleCalendars(Calendars):
    @pytest.fixture(autouse=True)
    def _server(self, radicale_server: DavServer) -> Iterator[None]:
        self.server = radicale_server
        yield
        self.source.close()

    def rewrite(self, place: Path) -> None:
        _forget_tokens(self.server, self.path)
        self.server.delete(f"{self.path}1.ics")


class TestXandikosCalendars(Calendars):
    @pytest.fixture(autouse=True)
    def _server(self, xandikos_server: DavServer) -> Iterator[None]:
        self.server = xandikos_server
        yield
        self.source.close()

    def rewrite(self, place: Path) -> None:
        self.server.delete(self.path)
        self.path = self.server.make_calendar(self.path.rstrip("/").rpartition("/")[2])
        for number in range(2):
            self.put(number)


class TestRadicaleCards(Cards):
    @pytest.fixture(autouse=True)
    def _server(self, radicale_server: DavServer) -> Iterator[None]:
        self.server = radicale_server
        yield
        self.source.close()

    def rewrite(self, place: Path) -> None:
        _forget_tokens(self.server, self.path)
        self.server.delete(f"{self.path}1.vcf")


class TestXandikosCards(Cards):
    @pytest.fixture(autouse=True)
    def _server(self, xandikos_server: DavServer) -> Iterator[None]:
        self.server = xandikos_server
        yield
        self.source.close()

    def rewrite(self, place: Path) -> None:
        self.server.delete(self.path)
        self.path = self.server.make_book(self.path.rstrip("/").rpartition("/")[2])
        self.server.put(f"{self.path}0.vcf", entries.card(0))


def _folder(server: DavServer, path: str) -> Path:
    return server.root / "collections" / "collection-root" / path.strip("/")


def _forget_tokens(server: DavServer, path: str) -> None:
    """As Radicale does of its own after thirty days."""
    shutil.rmtree(_folder(server, path) / ".Radicale.cache" / "sync-token")
