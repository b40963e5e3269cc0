"""How long is waited after failures in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.backoff import FIRST_SECONDS, MOST_SECONDS, delay


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 2), (2, 4), (5, 32), (9, 512), (10, 900), (10_000, 900)], ids=str
)
def test_each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(
    failures: int, seconds: float
) -> None:
    assert delay(failures, 0.0) == seconds


@given(st.integers(1, 100), st.floats(0, 1))
def test_chance_takes_half_of_it_at_most(failures: int, chance: float) -> None:
    assert delay(failures, 0.0) / 2 <= delay(failures, chance) <= delay(failures, 0.0)
    assert FIRST_SECONDS / 2 <= delay(failures, chance) <= MOST_SECONDS
