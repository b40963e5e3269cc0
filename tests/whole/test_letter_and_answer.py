"""The whole way on real servers: approved, sent, delivered, answered, heard by IDLE, moved."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, dovecot
from tests.servers.exim import exim
from tests.whole.people import ANA, PROSPECT, Ana, delivered, history, sending_account, until
from tests.whole.program import Home

HEARD_SECONDS = 5.0
"""An answer is seen so soon after it lies in the box: asked of a machine that does nothing else."""
IDLE_SECONDS = 60.0
"""What does not wait by IDLE looks once in five minutes, however slow the machine."""
UNDO_SECONDS = 12 * 60.0
"""Approved so long ago, a letter is no longer held for an undo."""


@dataclass(frozen=True, slots=True)
class Town:
    """One mail server, one transfer agent, and the two of them."""

    box: Dovecot
    ana: Ana
    home: Home

    def ask_state(self) -> str:
        return str(self.home.query("SELECT state FROM ask")[0][0])

    def filed(self) -> list[str]:
        """The mails of Ana's letter among Robin's sent ones."""
        (letter,) = self.home.query("SELECT message_id FROM outbox")
        return [one for one in self.box.message_ids("robin", "Sent").values() if one == letter[0]]

    @contextmanager
    def watching(self) -> Iterator[subprocess.Popen[str]]:
        """`narrowcast sync --watch` for the length of the block, ended as a system ends what it
        runs.
        """
        with self.home.start("sync", "--watch") as watch:
            try:
                yield watch
            finally:
                watch.terminate()
                said, _ = watch.communicate(timeout=20)
        assert (watch.returncode, "Traceback" in said) == (0, False), said

    def approve(self) -> None:
        """Do so in the past, so that the letter leaves with the next sync."""
        said = self.home.run(
            *("sync", "//", "prospect", "add", PROSPECT, "//", "suggest", "jonas", "//"),
            *("ask", "1", "--via", ANA, "//", "approve", "1", "--anyway", "a test"),
            ago=UNDO_SECONDS,
        )
        assert f"ask 1 --via {ANA}" in said


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


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(IDLE_SECONDS, id="by-idle"),
        pytest.param(HEARD_SECONDS, id="within-five-seconds", marks=pytest.mark.soak),
    ],
)
def test_an_approved_letter_is_sent_answered_and_the_answer_heard_at_once(
    town: Town, seconds: float, record_property: Callable[[str, object], None]
) -> None:
    town.approve()

    with town.watching() as watch:
        letters = until(60, town.ana.letters)
        assert len(letters) == 1
        assert until(60, town.filed)
        assert town.ask_state() == "sent"
        answer = town.ana.answer(letters[0], "Yes, happy to introduce you. I will write to Jonas.")
        assert until(10, lambda: delivered(town.box, "robin", answer))
        began = time.monotonic()
        heard = until(seconds, lambda: town.ask_state() == "agreed")
        record_property("heard after seconds", round(time.monotonic() - began, 2))
        assert watch.poll() is None

    assert heard, town.home.run("timeline")
    assert answer in town.home.run("timeline", "1", "--json")


def test_the_copy_among_the_sent_lies_there_once(town: Town) -> None:
    town.approve()

    town.home.run("sync", "//", "sync", "//", "sync")

    assert town.home.query("SELECT state FROM outbox") == [("sent",)]
    assert len(town.filed()) == 1
    assert [one["Message-ID"] for one in town.ana.letters()] == town.filed()
