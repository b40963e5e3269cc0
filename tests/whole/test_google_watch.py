"""Staying beside a Gmail box whose quota makes the first reading slow."""

from __future__ import annotations

from pathlib import Path

from narrowcast.connectors.tiers import Tier
from tests.servers.google import GoogleWorld
from tests.whole.clouds import conversations, google_home
from tests.whole.killing import kept
from tests.whole.people import PROSPECT, until
from tests.whole.program import Home

GET = "gmail.users.messages.get"


def test_other_commands_work_beside_a_slow_first_reading(
    google_world: GoogleWorld, tmp_path: Path
) -> None:
    google_world.load(conversations(400))
    home = google_home(tmp_path / "home", google_world, tier=Tier.HEADERS, quota="2026")

    with home.start("sync", "--watch") as watch:
        try:
            assert until(60, lambda: kept(home) > 0)
            begun = len(google_world.calls(GET))
            home.run("prospect", "add", PROSPECT)  # fails where it has to wait too long
            home.run("status")
            meanwhile = len(google_world.calls(GET))
            assert watch.poll() is None
            watch.terminate()
            said, _ = watch.communicate(timeout=30)
        finally:
            watch.kill()  # else a failure would wait for it without end

    assert watch.returncode == 0, said
    assert meanwhile - begun < 100
    assert 0 < kept(home) < 400
    assert without_place(home) == []


def without_place(home: Home) -> list[tuple[object, ...]]:
    """Mails of a page that was kept in part: there are none."""
    return home.query(
        "SELECT id FROM message WHERE id NOT IN (SELECT message FROM location"
        " WHERE message IS NOT NULL)"
    )
