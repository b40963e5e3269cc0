"""Dated evidence of one person → where they worked when (facts: nlp §4.7).

Claims are never edited, only outvoted: those that name one organisation make one employment, from
the first day it was seen to the last. A job ends only where another one is *established* after it
was last seen: by two messages, by a new address, or by an explicit position on a card. A signature
outranks the address's domain; what contradicts is kept, at a lower tier. The owner's word pins what
was known by then; a job that appears afterwards is news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from narrowcast.agent.core.model import (
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Employment,
    Evidence,
    Time,
)
from narrowcast.agent.core.stints import (
    FORMER,
    RANK,
    Stint,
    before,
    is_work,
    organization,
    stints_of,
)
from narrowcast.nlp.organisations import (
    employer_of_domain,
    registrable_domain,
    same_employer,
)

MAX_EVIDENCE = 5  # the first sighting and the latest ones
_TIERS = (Confidence.SUGGESTION, Confidence.LIKELY, Confidence.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of employer, at the moment the evidence sufficed."""

    at: Time
    before: Employment
    after: Employment
    evidence: tuple[Evidence, ...]


def history(
    claims: Iterable[DatedClaim], as_of: Time, *, labels: Mapping[str, str] | None = None
) -> tuple[Employment, ...]:
    """Employments known from claims seen strictly before *as_of*, current and surest first.

    *labels* names organisations by registrable domain where the mailbox knows better than the
    domain's spelling (what most people of that domain sign with).
    """
    stints = stints_of(claims, as_of, labels or {})
    return tuple(_employment(stint, stints, as_of) for stint in _ordered(stints, as_of))


def moves(
    claims: Iterable[DatedClaim],
    since: Time,
    as_of: Time,
    *,
    labels: Mapping[str, str] | None = None,
) -> tuple[Move, ...]:
    """Changes of employer established in [*since*, *as_of*), earliest first."""
    stints = stints_of(claims, as_of, labels or {})
    found: list[Move] = []
    for after in stints:
        at = after.established
        previous = _predecessor(after, stints)
        if at is None or previous is None or at < since:
            continue
        if not _is_pinned_away(after, stints):
            new = _employment(after, stints, as_of)
            old = _employment(previous, stints, as_of)
            found.append(Move(at=at, before=old, after=new, evidence=new.evidence))
    return tuple(sorted(found, key=lambda move: (move.at, move.after.organization)))


def loose_titles(claims: Iterable[DatedClaim], as_of: Time) -> tuple[str, ...]:
    """Titles of a person whose employer nothing tells, latest first; () where one is known."""
    seen = before(claims, as_of)
    if any(claim.kind is ClaimKind.EMPLOYER for claim in seen):
        return ()
    return _titles([claim for claim in seen if claim.kind is ClaimKind.TITLE])


# ---------------------------------------------------------------- stints → employments


def _is_current(stint: Stint, stints: Sequence[Stint], as_of: Time) -> bool:
    ended = _explicit_day(stint, lambda claim: claim.ended_on)
    if stint.past or (ended is not None and ended <= _day(as_of)):
        return False
    if stint.established is None or _is_pinned_away(stint, stints):
        return False
    return not any(_closes(other, stint, stints) for other in stints)


def _closes(later: Stint, stint: Stint, stints: Sequence[Stint]) -> bool:
    """Whether *later* began after *stint* was last seen, and surely did."""
    if later.past or later.first <= stint.last or _is_pinned_away(later, stints):
        return False
    return later.established is not None


def _is_pinned_away(stint: Stint, stints: Sequence[Stint]) -> bool:
    """Whether the owner named another employer after this one had been seen."""
    pinned = max(stints, key=lambda one: one.pinned)
    return pinned is not stint and stint.first <= pinned.pinned > stint.pinned


def _predecessor(after: Stint, stints: Sequence[Stint]) -> Stint | None:
    """The last job that *after* ended."""
    closed = [s for s in stints if s is not after and _closes(after, s, stints) and not s.past]
    return max(closed, key=lambda s: (s.last, s.order), default=None)


def _ordered(stints: Sequence[Stint], as_of: Time) -> list[Stint]:
    def order(stint: Stint) -> tuple[bool, bool, bool, int, Time, str]:
        return (
            not _is_current(stint, stints, as_of),
            stint.best != 0,
            stint.best == len(RANK) - 1,
            -_TIERS.index(_confidence(stint, stints, as_of)),
            Time(-stint.last),
            stint.names[0],
        )

    return sorted(stints, key=order)


def _employment(stint: Stint, stints: Sequence[Stint], as_of: Time) -> Employment:
    return Employment(
        organization=_display(stint),
        domain=_domain(stint),
        titles=_titles(stint.titles),
        first_seen=stint.first,
        last_seen=stint.last,
        started_on=_explicit_day(stint, lambda claim: claim.started_on),
        ended_on=_explicit_day(stint, lambda claim: claim.ended_on),
        current=_is_current(stint, stints, as_of),
        confidence=_confidence(stint, stints, as_of),
        sources=tuple(s for s in RANK if any(c.source is s for c in stint.claims)),
        evidence=_evidence(stint.claims),
    )


def _confidence(stint: Stint, stints: Sequence[Stint], as_of: Time) -> Confidence:
    """The best claim's tier; a second kind of source lifts a suggestion, a contradiction lowers."""
    sources = {claim.source for claim in stint.claims}
    if ClaimSource.OWNER in sources:
        return Confidence.CONFIRMED
    if stint.established is None or _is_outranked(stint, stints, as_of):
        return Confidence.SUGGESTION
    best = max((claim.confidence for claim in stint.claims), key=_TIERS.index)
    return Confidence.LIKELY if best is Confidence.SUGGESTION and len(sources) > 1 else best


def _is_outranked(stint: Stint, stints: Sequence[Stint], as_of: Time) -> bool:
    """Whether only a domain speaks for it while the person signs for another, still."""
    return stint.best == len(RANK) - 1 and any(
        other.best < stint.best and _is_current(other, stints, as_of) for other in stints
    )


def _display(stint: Stint) -> str:
    """The spelling most used by the surest source; ties: the latest, then the alphabet."""
    surest = [c for c in stint.claims if RANK.index(c.source) == stint.best]
    if surest[0].source is ClaimSource.DOMAIN:
        return stint.names[0]
    spelt = [(organization(claim, {})[0], claim.seen_at) for claim in surest]
    counts = Counter(name for name, _ in spelt)
    latest = max(spelt, key=lambda one: (counts[one[0]], one[1], one[0]))
    return latest[0]


def _domain(stint: Stint) -> str:
    """The registrable domain most claims were written from; '' where all were free mail."""
    domains = Counter(
        registrable_domain(claim.address) for claim in stint.claims if is_work(claim.address)
    )
    own = {d: n for d, n in domains.items() if same_employer(employer_of_domain(d), stint.names[0])}
    return min(own or domains, key=lambda d: (-domains[d], d), default="")


def _titles(claims: Sequence[DatedClaim]) -> tuple[str, ...]:
    """Own titles, the owner's correction first, then the latest."""
    found: dict[str, str] = {}
    for claim in sorted(
        claims,
        key=lambda c: (c.source is ClaimSource.OWNER, c.seen_at, -RANK.index(c.source), c.value),
        reverse=True,
    ):
        title = _own_title(claim.value)
        if title:
            found.setdefault(title.casefold(), title)
    return tuple(found.values())


_FORMER_END = re.compile(
    r"[\s,(\[]+(?:former|retired|emerit\w+|a\.\s?d\.|i\.\s?r\.|ret\.|ehemalig\w*)[)\]]*\s*$",
    re.IGNORECASE,
)
_ASSISTANT = re.compile(r"(.*\bassistant\b.*?)\s+to\s.+", re.IGNORECASE)


def _own_title(value: str) -> str:
    """'' for a former title; `Assistant to the CEO` is an assistant's."""
    title = " ".join(value.split())
    if FORMER.match(title) or _FORMER_END.search(title):
        return ""
    assistant = _ASSISTANT.match(title)
    return assistant[1] if assistant else title


def _explicit_day(stint: Stint, day: Callable[[DatedClaim], date | None]) -> date | None:
    """The day the surest and latest source states."""
    stated = [(RANK.index(c.source), -c.seen_at, day(c)) for c in stint.claims]
    return min(((r, t, d) for r, t, d in stated if d is not None), default=(0, 0, None))[2]


def _evidence(claims: Sequence[DatedClaim]) -> tuple[Evidence, ...]:
    ids = tuple(dict.fromkeys(claim.evidence for claim in claims if claim.evidence))
    return ids if len(ids) <= MAX_EVIDENCE else (ids[0], *ids[1 - MAX_EVIDENCE :])


def _day(time: Time) -> date:
    return datetime.fromtimestamp(time, UTC).date()
