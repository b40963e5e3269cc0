"""How much contact owner and contact have: interactions folded into monthly tallies, read at *now*.

A fold keeps the evidence, not the score. `tally` counts per UTC month, direction and size bucket:
integers, so the order of arrival cannot matter, and weights are applied when read. As of a moment,
closed months come from tallies and the month the moment falls in from its single rows, strictly
before it (a whole open month leaks the future: design §5).

Strength is Interactions Rank (Roth et al., KDD 2010: sum of 2^(-age/half-life)) with equal weight
in and out, weight 1/recipients^¼ (see docs/decisions/0007), read at two half-lives: 30 days for
current contact and 365 for long-lived ties (a flat optimum between 30 and 90 for current contact; a
year adds the ten-year colleague who was silent for months).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Band, Direction, Interaction, Tie, Time

DAY = 86_400
CURRENT_DAYS = 30
LASTING_DAYS = 365
BUCKETS = (1, 2, 4, 10)  # the size a bucket stands for: 1, 2, 3–5, 6–20
MET_WEIGHT = (
    3.0  # a small meeting of both against one mail (margince, Affinity: meetings count more)
)
SIZE_POWER = 0.25  # measured on three corpora, flat between 0 and ½ (docs/judgement.md)
DIRECTIONS = (Direction.IN, Direction.OUT, Direction.MET)
_INDEX = {direction: index for index, direction in enumerate(DIRECTIONS)}


class Cell(NamedTuple):
    """Where an interaction is counted."""

    month: int
    """UTC months since year 0."""
    direction: int
    """Index into DIRECTIONS."""
    bucket: int


@dataclass(frozen=True, slots=True)
class Contact:
    """What is folded of one contact: closed months and the single rows of the open one."""

    closed: Mapping[Cell, int]
    open: tuple[Interaction, ...] = ()


def month_of(time: int) -> int:
    """UTC months since year 0, as `Cell.month`."""
    return _month_of_day(time // DAY)


@lru_cache(maxsize=4096)
def _month_of_day(day: int) -> int:
    moment = datetime.fromtimestamp(day * DAY, UTC)
    return moment.year * 12 + moment.month - 1


@lru_cache(maxsize=4096)
def month_start(month: int) -> Time:
    """The first second of a month numbered as by `month_of`."""
    return Time(int(datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC).timestamp()))


def bucket_of(size: int) -> int:
    """Index into BUCKETS; sizes beyond the gate's crowd are never asked for."""
    return 0 if size <= 1 else 1 if size == 2 else 2 if size <= 5 else 3


def place(interaction: Interaction) -> tuple[int, int]:
    """Direction and bucket, as in Cell."""
    return _INDEX[interaction.direction], bucket_of(interaction.size)


def cell(interaction: Interaction) -> Cell:
    """Where a tally counts it: the month, never the day, survives the fold."""
    return Cell(month_of(interaction.time), *place(interaction))


def decays(month: int, now: Time) -> tuple[float, float]:
    """What an interaction of a closed month is still worth, at the two half-lives."""
    age = max(0.0, now - middle(month)) / DAY
    return 0.5 ** (age / CURRENT_DAYS), 0.5 ** (age / LASTING_DAYS)


@cache
def weight(direction: int, bucket: int) -> float:
    """What one interaction is worth: small circles more than large, meetings more than mail."""
    base = MET_WEIGHT if DIRECTIONS[direction] is Direction.MET else 1.0
    return float(base / BUCKETS[bucket] ** SIZE_POWER)


def rank(contact: Contact, now: Time, half_life_days: float) -> float:
    """Interactions Rank at *now*; a closed month's interactions are taken at the month's middle."""
    decayed = [
        count
        * weight(direction, bucket)
        * 0.5 ** (max(0.0, now - middle(month)) / DAY / half_life_days)
        for (month, direction, bucket), count in contact.closed.items()
    ]
    for i in contact.open:
        age = max(0.0, now - i.time) / DAY
        worth = weight(DIRECTIONS.index(i.direction), bucket_of(i.size))
        decayed.append(worth * 0.5 ** (age / half_life_days))
    return math.fsum(decayed)  # exact: the order of arrival cannot matter


def tie(contact: Contact, now: Time) -> Tie:
    """Counts, ages and strength = mean of ln(1 + rank) at the two half-lives."""
    counts = [0, 0, 0]
    times: list[int] = []
    for (month, direction, _), count in contact.closed.items():
        counts[direction] += count
        times.append(middle(month))
    for i in contact.open:
        counts[DIRECTIONS.index(i.direction)] += 1
        times.append(i.time)
    current, lasting = (rank(contact, now, days) for days in (CURRENT_DAYS, LASTING_DAYS))
    strength = (math.log1p(current) + math.log1p(lasting)) / 2
    return Tie(
        strength=strength,
        band=band(strength, any_contact=bool(times)),
        received=counts[0],
        sent=counts[1],
        met=counts[2],
        first=Time(min(times)) if times else None,
        last=Time(max(times)) if times else None,
    )


class Volume(NamedTuple):
    """An acquaintance's fold: interactions both ways and decayed sums at the two half-lives."""

    received: int
    sent: int
    met: int
    current: float
    lasting: float
    latest: Time = Time(0)
    """Of the last interaction; a closed month's are taken at its middle."""

    @property
    def two_way(self) -> bool:
        return bool(self.received and self.sent) or self.met > 0

    def plus(self, other: Volume) -> Volume:
        """The fold of two addresses of one person."""
        return Volume(
            self.received + other.received,
            self.sent + other.sent,
            self.met + other.met,
            self.current + other.current,
            self.lasting + other.lasting,
            max(self.latest, other.latest),
        )


def strength_of(volume: Volume) -> float:
    """The strength that `tie` gives, from sums that are decayed already."""
    return (math.log1p(volume.current) + math.log1p(volume.lasting)) / 2


WEAK_BELOW = math.log1p(1.0)  # about two mails within the year and none lately
STRONG_FROM = math.log1p(8.0)  # about eight mails a month held over a year


def band(strength: float, *, any_contact: bool) -> Band:
    """The word for a strength; *none* is 'never in contact', whatever the decay left."""
    if not any_contact:
        return Band.NONE
    if strength < WEAK_BELOW:
        return Band.WEAK
    return Band.STRONG if strength >= STRONG_FROM else Band.MODERATE


def merged(contacts: Iterable[Contact]) -> Contact:
    """The tallies of several addresses of one person, added up."""
    closed: dict[Cell, int] = {}
    rows: list[Interaction] = []
    for contact in contacts:
        for where, count in contact.closed.items():
            closed[where] = closed.get(where, 0) + count
        rows += contact.open
    return Contact(closed, tuple(sorted(rows, key=lambda i: (i.time, i.direction, i.size))))


@lru_cache(maxsize=4096)
def middle(month: int) -> int:
    """The second a closed month's interactions are taken at."""
    return (month_start(month) + month_start(month + 1)) // 2


def strengths(volumes: Mapping[AddressId, Volume]) -> dict[AddressId, float]:
    """Strength for ranking, 0 … 1, by person: mean of the two half-lives' logs, each over its
    maximum.
    """
    top_current = max((math.log1p(v.current) for v in volumes.values()), default=0.0) or 1.0
    top_lasting = max((math.log1p(v.lasting) for v in volumes.values()), default=0.0) or 1.0
    return {
        person: (math.log1p(v.current) / top_current + math.log1p(v.lasting) / top_lasting) / 2
        for person, v in volumes.items()
    }
