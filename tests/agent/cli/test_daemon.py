"""`narrowcast daemon` and `narrowcast service` as somebody types them, without a daemon."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrowcast.agent import bulletin, lock, services
from narrowcast.agent.bulletin import AccountNews, Bulletin, ChoreNews
from narrowcast.agent.config import Account
from tests.whole.program import Home

LIVES = Bulletin(
    pid=4711,
    since="2026-06-03T06:00:00+00:00",
    at="2026-06-03T08:00:00+00:00",
    ticks=12,
    last_tick="2026-06-03T07:59:31+00:00",
    trouble="there is no room for the store; free some of the disk and run it again",
    accounts=(AccountNews(name="mail"), AccountNews(name="work", rest=240.0)),
    chores={"backup": ChoreNews(at="2026-06-03T06:00:10+00:00", outcome="failed", why="no room")},
    next_morning="2026-06-04T07:30:00+00:00",
    on_battery=True,
    memory_mb=120.4,
    cpu_seconds=33.2,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    box = tmp_path / "box.mbox"
    box.touch()
    return Home.make(
        tmp_path / "home", (Account(name="box", connector="mbox", options={"path": str(box)}),)
    )


def test_without_a_daemon_status_and_stop_say_so(home: Home) -> None:
    assert "does not run" in home.run("daemon", "status")
    assert "does not run" in home.run("daemon", "stop")
    assert json.loads(home.run("daemon", "status", "--json")) == {"running": False, "told": None}


def test_a_bulletin_of_a_daemon_that_died_is_not_believed(home: Home) -> None:
    bulletin.write(home.folder / "daemon.json", LIVES)

    assert "does not run" in home.run("daemon", "status")


def test_status_tells_of_accounts_chores_trouble_and_what_is_next(home: Home) -> None:
    bulletin.write(home.folder / "daemon.json", replace(LIVES, at=datetime.now(UTC).isoformat()))

    with lock.alone(home.folder / "daemon.lock"):
        said = home.run("daemon", "status")

    assert said.splitlines() == [
        "the daemon runs since 2026-06-03 06:00 (process 4711)",
        "12 looks at your accounts, last at 2026-06-03 07:59",
        "  mail: well",
        "  work: not read for 4 min more",
        "trouble: there is no room for the store; free some of the disk and run it again",
        "backup: failed, 2026-06-03 06:00: no room",
        "next morning mail: 2026-06-04 07:30",
        "on battery: only what is new is read",
        "120 MB of memory, 33 s of processor",
    ]


def test_status_says_that_a_daemon_told_nothing_for_long(home: Home) -> None:
    bulletin.write(home.folder / "daemon.json", LIVES)
    with lock.alone(home.folder / "daemon.lock"):
        assert "told nothing for" in home.run("daemon", "status")

    now = replace(LIVES, at=datetime.now(UTC).isoformat())
    bulletin.write(home.folder / "daemon.json", now)
    with lock.alone(home.folder / "daemon.lock"):
        assert "told nothing for" not in home.run("daemon", "status")


def test_a_second_daemon_is_refused(home: Home) -> None:
    with lock.alone(home.folder / "daemon.lock"):
        said = home.run("daemon", "run", fails=True)

    assert "another narrowcast is at work" in said


@pytest.mark.parametrize("chore", ["backup", "upkeep", "morning", "weekly"])
def test_a_chore_says_one_word(home: Home, chore: str) -> None:
    said = home.run("daemon", "do", chore)

    assert said.strip() in {"done", "nothing to say"}


def test_a_chore_done_twice_is_done_once(home: Home) -> None:
    home.run("sync", "//", "daemon", "do", "backup", "//", "daemon", "do", "backup")

    assert len(list((home.folder / "backups").glob("*.db"))) == 1


def test_service_files_are_shown_and_nothing_is_written(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "keeper_here", lambda: services.Keeper.SYSTEMD)

    said = home.run("service", "install", "--show", "--strict")

    assert f"--home {home.folder} daemon run" in said
    assert "ProtectSystem=strict" in said
    assert "not installed" in home.run("service", "status")
    assert "no service" in home.run("service", "uninstall")
