"""The simulator of bench/plan.py is fair: same worlds, same luck, same caps for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bench.plan import interval, jobs, lines
from bench.plan_campaign import Asked, Campaign, ceiling
from bench.plan_contenders import CONTENDERS
from bench.plan_worlds import cells, settings, world
from narrowcast.agent.core import plan
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, Time
from narrowcast.agent.core.routes import Route

SMALL = {**settings()["base"], "prospects": 12, "introducers": 20, "weeks": 12}


@pytest.mark.parametrize("contender", CONTENDERS)
def test_every_contender_keeps_the_caps(contender: str) -> None:
    done = Campaign(world(SMALL, 1)).run(CONTENDERS[contender])

    assert done.asked
    for place, ask in enumerate(done.asked):
        earlier = [a for a in done.asked[:place] if a.way.route.introducer == _who(ask)]
        assert all(ask.at - a.at >= timedelta(days=30) for a in earlier)
        assert len(earlier) < 3
        assert sum(a.at == ask.at for a in done.asked) <= 5
        assert all(a.way.route.prospect != ask.way.route.prospect for a in earlier)


def _who(ask: Asked) -> PersonUid:
    return ask.way.route.introducer


@pytest.mark.parametrize("contender", CONTENDERS)
def test_nobody_is_asked_for_while_an_ask_is_open_or_after_an_introduction(contender: str) -> None:
    done = Campaign(world(SMALL, 2)).run(CONTENDERS[contender])

    for place, ask in enumerate(done.asked):
        for before in done.asked[:place]:
            if before.way.route.prospect == ask.way.route.prospect:
                assert not before.introduced
                assert before.ends <= ask.at


def test_a_seed_gives_the_same_world() -> None:
    assert world(SMALL, 3) == world(SMALL, 3)
    assert world(SMALL, 3) != world(SMALL, 4)


@pytest.mark.parametrize("contender", CONTENDERS)
def test_nobody_exceeds_the_ceiling(contender: str) -> None:
    runs = [(world(SMALL, seed), seed) for seed in range(1, 6)]

    expected = sum(Campaign(drawn).run(CONTENDERS[contender]).expected for drawn, _ in runs)

    assert expected <= sum(ceiling(drawn) for drawn, _ in runs)


def test_the_plan_that_is_measured_is_the_products() -> None:
    asked: list[tuple[Sequence[Route], Sequence[PastAsk], Time]] = []

    def noting(
        routes: Sequence[Route], caps: Caps, past: Sequence[PastAsk], now: Time
    ) -> Sequence[Route]:
        asked.append((routes, past, now))
        return CONTENDERS["plan"](routes, caps, past, now)

    drawn = world(SMALL, 5)
    Campaign(drawn).run(noting)

    for routes, past, now in asked[:3]:
        chosen = plan.plan(routes, drawn.caps, past, now).chosen
        assert tuple(c.route for c in chosen) == CONTENDERS["plan"](routes, drawn.caps, past, now)


def test_the_sweep_changes_one_value_of_the_base_at_a_time() -> None:
    (_, base), *others = cells(settings())

    for name, cell in others:
        changed = {key for key in base if base[key] != cell[key]}
        assert len(changed) == 1 or (" × " in name and changed == {"prospects", "introducers"})


def test_large_cells_have_fewer_worlds() -> None:
    assert len(list(jobs(settings(), "1000 ×", 9))) == settings()["run"]["large_seeds"]
    assert len(list(jobs(settings(), "base", 9))) == 9


def test_the_table_tells_gains_and_their_intervals() -> None:
    rows = [
        {"cell": cell, "seed": seed, "plan": 11.0 + seed, "ceiling": 20.0}
        | {who: 10.0 + seed for who in CONTENDERS if who != "plan"}
        for cell in ("a", "b")
        for seed in (0, 1)
    ]
    by_cell = [[row for row in rows if row["cell"] == cell] for cell in ("a", "b")]

    ratio, low, high = interval(by_cell, "greedy")

    assert ratio == pytest.approx(23 / 21)
    assert low <= ratio <= high
    assert any(line.startswith("plan over greedy: +9.5%") for line in lines(rows))
