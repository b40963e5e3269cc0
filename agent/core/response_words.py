"""What moved a chance of an answer, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from narrowcast.agent.core.responsiveness import (
    FEATURES,
    HOUR,
    LEAST_BASE,
    NEVER,
    Fact,
    explained,
)

SHOWN = 3
LEAST = 0.1  # logits, about 2 points of 100; less is not worth a sentence


def sentences(values: Sequence[float], shown: int = SHOWN) -> tuple[str, ...]:
    """The facts that moved the chance of `responsiveness.features` most, strongest first.

    Each says whether it raises or lowers the chance beside a usual mail's.
    """
    given = dict(zip(FEATURES, values, strict=True))
    return tuple(
        f"{_told(one.fact, given)} ({'raises' if one.by > 0 else 'lowers'} it)"
        for one in explained(values)[:shown]
        if abs(one.by) >= LEAST
    )


def _told(fact: Fact, given: Mapping[str, float]) -> str:
    match fact:
        case Fact.OWNER:
            share = 1 / (1 + math.exp(-given["base"]))
            most = "at most " if share <= LEAST_BASE + 1e-9 else ""
            return f"{most}{share:.0%} of such mails of yours are answered within a week"
        case Fact.PERSON:
            return (
                f"they answer you {'more' if given['rate'] >= 0 else 'less'} often than others do"
            )
        case Fact.RECENCY:
            return _recency(round(math.expm1(-given["seen"]) * HOUR))
        case Fact.WAITING:
            return _waiting(round(math.expm1(given["waiting"])))
        case Fact.WORDING:
            asks = "asks something" if given["asks"] else "asks nothing"
            return f"the mail {asks}, in {round(math.expm1(given['words']))} words"


def _recency(seconds: int) -> str:
    if seconds >= NEVER * 0.99:
        return "no mail of theirs is in your mailbox"
    hours = seconds // HOUR
    if hours < 1:
        return "they wrote within the hour"
    many, unit = (hours, "hour") if hours < 48 else (hours // 24, "day")
    return f"the last mail of theirs that you have is {many} {unit}{'s' * (many > 1)} old"


def _waiting(count: int) -> str:
    if count == 0:
        return "no mail of yours waits for their answer"
    if count == 1:
        return "your last mail to them has no answer so far"
    return f"your last {count} mails to them have no answer so far"
