"""One mailbox, read by Microsoft Graph and by IMAP: the same people, tallies and suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.graph import Graph
from tests.servers.mails import mailbox
from tests.whole.clouds import microsoft_home
from tests.whole.learned import learned, suggested, weighed
from tests.whole.people import history
from tests.whole.program import Home, differences, imap_account

MAILS = [*history(), *mailbox(51, 120, folders=2)]


def by_graph(folder: Path, graph: Graph, mails: Sequence[Mail], tier: Tier) -> Home:
    graph.load(mails)
    home = microsoft_home(folder, graph, tier=tier)
    home.run("sync")
    return home


def by_imap(folder: Path, box: Dovecot, mails: Sequence[Mail], tier: Tier) -> Home:
    user = box.fresh_user()
    box.append_all(user, mails)
    home = Home.make(folder, (imap_account(box, user),), tier=tier)
    home.run("sync")
    return home


@pytest.mark.parametrize("tier", Tier, ids=str)
def test_people_tallies_and_suggestions_are_the_same(
    graph: Graph, dovecot: Dovecot, tmp_path: Path, tier: Tier
) -> None:
    api = by_graph(tmp_path / "api", graph, MAILS, tier)
    imap = by_imap(tmp_path / "imap", dovecot, MAILS, tier)

    assert len(learned(api)["messages"]) == len(MAILS)
    # What the owner sent comes without headers: only who may read texts learns what it answers.
    expected = {"answers"} if tier is Tier.HEADERS else set[str]()
    assert differences(learned(api), learned(imap)).keys() == expected
    # So whom an answer of the owner asks is not known there either.
    left_out = {"responsiveness"} if expected else set[str]()
    mine, theirs = (weighed(suggested(home), left_out) for home in (api, imap))
    assert mine
    assert mine == theirs


def test_read_both_ways_at_once_nothing_counts_twice(
    graph: Graph, dovecot: Dovecot, tmp_path: Path
) -> None:
    graph.load(MAILS)
    alone = by_imap(tmp_path / "imap", dovecot, MAILS, Tier.HEADERS)
    user = dovecot.fresh_user()
    dovecot.append_all(user, MAILS)
    both = microsoft_home(tmp_path / "both", graph, imap_account(dovecot, user), tier=Tier.HEADERS)

    both.run("sync")

    assert both.query("SELECT count(*) FROM location") == [(2 * len(MAILS),)]
    assert differences(learned(both), learned(alone)) == {}
    assert suggested(both) == suggested(alone)
