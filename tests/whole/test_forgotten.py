"""After `forget` no file of the home holds a word of the person, and nothing brings them back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent.config import Account
from tests.whole.program import Home

WHO = "canarylocal@lumen.example"
WORDS = (b"canarylocal", b"canaryname", b"canarysubject", b"5550142")


def mail(number: int, author: str, to: str, subject: str, sent: datetime) -> str:
    return (
        f"From - Thu Jan  1 00:00:00 2026\nFrom: {author}\nTo: {to}\nSubject: {subject}\n"
        f"Date: {sent:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{number}@mail.example>\n\n"
        "Thanks.\n\n--\nAna Canaryname\nHead of Ops, Lumen Ltd\n+41 44 555 0142\n\n"
    )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    me, ana = "Robin Vale <robin@vale.example>", f"Ana Canaryname <{WHO}>"
    bo = "Bo Lind <bo@other.example>"
    now, box = datetime.now(UTC), tmp_path / "mail.mbox"
    with box.open("w", encoding="utf-8") as file:
        for number in range(1, 12, 2):
            at = now - timedelta(days=number + 1)
            file.write(mail(number, ana, me, "canarysubject", at))
            file.write(mail(number + 1, me, ana, "Re: canarysubject", at + timedelta(hours=1)))
        subject = "Lunch with Ana Canaryname"
        file.write(mail(20, bo, me, subject, now - timedelta(days=3)).split("\n--\n")[0] + "\n\n")
    return Home.make(
        tmp_path / "home", (Account(name="mail", connector="mbox", options={"path": str(box)}),)
    )


def traces(home: Home) -> set[tuple[str, bytes]]:
    files = [one for one in home.folder.rglob("*") if one.is_file()]
    return {(one.name, word) for one in files for word in WORDS if word in one.read_bytes().lower()}


@pytest.fixture
def forgotten(home: Home) -> Home:
    home.run("sync")
    home.run("prospect", "add", "Jonas Weber, Head of Ops, Target <jonas@target.example>")
    home.run("ask", "1", "--via", WHO)
    home.run("backup")
    assert {word for _, word in traces(home)} >= set(WORDS[:3])
    home.run("forget", WHO, "--yes")
    return home


def test_no_file_holds_a_word_of_who_was_forgotten(forgotten: Home) -> None:
    assert traces(forgotten) == set()


def test_no_sync_brings_them_back(forgotten: Home) -> None:
    forgotten.run("sync", "--retry")
    forgotten.run("sync")

    assert traces(forgotten) == set()


def test_no_backup_brings_them_back(forgotten: Home) -> None:
    (copy,) = (forgotten.folder / "backups").glob("*.db")
    forgotten.run("backup", "verify")
    forgotten.run("restore", str(copy), "--yes")

    assert traces(forgotten) == set()
    said = json.loads(copy.with_suffix(".json").read_text(encoding="utf-8"))
    assert said["tables"]["suppression"]["rows"] == 2  # the address, the name


def test_a_backup_from_elsewhere_is_cleaned_when_the_store_is_lost(
    home: Home, tmp_path: Path
) -> None:
    home.run("sync", "//", "backup", "--to", str(tmp_path / "disk"))
    home.run("forget", WHO, "--yes")
    (home.folder / "narrowcast.db").unlink()
    (copy,) = (tmp_path / "disk").glob("*.db")
    assert b"canarylocal" in copy.read_bytes()

    home.run("restore", str(copy), "--yes")

    assert traces(home) == set()
