from __future__ import annotations

import pytest

from narrowcast.nlp.signature import ClaimKind, Tier
from training.fields import LABELS, Counts, counts, table


@pytest.fixture(scope="module")
def found() -> Counts:
    return counts(300)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ClaimKind.DEPARTMENT, 20),
        (ClaimKind.LOCATION, 100),
        (ClaimKind.PHONE, 120),
        (ClaimKind.URL, 50),
    ],
)
def test_what_is_confirmed_beside_titles_and_employers_is_right(
    found: Counts, kind: ClaimKind, said: int
) -> None:
    assert found[kind, Tier.CONFIRMED, "said"] > said
    assert found[kind, Tier.CONFIRMED, "near"] >= 0.95 * found[kind, Tier.CONFIRMED, "said"]


def test_no_more_claims_are_right_than_are_made(found: Counts) -> None:
    for kind in LABELS:
        for tier in Tier:
            same, near, said = (found[kind, tier, how] for how in ("same", "near", "said"))
            assert same <= near <= said


def test_the_table_has_a_line_for_each_kind() -> None:
    assert [line.split()[0] for line in table(10)] == [kind.value for kind in LABELS]
