"""Whatever stands in mail, no command's output moves the cursor, turns text round or hides any."""

from __future__ import annotations

import unicodedata

import pytest

from tests.agent.cli.conftest import Run

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("person", "show", "ana@lumen.example", "--json"), ("suggest", "jonas", "--json"),
    ("plan",), ("moves",), ("history",), ("timeline", "1"), ("asks",), ("today", "--json"),
    ("export", "--format", "json"), ("export", "prospects"), ("morning", "--preview"),
    ("approve", "1"), ("approve", "1", "--anyway", "a test"), ("undo", "1"), ("backup",),
    ("backup", "verify"), ("pause",), ("why", "\x1b]0;x\x07"), ("contacts", "\u202egnp"),
    ("forget", "nobody\x9b31m"), ("prospect", "add", "Eve\x1b[2J\u2066, Boss, Target"),
    ("daemon", "status"),
)  # fmt: skip
"""Beside the reads of `test_commands`; some of them say back what they were given."""


def unclean(text: str) -> list[str]:
    """The characters of *text* that a terminal obeys, or that hide or turn round what stands by."""
    return [
        f"U+{ord(char):04X}"
        for char in text
        if char not in "\n\t" and unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}
    ]


@pytest.fixture
def hostile(synced: Run) -> Run:
    """A store in which an ask goes to somebody with a hostile name, and is about another."""
    assert synced("ask", "1", "--via", "ana@lumen.example").code == 0
    return synced


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_a_command_says_holds_only_text(hostile: Run, command: tuple[str, ...]) -> None:
    ran = hostile(*command)

    assert unclean(ran.out) == []
    assert unclean(ran.err) == []
    assert ran.code != 1 or not ran.err
