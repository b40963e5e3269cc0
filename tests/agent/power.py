"""A power cut at the n-th crash point: what the program is in the middle of is never ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from narrowcast.agent import crashpoints


class PowerCut(BaseException):
    """The machine stops here."""


@dataclass
class Power:
    """Fails at point *at* (from 1 on); what is tried afterwards fails as well."""

    at: int
    passed: list[str] = field(default_factory=list)

    def __call__(self, point: str) -> None:
        self.passed.append(point)
        if self.failed:
            raise PowerCut(point)

    @property
    def failed(self) -> bool:
        return len(self.passed) >= self.at


@contextmanager
def until_cut(power: Power) -> Iterator[None]:
    """Go on until *power* fails, if it does."""
    crashpoints.watched_by(power)
    try:
        with suppress(PowerCut):
            yield
    finally:
        crashpoints.watched_by(None)


def every_cut(live: Callable[[Power], None], *, most: int = 200) -> list[str]:
    """Have *live* go through a power cut at each point there is; return the points' names."""
    for at in range(1, most):
        power = Power(at)
        live(power)
        if not power.failed:
            return power.passed
    raise AssertionError(f"more than {most} points")
