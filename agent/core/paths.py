"""Does contact C know prospect P? Evidence into terms, terms into one ranking, all of it shown.

Every term is divided by its maximum over the contacts of this question, so that one method works
on a trader's mailbox and on a kernel list. The weights are a hand-set form measured on real mail
(docs/judgement.md): link terms add up, strength adds a little, habit less. Half-lives apply to
evidence about P's *employer* only: evidence about P itself does not go stale.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY

EMPLOYER_CROWD = 25  # a message to more people shows no employer tie
AFFINITY_DAYS = 90
EMPLOYER_DIRECT_DAYS = 365

WEIGHTS: Mapping[str, float] = {
    "shared mail": 1.0,
    "direct mail": 0.2,
    "shared meetings": 1.0,
    "address quoted": 0.4,
    "named": 0.3,
    "named together": 0.2,
    "address sent": 0.1,
    "same employer": 0.3,
    "employer affinity": 0.6,
    "employer mail": 0.3,
    "in subjects": 0.05,
    "employer named": 0.2,
    "brings people in": 0.15,
    "strength": 0.4,
}
ROOTED = frozenset({"in subjects", "employer named", "address quoted", "named together"})
NO_LINK = frozenset({"brings people in", "strength"})  # terms that say nothing about P
OF_PROSPECT = frozenset(
    {"shared mail", "direct mail", "shared meetings", "address quoted", "named", "named together"}
)


class Sight(NamedTuple):
    """A message or meeting somebody is on."""

    row: int
    time: Time
    author: AddressId | None
    people: tuple[AddressId, ...]
    """Everybody on it, author and owner included, each once."""
    others: int
    """People on it besides the owner."""


class Word(NamedTuple):
    """A mention: *author*'s message holds what was looked up."""

    row: int
    time: Time
    author: AddressId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEvidence:
    """All rows before the moment that bear on one prospect."""

    prospect: frozenset[AddressId] = frozenset()
    employers: tuple[str, ...] = ()
    """How P's employer is called, in full."""
    subject_words: frozenset[str] = frozenset()
    """The words looked up in subjects: P's family name, the employer's labels."""
    shared: tuple[Sight, ...] = ()
    meetings: tuple[Sight, ...] = ()
    quoted: tuple[Word, ...] = ()
    named: tuple[Word, ...] = ()
    together: tuple[Sight, ...] = ()
    """Messages whose text names P; `people` are the others it names, `others` their number."""
    sent: tuple[Sight, ...] = ()
    staff: frozenset[AddressId] = frozenset()
    """Addresses at P's employer (never the owner's own)."""
    colleagues: frozenset[AddressId] = frozenset()
    """Addresses whose person has worked at P's employer, as far as claims and cards tell."""
    employer: tuple[Sight, ...] = ()
    employer_quoted: tuple[Sight, ...] = ()
    """Messages whose text holds an address at P's employer."""
    employer_named: tuple[Word, ...] = ()
    subjects: tuple[Word, ...] = ()
    brought: Mapping[AddressId, int] = field(default_factory=dict[AddressId, int])

    @property
    def seen(self) -> bool:
        """Whether anything of P or P's employer was ever seen."""
        return bool(
            self.shared
            or self.meetings
            or self.quoted
            or self.named
            or self.together
            or self.staff
            or self.employer_quoted
        )


Terms = dict[str, dict[AddressId, float]]


def terms(evidence: LinkEvidence, as_of: Time) -> Terms:
    """Every term's raw value by address; absent means 0."""
    found: Terms = {name: defaultdict(float) for name in WEIGHTS if name != "strength"}
    _of_prospect(found, evidence)
    _of_employer(found, evidence, as_of)
    for address in evidence.staff | evidence.colleagues:
        found["same employer"][address] = 1.0
    for word in evidence.subjects:
        found["in subjects"][word.author] += 1
    for word in evidence.employer_named:
        found["employer named"][word.author] += 1
    found["brings people in"].update({a: float(n) for a, n in evidence.brought.items()})
    return found


class Ranked(NamedTuple):
    """One person's place: *link* and *score* in 0 …, and the weighted terms that make them."""

    person: AddressId
    score: float
    link: float
    about_prospect: float
    terms: dict[str, float]


def rank(
    raw: Mapping[str, Mapping[AddressId, float]], strengths: Mapping[AddressId, float]
) -> list[Ranked]:
    """Rank the persons of *strengths* (0 … 1 each); *raw* gives every term by person. Best first.

    Ties fall by person number, so that equal evidence gives the same order every time.
    """
    weighted: dict[AddressId, dict[str, float]] = {person: {} for person in strengths}
    for person, strength in strengths.items():
        if strength:
            weighted[person]["strength"] = WEIGHTS["strength"] * strength
    for name, values in raw.items():
        own = {person: value for person, value in values.items() if value and person in weighted}
        top = max(own.values(), default=0.0)
        for person, value in own.items():
            share = value / top
            weighted[person][name] = WEIGHTS[name] * (math.sqrt(share) if name in ROOTED else share)
    ranked = [
        Ranked(
            person,
            sum(found.values()),
            sum(v for name, v in found.items() if name not in NO_LINK),
            sum(v for name, v in found.items() if name in OF_PROSPECT),
            found,
        )
        for person, found in weighted.items()
    ]
    return sorted(ranked, key=lambda r: (-r.score, r.person))


def by_person(
    found: Terms, groups: Mapping[AddressId, AddressId]
) -> dict[str, dict[AddressId, float]]:
    """Add up the terms of a person's addresses; addresses of nobody are left out."""
    result: dict[str, dict[AddressId, float]] = {}
    for name, values in found.items():
        total: dict[AddressId, float] = defaultdict(float)
        for address, value in values.items():
            if (person := groups.get(address)) is not None:
                total[person] = (
                    max(total[person], value) if name == "same employer" else total[person] + value
                )
        result[name] = total
    return result


def _of_prospect(found: Terms, evidence: LinkEvidence) -> None:
    for sight in evidence.shared:
        for address in sight.people:
            found["shared mail"][address] += 1 / max(1, sight.others)
        _direct(found["direct mail"], sight, evidence.prospect, 1.0)
    for sight in evidence.meetings:
        for address in sight.people:
            found["shared meetings"][address] += 1 / max(1, sight.others)
    for word in evidence.quoted:
        found["address quoted"][word.author] += 1
    for word in evidence.named:
        found["named"][word.author] += 1
    for sight in evidence.together:
        for address in sight.people:
            found["named together"][address] += 1 / sight.others
    for sight in evidence.sent:
        for address in sight.people:
            found["address sent"][address] += 1 / max(1, sight.others)


def _of_employer(found: Terms, evidence: LinkEvidence, as_of: Time) -> None:
    for sight in evidence.employer:
        _affine(found["employer affinity"], sight, as_of)
        decayed = 0.5 ** ((as_of - sight.time) / DAY / EMPLOYER_DIRECT_DAYS)
        _direct(found["employer mail"], sight, evidence.staff, decayed)
    for sight in evidence.employer_quoted:
        _affine(found["employer affinity"], sight, as_of)
        if sight.author is not None:
            decayed = 0.5 ** ((as_of - sight.time) / DAY / EMPLOYER_DIRECT_DAYS)
            found["employer mail"][sight.author] += decayed


def _affine(values: dict[AddressId, float], sight: Sight, as_of: Time) -> None:
    weight = 0.5 ** ((as_of - sight.time) / DAY / AFFINITY_DAYS) / math.log(2 + sight.others)
    for address in sight.people:
        values[address] += weight


def _direct(
    values: dict[AddressId, float], sight: Sight, them: Iterable[AddressId], weight: float
) -> None:
    """Mail between somebody and *them*: its author writes to them, or is one of them."""
    if sight.author is None:
        return
    theirs = set(them)
    if sight.author in theirs:
        for address in sight.people:
            if address != sight.author:
                values[address] += weight
    elif not theirs.isdisjoint(sight.people):
        values[sight.author] += weight
