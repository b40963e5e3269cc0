"""Kills a sync where it hurts: all along its way, between pages and inside of them."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.servers.latency import Proxy
from tests.whole.program import SECONDS, Home

_LOOK_SECONDS = 0.002
_HELLO_OCTETS = 500
_KEPT = """
    SELECT count(*) FROM location JOIN scope ON scope.id = location.scope
    WHERE location.generation = scope.generation
"""
_DELAYS = (0.02, 0.15, 0.4)
"""A kill strikes up to so many seconds later: while the next page is read, learned or written."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much an undisturbed sync keeps."""

    records: int


@dataclass(frozen=True, slots=True)
class Kill:
    """One killed sync: *number* from 0 on, how many records were kept by then."""

    number: int
    kept: int


def nothing(_: Kill) -> None:
    """What happens between a kill and the next start, where nothing happens."""


def undisturbed(home: Home) -> Work:
    """Sync to the end and see how much that is."""
    home.run("sync")
    return Work(kept(home))


def kill_when(home: Home, reached: Callable[[], bool], delay: float = 0.0) -> bool:
    """Start a sync and kill it *delay* seconds after *reached*; whether it still ran."""
    deadline = time.monotonic() + SECONDS
    with home.start("sync") as sync:
        while sync.poll() is None and not reached() and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        time.sleep(delay)
        running = sync.poll() is None
        sync.kill()
        sync.communicate()
    return running


def torn(
    home: Home,
    far: Proxy,
    work: Work,
    *,
    seed: int,
    kills: int,
    between: Callable[[Kill], None] = nothing,
) -> list[Kill]:
    """Kill *kills* syncs at seeded points, evenly over all the *work*, then finish the last one.

    Each kill strikes when its share is kept; where a former one came late and it is kept already,
    right after the server spoke. *between* is what happens after it. Returns the kills that struck
    a running sync.
    """
    chance = random.Random(seed)
    struck = []
    for number in range(kills):
        share = int(work.records * (number + chance.random()) / kills)
        enough = _reached(home, far, share)
        if kill_when(home, enough, chance.uniform(0, chance.choice(_DELAYS))):
            struck.append(Kill(number, kept(home)))
            between(struck[-1])
    home.run("sync")
    return struck


def _reached(home: Home, far: Proxy, records: int) -> Callable[[], bool]:
    spoken = far.received + _HELLO_OCTETS
    return lambda: far.received >= spoken and kept(home) >= records


def kept(home: Home) -> int:
    """How many records have a place in the store, in the generation that is read now."""
    try:
        return int(str(home.query(_KEPT)[0][0]))
    except sqlite3.OperationalError:  # not there yet, or being made just now
        return 0
