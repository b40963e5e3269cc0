"""Shares with their uncertainty: the Beta distribution, without scipy's half second of import."""

from __future__ import annotations

import math

_STEPS = 60  # halvings of an interval: beyond a float's digits
_TERMS = 200
_LEAST = 1e-300


def interval(yes: float, no: float, mass: float) -> tuple[float, float]:
    """The middle *mass* of Beta(*yes*, *no*), both above 0: as much left out below as above."""
    rest = (1 - mass) / 2
    return quantile(rest, yes, no), quantile(1 - rest, yes, no)


def quantile(part: float, yes: float, no: float) -> float:
    """The share below which *part* of Beta(*yes*, *no*) lies."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if below(middle, yes, no) < part:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def below(share: float, yes: float, no: float) -> float:
    """How much of Beta(*yes*, *no*) lies below *share*: I_x(a, b), DLMF 8.17.22."""
    if share <= 0 or share >= 1:
        return float(share >= 1)
    if share > (yes + 1) / (yes + no + 2):  # there the fraction below converges slowly
        return 1 - below(1 - share, no, yes)
    log = math.lgamma(yes + no) - math.lgamma(yes) - math.lgamma(no)
    front = math.exp(log + yes * math.log(share) + no * math.log1p(-share)) / yes
    return front * _fraction(share, yes, no)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of I_x(a, b) by Lentz's way (Thompson & Barnett 1986)."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(_TERMS):
        m, odd = divmod(step, 2)
        if step == 0:
            term = 1.0
        elif odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (_off_zero(1 + term * d))
        c = _off_zero(1 + term / c)
        value *= c * d
        if abs(1 - c * d) < 1e-12:
            break
    return value - 1


def _off_zero(value: float) -> float:
    return value if abs(value) > _LEAST else _LEAST
