"""Fit `agent.core.chance.Form` by penalised maximum likelihood, on questions whose answer is known.

The likelihood of a question is the chance given to the contact who did it. Penalties draw every way
to the weight of habit, powers to ½ … 1 and the rest to 0; BFGS with analytic gradients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from narrowcast.agent.core.chance import Form, Way

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

STEPS = 120
USUAL_POWER = 0.7
# Inverse variances of the priors, beside a thousand questions; flat within a factor of three.
PRIOR_WEIGHT, PRIOR_POWER, PRIOR_GROWTH, PRIOR_HABIT, PRIOR_TILT = 0.5, 5.0, 2.0, 2.0, 1.0


class Example(NamedTuple):
    """One question: per person of `people`, by place, what is known; and who did it."""

    raw: Mapping[str, Numbers]
    habits: Numbers
    """(people, habits)."""
    truth: int
    weight: float


@dataclass(frozen=True)
class _Way:
    """The rows of one kind over all questions, question by question."""

    question: Places
    """Of each group of rows."""
    start: Places
    group: Places
    """Of each row."""
    row: Places
    """Among all people of all questions."""
    log: Numbers
    top: Numbers
    """log(1 + the largest), of each group."""
    truth: Places
    """The row of each group that did it, -1: not among them."""


@dataclass(frozen=True)
class Data:
    """All questions laid end to end."""

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    habits: Numbers
    question: Places
    start: Places
    truth: Places
    weight: Numbers
    ways: tuple[_Way, ...] = field(default=())


def lay(examples: Sequence[Example], kinds: tuple[str, ...], names: tuple[str, ...]) -> Data:
    """Lay questions end to end; *names*: what the columns of habits are."""
    sizes = np.array([len(one.habits) for one in examples])
    start = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    return Data(
        kinds,
        names,
        np.concatenate([one.habits for one in examples]),
        np.repeat(np.arange(len(examples)), sizes),
        start,
        start + np.array([one.truth for one in examples]),
        np.array([one.weight for one in examples]),
        tuple(_way(examples, start, kind) for kind in kinds),
    )


def _way(examples: Sequence[Example], start: Places, kind: str) -> _Way:
    question, sizes, truth = list[int](), list[int](), list[int]()
    rows, logs, tops = list[Places](), list[Numbers](), list[float]()
    for number, one in enumerate(examples):
        own = np.flatnonzero(one.raw[kind] > 0)
        if not len(own):
            continue
        found = np.flatnonzero(own == one.truth)
        truth.append(sum(sizes) + int(found[0]) if len(found) else -1)
        question.append(number)
        sizes.append(len(own))
        rows.append(own + start[number])
        logs.append(np.log(one.raw[kind][own]))
        tops.append(np.log1p(one.raw[kind].max()))
    counts = np.array(sizes, dtype=np.int64)
    return _Way(
        np.array(question, dtype=np.int64),
        np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64) if sizes else counts,
        np.repeat(np.arange(len(counts)), counts),
        np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64),
        np.concatenate(logs) if logs else np.zeros(0),
        np.array(tops),
        np.array(truth, dtype=np.int64),
    )


def fit(data: Data) -> Form:
    """The form of the highest penalised likelihood."""
    kinds, names = len(data.kinds), len(data.names)
    start = np.concatenate(
        [np.zeros(kinds), np.full(kinds, np.log(USUAL_POWER)), np.full(kinds, 0.3),
         np.zeros(names), [0.5]]
    )  # fmt: skip
    best = _minimised(data, start)
    weight, power, growth = (best[i * kinds : (i + 1) * kinds] for i in range(3))
    return Form(
        ways={
            kind: Way(float(np.exp(weight[i])), float(np.exp(power[i])), float(growth[i] ** 2))
            for i, kind in enumerate(data.kinds)
        },
        habits=dict(zip(data.names, map(float, best[3 * kinds : -1]), strict=True)),
        tilt=float(best[-1] ** 2),
    )


def _loss(data: Data, at: Numbers) -> tuple[float, Numbers]:
    """Penalised negative log likelihood and its gradient."""
    k, slope = len(data.kinds), np.zeros_like(at)
    power, growth, habit, tilt = (
        np.exp(at[k : 2 * k]),
        at[2 * k : 3 * k] ** 2,
        at[3 * k : -1],
        at[-1] ** 2,
    )
    logs = data.habits @ habit
    shares = _softmax(logs, data.start, data.question)
    told, total = shares[data.truth].copy(), np.ones(len(data.truth))
    parts = []
    for i, way in enumerate(data.ways):
        own = _softmax(power[i] * way.log + tilt * logs[way.row], way.start, way.group)
        weight = np.exp(at[i] + growth[i] * way.top)
        hit = np.where(way.truth >= 0, own[way.truth] if len(own) else 0.0, 0.0)
        told[way.question] += weight * hit
        total[way.question] += weight
        parts.append((own, weight, hit))
    by_told, by_total = data.weight / (told + 1e-12), data.weight / total
    value = -float(data.weight @ (np.log(told + 1e-12) - np.log(total)))
    right = by_told * shares[data.truth]
    pull = -shares * right[data.question]
    pull[data.truth] += right
    for i, (way, (own, weight, hit)) in enumerate(zip(data.ways, parts, strict=True)):
        right = by_told[way.question] * weight * hit
        gain = right - by_total[way.question] * weight
        slope[i] -= gain.sum()
        slope[2 * k + i] -= 2 * at[2 * k + i] * (gain @ way.top)
        lift = -own * right[way.group]
        has = way.truth >= 0
        lift[way.truth[has]] += right[has]
        slope[k + i] -= power[i] * (lift @ way.log)
        slope[-1] -= 2 * at[-1] * (lift @ logs[way.row])
        np.add.at(pull, way.row, tilt * lift)
    slope[3 * k : -1] -= data.habits.T @ pull
    usual = np.zeros_like(at)
    usual[k : 2 * k] = np.log(USUAL_POWER)
    stiff = np.concatenate(
        [np.full(k, PRIOR_WEIGHT), np.full(k, PRIOR_POWER), np.full(k, PRIOR_GROWTH),
         np.full(len(habit), PRIOR_HABIT), [PRIOR_TILT]]
    )  # fmt: skip
    off = at - usual
    return value + 0.5 * float(stiff @ off**2), slope + stiff * off


def _softmax(logs: Numbers, start: Places, group: Places) -> Numbers:
    if not len(logs):
        return logs
    raised = np.exp(logs - np.maximum.reduceat(logs, start)[group])
    found: Numbers = raised / np.add.reduceat(raised, start)[group]
    return found


def _minimised(data: Data, at: Numbers) -> Numbers:
    """BFGS with backtracking (Nocedal & Wright, algorithm 6.1)."""
    value, slope = _loss(data, at)
    inverse = np.eye(len(at)) / max(1.0, float(np.abs(slope).max()))
    for _ in range(STEPS):
        step = -inverse @ slope
        if slope @ step > 0:
            inverse = np.eye(len(at)) / max(1.0, float(np.abs(slope).max()))
            step = -inverse @ slope
        length = 1.0
        while True:
            there, sloped = _loss(data, at + length * step)
            if there <= value + 1e-4 * length * (slope @ step) or length < 1e-6:
                break
            length /= 2
        moved, turned = length * step, sloped - slope
        done = value - there < 1e-3
        at, value, slope = at + moved, there, sloped
        if done:
            break
        if (curve := turned @ moved) > 1e-10:
            keep = np.eye(len(at)) - np.outer(moved, turned) / curve
            inverse = keep @ inverse @ keep.T + np.outer(moved, moved) / curve
    return at
