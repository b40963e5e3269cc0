"""The contract of connectors, on Gmail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Connector
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.google.mailboxes import Broken, Clock, mails, opened
from tests.servers import google_second as second
from tests.servers.emulate import Emulate
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld
from tests.servers.google_account import GoogleAccount


class OnGmail(ServerContract):
    """A mailbox of five mails or more behind a gate."""

    patience = 3.0
    account: GoogleAccount

    @pytest.fixture(autouse=True)
    def _patching(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patched = monkeypatch

    def fill(self, place: Path) -> Connector:
        return opened(self.account, Clock(), options={"calendar": False, "contacts": False})

    def asked(self) -> int:
        return len(self.account.calls())

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.3)
        self.account.faults.next("*", Fault.DELAY, times=1_000, seconds=1.0)

    def secrets(self) -> tuple[str, ...]:
        return tuple(
            one for kept in self.account.kept for one in kept.text.split('"') if len(one) > 30
        )


class TestMyworld(OnGmail):
    @pytest.fixture(autouse=True)
    def _world(self, google_world: GoogleWorld) -> None:
        self.account = self.world = google_world

    def fill(self, place: Path) -> Connector:
        self.world.load(mails(5))
        return super().fill(place)

    def grow(self, place: Path) -> None:
        self.world.deliver(subject="A sixth")

    def hide(self, place: Path, word: str) -> None:
        self.world.deliver(subject="A seventh", body=f"Of the {word} nobody knows.")

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


class TestEmulate(OnGmail):
    """Its Message-IDs are the mails' own, and its history tells of deletions by itself."""

    @pytest.fixture(autouse=True)
    def _box(self, emulate_google: Emulate) -> Iterator[None]:
        with second.gmail_of_emulate(emulate_google) as box:
            self.account = self.box = box
            yield

    def fill(self, place: Path) -> Connector:
        for number in range(1, 6):
            self._deliver(number)
        return super().fill(place)

    def grow(self, place: Path) -> None:
        self._deliver(9)

    def shrink(self, place: Path) -> RemoteId:
        gone = self._ids()[2]
        self.box.delete(gone)
        return RemoteId(gone)

    def spoil(self, place: Path) -> None:
        self.box.gate.stages.insert(0, Broken(self._ids()[1]))

    def swell(self, place: Path) -> None:
        self._deliver(10, "x" * 500_000)

    def state(self, place: Path) -> object:
        return [
            self.box.api("GET", f"/gmail/v1/users/me/messages/{one}?format=minimal")
            for one in self._ids()
        ]

    def _deliver(self, number: int, text: str = "Hi") -> None:
        self.box.deliver(
            f"From: Ana <ana@acme.test>\r\nTo: me@corp.test\r\nSubject: Mail {number}\r\n"
            f"Message-ID: <{number}@acme.test>\r\n"
            f"Date: Sun, {number:02} Nov 2026 10:00:00 +0100\r\n\r\n{text}\r\n".encode()
        )

    def _ids(self) -> list[str]:
        listed = self.box.api("GET", "/gmail/v1/users/me/messages?maxResults=500")
        return [one["id"] for one in listed["messages"]]


# Whatever goes on from a cursor asks first what changed since.
_NO_HISTORY = frozenset(
    {
        "test_nothing_is_yielded_where_nothing_changed",
        "test_a_pull_killed_after_any_page_loses_and_invents_nothing",
        "test_pulling_page_by_page_from_each_cursor_gets_through",
        "test_a_budget_of_records_stops_the_pull_and_the_cursor_carries_the_rest",
        "test_a_resumed_pull_cuts_its_pages_as_one_never_broken_off",
        "test_a_pull_that_names_what_is_known_goes_on_where_it_was_killed",
        "test_without_news_the_server_is_asked_little",
    }
)


@pytest.fixture(scope="module")
def backlot_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[second.Backlot]:
    threads = [
        second.thread(f"Subject {number}", "Hi", "Yes", days=number) for number in range(1, 4)
    ]
    with second.backlot(tmp_path_factory.mktemp("backlot"), threads) as server:
        yield server


class TestBacklot(OnGmail):
    """Another's idea of lists, pages and heads; it is read only and has no history."""

    @pytest.fixture(autouse=True)
    def _box(
        self, backlot_server: second.Backlot, request: pytest.FixtureRequest
    ) -> Iterator[None]:
        if request.node.originalname in _NO_HISTORY:
            request.applymarker(pytest.mark.xfail(reason="backlot: has no history", strict=True))
        with second.second_gmail(backlot_server.port, backlot_server.bearer) as box:
            self.account = box
            yield

    def state(self, place: Path) -> object:
        return "it cannot be written to"
