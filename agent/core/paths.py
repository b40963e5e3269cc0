"""What shows that contact C knows prospect P? Evidence into amounts of each kind, by address.

`chance` makes a ranking of them. Half-lives apply to evidence about P's *employer* only: evidence
about P itself does not go stale (measured, docs/judgement.md).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY

EMPLOYER_CROWD = 25  # a message to more people shows no employer tie
AFFINITY_DAYS = 90
EMPLOYER_DIRECT_DAYS = 365

KINDS = (
    "shared mail",
    "direct mail",
    "shared meetings",
    "address quoted",
    "named",
    "named together",
    "address sent",
    "same employer",
    "employer affinity",
    "employer mail",
    "in subjects",
    "employer named",
)
OF_PROSPECT = frozenset(
    {
        "shared mail",
        "direct mail",
        "shared meetings",
        "address quoted",
        "named",
        "named together",
        "address sent",
    }
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
    """The owner's own messages whose text holds P's address."""
    staff: frozenset[AddressId] = frozenset()
    """Addresses at P's employer (never the owner's own)."""
    colleagues: frozenset[AddressId] = frozenset()
    """Addresses whose person has worked at P's employer, as far as claims and cards tell."""
    employer: tuple[Sight, ...] = ()
    employer_quoted: tuple[Sight, ...] = ()
    """Messages whose text holds an address at P's employer."""
    employer_named: tuple[Word, ...] = ()
    subjects: tuple[Word, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether anything of P or P's employer was ever seen."""
        return bool(
            self.shared
            or self.meetings
            or self.quoted
            or self.named
            or self.together
            or self.sent
            or self.staff
            or self.employer_quoted
        )


Terms = dict[str, dict[AddressId, float]]


def terms(evidence: LinkEvidence, as_of: Time) -> Terms:
    """How much of every kind of evidence each address shows; absent means 0."""
    found: Terms = {name: defaultdict(float) for name in KINDS}
    _of_prospect(found, evidence)
    _of_employer(found, evidence, as_of)
    for address in evidence.staff | evidence.colleagues:
        found["same employer"][address] = 1.0
    for word in evidence.subjects:
        found["in subjects"][word.author] += 1
    for word in evidence.employer_named:
        found["employer named"][word.author] += 1
    return found


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
    for name, sights in (
        ("shared mail", evidence.shared),
        ("shared meetings", evidence.meetings),
        ("named together", evidence.together),
        ("address sent", evidence.sent),
    ):
        for sight in sights:
            for address in sight.people:
                found[name][address] += 1 / max(1, sight.others)
    for sight in evidence.shared:
        _direct(found["direct mail"], sight, evidence.prospect, 1.0)
    for word in evidence.quoted:
        found["address quoted"][word.author] += 1
    for word in evidence.named:
        found["named"][word.author] += 1


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
