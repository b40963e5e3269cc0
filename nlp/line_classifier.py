"""The line classifier: which facts a cell of a signature holds, each with a probability.

One logistic regression a label over hashed features; a cell may hold several facts (`Director,
Acme Ltd`). At run time it is one sum of rows of a matrix; `python -m training` makes the matrix.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from narrowcast.nlp.cells import Cell
from narrowcast.nlp.evidence import Evidence
from narrowcast.nlp.line_features import BUCKETS, features


class LineLabel(IntEnum):
    """What a cell holds; the number is its column in the weights."""

    NAME = 0
    TITLE = 1
    DEPT = 2
    ORG = 3
    CONTACT = 4
    ADDRESS = 5
    REGISTER = 6
    OTHER = 7


Weights = NDArray[np.float32]
"""Shape (BUCKETS, number of labels)."""


class LineClassifier:
    """Weighs the cells of a block. Raises ValueError for weights of another shape."""

    def __init__(self, weights: Weights) -> None:
        if weights.shape != (BUCKETS, len(LineLabel)):
            raise ValueError(f"weights of shape {weights.shape}, not {(BUCKETS, len(LineLabel))}")
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)

    def chances(self, cells: Sequence[Cell], shown: Evidence) -> list[dict[str, float]]:
        """For each of the *cells* of one block the chance (0 … 1) of each label, by its name."""
        names = [label.name for label in LineLabel]
        return [dict(zip(names, row, strict=True)) for row in self._chances(cells, shown).tolist()]

    def _chances(self, cells: Sequence[Cell], shown: Evidence) -> NDArray[np.float32]:
        sums = np.zeros((len(cells), len(LineLabel)), dtype=np.float32)
        for place, found in enumerate(features(cells, shown)):
            sums[place] = self._weights[list(found)].sum(axis=0)
        return logistic(sums)


def logistic(sums: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 / (1 + e^-x), the exponent bounded so that no input overflows."""
    return (1 / (1 + np.exp(-np.clip(sums, -30, 30)))).astype(np.float32)


def dumped(weights: Weights) -> bytes:
    """*weights* as the bytes of an `.npz`, halved in precision; equal weights give equal bytes."""
    held = io.BytesIO()
    np.savez_compressed(held, weights=weights.astype(np.float16))
    return held.getvalue()


def loaded(data: bytes) -> LineClassifier:
    """The classifier of what `dumped` made; never unpickles. Raises ValueError for other bytes."""
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        return LineClassifier(held["weights"].astype(np.float32))
