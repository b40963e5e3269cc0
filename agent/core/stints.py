"""Claims of one person, dealt to the organisations they name; `careers` reads jobs from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Departure,
    Time,
)
from narrowcast.agent.core.own_titles import present_firm
from narrowcast.agent.core.ties import DAY
from narrowcast.nlp.organisations import is_free_mail

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
NEVER = Time(-(2**62))
GRACE_DAYS = {
    Departure.ANNOUNCED: 60,  # who says goodbye may write for some weeks more
    Departure.ANSWERED: 3,
    Departure.BOUNCED: 0,
}
"""Who writes from there later than that has not left."""
_EXPLICIT = frozenset(
    {ClaimSource.OWNER, ClaimSource.CARD, ClaimSource.LINKEDIN, ClaimSource.OWN_WORDS}
)


@dataclass(slots=True)
class Stint:
    """One organisation's claims, and what is read from all of them once they are dealt."""

    claims: list[DatedClaim] = field(default_factory=list[DatedClaim])
    titles: list[DatedClaim] = field(default_factory=list[DatedClaim])
    departments: list[DatedClaim] = field(default_factory=list[DatedClaim])
    departures: list[DatedClaim] = field(default_factory=list[DatedClaim])
    names: list[str] = field(default_factory=list[str])
    """As claimed, surest source first."""
    past: bool = True
    """Every claim calls it former."""
    first: Time = NEVER
    last: Time = NEVER
    said: Time = NEVER
    """When anything but a domain last named it."""
    best: int = 0
    """Rank of the surest source, 0 best."""
    pinned: Time = NEVER
    """When the owner last said that the person works there."""
    established: Time | None = None
    """When the evidence sufficed to say that the person works there."""
    left: DatedClaim | None = None
    """What says that they left, and was not belied since."""

    @property
    def order(self) -> tuple[Time, int, str]:
        return self.first, self.best, self.names[0]

    def add(self, claim: DatedClaim, *, is_past: bool) -> None:
        rank = RANK.index(claim.source)
        self.best = min(rank, self.best) if self.claims else rank
        self.past = self.past and is_past
        if claim.source is ClaimSource.OWNER and not claim.ended_on:
            self.pinned = max(self.pinned, claim.seen_at)
        self.claims.append(claim)

    def date(self) -> None:
        """Work out its days; those of a list count where there are no others."""
        dated = self.dated
        self.first, self.last = dated[0].seen_at, dated[-1].seen_at
        said = [c.seen_at for c in dated if c.source is not ClaimSource.DOMAIN]
        self.said = max(said, default=NEVER)

    @property
    def dated(self) -> list[DatedClaim]:
        """The claims whose days are the job's."""
        return [claim for claim in self.claims if not claim.listed] or self.claims


def stints_of(claims: Iterable[DatedClaim], as_of: Time, firms: Firms) -> list[Stint]:
    """One stint per organisation, earliest first."""
    seen = before(claims, as_of)
    stints = _named(seen, firms)
    _deal_fields(seen, stints)
    for stint in stints:
        stint.established = established(stint, stints)
    _deal_departures(seen, stints, firms)
    return stints


def _named(seen: Sequence[DatedClaim], firms: Firms) -> list[Stint]:
    named = [
        (claim, *organization(claim, firms)) for claim in seen if claim.kind is ClaimKind.EMPLOYER
    ]
    rank: dict[str, int] = {}
    for claim, name, _ in named:
        rank[name] = min(RANK.index(claim.source), rank.get(name, len(RANK)))
    stints: list[Stint] = []
    of: dict[str, Stint] = {}
    for name in sorted(filter(None, rank), key=lambda n: (rank[n], n.casefold(), n)):
        of[name] = _stint_of(name, stints, firms)
        of[name].names.append(name)
    for claim, name, is_past in named:
        if name:
            of[name].add(claim, is_past=is_past)
    for stint in stints:
        stint.date()
    return sorted(stints, key=lambda stint: stint.order)


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
        claim.listed,
    )


def organization(claim: DatedClaim, firms: Firms) -> tuple[str, bool]:
    """The organisation a claim names ('' for none), and whether it is called a former one."""
    value = " ".join(claim.value.split())
    if claim.source is ClaimSource.DOMAIN and "." in value and " " not in value:
        return firms.label(value), False
    return present_firm(value)


def _stint_of(name: str, stints: list[Stint], firms: Firms) -> Stint:
    for stint in stints:
        if any(firms.same(name, other) for other in stint.names):
            return stint
    stints.append(Stint())
    return stints[-1]


# ---------------------------------------------------------------- titles, departments


def _deal_fields(seen: Iterable[DatedClaim], stints: Sequence[Stint]) -> None:
    """Give each title and department to the employer of its own block, else of its address."""
    of_group = {c.group: stint for stint in stints for c in stint.claims if c.group}
    there = _by_address(stints)
    for claim in seen:
        if claim.kind not in (ClaimKind.TITLE, ClaimKind.DEPARTMENT):
            continue
        found = of_group.get(claim.group) or _nearest(claim, stints, there)
        if found is not None:
            held = found.titles if claim.kind is ClaimKind.TITLE else found.departments
            held.append(claim)
    for stint in stints:
        beside = (*stint.titles, *stint.departments)
        dealt = [claim.seen_at for claim in beside if not claim.listed]
        stint.last = max([stint.last, *dealt])
        stint.said = max([stint.said, *dealt])


def _by_address(stints: Iterable[Stint]) -> dict[AddressKey, list[Stint]]:
    there: dict[AddressKey, list[Stint]] = defaultdict(list)
    for stint in stints:
        for address in {claim.address for claim in stint.claims}:
            there[address].append(stint)
    return there


def _nearest(
    claim: DatedClaim, stints: Sequence[Stint], there: dict[AddressKey, list[Stint]]
) -> Stint | None:
    """The owner speaks of the job they named last, else everybody of the one at that time."""
    if claim.source is ClaimSource.OWNER:
        pinned = max(stints, key=lambda stint: stint.pinned, default=None)
        if pinned is not None and pinned.pinned > NEVER:
            return pinned
    near = there[claim.address] or (stints if claim.source is ClaimSource.OWNER else ())
    return min(near, key=partial(_distance, claim.seen_at), default=None)


def _distance(time: Time, stint: Stint) -> tuple[int, tuple[Time, int, str]]:
    return max(stint.first - time, time - stint.last, 0), stint.order


# ---------------------------------------------------------------- beginning and end


def established(stint: Stint, stints: Sequence[Stint]) -> Time | None:
    """When the evidence sufficed to say that the person works there; the first job needs none.

    A suggestion establishes nothing, however often it comes: a block that is misread once is
    misread every time, and a card found by its name may be a namesake's.
    """
    sure = [claim for claim in stint.dated if claim.confidence is not Confidence.SUGGESTION]
    times = [claim.seen_at for claim in sure if claim.source in _EXPLICIT]
    if stint is stints[0]:
        times.append(stint.first)
    times += [claim.seen_at for claim in sure if is_new_address(claim, stint, stints)]
    messages = sorted({(c.seen_at, c.evidence.id if c.evidence else "") for c in sure})
    times += [messages[1][0]] if len(messages) > 1 else []
    return min(times, default=None)


def is_new_address(claim: DatedClaim, stint: Stint, stints: Sequence[Stint]) -> bool:
    """Whether *claim* came from a work address that no other job was seen at before."""
    return is_work(claim.address) and not any(
        other.address == claim.address and other.seen_at < stint.first
        for one in stints
        if one is not stint
        for other in one.claims
    )


def is_work(address: AddressKey) -> bool:
    """Whether an organisation stands behind the address: it is not free mail."""
    return "@" in address and not is_free_mail(address)


def _deal_departures(seen: Iterable[DatedClaim], stints: Sequence[Stint], firms: Firms) -> None:
    """Give each departure to the job behind its address; who writes on for long has not left."""
    there = _by_address(stints)
    for claim in seen:
        if claim.kind is ClaimKind.DEPARTURE:
            known = [one for one in there[claim.address] if one.first <= claim.seen_at]
            label = firms.label(claim.address)
            own = [one for one in known if any(firms.same(label, name) for name in one.names)]
            left = max(own or known, key=lambda one: (one.said, one.order), default=None)
            if left is not None:
                left.departures.append(claim)
    for stint in stints:
        stint.left = next((c for c in reversed(stint.departures) if _holds(c, stint)), None)


def _holds(departure: DatedClaim, stint: Stint) -> bool:
    return stint.last <= departure.seen_at + GRACE_DAYS[Departure(departure.value)] * DAY
