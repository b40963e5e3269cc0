"""The contract of connectors, on a calendar of Google."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.connectors.base import Connector
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.google.calendar_days import (
    LIST,
    Opened,
    event,
)
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld


class TestContract(ServerContract):
    """Five meetings in the main calendar."""

    patience = 10.0

    @pytest.fixture(autouse=True)
    def _world(self, google_world: GoogleWorld) -> None:
        self.world = google_world

    def fill(self, place: Path) -> Connector:
        self.events = [self.world.add_event(event(number)) for number in range(1, 6)]
        return Opened(self.world)

    def grow(self, place: Path) -> None:
        self.world.add_event(event(9))

    def shrink(self, place: Path) -> RemoteId:
        self.world.delete_event(self.events[2])
        return RemoteId(self.events[2])

    def rewrite(self, place: Path) -> None:
        self.world.faults.next(LIST, Fault.GONE)

    def spoil(self, place: Path) -> None:
        def without_a_start(asked: Asked, forward: Forward) -> Reply:
            reply = forward(asked)
            if asked.id != LIST or reply.status != 200:
                return reply
            told = reply.json
            for one in told.get("items", []):
                if one["id"] == self.events[0]:
                    del one["start"]
            return reply.saying(told)

        self.world.gate.stages.append(without_a_start)

    def swell(self, place: Path) -> None:
        crowd = [{"email": f"guest-{number}@crowd.example"} for number in range(200)]
        for number in range(30):
            self.world.add_event(event(number, attendees=crowd))

    def state(self, place: Path) -> object:
        listed = self.world.api("GET", "/calendar/v3/calendars/primary/events?maxResults=2500")
        return listed["items"]

    def asked(self) -> int:
        return len(self.world.calls())

    def silence(self, place: Path) -> None:
        self.world.faults.next("*", Fault.DROP_BEFORE, times=1_000)

    def secrets(self) -> tuple[str, ...]:
        return tuple(
            one for kept in self.world.kept for one in kept.text.split('"') if len(one) > 30
        )
