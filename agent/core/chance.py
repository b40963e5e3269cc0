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
from collections.abc import Iterable, Mapping
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


def habits(
    volumes: Mapping[AddressId, Volume],
    manners: Manners,
    housemates: frozenset[AddressId],
    as_of: Time,
) -> dict[AddressId, dict[str, float]]:
    """What is known of each acquaintance whoever the prospect is; every value in 0 … 1.

    *housemates*: those at the prospect's own address domain, the owner's too: colleagues pass
    colleagues on.
    """
    current = {person: math.log1p(v.current) for person, v in volumes.items()}
    lasting = {person: math.log1p(v.lasting) for person, v in volumes.items()}
    tops = _top(current), _top(lasting)
    brought, copied, past = (_log_shares(found, volumes) for found in manners)
    return {
        person: {
            "contact now": current[person] / tops[0],
            "contact over the years": lasting[person] / tops[1],
            "recent": math.exp((volume.latest - as_of) / DAY / LAST_DAYS),
            "both ways": float(volume.two_way),
            "brings people in": brought[person],
            "copies you in": copied[person],
            "writes past you": past[person],
            "same house": float(person in housemates),
        }
        for person, volume in volumes.items()
    }


def _log_shares(
    counts: Mapping[AddressId, float], people: Iterable[AddressId]
) -> dict[AddressId, float]:
    """Counts over the largest among *people*, on a scale where a tenth of it is worth a third."""
    own = {person: counts.get(person, 0.0) for person in people}
    top = _top(own)
    return {p: math.log1p(_STEEP * n / top) / math.log1p(_STEEP) for p, n in own.items()}


_STEEP = 10.0


def rank(
    raw: Mapping[str, Mapping[AddressId, float]], known: Habits, form: Form, about: frozenset[str]
) -> list[Ranked]:
    """Rank the persons of *known*; *raw* gives every kind of evidence by person. Best first.

    *about*: the kinds that concern the prospect itself. Ties fall by person number, so that equal
    evidence gives the same order every time.
    """
    logs = {p: math.fsum(form.habits[n] * v for n, v in z.items()) for p, z in known.items()}
    ways = [(1.0, HABIT, _softmax(logs))]
    for name, way in form.ways.items():
        own = {p: x for p, x in raw.get(name, {}).items() if x > 0 and p in known}
        if own:
            tilted = {p: way.power * math.log(x) + form.tilt * logs[p] for p, x in own.items()}
            weight = way.weight * (1 + max(own.values())) ** way.growth
            ways.append((weight, name, _softmax(tilted)))
    total = math.fsum(weight for weight, _, _ in ways)
    parts: dict[AddressId, dict[str, float]] = {person: {} for person in known}
    for weight, name, shares in ways:
        for person, share in shares.items():
            parts[person][name] = weight * share / total
    return sorted((_ranked(p, found, about) for p, found in parts.items()), key=_place)


def _ranked(person: AddressId, found: dict[str, float], about: frozenset[str]) -> Ranked:
    return Ranked(
        person,
        math.fsum(found.values()),
        math.fsum(part for name, part in found.items() if name != HABIT),
        math.fsum(part for name, part in found.items() if name in about),
        dict(sorted(found.items(), key=lambda one: -one[1])),
    )


def _place(ranked: Ranked) -> tuple[float, AddressId]:
    return -round(ranked.score, 12), ranked.person


def _softmax(logs: Mapping[AddressId, float]) -> dict[AddressId, float]:
    top = max(logs.values(), default=0.0)
    raised = {person: math.exp(value - top) for person, value in logs.items()}
    total = math.fsum(raised.values())
    return {person: value / total for person, value in raised.items()}


def _top(values: Mapping[AddressId, float]) -> float:
    return max(values.values(), default=0.0) or 1.0


class Reliability(NamedTuple):
    """How often a chance of *told* came true, with an 80 % interval over mailboxes."""

    told: float
    low: float
    high: float


def interval(chance: float, table: tuple[Reliability, ...]) -> tuple[float, float]:
    """The 80 % interval of a chance, read between the lines of *table* (ascending)."""
    place = bisect_left([line.told for line in table], chance)
    if place == 0:
        return min(table[0].low, chance), max(table[0].high, chance)
    if place == len(table):
        return table[-1].low, max(table[-1].high, chance)
    below, above = table[place - 1], table[place]
    part = (chance - below.told) / (above.told - below.told)
    low, high = (b + part * (a - b) for b, a in zip(below[1:], above[1:], strict=True))
    return min(low, chance), max(high, chance)
