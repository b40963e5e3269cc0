"""One mailbox, read by Gmail's API and by IMAP: the same people, tallies and suggestions."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import Dovecot
from tests.servers.google import GoogleWorld
from tests.whole.clouds import OWNER, conversations, copied, google_home
from tests.whole.learned import learned, suggested, weighed
from tests.whole.program import Home, differences, imap_account

MAILS = 100


@pytest.fixture
def filled(google_world: GoogleWorld) -> GoogleWorld:
    """A Gmail box."""
    google_world.load(conversations(MAILS))
    return google_world


def by_gmail(folder: Path, world: GoogleWorld, tier: Tier) -> Home:
    home = google_home(folder, world, tier=tier)
    home.run("sync")
    return home


def by_imap(folder: Path, world: GoogleWorld, box: Dovecot, tier: Tier) -> Home:
    account = imap_account(box, copied(world, box))
    home = Home.make(folder, (account,), tier=tier, owner=OWNER)
    home.run("sync")
    return home


@pytest.mark.parametrize("tier", Tier, ids=str)
def test_people_tallies_and_suggestions_are_the_same(
    filled: GoogleWorld, dovecot: Dovecot, tmp_path: Path, tier: Tier
) -> None:
    api = by_gmail(tmp_path / "api", filled, tier)
    imap = by_imap(tmp_path / "imap", filled, dovecot, tier)

    assert len(learned(api)["messages"]) == MAILS
    assert bool(learned(api)["claims"]) is (tier is not Tier.HEADERS)
    assert differences(learned(api), learned(imap)) == {}
    mine, theirs = suggested(api), suggested(imap)
    assert mine[0]["introducers"]
    assert weighed(mine) == weighed(theirs)
    assert tier is not Tier.HEADERS or mine == theirs


def test_read_both_ways_at_once_nothing_counts_twice(
    filled: GoogleWorld, dovecot: Dovecot, tmp_path: Path
) -> None:
    api = by_gmail(tmp_path / "api", filled, Tier.HEADERS)
    imap = imap_account(dovecot, copied(filled, dovecot))
    both = google_home(tmp_path / "both", filled, imap, tier=Tier.HEADERS)

    both.run("sync")

    assert both.query("SELECT count(*) FROM location WHERE message IS NOT NULL") == [(2 * MAILS,)]
    assert differences(learned(both), learned(api)) == {}
    assert suggested(both) == suggested(api)
