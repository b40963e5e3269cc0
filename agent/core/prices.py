"""What a turn of each introducer is worth to the whole list, over the next weeks.

A prospect's introducers are asked one after the other until one of them helps. An ask with chance a
gains G = w·a - c, where w is the prospect's weight and c the ask's price; with q = g(1 - a) the
chain goes on, where g is what remains of the weight after a silence. Asking i before j is better
where Gi + qi·Gj ≥ Gj + qj·Gi, so the best chain holds all G > 0 by falling G / (1 - q).

Turns are scarce: an introducer has as many as the caps leave in the span, the owner so many asks a
week. The prices are the multipliers of these two limits (Lagrange), found by subgradient steps:
raise the price of an introducer whom more prospects want than there are turns. At any prices

    Σ best chain's worth  +  Σ price × turns  +  price of an ask × asks

is no less than what any plan can expect by the same chances and weights: the `bound`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from narrowcast.agent.core.model import PersonUid, ProspectId

REMAINS = 0.6  # g: of an introduction's worth while three weeks of silence pass; see judgement.md
_STEPS = 60  # 600 lower the bound by .03 % more at most (in eight of the simulator's worlds)
_SLACK = 0.01  # of a turn
_FIRST_STEP = 0.1  # of the mean worth of a first ask


class Way(NamedTuple):
    """One introducer of a prospect, by number."""

    introducer: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """The list as its limits see it; introducers are numbered in the order of *people*."""

    people: tuple[PersonUid, ...]
    turns: tuple[int, ...]
    """How often each introducer may be asked in the span."""
    asks: float
    """How many asks the owner's own cap leaves in the span."""
    prospects: tuple[ProspectId, ...]
    weights: tuple[float, ...]
    ways: tuple[tuple[Way, ...], ...]
    """Of each prospect, in any order."""
    remains: float = REMAINS


class Prices:
    """What a turn of each introducer, and an ask of the owner, bring to the rest of the list."""

    def __init__(
        self, market: Market, of_turn: Sequence[float], of_ask: float, bound: float
    ) -> None:
        self._market, self._of_turn, self._of_ask = market, of_turn, of_ask
        self._numbers = {who: number for number, who in enumerate(market.people)}
        self._places = {prospect: place for place, prospect in enumerate(market.prospects)}
        self._offered: dict[int, list[tuple[float, float, ProspectId]]] = {}
        self._wanting: dict[int, list[int]] = defaultdict(list)
        for place, ways in enumerate(market.ways):
            for way in ways:
                self._wanting[way.introducer].append(place)
        self.bound = bound
        """No plan can expect more introductions in the span, weighed by priority."""

    def turn(self, who: PersonUid, but: ProspectId) -> float:
        """Expected introductions lost elsewhere if *but* takes a turn of *who*: what the last of
        the others to get one would bid for it, 0 where there are turns enough.
        """
        number = self._numbers.get(who)
        if number is None or not self._of_turn[number]:
            return 0.0
        left = float(self._market.turns[number])
        for bid, share, prospect in self._bids(number):
            if prospect == but:
                continue
            left -= share
            if left <= _SLACK:
                return bid
        return 0.0

    def _bids(self, number: int) -> list[tuple[float, float, ProspectId]]:
        """What each prospect would give for a turn, and how surely it would come to use it."""
        if number not in self._offered:
            free = list(self._of_turn)
            free[number] = 0.0
            found: list[tuple[float, float, ProspectId]] = []
            for place in self._wanting[number]:
                chain = _chain(self._market, place, free, self._of_ask)
                share = sum(reach for who, _, reach in chain if who == number)
                if share:
                    whole = sum(reach * gain for _, gain, reach in chain)
                    rest = _chain(self._market, place, free, self._of_ask, but=number)
                    bid = whole - sum(reach * gain for _, gain, reach in rest)
                    found.append((bid / share, share, self._market.prospects[place]))
            self._offered[number] = sorted(found, key=lambda bid: (-bid[0], bid[2]))
        return self._offered[number]

    def without(self, prospect: ProspectId, who: PersonUid) -> float:
        """What the introducers of *prospect* other than *who* are worth to it."""
        place = self._places.get(prospect)
        if place is None:
            return 0.0
        number = self._numbers.get(who, -1)
        chain = _chain(self._market, place, self._of_turn, self._of_ask, but=number)
        return sum(reach * gain for _, gain, reach in chain)


_Link = tuple[int, float, float]
"""One place of a prospect's chain: the introducer; the gain of an ask, its prices paid; the chance
that nobody before has helped, times what is left of the prospect's worth. Plain, for there are
thousands at every step.
"""


def prices(market: Market, steps: int = _STEPS) -> Prices:
    """Find the prices of *market*: those of the least bound seen, so that more steps never hurt."""
    of_turn, of_ask = [0.0] * len(market.people), 0.0
    best = float("inf"), tuple(of_turn), of_ask
    scale = _FIRST_STEP * _mean_first(market)
    for step in range(steps):
        bound, wanted = _answer(market, of_turn, of_ask)
        if bound < best[0]:
            best = bound, tuple(of_turn), of_ask
        length = scale / (1 + step / 15)
        for number, turns in enumerate(market.turns):
            excess = wanted[number] - turns
            if excess > 0 or of_turn[number]:
                of_turn[number] = max(0.0, of_turn[number] + length * _within_one(excess))
        excess = (sum(wanted) - market.asks) / max(1.0, market.asks)
        of_ask = max(0.0, of_ask + length * _within_one(3 * excess))
    bound, at, ask = best
    return Prices(market, at, ask, bound)


def _within_one(value: float) -> float:
    return max(-1.0, min(1.0, value))


def _answer(
    market: Market, of_turn: Sequence[float], of_ask: float
) -> tuple[float, Sequence[float]]:
    """The bound at these prices, and how often each introducer is wanted."""
    wanted = [0.0] * len(market.people)
    bound = of_ask * market.asks
    for place in range(len(market.prospects)):
        for introducer, gain, reach in _chain(market, place, of_turn, of_ask):
            bound += reach * gain
            wanted[introducer] += reach
    for price, turns in zip(of_turn, market.turns, strict=True):
        bound += price * turns
    return bound, wanted


def _chain(
    market: Market, place: int, of_turn: Sequence[float], of_ask: float, *, but: int = -1
) -> list[_Link]:
    """Whom to ask for one prospect, one after the other, when asking has its price."""
    weight, remains = market.weights[place], market.remains
    paying = []
    for introducer, chance in market.ways[place]:
        gain = weight * chance - of_turn[introducer] - of_ask
        if gain > 0 and introducer != but:
            paying.append((-gain / (1 - remains * (1 - chance)), introducer, gain, chance))
    paying.sort()
    links: list[_Link] = []
    reach = 1.0
    for _, introducer, gain, chance in paying:
        links.append((introducer, gain, reach))
        reach *= remains * (1 - chance)
    return links


def _mean_first(market: Market) -> float:
    """What the best first ask of a prospect is worth, on average."""
    firsts = [
        weight * max((way.chance for way in ways), default=0.0)
        for weight, ways in zip(market.weights, market.ways, strict=True)
    ]
    return sum(firsts) / len(firsts) if firsts else 0.0
