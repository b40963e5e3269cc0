from __future__ import annotations

from pathlib import Path

from narrowcast.nlp.signature import ClaimKind, Signature
from training import labelled
from training.scoring import is_near, is_same, score
from training.voters import VOTERS, table

ROWS = Path(__file__).parents[1] / "data" / "signatures" / "multilingual.jsonl"


def test_the_table_has_a_line_for_each_voter_and_each_kind() -> None:
    lines = list(table(labelled.read(ROWS)))

    assert len(lines) == 2 * (len(VOTERS) + 1)
    assert [line.split()[:2] for line in lines[:3]] == [["title", voter] for voter in VOTERS]


def test_reading_nothing_scores_nothing() -> None:
    mails = labelled.read(ROWS)

    told = score(mails, [Signature(None, "", (), b"")] * len(mails), ClaimKind.TITLE)

    assert (told.exact, told.lenient, told.recall) == (0, 0, 0)


def test_values_are_compared_by_their_words() -> None:
    assert is_same("Head of Sales,", "HEAD of sales")
    assert not is_same("Head of Sales", "Head of Sale")
    assert is_near("Head of Sales", "Head of Sales, Europe")
    assert not is_near("Head", "Sales and Marketing")
    assert not is_near("-", "Sales")
