from __future__ import annotations

import pytest

from narrowcast.nlp.columns import own_column
from narrowcast.nlp.sender import sender

LINES = [
    "Acme GmbH",
    "",
    "ppa. Karl Mohn     i. A. Nele Roth",
    "Leiter     Käuferin",
    "",
    "Tel   Fax",
]
FILLED = [number for number, line in enumerate(LINES) if line]


def test_only_the_senders_column_stays_in_the_rows_two_people_sign() -> None:
    assert own_column(LINES, FILLED, sender("Nele Roth", "n.roth@acme.example")) == [
        "Acme GmbH",
        "",
        "Nele Roth",
        "Käuferin",
        "",
        "Tel   Fax",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "Karl Mohn and Nele Roth",
        "Purchasing     Nele Roth",
        "Karl Mohn     Ines Vidal",
        "Nele Roth     Karl Mohn",
    ],
    ids=["one-column", "no-person-beside", "two-strangers", "first-column"],
)
def test_a_row_that_is_no_such_pair_is_left_alone(row: str) -> None:
    assert (
        own_column([row, "Buyer     Clerk"], [0, 1], sender("Nele Roth", "n@acme.example")) is None
    )


def test_a_row_with_fewer_columns_is_not_the_second_persons() -> None:
    kept = own_column(
        ["Karl Mohn     Nele Roth", "Leiter Einkauf"], [0, 1], sender("Nele Roth", "n@acme.example")
    )

    assert kept == ["Nele Roth", ""]
