"""The daemon: stays beside the accounts and does what the clock asks for, until it is told to stop.

    signals ─────────────► stop, reload
    heart (30 s, APScheduler) ► slept? clock set? configuration changed? watchdog, bulletin
    watching.watch (this thread) ► tick: read, listen, send ─► duties: what is due ─► a process each

One lives at a time, by a lock of its own; the store's lock is held for a tick only, so that every
command works beside it. It does nothing that a command could not: neither needs the other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Lock

from narrowcast.agent import bulletin, clock, lock, logs, notifying, power, staying, watching
from narrowcast.agent.bulletin import AccountNews, Bulletin, ChoreNews
from narrowcast.agent.config import Settings
from narrowcast.agent.core.backoff import delay
from narrowcast.agent.core.timetable import Chore, Conditions
from narrowcast.agent.duties import Done, Duties
from narrowcast.agent.errors import AgentError, Busy, StoreTooNew
from narrowcast.agent.heart import Heart, beating
from narrowcast.agent.places import Places
from narrowcast.agent.sittings import Account
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.watching import Scopes, Tick, Ticked
from narrowcast.agent.wiring import Round, Workplace, accounts_of, chance, owner_of
from narrowcast.connectors.errors import ConnectorError

NICENESS = 10
_START_PATIENCE = 1.0  # a `daemon status` holds the lock for a moment


@dataclass(slots=True)
class Daemon:
    """One life of the daemon; `stop` and `reload` may be called by signals and other threads."""

    load: Callable[[], tuple[Settings, Places]]
    """Reads the configuration; raises ConfigError."""
    command: Sequence[str]
    """What starts a chore; its name follows."""
    since: datetime = field(default_factory=clock.now)
    _over: Event = field(default_factory=Event)
    _stopping: bool = False
    _done: dict[Chore, Done] = field(default_factory=dict[Chore, Done])
    _telling: AbstractContextManager[object] = field(default_factory=Lock)
    _told: _Told = field(default_factory=lambda: _Told())

    def stop(self) -> None:
        """End soon: within the page at hand."""
        self._stopping = True
        self._over.set()

    def reload(self) -> None:
        """Take up the configuration anew."""
        self._over.set()

    def run(self) -> None:
        """Stay until stopped; raises Busy where a daemon lives already, ConfigError."""
        settings, places = self.load()
        owner_of(settings)  # or it would never have anything to do
        with lock.alone(places.daemon_lock, patience=_START_PATIENCE):
            places.daemon_status.unlink(missing_ok=True)  # of one that died: another's number
            _be_modest()
            logs.event("daemon started", pid=os.getpid())
            try:
                while not self._stopping:
                    self._live(settings, places)
                    settings = self._reloaded(settings)
            finally:
                notifying.tell(notifying.STOPPING)
                logs.event("daemon stopped")

    def _reloaded(self, before: Settings) -> Settings:
        """The configuration as it is now; the one in use where that cannot be used."""
        if self._stopping:
            return before
        try:
            settings, places = self.load()
            owner_of(settings)
            with accounts_of(settings, places.data):
                pass  # which tells whether all can be opened
        except (AgentError, ConnectorError, OSError) as fault:
            self._told.config = str(fault)
            logs.event("configuration not taken", why=fault)
            return before
        self._told.config = ""
        logs.event("configuration taken")
        return settings

    def _live(self, settings: Settings, places: Places) -> None:
        """Stay beside the accounts of *settings*, until stopped or these change."""
        self._over.clear()
        if self._stopping:
            return
        duties = Duties(self.command, clock.stopwatch, clock.now, self._done)
        heart = Heart(
            now=clock.now,
            clock=clock.stopwatch,
            changed=_change_of(places.config),
            reload=self.reload,
            tell=lambda: self._tell(places, duties, heart),
        )

        def also(work: Workplace) -> None:
            told = self._told
            told.on_battery = power.on_battery()
            online = told.online(work)
            duties.look(
                work, places, clock.now(), Conditions(online=online, on_battery=told.on_battery)
            )

        def heard(done: Round) -> None:
            self._told.take(done)
            if done.heard or done.synced.messages:
                duties.wake(Chore.MORNING)
            heart.tell()

        def afresh() -> bool:
            if ended := duties.go_on():
                done = duties.done[ended]
                logs.event("chore", name=ended, outcome=done.outcome, why=done.why)
                heart.tell()
            if slept := heart.turn():
                duties.wake()
                logs.event("slept, or clock set", times=heart.leaps)
            return slept

        try:
            with (
                staying.watching_tick(
                    settings, places, heard, also=also, stopped=self._over.is_set
                ) as (accounts, tick),
                beating(heart),
            ):
                self._told.accounts = accounts
                notifying.tell(notifying.READY)
                watching.watch(
                    accounts,
                    _Steady(tick, self._told),
                    self._over,
                    clock=clock.stopwatch,
                    chance=chance,
                    afresh=afresh,
                )
        finally:
            duties.end()

    def _tell(self, places: Places, duties: Duties, heart: Heart) -> None:
        # The loop and the heart tell, each on its thread.
        with self._telling, suppress(OSError):
            bulletin.write(places.daemon_status, self._told.bulletin(self.since, duties, heart))


@dataclass(slots=True)
class _Told:
    """What there is to tell of the ticks so far."""

    ticks: int = 0
    last: datetime | None = None
    trouble: str = ""
    config: str = ""
    rest: Mapping[str, float] = field(default_factory=dict[str, float])
    accounts: tuple[Account, ...] = ()
    on_battery: bool = False

    def online(self, work: Workplace) -> bool:
        """Whether not every server is out of reach; files alone are always there."""
        remote = {one.name for one in self.accounts if one.is_remote}
        return not remote or bool(remote - standings.unreachable(work.store))

    def take(self, done: Round) -> None:
        """Note a tick that went well, and log what was new in it."""
        self.ticks, self.last, self.trouble = self.ticks + 1, clock.now(), ""
        if done.synced.messages:
            logs.event("read", messages=done.synced.messages)
        for one in done.heard:
            logs.event("heard", ask=one.ask, event=one.event or "unclear")
        for letter in done.sent:
            logs.event("letter", ask=letter.ask, state=letter.state)

    def bulletin(self, since: datetime, duties: Duties, heart: Heart) -> Bulletin:
        """All of it."""
        morning = duties.next_morning
        return Bulletin(
            pid=os.getpid(),
            since=since.isoformat(),
            at=clock.now().isoformat(),
            ticks=self.ticks,
            last_tick=self.last.isoformat() if self.last else "",
            trouble=self.trouble or self.config,
            accounts=tuple(
                AccountNews(name=one.name, rest=self.rest.get(one.name, 0.0))
                for one in self.accounts
            ),
            chores={
                name: ChoreNews(at=one.at.isoformat(), outcome=one.outcome, why=one.why)
                for name, one in duties.done.copy().items()
            },
            doing=duties.running or "",
            next_morning=morning.isoformat() if morning else "",
            on_battery=self.on_battery,
            leaps=heart.leaps,
            memory_mb=bulletin.memory_mb(),
            cpu_seconds=bulletin.cpu_seconds(),
        )


class _Steady:
    """A tick that fails is told and tried again, later each time; it does not end the daemon."""

    def __init__(self, tick: Tick, told: _Told) -> None:
        self._tick, self._told = tick, told
        self._failures = 0

    def __call__(self, what: Mapping[str, Scopes], /) -> Ticked:
        """Raises Busy, and StoreTooNew: only another program can go on."""
        try:
            done = self._tick(what)
        except (Busy, StoreTooNew):
            raise
        except (AgentError, sqlite3.Error, OSError) as fault:
            return self._failed(what, str(fault))
        except Exception as fault:  # noqa: BLE001 (told, and tried again: nobody sits before it)
            logs.fault("a fault of ours", fault)
            return self._failed(what, f"{type(fault).__name__}, a fault of ours")
        self._failures = 0
        self._told.rest = done.rest
        # On battery only what is new is read; old mail waits for the next look or the mains.
        return Ticked(rest=done.rest) if self._told.on_battery else done

    def _failed(self, what: Mapping[str, Scopes], why: str) -> Ticked:
        self._failures += 1
        self._told.trouble = why
        logs.event("tick failed", times=self._failures, why=why)
        return Ticked(rest=dict.fromkeys(what, delay(self._failures + 2, chance())))


def _change_of(config: Path) -> Callable[[], bool]:
    """Tells whether a file is another than when this was asked for."""

    def stamp() -> tuple[int, int] | None:
        try:
            told = config.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size

    before = stamp()
    return lambda: stamp() != before


def _be_modest() -> None:
    """Leave the processor to whoever wants it."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(max(0, NICENESS - os.nice(0)))
