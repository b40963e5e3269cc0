"""The contract of connectors, on Gmail."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Connector
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.google.mailboxes import Broken, Opener, mails
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld


class TestGmail(ServerContract):
    """Five mails, the largest scope of the account."""

    patience = 3.0

    @pytest.fixture(autouse=True)
    def _world(
        self, google_world: GoogleWorld, open_account: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.world, self.open, self.patched = google_world, open_account, monkeypatch

    def fill(self, place: Path) -> Connector:
        self.world.load(mails(5))
        return self.open(options={"calendar": False, "contacts": False})

    def grow(self, place: Path) -> None:
        self.world.deliver(subject="A sixth")

    def shrink(self, place: Path) -> RemoteId:
        gone = self.world.ids()[2]
        self.world.delete(gone)
        return RemoteId(gone)

    def rewrite(self, place: Path) -> None:
        self.world.expire_history()

    def spoil(self, place: Path) -> None:
        self.world.gate.stages.insert(0, Broken(self.world.ids()[1]))

    def swell(self, place: Path) -> None:
        self.world.deliver(body="x" * 3_000_000, subject="A large one")

    def state(self, place: Path) -> object:
        listed = self.world.api("GET", "/gmail/v1/users/me/profile")
        ids = self.world.ids()
        shown = [
            self.world.api("GET", f"/gmail/v1/users/me/messages/{one}?format=minimal")
            for one in ids
        ]
        return listed, ids, shown

    def asked(self) -> int:
        return len(self.world.calls())

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.3)
        self.world.faults.next("*", Fault.DELAY, times=1_000, seconds=1.0)

    def secrets(self) -> tuple[str, ...]:
        return tuple(
            one for kept in self.world.kept for one in kept.text.split('"') if len(one) > 30
        )
