"""The whole way on real servers: approved, sent, delivered, answered, heard by IDLE, moved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import dovecot
from tests.servers.exim import exim
from tests.whole.people import Ana, delivered, history, sending_account, until
from tests.whole.program import Home
from tests.whole.towns import Town

HEARD_SECONDS = 5.0
"""An answer is seen so soon after it lies in the box: asked of a machine that does nothing else."""
IDLE_SECONDS = 60.0
"""What does not wait by IDLE looks once in five minutes, however slow the machine."""


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
