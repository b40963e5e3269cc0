"""What the plan says: who goes first, what it costs, who waits until when."""

from __future__ import annotations

from datetime import UTC, datetime

from narrowcast.agent.core.ledger import DAY
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time
from narrowcast.agent.core.plan import Plan, plan
from narrowcast.agent.core.routes import Route

NOW = Time(1_700_000_000)  # 14 November 2023


def route(prospect: int, introducer: str, chance: float) -> Route:
    return Route(
        prospect=ProspectId(prospect),
        introducer=PersonUid(introducer),
        chance=chance,
        prospect_label=f"P{prospect}",
        introducer_name=introducer.title(),
    )


def asked(prospect: int, introducer: str, days_ago: float, *, open_: bool = False) -> PastAsk:
    return PastAsk(
        prospect=ProspectId(prospect),
        introducer=PersonUid(introducer),
        sent_at=datetime.fromtimestamp(NOW - days_ago * DAY, UTC),
        open=open_,
    )


def waiting(found: Plan) -> dict[int, str]:
    return {one.prospect: one.text for one in found.waiting}


def test_an_introducer_kept_for_others_is_said_to_be() -> None:
    """Ana may be asked once a year; P2, now waiting for Bo, has nobody else."""
    routes = [route(1, "ana", 0.2), route(2, "ana", 0.9), route(2, "bo", 0.5)]
    past = [asked(2, "bo", 2, open_=True)]

    found = plan(routes, Caps(per_introducer_year=1), past, NOW)

    assert waiting(found) == {
        1: "Ana is kept for others",
        2: "already asked through Bo; the answer is awaited",
    }


def test_where_the_weeks_asks_are_used_up_the_next_turn_is_told() -> None:
    routes = [route(1, "ana", 0.6), route(2, "ben", 0.3)]

    found = plan(routes, Caps(per_week=1), [], NOW)

    assert waiting(found) == {2: "the week's asks are used up; Ben from 21 November"}


def test_of_several_that_wait_the_first_turn_is_told() -> None:
    routes = [route(n, "ana", 0.6) for n in (1, 2, 3)]

    (shared,) = plan(routes, Caps(), [], NOW).shared

    assert shared.text == (
        "Ana is best for 3: this week Ana is asked for P1; 2 wait, the first until 19 December"
    )


def test_asks_under_way_are_counted_apart() -> None:
    routes = [route(1, "ana", 0.6), route(2, "ana", 0.5), route(2, "bo", 0.5)]
    past = [asked(1, "ana", 2, open_=True)]

    (shared,) = plan(routes, Caps(), past, NOW).shared

    assert shared.text == "Ana is best for 2: 1 goes to others; 1 is asked for already"


def test_a_prospect_beyond_the_plans_weeks_is_told_why_without_a_date() -> None:
    routes = [route(1, "ana", 0.6)]
    past = [asked(n, "ana", 31 + n) for n in (7, 8, 9)]

    found = plan(routes, Caps(), past, NOW)

    assert waiting(found) == {1: "Ana was asked 3 times in 365 days (free from 2024-10-04)"}
    assert found.waiting[0].on is None
