"""The asks of the week and what follows, the whole list at once (design §6, Plan).

    routes ─► prices of turns ─► worth of each ask now ─► best matching ─► words

An ask is worth what it brings, less a part of two things: what the introducer's turn would bring to
somebody else on the list, and what the prospect's other introducers would bring anyway. So the one
way to X is kept for X, and a busy friend is spared where somebody else is nearly as good. Of these
worths the best matching under the owner's cap is asked this week (`routes.matching`); the weeks
after are chosen likewise, as if nobody had answered, to tell each prospect its turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from narrowcast.agent.core import plan_words, prices
from narrowcast.agent.core.ledger import DAY, WEEK_DAYS, Ledger
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time
from narrowcast.agent.core.plan_words import Turn, Week
from narrowcast.agent.core.prices import Market, Prices, Way
from narrowcast.agent.core.routes import Route, Worth, matching, order

SPAN_WEEKS = 13
"""How far the plan looks ahead. It, `THRIFT` and `prices.REMAINS` were chosen among seven settings
in worlds of the simulator that no figure of docs/judgement.md is from.
"""
THRIFT = 0.7  # the part of what is lost elsewhere that counts: a turn saved is not surely used
TIRED = 0.15  # share of the chance that an ask costs the next one; assumed (docs/judgement.md)
GOODWILL_DAYS = 90  # half of it is forgotten after these

Routes = Mapping[ProspectId, Sequence[Route]]
"""The routes of each prospect, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A route to ask this week."""

    route: Route
    today: bool
    """Whether the day's cap still has room for it."""
    fallback: tuple[Route, ...]
    """Whom to ask next should this one not answer, best first; caps are looked at anew then."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A prospect that gets no ask this week, and why."""

    prospect: ProspectId
    best: PersonUid | None
    text: str
    until: Time | None = None
    """When the best introducer is free again, where a date is known."""
    via: PersonUid | None = None
    """Whom the plan means to ask for them, if all goes on as it stands."""
    on: Time | None = None
    """When, to the week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """An introducer who is the best way to several prospects, and who of these is served how."""

    introducer: PersonUid
    best_for: tuple[ProspectId, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The week: choices by worth, then prospects that wait; and who is wanted by several."""

    chosen: tuple[Choice, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    shared: tuple[Shared, ...] = ()

    @property
    def value(self) -> float:
        """Expected introductions of this week's asks, weighed by priority."""
        return sum(choice.route.value for choice in self.chosen)


def plan(
    candidates: Iterable[Route],
    caps: Caps,
    history: Iterable[PastAsk],
    now: Time,
    *,
    never: frozenset[PersonUid] = frozenset(),
) -> Plan:
    """Choose the asks of the next seven days; an ask of *history* that is yet to leave counts too.

    *never* holds persons who must not be asked at all (opted out, bounced, owner's wish).
    """
    routes = by_prospect(candidates)
    ledger = Ledger(caps, history, now, never)
    desk = _Desk(routes, ledger)
    chosen = {route.prospect: route for route in desk.choose(ledger)}
    later = _later(desk, ledger, tuple(chosen.values()))
    return _explained(Week(routes=routes, ledger=ledger, chosen=chosen, later=later), desk)


def choose(
    candidates: Iterable[Route],
    caps: Caps,
    history: Iterable[PastAsk],
    now: Time,
    *,
    never: frozenset[PersonUid] = frozenset(),
) -> tuple[Route, ...]:
    """The week's routes alone, best first, as `plan` chooses them."""
    ledger = Ledger(caps, history, now, never)
    return _Desk(by_prospect(candidates), ledger).choose(ledger)


def market(routes: Routes, ledger: Ledger, weeks: int) -> Market:
    """What the next *weeks* hold: turns of introducers, asks of the owner, chances of asks."""
    until = Time(ledger.now + weeks * WEEK_DAYS * DAY)
    open_ways = {
        prospect: [r for r in options if r.value > 0 and not ledger.shut(r)]
        for prospect, options in routes.items()
    }
    turns: dict[PersonUid, tuple[Time, ...]] = {}
    for who in sorted({r.introducer for options in open_ways.values() for r in options}):
        turns[who] = ledger.turns(who, until)
    fresh = {who: _mean_freshness(ledger.asked(who), times) for who, times in turns.items()}
    people = tuple(who for who, times in turns.items() if times)
    numbers = {who: number for number, who in enumerate(people)}
    ways = {
        prospect: tuple(
            Way(numbers[r.introducer], r.chance * fresh[r.introducer])
            for r in options
            if r.introducer in numbers
        )
        for prospect, options in open_ways.items()
    }
    prospects = tuple(prospect for prospect, found in ways.items() if found)
    return Market(
        people=people,
        turns=tuple(len(turns[who]) for who in people),
        asks=ledger.room_this_week + (weeks - 1) * ledger.per_week,
        prospects=prospects,
        weights=tuple(_weight(p, routes[p], ledger) for p in prospects),
        ways=tuple(ways[p] for p in prospects),
    )


def by_prospect(candidates: Iterable[Route]) -> dict[ProspectId, list[Route]]:
    """Routes of each prospect, best first; of two routes for one pair the better stays."""
    pairs: dict[tuple[ProspectId, PersonUid], Route] = {}
    for route in sorted(candidates, key=lambda r: (*order(r), r.hold)):
        pairs.setdefault((route.prospect, route.introducer), route)
    routes: dict[ProspectId, list[Route]] = defaultdict(list)
    for route in pairs.values():
        routes[route.prospect].append(route)
    return dict(sorted(routes.items()))


def freshness(asked: Iterable[Time], at: Time) -> float:
    """What earlier asks leave of an introducer's goodwill, 0 … 1; it comes back with time."""
    worn = sum(0.5 ** ((at - time) / DAY / GOODWILL_DAYS) for time in asked)
    return float((1 - TIRED) ** worn)


class _Desk:
    """The list with its prices: what each ask is worth at a moment."""

    def __init__(self, routes: Routes, ledger: Ledger) -> None:
        self.routes = routes
        self._prices: Prices = prices.prices(market(routes, ledger, SPAN_WEEKS))
        self._others: dict[tuple[ProspectId, PersonUid], float] = {}

    def choose(self, ledger: Ledger) -> tuple[Route, ...]:
        """The asks of the week that *ledger* stands at."""
        room = ledger.room_this_week
        if not room:
            return ()
        offers = [
            Worth(route, self.worth(route, ledger))
            for options in self.routes.values()
            for route in options
            if route.value > 0 and not ledger.barrier(route)
        ]
        return matching(offers, room)

    def worth(self, route: Route, ledger: Ledger) -> float:
        """What asking *route* now adds to what the list can expect, with thrift."""
        chance = route.chance * freshness(ledger.asked(route.introducer), ledger.now)
        pair = route.prospect, route.introducer
        if pair not in self._others:
            self._others[pair] = self._prices.without(*pair)
        lost = self._prices.turn(route.introducer, route.prospect) + chance * self._others[pair]
        return route.weight * chance - THRIFT * lost


def _later(desk: _Desk, ledger: Ledger, chosen: Sequence[Route]) -> dict[ProspectId, Turn]:
    """When the others' first turn comes, were no ask answered and nothing else changed."""
    found: dict[ProspectId, Turn] = {}
    planned = [_asked(route, ledger.now) for route in chosen]
    for week in range(1, SPAN_WEEKS):
        at = Time(ledger.now + week * WEEK_DAYS * DAY)
        then = ledger.later(planned, at)
        for route in desk.choose(then):
            planned.append(_asked(route, at))
            if all(route.prospect != one.prospect for one in chosen):
                found.setdefault(route.prospect, Turn(route, at))
    return found


def _asked(route: Route, at: Time) -> PastAsk:
    sent = datetime.fromtimestamp(at, UTC)
    return PastAsk(introducer=route.introducer, prospect=route.prospect, sent_at=sent, open=True)


def _explained(week: Week, desk: _Desk) -> Plan:
    today = week.ledger.room_today
    choices = tuple(
        Choice(
            route=route,
            today=place < today,
            fallback=_fallback(route, week, desk),
            text=plan_words.chosen(week, route),
        )
        for place, route in enumerate(week.chosen.values())
    )
    waiting = tuple(_waiting(week, p) for p in week.routes if p not in week.chosen)
    wanted = Counter(options[0].introducer for options in week.routes.values())
    shared = tuple(
        Shared(introducer=who, best_for=week.best_for(who), text=plan_words.shared(week, who))
        for who, count in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))
        if len(week.best_for(who)) > 1
    )
    return Plan(chosen=choices, waiting=waiting, shared=shared)


def _fallback(route: Route, week: Week, desk: _Desk) -> tuple[Route, ...]:
    others = [
        other
        for other in week.routes[route.prospect]
        if other.introducer != route.introducer and other.value > 0 and not week.ledger.shut(other)
    ]
    others.sort(key=lambda other: (-round(desk.worth(other, week.ledger), 9), order(other)))
    return tuple(others)


def _waiting(week: Week, prospect: ProspectId) -> Waiting:
    best, turn = week.routes[prospect][0], week.later.get(prospect)
    text, until = plan_words.waiting(week, prospect)
    return Waiting(
        prospect=prospect,
        best=best.introducer if best.value > 0 else None,
        text=text,
        until=until,
        via=turn.route.introducer if turn else None,
        on=turn.at if turn else None,
    )


def _weight(prospect: ProspectId, options: Sequence[Route], ledger: Ledger) -> float:
    weight = max(route.weight for route in options)
    return weight * prices.REMAINS if ledger.open_route(prospect) else weight


def _mean_freshness(asked: Sequence[Time], turns: Sequence[Time]) -> float:
    times, total = list(asked), 0.0
    for turn in turns:
        total += freshness(times, turn)
        times.append(turn)
    return total / len(turns) if turns else 0.0
