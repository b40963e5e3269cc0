"""What became of asks, and what that teaches of the next one.

How likely somebody agrees is a share told by few asks, so each share leans on a wider one, by as
many imagined asks as `LEANS` (beta-binomial shrinkage: Gelman et al., *Bayesian Data Analysis*, 3rd
ed., §5.3; an empirical-Bayes mean with a fixed weight):

    all    m = (yes + 1) / (asks + 2)                 of everybody else's asks, on Beta(1, 1)
    of c   m_c = (yes_c + LEANS m) / (asks_c + LEANS)      those for the same purpose
    of i   p = (yes_i + LEANS m_c) / (asks_i + LEANS)      those of the introducer
    factor = p / m, within 1/MOST … MOST

The introducer's own asks are left out of the two wider shares, so that nothing counts twice, and
without any ask the factor is 1: the numbers are then those of a program that learns nothing. The
weights are set by hand: nobody's mailbox holds enough asks to fit them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import comb
from statistics import median
from typing import Protocol

from narrowcast.agent.core import beta
from narrowcast.agent.core.asks import EXPIRY, AskEvent
from narrowcast.agent.core.model import AskId, PersonUid, Time

LEANS = 4.0
MOST = 1.5
MASS = 0.8
"""Of the interval of a share."""
DAY = 86_400
_SILENT = int(EXPIRY.total_seconds())


class AskRow(Protocol):
    """What is read of an ask as kept."""

    @property
    def id(self) -> AskId: ...
    @property
    def introducer(self) -> PersonUid: ...


class EventRow(Protocol):
    """What is read of an event as kept."""

    @property
    def ask(self) -> AskId: ...
    @property
    def at(self) -> Time: ...
    @property
    def event(self) -> AskEvent: ...
    @property
    def undone(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One ask that left, as far as its end was known at a moment; None: not so far."""

    ask: AskId
    introducer: PersonUid
    purpose: str
    sent: Time
    agreed: Time | None = None
    """First sign of a yes: they said so, lent their name, or simply introduced."""
    introduced: Time | None = None
    met: Time | None = None
    declined: Time | None = None
    settled: Time | None = None
    """When it was known whether they agreed; silence for three weeks is a no."""

    @property
    def accepted(self) -> bool:
        """Whether they agreed; says nothing before it is settled."""
        return self.agreed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often asks were agreed to; the interval holds the true share in 80 of 100 cases."""

    yes: int
    of: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Days from the letter to the introduction."""

    count: int
    median: float
    shortest: float
    longest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """What happened to asks in a span of time: each count is of asks, not of mails."""

    asked: int
    agreed: int
    introduced: int
    met: int
    declined: int
    acceptance: Share | None
    """Of asks settled in the 30 days before the end; None: there was none."""
    wait: Wait | None
    """Of all introductions so far; None: there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What former asks say of one more."""

    share: Share
    """Of this introducer, for this purpose."""
    factor: float
    """Against everybody else's; 1: nothing was learned."""
    asks: tuple[AskId, ...] = ()
    """The introducer's own, that were settled."""
    yes: int = 0
    """How many of them were agreed to."""
    of_purpose: tuple[int, int] = (0, 0)
    """Agreed to, and settled, of everybody else's asks for this purpose."""


_YES = frozenset(
    {
        AskEvent.AGREED,
        AskEvent.NAME_OFFERED,
        AskEvent.INTRODUCED,
        AskEvent.OWNER_REPLIED,
        AskEvent.MEETING_SET,
        AskEvent.MET,
    }
)
_INTRODUCED = frozenset({AskEvent.INTRODUCED, AskEvent.MEETING_SET, AskEvent.MET})
_NO = frozenset({AskEvent.DECLINED, AskEvent.REFERRED, AskEvent.EXPIRED, AskEvent.COMPLAINED})
"""Whoever names a better introducer has not agreed, and means no harm: no rest follows from it."""
_DECLINED = frozenset({AskEvent.DECLINED, AskEvent.COMPLAINED})
_VOID = frozenset({AskEvent.BOUNCED, AskEvent.WITHDRAWN, AskEvent.FOUND_UNSENT})
"""The ask never came before them, or was taken back: it says nothing of them."""


def outcomes(
    asks: Iterable[AskRow],
    history: Iterable[EventRow],
    now: Time,
    purposes: Mapping[AskId, str] | None = None,
) -> tuple[Outcome, ...]:
    """Every ask that had left before *now*, by number; later events are not looked at.

    *purposes*: what each ask is for. A step that was taken back never happened.
    """
    events: dict[AskId, list[EventRow]] = defaultdict(list)
    for one in history:
        if one.at < now and not one.undone:
            events[one.ask].append(one)
    found = (_outcome(ask, events[ask.id], now, (purposes or {}).get(ask.id, "")) for ask in asks)
    return tuple(sorted(filter(None, found), key=lambda one: one.ask))


def _outcome(ask: AskRow, events: Sequence[EventRow], now: Time, purpose: str) -> Outcome | None:
    sent = _last(events, frozenset({AskEvent.LEFT}))
    if sent is None or _last(events, _VOID) is not None:
        return None
    introduced, declined = _first(events, _INTRODUCED), _last(events, _DECLINED)
    agreed, refused = _first(events, _YES), _last(events, _NO)
    if introduced is None and agreed is not None and (declined or 0) > agreed:
        agreed = None  # they changed their mind
    silent = Time(sent + _SILENT) if sent + _SILENT < now and not _spoke(events) else None
    settled = agreed if agreed is not None else refused if refused is not None else silent
    return Outcome(
        ask=ask.id,
        introducer=ask.introducer,
        purpose=purpose,
        sent=sent,
        agreed=agreed,
        introduced=introduced,
        met=_first(events, frozenset({AskEvent.MET})),
        declined=None if agreed is not None else declined,
        settled=settled,
    )


def _spoke(events: Iterable[EventRow]) -> bool:
    """Whether they answered something that is neither yes nor no: that may take its time."""
    waiting = {AskEvent.POSTPONED, AskEvent.ASKED_BACK, AskEvent.ANSWERED_UNCLEARLY, AskEvent.AWAY}
    return any(one.event in waiting for one in events)


def _first(events: Iterable[EventRow], wanted: frozenset[AskEvent]) -> Time | None:
    return min((one.at for one in events if one.event in wanted), default=None)


def _last(events: Iterable[EventRow], wanted: frozenset[AskEvent]) -> Time | None:
    return max((one.at for one in events if one.event in wanted), default=None)


def funnel(asks: Iterable[AskRow], history: Iterable[EventRow], since: Time, now: Time) -> Funnel:
    """Count what happened from *since* until before *now*."""
    known = outcomes(asks, history, now)
    lately = [one for one in known if one.settled is not None and one.settled >= now - 30 * DAY]
    return replace(tallied(known, since), acceptance=share(lately) if lately else None)


def tallied(known: Sequence[Outcome], since: Time) -> Funnel:
    """The same of outcomes already worked out, without a share of late ones."""

    def within(at: Time | None) -> bool:
        return at is not None and since <= at

    return Funnel(
        asked=sum(within(one.sent) for one in known),
        agreed=sum(within(one.agreed) for one in known),
        introduced=sum(within(one.introduced) for one in known),
        met=sum(within(one.met) for one in known),
        declined=sum(within(one.declined) for one in known),
        acceptance=None,
        wait=wait(known),
    )


def wait(known: Iterable[Outcome]) -> Wait | None:
    """How long introductions took; None: there was none."""
    days = sorted((one.introduced - one.sent) / DAY for one in known if one.introduced is not None)
    if not days:
        return None
    return Wait(count=len(days), median=median(days), shortest=days[0], longest=days[-1])


def median_interval(values: Sequence[float], mass: float = MASS) -> tuple[float, float] | None:
    """Between which of the sorted *values* the true median lies in *mass* of all cases.

    Order statistics, no shape assumed: of *n* values the k-th from either end hold it between them
    with 1 - 2 P(Binomial(n, ½) < k) (Conover, *Practical Nonparametric Statistics*, 3rd ed., §3.2).
    None where even the outermost hold it less often.
    """
    n, left_out, found = len(values), 0.0, 0
    for k in range(1, n // 2 + 1):
        left_out += comb(n, k - 1) / 2**n
        if 1 - 2 * left_out >= mass:
            found = k
    return (values[found - 1], values[n - found]) if found else None


def share(known: Iterable[Outcome], mean: float = 0.5, leans: float = 2.0) -> Share:
    """The share of settled asks that were agreed to, leaning on *mean* as on *leans* asks."""
    settled = [one for one in known if one.settled is not None]
    yes, of = sum(one.accepted for one in settled), len(settled)
    a, b = yes + mean * leans, of - yes + (1 - mean) * leans
    low, high = beta.interval(a, b, MASS)
    return Share(yes=yes, of=of, value=a / (a + b), low=low, high=high)


@dataclass(frozen=True)
class Lessons:
    """What all asks so far teach; *known* as `outcomes` tells it."""

    known: tuple[Outcome, ...] = ()
    _told: dict[tuple[PersonUid, str], Lesson] = field(
        default_factory=dict[tuple[PersonUid, str], Lesson], init=False, compare=False
    )

    def of(self, introducer: PersonUid, purpose: str = "") -> Lesson:
        """What they say of asking *introducer* for something of this *purpose*; '' any."""
        where = introducer, purpose
        if where not in self._told:
            self._told[where] = self._work_out(introducer, purpose)
        return self._told[where]

    def _work_out(self, introducer: PersonUid, purpose: str) -> Lesson:
        settled = [one for one in self.known if one.settled is not None]
        theirs = [one for one in settled if one.introducer == introducer]
        others = [one for one in settled if one.introducer != introducer]
        alike = [one for one in others if purpose and one.purpose == purpose]
        mean = share(others).value
        purposely = share(alike, mean, LEANS) if alike else None
        found = share(theirs, purposely.value if purposely else mean, LEANS)
        return Lesson(
            share=found,
            factor=min(MOST, max(1 / MOST, found.value / mean)) if theirs or alike else 1.0,
            asks=tuple(one.ask for one in theirs),
            yes=found.yes,
            of_purpose=(purposely.yes, purposely.of) if purposely else (0, 0),
        )


NOTHING = Lessons()
"""Nothing was learned, or it is not to be used."""
