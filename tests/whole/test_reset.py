"""A box with a new UIDVALIDITY, or a void cursor, costs heads again: no text, no evidence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers.dovecot import QRESYNC, WITHOUT_CONDSTORE, Dovecot, Setup
from tests.servers.latency import proxy
from tests.servers.mails import mailbox
from tests.whole.churning import FOLDERS
from tests.whole.killing import Kill, kept, kill_when, torn, undisturbed
from tests.whole.program import Home, Rows, differences, imap_account
from tests.whole.wire import texts_fetched

Dovecots = Callable[[Setup], Dovecot]
Record = Callable[[str, object], None]

LOGGED = Setup(rawlog=True)
LOGGED_MODEST = Setup(rawlog=True, capabilities=WITHOUT_CONDSTORE.capabilities)

PLACES = {"location": frozenset({"remote_id", "generation"}), "scope": frozenset({"cursor"})}
GENERATIONS = {
    "location": frozenset({"generation"}),
    "scope": frozenset({"cursor", "generation", "resets", "resets_since", "sweeping"}),
    "setting": frozenset({"*"}),  # how often each server's stamp was met: a listing more
}


def relinked(before: Rows, after: Rows) -> float:
    """The share of mails that kept their row: neither lost nor taken in as another mail."""
    old, new = set(before["message"]), set(after["message"])
    return len(old & new) / max(len(old), 1)


def reset(server: Dovecot, user: str) -> None:
    """Give every folder another UIDVALIDITY and, with holes closed, other UIDs."""
    for folder in FOLDERS:
        with server.client(user) as client:
            client.select(folder)
            client.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
            client.expunge()
        server.reset_uidvalidity(user, folder)


@pytest.mark.parametrize(
    "setup",
    [pytest.param(LOGGED, id="qresync"), pytest.param(LOGGED_MODEST, id="without-condstore")],
)
def test_a_new_uidvalidity_relinks_every_mail_and_fetches_no_text(
    dovecots: Dovecots, setup: Setup, tmp_path: Path
) -> None:
    server = dovecots(setup)
    user = server.fresh_user()
    server.deliver(user, mailbox(21, 400))
    home = Home.make(tmp_path / "home", (imap_account(server, user),))
    home.run("sync")
    before, texts = home.rows(), texts_fetched(server, user)
    server.forget_commands(user)
    reset(server, user)

    home.run("sync")

    assert texts, "the first sync read some"
    assert texts_fetched(server, user) == []
    assert relinked(before, home.rows()) == 1
    assert len(home.rows()["message"]) == len(before["message"])
    assert places_are_the_servers(home, server, user)


def places_are_the_servers(home: Home, server: Dovecot, user: str) -> bool:
    known = home.query("SELECT count(*) FROM location")[0][0]
    return known == sum(len(server.message_ids(user, folder)) for folder in FOLDERS)


@pytest.mark.soak
def test_a_new_uidvalidity_amid_20000_mails(
    dovecots: Dovecots, tmp_path: Path, record_property: Record
) -> None:
    server = dovecots(LOGGED)
    user = server.fresh_user()
    server.deliver(user, mailbox(22, 20_000))
    home = Home.make(tmp_path / "home", (imap_account(server, user),))
    home.run("sync")
    before = home.rows()
    server.forget_commands(user)
    reset(server, user)
    for number in range(10):
        kill_when(home, lambda: kept(home) >= number * 1_000)  # noqa: B023 - called at once

    home.run("sync")

    share, texts = relinked(before, home.rows()), texts_fetched(server, user)
    record_property("relinked", f"{share:.4%}")
    record_property("texts fetched again", len(texts))
    assert share >= 0.999
    assert texts == []
    assert places_are_the_servers(home, server, user)


def expire(home: Home, every: int) -> Callable[[Kill], None]:
    """After each *every*th kill, make all cursors such as the connector does not know."""

    def between(kill: Kill) -> None:
        if kill.number % every == every - 1 and kill.kept:
            with closing(sqlite3.connect(home.store)) as db:
                db.execute("UPDATE scope SET cursor = '{}' WHERE cursor IS NOT NULL")
                db.commit()

    return between


def check_expired(
    server: Dovecot, user: str, folder: Path, *, kills: int, every: int, seed: int
) -> int:
    with proxy(server.port) as far:
        account = imap_account(server, user, port=far.port)
        whole = Home.make(folder / "whole", (account,))
        work = undisturbed(whole)
        home = Home.make(folder / "torn", (account,))
        between = expire(home, every)
        struck = torn(home, far, work, seed=seed, kills=kills, between=between)

    assert differences(home.rows(GENERATIONS), whole.rows(GENERATIONS)) == {}
    return len(struck)


def test_cursors_that_expire_between_kills_lose_nothing(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.fresh_user()
    dovecot.deliver(user, mailbox(23, 500, folders=6))

    assert check_expired(dovecot, user, tmp_path, kills=3, every=2, seed=23) >= 2


@pytest.mark.soak
def test_cursors_that_expire_between_50_kills_of_20000_mails_lose_nothing(
    dovecot: Dovecot, tmp_path: Path, record_property: Record
) -> None:
    user = dovecot.fresh_user()
    dovecot.deliver(user, mailbox(24, 20_000))

    record_property("kills", check_expired(dovecot, user, tmp_path, kills=50, every=10, seed=24))


def test_a_server_reset_while_it_is_read_is_read_to_its_end(
    dovecots: Dovecots, tmp_path: Path
) -> None:
    server = dovecots(QRESYNC)
    user = server.fresh_user()
    server.deliver(user, mailbox(25, 1_400))
    account = imap_account(server, user)
    home = Home.make(tmp_path / "torn", (account,))
    with home.start("sync") as sync:
        while sync.poll() is None and not kept(home):
            time.sleep(0.001)
        assert sync.poll() is None
        server.reset_uidvalidity(user)
        said, _ = sync.communicate(timeout=60)
    home.run("sync")
    whole = Home.make(tmp_path / "whole", (account,))
    whole.run("sync")

    assert "Traceback" not in said
    known = [set(one.query("SELECT identity, message_id FROM message")) for one in (home, whole)]
    assert known[0] == known[1]
    assert places_are_the_servers(home, server, user)
