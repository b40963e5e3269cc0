"""`person review`, `decisions` and `undo` on an invented mailbox."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer

Run = Callable[..., Any]
EAST, WEST = "john.smith@eastford.com", "jsmith@westmoor.com"


@pytest.fixture
def doubtful(home: Path, run: Run) -> Run:
    """A mailbox with two addresses of one common name."""
    sent = datetime.now(UTC) - timedelta(days=3)
    with (home.parent / "mail.mbox").open("a", encoding="utf-8") as file:
        for number, address in ((90, EAST), (91, WEST)):
            file.write(
                "From - Thu Jan  1 00:00:00 2026\n"
                f"From: John Smith <{address}>\nTo: robin@vale.example\nSubject: Hello\n"
                f"Date: {sent:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{number}@mail.example>\n"
                "\nHello.\n\n"
            )
    assert run("sync").code == 0
    return run


def answering(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    """Type *keys* one after the other, as in a terminal."""
    typed = iter(keys)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(typed))


def test_doubts_are_listed_where_nobody_can_answer(doubtful: Run) -> None:
    shown = doubtful("person", "review", "--list").out

    assert EAST in shown
    assert "+ " in shown
    assert "- the name is common" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_doubts_are_data_for_scripts(doubtful: Run) -> None:
    (doubt,) = json.loads(doubtful("person", "review", "--json").out)

    assert doubt["kind"] == "merge"
    assert [side["addresses"] for side in doubt["sides"]] == [[EAST], [WEST]]


def test_status_and_the_end_of_a_sync_know_of_doubts(doubtful: Run) -> None:
    assert "1 doubt about who is who: narrowcast person review" in doubtful("status").out


@pytest.mark.parametrize(("key", "persons"), [("y", 1), ("n", 2), ("t", 2)])
def test_an_answer_is_kept_listed_and_taken_back(
    doubtful: Run, monkeypatch: pytest.MonkeyPatch, key: str, persons: int
) -> None:
    answering(monkeypatch, "x", key)

    assert doubtful("person", "review").code == 0

    assert len(json.loads(doubtful("contacts", "john", "--json").out)) == persons
    assert EAST in doubtful("person", "decisions").out
    assert "doubt" not in doubtful("status").out
    assert "taken back: 1" in doubtful("person", "undo").out
    assert "taken back: " in doubtful("person", "decisions").out
    assert len(json.loads(doubtful("person", "review", "--json").out)) == 1


def test_skipping_decides_nothing(doubtful: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "s")

    assert "that was all" in doubtful("person", "review").out
    assert "decided nothing" in doubtful("person", "decisions").out


def test_undo_without_a_decision_says_what_to_look_at(doubtful: Run) -> None:
    refused = doubtful("person", "undo")

    assert refused.code == 2
    assert "narrowcast person decisions" in refused.err
