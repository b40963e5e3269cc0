"""A sync killed at any moment and finished later leaves the same database as one never killed."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrowcast.agent import config_text
from narrowcast.agent.config import Account, OwnerSettings, PrivacySettings, Settings
from narrowcast.agent.demo.sample import Sample, generate
from narrowcast.connectors.tiers import Tier

_SYNC = [sys.executable, "-c", "from narrowcast.agent.cli import main; main()"]
_END = datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return generate(7, tmp_path_factory.mktemp("sample"), end=_END)


@pytest.fixture
def fresh_home(sample: Sample, tmp_path: Path) -> Callable[[str, Tier], Path]:
    def make(name: str, tier: Tier) -> Path:
        home = tmp_path / name
        home.mkdir()
        sources = {"mbox": sample.mail, "ics": sample.calendar, "linkedin": sample.linkedin}
        accounts = tuple(
            Account(name=kind, connector=kind, options={"path": str(path)})
            for kind, path in sources.items()
        )
        owner = OwnerSettings(addresses=tuple(sample.owner.addresses))
        settings = Settings(owner=owner, accounts=accounts, privacy=PrivacySettings(tier=tier))
        (home / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
        # The same key, or mentions are other numbers.
        (home / "mention.key").touch(mode=0o600)
        (home / "mention.key").write_bytes(bytes(range(32)))
        return home

    return make


def start(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*_SYNC, "--home", str(home), "sync"], stdout=subprocess.DEVNULL)


def run_through(home: Path) -> float:
    began = time.monotonic()
    with start(home) as sync:
        assert sync.wait() == 0
    return time.monotonic() - began


def content(home: Path) -> list[str]:
    """Every row of every table; only the time of the last reading may differ."""
    with closing(sqlite3.connect(home / "narrowcast.db")) as db:
        db.execute("UPDATE scope SET last_ok = 0")
        lines = list(db.iterdump())
    return [line for line in lines if '"_sqlite_migrations"' not in line]


def killed(home: Path, moments: list[float]) -> int:
    """Kill a sync after each of *moments* seconds; return how many were still running then."""
    hit = 0
    for moment in moments:
        with start(home) as sync:
            try:
                sync.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                sync.send_signal(signal.SIGKILL)
                hit += 1
    return hit


def check(fresh_home: Callable[[str, Tier], Path], tier: Tier, kills: int, seed: int) -> int:
    whole, torn = fresh_home("whole", tier), fresh_home("torn", tier)
    took, idle = run_through(whole), run_through(whole)
    chance = random.Random(seed)
    # Each sync is killed after about its share of the work, so that every kill finds work to do.
    share = max(took - idle, 0.1) / kills
    moments = [idle + chance.uniform(-0.1 * idle, 1.5 * share) for _ in range(kills)]

    hit = killed(torn, moments)
    run_through(torn)

    assert content(torn) == content(whole)
    return hit


def test_eight_kills_leave_the_same_database(fresh_home: Callable[[str, Tier], Path]) -> None:
    assert check(fresh_home, Tier.HEADERS, kills=8, seed=1) > 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_thirty_kills_leave_the_same_database(
    fresh_home: Callable[[str, Tier], Path],
    seed: int,
    record_property: Callable[[str, object], None],
) -> None:
    record_property("kills", check(fresh_home, Tier.MENTIONS, kills=6, seed=seed))
