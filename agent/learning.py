"""What former asks teach of the next one: looked up, applied to suggestions, and told.

It moves nothing but the order of introducers and the plan, by a factor near 1 that stands among the
reasons with the asks it rests on; switched off, every number is that of a program without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from narrowcast.agent.core import outcomes
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.model import (
    AskId,
    Evidence,
    EvidenceKind,
    Introducer,
    PersonUid,
    Prospect,
    Purpose,
    Reason,
    ReasonCode,
    Suggestion,
    Time,
    seconds,
)
from narrowcast.agent.core.outcomes import Lesson, Lessons, Outcome, Share, Wait
from narrowcast.agent.store import asks, learning, outbox, prospects
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.store import Store

_SPARE = 3  # how many more introducers are looked at, so that one may move up
_TELLING = 0.03  # less does not move an order anybody would notice

Current = Callable[[Ask], PersonUid]
"""Whom an ask went to, by what is known of people now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A letter that was approved in spite of etiquette."""

    ask: AskId
    at: Time
    codes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """All that was learned, for the owner to look at."""

    on: bool
    all: Share
    wait: Wait | None
    people: tuple[tuple[str, Lesson], ...]
    """By name, the surest difference first."""
    purposes: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class Teacher:
    """Applies what was learned by a moment."""

    lessons: Lessons
    letters: Mapping[AskId, str]
    """The Message-ID of each ask's letter."""

    def suggest(
        self, prospect: Prospect, limit: int, ask: Callable[[int], Suggestion]
    ) -> Suggestion:
        """Let *ask* choose introducers, a few too many, and order them by what was learned."""
        if not self.lessons.known:
            return ask(limit)
        found = ask(limit + _SPARE)
        taught = sorted(
            (self.introducer(one, prospect) for one in found.introducers),
            key=lambda one: -one.score,
        )
        return replace(found, introducers=tuple(taught[:limit]))

    def introducer(self, one: Introducer, prospect: Prospect) -> Introducer:
        """The same with what was learned of them, and the reason."""
        purpose = "" if prospect.purpose is Purpose.OTHER else prospect.purpose
        lesson = self.lessons.of(one.person.uid, purpose)
        if abs(lesson.factor - 1) < _TELLING:
            return one
        return replace(
            one,
            score=one.score * lesson.factor,
            learned=lesson.factor,
            reasons=(*one.reasons, self._reason(lesson, purpose)),
        )

    def _reason(self, lesson: Lesson, purpose: str) -> Reason:
        cited = [self.letters[ask] for ask in lesson.asks if ask in self.letters]
        evidence = tuple(Evidence(EvidenceKind.MESSAGE, one) for one in cited)
        return Reason(
            code=ReasonCode.LEARNED,
            text=told(lesson, purpose),
            favours=lesson.factor > 1,
            count=len(lesson.asks),
            evidence=evidence,
        )


def teacher(store: Store, as_of: datetime, current: Current | None = None) -> Teacher:
    """What is to be applied as of a moment; nothing where the owner has switched it off."""
    known = _known(store, seconds(as_of), current)
    if not known:
        return Teacher(outcomes.NOTHING, {})
    letters = {one.ask: one.message_id for one in outbox.standing(store)}
    return Teacher(Lessons(known), letters)


def told(lesson: Lesson, purpose: str = "") -> str:
    """A lesson in words that follow a name: "agreed to 3 of your 4 asks: +12 %"."""
    change = f"{(lesson.factor - 1) * 100:+.0f} %"
    if lesson.asks:
        return f"agreed to {lesson.yes} of your {_asks(len(lesson.asks))}: {change}"
    yes, of = lesson.of_purpose
    return f"others agreed to {yes} of your {_asks(of)} for {purpose}: {change}"


def learned(
    store: Store,
    now: Time,
    current: Current | None = None,
    names: Mapping[PersonUid, str] | None = None,
) -> Learned:
    """Everything that was learned before *now*; *names* as people are called today."""
    known = _known(store, now, current)
    lessons, called = Lessons(known), _called(store, current) | dict(names or {})
    people = [(called.get(who, ""), lessons.of(who)) for who in {one.introducer for one in known}]
    return Learned(
        on=learning.standing(store, Time(now)).on,
        all=outcomes.share(known),
        wait=outcomes.wait(known),
        people=tuple(
            sorted(
                (one for one in people if one[1].asks),
                key=lambda one: (-abs(one[1].factor - 1), one[0]),
            )
        ),
        purposes=tuple(_by_purpose(known)),
    )


def sentences(store: Store, now: Time) -> tuple[str, ...]:
    """What was learned, for the weekly mail; empty before anything was."""
    found = learned(store, now)
    if not found.on or not found.all.of:
        return ()
    return tuple(_sentences(found))


def _sentences(found: Learned) -> Iterator[str]:
    yield f"{found.all.yes} of {_asks(found.all.of)} agreed to: {percent(found.all)}"
    for name, lesson in found.people[:3]:
        if abs(lesson.factor - 1) >= _TELLING:
            yield f"{name} {told(lesson)}"
    for purpose, share in found.purposes:
        yield f"for {purpose}: {share.yes} of {_asks(share.of)} agreed to ({percent(share)})"


def percent(share: Share) -> str:
    """A share with its interval: "71 % (52–85)"."""
    return f"{share.value * 100:.0f} % ({share.low * 100:.0f}–{share.high * 100:.0f})"


def overrides(store: Store, since: Time) -> tuple[Override, ...]:
    """Letters approved in spite of etiquette at *since* or later, and never recalled unsaid."""
    found = []
    for one in asks.history(store):
        said = _IN_SPITE.match(one.why)
        if one.event is AskEvent.APPROVED and one.at >= since and said is not None:
            codes = tuple(code.strip() for code in said[1].split(","))
            found.append(Override(ask=one.ask, at=one.at, codes=codes, reason=said[2]))
    return tuple(found)


_IN_SPITE = re.compile(r"approved in spite of ([EW]\d\d(?:, [EW]\d\d)*): (.*)", re.DOTALL)


def _known(store: Store, now: Time, current: Current | None) -> tuple[Outcome, ...]:
    """Ends of asks that teach, by whom they went to now."""
    decided = learning.standing(store, now)
    if not decided.on:
        return ()
    rows: Sequence[Ask] = asks.every(store)
    if current is not None:
        rows = [replace(one, introducer=current(one)) for one in rows]
    purposes = {one.id: one.purpose for one in prospects.everybody(store)}
    of_ask = {
        one.id: str(purposes[one.prospect])
        for one in rows
        if purposes.get(one.prospect, Purpose.OTHER) is not Purpose.OTHER
    }
    found = outcomes.outcomes(rows, asks.history(store), now, of_ask)
    return tuple(one for one in found if one.settled is not None and decided.counts(one.settled))


def _called(store: Store, current: Current | None) -> dict[PersonUid, str]:
    """What letters called the people they went to."""
    return {
        current(one) if current else one.introducer: one.letter.to_name for one in asks.every(store)
    }


def _by_purpose(known: Sequence[Outcome]) -> Iterator[tuple[str, Share]]:
    mean = outcomes.share(known).value
    for purpose in sorted({one.purpose for one in known} - {""}):
        alike = [one for one in known if one.purpose == purpose]
        yield purpose, outcomes.share(alike, mean, outcomes.LEANS)


def _asks(count: int) -> str:
    return f"{count} ask" if count == 1 else f"{count} asks"
