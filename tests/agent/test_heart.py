"""The daemon's heart: sleep, set clocks, a changed configuration, a loop that stands."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import notifying
from narrowcast.agent.core.timetable import Leap
from narrowcast.agent.heart import STUCK_SECONDS, Heart, beating

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


@dataclass
class Body:
    """What a heart beats in."""

    now: datetime = NOON
    seconds: float = 0.0
    changed: bool = False
    reloaded: int = 0
    told: int = 0
    beaten: threading.Event = field(default_factory=threading.Event)

    def heart(self) -> Heart:
        return Heart(
            now=lambda: self.now,
            clock=lambda: self.seconds,
            changed=lambda: self.changed,
            reload=self._reload,
            tell=self._tell,
        )

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds

    def _reload(self) -> None:
        self.reloaded += 1

    def _tell(self) -> None:
        self.told += 1
        self.beaten.set()


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """What systemd would hear."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(path))
        heard.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        yield heard


def heard(line: socket.socket) -> list[str]:
    said = []
    while True:
        try:
            said.append(line.recv(4096).decode())
        except BlockingIOError:
            return said


@pytest.mark.parametrize(
    ("passed", "leap"),
    [(30, Leap.NONE), (7200, Leap.AHEAD), (-1, Leap.BACK), (-86_400, Leap.BACK)],
)
def test_a_leap_of_the_clock_has_everything_read_anew_once(passed: float, leap: Leap) -> None:
    body = Body()
    heart = body.heart()
    heart.beat()
    body.now += timedelta(seconds=passed)

    assert heart.beat() is leap

    assert heart.turn() is (leap is not Leap.NONE)
    assert heart.turn() is False


def test_a_changed_configuration_is_taken_up() -> None:
    body = Body()
    heart = body.heart()
    heart.beat()
    body.changed = True

    heart.beat()

    assert body.reloaded == 1


def test_the_watchdog_hears_of_a_loop_that_turns(line: socket.socket) -> None:
    body = Body()
    heart = body.heart()
    heart.turn()
    body.pass_time(STUCK_SECONDS - 1)

    heart.beat()

    assert heard(line) == ["WATCHDOG=1"]


def test_the_watchdog_hears_nothing_of_a_loop_that_stands(line: socket.socket) -> None:
    body = Body()
    heart = body.heart()
    heart.turn()
    body.pass_time(STUCK_SECONDS)

    heart.beat()

    assert heard(line) == []


def test_it_beats_at_once_and_stops_with_its_block() -> None:
    body = Body()

    with beating(body.heart()):
        assert body.beaten.wait(10)

    assert body.told == 1
    assert not [
        one for one in threading.enumerate() if "APScheduler" in one.name and one.is_alive()
    ]


def test_nobody_listening_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notifying.tell(notifying.READY)
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/at/all")

    notifying.tell(notifying.READY)


def test_facts_go_in_one_datagram(line: socket.socket) -> None:
    notifying.tell(notifying.READY, "STATUS=reading")

    assert heard(line) == ["READY=1\nSTATUS=reading"]
