"""What the IMAP bench measures is the product: its store is the command line's."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from bench import homes, imap_side, imapclient_peer, mailbox
from bench.homes import Server
from narrowcast.connectors.imap_session import fetch
from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import Dovecot, Mail
from tests.whole.program import Home, Rows, differences

COUNT = 150
WHOSE = {"account", "scope", "location"}
"""Tables that name the connector and where it read."""


@pytest.fixture(scope="module")
def box(dovecot: Dovecot) -> Server:
    """A box with a small synthetic mailbox."""
    user = dovecot.fresh_user()
    mails = mailbox.mails(COUNT)
    dovecot.deliver(user, [Mail(one.raw, at=one.received_at, seen=one.seen) for one in mails])
    return Server(host=dovecot.host, port=dovecot.port, user=user, password=dovecot.users[user])


def made(folder: Path, box: Server, tier: Tier, **how: object) -> Home:
    """A set-up as the bench writes it, with a key of its own that the tests share."""
    homes.write(folder, box, (mailbox.OWNER,), tier=tier, **how)  # type: ignore[arg-type]
    (folder / "mention.key").touch(mode=0o600)
    (folder / "mention.key").write_bytes(bytes(range(32)))
    return Home(folder, password=box.password)


def benched(home: Home, box: Server, monkeypatch: pytest.MonkeyPatch) -> Rows:
    monkeypatch.setenv(homes.PASSWORD_ENV, box.password)
    said = imap_side.sync(argparse.Namespace(home=home.folder, stages=False))
    assert said["messages"] == COUNT
    assert said["problems"] == ()
    return home.rows()


@pytest.mark.parametrize("tier", [Tier.HEADERS, Tier.SIGNATURES])
def test_the_bench_keeps_what_the_command_line_keeps(
    tier: Tier, box: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_bench = benched(made(tmp_path / "bench", box, tier), box, monkeypatch)
    by_hand = made(tmp_path / "hand", box, tier)

    by_hand.run("sync")

    assert differences(by_bench, by_hand.rows()) == {}


def test_the_peers_pipeline_differs_in_who_fetches_and_in_nothing_else(
    box: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(imapclient_peer.plugin(tmp_path / "plugins")))
    fields = {"fields": " ".join(fetch.FIELDS)}
    peer = made(tmp_path / "peer", box, Tier.HEADERS, connector=imapclient_peer.NAME, more=fields)

    theirs = benched(peer, box, monkeypatch)
    ours = benched(made(tmp_path / "ours", box, Tier.HEADERS), box, monkeypatch)

    assert len(ours["message"]) == COUNT
    assert differences(_evidence(theirs), _evidence(ours)) == {}


def _evidence(rows: Rows) -> Rows:
    return {table: found for table, found in rows.items() if table not in WHOSE}
