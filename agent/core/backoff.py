"""How long to wait after failures in a row."""

from __future__ import annotations

FIRST_SECONDS = 2.0
MOST_SECONDS = 900.0
_DOUBLINGS = 16  # beyond any use; keeps the power small


def delay(failures: int, chance: float) -> float:
    """Seconds after the *failures*-th failure in a row: doubled each time, at most a quarter of an
    hour, of which *chance* (0 … 1) takes away up to a half: many who failed together return apart.
    """
    longest = min(MOST_SECONDS, FIRST_SECONDS * 2.0 ** min(max(failures, 1) - 1, _DOUBLINGS))
    return longest * (1 - chance / 2)
