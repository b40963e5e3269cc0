"""Weights of `responsiveness`, by `python -m training.replies`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "one": -0.443,
    "base": 0.469,
    "rate": 0.347,
    "seen": 0.089,
    "contact": -0.058,
    "waiting": -0.206,
    "asks": 1.245,
    "words": 0.113,
}
TYPICAL: Mapping[str, float] = {
    "one": 1.000,
    "base": -1.441,
    "rate": 0.178,
    "seen": -3.638,
    "contact": -1.126,
    "waiting": 0.856,
    "asks": 0.211,
    "words": 2.891,
}
SPREAD: Mapping[str, float] = {
    "prior": 2.000,
    "seen": 0.500,
}
