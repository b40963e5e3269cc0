"""A simulated owner who asks week by week, for bench/plan.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bench.plan_contenders import Contender
from bench.plan_worlds import Way, World
from narrowcast.agent.core import prices
from narrowcast.agent.core.asks import EXPIRY
from narrowcast.agent.core.ledger import Ledger
from narrowcast.agent.core.lint_context import PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, seconds
from narrowcast.agent.core.prices import Market

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
_CEILING_STEPS = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask of the simulated owner, and how it ends."""

    way: Way
    at: datetime
    ends: datetime
    introduced: bool
    declined: bool

    def seen(self, now: datetime) -> PastAsk:
        """As the owner's store would hold it at *now*."""
        over = now >= self.ends
        return PastAsk(
            introducer=self.way.route.introducer,
            prospect=self.way.route.prospect,
            sent_at=self.at,
            open=not over,
            declined_at=self.ends if over and self.declined else None,
        )


@dataclass(slots=True)
class Campaign:
    """One contender's weeks in one world."""

    world: World
    asked: list[Asked] = field(default_factory=list)
    expected: float = 0.0
    """Expected introductions of all asks made, weighed by priority."""
    plain: float = 0.0
    """The same, each prospect counted once."""

    def run(self, contender: Contender) -> Campaign:
        for week in range(self.world.cell["weeks"]):
            now = START + week * WEEK
            met = {one.way.route.prospect for one in self.asked if one.introduced}
            routes = [w.route for w in self.world.ways.values() if w.route.prospect not in met]
            past = [one.seen(now) for one in self.asked]
            for route in contender(routes, self.world.caps, past, seconds(now)):
                self._ask(self.world.ways[route.prospect, route.introducer], now)
        return self

    def _ask(self, way: Way, now: datetime) -> None:
        cell, chance = self.world.cell, way.chance * self._patience(way.route.introducer, now)
        self.expected += chance * way.route.weight
        self.plain += chance
        introduced = way.luck[0] < chance
        silent = not introduced and way.luck[1] < cell["silent"]
        ends = now + (EXPIRY if silent else timedelta(days=cell["answer_days"]))
        self.asked.append(Asked(way, now, ends, introduced, not introduced and not silent))

    def _patience(self, who: PersonUid, now: datetime) -> float:
        """What earlier asks truly leave of an introducer's goodwill."""
        cell, life = self.world.cell, timedelta(days=self.world.cell["goodwill_days"])
        before = (one.at for one in self.asked if one.way.route.introducer == who)
        return float((1 - cell["fatigue"]) ** sum(0.5 ** ((now - at) / life) for at in before))


def ceiling(drawn: World) -> float:
    """What no way of asking can exceed: truth known, nobody tired, silence costs no time."""
    weeks = drawn.cell["weeks"]
    ledger = Ledger(drawn.caps, (), seconds(START), frozenset())
    people = tuple(sorted({who for _, who in drawn.ways}))
    numbers = {who: number for number, who in enumerate(people)}
    weights: dict[ProspectId, float] = {}
    ways: dict[ProspectId, list[prices.Way]] = {}
    for (prospect, who), way in drawn.ways.items():
        weights[prospect] = way.route.weight
        ways.setdefault(prospect, []).append(prices.Way(numbers[who], way.chance))
    market = Market(
        people=people,
        turns=tuple(len(ledger.turns(who, seconds(START + weeks * WEEK))) for who in people),
        asks=weeks * drawn.caps.per_week,
        prospects=tuple(weights),
        weights=tuple(weights.values()),
        ways=tuple(map(tuple, ways.values())),
        remains=1.0,
    )
    return prices.prices(market, _CEILING_STEPS).bound
