"""What the daemon has to do by the clock: pure functions of the owner's time and of what was done.

Timers are never asked: a machine sleeps, its clock is set, its owner travels. So every look asks
anew, with the local time of now and the rows of what went out, and no row is ever counted away:

    due = the hour has come, it is not too late, and nothing kept says that it was done
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from narrowcast.agent.core import backups

MORNING_AT, MORNING_LATEST = time(7, 30), time(14)
"""A morning mail that could not leave until 14:00 waits for tomorrow; nothing in it is lost."""
WEEKLY_DAY, WEEKLY_AT = 4, time(16)  # Friday
UPKEEP_AT = time(2)
APART = timedelta(hours=12)
"""Between two mails to the owner, wherever the owner's day begins."""
BEAT_SECONDS = 30.0
GAP_SECONDS = 90.0
"""So long without a heartbeat means: the machine slept, or its clock was set."""
_SET_BACK = timedelta(hours=36)
"""A mail dated further ahead is of a clock since set right."""
_FAR_DAYS = 14  # only a clock that was wrong for days bars the mails of more
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 1800.0


class Chore(StrEnum):
    """What is done by the clock, the most urgent first."""

    MORNING = "morning"
    WEEKLY = "weekly"
    BACKUP = "backup"
    UPKEEP = "upkeep"
    """Searching for prospects, counting doubts: what may wait for power and night."""


class Leap(StrEnum):
    """What the clock did between two heartbeats."""

    NONE = "none"
    AHEAD = "ahead"
    """The machine slept, or its clock was set forward."""
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail to the owner that went out, or may have."""

    day: date
    """The owner's date when it was sent."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was done so far."""

    mornings: tuple[Sent, ...] = ()
    weeklies: tuple[Sent, ...] = ()
    backup: datetime | None = None
    upkeep: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the owner set."""

    at: time = MORNING_AT
    morning: bool = True
    weekly: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How the machine stands."""

    online: bool = True
    """False: every server was out of reach when last asked."""
    on_battery: bool = False


def chores_due(
    now: datetime, past: Past, wanted: Wanted, how: Conditions = Conditions()
) -> tuple[Chore, ...]:
    """What is to be done at *now* (aware, in the owner's zone), the most urgent first.

    Mails wait for the network; what takes power and nobody waits for, for the mains.
    """
    return tuple(_due(now, past, wanted, how))


def _due(now: datetime, past: Past, wanted: Wanted, how: Conditions) -> Iterator[Chore]:
    if wanted.morning and how.online and morning_due(now, past.mornings, at=wanted.at):
        yield Chore.MORNING
    if wanted.weekly and how.online and weekly_due(now, past.weeklies):
        yield Chore.WEEKLY
    if how.on_battery:
        return
    if backups.due(now, past.backup):
        yield Chore.BACKUP
    if how.online and upkeep_due(now, past.upkeep):
        yield Chore.UPKEEP


def morning_due(
    now: datetime,
    sent: Collection[Sent],
    *,
    at: time = MORNING_AT,
    latest: time = MORNING_LATEST,
) -> bool:
    """Whether a morning mail is due at *now* (aware, in the owner's zone).

    Once for each of the owner's dates, 12 hours apart, from *at* until before *latest*, and at
    least for an hour. Times are those that the owner's clock shows: an hour that a day leaves out
    has begun when the next one has.
    """
    begins = _minute(at)
    open_now = begins <= _minute(now.time()) < max(_minute(latest), begins + 60)
    return open_now and not any(one.day == now.date() or _near(one.at, now) for one in sent)


def weekly_due(now: datetime, sent: Collection[Sent]) -> bool:
    """Whether the week's mail is due: from Friday 16:00 until the (ISO) week ends, once."""
    week = now.isocalendar()
    begun = (now.weekday(), now.time()) >= (WEEKLY_DAY, WEEKLY_AT)
    same = any(one.day.isocalendar()[:2] == week[:2] or _near(one.at, now) for one in sent)
    return begun and not same


def upkeep_due(now: datetime, last: datetime | None) -> bool:
    """Whether the night's work is due: once for each of the owner's dates, from 02:00 on."""
    if last is None or last > now + timedelta(days=1):
        return True
    return now.time() >= UPKEEP_AT and last.astimezone(now.tzinfo).date() < now.date()


def next_morning(now: datetime, sent: Collection[Sent], *, at: time = MORNING_AT) -> datetime:
    """From when on the next morning mail is due; *now* where it is already."""
    if morning_due(now, sent, at=at):
        return now
    begin = datetime.combine(now.date(), at, now.tzinfo)
    tries = (begin + timedelta(hours=hour) for hour in range(24 * _FAR_DAYS))
    free = (one for one in tries if one > now and morning_due(one, sent, at=at))
    return next(free, begin + timedelta(days=_FAR_DAYS))


def leap(passed: float) -> Leap:
    """What *passed*, the clock's seconds between two heartbeats, says of the machine."""
    if passed < 0:
        return Leap.BACK
    return Leap.AHEAD if passed > GAP_SECONDS else Leap.NONE


def wait_after(failures: int) -> float:
    """Seconds until a chore is tried again after so many failures in a row: 1 to 30 minutes."""
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(max(failures, 1) - 1, 16))


def _near(at: datetime, now: datetime) -> bool:
    # By seconds since the epoch: times of one zone are subtracted as clocks show them.
    apart = timedelta(seconds=now.timestamp() - at.timestamp())
    return -_SET_BACK < apart < APART


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
