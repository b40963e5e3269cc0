"""What happened, and taking it back, on the command line; introductions nobody was asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.agent.cli.conftest import MAILS, Run, mail
from tests.agent.cli.test_beside import alter

LONG = f"<{'a-very-long-identifier.' * 6}1@mail.example>"


@pytest.fixture
def noticed(synced: Run, tmp_path: Path) -> Run:
    """Ana, a contact, has just introduced Paul by herself."""
    both = "Robin Vale <robin@vale.example>, Paul Dray <paul@docks.example>"
    at = datetime.now(UTC) - timedelta(hours=2)
    made = mail(MAILS + 1, "Ana <ana@lumen.example>", both, "Intro: Robin <> Paul", at)
    with (tmp_path / "mail.mbox").open("a", encoding="utf-8") as file:
        file.write(made.replace(f"<{MAILS + 1}@mail.example>", LONG))
    assert synced("sync").code == 0
    return synced


def test_an_introduction_nobody_was_asked_for_is_told_with_its_mail(noticed: Run) -> None:
    """Its Message-ID stands on one line, however long, so that it can be copied."""
    shown = noticed("timeline")

    assert LONG in [line.strip() for line in shown.out.splitlines()]
    assert "u1  ana@lumen.example → paul@docks.example" in shown.out, shown.err
    assert "narrowcast write u1" in shown.out
    assert noticed("timeline", "u1").out == shown.out
    (one,) = json.loads(noticed("timeline", "--json").out)
    assert (one["ask"], one["introduction"]["message_id"]) == (None, LONG)


def test_it_is_taken_up_answered_and_told_as_an_ask(noticed: Run) -> None:
    written = noticed("write", "u1")
    approved = noticed("approve", "L1")

    assert "to Paul Dray <paul@docks.example>" in written.out, written.err
    assert "blind copy to ana@lumen.example" in written.out
    assert "(blind copy to ana@lumen.example)" in " ".join(approved.out.split()), approved.err
    told = noticed("timeline", "u1").out
    assert "#1 " in told
    assert "L1 reply scheduled" in told
    (ask,) = json.loads(noticed("timeline", "--json").out)
    assert [step["event"] for step in ask["events"]] == ["taken-up"]


def test_only_the_answer_is_written_to_what_nobody_was_asked_for(noticed: Run) -> None:
    refused = noticed("write", "u1", "outcome")

    assert refused.code == 2
    assert "narrowcast write u1" in refused.err


def test_it_is_taken_back_by_its_number(noticed: Run) -> None:
    undone = noticed("undo", "u1")

    assert "u1: undone: " in undone.out, undone.err
    assert "undone" in noticed("timeline").out
    refused = noticed("write", "u1")
    assert (refused.code, "u1 was taken back" in refused.err) == (2, True)


def test_what_is_an_ask_is_taken_back_as_one(noticed: Run) -> None:
    noticed("write", "u1")

    refused = noticed("undo", "u1")

    assert (refused.code, "first: narrowcast undo 1" in refused.err) == (2, True)
    assert "taken-up; it is suggested again" in noticed("undo").out
    assert "u1: undone: " in noticed("undo", "u1").out


def test_an_introduction_that_is_none_is_said_so(synced: Run) -> None:
    refused = synced("undo", "U9")

    assert (refused.code, "see: narrowcast timeline" in refused.err) == (2, True)


def test_undo_passes_over_drafts_to_the_newest_step(synced: Run, home: Path) -> None:
    synced("ask", "1", "--via", "ana@lumen.example")
    synced("approve", "1", "--anyway", "a test")
    synced("prospect", "add", "Mia Noor, Head of Ops, Target <mia@target.example>")
    synced("ask", "2", "--via", "bo@other.example")
    alter(home, "UPDATE ask_event SET at = at - 60 WHERE ask = 1")

    assert "#1: undone: the approval" in synced("undo").out
    nothing = synced("undo")
    assert (nothing.code, "there is nothing to undo" in nothing.err) == (2, True)
