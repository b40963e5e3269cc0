"""What goes wrong between the program and a server: what the owner reads, and that nothing is lost.

Each of these is a row of docs/reliability.md.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, Mail, Setup
from tests.servers.latency import proxy
from tests.servers.mails import mailbox
from tests.servers.pymap import Pymap
from tests.whole.killing import kept
from tests.whole.people import until
from tests.whole.program import Home, Rows, differences, imap_account

Dovecots = Callable[[Setup], Dovecot]

MAILS = 60


@pytest.fixture
def user(dovecot: Dovecot) -> str:
    """Somebody with a few mails."""
    user = dovecot.fresh_user()
    dovecot.append_all(user, mailbox(31, MAILS))
    return user


@pytest.fixture
def whole(dovecot: Dovecot, user: str, tmp_path: Path) -> Home:
    """What a sync that nothing disturbs keeps of them."""
    home = Home.make(tmp_path / "whole", (imap_account(dovecot, user),))
    home.run("sync")
    return home


# ---------------------------------------------------------------- the way to the server


def test_a_server_that_is_away_is_told_and_the_other_accounts_are_read(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    with proxy(dovecot.port) as far:
        far.refuses.set()
        away = imap_account(dovecot, user, port=far.port, name="away")
        home = Home.make(tmp_path / "home", (away, imap_account(dovecot, user)))

        said = home.run("sync")
        assert "away: " in said
        assert kept(home) == MAILS

        far.refuses.clear()
        assert "away: " not in home.run("sync")
    assert kept(home) == 2 * MAILS


@pytest.mark.parametrize("octets", [300, 9_000, 40_000, 60_000])
def test_a_connection_cut_anywhere_loses_nothing(
    dovecot: Dovecot, user: str, whole: Home, tmp_path: Path, octets: int
) -> None:
    with proxy(dovecot.port) as far:
        far.cut_after = octets
        account = imap_account(dovecot, user, port=far.port)
        home = Home.make(tmp_path / "home", (account,))

        home.run("sync", "//", "sync")

        assert far.cut_after is None, "it was cut"
    assert differences(home.rows(), whole.rows()) == {}


def test_a_certificate_of_a_stranger_ends_the_talk_before_the_password(
    dovecots: Dovecots, stranger_certificates: Certificates, tmp_path: Path
) -> None:
    server = dovecots(Setup(rawlog=True))
    user = server.fresh_user()
    account = imap_account(server, user, ca_file=str(stranger_certificates.ca))
    home = Home.make(tmp_path / "home", (account,))

    said = home.run("sync", fails=True)

    assert "cannot prove that it is localhost" in said
    assert server.sessions(user) == ()


def test_a_wrong_password_names_the_command_and_is_nowhere_to_be_read(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    home = Home.make(tmp_path / "home", (imap_account(dovecot, user),))
    wrong = replace(home, password="canary-9f3c")

    said = wrong.run("--debug", "sync", fails=True)

    assert "→ narrowcast connect mail" in said
    assert "canary-9f3c" not in said
    assert not [one for one in files(home) if b"canary-9f3c" in one.read_bytes()]
    home.run("sync")
    assert kept(home) == MAILS


def files(home: Home) -> list[Path]:
    return [one for one in home.folder.rglob("*") if one.is_file()]


def test_a_watch_outlives_its_connection(dovecot: Dovecot, user: str, tmp_path: Path) -> None:
    with proxy(dovecot.port) as far:
        home = Home.make(tmp_path / "home", (imap_account(dovecot, user, port=far.port),))
        with home.start("sync", "--watch") as watch:
            assert until(60, lambda: kept(home) == MAILS)
            far.refuses.set()
            far.cut()
            time.sleep(3)  # away for longer than the first try comes back
            far.refuses.clear()
            dovecot.append(user, Mail(b"From: a@x.example\r\nSubject: news\r\n\r\nx\r\n"))

            heard = until(60, lambda: kept(home) == MAILS + 1)
            watch.terminate()
            said, _ = watch.communicate(timeout=20)

    assert heard, said
    assert "Traceback" not in said


# ---------------------------------------------------------------- what the server holds


def test_reading_changes_nothing_on_the_server(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.fresh_user()
    dovecot.deliver(user, (replace(one, seen=False) for one in mailbox(32, 40)))
    dovecot.message_ids(user)  # Dovecot's own first look makes its lists
    before = on_disk(dovecot, user)
    home = Home.make(tmp_path / "home", (imap_account(dovecot, user),))

    home.run("sync")

    assert kept(home) == 40
    assert on_disk(dovecot, user) == before


def on_disk(server: Dovecot, user: str) -> set[str]:
    """Every mail with its flags: they stand in its name."""
    box = server.maildir(user)
    return {
        str(one.relative_to(box)) for one in box.rglob("*") if one.parent.name in {"cur", "new"}
    }


def test_a_quiet_box_costs_three_commands_a_folder_and_no_write(
    dovecots: Dovecots, tmp_path: Path
) -> None:
    server = dovecots(Setup(rawlog=True))
    user = server.fresh_user()
    server.append_all(user, mailbox(33, 30, folders=2))
    home = Home.make(tmp_path / "home", (imap_account(server, user),))
    home.run("sync", "//", "sync")
    before = home.rows()
    server.forget_commands(user)

    home.run("sync")

    folders = len(home.query("SELECT id FROM scope"))
    asked = [one for one in server.commands(user) if "LOGOUT" not in one]
    assert folders == 5
    assert 0 < len(asked) <= 3 * folders
    assert differences(home.rows(), before) == {}


ODD = (
    b"",
    b"\r\n",
    b"no head at all\r\n\r\nbody\r\n",
    b"From: \xff\xfe <\x80@\x81>\r\nDate: soon\r\nSubject: =?utf-8?b?!!!?=\r\n\r\nx\r\n",
    b"Message-ID: <dup@x.example>\r\nFrom: a@x.example\r\nSubject: one\r\n\r\nx\r\n",
    b"Message-ID: <dup@x.example>\r\nFrom: b@x.example\r\nSubject: other\r\n\r\nx\r\n",
    b"From: a@x.example\r\n" + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\nx\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\nFrom: a@x.example\r\n\r\n--b\r\n" * 30,
)


TRIES = {"dead_letter": frozenset({"tries"})}


def test_mails_that_are_broken_hold_up_no_other(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.fresh_user()
    dovecot.append_all(user, mailbox(34, 20))
    dovecot.deliver(user, map(Mail, ODD))
    home = Home.make(tmp_path / "home", (imap_account(dovecot, user),))

    said = home.run("sync")

    assert "Traceback" not in said
    assert len(home.query("SELECT id FROM message WHERE message_id LIKE '%@mail.example>'")) >= 19
    before = home.rows(TRIES)
    home.run("sync")
    assert differences(home.rows(TRIES), before) == {}


def test_another_dialect_of_imap_is_read_alike(
    pymap_server: Pymap, dovecot: Dovecot, tmp_path: Path
) -> None:
    mails = [replace(one, folder="INBOX") for one in mailbox(35, 40)]
    user = dovecot.fresh_user()
    dovecot.append_all(user, mails)
    for one in mails:
        pymap_server.append(one)
    account = imap_account(dovecot, user)
    secured = {"port": pymap_server.port, "security": "starttls", "user": pymap_server.user}
    other = replace(account, options={**account.options, **secured})

    mine = evidence(Home.make(tmp_path / "dovecot", (account,)))
    theirs = evidence(Home.make(tmp_path / "pymap", (other,)))

    assert differences(mine, theirs) == {}
    assert len(mine["message"]) == 40


THREADS = {"message": frozenset({"thread"})}


def evidence(home: Home) -> Rows:
    """What was learned, but for the threads of servers, which only one of them tells."""
    home.run("sync")
    tables = ("message", "address", "participation", "name", "tally", "claim")
    return {name: rows for name, rows in home.rows(THREADS).items() if name in tables}


# ---------------------------------------------------------------- this machine


def test_a_full_disk_is_told_and_the_rest_is_read_once_there_is_room(
    dovecot: Dovecot, user: str, whole: Home, tmp_path: Path
) -> None:
    account = imap_account(dovecot, user)
    home = Home.make(tmp_path / "home", (account,))
    room = whole.store.stat().st_size * 2 // 3

    with largest_file(room):
        said = home.run("sync", fails=True)
    home.run("sync")

    assert "Traceback" not in said
    assert "disk" in said
    assert differences(home.rows(), whole.rows()) == {}


@contextmanager
def largest_file(octets: int) -> Iterator[None]:
    """Let no file grow further: no disk can be filled here, SQLite sees the same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
