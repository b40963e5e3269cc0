"""Fit and measure the weights of `agent.core.responsiveness` on mail whose answers are known.

    python -m training.replies --mail DIR --events FILE --folds OUT              # and write them
    python -m training.replies --mail DIR --events FILE --folds OUT --measure    # only measure
    python -m training.replies --mail DIR --events FILE --folds OUT --measure --without rate

Ridge logistic regression by Newton's method on what the product itself says it knows at the
message's time (`Advisor.response_features`), on the train part of each mailbox. Cross-validation
leaves whole mailboxes out: the weights that predict a mailbox never saw one of its mails. OUT is as
`bench/replies.py` writes it, for the scorer.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bench.events import Event, read_jsonl, write_jsonl
from bench.sent import with_letters
from bench.stores import ask_all
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.responsiveness import FEATURES
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier

FILE = Path(__file__).parents[1] / "agent" / "core" / "response_weights.py"
FOLDS = 5
RIDGE = 3.0  # beside tens of thousands of mails: it only keeps an empty feature at 0
STEPS = 12

Numbers = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """All events: what was known of each, and what happened."""

    events: Sequence[str]
    person: npt.NDArray[np.int64]
    """A number for each mailbox and contact."""
    fold: npt.NDArray[np.int64]
    test: Truth
    known: Numbers
    """By how many asks the contact was known."""
    values: Numbers
    answered: Numbers


def row(advisor: Advisor, event: Event) -> tuple[str, str, str, bool, float, list[float], bool]:
    """What the product knows just before one event."""
    values, known = advisor.response_features(
        event["contact"], Time(event["time"]), event["letter"]
    )
    return (
        event["event"],
        f"{event['corpus']}:{event['ego']}",
        event["contact"][0],
        event["split"] == "test",
        known,
        values,
        event["answered"],
    )


def table(rows: Sequence[tuple[str, str, str, bool, float, list[float], bool]]) -> Table:
    """Rows of `row` as columns; a mailbox's fold depends on its name alone."""
    names, mailboxes, contacts, test, known, values, answered = zip(*rows, strict=True)
    people = {
        pair: n for n, pair in enumerate(dict.fromkeys(zip(mailboxes, contacts, strict=True)))
    }
    return Table(
        events=names,
        person=np.array([people[pair] for pair in zip(mailboxes, contacts, strict=True)]),
        fold=np.array([crc32(mailbox.encode()) % FOLDS for mailbox in mailboxes]),
        test=np.array(test),
        known=np.array(known),
        values=np.array(values),
        answered=np.array(answered, dtype=float),
    )


def fit(values: Numbers, answered: Numbers) -> Numbers:
    """Weights of a ridge logistic regression; the first column is the constant, unpenalised."""
    scale = values.std(axis=0)
    scale[scale == 0] = 1.0
    x = values / scale
    penalty = RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights += np.linalg.solve(hessian, x.T @ (answered - p) - penalty @ weights)
    return np.asarray(weights / scale)


def crossed(seen: Table, columns: Sequence[int]) -> Numbers:
    """Each event's chance by weights fitted on the train part of other mailboxes."""
    values, chances = seen.values[:, columns], np.zeros(len(seen.events))
    for fold in range(FOLDS):
        held = seen.fold == fold
        train = ~held & ~seen.test
        weights = fit(values[train], seen.answered[train])
        chances[held] = 1 / (1 + np.exp(-values[held] @ weights))
    return chances


def spread(seen: Table, chances: Numbers, chosen: Truth) -> dict[str, float]:
    """How far people's own chances lie from the model's, by how well the model knows them.

    By moments: over mails to one person, with p the model's chance and s the spread in logits, the
    square of the summed misses is expected to be sum p(1-p) + s^2 (sum p(1-p))^2.
    """
    variance = chances * (1 - chances)
    groups: dict[bool, list[tuple[float, float, float]]] = {False: [], True: []}
    for person in np.unique(seen.person[chosen]):
        those = chosen & (seen.person == person)
        weight = variance[those].sum()
        worth = (seen.known[those] * variance[those]).mean()
        excess = (seen.answered[those] - chances[those]).sum() ** 2 - weight
        groups[bool(worth > 1)].append((worth, weight**2, excess))
    few, many = (_moments(groups[known]) for known in (False, True))
    slope = max(0.0, (1 / many[1] - 1 / few[1]) / max(1e-9, many[0] - few[0]))
    return {"prior": 1 / few[1] - slope * few[0], "seen": slope}


def _moments(groups: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    worth, squares, excess = (np.array(column) for column in zip(*groups, strict=True))
    return float(np.average(worth, weights=squares)), max(1e-3, excess.sum() / squares.sum())


def main() -> None:
    """Cross-validate; write the chances, and the weights unless only measuring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--stores", type=Path, help="folder to keep the owners' stores in")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--folds", type=Path, required=True, help="for cross-validated chances")
    parser.add_argument("--measure", action="store_true", help="leave the shipped weights")
    parser.add_argument("--without", nargs="*", default=[], choices=FEATURES)
    options = parser.parse_args()
    given = read_jsonl(options.events)
    events = with_letters(options.mail, given, options.jobs, kept=options.stores)
    report = ask_all(options.mail, events, Tier.HEADERS, row, options.jobs, kept=options.stores)
    seen = table(report.rows)
    chances = crossed(seen, _columns(options.without))
    write_jsonl(options.folds, _predictions(seen, chances))
    if not (options.measure or options.without):
        FILE.write_text(module(weights_of(seen, chances)))


def weights_of(seen: Table, chances: Numbers) -> dict[str, dict[str, float]]:
    """What is shipped: fitted on the train part of all mailboxes, the spread from crossed ones."""
    train = ~seen.test
    values = seen.values[train]
    return {
        "WEIGHTS": dict(zip(FEATURES, fit(values, seen.answered[train]).tolist(), strict=True)),
        "TYPICAL": dict(zip(FEATURES, values.mean(axis=0).tolist(), strict=True)),
        "SPREAD": spread(seen, chances, train),
    }


def module(tables: Mapping[str, Mapping[str, float]]) -> str:
    """The source text of the weights' module."""
    lines = [
        '"""Weights of `responsiveness`, by `python -m training.replies`; not edited by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
        "",
    ]
    for name, values in tables.items():
        lines += [f"{name}: Mapping[str, float] = {{"]
        lines += [f'    "{feature}": {value:.3f},' for feature, value in values.items()]
        lines += ["}"]
    return "\n".join(lines) + "\n"


def _columns(without: Collection[str]) -> list[int]:
    return [place for place, name in enumerate(FEATURES) if name not in without]


def _predictions(seen: Table, chances: Numbers) -> list[dict[str, object]]:
    return [
        {"event": event, "p": float(p)}
        for event, p, test in zip(seen.events, chances, seen.test, strict=True)
        if test
    ]


if __name__ == "__main__":
    main()
