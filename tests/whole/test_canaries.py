"""What is private stands in no log, no journal of a service and no copy but the store's own."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import logs
from narrowcast.agent.config import Account
from tests.whole.program import Home

SECRET = "canarysecret"
WORDS = ("canarysubject", "canarybody", "canaryname", "canarylocal", SECRET)


def mail(number: int, author: str, to: str, sent: datetime, *, answers: int = 0) -> str:
    return (
        f"From - Thu Jan  1 00:00:00 2026\nFrom: {author}\nTo: {to}\n"
        f"Subject: canarysubject {number}\nDate: {sent:%a, %d %b %Y %H:%M:%S +0000}\n"
        f"Message-ID: <{number}@mail.example>\n"
        + (f"In-Reply-To: <{answers}@mail.example>\n" if answers else "")
        + "\nHello, canarybody here.\n\n"
    )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    me, ana = "Robin Vale <robin@vale.example>", "Ana Canaryname <canarylocal@lumen.example>"
    now, box = datetime.now(UTC), tmp_path / "mail.mbox"
    with box.open("w", encoding="utf-8") as file:
        for number in range(1, 12, 2):
            at = now - timedelta(days=number + 1)
            file.write(mail(number, ana, me, at))
            file.write(mail(number + 1, me, ana, at + timedelta(hours=1), answers=number))
        file.write("From - broken\nFrom: canarylocal@@\nDate: canarysubject\n\ncanarybody\n\n")
    away = {"host": "localhost", "port": 1, "user": "canarylocal@lumen.example"}
    return Home.make(
        tmp_path / "home",
        (
            Account(name="mail", connector="mbox", options={"path": str(box)}),
            Account(
                name="away",
                connector="imap",
                options={**away, "password_env": "NARROWCAST_TEST_PASSWORD"},
            ),
        ),
    )


@pytest.fixture
def log(home: Home) -> Iterator[Path]:
    """The daemon's log, beside everything that this process does; all levels are heard."""
    root = logging.getLogger()
    level = root.level
    handler = logs.to_file(home.folder)
    root.setLevel(logging.DEBUG)
    yield home.folder / logs.FILE
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def test_no_private_word_is_in_the_log_whatever_is_done(home: Home, log: Path) -> None:
    owner = Home(home.folder, password=SECRET)
    logs.event("begun")
    owner.run("sync")
    owner.run("prospect", "add", "Jonas Weber, Head of Ops, Target <canarylocal@target.example>")
    owner.run("ask", "1", "--via", "canarylocal@lumen.example")
    owner.run("approve", "1", "--anyway", "a test")
    owner.run("sync")
    owner.run("why", "nobody canaryname", fails=True)
    owner.run("backup")
    try:
        raise RuntimeError("Dear canaryname, canarybody canarysecret <canarylocal@lumen.example>")
    except RuntimeError as fault:
        logs.fault("a fault of ours", fault)

    said = log.read_text(encoding="utf-8").casefold()
    assert "begun" in said
    assert "fault=runtimeerror" in said
    assert [word for word in WORDS if word in said] == []


def test_no_password_is_in_any_file(home: Home, log: Path) -> None:
    owner = Home(home.folder, password=SECRET)
    owner.run("sync")
    owner.run("backup")

    files = [one for one in home.folder.rglob("*") if one.is_file()]
    assert any(one.parent.name == "backups" for one in files)
    assert [one.name for one in files if SECRET.encode() in one.read_bytes()] == []
    assert [one.name for one in files if b"canarybody" in one.read_bytes()] == []


def test_every_file_is_the_owners_alone(home: Home, log: Path) -> None:
    before = os.umask(0o022)  # what most systems start with
    logs.event("begun")
    home.run("sync", "//", "backup", "//", "pause", "//", "resume")
    (copy,) = (home.folder / "backups").glob("*.db")
    home.run("restore", str(copy), "--yes")
    os.umask(before)

    made = [one for one in home.folder.rglob("*") if one.name != "config.toml"]
    assert {one.suffix for one in made} >= {".db", ".json", ".log", ".key"}
    assert [one for one in made if stat.S_IMODE(one.stat().st_mode) & 0o077] == []
