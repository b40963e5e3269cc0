"""Lines are scored as the data's own scorer does it."""

from __future__ import annotations

from typing import Any

import pytest

from bench.line_scores import Lines, score

SIGNATURE = "Ann Lee\nHead of Sales\n\nTalweg Ltd"
BODY = f"Hi Bea,\n\nit is done.\n\n{SIGNATURE}\n\n> Ann, is it done by now?\n> Bea"
NOTHING: frozenset[int] = frozenset()


def row(**labels: Any) -> dict[str, Any]:
    told = {
        "sig_start": 4,
        "sig_end": 7,
        "titles": ["Head of Sales"],
        "employers": [],
        "phones": [],
        "quote_start": 9,
        "flags": [],
    }
    return {"body": BODY, "labels": told | labels}


def test_blank_lines_count_for_nobody() -> None:
    found = score([row()], [Lines(frozenset({4, 5, 6, 7}))])

    assert (found.right, found.found, found.gold, found.f1) == (3, 3, 3, 1)


@pytest.mark.parametrize(
    ("first", "right"), [(4, 1), (5, 1), (2, 1), (0, 0), (7, 0)], ids=lambda x: f"{x}"
)
def test_a_block_may_start_one_filled_line_off(first: int, right: int) -> None:
    assert score([row()], [Lines(frozenset(range(first, 8)))]).starts == right


@pytest.mark.parametrize(
    "labels", [{"sig_start": None, "sig_end": None}, {"flags": ["x"]}], ids=["none", "another's"]
)
def test_any_line_is_wrong_where_the_sender_did_not_sign(labels: dict[str, Any]) -> None:
    found = score([row(**labels)], [Lines(frozenset({4, 5}))])

    assert (found.invented, found.unsigned, found.right, found.found) == (1, 1, 0, 2)


def test_bulk_mail_is_left_out() -> None:
    found = score([row(flags=["b"])], [Lines(frozenset({4, 5}))])

    assert (found.found, found.gold, found.unsigned) == (0, 0, 0)


@pytest.mark.parametrize(
    ("own", "clean"),
    [({0, 2, 4, 9}, 1), ({0, 2, 10}, 1), (NOTHING, 1)],
    ids=["the line that opens", "a short line", "nothing"],
)
def test_what_leaks_harmlessly_is_forgiven(own: frozenset[int], clean: int) -> None:
    assert score([row()], [Lines(own=frozenset(own))]).clean == clean


def test_a_quoted_line_among_the_own_is_a_leak() -> None:
    leaking = row(quote_start=8)

    found = score([leaking], [Lines(own=frozenset({0, 2, 9}))])

    assert (found.clean, found.quoted) == (0, 1)


def test_below_the_quote_an_answers_own_lines_are_no_leak() -> None:
    answered = {**row(quote_start=0, sig_start=4, sig_end=7)}

    assert score([answered], [Lines(own=frozenset(range(8)))]).clean == 1
    assert score([answered], [Lines(own=frozenset(range(10)))]).clean == 0


def test_who_does_not_look_for_something_is_not_scored_by_it() -> None:
    found = score([row()], [Lines()])

    assert (found.gold, found.quoted) == (0, 0)
