"""The contract of connectors, on two further Gmails: second opinions on what a mailbox is.

emulate tells of deletions itself and keeps letters as they came; backlot has only lists and gets,
so a round of it ends with its listing. Their gaps are strict expected failures.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Connector
from narrowcast.connectors.google.connector import GoogleConnector, opened
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.testing import ConnectorContract, ServerContract
from tests.connectors.google.mailboxes import Broken, Clock
from tests.servers import google_second as second
from tests.servers.emulate import Emulate
from tests.servers.gate_faults import Fault
from tests.servers.google_second import Backlot, SecondGmail

pytestmark = pytest.mark.xdist_group("gmails")  # beside the emulators' own tests

MAIL_ONLY = {"calendar": False, "contacts": False}


def on(account: SecondGmail, clock: Clock) -> GoogleConnector:
    """The connector on *account*."""
    account.gate.clock = clock
    options, means = account.options(**MAIL_ONLY), account.means()
    return opened(options, means, clock=clock, sleep=clock.sleep)


def letter(number: int, body: str = "Dear me,\r\n\r\n-- \r\nAna\r\nBuyer, Acme Ltd") -> bytes:
    return (
        f"From: Ana {number} <ana{number}@acme.test>\r\nTo: me@corp.test\r\n"
        f"Subject: Subject {number}\r\nMessage-ID: <{number}@acme.test>\r\n"
        f"Date: Sat, 14 Nov 2026 1{number}:00:00 +0000\r\n\r\n{body}\r\n"
    ).encode()


class TestGmailOfEmulate(ServerContract):
    """Five mails."""

    patience = 3.0

    @pytest.fixture(autouse=True)
    def _box(
        self, emulate_google: Emulate, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[None]:
        self.clock, self.patched, self.opened = clock, monkeypatch, list[GoogleConnector]()
        with second.gmail_of_emulate(emulate_google) as self.box:
            yield
            for one in self.opened:
                one.close()

    def fill(self, place: Path) -> Connector:
        self.ids = [self.box.deliver(letter(number)) for number in range(5)]
        self.opened.append(on(self.box, self.clock))
        return self.opened[-1]

    def grow(self, place: Path) -> None:
        self.ids.append(self.box.deliver(letter(6)))

    def shrink(self, place: Path) -> RemoteId:
        gone = self.ids.pop(2)
        self.box.delete(gone)
        return RemoteId(gone)

    def spoil(self, place: Path) -> None:
        self.box.gate.stages.insert(0, Broken(self.ids[1]))

    def swell(self, place: Path) -> None:
        self.ids.append(self.box.deliver(letter(7, "x" * 3_000_000)))

    def state(self, place: Path) -> object:
        path = "/gmail/v1/users/me/messages/"
        return [self.box.api("GET", f"{path}{one}?format=minimal") for one in self.ids]

    def asked(self) -> int:
        return len(self.box.calls())

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.3)
        self.box.faults.next("*", Fault.DELAY, times=1_000, seconds=1.0)

    def secrets(self) -> tuple[str, ...]:
        texts = (kept.text for kept in self.box.kept)
        return tuple(one for text in texts for one in text.split('"') if len(one) > 30)


NO_HISTORY = frozenset({
    "test_a_pull_killed_after_any_page_loses_and_invents_nothing",
    "test_pulling_page_by_page_from_each_cursor_gets_through",
    "test_nothing_is_yielded_where_nothing_changed",
    "test_a_budget_of_records_stops_the_pull_and_the_cursor_carries_the_rest",
    "test_a_resumed_pull_cuts_its_pages_as_one_never_broken_off",
})  # fmt: skip
"""Promises of what came meanwhile, which is asked of a history that backlot does not have."""


class TestGmailOfBacklot(ConnectorContract):
    """Six mails of three conversations."""

    @pytest.fixture(autouse=True)
    def _box(
        self, backlot_mails: Backlot, clock: Clock, request: pytest.FixtureRequest
    ) -> Iterator[None]:
        if request.node.originalname in NO_HISTORY:
            reason = "backlot: has no history"
            request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
        self.clock, self.opened = clock, list[GoogleConnector]()
        with second.second_gmail(backlot_mails.port, backlot_mails.bearer) as self.box:
            yield
            for one in self.opened:
                one.close()

    def fill(self, place: Path) -> Connector:
        self.opened.append(on(self.box, self.clock))
        return self.opened[-1]

    def spoil(self, place: Path) -> None:
        listed: Any = self.box.api("GET", "/gmail/v1/users/me/messages")
        self.box.gate.stages.insert(0, Broken(listed["messages"][1]["id"]))

    def state(self, place: Path) -> object:
        return self.box.api("GET", "/gmail/v1/users/me/messages")


@pytest.fixture(scope="module")
def backlot_mails(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backlot]:
    threads = [second.thread(f"Subject {day}", "Hi", "Yes", days=day) for day in range(1, 4)]
    with second.backlot(tmp_path_factory.mktemp("backlot"), threads) as server:
        yield server
