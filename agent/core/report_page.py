"""How asking goes, as words and small charts: what came of asks, how long it took, who answers.

Every share stands with its interval and what it rests on; counts too small for a share stay counts.
Every chart is said in words beside it. Shapes are in hundredths of the chart's width and height, so
that the page scales them and never its letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from narrowcast.agent.core import numbers, outcomes
from narrowcast.agent.core.model import Owner, PersonUid, Suggestion, Time, seconds
from narrowcast.agent.core.outcomes import DAY, Outcome
from narrowcast.agent.core.words import called, shown

FEW = 4
"""Settled asks, or introductions, below which a share or an interval would only seem to tell."""
MONTHS = 12
MOST_INTRODUCERS = 30
MOST_WITHOUT = 20
MOST_SOURCES = 60
STALE_DAYS = 3
"""After which data are called old: the morning mail reads them every day."""


class Fate(StrEnum):
    """What an ask has come to, best first."""

    INTRODUCED = "introduced"
    AGREED = "agreed"
    OPEN = "open"
    SILENT = "no answer"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A folder, calendar or address book as last read."""

    name: str
    records: int
    last_ok: Time | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that the report tells of."""

    owner: Owner
    now: datetime
    """In the owner's zone."""
    known: tuple[Outcome, ...]
    """Every ask that left, by the person it went to as of now."""
    names: Mapping[PersonUid, str]
    wanted: tuple[Suggestion, ...]
    """Of every open prospect."""
    sources: tuple[Source, ...]
    newest: Time | None
    """Of all mail."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle of a chart, in hundredths, and the fate it is coloured by."""

    x: float
    y: float
    width: float
    height: float
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of the funnel."""

    name: str
    count: int
    width: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month's asks."""

    name: str
    asked: int
    said: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Days from an ask to the introduction."""

    said: str
    end: int
    """Of the scale, in days."""
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """One introducer and what came of the asks they got."""

    name: str
    asked: int
    counts: tuple[int, ...]
    """By `Fate`."""
    share: str
    low: int = -1
    mid: int = -1
    high: int = -1
    """Percent; -1: too few for a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Prospects of one priority, by whether anybody leads there."""

    priority: str
    count: int
    reached: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The report's words and shapes for its template."""

    title: str
    day: str
    steps: tuple[Step, ...]
    share: str
    span: tuple[int, int, int]
    """Percent of the share's low end, of itself and of its high end; -1: too few."""
    fates: tuple[str, ...]
    months: tuple[Month, ...]
    wait: Wait | None
    waited: str
    """What is said where there is no interval to draw."""
    answerers: tuple[Answerer, ...]
    more_answerers: int
    covered: tuple[Covered, ...]
    coverage: str
    without: tuple[tuple[str, str, str], ...]
    """Prospects that nobody leads to: name, why, what would help."""
    more_without: int
    age: str
    sources: tuple[tuple[str, str, str, bool], ...]
    """Name, how many records, when read or what is wrong, whether all is well."""
    more_sources: int


def page(record: Record) -> Page:
    """Lay the report out."""
    known, name = record.known, called(record.owner.name)
    people = _answerers(record)
    without = [one for one in record.wanted if not _leads(one)]
    drawn, waited = _wait(known)
    return Page(
        title=f"How asking goes, {name}" if name else "How asking goes",
        day=numbers.day(record.now),
        steps=tuple(_steps(record)),
        share=_share(known),
        span=_span(known),
        fates=tuple(Fate),
        months=tuple(_months(known, record.now)),
        wait=drawn,
        waited=waited,
        answerers=people[:MOST_INTRODUCERS],
        more_answerers=max(0, len(people) - MOST_INTRODUCERS),
        covered=tuple(_covered(record.wanted)),
        coverage=_coverage(record.wanted),
        without=tuple(_without(without[:MOST_WITHOUT])),
        more_without=max(0, len(without) - MOST_WITHOUT),
        age=_age(record),
        sources=tuple(_source(one, record.now) for one in record.sources[:MOST_SOURCES]),
        more_sources=max(0, len(record.sources) - MOST_SOURCES),
    )


def fate(one: Outcome) -> Fate:
    """What an ask has come to."""
    if one.introduced is not None:
        return Fate.INTRODUCED
    if one.agreed is not None:
        return Fate.AGREED
    if one.declined is not None:
        return Fate.DECLINED
    return Fate.OPEN if one.settled is None else Fate.SILENT


# ---------------------------------------------------------------- what came of asks


def _steps(record: Record) -> Iterator[Step]:
    """From prospects to meetings, each as a part of the widest."""
    count = outcomes.tallied(record.known, Time(0))
    reached = sum(map(_leads, record.wanted))
    stages = (
        ("prospects", len(record.wanted), "open on your list"),
        ("with a path", reached, "somebody you know seems to lead there"),
        ("asked", count.asked, "letters that left and were not bounced or taken back"),
        ("agreed", count.agreed, "or simply introduced you"),
        ("introduced", count.introduced, "you and them in one mail, or a meeting set"),
        ("met", count.met, "as your calendar shows, or you said"),
    )
    widest = max(1, *(number for _, number, _ in stages))
    for name, number, said in stages:
        yield Step(name=name, count=number, width=round(100 * number / widest, 2), said=said)


def _share(known: Sequence[Outcome]) -> str:
    share = outcomes.share(known)
    if not known:
        return "No ask has left yet."
    if not share.of:
        return "No ask is settled yet: neither answered nor silent for three weeks."
    told = f"{share.yes} of {_many(share.of, 'settled ask')} {'were' if share.of > 1 else 'was'}"
    if share.of < FEW:
        return f"{told} agreed to: too few for a share."
    low, mid, high = _percents(share)
    return f"{told} agreed to: about {mid} %, most likely (8 in 10) between {low} % and {high} %."


def _span(known: Sequence[Outcome]) -> tuple[int, int, int]:
    share = outcomes.share(known)
    return _percents(share) if share.of >= FEW else (-1, -1, -1)


def _percents(share: outcomes.Share) -> tuple[int, int, int]:
    return round(100 * share.low), round(100 * share.value), round(100 * share.high)


def _months(known: Sequence[Outcome], now: datetime) -> Iterator[Month]:
    """The asks of each of the last months, stacked by fate, the best at the bottom."""
    by_month: dict[tuple[int, int], Counter[Fate]] = defaultdict(Counter)
    for one in known:
        sent = datetime.fromtimestamp(one.sent, UTC).astimezone(now.tzinfo)
        by_month[sent.year, sent.month][fate(one)] += 1
    span = [divmod(now.year * 12 + now.month - 1 - back, 12) for back in range(MONTHS)][::-1]
    most = max(1, *(by_month[year, month + 1].total() for year, month in span))
    for year, month in span:
        counts = by_month[year, month + 1]
        yield Month(
            name=numbers.MONTHS[month][:3],
            asked=counts.total(),
            said=_month_said(f"{numbers.MONTHS[month]} {year}", counts),
            shapes=tuple(_stack([(one, counts[one]) for one in Fate], most)),
        )


def _month_said(name: str, counts: Counter[Fate]) -> str:
    parts = ", ".join(f"{counts[one]} {one}" for one in Fate if counts[one])
    return f"{name}: {_many(counts.total(), 'ask')}{': ' if parts else ''}{parts}"


def _stack(parts: Iterable[tuple[Fate, int]], most: int) -> Iterator[Shape]:
    top = 100.0
    for kind, count in parts:
        height = 100 * count / most
        top -= height
        if count:
            yield Shape(0, round(top, 2), 100, round(height, 2), kind.name.lower())


def _wait(known: Sequence[Outcome]) -> tuple[Wait | None, str]:
    """How long introductions took, drawn where there are enough; and as a sentence."""
    took = outcomes.wait(known)
    waiting = sum(1 for one in known if fate(one) is Fate.AGREED)
    still = f" {_many(waiting, 'agreed ask')} still wait{'s' * (waiting == 1)} for one."
    more = still if waiting else ""
    if took is None:
        return None, f"No introduction yet.{more}"
    days = sorted((one.introduced - one.sent) / DAY for one in known if one.introduced is not None)
    span = outcomes.median_interval(days)
    each = f"from {_days(took.shortest)} to {_days(took.longest)}"
    told = f"{_many(took.count, 'introduction')}; half came within {_days(took.median)} ({each})."
    if took.count < FEW or span is None:
        return None, f"{told} Too few to say how sure that is.{more}"
    low, high = span
    told = f"{told} In 8 of 10 cases the true middle lies between {_days(low)} and {_days(high)}."
    end = max(7, -(-int(took.longest + 1) // 7) * 7)  # whole weeks
    per = 100 / end
    marks = [Shape(round(one * per, 2), 20, 0.6, 60) for one in days]
    band = Shape(round(low * per, 2), 36, round(max(0.6, (high - low) * per), 2), 28, "span")
    middle = Shape(round(took.median * per, 2), 4, 0.9, 92, "mid")
    return Wait(said=f"{told}{more}", end=end, shapes=(band, *marks, middle)), ""


def _answerers(record: Record) -> tuple[Answerer, ...]:
    """Whom asks went to, most asked first."""
    theirs: dict[PersonUid, list[Outcome]] = defaultdict(list)
    for one in record.known:
        theirs[one.introducer].append(one)
    found = [_answerer(record.names.get(who, ""), asks) for who, asks in theirs.items()]
    return tuple(sorted(found, key=lambda one: (-one.asked, one.name)))


def _answerer(name: str, asks: Sequence[Outcome]) -> Answerer:
    counts = Counter(map(fate, asks))
    share = outcomes.share(asks)
    told = Answerer(
        name=shown(name) or "somebody forgotten",
        asked=len(asks),
        counts=tuple(counts[one] for one in Fate),
        share=f"{share.yes} of {share.of}" if share.of else "open",
    )
    if share.of < FEW:
        return told
    low, mid, high = _percents(share)
    return Answerer(
        name=told.name,
        asked=told.asked,
        counts=told.counts,
        share=f"{mid} % ({low} to {high})",
        low=low,
        mid=mid,
        high=high,
    )


# ---------------------------------------------------------------- coverage and age


def _leads(found: Suggestion) -> bool:
    return not found.abstained and any(one.link > 0 for one in found.introducers)


_PRIORITIES = {1: "high", 2: "normal", 3: "low"}


def _covered(wanted: Sequence[Suggestion]) -> Iterator[Covered]:
    for number, name in _PRIORITIES.items():
        those = [one for one in wanted if one.prospect.priority == number]
        reached = sum(map(_leads, those))
        if those:
            part = round(100 * reached / len(those), 2)
            shapes = (Shape(0, 0, part, 100, "introduced"), Shape(part, 0, 100 - part, 100, "none"))
            yield Covered(priority=name, count=len(those), reached=reached, shapes=shapes)


def _coverage(wanted: Sequence[Suggestion]) -> str:
    if not wanted:
        return "There are no open prospects: narrowcast prospect add 'Name, Title, Firm'"
    reached = sum(map(_leads, wanted))
    single = sum(
        1 for one in wanted if _leads(one) and sum(i.link > 0 for i in one.introducers) == 1
    )
    told = f"Somebody leads to {reached} of {_many(len(wanted), 'open prospect')}"
    return f"{told}; to {single} of them one person only." if single else f"{told}."


def _without(those: Iterable[Suggestion]) -> Iterator[tuple[str, str, str]]:
    for one in those:
        why = shown(one.abstained or "nobody shows a link", 300)
        step = shown(one.next_step, 300)
        yield shown(one.prospect.label), f"{why[:1].upper()}{why[1:].rstrip('.')}.", step


def _age(record: Record) -> str:
    if record.newest is None:
        return "No mail was read yet: narrowcast sync"
    days = (seconds(record.now) - record.newest) // DAY
    newest = numbers.when(datetime.fromtimestamp(record.newest, UTC), record.now)
    told = f"The newest mail is from {newest.removeprefix('on ')}"
    return f"{told}." if days < STALE_DAYS else f"{told}: what came since is not counted."


def _source(one: Source, now: datetime) -> tuple[str, str, str, bool]:
    records = f"{one.records:,}"
    if one.problem:
        return shown(one.name), records, shown(one.problem, 300), False
    if one.last_ok is None:
        return shown(one.name), records, "never read to its end", False
    read = numbers.when(datetime.fromtimestamp(one.last_ok, UTC), now)
    fresh = seconds(now) - one.last_ok < STALE_DAYS * DAY
    return shown(one.name), records, f"read {read}", fresh


def _days(days: float) -> str:
    count = round(days)
    return "a day" if count <= 1 else f"{count} days"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
