"""Sets of UIDs behave as sets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.imap_session.uidsets import Uids

_SETS = st.sets(st.integers(1, 80))
_WIDE = st.sets(st.integers(1, 2**32 - 1), max_size=30)


@given(_SETS, _SETS)
def test_arithmetic_is_that_of_sets(one: set[int], other: set[int]) -> None:
    left, right = Uids.of(one), Uids.of(other)

    assert set(left | right) == one | other
    assert set(left - right) == one - other
    assert set(left & right) == one & other
    assert len(left) == len(one)
    assert [*left] == sorted(one)
    assert (left == right) == (one == other)


@given(_SETS | _WIDE)
def test_what_is_written_is_read_back(uids: set[int]) -> None:
    found = Uids.of(uids)

    assert Uids.parse(str(found)) == found
    assert Uids.unpack(found.pack()) == found
    assert set().union(*(set(Uids.parse(one)) for one in found.chunks(30))) == uids
    assert all(len(one) <= 30 for one in found.chunks(30))


@given(_SETS, st.integers(0, 90), st.integers(0, 90))
def test_cuts_are_those_of_sorted_lists(uids: set[int], low: int, high: int) -> None:
    found = Uids.of(uids)

    assert [*found.newest(low)] == sorted(uids)[max(0, len(uids) - low) :]
    assert set(found.between(low, high)) == {one for one in uids if low <= one <= high}
    assert (found.lowest, found.highest) == (min(uids, default=0), max(uids, default=0))


@pytest.mark.parametrize(
    ("text", "uids"),
    [("5:3,7", [3, 4, 5, 7]), ("", []), ("*", []), ("1,1,1:2", [1, 2]), (b"9", [9])],
)
def test_a_servers_ways_to_write_a_set_are_read(text: str | bytes, uids: list[int]) -> None:
    assert [*Uids.parse(text)] == uids


@pytest.mark.parametrize("packed", ["z", "zzz", "1", "-1,2", "a,b", "z!!", "1,-5"])
def test_a_damaged_set_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="damaged"):
        Uids.unpack(packed)


def test_a_mailbox_of_years_fits_into_a_small_cursor() -> None:
    holed = Uids.of(uid for uid in range(1, 140_000) if uid * uid % 17 not in (1, 4, 9))

    assert len(holed.pack()) < 40_000
