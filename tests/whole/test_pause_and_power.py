"""The program as its owner runs it: paused, run dry, and ended by the power at a crash point."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.agent.crashpoints import CRASHED, VARIABLE
from tests.servers.dovecot import Dovecot
from tests.whole.people import ANA, PROSPECT, history
from tests.whole.program import Home, imap_account

UNDO_SECONDS = 12 * 60.0
LATER = -3_600.0


@pytest.fixture
def home(dovecot: Dovecot, tmp_path: Path) -> Home:
    """Robin's home with one approved letter that is due; it goes to the outbox folder."""
    user = dovecot.fresh_user()
    dovecot.append_all(user, history())
    made = Home.make(tmp_path / "home", (imap_account(dovecot, user),))
    made.run(
        *("sync", "//", "prospect", "add", PROSPECT, "//"),
        *("ask", "1", "--via", ANA, "//", "approve", "1", "--anyway", "a test"),
        ago=UNDO_SECONDS,
    )
    return made


def filed(home: Home) -> int:
    folder = home.folder / "outbox" / "new"
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_paused_and_run_dry_nothing_leaves_and_both_say_so(home: Home) -> None:
    home.run("pause", "--why", "holidays")
    paused = home.run("sync")
    shown = home.run("status")
    home.run("resume")
    dry = home.run("sync", "--dry-run")
    assert filed(home) == 0

    home.run("sync")

    assert "holidays" in paused
    assert "sending is paused since" in shown
    assert "it would leave now" in dry
    assert filed(home) == 1


def test_a_pause_that_has_no_day_to_come_is_refused(home: Home) -> None:
    assert "must be a day" in home.run("pause", "--until", "2020-01-01", fails=True)
    assert "must be a day such as" in home.run("pause", "--until", "soon", fails=True)
    assert not (home.folder / "paused").exists()


def test_the_power_fails_at_any_point_of_a_sync_and_one_letter_leaves(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = []
    for at in (2, 8):
        monkeypatch.setenv(VARIABLE, str(at))
        with home.start("sync") as sync:
            said, _ = sync.communicate(timeout=60)
        ended.append(f"ended at crash point {at}" in said)
        assert sync.returncode == (CRASHED if ended[-1] else 0)
    monkeypatch.delenv(VARIABLE)

    home.run("sync")
    home.run("sync", ago=LATER)

    assert any(ended)
    assert filed(home) == 1
    assert home.query("SELECT state FROM outbox") == [("sent",)]
