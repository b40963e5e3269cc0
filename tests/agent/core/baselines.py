"""Two published strength formulas, for comparison with ours."""

from __future__ import annotations

import math
from collections.abc import Iterable


def margince(days: float, last_90: int, received: int, sent: int) -> float:
    """0 … 100: 30-day half-life × volume of 90 days up to 20 × balance (margince, relstrength)."""
    balance = 1 - abs(received - sent) / (received + sent)
    return 100 * math.exp2(-days / 30) * min(1.0, last_90 / 20) * (0.25 + 0.75 * balance)


def margince_band(score: float) -> str:
    return "strong" if score >= 60 else "moderate" if score >= 25 else "weak"


def interactions_rank(
    received: Iterable[float], sent: Iterable[float], half_life: float, sent_weight: float = 5.0
) -> float:
    """Sum of 2^(-age/half-life), own mail weighing more; ages in days (Roth et al., KDD 2010)."""
    return math.fsum(0.5 ** (age / half_life) for age in received) + sent_weight * math.fsum(
        0.5 ** (age / half_life) for age in sent
    )
