from __future__ import annotations

import io

import numpy as np
import pytest

from narrowcast.nlp.block import find_block
from narrowcast.nlp.cells import cells
from narrowcast.nlp.evidence import evidence
from narrowcast.nlp.line_classifier import LineClassifier, LineLabel, dumped, loaded
from narrowcast.nlp.line_features import BUCKETS, features
from narrowcast.nlp.sender import sender

ADDRESS = "ann@acme.example"
SHAPE = (BUCKETS, len(LineLabel))


def block(text: str):
    found = find_block(text, sender("Ann Lee", ADDRESS))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee\nHead of Sales\nAcme Ltd", ["Ann Lee", "Head of Sales", "Acme Ltd"]),
        ("Ann Lee, Head of Sales\nAcme", ["Ann Lee", "Head of Sales", "Acme"]),
        ("Ann Lee | Head of Sales | Acme", ["Ann Lee", "Head of Sales", "Acme"]),
        ("Ann Lee\nHead of Sales\tAcme", ["Ann Lee", "Head of Sales", "Acme"]),
        ("Ann Lee\nHead of Sales,   Acme", ["Ann Lee", "Head of Sales, Acme"]),
    ],
    ids=["lines", "behind-the-name", "bars", "tab", "one-field"],
)
def test_the_cells_of_a_block(text: str, expected: list[str]) -> None:
    assert [cell.text for cell in cells(block(f"Yes.\n\n{text}"))] == expected


def test_rows_are_counted_from_the_name() -> None:
    found = cells(block("Yes.\n\n-- \nAcme Ltd\nAnn Lee\nHead of Sales"))

    assert [(cell.row, cell.is_name) for cell in found] == [(-1, False), (0, True), (1, False)]


def test_features_do_not_depend_on_where_the_block_stands_in_the_mail() -> None:
    signed = "Ann Lee\nHead of Sales\nAcme Ltd\n+44 20 5555 0100"
    one, other = block(f"Yes.\n\n{signed}"), block(f"Yes.\nNo.\n\nPerhaps.\n\n{signed}")

    assert features(cells(one), evidence(one, ADDRESS)) == features(
        cells(other), evidence(other, ADDRESS)
    )


def test_weights_come_back_as_they_were_dumped_and_the_same_bytes_each_time() -> None:
    weights = np.zeros(SHAPE, dtype=np.float32)
    weights[:, LineLabel.TITLE] = 1
    signed = block("Yes.\n\nAnn Lee\nHead of Sales")

    chances = loaded(dumped(weights)).chances(cells(signed), evidence(signed, ADDRESS))

    assert [chance["TITLE"] > 0.99 for chance in chances] == [True, True]
    assert {chance["ORG"] for chance in chances} == {0.5}
    assert dumped(weights) == dumped(weights.copy())


def test_weights_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="weights of shape"):
        LineClassifier(np.zeros((3, 2), dtype=np.float32))


def test_weights_that_would_have_to_be_unpickled_are_refused() -> None:
    held = io.BytesIO()
    np.savez(held, weights=np.array([{"any": "object"}], dtype=object))

    with pytest.raises(ValueError, match="allow_pickle"):
        loaded(held.getvalue())
