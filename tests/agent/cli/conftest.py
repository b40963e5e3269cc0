"""An invented mailbox with hostile names, and the command line run on it in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from narrowcast.agent import config_text
from narrowcast.agent.cli import app
from narrowcast.agent.config import Account, OwnerSettings, Settings

HOSTILE = "=?utf-8?q?=1B=5D0;pwned=07Ana_=E2=80=AEgnp?="
MAILS = 12


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def mail(number: int, author: str, to: str, subject: str, sent: datetime) -> str:
    return (
        f"From - Thu Jan  1 00:00:00 2026\n"
        f"From: {author}\nTo: {to}\nSubject: {subject}\n"
        f"Date: {sent:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{number}@mail.example>\n"
        f"\nHello, Jonas Weber of Target was here too.\n\n"
    )


def mailbox(path: Path) -> None:
    """Mail both ways with Ana, whose name is hostile, and with the prospect in copy."""
    now = datetime.now(UTC)
    me, ana = "Robin Vale <robin@vale.example>", f"{HOSTILE} <ana@lumen.example>"
    both = f"{me}, Jonas Weber <jonas@target.example>"
    with path.open("w", encoding="utf-8") as file:
        for number in range(0, MAILS, 2):
            at = now - timedelta(days=number + 1)
            file.write(mail(number, ana, both, f"{HOSTILE} plans {number}", at))
            file.write(mail(number + 1, me, ana, f"Re: plans {number}", at + timedelta(hours=1)))
        file.write(mail(MAILS, "Bo Lind <bo@other.example>", me, "Lunch", now - timedelta(days=9)))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "narrowcast"
    folder.mkdir(mode=0o700)
    mailbox(tmp_path / "mail.mbox")
    settings = Settings(
        owner=OwnerSettings(name="Robin Vale", addresses=("robin@vale.example",), pitch="I help."),
        accounts=(
            Account(name="mail", connector="mbox", options={"path": str(tmp_path / "mail.mbox")}),
        ),
    )
    (folder / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
    return folder


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def narrowcast(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["narrowcast", "--home", str(home), *arguments])
        code, umask = 0, os.umask(0o077)
        try:
            app.run()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        finally:
            os.umask(umask)  # a process of its own would take its umask along
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return narrowcast


@pytest.fixture
def synced(run: Run) -> Run:
    assert run("sync").code == 0
    assert (
        run("prospect", "add", "Jonas Weber, Head of Ops, Target <jonas@target.example>").code == 0
    )
    return run
