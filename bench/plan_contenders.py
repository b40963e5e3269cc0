"""Ways to choose the week's asks, for bench/plan.py: all read the same caps off the same ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from narrowcast.agent.core.ledger import Ledger
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import ProspectId, Time
from narrowcast.agent.core.plan import choose, freshness
from narrowcast.agent.core.routes import Route, order

Contender = Callable[[Sequence[Route], Caps, Sequence[PastAsk], Time], Sequence[Route]]


def greedy(
    routes: Sequence[Route], caps: Caps, past: Sequence[PastAsk], now: Time
) -> Sequence[Route]:
    """Each prospect's best introducer who is free, best value first."""
    ledger = Ledger(caps, past, now, frozenset())
    return _taken(sorted(_free(routes, ledger), key=order), ledger)


def wary(
    routes: Sequence[Route], caps: Caps, past: Sequence[PastAsk], now: Time
) -> Sequence[Route]:
    """The same, introducers asked lately discounted as the plan discounts them."""
    ledger = Ledger(caps, past, now, frozenset())
    free = _free(routes, ledger)
    fresh = {r.introducer: freshness(ledger.asked(r.introducer), now) for r in free}
    return _taken(sorted(free, key=lambda r: (-r.value * fresh[r.introducer], order(r))), ledger)


def in_turn(
    routes: Sequence[Route], caps: Caps, past: Sequence[PastAsk], now: Time
) -> Sequence[Route]:
    """Down the list, high priority first: each prospect's best introducer who is free."""
    ledger = Ledger(caps, past, now, frozenset())
    free = _free(routes, ledger)
    return _taken(sorted(free, key=lambda r: (-r.weight, r.prospect, order(r))), ledger)


def first_choice(
    routes: Sequence[Route], caps: Caps, past: Sequence[PastAsk], now: Time
) -> Sequence[Route]:
    """Best value first, but a prospect waits for its best introducer until that one was asked."""
    ledger = Ledger(caps, past, now, frozenset())
    first: dict[ProspectId, Route] = {}
    for route in sorted(routes, key=order):
        if not ledger.shut(route):
            first.setdefault(route.prospect, route)
    return _taken(_free(first.values(), ledger), ledger)


CONTENDERS: Mapping[str, Contender] = {
    "greedy": greedy,
    "wary": wary,
    "in turn": in_turn,
    "first choice": first_choice,
    "plan": choose,
}


def _free(routes: Iterable[Route], ledger: Ledger) -> list[Route]:
    return [r for r in routes if r.value > 0 and not ledger.barrier(r)]


def _taken(routes: Iterable[Route], ledger: Ledger) -> Sequence[Route]:
    """As many as there is room for, in this order, each prospect and introducer once."""
    found: list[Route] = []
    used: set[object] = set()
    room = ledger.room_this_week
    for route in routes:
        if len(found) >= room:
            break
        if route.prospect not in used and route.introducer not in used:
            found.append(route)
            used |= {route.prospect, route.introducer}
    return found
