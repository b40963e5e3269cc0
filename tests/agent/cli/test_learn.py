"""`narrowcast learn` on an invented mailbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def test_before_any_ask_ended_there_is_nothing_to_learn(synced: Run) -> None:
    assert "Nothing yet" in synced("learn").out
    assert json.loads(synced("learn", "--json").out)["all"]["of"] == 0


def test_learning_is_switched_off_and_on(synced: Run) -> None:
    synced("learn", "off")
    off = json.loads(synced("learn", "--json").out)["on"]
    synced("learn", "on")

    assert off is False
    assert json.loads(synced("learn", "--json").out)["on"] is True


def test_a_rollback_is_a_decision_that_can_be_undone(synced: Run) -> None:
    assert synced("learn", "rollback", "--to", "2026-11-01").code == 0

    assert "what asks taught is taken back" in synced("person", "decisions").out
    assert synced("person", "undo").code == 0


@pytest.mark.parametrize("day", ["spring", "2026-13-01"])
def test_what_is_no_day_is_refused(synced: Run, day: str) -> None:
    assert synced("learn", "rollback", "--to", day).code == 2
