"""How likely a person is to answer a mail of the owner within a week.

A small logistic model over what the mailbox shows of past answers and over the mail to be sent: the
share of such mails that is answered to this owner, this person's own share, how lately they wrote,
how many mails wait for their answer, and whether the mail asks something. The weights were fitted
on real mail (`training/replies.py`, docs/judgement.md); the owner's own share calibrates them. For
somebody new the estimate falls back to it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from narrowcast.agent.core.model import Estimate, Time
from narrowcast.agent.core.response_weights import SPREAD, TYPICAL, WEIGHTS
from narrowcast.agent.core.ties import DAY

WITHIN = 7 * DAY
HOUR = 3600
USUAL_WAIT = DAY  # nine answers in ten come within 28 hours (facts: science §D)
BASE_RATE = 0.25  # answered share on real mail, before the owner's own outcomes are known
BASE_ASKS = 20.0  # how many asks a wider share is worth beside a narrower one
LEAST_BASE = 0.05
"""One in twenty of the mails was answered where less was to be expected (docs/judgement.md)."""
PRIOR_ASKS = 4.0  # how many asks the owner's share is worth beside a person's own
NEVER = 3650 * DAY
MOST_WORDS = 2_000  # more are an attachment pasted in
Z80 = 1.2816  # two-sided 80 %


class Asked(NamedTuple):
    """A mail of the owner to one person, and when that person answered it."""

    time: Time
    answered: Time | None
    row: int = 0
    """The store's row of the owner's mail."""
    new: bool = True
    """Whether it opened a subject."""
    to_them: bool = True
    """Whether their address is on it; it may as well answer a mail of theirs and go to others."""

    def known(self, now: Time) -> bool:
        """Whether the outcome was known before *now*."""
        return self.time + WITHIN < now or (self.answered is not None and self.answered < now)

    def yes(self, now: Time) -> bool:
        """Whether it was answered in time, and before *now*."""
        return (
            self.answered is not None
            and self.answered < now
            and self.answered <= self.time + WITHIN
        )

    def weight(self, now: Time) -> float:
        """How far its outcome counts at *now*: an open one the more the longer it waits.

        To count early answers whole and open mails not at all would flatter whoever was written to
        this week.
        """
        if self.known(now):
            return 1.0
        return 1 - math.exp(-max(0, now - self.time) / USUAL_WAIT)


class Outcome(NamedTuple):
    """One of all the owner's asks, whoever was asked."""

    asked: Asked
    outside: bool
    """Whether the person has no address at the owner's own employer."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Mail between the owner and one person, each in order of time."""

    asked: Sequence[Asked]
    received: Sequence[Time]
    """What they wrote to the owner in small circles."""
    sent: Sequence[Time] = ()
    """All mail of the owner that went to them."""
    seen: Sequence[Time] = ()
    """All mail of theirs in the mailbox, lists included: are they at their desk?"""
    outside: bool = True


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The mail to be sent, as far as it bears on an answer."""

    new_subject: bool = True
    asks: bool = True
    words: int = 120


ASK = Outgoing()
"""An ask as narrowcast drafts it: a new subject, a request, a paragraph or two."""


class Rate(NamedTuple):
    """Answers among asks whose outcome was known."""

    yes: int
    known: int


def rate(asked: Iterable[Asked], now: Time) -> Rate:
    """Count answers within the week among mails whose outcome was known before *now*."""
    known = [one for one in asked if one.time < now and one.known(now)]
    return Rate(sum(one.yes(now) for one in known), len(known))


def base(outcomes: Iterable[Outcome], now: Time, *, new_subject: bool, outside: bool) -> float:
    """The owner's answered share for mails of one kind to one side, each share drawn towards the
    next wider one: all mails, those of this kind, those of them to this side.

    The narrower are part of the wider, so one long silence is counted three times over; therefore
    `LEAST_BASE`.
    """
    all_asks = [one for one in outcomes if one.asked.time < now]
    kind = [one for one in all_asks if one.asked.new is new_subject]
    side = [one for one in kind if one.outside is outside]
    share = BASE_RATE
    for those in (all_asks, kind, side):
        share = _share((one.asked for one in those), now, share, BASE_ASKS)
    return max(LEAST_BASE, share)


FEATURES = tuple(WEIGHTS)


def features(mail: Correspondence, base: float, now: Time, letter: Outgoing = ASK) -> list[float]:
    """What is known just before *now*, in the order of FEATURES; *base* as by the function."""
    asked = [one for one in mail.asked if one.time < now]
    received, sent, seen = (_last(times, now) for times in (mail.received, mail.sent, mail.seen))
    found = {
        "one": 1.0,
        "base": _logit(base),
        "rate": _logit(_share(asked, now, base, PRIOR_ASKS)) - _logit(base),
        "seen": -math.log1p(min(seen, received) / HOUR),
        "contact": -math.log1p(min(received, sent) / DAY),
        "waiting": math.log1p(_waiting(asked, now)),
        "asks": float(letter.asks),
        # A question out of the blue is answered less often than one in a conversation.
        "asks anew": float(letter.asks and letter.new_subject),
        "words": math.log1p(min(letter.words, MOST_WORDS)),
    }
    return [found[name] for name in FEATURES]


def chance(mail: Correspondence, base: float, now: Time, letter: Outgoing = ASK) -> Estimate:
    """The probability of an answer within a week, with an 80 % interval.

    The interval is of this person's own chance: people differ from what the model knows of them,
    the less the more of their answers it has seen. Both parts were fitted on real mail.
    """
    score = _score(features(mail, base, now, letter))
    p = _logistic(score)
    half = Z80 * spread(known(mail, now), p)
    return Estimate(p, _logistic(score - half), _logistic(score + half))


def known(mail: Correspondence, now: Time) -> float:
    """From how many asks this person's own share of answers is known; open ones count in part."""
    return math.fsum(one.weight(now) for one in mail.asked if one.time < now)


def spread(known: float, p: float) -> float:
    """The standard deviation, in logits, of people's own chances around the model's."""
    return 1 / math.sqrt(SPREAD["prior"] + SPREAD["seen"] * known * p * (1 - p))


class Fact(StrEnum):
    """What a chance rests on; a fact may take several features."""

    OWNER = "owner"  # how often the owner's mails of this kind are answered
    PERSON = "person"  # how this person's answers differ
    RECENCY = "recency"  # when they wrote last, and when the two were last in touch
    WAITING = "waiting"  # mails without an answer so far
    WORDING = "wording"  # what the mail to be sent says


FACTS: Mapping[Fact, tuple[str, ...]] = {
    Fact.OWNER: ("base",),
    Fact.PERSON: ("rate",),
    Fact.RECENCY: ("seen", "contact"),
    Fact.WAITING: ("waiting",),
    Fact.WORDING: ("asks", "asks anew", "words"),
}


class Moved(NamedTuple):
    """One fact, and by how much it moves the chance (in logits) from a usual mail's."""

    fact: Fact
    by: float


def explained(values: Sequence[float]) -> tuple[Moved, ...]:
    """What moved the chance of `features`, the strongest first.

    All of it, added to a usual mail's score, is the score of the chance.
    """
    given = dict(zip(FEATURES, values, strict=True))
    moves = (
        Moved(fact, math.fsum(WEIGHTS[name] * (given[name] - TYPICAL[name]) for name in names))
        for fact, names in FACTS.items()
    )
    return tuple(sorted(moves, key=lambda moved: -abs(moved.by)))


def _score(values: Sequence[float]) -> float:
    return math.fsum(WEIGHTS[name] * value for name, value in zip(FEATURES, values, strict=True))


def _share(asked: Iterable[Asked], now: Time, prior: float, worth: float) -> float:
    yes, known = prior * worth, worth
    for one in asked:
        yes += one.yes(now)
        known += one.weight(now)
    return yes / known


def _last(times: Sequence[Time], now: Time) -> int:
    """Seconds since the newest of *times* before *now*."""
    place = bisect_left(times, now)
    return now - times[place - 1] if place else NEVER


def _waiting(asked: Sequence[Asked], now: Time) -> int:
    """How many of the newest asks in a row have no answer so far, however late."""
    count = 0
    for one in reversed(asked):
        if one.answered is not None and one.answered < now:
            break
        count += 1
    return count


def _logit(p: float) -> float:
    return math.log(p / (1 - p))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > 0 else math.exp(score) / (1 + math.exp(score))
