"""The chance of one introducer as steps that anybody can redo: what was seen, share, weight, part.

Worked out apart from `chance.rank`, straight from the formula in its head, so that a test can hold
the two together: the parts told here are the parts ranked by.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from narrowcast.agent.core import paths
from narrowcast.agent.core.chance import HABIT, Form, Habits
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import LinkEvidence, Sight, Word

Raw = Mapping[str, Mapping[AddressId, float]]
"""Each kind of evidence by person."""

MEANINGS: Mapping[str, str] = {
    HABIT: "who brings people in, whoever the prospect is: e to the sum of the traits",
    "shared mail": "mails of theirs and the prospect's; each counts 1 / people on it",
    "direct mail": "mails from one of the two to the other; each counts 1",
    "shared meetings": "meetings of both; each counts 1 / people at it",
    "address quoted": "mails of theirs that hold the prospect's address; each counts 1",
    "named": "mails of theirs that name the prospect; each counts 1",
    "named together": "texts that name both; each counts 1 / people named",
    "address sent": "mails of yours to them with the prospect's address; each 1 / people on it",
    "same employer": "1 where they are, or were, at the prospect's employer",
    "employer affinity": "mails with the employer's people or addresses; the newer and smaller,"
    " the more: half after 90 days, over ln(2 + people on it)",
    "employer mail": "mails to, from or quoting the employer's people; half after a year",
    "in subjects": "subjects of theirs that hold the name or the employer; each counts 1",
    "employer named": "mails of theirs that name the employer; each counts 1",
}
"""What was counted, and how, for each way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing known of a contact whoever the prospect is."""

    name: str
    value: float
    """0 … 1."""
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way: `own` over `all` is the share, share × weight / the sum of weights the part."""

    way: str
    seen: int
    """Mails, meetings or texts behind the amount; 0 where the way counts none."""
    amount: float
    own: float
    """amount^power × (e^sum of traits)^tilt; of HABIT the exponential alone."""
    all: float
    """The same added up over all contacts."""
    share: float
    largest: float
    """The largest amount anybody has; 0 of HABIT, whose weight does not grow."""
    weight: float
    """The way's weight × (1 + largest)^growth."""
    part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """How one person's chance comes about."""

    traits: tuple[Trait, ...]
    steps: tuple[Step, ...]
    """Of every way that is open in this question, HABIT first; the person may have no part in it.
    """
    weights: float
    """The sum of the open ways' weights."""
    chance: float
    """The sum of the parts."""
    link: float
    """The sum without HABIT's."""


class Sums:
    """What all persons of one question share: every open way's weight and total."""

    def __init__(self, raw: Raw, known: Habits, form: Form) -> None:
        self._known, self._form = known, form
        self._open = {
            name: own
            for name in form.ways
            if (own := {p: x for p, x in raw.get(name, {}).items() if x > 0 and p in known})
        }
        self._habit = {person: math.exp(self._log(person)) for person in known}
        self._weights = {HABIT: 1.0} | {name: self._weight(name) for name in self._open}
        self._totals = {HABIT: math.fsum(self._habit.values())} | {
            name: math.fsum(self._own(name, person) for person in own)
            for name, own in self._open.items()
        }

    def of(self, person: AddressId, seen: Mapping[str, int]) -> Arithmetic:
        """The steps of one person; *seen*: `counted` of them. Raises KeyError for a stranger."""
        weights = math.fsum(self._weights.values())
        steps = tuple(self._step(name, person, seen, weights) for name in self._weights)
        return Arithmetic(
            traits=tuple(
                Trait(name=name, value=value, weight=self._form.habits[name])
                for name, value in self._known[person].items()
            ),
            steps=steps,
            weights=weights,
            chance=math.fsum(step.part for step in steps),
            link=math.fsum(step.part for step in steps if step.way != HABIT),
        )

    def _step(self, name: str, person: AddressId, seen: Mapping[str, int], weights: float) -> Step:
        own, total = self._own(name, person), self._totals[name]
        return Step(
            way=name,
            seen=seen.get(name, 0),
            amount=self._amount(name, person),
            own=own,
            all=total,
            share=own / total,
            largest=max(self._open[name].values()) if name in self._open else 0.0,
            weight=self._weights[name],
            part=own / total * self._weights[name] / weights,
        )

    def _amount(self, name: str, person: AddressId) -> float:
        return self._log(person) if name == HABIT else self._open[name].get(person, 0.0)

    def _own(self, name: str, person: AddressId) -> float:
        if name == HABIT:
            return self._habit[person]
        amount = self._open[name].get(person, 0.0)
        return float(amount ** self._form.ways[name].power * self._habit[person] ** self._form.tilt)

    def _log(self, person: AddressId) -> float:
        return math.fsum(self._form.habits[n] * v for n, v in self._known[person].items())

    def _weight(self, name: str) -> float:
        way = self._form.ways[name]
        return float(way.weight * (1 + max(self._open[name].values())) ** way.growth)


def counted(evidence: LinkEvidence, theirs: Collection[AddressId], as_of: Time) -> dict[str, int]:
    """How many mails, meetings or texts are behind each kind for one person's addresses.

    Asks `paths.terms` about each piece alone, so that what is counted is what was weighed.
    """
    rows: dict[str, set[int]] = {}
    for piece, row in _pieces(evidence):
        for kind, values in paths.terms(piece, as_of).items():
            if kind != STANDING and any(values.get(address) for address in theirs):
                rows.setdefault(kind, set()).add(row)
    return {kind: len(found) for kind, found in rows.items()}


def _pieces(evidence: LinkEvidence) -> Iterator[tuple[LinkEvidence, int]]:
    """Each sight and word alone, with its row."""
    them, staff = evidence.prospect, evidence.staff
    for name in _ROWS:
        found: tuple[Sight | Word, ...] = getattr(evidence, name)
        for one in found:
            alone: dict[str, Any] = {name: (one,)}
            yield LinkEvidence(prospect=them, staff=staff, **alone), one.row


STANDING = "same employer"  # is so or not; no mail is counted for it

_ROWS = (
    "shared",
    "meetings",
    "quoted",
    "named",
    "together",
    "sent",
    "employer",
    "employer_quoted",
    "employer_named",
    "subjects",
)
