"""Claims of one person, dealt to the organisations they name; `careers` reads jobs from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from narrowcast.agent.core.model import AddressKey, ClaimKind, ClaimSource, DatedClaim, Time
from narrowcast.nlp.organisations import (
    employer_of_domain,
    is_free_mail,
    registrable_domain,
    same_employer,
)

RANK = (
    ClaimSource.OWNER,
    ClaimSource.SIGNATURE,
    ClaimSource.CARD,
    ClaimSource.LINKEDIN,
    ClaimSource.OWN_WORDS,
    ClaimSource.CALENDAR,
    ClaimSource.MAIL_SYSTEM,
    ClaimSource.DOMAIN,
)
"""Sources, surest first."""
_EXPLICIT = frozenset({ClaimSource.OWNER, ClaimSource.CARD, ClaimSource.LINKEDIN})
NEVER = Time(-(2**62))


@dataclass(slots=True)
class Stint:
    """One organisation's claims, and what is read from all of them once they are dealt."""

    claims: list[DatedClaim] = field(default_factory=list[DatedClaim])
    titles: list[DatedClaim] = field(default_factory=list[DatedClaim])
    names: list[str] = field(default_factory=list[str])
    """As claimed, surest source first."""
    past: bool = True
    """Every claim calls it former."""
    first: Time = NEVER
    last: Time = NEVER
    best: int = 0
    """Rank of the surest source, 0 best."""
    pinned: Time = NEVER
    """When the owner last said that the person works there."""
    established: Time | None = None
    """When the evidence sufficed to say that the person works there."""

    @property
    def order(self) -> tuple[Time, int, str]:
        return self.first, self.best, self.names[0]

    def add(self, claim: DatedClaim, *, is_past: bool) -> None:
        rank = RANK.index(claim.source)
        self.best = min(rank, self.best) if self.claims else rank
        self.first = self.claims[0].seen_at if self.claims else claim.seen_at
        self.last = max(self.last, claim.seen_at)
        self.past = self.past and is_past
        if claim.source is ClaimSource.OWNER and not claim.ended_on:
            self.pinned = max(self.pinned, claim.seen_at)
        self.claims.append(claim)


def stints_of(claims: Iterable[DatedClaim], as_of: Time, labels: Mapping[str, str]) -> list[Stint]:
    """One stint per organisation, earliest first."""
    seen = before(claims, as_of)
    named = [
        (claim, *organization(claim, labels)) for claim in seen if claim.kind is ClaimKind.EMPLOYER
    ]
    rank: dict[str, int] = {}
    for claim, name, _ in named:
        rank[name] = min(RANK.index(claim.source), rank.get(name, len(RANK)))
    stints: list[Stint] = []
    of: dict[str, Stint] = {}
    for name in sorted(filter(None, rank), key=lambda n: (rank[n], n.casefold(), n)):
        of[name] = _stint_of(name, stints)
        of[name].names.append(name)
    for claim, name, is_past in named:
        if name:
            of[name].add(claim, is_past=is_past)
    stints.sort(key=lambda stint: stint.order)
    for stint in stints:
        stint.established = _established(stint, stints)
    _deal_titles(seen, stints)
    return stints


def before(claims: Iterable[DatedClaim], as_of: Time) -> list[DatedClaim]:
    """Each claim seen before *as_of* once, in an order of its own."""
    seen = {claim for claim in claims if claim.seen_at < as_of}
    return sorted(seen, key=_claim_order)


def _claim_order(claim: DatedClaim) -> tuple[int | str, ...]:
    """A place of its own for each claim, so that the order of arrival cannot matter."""
    return (
        claim.seen_at,
        RANK.index(claim.source),
        claim.kind,
        claim.value,
        claim.address,
        claim.confidence,
        claim.group,
        claim.evidence.id if claim.evidence else "",
        str(claim.started_on),
        str(claim.ended_on),
    )


FORMER = re.compile(
    r"(?:ex[-\s]+|former(?:ly)?\b|retired\b|ehemal\w+|vormals\b|früher\w*\b|anciens?\b|ancienne\b|"
    r"antigu[oa]\b|anteriormente\b|già\b|voormalig\w*|tidigare\b|tidligere\b|były\b|była\b)[\s:,]*"
    r"(?:with\b|at\b|of\b|bei\b|chez\b|en\b)?\s*",
    re.IGNORECASE,
)


def organization(claim: DatedClaim, labels: Mapping[str, str]) -> tuple[str, bool]:
    """The organisation a claim names ('' for none), and whether it is called a former one."""
    value = " ".join(claim.value.split())
    if claim.source is ClaimSource.DOMAIN and "." in value and " " not in value:
        domain = registrable_domain(value)
        return (
            "" if is_free_mail(domain) else labels.get(domain) or employer_of_domain(domain)
        ), False
    former = FORMER.match(value)
    if former and former.end() < len(value):
        return value[former.end() :], True
    return value, False


def _stint_of(name: str, stints: list[Stint]) -> Stint:
    for stint in stints:
        if any(same_employer(name, other) for other in stint.names):
            return stint
    stints.append(Stint())
    return stints[-1]


def _deal_titles(seen: Iterable[DatedClaim], stints: Sequence[Stint]) -> None:
    """Give each title to the employer of its own block, else of its address, nearest in time."""
    of_group = {c.group: stint for stint in stints for c in stint.claims if c.group}
    there: dict[AddressKey, list[Stint]] = defaultdict(list)
    for stint in stints:
        for address in {claim.address for claim in stint.claims}:
            there[address].append(stint)
    for title in seen:
        if title.kind is not ClaimKind.TITLE:
            continue
        found = of_group.get(title.group)
        if found is None and title.source is ClaimSource.OWNER:
            found = max(stints, key=lambda stint: stint.pinned, default=None)
        if found is None:
            found = min(there[title.address], key=partial(_distance, title.seen_at), default=None)
        if found is not None:
            found.titles.append(title)
    for stint in stints:
        stint.last = max([stint.last, *(title.seen_at for title in stint.titles)])


def _distance(time: Time, stint: Stint) -> tuple[int, tuple[Time, int, str]]:
    return max(stint.first - time, time - stint.last, 0), stint.order


def _established(stint: Stint, stints: Sequence[Stint]) -> Time | None:
    """When the evidence sufficed to say that the person works there; the first job needs none."""
    times = [claim.seen_at for claim in stint.claims if claim.source in _EXPLICIT]
    if stint is stints[0]:
        times.append(stint.first)
    others = {
        c.address for s in stints if s is not stint for c in s.claims if c.seen_at < stint.first
    }
    times += [c.seen_at for c in stint.claims if c.address not in others and is_work(c.address)]
    messages = sorted({(c.seen_at, c.evidence.id if c.evidence else "") for c in stint.claims})
    times += [messages[1][0]] if len(messages) > 1 else []
    return min(times, default=None)


def is_work(address: AddressKey) -> bool:
    """Whether an organisation stands behind the address: it is not free mail."""
    return "@" in address and not is_free_mail(address)
