"""Predict answers on real mail with the product's own code.

    python bench/replies.py --mail DIR --events FILE --out FILE [--tier headers] [--fit]

For every event of the test split: the product's chance that the contact answers, as of the
message's time. `--fit` prints the weights that a ridge logistic regression finds on the train
split's features instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.events import Event, read_jsonl, write_jsonl
from bench.stores import ask_all
from narrowcast.agent.core import responsiveness
from narrowcast.agent.core.model import Time
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier


def answer(advisor: Advisor, event: Event) -> dict[str, object]:
    """The product's chance of an answer to the event's message."""
    chance = advisor.responsiveness(
        event["contact"], Time(event["time"]), new_subject=event["new_subject"]
    )
    return {"event": event["event"], "p": chance.value}


def features(advisor: Advisor, event: Event) -> tuple[tuple[float, ...], bool]:
    """What the chance is worked out from, and what happened."""
    seen = advisor.response_features(
        event["contact"], Time(event["time"]), new_subject=event["new_subject"]
    )
    return seen, event["answered"]


def fit(
    rows: Sequence[tuple[tuple[float, ...], bool]], ridge: float = 1.0, steps: int = 25
) -> dict[str, float]:
    """Ridge logistic regression by Newton's method; weights by feature name."""
    x = np.array([seen for seen, _ in rows])
    y = np.array([answered for _, answered in rows], dtype=float)
    weights = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ weights)
    return dict(zip(responsiveness.FEATURES, weights.tolist(), strict=True))


def main() -> None:
    """Answer the test split, or fit on the train split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.HEADERS)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--stores", type=Path, help="folder to keep the owners' stores in")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    split, ask = ("train", features) if options.fit else ("test", answer)
    events = [event for event in read_jsonl(options.events) if event["split"] == split]
    report = ask_all(options.mail, events, options.tier, ask, options.jobs, kept=options.stores)
    if options.fit:
        print(fit(report.rows))
    else:
        write_jsonl(options.out, report.rows)
    print(report.lines())


if __name__ == "__main__":
    main()
