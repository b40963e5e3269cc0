"""Letters beside asks on the command line: written, approved, taken back, settled, shown."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.agent.cli.conftest import Run


@pytest.fixture
def introduced(synced: Run, home: Path) -> Run:
    """An ask that the store says has led to an introduction, by a mail that is kept."""
    synced("ask", "1", "--via", "ana@lumen.example")
    alter(
        home,
        "UPDATE ask SET state = 'introduced'",
        "INSERT INTO ask_event (ask, at, event, before, after, origin, message_id, why) VALUES"
        " (1, 1, 'introduced', 'sent', 'introduced', 'mail', '<0@mail.example>', '')",
    )
    return synced


def alter(home: Path, *statements: str) -> None:
    (path,) = home.rglob("*.db")
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)


def test_the_answer_to_an_introduction_is_drafted_with_its_blind_copy(introduced: Run) -> None:
    written = introduced("write", "1")

    assert written.code == 0, written.err
    assert "to Jonas Weber <jonas@target.example>" in written.out
    assert "blind copy to ana@lumen.example" in written.out
    assert "narrowcast approve L1" in written.out


def test_an_approval_says_who_gets_it_and_can_be_undone(introduced: Run) -> None:
    introduced("write", "1", "reply")

    approved = introduced("approve", "L1", "--anyway", "a test")
    undone = introduced("undo", "L1")

    assert "(blind copy to ana@lumen.example)" in " ".join(approved.out.split()), approved.err
    assert "a draft again" in undone.out


def test_the_latest_step_is_undone_without_a_number(introduced: Run) -> None:
    introduced("write", "1", "reply")
    introduced("approve", "L1", "--anyway", "a test")

    assert "L1: undone: the approval" in introduced("undo").out


def test_the_timeline_shows_the_letters_beside(introduced: Run) -> None:
    introduced("write", "1")

    assert "L1 reply drafted" in introduced("timeline", "L1").out
    (ask,) = json.loads(introduced("timeline", "1", "--json").out)
    assert [step["after"] for step in ask["letters"]] == ["drafted"]


def test_a_draft_is_dropped_by_settling_it(introduced: Run) -> None:
    introduced("write", "1")

    assert "L1 is cancelled" in introduced("settle", "L1", "drop").out


@pytest.mark.parametrize(
    ("word", "told"),
    [
        pytest.param("sent", "L1 is sent", id="sent"),
        pytest.param("again", "L1 leaves once more", id="again"),
        pytest.param("unsent", "L1 is drafted", id="unsent"),
        pytest.param("drop", "L1 is cancelled", id="drop"),
    ],
)
def test_a_letter_of_unknown_fate_is_settled(
    introduced: Run, home: Path, word: str, told: str
) -> None:
    introduced("write", "1")
    introduced("approve", "L1", "--anyway", "a test")
    alter(home, "UPDATE letter SET state = 'unknown'", "UPDATE outbox SET state = 'unknown'")

    assert told in introduced("settle", "L1", word).out


def test_what_is_said_of_asks_is_not_said_of_letters(introduced: Run) -> None:
    introduced("write", "1")

    refused = introduced("settle", "L1", "agreed")

    assert refused.code == 2
    assert "of a letter: sent, again, unsent, drop or nothing" in refused.err


@pytest.mark.parametrize("number", ["L", "L9", "Lx", "L1x"])
def test_a_letter_that_is_none_is_said_so(introduced: Run, number: str) -> None:
    refused = introduced("undo", number)

    assert refused.code == 2
    assert "see: narrowcast" in refused.err


def test_where_no_letter_is_due_those_that_fit_are_named(introduced: Run, home: Path) -> None:
    alter(home, "UPDATE ask SET state = 'later'")

    refused = introduced("write", "1")

    assert refused.err.rstrip().endswith("to write one all the same: narrowcast write 1 thanks")


def test_a_meaning_that_does_not_fit_is_refused_in_the_words_of_the_owner(introduced: Run) -> None:
    refused = introduced("settle", "1", "sent")

    assert refused.code == 2
    assert "#1 is introduced, and sent cannot be said of that" in refused.err


def test_no_letter_is_due_before_anything_happened(synced: Run) -> None:
    synced("ask", "1", "--via", "ana@lumen.example")

    refused = synced("write", "1")

    assert refused.code == 2
    assert "no letter is due on ask #1" in refused.err


def test_a_review_goes_through_letters_too(
    introduced: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter(["a", "d"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(keys, "s"))

    reviewed = introduced("review")

    assert "blind copy to ana@lumen.example" in reviewed.out, reviewed.err
    assert "that was all" in reviewed.out
