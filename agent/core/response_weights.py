"""Weights of `responsiveness`, by `python -m training.replies`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "one": -0.516,
    "base": 0.501,
    "rate": 0.358,
    "seen": 0.098,
    "contact": -0.062,
    "waiting": -0.180,
    "asks": 1.253,
    "asks anew": -0.843,
    "words": 0.145,
}
TYPICAL: Mapping[str, float] = {
    "one": 1.000,
    "base": -1.348,
    "rate": 0.172,
    "seen": -3.650,
    "contact": -1.138,
    "waiting": 0.875,
    "asks": 0.218,
    "asks anew": 0.009,
    "words": 2.971,
}
SPREAD: Mapping[str, float] = {
    "prior": 2.764,
    "seen": 0.023,
}
