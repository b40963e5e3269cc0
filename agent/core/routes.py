"""Ways to prospects, and the best set of them that can be asked at once.

Each prospect wants one introducer and each introducer takes one ask, so a week is a matching of at
most `room` pairs with the greatest total worth: top-1 per prospect would send five prospects to the
same friend. It is solved exactly. With at most k pairs, some best matching uses only the k best
routes of each prospect, then the k best of each introducer, then the 2k(k - 1) + 1 best of all: any
other pair of it can be swapped for one of those that the remaining k - 1 pairs leave free. On that
small rest, successive best augmenting paths give the best matching of every size up to k (Ahuja,
Magnanti & Orlin, *Network Flows*, §9.7), without scipy's half second of import. Worths are compared
as integers, so equal weeks come out equal everywhere.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from narrowcast.agent.core.model import PersonUid, ProspectId

PRIORITY = {1: 1.5, 2: 1.0, 3: 0.6}
"""How much an introduction to a prospect of this priority counts."""

_UNIT = 1_000_000_000  # worths are compared to nine decimals


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One introducer for one prospect."""

    prospect: ProspectId
    introducer: PersonUid
    chance: float
    """0 … 1: that they answer, and are the one if anybody is, and fit; 0: not worth an ask."""
    weight: float = 1.0
    """How much an introduction to this prospect counts, by its priority."""
    prospect_label: str = ""
    introducer_name: str = ""
    hold: str = ""
    """Why this introducer must not be asked now (an answer owed, a wall); '' if nothing holds."""

    @property
    def value(self) -> float:
        """Expected introductions of one ask, weighed by the prospect's priority."""
        return self.chance * self.weight


@dataclass(frozen=True, slots=True)
class Worth:
    """A route, and what asking it now is worth with all other prospects in mind; ≤ 0: wait."""

    route: Route
    worth: float


def matching(offers: Iterable[Worth], room: int) -> tuple[Route, ...]:
    """The at most *room* routes of greatest total worth, best first; no two share a prospect or
    introducer.
    """
    if room <= 0:
        return ()
    kernel = _kernel([o for o in offers if _units(o) > 0], room)
    return tuple(offer.route for offer in _Matching(kernel).best(room))


def order(route: Route) -> tuple[int, int, str]:
    """Greatest value first; ties: the earlier prospect, then the lower uid."""
    return -round(route.value * _UNIT), route.prospect, route.introducer


def _kernel(offers: Sequence[Worth], room: int) -> list[Worth]:
    """The few offers that some best matching of at most *room* pairs is made of (see above)."""
    for side in ("prospect", "introducer"):
        groups: dict[object, list[Worth]] = defaultdict(list)
        for offer in offers:
            groups[getattr(offer.route, side)].append(offer)
        offers = [o for group in groups.values() for o in nsmallest(room, group, key=_order)]
    return nsmallest(2 * room * (room - 1) + 1, offers, key=_order)


class _Matching:
    """A matching grown by best augmenting paths."""

    def __init__(self, offers: Sequence[Worth]) -> None:
        self._offers: dict[ProspectId, list[Worth]] = defaultdict(list)
        for offer in offers:  # best first, so that ties fall the same way whatever came first
            self._offers[offer.route.prospect].append(offer)
        self._of: dict[ProspectId, Worth] = {}
        self._to: dict[PersonUid, Worth] = {}

    def best(self, room: int) -> tuple[Worth, ...]:
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
            before = self._of.get(step.route.prospect)
            self._of[step.route.prospect] = self._to[who] = step
            who = before.route.introducer if before else None
        return True

    def _paths(self) -> tuple[dict[PersonUid, int], dict[PersonUid, Worth]]:
        """The most each introducer can be reached with, from prospects without one."""
        reached: dict[ProspectId, int] = {p: 0 for p in self._offers if p not in self._of}
        gains: dict[PersonUid, int] = {}
        steps: dict[PersonUid, Worth] = {}
        queue = deque(reached)
        while queue:
            prospect = queue.popleft()
            for offer in self._offers[prospect]:
                who, gain = offer.route.introducer, reached[prospect] + _units(offer)
                if offer is self._of.get(prospect) or (who in gains and gain <= gains[who]):
                    continue
                gains[who], steps[who] = gain, offer
                taken = self._to.get(who)
                if taken and gain - _units(taken) > reached.get(taken.route.prospect, -(10**30)):
                    reached[taken.route.prospect] = gain - _units(taken)
                    queue.append(taken.route.prospect)
        return gains, steps


def _units(offer: Worth) -> int:
    return round(offer.worth * _UNIT)


def _order(offer: Worth) -> tuple[int, int, str]:
    return -_units(offer), offer.route.prospect, offer.route.introducer
