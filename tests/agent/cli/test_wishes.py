"""`person wish` on an invented mailbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
ANA = "ana@lumen.example"


def test_a_wish_is_kept_shown_and_listed(synced: Run) -> None:
    assert synced("person", "wish", ANA, "--not", "about Target", "--until", "2999-01-01").code == 0

    (wish,) = json.loads(synced("person", "wish", ANA, "--json").out)
    assert wish["about"] == "Target"
    assert "not to be asked about Target before 2999-01-01" in " ".join(
        synced("person", "decisions").out.split()
    )


def test_a_wish_until_a_day_that_has_begun_is_refused(synced: Run) -> None:
    refused = synced("person", "wish", ANA, "--until", "2020-01-01")

    assert (refused.code, "--until must be a day to come" in refused.err) == (2, True)


def test_a_wish_holds_the_letter(synced: Run) -> None:
    synced("person", "wish", ANA, "--until", "2999-01-01")
    synced("ask", "1", "--via", ANA)

    assert "wishes not to be asked before 2999-01-01" in synced("approve", "1").err


def test_a_wish_that_is_lifted_or_undone_is_gone(synced: Run) -> None:
    synced("person", "wish", ANA, "--not", "Target")
    synced("person", "undo")
    synced("person", "wish", ANA, "--not", "Acme")
    synced("person", "wish", ANA, "--lift")

    assert json.loads(synced("person", "wish", ANA, "--json").out) == []


def test_never_stops_all_and_no_reason_overrides_it(synced: Run) -> None:
    synced("ask", "1", "--via", ANA)
    synced("person", "wish", ANA, "--never")

    refused = synced("approve", "1", "--anyway", "a test")

    assert refused.code == 2
    assert "cannot be overridden" in refused.err


@pytest.mark.parametrize(
    "typed", [("--never", "--lift"), ("--until", "spring"), ("--never", "--not", "Target")]
)
def test_what_cannot_be_meant_is_refused(synced: Run, typed: tuple[str, ...]) -> None:
    assert synced("person", "wish", ANA, *typed).code == 2


@pytest.mark.parametrize(
    ("typed", "found"), [((), True), (("--deadline", "2999-01-01"), False)], ids=["bare", "told"]
)
def test_a_true_deadline_may_be_named(synced: Run, typed: tuple[str, ...], *, found: bool) -> None:
    drafted = synced("ask", "1", "--via", ANA, "--note", "I need to know by Friday.", *typed)

    assert drafted.code == 0
    assert ("sets a deadline" in " ".join(drafted.out.split())) is found
