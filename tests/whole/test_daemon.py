"""The daemon on real servers: it sends, hears, leaves the store to others, and stops when told."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Mail, dovecot
from tests.servers.exim import exim
from tests.whole.daemons import Watched, daemon
from tests.whole.people import ANA, ROBIN, Ana, delivered, history, sending_account, until
from tests.whole.program import Home
from tests.whole.towns import Town

MINUTES = float(os.environ.get("NARROWCAST_SOAK_MINUTES", "30"))
IDLE_SHARE = 0.3
"""Of the whole time, in which nothing comes and the processor is watched."""
EVERY_SECONDS = 20.0
WARM_SHARE = 0.15
MOST_MB = 200.0
"""With spaCy, which reads the first signature block; before that it is half."""


@pytest.fixture
def town(certificates: Certificates, tmp_path: Path) -> Iterator[Town]:
    users = {"robin": "pw", "ana": "pw"}
    with (
        dovecot(certificates, users=users) as box,
        exim(certificates, lmtp_port=box.lmtp_port, users=users) as mta,
    ):
        box.append_all("robin", history())
        home = Home.make(tmp_path / "home", (sending_account(box, mta),))
        yield Town(box, Ana(box, mta), home)


def test_it_sends_what_is_approved_and_hears_the_answer(town: Town) -> None:
    town.approve()

    with daemon(town.home) as running:
        letters = until(60, town.ana.letters)
        assert until(60, town.filed)
        answer = town.ana.answer(letters[0], "Yes, happy to introduce you. I will write to Jonas.")
        heard = until(60, lambda: town.ask_state() == "agreed")
        status = town.home.run("daemon", "status")
        second = town.home.run("daemon", "run", fails=True)

    assert heard, town.home.run("timeline")
    assert answer in town.home.run("timeline", "1", "--json")
    assert f"process {running.process.pid}" in status
    assert "at work" in second
    assert "does not run" in town.home.run("daemon", "status")


def test_it_backs_up_takes_a_new_configuration_and_stops_when_told(town: Town) -> None:
    with daemon(town.home) as running:
        assert until(60, lambda: _ended(running, "backup") == "done")
        config = town.home.folder / "config.toml"
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace('at = "07:30"', 'at = "7 o\'clock"'), encoding="utf-8")
        running.process.send_signal(signal.SIGHUP)
        assert until(60, lambda: "morning.at" in (_told(running)))
        config.write_text(text.replace('at = "07:30"', 'at = ""'), encoding="utf-8")
        running.process.send_signal(signal.SIGHUP)
        assert until(60, lambda: "morning.at" not in _told(running))
        assert "stopped" in town.home.run("daemon", "stop")
        assert running.process.wait(20) == 0

    log = (town.home.folder / "narrowcast.log").read_text(encoding="utf-8")
    assert "configuration not taken" in log
    assert "name=backup outcome=done" in log


def _told(running: Watched) -> str:
    told = running.told()
    return told.trouble if told else ""


def _ended(running: Watched, chore: str) -> str:
    told = running.told()
    return told.chores[chore].outcome if told and chore in told.chores else ""


@pytest.mark.soak
def test_half_an_hour_costs_little_and_stays_flat(
    town: Town, record_property: Callable[[str, object], None]
) -> None:
    town.approve()
    seen: list[float] = []

    with daemon(town.home) as running:
        letters = until(60, town.ana.letters)
        answer = town.ana.answer(letters[0], "Yes, happy to introduce you. I will write to Jonas.")
        assert until(10, lambda: delivered(town.box, "robin", answer))
        began = time.monotonic()
        assert until(60, lambda: town.ask_state() == "agreed")
        seen.append(time.monotonic() - began)
        busy, warm = MINUTES * 60 * (1 - IDLE_SHARE), MINUTES * 60 * WARM_SHARE
        while time.monotonic() - began < busy:
            seen.append(_arrival(town, len(seen)))
            running.weigh()
            time.sleep(EVERY_SECONDS)
        time.sleep(5)
        idle_from, cpu = time.monotonic(), running.cpu_seconds()
        while time.monotonic() - began < MINUTES * 60:
            running.weigh()
            time.sleep(EVERY_SECONDS)
        idle = (running.cpu_seconds() - cpu) / (time.monotonic() - idle_from)

    sizes = [size for _, size in running.memory]
    after_warm = [size for at, size in running.memory if at > warm]
    record_property("mails seen", len(seen))
    record_property("slowest seen after seconds", round(max(seen), 2))
    record_property("memory MB at most", round(max(sizes), 1))
    record_property("memory MB grown once warm", round(after_warm[-1] - after_warm[0], 1))
    record_property("idle CPU %", round(100 * idle, 2))
    record_property("stopped after seconds", round(running.stopped_after, 2))
    assert max(seen) <= 5
    assert max(sizes) <= MOST_MB
    assert after_warm[-1] - after_warm[0] <= 10
    assert idle <= 0.005
    assert running.stopped_after <= 3


def _arrival(town: Town, number: int) -> float:
    """Have a mail arrive; return after how many seconds it is in the store."""
    message_id = f"news{number}@mail.example"
    raw = (
        f"From: Ana Lum <{ANA}>\r\nTo: {ROBIN}\r\nSubject: news {number}\r\n"
        f"Date: {format_datetime(datetime.now(UTC))}\r\nMessage-ID: <{message_id}>\r\n\r\n"
        f"Hello Robin,\r\nnothing much, number {number}.\r\n\r\nAna\r\n"
    )
    town.box.append("robin", Mail(raw.encode(), seen=False))
    began = time.monotonic()
    known = "SELECT 1 FROM message WHERE message_id LIKE ?"
    assert until(60, lambda: town.home.query(known, f"%{message_id}%"))
    return time.monotonic() - began
