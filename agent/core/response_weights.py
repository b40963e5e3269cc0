"""Weights of `responsiveness`, by `python -m training.replies`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "one": -0.578,
    "base": 0.436,
    "rate": 0.336,
    "seen": 0.092,
    "contact": -0.060,
    "waiting": -0.188,
    "asks": 1.251,
    "asks anew": -0.815,
    "words": 0.145,
}
TYPICAL: Mapping[str, float] = {
    "one": 1.000,
    "base": -1.502,
    "rate": 0.186,
    "seen": -3.650,
    "contact": -1.138,
    "waiting": 0.875,
    "asks": 0.218,
    "asks anew": 0.009,
    "words": 2.971,
}
SPREAD: Mapping[str, float] = {
    "prior": 2.680,
    "seen": 0.021,
}
