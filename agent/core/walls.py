"""The owner's walls (`[walls]` in the config): who must not be asked, and about whom nobody is.

A wall is named by a domain or a name and stands around the whole organisation: its other domains,
the names its people signed with before it was renamed, and those below it, as far as the mailbox
knows them (`core.firms`). It fails closed: a name that may be the organisation's is taken for it,
and one signature, or an old address there, is enough. A job search has a wall of its own: it never
goes through people of the owner's present employer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from narrowcast.agent.core.firms import UNKNOWN, Firms
from narrowcast.agent.core.lint_context import Wall, same_domain
from narrowcast.agent.core.model import (
    AddressKey,
    Employment,
    Evidence,
    EvidenceKind,
    Prospect,
    Reason,
    ReasonCode,
)
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.nlp.employers import same_employer
from narrowcast.nlp.organisations import is_free_mail, registrable_domain

_SETTING = (Evidence(EvidenceKind.DECISION, "walls"),)


@dataclass(frozen=True, kw_only=True)
class Walls:
    """Every wall, and what the mailbox knows of the organisations behind them."""

    walls: tuple[Wall, ...] = ()
    never: frozenset[AddressKey] = field(default_factory=frozenset[AddressKey])
    """Addresses of people who are never asked."""
    firms: Firms = UNKNOWN

    def around(self, addresses: Collection[AddressKey], jobs: Iterable[Employment]) -> list[Reason]:
        """Why a person must not be asked for anything; nothing where they may be."""
        found = []
        if not self.never.isdisjoint(addresses):
            found.append(reason("you said never to ask them"))
        present = [job for job in jobs if job.current]
        names = [job.organization for job in present]
        domains = {*map(_domain, addresses), *(job.domain for job in present)}
        return found + [_behind(wall) for wall in self._standing(names, domains)]

    def about(self, prospect: Prospect, known: Collection[AddressKey] = ()) -> list[Reason]:
        """Why nobody must be asked about *prospect*, who is *known* by these addresses too."""
        domains = {*prospect.domains, *map(_domain, (*prospect.addresses, *known))}
        names = [prospect.organization] if prospect.organization else []
        return [_behind(wall) for wall in self._standing(names, domains)]

    def at_work(
        self, addresses: Collection[AddressKey], jobs: Iterable[Employment], work: Work
    ) -> list[Reason]:
        """Why somebody must not hear that the owner looks for a job."""
        present = [job for job in jobs if job.current]
        domains = {*map(_domain, addresses), *(job.domain for job in present)}
        own = self._own_domains(work)
        here = any(same_domain(domain, mine) for domain in domains for mine in own)
        named = any(
            self.firms.same(job.organization, name) for job in present for name in work.names
        )
        if not (here or named):
            return []
        evidence = tuple(piece for job in present for piece in job.evidence)
        text = "works where you work: asking would show that you look for a job"
        return [reason(text, evidence or _SETTING)]

    def _own_domains(self, work: Work) -> set[str]:
        called = {domain for name in work.names for domain in self.firms.domains(name)}
        return {d for d in (*work.domains, *called) if d and not is_free_mail(d)}

    def _standing(self, names: Iterable[str], domains: Collection[str]) -> Iterator[Wall]:
        names = [name for name in names if name]
        for wall, places in self._places:
            here = any(same_domain(domain, walled) for domain in domains for walled in places)
            if here or any(self._is_of(wall, name) for name in names):
                yield wall

    @cached_property
    def _places(self) -> tuple[tuple[Wall, frozenset[str]], ...]:
        """Each wall with its domains, and those whose people sign for the same organisation."""
        return tuple((wall, self._domains_of(wall)) for wall in self.walls)

    def _domains_of(self, wall: Wall) -> frozenset[str]:
        names = {wall.organization, *(self.firms.labels.get(d, "") for d in _bought(wall))} - {""}
        labelled = self.firms.labels.items()
        others = {d for d, label in labelled if any(self.firms.same(label, n) for n in names)}
        return frozenset((*wall.domains, *others))

    def _is_of(self, wall: Wall, name: str) -> bool:
        known = (self.firms.labels.get(domain, "") for domain in _bought(wall))
        if any(self.firms.same(name, told) for told in (wall.organization, *known) if told):
            return True
        # What a domain is called by its spelling alone is a guess.
        return any(same_employer(name, self.firms.label(domain)) for domain in wall.domains)


def named(domains: Iterable[str], names: Iterable[str]) -> tuple[Wall, ...]:
    """The walls that the owner names by domains and by names."""
    return (
        *(Wall(organization=one, domains=(as_in_mail(one),)) for one in domains if one.strip()),
        *(Wall(organization=one.strip()) for one in names if one.strip()),
    )


def as_in_mail(domain: str) -> str:
    """*domain* as it stands in addresses: an international one is written another way there."""
    bare = domain.strip().removeprefix("*.").removeprefix("@").removeprefix("www.")
    return _domain(AddressKey(canonical(f"x@{bare}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where the owner works at present."""

    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


def work_of(jobs: Iterable[Employment], addresses: Collection[AddressKey]) -> Work:
    """The owner's present employers; where none is known, the domains of the owner's addresses."""
    present = [job for job in jobs if job.current]
    domains = [job.domain for job in present if job.domain] or [_domain(a) for a in addresses]
    names = tuple(job.organization for job in present if job.organization)
    bought = map(registrable_domain, domains)
    return Work(names=names, domains=tuple(d for d in dict.fromkeys(bought) if not is_free_mail(d)))


def reason(text: str, evidence: tuple[Evidence, ...] = _SETTING) -> Reason:
    """A wall as a reason; its evidence is the owner's own setting where no other is given."""
    return Reason(
        code=ReasonCode.WALL, text=text, favours=False, count=len(evidence), evidence=evidence
    )


def _behind(wall: Wall) -> Reason:
    why = f": {wall.reason}" if wall.reason else ""
    called = wall.organization or wall.domains[0]
    return reason(f"{called} is behind a wall of yours{why}")


def _bought(wall: Wall) -> list[str]:
    return [registrable_domain(domain) for domain in wall.domains]


def _domain(address: AddressKey) -> str:
    return address.rpartition("@")[2]
