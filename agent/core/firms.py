"""What the people of a mailbox call the organisation behind each domain, by majority.

A domain's spelling is a guess; what its people sign with is not. Who signs with nothing gets the
name that most of the others sign with. Names that two or more people of one domain sign with each
(a firm and its subsidiary, the firm before and after it was renamed) count as one employer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from narrowcast.agent.core.own_titles import present_firm
from narrowcast.nlp.employers import may_be_one_employer, same_employer
from narrowcast.nlp.legal_forms import without_legal_forms
from narrowcast.nlp.names import full_name
from narrowcast.nlp.organisations import (
    employer_of_domain,
    is_free_mail,
    organisation_key,
    registrable_domain,
)

AGREEING = 2  # people who must sign alike before their word counts for others


class SignedFor(NamedTuple):
    """Somebody at *domain* signed for *name*."""

    domain: str
    address: int
    name: str


@dataclass(frozen=True, slots=True)
class Firms:
    """Names of organisations as this mailbox knows them."""

    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    """By registrable domain; only where the mailbox knows better than the domain's spelling."""
    others: Mapping[str, str] = field(default_factory=dict[str, str])
    """The key of a further name of an organisation → the key of its first."""

    def label(self, domain: str) -> str:
        """How the organisation behind *domain* (or an address) is called; '' for free mail."""
        registered = registrable_domain(domain)
        if is_free_mail(domain):
            return ""
        return self.labels.get(registered) or employer_of_domain(registered)

    def domains(self, organisation: str) -> tuple[str, ...]:
        """The domains whose people sign for *organisation*, surely so."""
        return tuple(
            domain for domain, label in self.labels.items() if same_employer(label, organisation)
        )

    def same(self, one: str, other: str) -> bool:
        """Whether two names that one person bears are one employer's."""
        return may_be_one_employer(one, other) or (bool(one) and self._key(one) == self._key(other))

    def _key(self, name: str) -> str:
        key = organisation_key(name)
        return self.others.get(key, key)


UNKNOWN = Firms()
"""Of a mailbox of which nothing is known."""


def firms(signed: Iterable[SignedFor]) -> Firms:
    """Settle names by majority; the order of *signed* does not matter."""
    by_domain: dict[str, list[_Name]] = {}
    for domain, rows in sorted(_dealt(signed).items()):
        by_domain[domain] = _names(rows)
    labels = {d: label for d, names in by_domain.items() if (label := _label(d, names))}
    known = {organisation_key(label): domain for domain, label in labels.items()}
    others: dict[str, str] = {}
    for domain, label in labels.items():
        for name in by_domain[domain]:
            key = organisation_key(name.best)
            # A firm with a domain of its own only works for this one (outside counsel).
            if len(name.people) >= AGREEING and known.get(key, domain) == domain:
                others.update((organisation_key(s), organisation_key(label)) for s in name.spelt)
    return Firms(labels, others)


_BESIDE = re.compile(r"([^()\[\]]{3,60}?)\s*[(\[]([^()\[\]]{2,60})[)\]]\s*")


def firm_beside(display: str, domain: str) -> str:
    """The firm in a display name such as `Ann Lee (Acme GmbH)`; '' where it may be anything else.

    A legal form tells it, or the *domain* of the address: brackets hold nicknames and offices, too.
    """
    found = _BESIDE.fullmatch(display[:200])
    if found is None or full_name(found[1]) is None:
        return ""
    firm, label = found[2].strip(), employer_of_domain(domain)
    solid = without_legal_forms(firm) != firm or (bool(label) and same_employer(firm, label))
    return firm if solid else ""


@dataclass(slots=True)
class _Name:
    """Spellings of one name and who signs with each."""

    spelt: dict[str, set[int]]

    @property
    def people(self) -> set[int]:
        return set().union(*self.spelt.values())

    @property
    def best(self) -> str:
        """The spelling most use; ties: the longer, then the alphabet."""
        return min(self.spelt, key=lambda s: (-len(self.spelt[s]), -len(s), s))


def _dealt(signed: Iterable[SignedFor]) -> dict[str, dict[str, set[int]]]:
    """People by domain and spelling; free mail and former employers left out."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for domain, address, written in signed:
        name, is_past = present_firm(written)
        if name and not is_past and not is_free_mail(domain):
            found[registrable_domain(domain)][name].add(address)
    return found


def _names(rows: Mapping[str, set[int]]) -> list[_Name]:
    """Spellings gathered to names around the most used of each, the one of most people first."""
    found: dict[str, _Name] = {}
    of_key: dict[str, _Name] = {}
    for spelling in sorted(rows, key=lambda s: (-len(rows[s]), s)):
        key = organisation_key(spelling)
        name = of_key.get(key) or next(
            (name for first, name in found.items() if may_be_one_employer(spelling, first)), None
        )
        if name is None:
            name = found[spelling] = _Name({})
        of_key[key] = name
        name.spelt[spelling] = rows[spelling]
    return sorted(found.values(), key=lambda name: (-len(name.people), name.best))


def _label(domain: str, names: list[_Name]) -> str:
    """What most sign with, or one alone who spells the domain out; '' where neither is there."""
    first, label = names[0], employer_of_domain(domain)
    everybody = set[int]().union(*(name.people for name in names))
    if len(first.people) >= AGREEING and 2 * len(first.people) >= len(everybody):
        return _bare(first, label) or first.best
    like = next((name for name in names if may_be_one_employer(name.best, label)), None)
    return (_bare(like, label) or like.best) if like else ""


def _bare(name: _Name, label: str) -> str:
    """The spelling that is the domain's label and no more: `Acme Ltd`, not `Acme Leasing Ltd`."""
    wanted = _squeezed(label)
    plain = {s: people for s, people in name.spelt.items() if _squeezed(s) == wanted}
    return _Name(plain).best if plain else ""


def _squeezed(name: str) -> str:
    return organisation_key(name).replace(" ", "").replace("-", "")
