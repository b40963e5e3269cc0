"""Predict answers on real mail with the product's own code.

    python bench/replies.py --mail DIR --events FILE --out FILE [--tier headers] [--fit]

For every event of the test split: the product's chance that the contact answers, as of the
message's time. `--fit` prints the weights that a ridge logistic regression finds on the train
split's features.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.events import by_owner, read_jsonl, write_jsonl
from bench.stores import Clock, stores
from narrowcast.agent.core import responsiveness
from narrowcast.agent.core.model import Time
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier


def fit(
    rows: list[tuple[float, ...]], answered: list[bool], ridge: float = 1.0, steps: int = 25
) -> dict[str, float]:
    """Ridge logistic regression by Newton's method; weights by feature name."""
    x, y = np.array(rows), np.array(answered, dtype=float)
    weights = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ weights)
    return dict(zip(responsiveness.FEATURES, weights.tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.HEADERS)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    clock, asked, rows = Clock(), [], []
    seen: list[tuple[float, ...]] = []
    labels: list[bool] = []
    owners = by_owner(read_jsonl(options.events))
    for owner, store in stores(options.mail, owners, options.tier, clock):
        advisor = Advisor(store)
        for event in owners[owner]:
            start = perf_counter()
            now, contact, fresh = Time(event["time"]), event["contact"], event["new_subject"]
            if event["split"] == "test":
                chance = advisor.responsiveness(contact, now, new_subject=fresh)
                rows.append({"event": event["event"], "p": chance.value})
            elif options.fit:
                seen.append(advisor.response_features(contact, now, new_subject=fresh))
                labels.append(event["answered"])
            asked.append(perf_counter() - start)
    write_jsonl(options.out, rows)
    print(clock.line(), f"answer {sum(asked):.1f} s, mean {statistics.mean(asked) * 1e3:.2f} ms")
    if options.fit:
        print(fit(seen, labels))


if __name__ == "__main__":
    main()
