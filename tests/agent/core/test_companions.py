"""Which letter beside an ask is due, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import AskEvent, AskState, IllegalMove
from narrowcast.agent.core.companions import (
    STATES,
    Standing,
    Written,
    brings,
    due,
    move,
    upcoming,
    workdays_after,
)
from narrowcast.agent.core.model import LetterPurpose as P

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)

SENT = Standing(
    state=AskState.SENT,
    since=TUESDAY,
    sent_at=TUESDAY,
    introducer="Ana Ruiz",
    prospect="Jonas Weber",
)


def at(state: AskState, **more: object) -> Standing:
    return replace(SENT, state=state, **more)  # type: ignore[arg-type]  # of fields by name


def purpose(ask: Standing, now: datetime) -> P | None:
    found = due(ask, now, BERLIN)
    return found.purpose if found else None


@pytest.mark.parametrize(
    ("ask", "days", "expected"),
    [
        pytest.param(SENT, 6.9, None, id="silent-six-days"),
        pytest.param(SENT, 7, P.FOLLOW_UP, id="silent-a-week"),
        pytest.param(at(AskState.AWAY), 8, None, id="away"),
        pytest.param(replace(SENT, until=TUESDAY + 9 * DAY), 8, None, id="back-on-the-ninth"),
        pytest.param(replace(SENT, until=TUESDAY + 9 * DAY), 9, P.FOLLOW_UP, id="back"),
        pytest.param(replace(SENT, owner_wrote=TUESDAY + DAY), 8, None, id="the-owner-wrote"),
        pytest.param(replace(SENT, in_doubt=True), 8, None, id="a-message-may-answer-it"),
        pytest.param(replace(SENT, opted_out=True), 8, None, id="wants-no-mail"),
        pytest.param(at(AskState.AGREED), 9.9, None, id="agreed-nine-days"),
        pytest.param(at(AskState.AGREED), 10, P.REMINDER, id="agreed-ten-days"),
        pytest.param(at(AskState.INTRODUCED), 0, P.BCC_REPLY, id="introduced"),
        pytest.param(at(AskState.INTRODUCED, opted_out=True), 0, P.BCC_REPLY, id="yet-introduced"),
        pytest.param(at(AskState.DECLINED), 0, P.THANKS, id="declined"),
        pytest.param(at(AskState.DECLINED), 15, None, id="declined-long-ago"),
        pytest.param(
            at(AskState.DECLINED, owner_wrote=TUESDAY + DAY), 2, None, id="thanked-by-hand"
        ),
        pytest.param(at(AskState.NAME_DROP), 1, P.THANKS, id="name-drop"),
        pytest.param(at(AskState.OWNER_REPLIED), 29, None, id="wrote-to-the-prospect"),
        pytest.param(at(AskState.OWNER_REPLIED), 30, P.OUTCOME, id="it-led-nowhere"),
        pytest.param(at(AskState.MET), 0, P.OUTCOME, id="met"),
        pytest.param(at(AskState.CLOSED, before=AskState.MET), 0, P.OUTCOME, id="closed-unsaid"),
        pytest.param(at(AskState.CLOSED, before=AskState.DECLINED), 0, None, id="closed-declined"),
        pytest.param(at(AskState.QUESTION), 30, None, id="the-owners-turn"),
        pytest.param(at(AskState.EXPIRED), 30, None, id="expired"),
    ],
)
def test_a_letter_is_due_when_manners_say_so(
    ask: Standing, days: float, expected: P | None
) -> None:
    assert purpose(ask, TUESDAY + days * DAY) is expected


def test_a_follow_up_waits_for_five_working_days() -> None:
    off = {date(2026, 11, day) for day in (5, 6, 9)}

    found = due(SENT, TUESDAY + 7 * DAY, BERLIN, off)
    later = due(SENT, TUESDAY + 10 * DAY, BERLIN, off)

    assert found is None
    assert later is not None


@pytest.mark.parametrize("state", sorted(s for s in STATES if s is not AskState.SENT), ids=str)
def test_nothing_is_offered_twice(state: AskState) -> None:
    ask = replace(SENT, written=(Written(purpose=P.FOLLOW_UP, state=state, at=TUESDAY),))

    assert purpose(ask, TUESDAY + 8 * DAY) is None


def test_one_letter_a_day_is_enough() -> None:
    left = Written(purpose=P.FOLLOW_UP, state=AskState.SENT, at=TUESDAY + 2 * DAY)
    ask = at(AskState.DECLINED, since=TUESDAY + 2 * DAY, written=(left,))

    assert purpose(ask, TUESDAY + 2 * DAY) is None
    assert purpose(ask, TUESDAY + 3 * DAY) is P.THANKS


def test_who_was_thanked_in_the_bcc_reply_is_not_thanked_again() -> None:
    left = Written(purpose=P.BCC_REPLY, state=AskState.SENT, at=TUESDAY)

    assert purpose(at(AskState.OWNER_REPLIED, written=(left,)), TUESDAY + 2 * DAY) is None


def test_the_reason_names_who_and_since_when() -> None:
    found = upcoming(SENT, BERLIN)

    assert found is not None
    assert found.why == "Ana Ruiz has not answered your letter of 3 November"


@pytest.mark.parametrize(("state", "event"), sorted(asks.TABLE), ids=str)
def test_a_letter_lives_as_an_asks_own_until_it_left(state: AskState, event: AskEvent) -> None:
    try:
        after = move(state, event)
    except IllegalMove:
        return

    assert after is asks.move(state, event)
    assert state in STATES - {AskState.SENT}
    assert after in STATES


@given(st.integers(0, 400), st.integers(1, 15))
def test_working_days_are_counted_one_by_one(offset: int, count: int) -> None:
    start = TUESDAY + offset * DAY

    end = workdays_after(start, count, BERLIN)

    days = (end.date() - start.astimezone(BERLIN).date()).days
    between = [(start.astimezone(BERLIN) + n * DAY).weekday() for n in range(1, days + 1)]
    assert sum(day < 5 for day in between) == count
    assert end.weekday() < 5


@pytest.mark.parametrize("purpose", P, ids=str)
@pytest.mark.parametrize("state", AskState, ids=str)
def test_what_a_letter_brings_about_may_happen_to_its_ask(purpose: P, state: AskState) -> None:
    event = brings(purpose, state)

    assert event is None or asks.allowed(state, event)


@pytest.mark.parametrize(
    ("purpose", "state", "event"),
    [
        pytest.param(P.BCC_REPLY, AskState.INTRODUCED, AskEvent.OWNER_REPLIED, id="the answer"),
        pytest.param(P.OUTCOME, AskState.OWNER_REPLIED, AskEvent.CLOSED, id="it led nowhere"),
        pytest.param(P.OUTCOME, AskState.MEETING_SET, None, id="a word before the meeting"),
        pytest.param(P.OUTCOME, AskState.MET, AskEvent.CLOSED, id="what came of the meeting"),
        pytest.param(P.THANKS, AskState.MET, None, id="thanks"),
    ],
)
def test_an_ask_is_closed_by_what_came_of_it(
    purpose: P, state: AskState, event: AskEvent | None
) -> None:
    assert brings(purpose, state) is event


def test_a_word_before_the_meeting_leaves_need_of_one_after_it() -> None:
    early = Written(purpose=P.OUTCOME, state=AskState.SENT, at=TUESDAY - DAY)

    assert purpose(at(AskState.MET, written=(early,)), TUESDAY + DAY) is P.OUTCOME
    late = replace(early, at=TUESDAY + DAY)
    assert purpose(at(AskState.MET, written=(late,)), TUESDAY + 2 * DAY) is None
