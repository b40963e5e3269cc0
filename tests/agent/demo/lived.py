"""Weeks of the demo that were lived once for a whole run of the tests, whoever asks first."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrowcast.agent.demo import drive
from narrowcast.agent.demo.drive import Day, Moved, Opening, Outcome
from narrowcast.agent.demo.sample import Sample
from narrowcast.agent.demo.world import Reaction
from narrowcast.agent.store import companions
from narrowcast.agent.store.asks import Origin


@dataclass(frozen=True)
class Week:
    """A week that was lived, and the truth about it."""

    home: Path
    """Its config.toml and store: not to be written to, others look at them, too."""
    sample: Sample
    opening: Opening
    days: tuple[Day, ...]
    outcomes: tuple[Outcome, ...]
    truth: dict[str, Reaction]
    letters: int
    overtaken: int
    """Letters that were approved, and held back since an answer came first."""
    shown: frozenset[str]
    """Message-IDs that the program judged to be about an ask."""

    def caused(self) -> Iterator[tuple[Outcome, Moved]]:
        """Every step that a message stands behind."""
        for outcome in self.outcomes:
            for step in outcome.steps:
                if step.message_id and step.origin in {Origin.MAIL, Origin.CALENDAR, Origin.CLI}:
                    yield outcome, step


def week(seed: int, folders: pytest.TempPathFactory) -> Week:
    """The week of *seed*; a second worker waits for the first to have lived it."""
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    kept = shared / f"week-{seed}.pickle"
    with (shared / f"week-{seed}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_live(seed, shared / f"week-{seed}")))
    found = pickle.loads(kept.read_bytes())
    assert isinstance(found, Week)
    return found


def _live(seed: int, folder: Path) -> Week:
    with drive.stage(seed, folder) as stage:
        days = tuple(stage.days())
        rows = stage.work.store.conn.execute("SELECT message_id FROM answer WHERE applied > 0")
        return Week(
            home=stage.places.config.parent,
            sample=stage.sample,
            opening=stage.opening,
            days=days,
            outcomes=stage.outcomes(),
            truth={one.message_id: one for one in stage.world.truth()},
            letters=len(stage.sent()),
            overtaken=sum(bool(one.needs_review) for one in companions.every(stage.work.store)),
            shown=frozenset(row[0] for row in rows),
        )
