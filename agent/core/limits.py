"""How many letters may leave: asked once more at the moment one is about to.

Etiquette counts at approval (E03). But a letter may miss its day, the clock may be set back, the
caps may be lowered since; so what truly left is counted again. What is dated later than now (the
clock was set back since) counts as of today.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from narrowcast.agent.core.model import PersonUid, Time

_DAY = 86_400
_WEEK_DAYS, _YEAR_DAYS = 7, 365


@dataclass(frozen=True, slots=True)
class Departure:
    """A letter that left or may have left: to whom and when."""

    introducer: PersonUid
    at: Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many asks may leave on one of the owner's days, in a week, and to one introducer."""

    per_day: int
    per_week: int
    per_introducer_days: int
    per_introducer_year: int
    zone: tzinfo

    def day(self, time: Time) -> date:
        """The owner's day at *time*."""
        return datetime.fromtimestamp(time, self.zone).date()

    def exceeded(self, left: Collection[Departure], introducer: PersonUid, now: Time) -> str:
        """Why no ask may go to *introducer* at *now* after those that *left*; '' where one may."""
        theirs = [one for one in left if one.introducer == introducer]
        today = sum(self.day(one.at) >= self.day(now) for one in left)
        if today >= self.per_day:
            return f"{_letters(today)} left today already"
        if (week := _within(left, _WEEK_DAYS, now)) >= self.per_week:
            return f"{_letters(week)} left in the last seven days"
        if _within(theirs, self.per_introducer_days, now):
            return f"an ask went to them in the last {self.per_introducer_days} days"
        if (year := _within(theirs, _YEAR_DAYS, now)) >= self.per_introducer_year:
            return f"{_letters(year)} went to them in the last year"
        return ""


def _within(left: Collection[Departure], days: int, now: Time) -> int:
    return sum(now - one.at < days * _DAY for one in left)


def _letters(count: int) -> str:
    return f"{count} letter{'s' if count != 1 else ''}"
