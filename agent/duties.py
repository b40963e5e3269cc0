"""The daemon's duties: what is due is looked up at every tick, and done one after the other.

tick ── look (store open) ──► due ── go_on ──► a process for the first ── its word ──► noted
                                ▲                                                   │
                                └── not before: 1 to 30 minutes after a failure ────┘
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from threading import Thread
from typing import IO

from narrowcast.agent import backup
from narrowcast.agent.chores import UPKEEP, Outcome
from narrowcast.agent.config import Settings
from narrowcast.agent.core import timetable
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.core.timetable import Chore, Conditions, Past, Sent, Wanted
from narrowcast.agent.errors import ConfigError
from narrowcast.agent.places import Places
from narrowcast.agent.store import mornings
from narrowcast.agent.store.mornings import Kind, MailState
from narrowcast.agent.store.store import Store
from narrowcast.agent.wiring import Workplace

QUIET_SECONDS = 1800.0
"""Until a mail that had nothing to say is looked at again; at once where something was heard."""
LONGEST_SECONDS = 1800.0  # of a chore; one that hangs holds the store
_LEAVING_SECONDS = 1.0
_TAIL_LETTERS, _WHY_LETTERS = 4096, 300


@dataclass(frozen=True, slots=True)
class Done:
    """How a chore ended, when."""

    at: datetime
    outcome: Outcome
    why: str = ""


class _Tail:
    """The end of what a process says: read as it is said, for a pipe that is full stops it."""

    def __init__(self, said: IO[str]) -> None:
        self._said, self._last = said, ""
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def text(self) -> str:
        """All of its end that came so far; what it started may hold the pipe for longer."""
        self._thread.join(_LEAVING_SECONDS)
        return self._last.strip()

    def _read(self) -> None:
        with self._said:
            while more := self._said.read(_TAIL_LETTERS):
                self._last = (self._last + more)[-_TAIL_LETTERS:]


@dataclass(slots=True)
class _Running:
    chore: Chore
    process: subprocess.Popen[str]
    said: _Tail
    complained: _Tail
    since: float


@dataclass(slots=True)
class Duties:
    """Knows what is due, and has it done beside the loop."""

    command: Sequence[str]
    """What starts a chore; its name follows."""
    clock: Callable[[], float]
    """Seconds that only run forward."""
    now: Callable[[], datetime]
    done: dict[Chore, Done] = field(default_factory=dict[Chore, Done])
    """How each chore last ended."""
    next_morning: datetime | None = None
    _due: tuple[Chore, ...] = ()
    _running: _Running | None = None
    _not_before: dict[Chore, float] = field(default_factory=dict[Chore, float])
    _failures: dict[Chore, int] = field(default_factory=dict[Chore, int])

    @property
    def running(self) -> Chore | None:
        return self._running.chore if self._running else None

    def look(self, work: Workplace, places: Places, now: datetime, how: Conditions) -> None:
        """Work out what is due; the store is open."""
        local = now.astimezone(zone_of(work.owner))
        past, wanted = past_of(work.store, work.settings, places), wanted_of(work.settings)
        self._due = timetable.chores_due(local, past, wanted, how)
        at = wanted.at
        self.next_morning = (
            timetable.next_morning(local, past.mornings, at=at) if wanted.morning else None
        )

    def wake(self, *chores: Chore) -> None:
        """Wait no longer with *chores*, or any: there is news, or the clock leapt."""
        for one in chores or tuple(Chore):
            if not self._failures.get(one) or not chores:
                self._not_before.pop(one, None)

    def go_on(self) -> Chore | None:
        """Take in a chore that ended, start the next; return the one that ended."""
        ended = self._take_in()
        if self._running is None:
            ready = (one for one in self._due if self._not_before.get(one, 0.0) <= self.clock())
            if chore := next(ready, None):
                self._start(chore)
        return ended

    def end(self) -> None:
        """Stop what runs: it goes on from its journal another time."""
        if self._running is None:
            return
        process, self._running = self._running.process, None
        process.terminate()
        try:
            process.wait(_LEAVING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self, chore: Chore) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603 (our own program)
                [*self.command, chore],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as fault:  # no memory, or the program was updated just now
            self._note(chore, Outcome.FAILED, str(fault))
            return
        assert process.stdout is not None  # they are pipes
        assert process.stderr is not None
        said, complained = _Tail(process.stdout), _Tail(process.stderr)
        self._running = _Running(chore, process, said, complained, self.clock())

    def _take_in(self) -> Chore | None:
        running = self._running
        if running is None:
            return None
        if running.process.poll() is None:
            if self.clock() - running.since > LONGEST_SECONDS:
                running.process.kill()
            return None
        self._running, self._due = None, ()  # the next look tells anew
        outcome = _outcome(running.process.returncode, running.said.text())
        complained = running.complained.text()[-_WHY_LETTERS:]
        failed = outcome is Outcome.FAILED
        why = (complained or _silent(running.process.returncode)) if failed else ""
        self._note(running.chore, outcome, why)
        return running.chore

    def _note(self, chore: Chore, outcome: Outcome, why: str) -> None:
        self.done[chore] = Done(self.now(), outcome, why)
        failed = outcome in {Outcome.LATER, Outcome.FAILED}
        failures = self._failures[chore] = self._failures.get(chore, 0) + 1 if failed else 0
        wait = timetable.wait_after(failures) if failed else QUIET_SECONDS
        self._not_before[chore] = self.clock() + wait


def _outcome(code: int, said: str) -> Outcome:
    word = said.rpartition("\n")[2]  # a library may have printed before
    return Outcome(word) if code == 0 and word in set(Outcome) else Outcome.FAILED


def _silent(code: int) -> str:
    """Why something failed that did not say why; POSIX tells a signal by a number below zero."""
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"


def wanted_of(settings: Settings) -> Wanted:
    """What the owner set of the daemon's mails."""
    at = settings.morning.at
    chosen = time.fromisoformat(at) if at else timetable.MORNING_AT
    return Wanted(at=chosen, morning=bool(at), weekly=settings.morning.weekly)


def past_of(store: Store, settings: Settings, places: Places) -> Past:
    """What was done so far, by the rows and files kept."""
    upkeep = store.setting(UPKEEP)
    return Past(
        mornings=_sent(store, Kind.MORNING),
        weeklies=_sent(store, Kind.WEEKLY),
        backup=_last_backup(settings, places),
        upkeep=datetime.fromtimestamp(int(upkeep), UTC) if upkeep else None,
    )


def _last_backup(settings: Settings, places: Places) -> datetime | None:
    """None where the folder cannot be looked into: making one tells why, and nothing else waits."""
    try:
        return backup.newest(backup.folder_of(settings, places))
    except (OSError, ConfigError):
        return None


def _sent(store: Store, kind: Kind) -> tuple[Sent, ...]:
    """What left or may have; one whose fate is open is settled by whoever sends the next."""
    made = (one for one in mornings.lately(store, kind) if one.state is not MailState.SENDING)
    return tuple(Sent(one.day, datetime.fromtimestamp(one.at, UTC)) for one in made)
