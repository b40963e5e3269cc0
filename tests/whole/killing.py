"""Kills a sync where it hurts: after so many octets of the server's answer, not after a time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.servers.latency import Proxy
from tests.whole.program import SECONDS, Home

_LOOK_SECONDS = 0.001
_MOST_DELAY = 0.06
"""A kill strikes up to so many seconds after the octets came: while they are learned and kept."""


def nothing(_: Kill) -> None:
    """What happens between a kill and the next start, where nothing happens."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One killed sync: *number* from 0 on, how many records were kept by then, of how many."""

    number: int
    kept: int


def kill_after(home: Home, far: Proxy, octets: int, delay: float) -> bool:
    """Start a sync and kill it once the server has said *octets* more; whether it still ran."""
    until = far.received + octets
    deadline = time.monotonic() + SECONDS
    with home.start("sync") as sync:
        while sync.poll() is None and far.received < until and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        time.sleep(delay)
        running = sync.poll() is None
        sync.kill()
        sync.communicate()
    return running


def torn(
    home: Home,
    far: Proxy,
    *,
    seed: int,
    kills: int,
    octets: int,
    between: Callable[[Kill], None] = nothing,
) -> list[Kill]:
    """Kill *kills* syncs at seeded points, about evenly over a sync of *octets*, then finish it.

    *between* is what happens after each kill. Returns the kills that struck a running sync.
    """
    chance = random.Random(seed)
    struck = []
    for number in range(kills):
        share = int(octets / kills * chance.uniform(0.2, 1.6))
        if kill_after(home, far, share, chance.uniform(0, _MOST_DELAY)):
            struck.append(Kill(number, kept(home)))
            between(struck[-1])
    home.run("sync")
    return struck


def kept(home: Home) -> int:
    """How many records have a place in the store."""
    if not home.store.exists():
        return 0
    with home.reading() as db:
        known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'location'").fetchone()
        return int(db.execute("SELECT count(*) FROM location").fetchone()[0]) if known else 0
