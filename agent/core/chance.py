"""Who brings owner and prospect together, if anybody does: a mixture of the ways it comes about.

    P(c) = sum over k of W_k s_k(c) / sum over k of W_k
    s_k(c) = x_k(c)^power_k h(c)^TILT / the sum of that over all contacts
    W_k    = weight_k (1 + the largest x_k)^growth_k;  h(c) = exp(sum of HABITS times z(c))

Each kind of evidence x_k that a question has (mail shared with the prospect, the prospect's name in
somebody's mail ...) is one way, and shares its part of the chance among the contacts who show it.
The way HABIT is always open: some people bring others in whoever the prospect is, h(c). A kind that
a question lacks gives its part to the rest, and a share is a share in a trader's mailbox and on a
kernel list. A linear opinion pool (Stone 1961): one misleading kind costs no more than its part.
The numbers are in `ways`, fitted by `training/introducers.py` (docs/judgement.md).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY, Volume

HABIT = "habit"
"""The way that says nothing about the prospect."""
LAST_DAYS = 365  # e-fold of the time since the last contact; flat from half a year to two


class Way(NamedTuple):
    """How much one kind of evidence counts against HABIT, which has weight 1."""

    weight: float
    power: float
    """Below 1: much evidence says little more than some."""
    growth: float
    """How the weight grows with the largest amount seen in a question."""


@dataclass(frozen=True, slots=True)
class Form:
    """All numbers of the mixture."""

    ways: Mapping[str, Way]
    habits: Mapping[str, float]
    tilt: float


class Ranked(NamedTuple):
    """One person's place, and the parts of the chance that make it."""

    person: AddressId
    score: float
    """The chance that it is this person, if one of those ranked brings the two together; 0 … 1."""
    link: float
    """The part of it that rests on evidence about the prospect or their employer."""
    about_prospect: float
    """The part that rests on evidence about the prospect alone."""
    terms: dict[str, float]
    """Each way's part, largest first; they add up to `score`."""


class Verdict(StrEnum):
    """Whether there is a path worth proposing."""

    PATH = "path"
    NOTHING = "nothing"  # nothing was seen that links a contact to prospect or employer
    FAINT = "faint"  # what was seen says too little about who it would be


def verdict(best_link: float, faint_below: float) -> Verdict:
    """Judge a question by the largest `Ranked.link` of those who may be asked."""
    if best_link <= 0:
        return Verdict.NOTHING
    return Verdict.FAINT if best_link < faint_below else Verdict.PATH


Habits = Mapping[AddressId, Mapping[str, float]]


class Manners(NamedTuple):
    """How often each author has done something, by address or by person."""

    brought: Mapping[AddressId, float]
    """Strangers brought to the owner."""
    copied: Mapping[AddressId, float]
    """Mails with the owner in Cc: who copies one in copies others in."""
    past: Mapping[AddressId, float]
    """Mails that reached the owner without naming them: sent to lists and crowds."""

    def of(self, who: AddressId) -> tuple[float, float, float]:
        """What one of them did."""
        return self.brought.get(who, 0.0), self.copied.get(who, 0.0), self.past.get(who, 0.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """The largest values among all acquaintances, which the values of each are told by."""

    current: float
    lasting: float
    manners: tuple[float, ...]
    """In the order of `Manners`."""


def scale(volumes: Mapping[AddressId, Volume], manners: Manners) -> Scale:
    """What the habits of the persons of *volumes* are measured against."""
    current = max((v.current for v in volumes.values()), default=0.0)
    lasting = max((v.lasting for v in volumes.values()), default=0.0)
    return Scale(
        math.log1p(current) or 1.0,
        math.log1p(lasting) or 1.0,
        tuple(
            max((n for p, n in counts.items() if p in volumes), default=0.0) or 1.0
            for counts in manners
        ),
    )


def habit(
    volume: Volume, done: Sequence[float], tops: Scale, as_of: Time, *, housemate: bool
) -> dict[str, float]:
    """What is known of an acquaintance whoever the prospect is; every value in 0 … 1.

    *done*: their counts, in the order of `Manners`; *housemate*: whether they are at the prospect's
    own address domain, the owner's too: colleagues pass colleagues on.
    """
    brought, copied, past = map(_log_share, done, tops.manners)
    return {
        "contact now": math.log1p(volume.current) / tops.current,
        "contact over the years": math.log1p(volume.lasting) / tops.lasting,
        "recent": math.exp((volume.latest - as_of) / DAY / LAST_DAYS),
        "both ways": float(volume.two_way),
        "brings people in": brought,
        "copies you in": copied,
        "writes past you": past,
        "same house": float(housemate),
    }


def _log_share(count: float, top: float) -> float:
    """A count over the largest, on a scale where a tenth of it is worth a third."""
    return math.log1p(_STEEP * count / top) / _STEEPEST if count else 0.0


_STEEP = 10.0
_STEEPEST = math.log1p(_STEEP)


def habits(
    volumes: Mapping[AddressId, Volume],
    manners: Manners,
    housemates: Collection[AddressId],
    as_of: Time,
) -> dict[AddressId, dict[str, float]]:
    """`habit` of everybody in *volumes*."""
    tops = scale(volumes, manners)
    return {
        person: habit(volume, manners.of(person), tops, as_of, housemate=person in housemates)
        for person, volume in volumes.items()
    }


def tendency(known: Mapping[str, float], form: Form) -> float:
    """The logarithm of h(c) of one contact; the order of what is *known* does not matter."""
    weights = form.habits
    return math.fsum([weights[name] * value for name, value in known.items()])


class Weighed(NamedTuple):
    """All chances of one question."""

    scores: Mapping[AddressId, float]
    """As `Ranked.score`."""
    shares: Mapping[AddressId, float]
    """Of the way HABIT, by person."""
    parts: Mapping[AddressId, Mapping[str, float]]
    """The other ways' parts, of those who show any evidence."""
    total: float
    """The weight of all ways; HABIT's is 1."""

    def ranked(self, person: AddressId, about: frozenset[str]) -> Ranked:
        """What makes the place of one person; *about*: kinds that concern the prospect itself."""
        parts = self.parts.get(person, _NOTHING)
        found = {HABIT: self.shares[person] / self.total, **parts}
        return Ranked(
            person,
            self.scores[person],
            math.fsum(parts.values()),
            math.fsum(part for name, part in parts.items() if name in about),
            dict(sorted(found.items(), key=lambda one: -one[1])),
        )


_NOTHING: Mapping[str, float] = {}


def weigh(
    raw: Mapping[str, Mapping[AddressId, float]], logs: Mapping[AddressId, float], form: Form
) -> Weighed:
    """Share the chance among the persons of *logs* (`tendency`); *raw*: every kind of evidence."""
    habitual = _softmax(logs)
    ways: list[tuple[float, str, Mapping[AddressId, float]]] = []
    for name, way in form.ways.items():
        own = {p: x for p, x in raw.get(name, {}).items() if x > 0 and p in logs}
        if own:
            tilted = {p: way.power * math.log(x) + form.tilt * logs[p] for p, x in own.items()}
            weight = way.weight * (1 + max(own.values())) ** way.growth
            ways.append((weight, name, _softmax(tilted)))
    total = math.fsum([1.0, *(weight for weight, _, _ in ways)])
    parts: dict[AddressId, dict[str, float]] = {}
    for weight, name, shares in ways:
        for person, share in shares.items():
            parts.setdefault(person, {})[name] = weight * share / total
    scores = {person: share / total for person, share in habitual.items()}
    for person, found in parts.items():
        scores[person] = math.fsum([scores[person], *found.values()])
    return Weighed(scores, habitual, parts, total)


def rank(
    raw: Mapping[str, Mapping[AddressId, float]], known: Habits, form: Form, about: frozenset[str]
) -> list[Ranked]:
    """Rank the persons of *known*; *raw* gives every kind of evidence by person. Best first.

    *about*: the kinds that concern the prospect itself. Ties fall by person number, so that equal
    evidence gives the same order every time.
    """
    weighed = weigh(raw, {p: tendency(z, form) for p, z in known.items()}, form)
    return sorted((weighed.ranked(person, about) for person in known), key=_place)


def _place(ranked: Ranked) -> tuple[float, AddressId]:
    return -round(ranked.score, 12), ranked.person


def _softmax(logs: Mapping[AddressId, float]) -> dict[AddressId, float]:
    top = max(logs.values(), default=0.0)
    raised = {person: math.exp(value - top) for person, value in logs.items()}
    total = math.fsum(raised.values())
    return {person: value / total for person, value in raised.items()}


class Reliability(NamedTuple):
    """How often a chance of *told* came true, with an interval (docs/judgement.md)."""

    told: float
    low: float
    high: float


def interval(chance: float, table: tuple[Reliability, ...]) -> tuple[float, float]:
    """The interval of a chance, read between the lines of *table* (ascending)."""
    place = bisect_left([line.told for line in table], chance)
    if place == 0:
        return min(table[0].low, chance), max(table[0].high, chance)
    if place == len(table):
        return table[-1].low, max(table[-1].high, chance)
    below, above = table[place - 1], table[place]
    part = (chance - below.told) / (above.told - below.told)
    low, high = (b + part * (a - b) for b, a in zip(below[1:], above[1:], strict=True))
    return min(low, chance), max(high, chance)
