"""How well the ranking would have done: every past introduction hidden and asked for again.

Nothing is fitted here and nothing is kept; each question is put to the same `Advisor` as the
owner's own, as of a week before the introduction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrowcast.agent.core import backtest_words
from narrowcast.agent.core.archaeology import Introduction
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.model import AddressId, Prospect, Time
from narrowcast.agent.core.replay import (
    EMBARGO,
    LEAST_CANDIDATES,
    Method,
    Replayed,
    Score,
    Yardsticks,
    place,
    score,
)
from narrowcast.agent.core.touches import Mail
from narrowcast.agent.explain import Answered
from narrowcast.agent.history import Found, Somebody, dig, owner_of, somebody
from narrowcast.agent.store import history as rows
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.nlp.organisations import is_free_mail, registrable_domain

_EVER = Time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One past introduction, and how it would have been answered."""

    at: Time
    introducer: Somebody
    other: Somebody
    replayed: Replayed | None
    """None: the introducer was no contact a week before, or there were hardly any contacts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a backtest found."""

    events: int
    """Introductions there were to replay; fewer *cases* where it was stopped."""
    replayed: int
    """Cases of which the introducer could have been proposed."""
    abstained: int
    scores: Mapping[Method, Score]
    verdict: str
    certainty: str
    cases: tuple[Case, ...]


def report(cases: Sequence[Case], events: int) -> Report:
    """Count *cases* of *events*, and say in words what that means."""
    found = [case.replayed for case in cases if case.replayed is not None]
    return Report(
        events=events,
        replayed=len(found),
        abstained=sum(one.abstained for one in found),
        scores={method: score(found, method) for method in Method},
        verdict=backtest_words.verdict(found),
        certainty=backtest_words.certainty(found),
        cases=tuple(cases),
    )


class Backtest:
    """The replay of all introductions before a moment, one at a time."""

    def __init__(self, advisor: Advisor, as_of: Time, start: Time = _EVER) -> None:
        """*start*: only introductions from then on."""
        self._advisor, self._as_of = advisor, as_of
        self._found: Found = dig(advisor, as_of)
        self._events = [
            one
            for one in self._found.introductions
            if one.followed is not None and one.time >= start
        ]
        self._people = rows.persons(advisor.store)

    def __len__(self) -> int:
        return len(self._events)

    def prospects(self) -> tuple[Prospect, ...]:
        """Whom is asked for, in order of time: each as the owner would type them."""
        return tuple(hidden(self._found.grouping, one.other) for one in self._events)

    def cases(self) -> Iterator[Case]:
        """Replay one introduction after another, in order of time."""
        yardsticks = Yardsticks()
        mails = _Reader(self._mails())
        for one in self._events:
            cutoff = Time(one.time - EMBARGO)
            for mail in mails.before(cutoff):
                yardsticks.see(mail)
            yield Case(
                at=one.time,
                introducer=somebody(self._found.grouping, one.introducer),
                other=somebody(self._found.grouping, one.other),
                replayed=self._replay(one, cutoff, yardsticks),
            )

    def _mails(self) -> Iterator[Mail]:
        """All mails by address: who is who is asked as of each introduction."""
        store, as_of = self._advisor.store, self._as_of
        owner = owner_of(store, self._found.grouping)
        return rows.mails(store, as_of, rows.who(store, as_of, owner))

    def _replay(self, one: Introduction, cutoff: Time, sticks: Yardsticks) -> Replayed | None:
        answered = self._advisor.rank(hidden(self._found.grouping, one.other), cutoff)
        group, real = answered.grouping, set(self._found.grouping.members(one.introducer))
        candidates = {
            r.person: group.members(r.person)
            for r in answered.ranked
            if self.may_be_proposed(answered, r.person)
        }
        wanted = next((c for c, own in candidates.items() if not real.isdisjoint(own)), None)
        if wanted is None or len(candidates) < LEAST_CANDIDATES:
            return None
        counted = {c: sticks.of(own) for c, own in candidates.items()}
        salt = str(one.row)
        return Replayed(
            candidates=len(candidates),
            places={
                Method.NARROWCAST: list(candidates).index(wanted) + 1,
                Method.VOLUME: place({c: s.mails for c, s in counted.items()}, wanted, salt),
                Method.INTERACTIONS: place({c: s.lately for c, s in counted.items()}, wanted, salt),
            },
            abstained=not answered.linked,
        )

    def may_be_proposed(self, answered: Answered, person: AddressId) -> bool:
        """As `Answered.is_contact`, without a query for each of thousands."""
        if not answered.volumes[person].two_way:
            return False
        return not self._people.isdisjoint(answered.grouping.members(person))


def hidden(grouping: Grouping, person: AddressId) -> Prospect:
    """Somebody as the owner would type them: name and one address, at work before at home."""
    keys = sorted(grouping.keys(person), key=_is_private)
    name = grouping.name(person)
    return prospect_of(name="" if "@" in name else name, address=keys[0])


def _is_private(key: str) -> bool:
    return is_free_mail(registrable_domain(key.rpartition("@")[2]))


class _Reader:
    """Mails in order of time, up to one moment after another."""

    def __init__(self, mails: Iterator[Mail]) -> None:
        self._mails = mails
        self._next = next(mails, None)

    def before(self, time: Time) -> Iterator[Mail]:
        while self._next is not None and self._next.time < time:
            yield self._next
            self._next = next(self._mails, None)
