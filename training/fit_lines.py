"""Fits the line classifier: one logistic regression a label, by AdaGrad on small batches.

AdaGrad (Duchi, Hazan, Singer, JMLR 12, 2011): rare features keep a large step. A share of the
features is left out at every visit (dropout), for the words of invented mail are few and those of
the world are not: no single word may carry a decision.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from narrowcast.nlp.line_classifier import LineLabel, Weights, logistic
from narrowcast.nlp.line_features import BUCKETS, features
from training.examples import Example

EPOCHS = 8
BATCH = 64
STEP = 0.15
DECAY = 1e-6  # of every weight a visit touches: L2
DROPPED = 0.4  # of the features at a visit; .3 to .5 read titles of unseen mail better than .15


def fit(examples: Sequence[Example], *, seed: int, epochs: int = EPOCHS) -> Weights:
    """Weights for the cells of *examples*; equal arguments give equal weights."""
    found = [one for example in examples for one in features(example.cells, example.shown)]
    held = [labels for example in examples for labels in example.labels]
    widest = max(map(len, found))
    buckets = np.full((len(found), widest), BUCKETS, dtype=np.int32)  # BUCKETS: nothing
    for place, one in enumerate(found):
        buckets[place, : len(one)] = one
    right = np.zeros((len(held), len(LineLabel)), dtype=np.float32)
    for place, labels in enumerate(held):
        right[place, list(labels)] = 1
    return _adagrad(buckets, right, np.random.default_rng(seed), epochs)


def _adagrad(
    buckets: NDArray[np.int32],
    right: NDArray[np.float32],
    chance: np.random.Generator,
    epochs: int,
) -> Weights:
    weights = np.zeros((BUCKETS + 1, right.shape[1]), dtype=np.float32)
    squares = np.full_like(weights, 1.0)
    for _ in range(epochs):
        order = chance.permutation(len(buckets))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            kept = np.where(chance.random(buckets[batch].shape) < DROPPED, BUCKETS, buckets[batch])
            error = logistic(weights[kept].sum(axis=1)) - right[batch]
            touched, where = np.unique(kept, return_inverse=True)
            slope = np.zeros((len(touched), right.shape[1]), dtype=np.float32)
            np.add.at(slope, where.reshape(kept.shape), error[:, None, :])
            slope += DECAY * weights[touched]
            squares[touched] += slope**2
            weights[touched] -= STEP * slope / np.sqrt(squares[touched])
            weights[BUCKETS] = 0
    return weights[:BUCKETS]
