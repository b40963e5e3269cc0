"""How much owner and contact had to do with each other month by month: the fold, made visible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from narrowcast.agent.core import ties
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.ties import Contact

MONTHS = 36
BLOCKS = "·▁▂▃▄▅▆▇█"
PLAIN = "._-~=+*%#"
"""The same steps for a terminal that knows ASCII only; the first is none at all."""


class Month(NamedTuple):
    """What passed in one UTC month."""

    month: str
    """As 2026-11."""
    received: int
    sent: int
    met: int

    @property
    def total(self) -> int:
        return self.received + self.sent + self.met


def activity(contact: Contact, now: Time, months: int = MONTHS) -> tuple[Month, ...]:
    """The last *months* up to that of *now*, earliest first."""
    last = ties.month_of(now)
    counts = {month: [0, 0, 0] for month in range(last - months + 1, last + 1)}
    for (month, direction, _), count in contact.closed.items():
        if month in counts:
            counts[month][direction] += count
    for one in contact.open:
        month = ties.month_of(one.time)
        if month in counts:
            counts[month][ties.DIRECTIONS.index(one.direction)] += 1
    return tuple(
        Month(f"{month // 12:04}-{month % 12 + 1:02}", *each) for month, each in counts.items()
    )


def line(months: Sequence[Month], *, ascii_only: bool = False) -> str:
    """A sign for each month; '' where nothing passed. Any contact shows; the most is highest."""
    most = max((one.total for one in months), default=0)
    if not most:
        return ""
    signs = PLAIN if ascii_only else BLOCKS
    steps = len(signs) - 1
    return "".join(signs[-(-one.total * steps // most)] for one in months)
