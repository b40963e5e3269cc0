"""Calendars and address books keep the contract on two servers that we did not write."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Connector
from narrowcast.connectors.dav.memory import key_of, remote_id
from narrowcast.connectors.http import Answer
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.dav import entries
from tests.connectors.dav.lending import Known, calendars_of, cards_of, means
from tests.servers.dav import DavServer
from tests.servers.latency import Proxy, proxy
from tests.servers.radicale import radicale

_CANARY = "canary-in-the-mine"


@pytest.fixture(scope="module")
def guarded() -> Iterator[DavServer]:
    """A Radicale whose password would be seen."""
    with radicale(users={"robin": _CANARY}) as server:
        yield server


class OnDav(ServerContract):
    """A collection of the test's own, behind a proxy that can fall silent."""

    server: DavServer
    way: Proxy
    path: str
    quiet_requests = 1
    patience = 5.0

    @pytest.fixture(autouse=True)
    def _way(self, dav: DavServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        self.server, self.patched, self.count = dav, monkeypatch, 0
        exchange = http.exchange

        def counted(*args: object, **named: object) -> Answer:
            self.count += 1
            return exchange(*args, **named)  # type: ignore[arg-type] # as they came

        monkeypatch.setattr(http, "exchange", counted)
        with ExitStack() as stack:
            self.way = stack.enter_context(proxy(dav.port))
            yield

    def name(self, place: Path) -> str:
        return hashlib.sha256(str(place).encode()).hexdigest()[:12]

    def given(self) -> dict[str, Any]:
        """The collection itself, through the proxy."""
        return {"url": f"http://localhost:{self.way.port}{self.path}", "user": "robin"}

    def state(self, place: Path) -> object:
        listed = self.server.request(
            "PROPFIND", self.path, '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>',
            Depth="1",
        )  # fmt: skip
        return sorted(re.findall(rb"<[^>]*(?:href|etag)>[^<]*", listed[1]))

    def asked(self) -> int:
        return self.count

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.3)
        self.way.stalled.set()

    def secrets(self) -> tuple[str, ...]:
        return (_CANARY,)

    def taken(self, name: str) -> RemoteId:
        self.server.delete(f"{self.path}{name}")
        return remote_id(key_of(f"{self.path}{name}"), 0)


class Calendars(OnDav):
    """Three single events and one that recurs."""

    def fill(self, place: Path) -> Connector:
        self.path = self.server.make_calendar(self.name(place))
        for number in range(3):
            self.put(number)
        weekly = entries.event(9, "RRULE:FREQ=WEEKLY;COUNT=5", start="20260105T090000Z")
        self.server.put(f"{self.path}9.ics", weekly)
        return calendars_of(self.server, lent=means(secrets=Known([_CANARY])), **self.given())

    def put(self, number: int) -> None:
        self.server.put(f"{self.path}{number}.ics", entries.event(number))

    def grow(self, place: Path) -> None:
        self.put(20)

    def shrink(self, place: Path) -> RemoteId:
        return self.taken("1.ics")

    def spoil(self, place: Path) -> None:
        hourly = entries.event(30, "RRULE:FREQ=HOURLY;COUNT=3")
        self.server.put(f"{self.path}30.ics", hourly)

    def swell(self, place: Path) -> None:
        crowd = (f"ATTENDEE;CN={'x' * 90}:mailto:{n}@example.com" for n in range(400))
        series = entries.event(40, "RRULE:FREQ=DAILY;COUNT=300", *crowd, start="20260105T090000Z")
        self.server.put(f"{self.path}40.ics", series)


class Cards(OnDav):
    def fill(self, place: Path) -> Connector:
        self.path = self.server.make_book(self.name(place))
        for number in range(5):
            self.server.put(f"{self.path}{number}.vcf", entries.card(number))
        return cards_of(self.server, lent=means(secrets=Known([_CANARY])), **self.given())

    def grow(self, place: Path) -> None:
        self.server.put(f"{self.path}20.vcf", entries.card(20))

    def shrink(self, place: Path) -> RemoteId:
        return self.taken("1.vcf")

    def spoil(self, place: Path) -> None:
        self.server.put(f"{self.path}30.vcf", entries.NOBODY)

    def swell(self, place: Path) -> None:
        photo = f"PHOTO;ENCODING=b:{'QUJD' * 20_000}"
        for number in range(40, 52):
            self.server.put(f"{self.path}{number}.vcf", entries.card(number, photo))


class OnRadicale:
    server: DavServer
    path: str

    @pytest.fixture
    def dav(self, guarded: DavServer) -> DavServer:
        return guarded

    def rewrite(self, place: Path) -> None:
        """As Radicale does of its own after thirty days."""
        kept = self.server.root / "collections" / "collection-root" / self.path.strip("/")
        shutil.rmtree(kept / ".Radicale.cache" / "sync-token")
        name = next(one.name for one in sorted(kept.iterdir()) if one.suffix in {".ics", ".vcf"})
        self.server.delete(f"{self.path}{name}")


class OnXandikos:
    server: DavServer
    path: str

    @pytest.fixture
    def dav(self, xandikos_server: DavServer) -> DavServer:
        return xandikos_server


class TestRadicaleCalendars(OnRadicale, Calendars):
    pass


class TestRadicaleCards(OnRadicale, Cards):
    pass


class TestXandikosCalendars(OnXandikos, Calendars):
    def rewrite(self, place: Path) -> None:
        self.server.delete(self.path)
        self.path = self.server.make_calendar(self.name(place))
        self.put(1)


class TestXandikosCards(OnXandikos, Cards):
    def rewrite(self, place: Path) -> None:
        self.server.delete(self.path)
        self.path = self.server.make_book(self.name(place))
        self.server.put(f"{self.path}0.vcf", entries.card(0))
