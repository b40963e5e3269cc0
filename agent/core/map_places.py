"""Where everybody stands on the map: the owner, firms packed around, prospects outside.

Everything follows from the order it is given in, so that the same people stand in the same places
every time. Firms are circles laid one after the other against those already there, as near to the
owner as they fit: front-chain packing (Wang et al., *Visualization of Large Hierarchical Data by
Circle Packing*, CHI 2006), so nearer means stronger. Prospects stand on rings around all, each as
near as may be to the direction of those who lead there: positions at a least distance that move
the least (isotonic regression by pooling adjacent violators: Ayer et al., *Ann. Math. Stat.* 26,
1955).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

GAP = 26.0
"""Between people of one firm, in the map's own units; a dot is at most 20 wide."""
OWNER_RADIUS = 46.0
RING_GAP = 90.0
STEP = 54.0
"""Along a ring, between two prospects."""
_GOLDEN = math.pi * (3 - math.sqrt(5))
_SLACK = 1e-6


class Point(NamedTuple):
    """A place; y grows downwards, the owner is at (0, 0)."""

    x: float
    y: float


class Circle(NamedTuple):
    """A firm's place."""

    x: float
    y: float
    r: float


def within(count: int) -> tuple[Point, ...]:
    """Places of *count* people of one firm around its middle, the first in the middle."""
    if count == 1:
        return (Point(0.0, 0.0),)
    # Vogel's sunflower: even at every size, without a grid that would seem to mean something.
    return tuple(
        Point(
            GAP * 0.62 * math.sqrt(n) * math.cos(n * _GOLDEN),
            GAP * 0.62 * math.sqrt(n) * math.sin(n * _GOLDEN),
        )
        for n in range(count)
    )


def radius(count: int) -> float:
    """Of the circle that holds *count* people."""
    return GAP * (0.62 * math.sqrt(count - 1) + 0.62)


def packed(radii: Sequence[float]) -> tuple[Circle, ...]:
    """Circles of *radii* that touch and do not overlap, the first ones nearest to the owner's."""
    front = _Front()
    for one in (OWNER_RADIUS, *radii):
        front.add(one)
    owner = front.circles[0]
    return tuple(Circle(c.x - owner.x, c.y - owner.y, c.r) for c in front.circles[1:])


class _Front:
    """Circles laid so far, and the chain of those that the next may lie against."""

    def __init__(self) -> None:
        self.circles: list[Circle] = []
        self._next: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._at = 0

    def add(self, r: float) -> None:
        """Lay one more circle."""
        number = len(self.circles)
        if number == 0:
            self.circles.append(Circle(0.0, 0.0, r))
        elif number == 1:
            self.circles.append(Circle(self.circles[0].r + r, 0.0, r))
        elif number == 2:
            self.circles.append(_against(self.circles[1], self.circles[0], r))
            for one, other in ((0, 1), (1, 2), (2, 0)):
                self._link(one, other)
        else:
            self._fit(r)

    def _fit(self, r: float) -> None:
        """Lay it against the link nearest to the owner; links it would overlap leave the chain."""
        left = self._at
        right = self._next[left]
        while True:
            laid = _against(self.circles[left], self.circles[right], r)
            struck = self._struck(laid, left, right)
            if struck is None:
                break
            left, right = struck
            self._link(left, right)
        number = len(self.circles)
        self.circles.append(laid)
        self._link(left, number)
        self._link(number, right)
        self._at = self._nearest(number)

    def _struck(self, laid: Circle, left: int, right: int) -> tuple[int, int] | None:
        """The shorter way around a circle of the chain that *laid* overlaps; None: none does."""
        ahead, behind = self._next[right], self._before[left]
        walked_ahead, walked_behind = self.circles[right].r, self.circles[left].r
        while True:
            if walked_ahead <= walked_behind:
                if _overlap(self.circles[ahead], laid):
                    return left, ahead
                walked_ahead += self.circles[ahead].r
                ahead = self._next[ahead]
            else:
                if _overlap(self.circles[behind], laid):
                    return behind, right
                walked_behind += self.circles[behind].r
                behind = self._before[behind]
            if ahead == self._next[behind]:
                return None

    def _nearest(self, start: int) -> int:
        """The circle of the chain after which a next one would lie nearest to the owner."""
        best, at = start, self._next[start]
        least = self._distance(start)
        while at != start:
            distance = self._distance(at)
            if distance < least:
                best, least = at, distance
            at = self._next[at]
        return best

    def _distance(self, number: int) -> float:
        one, other = self.circles[number], self.circles[self._next[number]]
        both = one.r + other.r
        x = (one.x * other.r + other.x * one.r) / both
        y = (one.y * other.r + other.y * one.r) / both
        return x * x + y * y

    def _link(self, one: int, other: int) -> None:
        self._next[one], self._before[other] = other, one


def _against(one: Circle, other: Circle, r: float) -> Circle:
    """The circle of radius *r* that touches both, on the outer side of the chain."""
    dx, dy = other.x - one.x, other.y - one.y
    apart = dx * dx + dy * dy
    if apart == 0:
        return Circle(one.x + one.r + r, one.y, r)
    to_one, to_other = (one.r + r) ** 2, (other.r + r) ** 2
    if to_one > to_other:
        along = (apart + to_other - to_one) / (2 * apart)
        aside = math.sqrt(max(0.0, to_other / apart - along * along))
        return Circle(other.x - along * dx + aside * dy, other.y - along * dy - aside * dx, r)
    along = (apart + to_one - to_other) / (2 * apart)
    aside = math.sqrt(max(0.0, to_one / apart - along * along))
    return Circle(one.x + along * dx + aside * dy, one.y + along * dy - aside * dx, r)


def _overlap(one: Circle, other: Circle) -> bool:
    apart = one.r + other.r - _SLACK
    dx, dy = one.x - other.x, one.y - other.y
    return apart > 0 and apart * apart > dx * dx + dy * dy


def around(inner: float, wanted: Sequence[float]) -> tuple[Point, ...]:
    """Places outside *inner*, one for each direction *wanted* (radians), on as few rings as do."""
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n] % math.tau, n))
    rings = 1
    while len(wanted) > sum(_room(inner, ring) for ring in range(rings)):
        rings += 1
    places: dict[int, Point] = {}
    for ring in range(rings):
        members = order[ring::rings]
        distance = _distance_of(inner, ring)
        angles = spread([wanted[n] % math.tau for n in members], STEP / distance)
        for number, angle in zip(members, angles, strict=True):
            places[number] = Point(distance * math.cos(angle), distance * math.sin(angle))
    return tuple(places[n] for n in range(len(wanted)))


def _distance_of(inner: float, ring: int) -> float:
    return inner + RING_GAP * (ring + 1)


def _room(inner: float, ring: int) -> int:
    return int(math.tau * _distance_of(inner, ring) / STEP)


def spread(angles: Sequence[float], step: float) -> list[float]:
    """*angles* (ascending, radians), moved the least so that neighbours are *step* apart.

    The circle is cut where the widest gap is; where there is no room for all, they stand evenly.
    """
    count = len(angles)
    if count < 2:
        return list(angles)
    if count * step > math.tau:
        return [angles[0] + n * math.tau / count for n in range(count)]
    gaps = [(angles[(n + 1) % count] - angles[n]) % math.tau for n in range(count)]
    cut = (max(range(count), key=lambda n: gaps[n]) + 1) % count
    turned = [angles[(cut + n) % count] for n in range(count)]
    unrolled = [turned[0] + (angle - turned[0]) % math.tau for angle in turned]
    moved = _ascending([angle - n * step for n, angle in enumerate(unrolled)])
    found = [angle + n * step for n, angle in enumerate(moved)]
    if found[-1] - found[0] > math.tau - step:  # the ends would meet behind the cut
        found = [angles[0] + n * math.tau / count for n in range(count)]
        return found
    return [found[(n - cut) % count] for n in range(count)]


def _ascending(values: Sequence[float]) -> list[float]:
    """The ascending sequence nearest to *values* in squares."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((value, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, n), (other, m) = blocks[-2:]
            blocks[-2:] = [((one * n + other * m) / (n + m), n + m)]
    return [value for value, count in blocks for _ in range(count)]


def direction(points: Sequence[tuple[Point, float]]) -> float:
    """The direction (radians) in which weighted *points* lie, seen from the owner."""
    x = sum(point.x * weight for point, weight in points)
    y = sum(point.y * weight for point, weight in points)
    return math.atan2(y, x)
