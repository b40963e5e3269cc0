"""The words of the plan: why this introducer, why not yet, and who is wanted by several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from narrowcast.agent.core.ledger import Barrier, Ledger
from narrowcast.agent.core.model import PersonUid, ProspectId, Time
from narrowcast.agent.core.routes import Route

_LITTLE = 0.005  # a difference that rounds to 0 %


@dataclass(frozen=True, slots=True)
class Turn:
    """A route and the week it is meant for."""

    route: Route
    at: Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What the words are about: each prospect's routes, best first, and what became of them."""

    routes: Mapping[ProspectId, Sequence[Route]]
    ledger: Ledger
    chosen: Mapping[ProspectId, Route]
    later: Mapping[ProspectId, Turn]

    def best_for(self, who: PersonUid) -> tuple[ProspectId, ...]:
        """The prospects to whom *who* is the best way."""
        return tuple(
            prospect
            for prospect, options in self.routes.items()
            if options[0].introducer == who and options[0].value > 0
        )

    def why_not(self, route: Route) -> Barrier:
        """Why a route is not asked this week."""
        barrier = self.ledger.barrier(route)
        if barrier:
            return barrier
        other = next((r for r in self.chosen.values() if r.introducer == route.introducer), None)
        if other:
            return Barrier(f"is asked for {label(other)}")
        if len(self.chosen) >= self.ledger.room_this_week:
            return Barrier("the week's asks are used up")
        return Barrier("is kept for others")


def chosen(week: Week, route: Route) -> str:
    """Why *route* is asked."""
    best = week.routes[route.prospect][0]
    if best.introducer != route.introducer:
        why = week.why_not(best).text
        why = f"{name(best)} {why}" if not why.startswith("the week") else why
        return f"{name(route)} instead of {name(best)}{_cost(route, best)}: {why}"
    others = len(week.best_for(route.introducer))
    if others > 1:
        return f"{name(route)} is best for {others} prospects; here an ask adds most"
    return f"{name(route)} is the best way to {label(route)}"


def waiting(week: Week, prospect: ProspectId) -> tuple[str, Time | None]:
    """Why *prospect* gets no ask, and until when its best introducer is not free if that is known.

    The others' obstacles are implied.
    """
    options = week.routes[prospect]
    best, via = options[0], week.ledger.open_route(prospect)
    if via:
        names = [name(r) for r in options if r.introducer == via.introducer]
        through = f" through {names[0]}" if names else ""
        return f"already asked{through}; the answer is awaited", None
    if best.value <= 0:
        return "no way to them is good enough to ask", None
    barrier = week.why_not(best)
    turn = week.later.get(prospect)
    if barrier.text.startswith("the week"):
        return f"{barrier.text}{_turn(turn)}", barrier.until
    if turn is None and len(options) > 1:
        return f"{name(best)} {barrier.text}; nobody else is free and good enough", barrier.until
    return f"{name(best)} {barrier.text}{_turn(turn)}", barrier.until


def shared(week: Week, who: PersonUid) -> str:
    """How the prospects are served to whom *who* is the best way: "Ana is best for 5; …"."""
    prospects = week.best_for(who)
    best = {prospect: week.routes[prospect][0] for prospect in prospects}
    own, others, open_, waits = [], [], 0, []
    for prospect in prospects:
        route = week.chosen.get(prospect)
        if route is None:
            open_ += week.ledger.open_route(prospect) is not None
            waits += [prospect] if week.ledger.open_route(prospect) is None else []
        elif route.introducer == who:
            own.append(route)
        else:
            others.append(1 - route.value / best[prospect].value)
    parts = [
        *([f"this week {name(own[0])} is asked for {label(own[0])}"] if own else []),
        *([_to_others(others)] if others else []),
        *([f"{open_} {'is' if open_ == 1 else 'are'} asked for already"] if open_ else []),
        *([_waits(week, who, waits)] if waits else []),
    ]
    return f"{name(best[prospects[0]])} is best for {len(prospects)}: {'; '.join(parts)}"


def name(route: Route) -> str:
    """How the introducer is called in a sentence."""
    return route.introducer_name or route.introducer


def label(route: Route) -> str:
    """How the prospect is called in a sentence."""
    return route.prospect_label or f"prospect {route.prospect}"


def date(time: Time) -> str:
    """A day as a person writes it: 3 December."""
    at = datetime.fromtimestamp(time, UTC)
    return f"{at.day} {at:%B}"


def _cost(route: Route, best: Route) -> str:
    less = 1 - route.value / best.value if best.value > 0 else 0.0
    return f", at {less:.0%} less" if less >= _LITTLE else ""


def _turn(turn: Turn | None) -> str:
    return f"; {name(turn.route)} from {date(turn.at)}" if turn else ""


def _to_others(losses: Sequence[float]) -> str:
    mean = sum(losses) / len(losses)
    cost = f" at {mean:.0%} less" if mean >= _LITTLE else ""
    return f"{len(losses)} {'goes' if len(losses) == 1 else 'go'} to others{cost}"


def _waits(week: Week, who: PersonUid, prospects: Sequence[ProspectId]) -> str:
    turns = [week.later[p] for p in prospects if p in week.later]
    own = [turn.at for turn in turns if turn.route.introducer == who]
    verb = "waits" if len(prospects) == 1 else "wait"
    until = f", the first until {date(min(own))}" if own and len(prospects) > 1 else ""
    until = f" until {date(own[0])}" if own and len(prospects) == 1 else until
    return f"{len(prospects)} {verb}{until}"
