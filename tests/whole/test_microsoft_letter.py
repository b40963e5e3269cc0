"""The whole way at Microsoft: approved, handed to Graph, answered, heard, moved."""

from __future__ import annotations

import email
from email.utils import format_datetime
from pathlib import Path

import pytest

from narrowcast.agent import clock
from narrowcast.connectors.tiers import Tier
from tests.servers.exim import STAMP as AUTHSERV_ID
from tests.servers.graph import (
    LOST_ANSWER,
    THROTTLED,
    TIMEOUT_AFTER_COMMIT,
    Fault,
    Graph,
)
from tests.whole.clouds import microsoft_home
from tests.whole.people import ANA, PROSPECT, ROBIN, history
from tests.whole.program import Home

STAMP = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=lumen.example"
UNDO_SECONDS = 12 * 60.0
LATER = -3_600.0
"""An hour from now: every wait is over."""
SEND_BY = [pytest.param("submit", id="submit"), pytest.param("draft", id="draft")]


def approved(folder: Path, graph: Graph, send_by: str, *, tier: Tier = Tier.SIGNATURES) -> Home:
    """A home with one approved letter that is due."""
    graph.load(history())
    home = microsoft_home(folder, graph, tier=tier, send=True, send_by=send_by)
    home.run(
        *("sync", "//", "prospect", "add", PROSPECT, "//"),
        *("ask", "1", "--via", ANA, "//", "approve", "1", "--anyway", "a test"),
        ago=UNDO_SECONDS,
    )
    return home


def ask_state(home: Home) -> str:
    return str(home.query("SELECT state FROM ask")[0][0])


def answer(graph: Graph, letter: bytes, text: str) -> None:
    """Let Ana answer *letter*, as Exchange stamps what comes in."""
    parent = email.message_from_bytes(letter)["Message-ID"]
    raw = (
        f"{STAMP}\r\nFrom: Ana Lum <{ANA}>\r\nTo: {ROBIN}\r\nSubject: Re: an introduction?\r\n"
        f"Date: {format_datetime(clock.now())}\r\nMessage-ID: <answer@lumen.example>\r\n"
        f"In-Reply-To: {parent}\r\nReferences: {parent}\r\n\r\n{text}\r\n"
    )
    graph.deliver(raw.encode())


@pytest.mark.parametrize("send_by", SEND_BY)
@pytest.mark.parametrize("kept", [True, False], ids=["as it was", "all its ids replaced"])
def test_an_approved_letter_leaves_and_its_answer_moves_the_ask(
    graph: Graph, tmp_path: Path, send_by: str, kept: bool
) -> None:
    filing = graph.mailbox.filing
    filing.keeps_message_id = filing.keeps_x_headers = filing.keeps_id = kept
    home = approved(tmp_path / "home", graph, send_by)

    assert "letter sent" in home.run("sync")
    *_, letter = graph.messages("sentitems")
    answer(graph, graph.raw(letter), "Yes, happy to introduce you. I will write to Jonas.")
    home.run("sync")

    assert ask_state(home) == "agreed"
    home.run("sync", "//", "sync")
    assert len(graph.sent) == 1


def test_an_answer_that_may_not_be_read_is_left_to_the_owner(graph: Graph, tmp_path: Path) -> None:
    home = approved(tmp_path / "home", graph, "submit", tier=Tier.HEADERS)
    home.run("sync")
    answer(graph, graph.sent[0], "Yes, happy to introduce you.")

    said = home.run("sync")

    assert "ask #1: look at it" in said
    assert home.query("SELECT state FROM account") == [("ok",)]


@pytest.mark.parametrize(
    "fault",
    [pytest.param(TIMEOUT_AFTER_COMMIT, id="504"), pytest.param(LOST_ANSWER, id="reset")],
)
@pytest.mark.parametrize("send_by", SEND_BY)
def test_a_letter_whose_answer_is_lost_is_looked_up_and_leaves_once(
    graph: Graph, tmp_path: Path, send_by: str, fault: Fault
) -> None:
    home = approved(tmp_path / "home", graph, send_by)
    graph.fail_next(fault, path="(?i)/send(mail)?$")

    home.run("sync")
    home.run("sync", ago=LATER)

    assert len(graph.sent) == 1
    assert home.query("SELECT state FROM outbox") == [("sent",)]


@pytest.mark.parametrize("send_by", SEND_BY)
def test_a_letter_refused_for_now_leaves_later(graph: Graph, tmp_path: Path, send_by: str) -> None:
    home = approved(tmp_path / "home", graph, send_by)
    graph.fail_next(THROTTLED, path="(?i)/send(mail)?$")

    assert "not sent yet" in home.run("sync")
    assert graph.sent == []

    home.run("sync", ago=LATER)
    assert len(graph.sent) == 1
    assert home.query("SELECT state FROM outbox") == [("sent",)]
