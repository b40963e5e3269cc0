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
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial

from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Employment,
    Evidence,
    Time,
)
from narrowcast.nlp.organisations import (
    employer_of_domain,
    is_free_mail,
    registrable_domain,
    same_employer,
)

MAX_EVIDENCE = 5  # the first sighting and the latest ones
_RANK = (
    ClaimSource.OWNER,
    ClaimSource.SIGNATURE,
    ClaimSource.CARD,
    ClaimSource.LINKEDIN,
    ClaimSource.CALENDAR,
    ClaimSource.DOMAIN,
)
_EXPLICIT = frozenset({ClaimSource.OWNER, ClaimSource.CARD, ClaimSource.LINKEDIN})
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
    stints = _stints(claims, as_of, labels or {})
    return tuple(_employment(stint, stints, as_of) for stint in _ordered(stints, as_of))


def moves(
    claims: Iterable[DatedClaim],
    since: Time,
    as_of: Time,
    *,
    labels: Mapping[str, str] | None = None,
) -> tuple[Move, ...]:
    """Changes of employer established in [*since*, *as_of*), earliest first."""
    stints = _stints(claims, as_of, labels or {})
    found: list[Move] = []
    for after in stints:
        at = _established(after, stints)
        before = _predecessor(after, stints)
        if (
            at is not None
            and before is not None
            and since <= at
            and not _is_pinned_away(after, stints)
        ):
            new = _employment(after, stints, as_of)
            old = _employment(before, stints, as_of)
            found.append(Move(at=at, before=old, after=new, evidence=new.evidence))
    return tuple(sorted(found, key=lambda move: (move.at, move.after.organization)))


def loose_titles(claims: Iterable[DatedClaim], as_of: Time) -> tuple[str, ...]:
    """Titles of a person whose employer nothing tells, latest first; () where one is known."""
    seen = _before(claims, as_of)
    if any(claim.kind is ClaimKind.EMPLOYER for claim in seen):
        return ()
    return _titles([claim for claim in seen if claim.kind is ClaimKind.TITLE])


# ---------------------------------------------------------------- claims → stints


@dataclass(slots=True)
class _Stint:
    """One organisation's claims."""

    claims: list[DatedClaim] = field(default_factory=list[DatedClaim])
    titles: list[DatedClaim] = field(default_factory=list[DatedClaim])
    names: list[str] = field(default_factory=list[str])
    """As claimed, surest source first."""
    past: bool = False
    """Every claim calls it former."""

    @property
    def first(self) -> Time:
        return self.claims[0].seen_at

    @property
    def last(self) -> Time:
        return max(claim.seen_at for claim in self.claims + self.titles)

    @property
    def best(self) -> int:
        """Rank of the surest source, 0 best."""
        return min(_RANK.index(claim.source) for claim in self.claims)

    @property
    def order(self) -> tuple[Time, int, str]:
        return self.first, self.best, self.names[0]


def _stints(claims: Iterable[DatedClaim], as_of: Time, labels: Mapping[str, str]) -> list[_Stint]:
    """One stint per organisation, earliest first."""
    seen = _before(claims, as_of)
    named = [
        (claim, *_organization(claim, labels)) for claim in seen if claim.kind is ClaimKind.EMPLOYER
    ]
    rank: dict[str, int] = {}
    for claim, name, _ in named:
        rank[name] = min(_RANK.index(claim.source), rank.get(name, len(_RANK)))
    stints: list[_Stint] = []
    of: dict[str, _Stint] = {}
    for name in sorted(filter(None, rank), key=lambda n: (rank[n], n.casefold(), n)):
        of[name] = _stint_of(name, stints)
        of[name].names.append(name)
    for claim, name, _ in named:
        if name:
            of[name].claims.append(claim)
    for stint in stints:
        stint.past = all(is_past for _, name, is_past in named if of.get(name) is stint)
    stints.sort(key=lambda stint: stint.order)
    _deal_titles(seen, stints)
    return stints


def _before(claims: Iterable[DatedClaim], as_of: Time) -> list[DatedClaim]:
    """Each claim seen before *as_of* once, in an order of its own."""
    seen = {claim for claim in claims if claim.seen_at < as_of}
    return sorted(seen, key=lambda c: (c.seen_at, _RANK.index(c.source), c.kind, repr(c)))


_FORMER = re.compile(
    r"(?:ex[-\s]+|former(?:ly)?\b|retired\b|ehemal\w+|vormals\b|früher\w*\b|anciens?\b|ancienne\b|"
    r"antigu[oa]\b|anteriormente\b|già\b|voormalig\w*|tidigare\b|tidligere\b|były\b|była\b)[\s:,]*"
    r"(?:with\b|at\b|of\b|bei\b|chez\b|en\b)?\s*",
    re.IGNORECASE,
)
_FORMER_END = re.compile(
    r"[\s,(\[]+(?:former|retired|emerit\w+|a\.\s?d\.|i\.\s?r\.|ret\.|ehemalig\w*)[)\]]*\s*$",
    re.IGNORECASE,
)
_ASSISTANT = re.compile(r"(.*\bassistant\b.*?)\s+to\s.+", re.IGNORECASE)


def _organization(claim: DatedClaim, labels: Mapping[str, str]) -> tuple[str, bool]:
    """The organisation a claim names ('' for none), and whether it is called a former one."""
    value = " ".join(claim.value.split())
    if claim.source is ClaimSource.DOMAIN and "." in value and " " not in value:
        domain = registrable_domain(value)
        return (
            "" if is_free_mail(domain) else labels.get(domain) or employer_of_domain(domain)
        ), False
    former = _FORMER.match(value)
    if former and former.end() < len(value):
        return value[former.end() :], True
    return value, False


def _stint_of(name: str, stints: list[_Stint]) -> _Stint:
    for stint in stints:
        if any(same_employer(name, other) for other in stint.names):
            return stint
    stints.append(_Stint())
    return stints[-1]


def _deal_titles(seen: Iterable[DatedClaim], stints: Sequence[_Stint]) -> None:
    """Give each title to the employer of its own block, else of its address, nearest in time."""
    of_group = {c.group: stint for stint in stints for c in stint.claims if c.group}
    last = {id(stint): stint.last for stint in stints}
    for title in seen:
        if title.kind is not ClaimKind.TITLE:
            continue
        stint = of_group.get(title.group)
        if stint is None and title.source is ClaimSource.OWNER:
            stint = max(stints, key=partial(_pin_time), default=None)
        if stint is None:
            there = [s for s in stints if any(c.address == title.address for c in s.claims)]
            stint = min(
                there,
                key=lambda s: (
                    max(s.first - title.seen_at, title.seen_at - last[id(s)], 0),
                    s.order,
                ),
                default=None,
            )
        if stint is not None:
            stint.titles.append(title)


# ---------------------------------------------------------------- stints → employments


def _established(stint: _Stint, stints: Sequence[_Stint]) -> Time | None:
    """When the evidence sufficed to say that the person works there; the first job needs none."""
    times = [claim.seen_at for claim in stint.claims if claim.source in _EXPLICIT]
    if stint is stints[0]:
        times.append(stint.first)
    others = {
        c.address for s in stints if s is not stint for c in s.claims if c.seen_at < stint.first
    }
    times += [c.seen_at for c in stint.claims if c.address not in others and _is_work(c.address)]
    messages = sorted({(c.seen_at, c.evidence.id if c.evidence else "") for c in stint.claims})
    times += [messages[1][0]] if len(messages) > 1 else []
    return min(times, default=None)


def _is_work(address: AddressKey) -> bool:
    return "@" in address and not is_free_mail(address)


def _is_current(stint: _Stint, stints: Sequence[_Stint], as_of: Time) -> bool:
    ended = _explicit_day(stint, lambda claim: claim.ended_on)
    if stint.past or (ended is not None and ended <= _day(as_of)):
        return False
    if _established(stint, stints) is None or _is_pinned_away(stint, stints):
        return False
    return not any(_closes(other, stint, stints) for other in stints)


def _closes(later: _Stint, stint: _Stint, stints: Sequence[_Stint]) -> bool:
    """Whether *later* began after *stint* was last seen, and surely did."""
    if later.past or later.first <= stint.last or _is_pinned_away(later, stints):
        return False
    return _established(later, stints) is not None


def _pin_time(stint: _Stint) -> Time:
    """When the owner last said that the person works there; before all time if never."""
    pins = (c.seen_at for c in stint.claims if c.source is ClaimSource.OWNER and not c.ended_on)
    return max(pins, default=Time(-(2**62)))


def _is_pinned_away(stint: _Stint, stints: Sequence[_Stint]) -> bool:
    """Whether the owner named another employer after this one had been seen."""
    pinned = max(stints, key=_pin_time)
    return pinned is not stint and stint.first <= _pin_time(pinned) > _pin_time(stint)


def _predecessor(after: _Stint, stints: Sequence[_Stint]) -> _Stint | None:
    """The last job that *after* ended."""
    closed = [s for s in stints if s is not after and _closes(after, s, stints) and not s.past]
    return max(closed, key=lambda s: (s.last, s.order), default=None)


def _ordered(stints: Sequence[_Stint], as_of: Time) -> list[_Stint]:
    def order(stint: _Stint) -> tuple[bool, bool, bool, int, Time, str]:
        return (
            not _is_current(stint, stints, as_of),
            stint.best != 0,
            stint.best == len(_RANK) - 1,
            -_TIERS.index(_confidence(stint, stints, as_of)),
            Time(-stint.last),
            stint.names[0],
        )

    return sorted(stints, key=order)


def _employment(stint: _Stint, stints: Sequence[_Stint], as_of: Time) -> Employment:
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
        sources=tuple(s for s in _RANK if any(c.source is s for c in stint.claims)),
        evidence=_evidence(stint.claims),
    )


def _confidence(stint: _Stint, stints: Sequence[_Stint], as_of: Time) -> Confidence:
    """The best claim's tier; a second kind of source lifts a suggestion, a contradiction lowers."""
    sources = {claim.source for claim in stint.claims}
    if ClaimSource.OWNER in sources:
        return Confidence.CONFIRMED
    if _established(stint, stints) is None or _is_outranked(stint, stints, as_of):
        return Confidence.SUGGESTION
    best = max((claim.confidence for claim in stint.claims), key=_TIERS.index)
    return Confidence.LIKELY if best is Confidence.SUGGESTION and len(sources) > 1 else best


def _is_outranked(stint: _Stint, stints: Sequence[_Stint], as_of: Time) -> bool:
    """Whether only a domain speaks for it while the person signs for another, still."""
    return stint.best == len(_RANK) - 1 and any(
        other.best < stint.best and _is_current(other, stints, as_of) for other in stints
    )


def _display(stint: _Stint) -> str:
    """The spelling most used by the surest source; ties: the latest, then the alphabet."""
    surest = [c for c in stint.claims if _RANK.index(c.source) == stint.best]
    if surest[0].source is ClaimSource.DOMAIN:
        return stint.names[0]
    spelt = [(_organization(claim, {})[0], claim.seen_at) for claim in surest]
    counts = Counter(name for name, _ in spelt)
    latest = max(spelt, key=lambda one: (counts[one[0]], one[1], one[0]))
    return latest[0]


def _domain(stint: _Stint) -> str:
    """The registrable domain most claims were written from; '' where all were free mail."""
    domains = Counter(
        registrable_domain(claim.address) for claim in stint.claims if _is_work(claim.address)
    )
    own = {d: n for d, n in domains.items() if same_employer(employer_of_domain(d), stint.names[0])}
    return min(own or domains, key=lambda d: (-domains[d], d), default="")


def _titles(claims: Sequence[DatedClaim]) -> tuple[str, ...]:
    """Own titles, the owner's correction first, then the latest."""
    found: dict[str, str] = {}
    for claim in sorted(
        claims,
        key=lambda c: (c.source is ClaimSource.OWNER, c.seen_at, -_RANK.index(c.source), c.value),
        reverse=True,
    ):
        title = _own_title(claim.value)
        if title:
            found.setdefault(title.casefold(), title)
    return tuple(found.values())


def _own_title(value: str) -> str:
    """'' for a former title; `Assistant to the CEO` is an assistant's."""
    title = " ".join(value.split())
    if _FORMER.match(title) or _FORMER_END.search(title):
        return ""
    assistant = _ASSISTANT.match(title)
    return assistant[1] if assistant else title


def _explicit_day(stint: _Stint, day: Callable[[DatedClaim], date | None]) -> date | None:
    """The day the surest and latest source states."""
    stated = [(_RANK.index(c.source), -c.seen_at, day(c)) for c in stint.claims]
    return min(((r, t, d) for r, t, d in stated if d is not None), default=(0, 0, None))[2]


def _evidence(claims: Sequence[DatedClaim]) -> tuple[Evidence, ...]:
    ids = tuple(dict.fromkeys(claim.evidence for claim in claims if claim.evidence))
    return ids if len(ids) <= MAX_EVIDENCE else (ids[0], *ids[1 - MAX_EVIDENCE :])


def _day(time: Time) -> date:
    return datetime.fromtimestamp(time, UTC).date()
