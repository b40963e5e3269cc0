"""The daemon's heart: every 30 seconds, on a thread of the scheduler, whatever the loop does.

It notices that the machine slept or its clock leapt, that the configuration changed, and whether
the loop still turns; only then the watchdog hears that all is well.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from narrowcast.agent import notifying
from narrowcast.agent.core import timetable
from narrowcast.agent.core.timetable import BEAT_SECONDS, Leap

STUCK_SECONDS = 900.0
"""A turn may last while a server takes a letter and then does not answer (600 s: RFC 5321)."""


@dataclass(slots=True)
class Heart:
    """Beats; what it noticed the loop takes up at its next turn."""

    now: Callable[[], datetime]
    clock: Callable[[], float]
    """Seconds that only run forward."""
    changed: Callable[[], bool]
    """Whether the configuration is another than the one in use."""
    reload: Callable[[], None]
    tell: Callable[[], None]
    """Writes down how the daemon is."""
    leaps: int = 0
    afresh: Event = field(default_factory=Event)
    _last: datetime | None = None
    _turned: float | None = None

    def beat(self) -> Leap:
        """Look at the clock, the configuration and the loop; returns what the clock did."""
        now = self.now()
        passed = (now - self._last).total_seconds() if self._last else 0.0
        self._last = now
        leapt = timetable.leap(passed)
        if leapt is not Leap.NONE:
            self.leaps += 1
            self.afresh.set()
        if self.changed():
            self.reload()
        if self._turned is None or self.clock() - self._turned < STUCK_SECONDS:
            notifying.tell(notifying.ALIVE)
        self.tell()
        return leapt

    def turn(self) -> bool:
        """The loop turns: whether everything is to be read anew."""
        self._turned = self.clock()
        if self.afresh.is_set():
            self.afresh.clear()
            return True
        return False


@contextmanager
def beating(heart: Heart) -> Generator[None]:
    """Have *heart* beat for the length of the block.

    The scheduler only ticks: it keeps nothing, and what is due is never asked of it. Its own wait
    is on a clock that stands still while the machine sleeps, hence the short interval.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    heart.beat()
    scheduler.add_job(heart.beat, "interval", seconds=BEAT_SECONDS)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
