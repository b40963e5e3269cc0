"""The table of an ask's life and what time does to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.asks import (
    ENDED,
    INBOUND,
    LISTENING,
    TABLE,
    UNSENT,
    AskClock,
    AskEvent,
    AskState,
    IllegalMove,
    allowed,
    due,
    expires_at,
    move,
    reversible,
)

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SENDING_SIDE = UNSENT | {AskState.SENDING}


def _clock(
    state: AskState, *, days: int, until: int | None = None, reminded: int | None = None
) -> AskClock:
    since = NOW - timedelta(days=days)
    back = NOW + timedelta(days=until) if until is not None else None
    again = NOW - timedelta(days=reminded) if reminded is not None else None
    return AskClock(state=state, since=since, sent_at=since, until=back, reminded_at=again)


def test_an_ask_lives_from_suggestion_to_meeting():
    state = AskState.SUGGESTED
    for event in (
        AskEvent.DRAFTED,
        AskEvent.APPROVED,
        AskEvent.SCHEDULED,
        AskEvent.SENDING_STARTED,
        AskEvent.LEFT,
        AskEvent.AGREED,
        AskEvent.INTRODUCED,
        AskEvent.OWNER_REPLIED,
        AskEvent.MEETING_SET,
        AskEvent.MET,
        AskEvent.CLOSED,
    ):
        state = move(state, event)

    assert state is AskState.CLOSED


@given(st.sampled_from(AskState), st.sampled_from(AskEvent))
def test_a_pair_outside_the_table_raises_and_names_both(state: AskState, event: AskEvent):
    if allowed(state, event):
        assert move(state, event) is TABLE[state, event]
        return
    with pytest.raises(IllegalMove, match=f"{state} cannot take the event {event}"):
        move(state, event)


@pytest.mark.parametrize(("pair", "target"), sorted(TABLE.items()), ids=lambda one: str(one))
def test_what_arrives_never_leads_towards_a_letter(
    pair: tuple[AskState, AskEvent], target: AskState
):
    state, event = pair
    if event in INBOUND:
        assert target not in SENDING_SIDE
        assert state not in UNSENT


@pytest.mark.parametrize("event", sorted(INBOUND - {AskEvent.LEFT}))
def test_what_arrives_can_be_undone(event: AskEvent):
    assert reversible(event)


def test_a_letter_that_left_cannot_be_undone():
    assert not reversible(AskEvent.LEFT)
    assert not reversible(AskEvent.SENDING_STARTED)


def test_only_an_approved_ask_reaches_sending():
    before = {state for (state, _), target in TABLE.items() if target is AskState.SENDING}
    earlier = {state for (state, _), target in TABLE.items() if target is AskState.SCHEDULED}

    assert before == {AskState.SCHEDULED}
    assert earlier == {AskState.APPROVED, AskState.SENDING}


@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_late_introduction_still_counts(state: AskState):
    assert move(state, AskEvent.INTRODUCED) is AskState.INTRODUCED


def test_every_state_can_be_left_or_is_an_end():
    left = {state for state, _ in TABLE}

    assert set(AskState) - left == {AskState.CLOSED, AskState.CANCELLED}
    assert left & LISTENING == LISTENING


@pytest.mark.parametrize(
    ("clock", "event"),
    [
        (_clock(AskState.SENT, days=20), None),
        (_clock(AskState.SENT, days=21), AskEvent.EXPIRED),
        (_clock(AskState.AWAY, days=21), AskEvent.EXPIRED),
        (_clock(AskState.AWAY, days=21, until=1), None),
        (_clock(AskState.AWAY, days=3, until=-1), AskEvent.RETURNED),
        (_clock(AskState.SENT, days=22, until=-8), AskEvent.EXPIRED),
        (_clock(AskState.APPROVED, days=6), None),
        (_clock(AskState.APPROVED, days=7), AskEvent.LAPSED),
        (_clock(AskState.SCHEDULED, days=7), AskEvent.LAPSED),
        (_clock(AskState.LATER, days=30, until=0), AskEvent.WOKEN),
        (_clock(AskState.LATER, days=30), None),
        (_clock(AskState.SNOOZED, days=1, until=1), None),
        (_clock(AskState.AGREED, days=30), None),
        (_clock(AskState.AGREED, days=31), AskEvent.EXPIRED),
        (_clock(AskState.AGREED, days=40, reminded=20), None),
        (_clock(AskState.AGREED, days=40, reminded=21), AskEvent.EXPIRED),
        (_clock(AskState.CLOSED, days=400), None),
    ],
)
def test_time_alone_moves_an_ask_when_it_is_due(clock: AskClock, event: AskEvent | None):
    assert due(clock, NOW) is event


@given(st.sampled_from(AskState), st.integers(0, 400), st.none() | st.integers(-50, 50))
def test_what_is_due_is_always_a_legal_move(state: AskState, days: int, until: int | None):
    event = due(_clock(state, days=days, until=until), NOW)

    assert event is None or allowed(state, event)


def test_an_absence_puts_off_the_end():
    clock = _clock(AskState.AWAY, days=1, until=30)

    assert expires_at(clock) == NOW + timedelta(days=37)
