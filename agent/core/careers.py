"""Dated evidence of one person → where they worked when (facts: nlp §4.7).

Claims are never edited, only outvoted: those that name one organisation make one employment, from
the first day it was seen to the last. A job ends where another one is *established* after it was
last seen: by two messages, by a new address, by an explicit position on a card, or by their own
words; or where they, or a machine at their address, say that they left. A dead address ends a job
only beside another one. A signature outranks the address's domain; what contradicts is kept, at a
lower tier. The owner's word pins what was known by then; a job that appears afterwards is news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from narrowcast.agent.core.firms import UNKNOWN, Firms
from narrowcast.agent.core.model import (
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Departure,
    Employment,
    Evidence,
    Held,
    Sighting,
    Time,
)
from narrowcast.agent.core.own_titles import own_title
from narrowcast.agent.core.stints import (
    GRACE_DAYS,
    RANK,
    Stint,
    before,
    is_work,
    organization,
    stints_of,
)
from narrowcast.agent.core.ties import DAY
from narrowcast.nlp.employers import may_be_one_employer
from narrowcast.nlp.organisations import employer_of_domain, registrable_domain

MAX_EVIDENCE = 5  # the first sighting and the latest ones
_TIERS = (Confidence.SUGGESTION, Confidence.LIKELY, Confidence.CONFIRMED)


def history(
    claims: Iterable[DatedClaim], as_of: Time, *, firms: Firms = UNKNOWN
) -> tuple[Employment, ...]:
    """Employments known from claims seen strictly before *as_of*, current and surest first.

    *firms* names organisations as the whole mailbox knows them.
    """
    return employments(stints_of(claims, as_of, firms), as_of)


def employments(stints: Sequence[Stint], as_of: Time) -> tuple[Employment, ...]:
    """The jobs that dealt claims make, current and surest first."""
    return tuple(employment(stint, stints, as_of) for stint in _ordered(stints, as_of))


def loose_titles(claims: Iterable[DatedClaim], as_of: Time) -> tuple[str, ...]:
    """Titles of a person whose employer nothing tells, latest first; () where one is known."""
    seen = before(claims, as_of)
    if any(claim.kind is ClaimKind.EMPLOYER for claim in seen):
        return ()
    held = _held([claim for claim in seen if claim.kind is ClaimKind.TITLE], own_title)
    return tuple(one.name for one in held)


# ---------------------------------------------------------------- what ends a job


def is_current(stint: Stint, stints: Sequence[Stint], as_of: Time) -> bool:
    """Whether the person works there still, as far as anything tells."""
    ended = _ended_on(stint)
    if stint.past or (ended is not None and ended <= _day(as_of)):
        return False
    if stint.established is None or is_pinned_away(stint, stints) or _has_left(stint):
        return False
    return not any(closes(other, stint, stints) for other in stints if other is not stint)


def closes(later: Stint, stint: Stint, stints: Sequence[Stint]) -> bool:
    """Whether *later* is where they went: it began after *stint* was last seen, or outlived it."""
    if later.past or later.established is None or is_pinned_away(later, stints):
        return False
    if all(claim.ended_on for claim in later.claims):
        return False  # told of as something past
    if later.first > _last(stint, later) or _announced_from(later, stint):
        return True
    return stint.left is not None and later.last >= stint.left.seen_at


def _announced_from(later: Stint, stint: Stint) -> bool:
    """Whether they told of the new job while at the old one, where they did not stay for long."""
    grace = GRACE_DAYS[Departure.ANNOUNCED] * DAY
    return any(
        claim.source is ClaimSource.OWN_WORDS and stint.first < claim.seen_at >= stint.last - grace
        for claim in later.claims
    )


def _last(stint: Stint, later: Stint) -> Time:
    """When *stint* was last seen; its domain alone prolongs nothing where its people sign anew."""
    signed = [c.address for c in later.claims if c.source is ClaimSource.SIGNATURE]
    written = {c.address for c in stint.claims if c.source is ClaimSource.DOMAIN}
    return stint.said if stint.best < len(RANK) - 1 and written & {*signed} else stint.last


def _has_left(stint: Stint) -> bool:
    """Whether they said so, or a machine at their address; a bounce alone is a mailbox down."""
    if stint.left is None or stint.pinned > stint.left.seen_at:
        return False
    return stint.left.value != Departure.BOUNCED


def is_pinned_away(stint: Stint, stints: Sequence[Stint]) -> bool:
    """Whether the owner named another employer after this one had been seen."""
    pinned = max(stints, key=lambda one: one.pinned)
    return pinned is not stint and stint.first <= pinned.pinned > stint.pinned


# ---------------------------------------------------------------- stints → employments


def _ordered(stints: Sequence[Stint], as_of: Time) -> list[Stint]:
    def order(stint: Stint) -> tuple[bool, bool, bool, int, Time, str]:
        return (
            not is_current(stint, stints, as_of),
            stint.best != 0,
            stint.best == len(RANK) - 1,
            -_TIERS.index(_confidence(stint, stints, as_of)),
            Time(-stint.last),
            stint.names[0],
        )

    return sorted(stints, key=order)


def employment(stint: Stint, stints: Sequence[Stint], as_of: Time) -> Employment:
    """One of the jobs that dealt claims make."""
    roles = _held(stint.titles, own_title)
    sightings = _sightings(stint)
    return Employment(
        organization=_display(stint),
        domain=_domain(stint),
        titles=tuple(role.name for role in roles),
        roles=roles,
        departments=_held(stint.departments, lambda name: " ".join(name.split())),
        first_seen=stint.first,
        last_seen=stint.last,
        started_on=_started_on(stint),
        ended_on=_ended_on(stint),
        current=is_current(stint, stints, as_of),
        left=Departure(stint.left.value) if stint.left else None,
        confidence=_confidence(stint, stints, as_of),
        sources=tuple(s for s in RANK if any(c.source is s for c in stint.claims)),
        evidence=tuple(one.evidence for one in sightings),
        sightings=sightings,
    )


def _confidence(stint: Stint, stints: Sequence[Stint], as_of: Time) -> Confidence:
    """The best claim's tier; a second kind of source lifts a suggestion, a contradiction lowers."""
    sources = {claim.source for claim in stint.claims}
    if ClaimSource.OWNER in sources:
        return Confidence.CONFIRMED
    if stint.established is None or _is_outranked(stint, stints, as_of):
        return Confidence.SUGGESTION
    best = max((claim.confidence for claim in stint.claims), key=_TIERS.index)
    if stint.left is not None and not _has_left(stint) and is_current(stint, stints, as_of):
        return Confidence.SUGGESTION  # their address is dead, and nothing tells where they are
    return Confidence.LIKELY if best is Confidence.SUGGESTION and len(sources) > 1 else best


def _is_outranked(stint: Stint, stints: Sequence[Stint], as_of: Time) -> bool:
    """Whether only a domain speaks for it while the person signs for another, still."""
    return stint.best == len(RANK) - 1 and any(
        other.best < stint.best and is_current(other, stints, as_of) for other in stints
    )


def _display(stint: Stint) -> str:
    """The spelling most used by the surest source; ties: the latest, then the alphabet."""
    surest = [c for c in stint.claims if RANK.index(c.source) == stint.best]
    if surest[0].source is ClaimSource.DOMAIN:
        return stint.names[0]
    spelt = [(organization(claim, UNKNOWN)[0], claim.seen_at) for claim in surest]
    counts = Counter(name for name, _ in spelt)
    latest = max(spelt, key=lambda one: (counts[one[0]], one[1], one[0]))
    return latest[0]


def _domain(stint: Stint) -> str:
    """The registrable domain most claims were written from; '' where all were free mail."""
    domains = Counter(
        registrable_domain(claim.address) for claim in stint.claims if is_work(claim.address)
    )
    name = stint.names[0]
    own = {d: n for d, n in domains.items() if may_be_one_employer(employer_of_domain(d), name)}
    return min(own or domains, key=lambda d: (-domains[d], d), default="")


def _held(claims: Sequence[DatedClaim], reading: Callable[[str], str]) -> tuple[Held, ...]:
    """Values with their days, the owner's correction first, then the latest."""
    found: dict[str, Held] = {}
    for claim in sorted(
        claims,
        key=lambda c: (c.source is ClaimSource.OWNER, c.seen_at, -RANK.index(c.source), c.value),
        reverse=True,
    ):
        if name := reading(claim.value):
            held = found.setdefault(name.casefold(), Held(name, claim.seen_at, claim.seen_at))
            first = min(held.first_seen, claim.seen_at)
            last = max(held.last_seen, claim.seen_at)
            found[name.casefold()] = Held(held.name, first, last)
    return tuple(found.values())


def _started_on(stint: Stint) -> date | None:
    """The first day that the surest and latest source states."""
    stated = [
        (RANK.index(claim.source), -claim.seen_at, claim.started_on)
        for claim in stint.claims
        if claim.started_on is not None
    ]
    return min(stated)[2] if stated else None


def _ended_on(stint: Stint) -> date | None:
    """The last day that the surest and latest source states; None where that source has them there
    still, under another title, or where one as sure saw them there long after: they came back.
    """
    stated = [
        (-RANK.index(claim.source), claim.seen_at, claim.ended_on)
        for claim in stint.claims
        if claim.ended_on is not None
    ]
    if not stated:
        return None
    rank, told, ended = max(stated)
    belied = any(
        -RANK.index(claim.source) >= rank and _is_back(claim, told, ended)
        for claim in stint.claims
        if claim.ended_on is None
    )
    return None if belied else ended


def _is_back(claim: DatedClaim, told: Time, ended: date) -> bool:
    """Whether *claim* has them there after the last day that was *told*, or at the same time."""
    if organization(claim, UNKNOWN)[1] or claim.seen_at < told:
        return False
    late = (_day(claim.seen_at) - ended).days > GRACE_DAYS[Departure.ANNOUNCED]
    return late or claim.source in (ClaimSource.OWNER, ClaimSource.CARD, ClaimSource.LINKEDIN)


def _sightings(stint: Stint) -> tuple[Sighting, ...]:
    """The first of what shows it, and the latest; what says that they left is always among them."""
    shown: dict[Evidence, list[DatedClaim]] = {}
    for claim in stint.claims:
        if claim.evidence is not None:
            shown.setdefault(claim.evidence, []).append(claim)
    beside = (*stint.titles, *stint.departments)
    for claim in beside:
        if claim.evidence in shown:
            shown[claim.evidence].append(claim)
    found = [_sighting(evidence, claims) for evidence, claims in shown.items()]
    if len(found) > MAX_EVIDENCE:
        found = [found[0], *found[1 - MAX_EVIDENCE :]]
    if stint.left is not None and stint.left.evidence is not None:
        found.append(_sighting(stint.left.evidence, [stint.left]))
    return tuple(found)


def _sighting(evidence: Evidence, claims: Sequence[DatedClaim]) -> Sighting:
    named = [claim for claim in claims if claim.source is not ClaimSource.DOMAIN]
    of_kind = sorted(named or claims, key=lambda claim: _SAID.index(claim.kind))
    return Sighting(
        seen_at=min(claim.seen_at for claim in claims),
        sources=tuple(s for s in RANK if any(claim.source is s for claim in claims)),
        said=tuple(dict.fromkeys(" ".join(claim.value.split()) for claim in of_kind)),
        evidence=evidence,
        listed=all(claim.listed for claim in claims),
    )


_SAID = (ClaimKind.TITLE, ClaimKind.DEPARTMENT, ClaimKind.EMPLOYER, ClaimKind.DEPARTURE)


def _day(time: Time) -> date:
    return datetime.fromtimestamp(time, UTC).date()
