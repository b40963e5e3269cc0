"""Kills a sync where it hurts: after so many octets of the server, or so many commits."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from tests.servers.latency import Proxy
from tests.whole.program import SECONDS, Home

_LOOK_SECONDS = 0.002
_MOST_DELAY = 0.08
"""A kill strikes up to so many seconds later: while a page is learned, or written."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much an undisturbed sync does: octets of the server, commits to the store."""

    octets: int
    commits: int


@dataclass(frozen=True, slots=True)
class Kill:
    """One killed sync: *number* from 0 on, how many records were kept by then."""

    number: int
    kept: int


def nothing(_: Kill) -> None:
    """What happens between a kill and the next start, where nothing happens."""


def undisturbed(home: Home, far: Proxy) -> Work:
    """Sync to the end and see how much that is."""
    before = far.received
    with _Commits(home) as commits:
        _, said = _run(home, lambda: commits.seen() < 0)
    assert "Traceback" not in said, said
    return Work(far.received - before, commits.count)


def kill_when(home: Home, reached: Callable[[], bool], delay: float = 0.0) -> bool:
    """Start a sync and kill it *delay* seconds after *reached*; whether it still ran."""
    return _run(home, reached, delay)[0]


def torn(
    home: Home,
    far: Proxy,
    work: Work,
    *,
    seed: int,
    kills: int,
    between: Callable[[Kill], None] = nothing,
) -> list[Kill]:
    """Kill *kills* syncs at seeded points, about evenly over all the *work*, then finish it.

    Every second one is killed while it reads, the others just after they kept something. *between*
    is what happens after each kill. Returns the kills that struck a running sync.
    """
    chance = random.Random(seed)
    struck = []
    for number in range(kills):
        share, delay = chance.uniform(0.2, 1.4) / kills, chance.uniform(0, _MOST_DELAY)
        with _Commits(home) as commits:
            enough = _heard(far, work, share) if number % 2 else commits.reach(work, share)
            running = kill_when(home, enough, delay)
        if running:
            struck.append(Kill(number, kept(home)))
            between(struck[-1])
    home.run("sync")
    return struck


def kept(home: Home) -> int:
    """How many records have a place in the store."""
    try:
        return int(str(home.query("SELECT count(*) FROM location")[0][0]))
    except sqlite3.OperationalError:  # not there yet, or being made just now
        return 0


def _run(home: Home, reached: Callable[[], bool], delay: float = 0.0) -> tuple[bool, str]:
    deadline = time.monotonic() + SECONDS
    with home.start("sync") as sync:
        while sync.poll() is None and not reached() and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        time.sleep(delay)
        running = sync.poll() is None
        sync.kill()
        said, _ = sync.communicate()
    return running, said


def _heard(far: Proxy, work: Work, share: float) -> Callable[[], bool]:
    until = far.received + share * work.octets
    return lambda: far.received >= until


class _Commits:
    """Counts what another process commits to a store."""

    def __init__(self, home: Home) -> None:
        self.count = 0
        self._home = home
        self._last = 0
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    def seen(self) -> int:
        """Look; how many commits were seen so far."""
        if self._db is None and self._home.store.exists():
            self._db = sqlite3.connect(f"file:{self._home.store}?mode=ro", uri=True)
        if self._db is not None:
            with suppress(sqlite3.OperationalError):  # being made just now
                (version,) = self._db.execute("PRAGMA data_version").fetchone()
                self.count += version != self._last
                self._last = version
        return self.count

    def reach(self, work: Work, share: float) -> Callable[[], bool]:
        """Whether so large a share of all commits was seen; one at least."""
        until = max(1.0, share * work.commits)
        return lambda: self.seen() >= until
