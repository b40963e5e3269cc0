"""One question put together: evidence and acquaintances by person, before any weighing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from narrowcast.agent.core import chance, paths
from narrowcast.agent.core.chance import Habits, Manners
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import LinkEvidence
from narrowcast.agent.core.ties import Volume


class Question(NamedTuple):
    """All that a ranking is made of; persons are their representative addresses."""

    raw: Mapping[str, Mapping[AddressId, float]]
    """Each kind of evidence by person, in `paths.KINDS`."""
    habits: Habits
    volumes: dict[AddressId, Volume]


def put(
    evidence: LinkEvidence,
    volumes: Mapping[AddressId, Volume],
    manners: Manners,
    person_of: Callable[[AddressId], AddressId],
    housed: frozenset[AddressId],
    as_of: Time,
) -> Question:
    """Add everything up over each person's addresses.

    *volumes*, *manners*: of every address; *housed*: the addresses where the prospect has one.
    """
    groups = {address: person_of(address) for address in _addresses(evidence, volumes)}
    totals = _totals(volumes, groups, evidence.prospect)
    by_person = Manners(*(_summed(counts, groups) for counts in manners))
    housemates = frozenset(groups[address] for address in volumes if address in housed)
    return Question(
        paths.by_person(paths.terms(evidence, as_of), groups),
        chance.habits(totals, by_person, housemates, as_of),
        totals,
    )


def _summed(
    counts: Mapping[AddressId, float], groups: Mapping[AddressId, AddressId]
) -> dict[AddressId, float]:
    """By person; those of nobody in *groups* are left out."""
    found: dict[AddressId, float] = {}
    for address, count in counts.items():
        if (person := groups.get(address)) is not None:
            found[person] = found.get(person, 0.0) + count
    return found


def _totals(
    volumes: Mapping[AddressId, Volume],
    groups: Mapping[AddressId, AddressId],
    prospect: frozenset[AddressId],
) -> dict[AddressId, Volume]:
    """Each acquaintance's volumes added up over addresses, the prospect left out."""
    totals: dict[AddressId, Volume] = {}
    for address, volume in volumes.items():
        person = groups[address]
        if address in prospect or person in prospect:
            continue
        known = totals.get(person)
        totals[person] = known.plus(volume) if known else volume
    return totals


def _addresses(evidence: LinkEvidence, volumes: Mapping[AddressId, Volume]) -> set[AddressId]:
    found = set(volumes) | evidence.staff | evidence.colleagues | set(evidence.brought)
    for sight in (
        *evidence.shared,
        *evidence.together,
        *evidence.sent,
        *evidence.meetings,
        *evidence.employer,
        *evidence.employer_quoted,
    ):
        found.update(sight.people)
    for word in (*evidence.quoted, *evidence.named, *evidence.employer_named, *evidence.subjects):
        found.add(word.author)
    return found
