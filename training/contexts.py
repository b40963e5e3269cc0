"""Fit and measure the weights of `agent.core.contexts` on a file of labelled mails.

    python -m training.contexts FILE            # cross-validate, then write the weights
    python -m training.contexts FILE --measure  # only cross-validate

FILE is as `bench.contexts` reads it. Mails of the same two people, and of one subject, always fall
into the same fold; figures are means of five divisions into five folds, with 95 % intervals from
resampling those groups. Thresholds come from cross-validated chances, never from fitted ones; those
that figures are of, from the other folds alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bench.contexts import (
    BUSINESS,
    EMPLOYMENT,
    PERSONAL,
    PROFESSIONAL,
    QUESTIONS,
    Mail,
    Question,
    auc,
    mails,
)
from narrowcast.agent.core import contexts
from narrowcast.agent.core.keys import base_subject
from narrowcast.connectors.base import Tier

WEIGHTS = Path(__file__).parents[1] / "agent" / "core" / "context_weights.py"
ROUNDS, FOLDS, RESAMPLES = 5, 5, 500

Numbers = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Model:
    """One of the four: what it weighs, what it is to find, on which mails it is fitted."""

    name: str
    tier: Tier
    seen: Callable[[Mail], Mapping[str, float]]
    positive: frozenset[int]
    negative: frozenset[int] | None
    ridge: float
    precision: float = 0.0
    """Of what is found, cross-validated; 0: what is likelier than not is found."""


def _private(mail: Mail) -> Mapping[str, float]:
    return contexts.private_features(mail.heading, mail.text)


def _jobs(mail: Mail) -> Mapping[str, float]:
    return contexts.job_features(mail.heading, mail.text)


_PERSONAL, _JOBS = frozenset({PERSONAL, PROFESSIONAL}), frozenset({EMPLOYMENT})
_BUSINESS = frozenset({BUSINESS})
MODELS = (
    Model("PRIVATE", Tier.HEADERS, _private, _PERSONAL, _BUSINESS, 5.0),
    Model("PRIVATE_TEXT", Tier.SIGNATURES, _private, _PERSONAL, _BUSINESS, 10.0),
    Model("JOBS", Tier.HEADERS, _jobs, _JOBS, None, 0.3, 0.6),
    Model("JOBS_TEXT", Tier.SIGNATURES, _jobs, _JOBS, None, 0.3, 0.66),
)


class Table(NamedTuple):
    """The mails of a file as numbers for one model."""

    names: tuple[str, ...]
    x: Numbers
    y: Truth
    used: Truth
    """Which mails the model is fitted on; it is asked about all."""
    groups: npt.NDArray[np.int64]


def table(read: Sequence[Mail], model: Model) -> Table:
    """Features, truth and groups of all mails."""
    rows = [model.seen(mail) for mail in read]
    names = tuple(rows[0])
    y = np.array([bool(mail.labels & model.positive) for mail in read])
    others = [model.negative is None or bool(mail.labels & model.negative) for mail in read]
    x = np.array([[float(row[name]) for name in names] for row in rows])
    return Table(names, x, y, y | np.array(others), groups(read))


def groups(read: Sequence[Mail]) -> npt.NDArray[np.int64]:
    """A number for each mail, equal for mails of the same two people or of the same subject."""
    parent = list(range(len(read)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    first: dict[object, int] = {}
    for number, mail in enumerate(read):
        subject = base_subject(mail.heading.subject)
        keys: list[object] = [subject] if len(subject) > 3 else []
        if mail.heading.size == 1:
            keys.append(frozenset(mail.heading.people))
        for key in keys:
            parent[root(number)] = root(first.setdefault(key, number))
    return np.array([root(number) for number in range(len(read))])


def fit(x: Numbers, y: Truth, ridge: float, steps: int = 30) -> Numbers:
    """Ridge logistic regression by Newton's method; the first column, a constant, is free."""
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 0.01
    weights: Numbers = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ weights)
    return weights


def folds(t: Table, number: int) -> npt.NDArray[np.int64]:
    """The fold of each mail in one division, a group's mails in the same."""
    known = np.unique(t.groups)
    order = np.random.default_rng(number).permutation(len(known))
    return np.asarray(order[np.searchsorted(known, t.groups)] % FOLDS)


def held_out(t: Table, ridge: float) -> Numbers:
    """The chance of every mail by weights that saw none of its group; rounds × mails."""
    found = np.zeros((ROUNDS, len(t.y)))
    for number in range(ROUNDS):
        fold = folds(t, number)
        for left_out in range(FOLDS):
            kept, asked = (fold != left_out) & t.used, fold == left_out
            weights = fit(t.x[kept], t.y[kept], ridge)
            found[number, asked] = 1 / (1 + np.exp(-t.x[asked] @ weights))
    return found


def interval(
    of_groups: npt.NDArray[np.int64], value: Callable[[list[int]], float]
) -> tuple[float, float]:
    """The 95 % interval of *value* over resamples of groups of mails."""
    members: dict[int, list[int]] = {}
    for place, group in enumerate(of_groups.tolist()):
        members.setdefault(group, []).append(place)
    pools, chance = list(members.values()), np.random.default_rng(0)
    values = []
    for _ in range(RESAMPLES):
        drawn = chance.integers(len(pools), size=len(pools))
        values.append(value([place for one in drawn for place in pools[one]]))
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)


def personal_lines(read: Sequence[Mail], t: Table, chances: Numbers) -> Iterator[str]:
    """AUC of every question, mean over the rounds; the interval is the first round's."""
    for question in QUESTIONS:
        area = partial(_area, read, question)
        everybody = range(len(read))
        value = np.mean([area(row, everybody) for row in chances])
        low, high = interval(t.groups, partial(area, chances[0]))
        yield f"{question.name}: AUC {value:.3f} [{low:.3f}, {high:.3f}]"


def _area(read: Sequence[Mail], question: Question, row: Numbers, places: Sequence[int]) -> float:
    asked = [place for place in places if question.asks(read[place])]
    hits = [bool(read[place].labels & question.positive) for place in asked]
    if not 0 < sum(hits) < len(hits):
        return float("nan")
    return auc([float(row[place]) for place in asked], hits)


def threshold(y: Truth, chances: Numbers, precision: float) -> float:
    """The lowest chance from which that share of what is found is right, over all rounds."""
    for place in np.unique(np.round(chances, 3)):
        found = chances >= place
        if (found & y).sum() >= precision * found.sum():
            return float(place)
    return 1.0


def found_unseen(t: Table, model: Model, chances: Numbers) -> Truth:
    """What is found of each fold by a threshold chosen on the others alone; rounds × mails.

    A threshold chosen on the mails it is measured on holds its precision by its making.
    """
    found = np.zeros(chances.shape, dtype=bool)
    for number in range(len(chances)):
        fold = folds(t, number)
        for left_out in range(FOLDS):
            asked = fold == left_out
            others = Table(t.names, *(column[~asked] for column in t[1:]))
            at = threshold(others.y, held_out(others, model.ridge), model.precision)
            found[number, asked] = chances[number, asked] >= at
    return found


def found_line(t: Table, found: Truth) -> str:
    """Precision and recall of what was *found*, with intervals."""
    shares = []
    for name, share in (("precision", _precision), ("recall", _recall)):
        everybody = range(len(t.y))
        value = np.mean([share(t.y, row, everybody) for row in found])
        low, high = interval(t.groups, partial(share, t.y, found[0]))
        shares.append(f"{name} {value:.2f} [{low:.2f}, {high:.2f}]")
    return ", ".join(shares)


def _precision(y: Truth, found: Truth, places: Sequence[int]) -> float:
    drawn = np.array(places)
    return float((y & found)[drawn].sum() / max(1, found[drawn].sum()))


def _recall(y: Truth, found: Truth, places: Sequence[int]) -> float:
    return _precision(found, y, places)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--measure", action="store_true", help="write nothing")
    options = parser.parse_args()
    read = {tier: list(mails(options.file, tier)) for tier in (Tier.HEADERS, Tier.SIGNATURES)}
    written = [_HEAD]
    for model in MODELS:
        t = table(read[model.tier], model)
        chances = held_out(t, model.ridge)
        at = threshold(t.y, chances, model.precision) if model.precision else 0.5
        print(model.name)
        if model.negative:
            print(*personal_lines(read[model.tier], t, chances), sep="\n")
        else:
            print(found_line(t, found_unseen(t, model, chances)), f"from {at:.3f}")
        weights = fit(t.x[t.used], t.y[t.used], model.ridge)
        rows = "".join(f'    "{n}": {w:.3f},\n' for n, w in zip(t.names, weights, strict=True))
        written.append(
            f"{model.name}: Mapping[str, float] = {{\n{rows}}}\n{model.name}_FROM = {at:.3f}\n"
        )
    if not options.measure:
        WEIGHTS.write_text("\n".join(written), encoding="utf-8")


_HEAD = '''"""Weights of `contexts`, by `python -m training.contexts`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping
'''

if __name__ == "__main__":
    main()
