"""`narrowcast connect` with files, and with an address alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from narrowcast.agent import config, discovering
from tests.agent.cli.conftest import Run, mailbox

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@lumen.example\r\nEND:VCARD\r\n"
MEETING = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260102T100000Z\r\nDTEND:20260102T110000Z\r\n"
    "SUMMARY:Talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    mailbox(folder / "old.mbox")
    (folder / "people.vcf").write_text(CARD)
    (folder / "days.ics").write_text(MEETING)
    with zipfile.ZipFile(folder / "linkedin.zip", "w") as export:
        export.writestr(
            "Connections.csv",
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            "Ana,Ruiz,,ana@lumen.example,Lumen,CTO,02 Jan 2024\n",
        )
    return folder


@pytest.mark.parametrize(
    ("words", "file", "name", "kind"),
    [
        (("mbox",), "old.mbox", "mail-2", "mbox"),
        ((), "old.mbox", "mail-2", "mbox"),
        (("vcard",), "people.vcf", "cards", "vcf"),
        ((), "people.vcf", "cards", "vcf"),
        (("ics",), "days.ics", "calendar", "ics"),
        (("linkedin",), "linkedin.zip", "linkedin", "linkedin"),
    ],
    ids=["mbox", "mbox-by-path", "vcard", "vcf-by-path", "ics", "linkedin"],
)
def test_files_are_told_tried_and_kept(
    run: Run, home: Path, files: Path, words: tuple[str, ...], file: str, name: str, kind: str
) -> None:
    ran = run("connect", *words, str(files / file))

    assert ran.code == 0, ran.err
    assert "narrowcast will read, and change nothing there" in ran.err
    found = {one.name: one for one in config.load(home / "config.toml").accounts}
    assert found[name].connector == kind
    assert run("sync").code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ics", "{}/people.vcf"), "holds nothing that can be read as calendars"),
        (("mbox", "{}/none.mbox"), "is not there"),
        (("mbox",), "narrowcast connect mbox PATH"),
        (("mbox", "{}/../mail.mbox"), "is read already, as mail"),
        (("vcard", "{}/people.vcf", "--send"), "--send does not go with vcard"),
        (("nobody",), "is no address, no path that is there"),
    ],
    ids=["other-kind", "not-there", "no-path", "twice", "send", "nothing"],
)
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(
    run: Run, home: Path, files: Path, words: tuple[str, ...], sentence: str
) -> None:
    (files.parent / "mail.mbox").touch()
    before = (home / "config.toml").read_text("utf-8")

    ran = run("connect", *(str(Path(w.format(files)).resolve()) if "{" in w else w for w in words))

    assert ran.code == 2
    assert sentence in ran.err.replace("\n", " ")
    assert (home / "config.toml").read_text("utf-8") == before


def test_without_a_terminal_a_first_mailbox_wants_init_first(
    run: Run, home: Path, files: Path
) -> None:
    (home / "config.toml").unlink()

    ran = run("connect", str(files / "old.mbox"))

    assert ran.code == 2
    assert "narrowcast init --address robin@vale.example" in ran.err.replace("\n", " ")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("me@fastmail.com", "From imap.fastmail.com, narrowcast will read"),
        ("me@hotmail.com", "docs/setup-microsoft.md"),
        ("me@tuta.com", "export it as .eml"),
        ("me@firm.example", "--host imap.firm.example"),
    ],
)
def test_an_address_alone_finds_its_provider(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    ran = run("connect", address)

    assert ran.code == 2
    assert sentence in ran.err.replace("\n", " ")


def test_nobody_is_asked_about_a_domain_before_the_owner_says_yes(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(discovering, "look_up", lambda domain, _: asked.append(domain))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    run("connect", "me@firm.example")

    assert asked == []
