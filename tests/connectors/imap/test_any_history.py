"""Whatever happens to a folder and wherever pulls are killed: in the end we hold what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.connectors.base import Budget, Cursor, Snapshot
from narrowcast.connectors.imap import pages, position
from narrowcast.connectors.imap.position import Position
from narrowcast.connectors.imap_session.uidsets import Uids
from tests.connectors.imap.odd import Odd, mails, serving

_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.integers(1, 5), st.integers(1, 3)),
        st.tuples(st.just("vanish"), st.integers(0, 40), st.integers(1, 4)),
        st.tuples(st.just("pull"), st.integers(0, 3), st.integers(1, 7)),
        st.tuples(st.just("deep"), st.integers(0, 3), st.integers(1, 7)),
    ),
    max_size=12,
)


@pytest.fixture(autouse=True, scope="module")
def _small_pages_of_deletions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "_DELETES", 2)
        yield


class _Honest(Odd):
    """Tells by VANISHED what is gone, and, as servers may, what was never there."""

    def _fetch(self, rest: str) -> bytes:
        gone = Uids.of(set(range(1, self.uidnext or 1)) - self.mails.keys())
        self.vanished = f"* VANISHED (EARLIER) {gone}\r\n".encode() if gone else b""
        return super()._fetch(rest)


@settings(deadline=None, max_examples=60)
@given(_STEPS, st.booleans(), st.integers(1, 9))
def test_in_the_end_we_hold_what_the_folder_holds(
    steps: list[tuple[str, int, int]], resyncs: bool, first: int
) -> None:
    kind = "IMAP4rev1 CONDSTORE ENABLE QRESYNC" if resyncs else "IMAP4rev1"
    odd = _Honest(kind, mails=mails(*range(1, first + 1)), uidnext=first + 1)
    kept: set[str] = set()
    cursor: Cursor | None = None
    completes = 0
    with serving(odd) as source:
        (scope,) = source.scopes()
        for step, one, other in [*steps, ("pull", 99, 99), ("pull", 99, 99)]:
            if step == "arrive":
                start = odd.uidnext or 1
                odd.mails |= mails(*range(start + other - 1, start + other - 1 + one))
                odd.uidnext = start + other - 1 + one
            elif step == "vanish":
                for uid in sorted(odd.mails)[one : one + other]:
                    del odd.mails[uid]
            else:
                budget = Budget(page_records=other, deep=step == "deep" and cursor is not None)
                for page in islice(source.pull(scope, cursor, budget), one):
                    kept |= {record.remote_id for record in page.upserts}
                    kept -= set(page.deletes)
                    completes += page.snapshot is Snapshot.COMPLETE
                    cursor = page.cursor
        assert cursor is not None
        assert [*source.pull(scope, cursor, Budget())] == []

    assert kept == {str(uid) for uid in odd.mails}
    assert completes == 1


_SETS = st.sets(st.integers(1, 60)).map(Uids.of)


@given(_SETS, _SETS, st.integers(1, 70), st.booleans(), st.integers(1, 99))
def test_a_cursor_is_read_as_it_was_written(
    known: Uids, rest: Uids, low: int, listing: bool, number: int
) -> None:
    place = Position(
        number, 61, number, modseq=number, known=known, rest=rest - known, low=low, listing=listing
    )

    again = position.read(place.cursor())

    assert again.cursor() == place.cursor()
    assert (again.done, again.pending) == (place.done, place.pending)
    assert not place.done & place.pending
    assert (place.done | place.pending) == known | rest
