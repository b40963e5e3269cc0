"""Whether the 80 % interval of a chance holds people's own chances: counted over their answers.

A person's own chance is never seen, only how many of some mails they answered. Were the interval
right, that count would lie within the middle four fifths of what the model with its spread expects
as often as whole numbers allow. Only people with several mails tell anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from narrowcast.agent.core.model import Estimate
from narrowcast.agent.core.responsiveness import Z80

LEAST_MAILS = 5
DRAWS = 400
_TAIL = 0.1

Numbers = npt.NDArray[np.float64]


class Told(NamedTuple):
    """One mail: to whom (within a corpus), what was said of it, and what happened."""

    corpus: str
    person: str
    chance: Estimate
    answered: bool


class Held(NamedTuple):
    """Of how many people the interval held the count, and of how many it should."""

    people: int
    held: float
    expected: float


def held(mails: Iterable[Told]) -> Held:
    """Count over people with `LEAST_MAILS` or more; NaN where there is nobody."""
    by_person: dict[str, list[Told]] = defaultdict(list)
    for mail in mails:
        by_person[mail.person].append(mail)
    draw = np.random.default_rng(0)
    found = [_one(those, draw) for those in by_person.values() if len(those) >= LEAST_MAILS]
    if not found:
        return Held(0, float("nan"), float("nan"))
    within, expected = np.array(found, dtype=float).mean(axis=0)
    return Held(len(found), float(within), float(expected))


def lines(mails: Sequence[Told]) -> Iterator[str]:
    """A line a corpus."""
    for corpus in sorted({mail.corpus for mail in mails}):
        one = held(mail for mail in mails if mail.corpus == corpus)
        if one.people:
            yield (
                f"{corpus}: the 80 % interval held {one.held:.2f} of {one.people} people with"
                f" {LEAST_MAILS} mails or more; {one.expected:.2f} was to be expected"
            )


def _one(mails: Sequence[Told], draw: np.random.Generator) -> tuple[bool, float]:
    """Whether the count of answers lies in its middle, and how likely it was to."""
    score = _logit(np.array([mail.chance.value for mail in mails]))
    spread = (_logit(np.array([mail.chance.high for mail in mails])) - score) / Z80
    own = score + draw.normal(size=(DRAWS, 1)) * spread  # one draw a person: they stay who they are
    counts = (draw.random(own.shape) < 1 / (1 + np.exp(-own))).sum(axis=1)
    low, high = np.quantile(counts, [_TAIL, 1 - _TAIL])
    count = sum(mail.answered for mail in mails)
    return bool(low <= count <= high), float(((counts >= low) & (counts <= high)).mean())


def _logit(chances: Numbers) -> Numbers:
    return np.asarray(np.log(chances / (1 - chances)))
