from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.ledger import DAY
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time
from narrowcast.agent.core.plan import Plan, choose, plan
from narrowcast.agent.core.routes import Route

NOW = Time(1_700_000_000)


def route(prospect: int, introducer: str, value: float, hold: str = "") -> Route:
    return Route(
        prospect=ProspectId(prospect),
        introducer=PersonUid(introducer),
        chance=value,
        prospect_label=f"P{prospect}",
        introducer_name=introducer.title(),
        hold=hold,
    )


def asked(
    prospect: int,
    introducer: str,
    days_ago: float,
    *,
    open_: bool = False,
    declined_days_ago: float | None = None,
) -> PastAsk:
    return PastAsk(
        prospect=ProspectId(prospect),
        introducer=PersonUid(introducer),
        sent_at=before(days_ago),
        open=open_,
        declined_at=None if declined_days_ago is None else before(declined_days_ago),
    )


def before(days: float) -> datetime:
    return datetime.fromtimestamp(NOW - days * DAY, UTC)


def chosen(result: Plan) -> set[tuple[int, str]]:
    return {(c.route.prospect, c.route.introducer) for c in result.chosen}


def test_the_week_is_chosen_together_not_top_one_per_prospect() -> None:
    routes = [
        route(1, "ana", 0.9),
        route(1, "ben", 0.8),
        route(2, "ana", 0.85),
        route(2, "cid", 0.1),
    ]

    result = plan(routes, Caps(), [], NOW)

    assert chosen(result) == {(1, "ben"), (2, "ana")}


def test_a_choice_that_is_not_the_best_says_what_it_costs_and_why() -> None:
    routes = [route(1, "ana", 0.9), route(1, "ben", 0.81), route(2, "ana", 0.85)]

    texts = {c.route.prospect: c.text for c in plan(routes, Caps(), [], NOW).chosen}

    assert texts[ProspectId(1)] == "Ben instead of Ana, at 10% less: Ana is asked for P2"
    assert texts[ProspectId(2)] == "Ana is best for 2 prospects; here an ask adds most"


BLOCKED = {
    "cool-off": ([asked(9, "ana", 10)], "was asked in 30 days"),
    "open ask": ([asked(9, "ana", 200, open_=True)], "has an open ask"),
    "declined": ([asked(9, "ana", 60, declined_days_ago=50)], "declined lately"),
    "yearly cap": ([asked(n, "ana", 100 + n) for n in (7, 8, 9)], "3 times in 365 days"),
    "same pair before": ([asked(1, "ana", 400)], "was asked for them before"),
}


@pytest.mark.parametrize(("past", "words"), BLOCKED.values(), ids=BLOCKED)
def test_a_capped_introducer_is_not_asked_and_the_plan_says_why(
    past: list[PastAsk], words: str
) -> None:
    result = plan([route(1, "ana", 0.5)], Caps(), past, NOW)

    assert not result.chosen
    assert words in result.waiting[0].text


FREE = {
    "cool-off over": [asked(9, "ana", 31)],
    "declined long ago": [asked(9, "ana", 120, declined_days_ago=91)],
    "two this year": [asked(n, "ana", 100 + n) for n in (8, 9)],
}


@pytest.mark.parametrize("past", FREE.values(), ids=FREE)
def test_an_introducer_is_free_again_after_the_cap(past: list[PastAsk]) -> None:
    assert chosen(plan([route(1, "ana", 0.5)], Caps(), past, NOW)) == {(1, "ana")}


def test_a_cool_off_names_the_day_it_ends() -> None:
    waiting = plan([route(1, "ana", 0.5)], Caps(), [asked(9, "ana", 10)], NOW).waiting[0]

    assert waiting.until == NOW + 20 * DAY
    assert "2023-12-04" in waiting.text


def test_a_prospect_with_an_open_ask_gets_no_second_route() -> None:
    past = [asked(1, "ana", 5, open_=True)]

    result = plan([route(1, "ana", 0.9), route(1, "ben", 0.8)], Caps(), past, NOW)

    assert not result.chosen
    assert result.waiting[0].text == "already asked through Ana; the answer is awaited"


def test_a_hold_and_a_person_never_to_be_asked_are_kept_out() -> None:
    routes = [route(1, "ana", 0.9, hold="waits for your answer"), route(1, "ben", 0.8)]

    result = plan(routes, Caps(), [], NOW, never=frozenset({PersonUid("ben")}))

    assert not result.chosen
    assert result.waiting[0].text.startswith("Ana waits for your answer")


def test_an_ask_that_is_yet_to_leave_counts() -> None:
    scheduled = [asked(1, "ana", -1, open_=True), asked(9, "ben", -1, open_=True)]

    result = plan([route(1, "cid", 0.5), route(2, "ben", 0.4)], Caps(per_day=3), scheduled, NOW)

    assert not result.chosen


def test_only_the_days_cap_is_for_today() -> None:
    routes = [route(n, f"i{n}", n / 10) for n in range(1, 5)]

    result = plan(routes, Caps(), [asked(9, "x", 0.5)], NOW)

    assert [c.today for c in result.chosen] == [True, False, False, False]


def test_the_fallback_is_by_value_without_those_already_asked_for_them() -> None:
    routes = [route(1, "ana", 0.9), route(1, "ben", 0.8), route(1, "cid", 0.7), route(1, "dee", 0)]

    result = plan(routes, Caps(), [asked(1, "ben", 300)], NOW)

    assert [r.introducer for r in result.chosen[0].fallback] == ["cid"]


def test_a_prospect_without_a_worthwhile_route_waits() -> None:
    result = plan([route(1, "ana", 0.0)], Caps(), [], NOW)

    assert result.waiting[0].text == "no way to them is good enough to ask"


ROUTES = st.lists(
    st.builds(
        route,
        st.integers(1, 6),
        st.sampled_from(["ana", "ben", "cid", "dee", "eli"]),
        st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.35, 0.5, 0.51, 0.9]),
    ),
    max_size=25,
    unique_by=lambda r: (r.prospect, r.introducer),
)
PAST = st.lists(
    st.builds(
        asked,
        st.integers(1, 6),
        st.sampled_from(["ana", "ben", "cid", "dee"]),
        st.floats(0.01, 500),
        open_=st.booleans(),
    ),
    max_size=8,
)


@given(ROUTES, PAST)
def test_caps_are_never_broken(routes: list[Route], past: list[PastAsk]) -> None:
    result = plan(routes, Caps(per_week=3), past, NOW)

    people = [c.route.introducer for c in result.chosen]
    lately = [a for a in past if a.sent_at > before(7)]
    assert len(people) == len(set(people))
    assert len(people) + len(lately) <= max(3, len(lately))
    assert len({c.route.prospect for c in result.chosen}) == len(people)
    for ask in past:
        assert not ask.open or ask.introducer not in people
        assert ask.sent_at <= before(30) or ask.introducer not in people
        assert not ask.open or all(c.route.prospect != ask.prospect for c in result.chosen)


def test_the_only_way_to_somebody_is_kept_for_them() -> None:
    routes = [route(1, "ana", 0.5), route(1, "ben", 0.48), route(2, "ana", 0.45)]

    result = plan(routes, Caps(per_week=1), [], NOW)

    assert chosen(result) == {(2, "ana")}


@given(st.lists(st.sampled_from([0.1, 0.2, 0.4, 0.5, 0.8]), min_size=1, max_size=6))
def test_without_rivals_the_best_chances_come_first(chances: list[float]) -> None:
    routes = [route(n, f"i{n}", chance) for n, chance in enumerate(chances, 1)]

    result = plan(routes, Caps(per_week=3), [], NOW)

    found = [c.route.chance for c in result.chosen]
    assert found == sorted(chances, reverse=True)[:3]


def test_an_introducer_asked_lately_is_spared_for_one_nearly_as_good() -> None:
    routes = [route(1, "ana", 0.5), route(1, "ben", 0.47)]
    past = [asked(8, "ana", 40), asked(9, "ana", 80)]

    assert chosen(plan(routes, Caps(), past, NOW)) == {(1, "ben")}


def test_a_waiting_prospect_is_told_its_turn() -> None:
    routes = [route(1, "ana", 0.5), route(2, "ana", 0.45)]

    waiting = plan(routes, Caps(), [], NOW).waiting[0]

    assert waiting.prospect == 2
    assert (waiting.via, waiting.on) == ("ana", NOW + 35 * DAY)
    assert waiting.text == "Ana is asked for P1; Ana from 19 December"


def test_an_introducer_whom_several_want_is_told_of_as_a_whole() -> None:
    routes = [
        *(route(n, "ana", 0.5) for n in range(1, 6)),
        *(route(n, f"other{n}", 0.48) for n in (2, 3, 4)),
    ]

    (shared,) = plan(routes, Caps(), [], NOW).shared

    assert shared.introducer == "ana"
    assert shared.text == (
        "Ana is best for 5: this week Ana is asked for P1; 3 go to others at 4% less;"
        " 1 waits until 19 December"
    )


def test_looking_alone_chooses_the_same_week() -> None:
    routes = [route(p, f"i{(p * k) % 7}", 0.1 + k / 10) for p in range(1, 9) for k in (1, 2, 3)]
    past = [asked(20, "i3", 12), asked(21, "i2", 3, open_=True)]

    alone = choose(routes, Caps(), past, NOW)

    assert alone == tuple(c.route for c in plan(routes, Caps(), past, NOW).chosen)


@given(ROUTES, PAST, st.integers(1, 20))
def test_caps_hold_over_weeks_of_asking(
    routes: list[Route], past: list[PastAsk], weeks: int
) -> None:
    caps, every = Caps(per_week=2, per_introducer_year=2), list(past)

    for week in range(weeks):
        now = Time(NOW + week * 7 * DAY)
        for one in choose(routes, caps, every, now):
            sent = datetime.fromtimestamp(now, UTC)
            every.append(
                PastAsk(introducer=one.introducer, prospect=one.prospect, sent_at=sent, open=False)
            )

    new = every[len(past) :]
    for place, ask in enumerate(new, len(past)):
        before_it = [a for a in every[:place] if a.introducer == ask.introducer]
        assert all(ask.sent_at - a.sent_at >= timedelta(days=30) for a in before_it)
        assert sum(ask.sent_at - a.sent_at < timedelta(days=365) for a in before_it) < 2
        assert all(a.prospect != ask.prospect for a in before_it)
        assert sum(a.sent_at == ask.sent_at for a in new) <= 2


@given(ROUTES, PAST, st.randoms())
def test_the_order_of_candidates_does_not_matter(
    routes: list[Route], past: list[PastAsk], chance: Random
) -> None:
    shuffled = sorted(routes, key=lambda _: chance.random())

    assert plan(shuffled, Caps(), past[::-1], NOW) == plan(routes, Caps(), past, NOW)


@given(ROUTES, PAST)
def test_every_prospect_is_chosen_or_waits(routes: list[Route], past: list[PastAsk]) -> None:
    result = plan(routes, Caps(), past, NOW)

    named = [c.route.prospect for c in result.chosen] + [w.prospect for w in result.waiting]
    assert sorted(named) == sorted({r.prospect for r in routes})
