"""Which backups are kept, and when one is due: by the day, then by the week."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from datetime import datetime, timedelta

_DAY = timedelta(days=1)


def due(now: datetime, last: datetime | None) -> bool:
    """Whether *now*, in the owner's zone, is another day than that of the last backup.

    A last one dated more than a day ahead is of a clock since set right.
    """
    if last is None or last > now + _DAY:
        return True
    return last.astimezone(now.tzinfo).date() < now.date()


def spare(made: Collection[datetime], *, daily: int, weekly: int) -> frozenset[datetime]:
    """Those of *made* to delete: the newest of each of the last *daily* days and of each of the
    last *weekly* weeks stay, days and weeks without one not counted, so that neither a holiday
    nor a wrong clock empties the folder. The newest always stays.
    """
    days = _newest(made, lambda one: one.date())[: max(daily, 1)]
    weeks = _newest(made, lambda one: one.isocalendar()[:2])[:weekly]
    return frozenset(made) - {*days, *weeks}


def _newest(made: Collection[datetime], period: Callable[[datetime], Hashable]) -> list[datetime]:
    """The newest of each period, newest first."""
    found: dict[Hashable, datetime] = {}
    for one in sorted(made):
        found[period(one)] = one
    return sorted(found.values(), reverse=True)
