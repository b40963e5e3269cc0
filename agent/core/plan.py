"""The week's asks, chosen together: most expected introductions under every cap (design §6, Plan).

Each prospect wants one introducer and each introducer takes one ask, so a week is a matching of at
most `room` pairs with the greatest total value: top-1 per prospect would send five prospects to
the same friend. It is solved exactly. With at most k pairs, some best matching uses only the k best
routes of each prospect, then the k best of each introducer, then the 2k(k - 1) + 1 best of all: any
other pair of it can be swapped for one of those that the remaining k - 1 pairs leave free. On that
small rest, successive best augmenting paths give the best matching of every size up to k (Ahuja,
Magnanti & Orlin, *Network Flows*, §9.7), without scipy's half second of import. Values are compared
as integers, so equal weeks come out equal everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest

from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time, seconds

DAY = 86_400
WEEK_DAYS = 7
YEAR_DAYS = 365
_UNIT = 1_000_000_000  # values are compared to nine decimals


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One introducer for one prospect."""

    prospect: ProspectId
    introducer: PersonUid
    value: float
    """Expected introductions, weighed by the prospect's priority; ≤ 0: not worth an ask."""
    prospect_label: str = ""
    introducer_name: str = ""
    hold: str = ""
    """Why this introducer must not be asked now (an answer owed, a wall); '' if nothing holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A route to ask this week."""

    route: Route
    today: bool
    """Whether the day's cap still has room for it."""
    fallback: tuple[PersonUid, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The week: choices by value, then prospects that wait."""

    chosen: tuple[Choice, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def value(self) -> float:
        """Expected introductions of the whole week."""
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
    ledger = _Ledger(caps, list(history), now, never)
    routes = _by_prospect(candidates)
    allowed = [r for options in routes.values() for r in options if not ledger.barrier(r)]
    pairs = matching(allowed, ledger.room(caps.per_week, WEEK_DAYS))
    return _explained(routes, pairs, ledger, today=ledger.room(caps.per_day, 1))


def matching(routes: Iterable[Route], room: int) -> tuple[Route, ...]:
    """The at most *room* routes of greatest total value; no two share a prospect or introducer."""
    if room <= 0:
        return ()
    kernel = _kernel([r for r in routes if _units(r) > 0], room)
    return _Matching(kernel).best(room)


def _kernel(routes: Sequence[Route], room: int) -> list[Route]:
    """The few routes that some best matching of at most *room* pairs is made of (see above)."""
    for side in ("prospect", "introducer"):
        groups: dict[object, list[Route]] = defaultdict(list)
        for route in routes:
            groups[getattr(route, side)].append(route)
        routes = [r for group in groups.values() for r in nsmallest(room, group, key=_order)]
    return nsmallest(2 * room * (room - 1) + 1, routes, key=_order)


class _Matching:
    """A matching grown by best augmenting paths."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes: dict[ProspectId, list[Route]] = defaultdict(list)
        for route in routes:  # best first, so that ties fall the same way whatever came first
            self._routes[route.prospect].append(route)
        self._of: dict[ProspectId, Route] = {}
        self._to: dict[PersonUid, Route] = {}

    def best(self, room: int) -> tuple[Route, ...]:
        for _ in range(room):
            if not self._augment():
                break
        return tuple(sorted(self._of.values(), key=_order))

    def _augment(self) -> bool:
        """Flip the path that gains most; False if none gains."""
        gains, steps = self._paths()
        free = [who for who in gains if who not in self._to]
        if not free or max(gains[who] for who in free) <= 0:
            return False
        who: PersonUid | None = min(free, key=lambda one: (-gains[one], one))
        while who is not None:
            step = steps[who]
            before = self._of.get(step.prospect)
            self._of[step.prospect] = self._to[who] = step
            who = before.introducer if before else None
        return True

    def _paths(self) -> tuple[dict[PersonUid, int], dict[PersonUid, Route]]:
        """The most each introducer can be reached with, from prospects without one."""
        reached: dict[ProspectId, int] = {p: 0 for p in self._routes if p not in self._of}
        gains: dict[PersonUid, int] = {}
        steps: dict[PersonUid, Route] = {}
        queue = deque(reached)
        while queue:
            prospect = queue.popleft()
            for route in self._routes[prospect]:
                who, gain = route.introducer, reached[prospect] + _units(route)
                if route is self._of.get(prospect) or (who in gains and gain <= gains[who]):
                    continue
                gains[who], steps[who] = gain, route
                taken = self._to.get(who)
                if taken and gain - _units(taken) > reached.get(taken.prospect, -(10**30)):
                    reached[taken.prospect] = gain - _units(taken)
                    queue.append(taken.prospect)
        return gains, steps


def _units(route: Route) -> int:
    return round(route.value * _UNIT)


def _order(route: Route) -> tuple[int, int, str]:
    """Best first; ties: the earlier prospect, then the lower uid."""
    return -_units(route), route.prospect, route.introducer


def _by_prospect(candidates: Iterable[Route]) -> dict[ProspectId, list[Route]]:
    """Routes of each prospect, best first; of two routes for one pair the better stays."""
    pairs: dict[tuple[ProspectId, PersonUid], Route] = {}
    for route in sorted(candidates, key=lambda r: (*_order(r), r.hold)):
        pairs.setdefault((route.prospect, route.introducer), route)
    routes: dict[ProspectId, list[Route]] = defaultdict(list)
    for route in pairs.values():
        routes[route.prospect].append(route)
    return dict(sorted(routes.items()))


@dataclass(frozen=True, slots=True)
class _Barrier:
    """Why a route may not be asked now."""

    text: str
    until: Time | None = None


class _Ledger:
    """What was asked before, as the caps read it."""

    def __init__(
        self, caps: Caps, past: Sequence[PastAsk], now: Time, never: frozenset[PersonUid]
    ) -> None:
        self._caps, self._past, self._now, self._never = caps, past, now, never
        self._asked: dict[PersonUid, list[PastAsk]] = defaultdict(list)
        self._open: dict[ProspectId, PastAsk] = {}
        for ask in sorted(past, key=lambda a: (a.sent_at, a.introducer, a.prospect)):
            self._asked[ask.introducer].append(ask)
            if ask.holds_prospect:
                self._open.setdefault(ask.prospect, ask)
        self._pairs = {(ask.prospect, ask.introducer) for ask in past}
        self._cool: dict[PersonUid, _Barrier | None] = {}

    def room(self, cap: int, days: int) -> int:
        """How many more asks *cap* leaves in the last *days* days."""
        return max(
            0, cap - sum(seconds(ask.sent_at) > self._now - days * DAY for ask in self._past)
        )

    def open_route(self, prospect: ProspectId) -> PastAsk | None:
        """The ask for *prospect* that is still open."""
        return self._open.get(prospect)

    def barrier(self, route: Route) -> _Barrier | None:
        """The first rule that forbids *route* now; None: it may be asked."""
        if route.prospect in self._open:
            return _Barrier("has to wait: an ask for them is open")
        who = route.introducer
        if who not in self._cool:
            self._cool[who] = next(self._cooling(who), None)
        return self.shut(route) or self._cool[who]

    def shut(self, route: Route) -> _Barrier | None:
        """What no waiting changes."""
        if route.introducer in self._never:
            return _Barrier("must not be asked")
        if (route.prospect, route.introducer) in self._pairs:
            return _Barrier("was asked for them before")
        return _Barrier(route.hold) if route.hold else None

    def _cooling(self, who: PersonUid) -> Iterator[_Barrier]:
        asked, caps = self._asked.get(who, []), self._caps
        if any(ask.open for ask in asked):
            yield _Barrier("has an open ask")
        declined = max((a.declined_at for a in asked if a.declined_at), default=None)
        if declined:
            yield from self._until(declined, caps.rest_after_decline_days, "declined lately")
        yield from self._full(asked, caps.per_introducer, caps.introducer_days)
        yield from self._full(asked, caps.per_introducer_year, YEAR_DAYS)

    def _full(self, asked: Sequence[PastAsk], cap: int, days: int) -> Iterator[_Barrier]:
        """The barrier of a cap of *cap* asks in *days* days."""
        if cap <= 0:
            yield _Barrier("may not be asked: the cap is 0")
        elif len(asked) >= cap:
            times = "was asked" if cap == 1 else f"was asked {cap} times"
            yield from self._until(asked[-cap].sent_at, days, f"{times} in {days} days")

    def _until(self, since: datetime, days: int, text: str) -> Iterator[_Barrier]:
        until = Time(seconds(since) + days * DAY)
        if until > self._now:
            yield _Barrier(f"{text} (free from {_day(until)})", until)


def _explained(
    routes: Mapping[ProspectId, Sequence[Route]],
    pairs: Sequence[Route],
    ledger: _Ledger,
    *,
    today: int,
) -> Plan:
    chosen = {route.prospect: route for route in pairs}
    taken = {route.introducer: route for route in pairs}
    wanted = Counter(options[0].introducer for options in routes.values())
    choices = tuple(
        Choice(
            route=route,
            today=place < today,
            fallback=_fallback(route, routes[route.prospect], ledger),
            text=_why_chosen(route, routes[route.prospect], wanted, _Why(ledger, taken)),
        )
        for place, route in enumerate(pairs)
    )
    waiting = tuple(
        _waiting(options, _Why(ledger, taken))
        for prospect, options in routes.items()
        if prospect not in chosen
    )
    return Plan(chosen=choices, waiting=waiting)


def _fallback(route: Route, options: Sequence[Route], ledger: _Ledger) -> tuple[PersonUid, ...]:
    others = (r for r in options if r.introducer != route.introducer and r.value > 0)
    return tuple(r.introducer for r in others if not ledger.shut(r))


@dataclass(frozen=True, slots=True)
class _Why:
    """Says why a route was not taken."""

    ledger: _Ledger
    taken: Mapping[PersonUid, Route]

    def not_(self, route: Route) -> _Barrier:
        barrier = self.ledger.barrier(route)
        if barrier:
            return barrier
        other = self.taken.get(route.introducer)
        return _Barrier(f"is asked for {_label(other)}" if other else "the week's asks are used up")


def _why_chosen(
    route: Route, options: Sequence[Route], wanted: Counter[PersonUid], why: _Why
) -> str:
    best = options[0]
    if best.introducer != route.introducer:
        less = 1 - route.value / best.value if best.value > 0 else 0.0
        cost = f", at {less:.0%} less" if less >= 0.005 else ""
        return f"{_name(route)} instead of {_name(best)}{cost}: {_name(best)} {why.not_(best).text}"
    others = wanted[route.introducer] - 1
    if others:
        return f"{_name(route)} is best for {others + 1} prospects; this one gains most"
    return f"{_name(route)} is the best way to {_label(route)}"


def _waiting(options: Sequence[Route], why: _Why) -> Waiting:
    """Words for the best route's obstacle; the others' are implied."""
    best = options[0]
    via = why.ledger.open_route(best.prospect)
    if via:
        names = [_name(r) for r in options if r.introducer == via.introducer]
        text = f"already asked{f' through {names[0]}' if names else ''}; the answer is awaited"
        return Waiting(prospect=best.prospect, best=best.introducer, text=text)
    if best.value <= 0:
        text = "no way to them is good enough to ask"
        return Waiting(prospect=best.prospect, best=None, text=text)
    barrier = why.not_(best)
    who = "" if barrier.text.startswith("the week") else f"{_name(best)} "
    rest = "" if len(options) == 1 or not who else "; nobody else is free and good enough"
    return Waiting(
        prospect=best.prospect,
        best=best.introducer,
        text=f"{who}{barrier.text}{rest}",
        until=barrier.until,
    )


def _name(route: Route) -> str:
    return route.introducer_name or route.introducer


def _label(route: Route | None) -> str:
    return (route.prospect_label or f"prospect {route.prospect}") if route else ""


def _day(time: Time) -> str:
    return datetime.fromtimestamp(time, UTC).date().isoformat()
