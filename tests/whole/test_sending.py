"""A letter leaves once, whatever the submission server and this machine do to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, dovecot
from tests.servers.smtp_sink import Phase, Sink, smtp_sink
from tests.whole.people import ANA, PROSPECT, history
from tests.whole.program import Home, imap_account

UNDO_SECONDS = 12 * 60.0
LATER = -3_600.0
"""An hour from now: every wait is over."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Robin's home with one approved letter that is due."""

    home: Home
    sink: Sink
    box: Dovecot

    def state(self) -> str:
        return str(self.home.query("SELECT state FROM outbox")[0][0])


@pytest.fixture
def desk(certificates: Certificates, tmp_path: Path) -> Iterator[Desk]:
    with dovecot(certificates) as box, smtp_sink(certificates) as sink:
        box.append_all("robin", history())
        sink.users["robin"] = "pw"
        smtp = {"host": sink.host, "port": sink.port, "security": "starttls"}
        reading = imap_account(box, "robin")
        options = {**reading.options, "smtp": smtp, "sent_copy": "append"}
        account = replace(reading, send=True, options=options)
        home = Home.make(tmp_path / "home", (account,))
        home.run(
            *("sync", "//", "prospect", "add", PROSPECT, "//"),
            *("ask", "1", "--via", ANA, "//", "approve", "1", "--anyway", "a test"),
            ago=UNDO_SECONDS,
        )
        yield Desk(home, sink, box)


def test_a_letter_whose_answer_is_lost_is_not_sent_again(desk: Desk) -> None:
    desk.sink.drops = Phase.DOT

    said = desk.home.run("sync")
    desk.sink.drops = None
    desk.home.run("sync")
    desk.home.run("sync", ago=LATER)

    assert "may have left" in said
    assert len(desk.sink.letters) == 1
    assert desk.state() == "unknown"
    assert "narrowcast settle" in desk.home.run("status") + desk.home.run("today")


def test_a_kill_while_the_server_takes_the_letter_sends_it_once(desk: Desk) -> None:
    desk.sink.slow[Phase.DOT] = 3.0

    with desk.home.start("sync") as sync:
        until = time.monotonic() + 30
        while not desk.sink.letters and time.monotonic() < until:
            time.sleep(0.02)
        sync.kill()
        sync.communicate()
    desk.sink.slow.clear()
    desk.home.run("sync")
    desk.home.run("sync", ago=LATER)

    assert len(desk.sink.letters) == 1
    assert desk.state() == "unknown"


@pytest.mark.parametrize(
    "phase", [Phase.CONNECT, Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.DOT], ids=str
)
def test_a_letter_refused_for_now_leaves_later(desk: Desk, phase: Phase) -> None:
    desk.sink.answers[phase] = "451 4.7.1 not now" if phase is not Phase.CONNECT else "421 busy"

    said = desk.home.run("sync")
    assert "not sent yet" in said
    assert desk.sink.letters == []

    desk.sink.answers.clear()
    desk.home.run("sync", ago=LATER)
    assert len(desk.sink.letters) == 1
    assert desk.state() == "sent"
