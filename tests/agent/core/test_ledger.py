"""The turns that caps and cool-offs leave, ahead of time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.ledger import DAY, Ledger
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time
from narrowcast.agent.core.routes import Route

NOW = Time(1_700_000_000)
ANA = PersonUid("ana")


def asked(days_ago: float, *, open_: bool = False, declined: float | None = None) -> PastAsk:
    return PastAsk(
        introducer=ANA,
        prospect=ProspectId(9),
        sent_at=at(-days_ago),
        open=open_,
        declined_at=None if declined is None else at(-declined),
    )


def at(days: float) -> datetime:
    return datetime.fromtimestamp(NOW + days * DAY, UTC)


def turns(past: list[PastAsk], days: int = 182, caps: Caps | None = None) -> list[float]:
    ledger = Ledger(caps or Caps(), past, NOW, frozenset())
    return [(t - NOW) / DAY for t in ledger.turns(ANA, Time(NOW + days * DAY))]


CASES = {
    "never asked": ([], [0, 30, 60]),
    "asked ten days ago": ([asked(10)], [20, 50]),
    "three this year": ([asked(300), asked(200), asked(100)], [65, 165]),
    "an open ask ends as a silent one": ([asked(2, open_=True)], [28, 58]),
    "put off long ago, nobody knows until when": ([asked(400, open_=True)], [7, 37, 67]),
    "declined": ([asked(50, declined=45)], [45, 75]),
}


@pytest.mark.parametrize(("past", "expected"), CASES.values(), ids=CASES)
def test_turns_come_as_caps_and_cool_offs_let_them(
    past: list[PastAsk], expected: list[float]
) -> None:
    assert turns(past) == expected


def test_a_cap_of_none_leaves_no_turn() -> None:
    assert turns([], caps=Caps(per_introducer_year=0)) == []


@given(
    st.lists(
        st.builds(
            asked,
            st.integers(0, 500),
            declined=st.one_of(st.none(), st.integers(0, 120)),
        ),
        max_size=6,
    )
)
def test_the_first_turn_is_when_the_barrier_falls(past: list[PastAsk]) -> None:
    first = Time(NOW + round(turns(past, days=800)[0] * DAY))
    route = Route(prospect=ProspectId(1), introducer=ANA, chance=0.5)

    assert Ledger(Caps(), past, first, frozenset()).barrier(route) is None
    if first > NOW:
        just_before = Ledger(Caps(), past, Time(first - 1), frozenset())
        assert just_before.barrier(route) is not None


def test_a_silent_ask_is_over_in_a_later_ledger() -> None:
    ledger = Ledger(Caps(), [asked(1, open_=True)], NOW, frozenset())

    assert ledger.open_route(ProspectId(9)) is not None
    assert ledger.later([], Time(NOW + 19 * DAY)).open_route(ProspectId(9)) is not None
    assert ledger.later([], Time(NOW + 20 * DAY)).open_route(ProspectId(9)) is None
