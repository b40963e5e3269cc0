"""What a daemon tells of itself, and that its lock says whether it lives."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.agent import bulletin, lock
from narrowcast.agent.bulletin import AccountNews, Bulletin, ChoreNews

TOLD = Bulletin(
    pid=7,
    since="2026-06-03T12:00:00+00:00",
    at="2026-06-03T12:00:30+00:00",
    accounts=(AccountNews(name="mail", rest=60.0),),
    chores={"backup": ChoreNews(at="2026-06-03T12:00:10+00:00", outcome="done")},
)


def test_what_is_written_is_read_and_private(tmp_path: Path) -> None:
    path = tmp_path / "daemon.json"

    bulletin.write(path, TOLD)

    assert bulletin.read(path) == TOLD
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"accounts": 1, "chores": {}}'])
def test_what_was_not_written_by_us_is_not_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "daemon.json"
    path.write_text(text)

    assert bulletin.read(path) is None


def test_who_holds_the_lock_runs(tmp_path: Path) -> None:
    held = tmp_path / "daemon.lock"
    before = bulletin.is_running(held)
    with lock.alone(held):
        meanwhile = bulletin.is_running(held)

    assert (before, meanwhile, bulletin.is_running(held)) == (False, True, False)


def test_this_process_weighs_and_works() -> None:
    assert 5 < bulletin.memory_mb() < 5000
    assert bulletin.cpu_seconds() > 0
