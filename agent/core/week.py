"""The week's mail: what became of the asks, what was learned, whom the owner could bring together.

Every share stands with its interval and the number of cases it rests on. Cases that are too few
for a share are told as a number. Nothing of received mail gets in but cleaned names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from narrowcast.agent.core import numbers
from narrowcast.agent.core.digest import Digest, rendered
from narrowcast.agent.core.model import AskId, Owner
from narrowcast.agent.core.outcomes import Funnel
from narrowcast.agent.core.templating import Templates
from narrowcast.agent.core.words import called, shown

MOST_PAIRS = 3
MOST_COOLING = 5
MOST_STUCK = 6
FEW = 4
"""Settled asks, below which a share would only seem to say something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two contacts who would both gain from knowing each other, as far as evidence shows."""

    newcomer: str
    insider: str
    organization: str
    moved: date
    evidence: str
    """Of the move: a Message-ID or what else shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """A strong tie that has been silent, and the prospect it could lead to."""

    person: str
    last: date
    prospect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A prospect whom nobody leads to, and what would help most."""

    prospect: str
    why: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """A letter that the owner sent although etiquette said no."""

    ask: AskId
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostBytes:
    """What went to and from one host."""

    host: str
    sent: int
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekMaterial:
    """All that a week's mail may tell."""

    owner: Owner
    now: datetime
    funnel: Funnel
    """Of the week."""
    unasked: int = 0
    """Introductions of the week that nobody was asked for; none of the funnel's."""
    letters: int = 0
    """Follow-ups, thanks and outcome notes that wait for the owner."""
    learned: tuple[str, ...] = ()
    overridden: tuple[Overridden, ...] = ()
    pairs: tuple[Pair, ...] = ()
    cooling: tuple[Cooling, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    moves: int = 0
    hosts: tuple[HostBytes, ...] = ()


def digest(material: WeekMaterial, templates: Templates | None = None) -> Digest | None:
    """Write the week's mail; None where the week held nothing that the owner can use."""
    if not has_news(material):
        return None
    page = _Page(material)
    values = {"page": page, "subject": page.subject}
    return Digest(
        subject=page.subject,
        text=rendered(templates, html=False).whole("week/text.j2", values).strip() + "\n",
        html=rendered(templates, html=True).whole("week/html.j2", values),
    )


def has_news(material: WeekMaterial) -> bool:
    """Whether there is anything worth a mail; being short of paths alone is none."""
    counts = material.funnel
    moved = counts.asked or counts.agreed or counts.introduced or counts.met or counts.declined
    return bool(moved or material.unasked or material.letters or material.pairs or material.cooling)


class _Page:
    """The material as cleaned words; what both templates read."""

    def __init__(self, material: WeekMaterial) -> None:
        self.now = material.now.astimezone(numbers.zone_of(material.owner))
        name = called(material.owner.name)
        self.hello = f"Your week{', ' + name if name else ''}"
        self.day = _span(self.now)
        self.counts = _counts(material.funnel)
        self.tally = ", ".join(f"{word} {count}" for word, count in self.counts)
        self.unasked = _unasked(material.unasked)
        self.summary = shown("; ".join(_summary(material)), 200)
        self.subject = shown(f"Your week: {self.summary}")
        self.acceptance = _acceptance(material.funnel)
        self.wait = _wait(material.funnel)
        self.letters = material.letters
        self.learned = [shown(one, 300) for one in material.learned]
        self.overridden = [(int(one.ask), shown(one.why, 300)) for one in material.overridden]
        self.pairs = [_pair(one) for one in material.pairs[:MOST_PAIRS]]
        self.cooling = [_cooling(one) for one in material.cooling[:MOST_COOLING]]
        self.stuck = [_stuck(one) for one in material.stuck[:MOST_STUCK]]
        self.more_stuck = max(0, len(material.stuck) - MOST_STUCK)
        self.moves = material.moves
        self.hosts = [
            (shown(one.host, 80), _octets(one.sent), _octets(one.received))
            for one in material.hosts
        ]


def _counts(funnel: Funnel) -> list[tuple[str, int]]:
    return [
        ("asked", funnel.asked),
        ("agreed", funnel.agreed),
        ("introduced", funnel.introduced),
        ("met", funnel.met),
        ("declined", funnel.declined),
    ]


def _summary(material: WeekMaterial) -> Iterator[str]:
    moved = [f"{count} {word}" for word, count in _counts(material.funnel) if count]
    if moved:
        yield ", ".join(moved)
    if material.unasked:
        yield f"{material.unasked} unasked"
    if material.letters:
        yield f"{material.letters} letter{'s' * (material.letters > 1)} to approve"
    if material.pairs:
        count = min(len(material.pairs), MOST_PAIRS)
        yield f"{count} introduction{'s' * (count > 1)} you could make"
    if material.cooling and not (moved or material.unasked or material.letters or material.pairs):
        yield f"{len(material.cooling[:MOST_COOLING])} cooling"


def _unasked(count: int) -> str:
    if not count:
        return ""
    return f"Beside them {count} introduction{'s' * (count > 1)} that nobody was asked for."


def _acceptance(funnel: Funnel) -> str:
    share = funnel.acceptance
    if share is None:
        return "No ask was settled in the last 30 days."
    told = f"Of {share.of} ask{'s' * (share.of != 1)} settled in 30 days {share.yes} agreed"
    if share.of < FEW:
        return f"{told}: too few for a share."
    low, mid, high = (round(100 * one) for one in (share.low, share.value, share.high))
    return f"{told}: {mid} % ({low} to {high})."


def _wait(funnel: Funnel) -> str:
    wait = funnel.wait
    if wait is None:
        return ""
    if wait.count < FEW:
        return f"From ask to introduction: {_days(wait.median)} (of {wait.count})."
    span = f"{_days(wait.shortest)} to {_days(wait.longest)}"
    return f"From ask to introduction: {_days(wait.median)} in the middle, {span} ({wait.count})."


def _span(now: datetime) -> str:
    """The seven days up to *now*: 27 October to Tuesday 3 November 2026."""
    first = now - timedelta(days=7)
    year = f" {first.year}" * (first.year != now.year)
    return f"{first.day} {first:%B}{year} to {numbers.day(now)}"


def _days(days: float) -> str:
    count = max(0, round(days))
    return "within a day" if count < 1 else f"{count} day{'s' * (count != 1)}"


def _pair(one: Pair) -> dict[str, str]:
    return {
        "newcomer": shown(one.newcomer),
        "insider": shown(one.insider),
        "organization": shown(one.organization),
        "moved": f"{one.moved.day} {one.moved:%B}",
        "evidence": shown(one.evidence, 120),
    }


def _cooling(one: Cooling) -> dict[str, str]:
    return {
        "person": shown(one.person),
        "last": f"{one.last.day} {one.last:%B %Y}",
        "prospect": shown(one.prospect),
    }


def _stuck(one: Stuck) -> dict[str, str]:
    return {
        "prospect": shown(one.prospect),
        "why": shown(one.why, 200),
        "next_step": shown(one.next_step, 200),
    }


def _octets(count: int) -> str:
    """In decimal units, as providers bill."""
    if count < 1000:
        return f"{count} bytes"
    for unit, size in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if count < 1000 * size or unit == "GB":
            return f"{count / size:.1f} {unit}"
    raise AssertionError(count)
