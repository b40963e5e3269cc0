"""How likely a person is to answer a new mail of the owner within a week.

A small logistic model over what the mailbox shows of past answers: the owner's own base rate, this
person's smoothed answer rate, how lately and how much they wrote. The weights were fitted on real
mail (`bench/replies.py --fit`, docs/judgement.md); the base rate calibrates them on the owner's
past. For somebody new the estimate falls back to the owner's base rate.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from narrowcast.agent.core.model import Estimate, Time
from narrowcast.agent.core.ties import DAY

WITHIN = 7 * DAY
PRIOR_ASKS = (
    4.0  # how many asks the owner's base rate is worth beside a person's own (facts: science §D)
)
BASE_RATE = 0.2  # answered share on real mail, before the owner's own outcomes are known
BASE_ASKS = 20.0  # how many asks BASE_RATE is worth
NEVER_DAYS = 3650.0
HALF_LIFE_DAYS = 30.0
Z80 = 1.2816  # two-sided 80 %


class Asked(NamedTuple):
    """A mail of the owner to one person, and when that person answered it."""

    time: Time
    answered: Time | None
    row: int = 0
    """The store's row of the owner's mail."""

    def known(self, now: Time) -> bool:
        """Whether the outcome was known before *now*."""
        return self.time + WITHIN < now or (self.answered is not None and self.answered < now)

    def yes(self, now: Time) -> bool:
        return (
            self.answered is not None
            and self.answered < now
            and self.answered <= self.time + WITHIN
        )


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Mail between the owner and one person, each in order of time."""

    asked: Sequence[Asked]
    received: Sequence[Time]


class Rate(NamedTuple):
    """Answers among asks whose outcome was known."""

    yes: int
    known: int

    def smoothed(self, prior: float, weight: float) -> float:
        return (self.yes + prior * weight) / (self.known + weight)


def rate(asked: Sequence[Asked], now: Time) -> Rate:
    """Count answers within the week among mails whose outcome was known before *now*."""
    known = [one for one in asked if one.time < now and one.known(now)]
    return Rate(sum(one.yes(now) for one in known), len(known))


FEATURES = (
    "one",
    "base",
    "rate",
    "asks",
    "since received",
    "received",
    "sent",
    "new subject",
    "sent all",
    "received all",
)

WEIGHTS: Mapping[str, float] = {
    "one": 0.315,
    "base": 0.619,
    "rate": 0.389,
    "asks": 0.509,
    "since received": 0.0678,
    "received": -0.027,
    "sent": 0.0345,
    "new subject": -0.679,
    "sent all": -0.535,
    "received all": -0.0211,
}


def features(
    mail: Correspondence, owner: Rate, now: Time, *, new_subject: bool
) -> tuple[float, ...]:
    """What is known just before *now*, in the order of FEATURES."""
    base = owner.smoothed(BASE_RATE, BASE_ASKS)
    own = rate(mail.asked, now)
    received = mail.received[: bisect_left(mail.received, now)]
    sent = [one.time for one in mail.asked if one.time < now]
    since = (now - received[-1]) / DAY if received else NEVER_DAYS
    return (
        1.0,
        _logit(base),
        _logit(own.smoothed(base, PRIOR_ASKS)) - _logit(base),
        math.log1p(own.known),
        -math.log1p(since),
        math.log1p(_decayed(received, now)),
        math.log1p(_decayed(sent, now)),
        float(new_subject),
        math.log1p(len(sent)),
        math.log1p(len(received)),
    )


def chance(mail: Correspondence, owner: Rate, now: Time, *, new_subject: bool = True) -> Estimate:
    """The probability of an answer within a week, with an 80 % interval.

    The interval treats the estimate as that of a rate seen on the person's own asks plus the
    prior's.
    """
    values = features(mail, owner, now, new_subject=new_subject)
    score = sum(WEIGHTS[name] * value for name, value in zip(FEATURES, values, strict=True))
    p = 1 / (1 + math.exp(-score))
    seen = rate(mail.asked, now).known + PRIOR_ASKS
    half = Z80 / math.sqrt(seen * p * (1 - p))
    return Estimate(p, 1 / (1 + math.exp(half - score)), 1 / (1 + math.exp(-half - score)))


def _decayed(times: Sequence[Time], now: Time) -> float:
    return math.fsum(0.5 ** ((now - t) / DAY / HALF_LIFE_DAYS) for t in times)


def _logit(p: float) -> float:
    return math.log(p / (1 - p))
