"""One question put together: evidence and acquaintances by person, before any weighing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from narrowcast.agent.core import paths
from narrowcast.agent.core.acquaintances import Acquaintances, Beside
from narrowcast.agent.core.chance import Habits
from narrowcast.agent.core.model import AddressId
from narrowcast.agent.core.paths import LinkEvidence, Terms
from narrowcast.agent.core.ties import Volume


class Question(NamedTuple):
    """All that a ranking is made of; persons are their representative addresses."""

    raw: Mapping[str, Mapping[AddressId, float]]
    """Each kind of evidence by person, in `paths.KINDS`."""
    who: Beside

    @property
    def habits(self) -> Habits:
        """What is known of everybody whoever the prospect is."""
        return self.who.habits

    @property
    def volumes(self) -> dict[AddressId, Volume]:
        """By person."""
        return self.who.volumes


def put(evidence: LinkEvidence, known: Acquaintances, housed: frozenset[AddressId]) -> Question:
    """Add the evidence up by person; *housed*: addresses where the prospect has one, too."""
    terms = paths.terms(evidence, known.as_of)
    groups = _groups(terms, known.person_of)
    return Question(paths.by_person(terms, groups), known.beside(evidence.prospect, housed))


def _groups(
    terms: Terms, person_of: Callable[[AddressId], AddressId]
) -> dict[AddressId, AddressId]:
    return {address: person_of(address) for found in terms.values() for address in found}
