"""The command line on an invented mailbox: sentences, exit codes, data, nothing hostile shown."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from narrowcast.agent import lock
from narrowcast.nlp import shipped

BIDI = "\u202e"
Run = Callable[..., Any]

READS = (
    ("status",),
    ("contacts",),
    ("contacts", "ana"),
    ("person", "show", "ana@lumen.example"),
    ("prospect", "list"),
    ("suggest",),
    ("suggest", "jonas"),
    ("suggest", "--explain"),
    ("why", "jonas", "--via", "ana@lumen.example"),
    ("timeline",),
    ("today",),
    ("plugins",),
)


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_every_read_prints_for_80_columns_and_as_data(
    synced: Run, command: tuple[str, ...]
) -> None:
    shown, data = synced(*command), synced(*command, "--json")

    assert (shown.code, data.code) == (0, 0)
    assert max(map(len, shown.out.splitlines())) <= 80 or command == ("today",)
    json.loads(data.out)


@pytest.mark.parametrize("command", [*READS, ("export",), ("config",)], ids=" ".join)
def test_nothing_hostile_reaches_the_terminal(synced: Run, command: tuple[str, ...]) -> None:
    out = synced(*command).out

    assert not [char for char in out if (ord(char) < 0x20 and char not in "\n\t")]
    assert not [char for char in out if 0x7F <= ord(char) <= 0x9F or char == BIDI]


def test_the_whole_way_from_suggestion_to_a_planned_letter(synced: Run) -> None:
    assert "ask 1 --via ana@lumen.example" in synced("suggest", "jonas").out
    assert "Jonas" in synced("ask", "1", "--via", "ana@lumen.example").out
    assert synced("approve", "1", "--anyway", "a test").code == 0
    assert "scheduled" in synced("timeline", "1").out
    assert "a draft again" in synced("undo").out


def test_etiquette_refuses_in_one_sentence(synced: Run) -> None:
    synced("ask", "1", "--via", "ana@lumen.example")
    synced("approve", "1", "--anyway", "a test")
    synced("prospect", "add", "Mara Diaz, Head of Sales, Target <mara@target.example>")
    synced("ask", "mara", "--via", "ana@lumen.example")

    refused = synced("approve", "2")

    assert refused.code == 2
    assert "E02" in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_the_same_ask_is_not_drafted_twice(synced: Run) -> None:
    synced("ask", "1", "--via", "ana@lumen.example")

    again = synced("ask", "1", "--via", "ana@lumen.example")

    assert again.code == 2
    assert "ask #1 to ana@lumen.example about Jonas Weber is drafted already" in again.err
    assert len(json.loads(synced("timeline", "--json").out)) == 1


def test_what_is_scheduled_is_not_approved_again(synced: Run) -> None:
    synced("ask", "1", "--via", "ana@lumen.example")
    synced("approve", "1", "--anyway", "a test")

    again = synced("approve", "1")

    assert again.code == 2
    assert "ask #1 is scheduled" in again.err


@pytest.mark.parametrize("text", ["", "\n\n", "name,firm\n,\n"], ids=["empty", "blank", "bare"])
def test_a_list_that_names_nobody_is_refused(synced: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8")

    refused = synced("prospect", "import", str(tmp_path / "list.csv"))

    assert refused.code == 2
    assert len(refused.err.strip().splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 99, b"PK\x03\x04 no mail"], ids=repr)
def test_a_file_without_mail_is_one_sentence(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "none.mbox").write_bytes(content)

    refused = run("try", "--mail", str(tmp_path / "none.mbox"), "--owner", "robin@vale.example")

    assert refused.code == 2
    assert refused.err.startswith("narrowcast: no mail was found in")
    assert len(refused.err.strip().splitlines()) == 1


def test_a_damaged_archive_says_so_and_gives_the_rest(run: Run, tmp_path: Path) -> None:
    whole = gzip.compress((tmp_path / "mail.mbox").read_bytes())
    (tmp_path / "cut.mbox.gz").write_bytes(whole[:-20])

    read = run("try", "--mail", str(tmp_path / "cut.mbox.gz"), "--owner", "robin@vale.example")

    assert read.code == 0
    assert "cannot be read to its end" in " ".join(read.err.split())
    assert "lumen" in read.out


def test_stopping_says_that_nothing_is_lost(synced: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("narrowcast.agent.store.glance.glance", stop)

    stopped = synced("status")

    assert stopped.code == 130
    assert "everything up to here is kept" in stopped.err


def test_suggest_and_why_see_only_what_was_before(synced: Run) -> None:
    before = synced("suggest", "jonas", "--as-of", "2020-01-01", "--json")

    (found,) = json.loads(before.out)
    assert found["introducers"] == []
    assert found["abstained"]


def test_sync_twice_reads_nothing_twice(synced: Run) -> None:
    assert json.loads(synced("sync", "--json").out)["synced"]["messages"] == 0


def test_an_export_is_harmless_in_a_spreadsheet(synced: Run) -> None:
    synced("prospect", "add", "=cmd|calc, Boss, Firm")

    cells = synced("export", "prospects").out.splitlines()

    assert not [line for line in cells if line.startswith(("=", "+", "-", "@")) or ",=" in line]


def content(home: Path) -> dict[str, bytes]:
    """Every byte kept but the lock's; SQLite's shared memory is no content."""
    apart = {"lock", "narrowcast.db-shm"}
    return {p.name: p.read_bytes() for p in home.rglob("*") if p.is_file() and p.name not in apart}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ("why", "nobody", "--via", "x"), "see: narrowcast prospect list", id="prospect"
        ),
        pytest.param(("approve", "x"), "is no ask's number", id="number"),
        pytest.param(("init", "--yes"), "there is already a", id="init-twice"),
        pytest.param(
            ("try", "--mail", "/nowhere", "--owner", "a@b.example"), "is not there", id="try"
        ),
        pytest.param(("prospect", "import", "/nowhere.csv"), "cannot be read", id="csv"),
        pytest.param(("prospect", "add", "  "), "names neither", id="prospect-nobody"),
        pytest.param(("morning",), "say either --send or", id="morning"),
        pytest.param(("suggest", "jonas", "--as-of", "soon"), "prospect", id="unknown-first"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    run: Run, arguments: tuple[str, ...], sentence: str, home: Path
) -> None:
    run("contacts")  # the store is made by the first look at it
    before = content(home)

    failed = run(*arguments)

    assert failed.code == 2
    assert sentence in failed.err
    assert len(failed.err.strip().splitlines()) == 1
    assert content(home) == before


def test_what_the_owner_says_of_a_persons_work_stands(synced: Run) -> None:
    synced("person", "set", "ana@lumen.example", "--employer", "Neue Firma", "--title", "CFO")

    known = json.loads(synced("person", "show", "ana@lumen.example", "--json").out)

    job = known["person"]["employments"][0]
    assert (job["organization"], job["titles"], job["current"]) == ("Neue Firma", ["CFO"], True)


def test_exported_contacts_have_the_rank_and_function_of_their_title(synced: Run) -> None:
    synced("person", "set", "ana@lumen.example", "--employer", "Neue Firma", "--title", "CFO")

    rows = json.loads(synced("export", "contacts", "--format", "json").out)

    (ana,) = [row for row in rows if "ana@lumen.example" in row["addresses"]]
    assert (ana["title"], ana["seniority"], ana["function"]) == ("CFO", "c-level", "finance")


def test_a_wrong_key_stops_every_command(run: Run, home: Path) -> None:
    (home / "config.toml").write_text("[owner]\nnme = 'x'\n", encoding="utf-8")

    failed = run("sync")

    assert (failed.code, failed.err) == (
        2,
        "narrowcast: config.toml: owner.nme is not a key; did you mean name?\n",
    )


def test_a_second_instance_is_told_at_once(run: Run, home: Path) -> None:
    with lock.alone(home / "lock"):
        failed = run("sync")

    assert failed.code == 2
    assert "another narrowcast is at work" in failed.err


@pytest.mark.parametrize("command", ["status", "sync"])
def test_a_file_that_is_no_store_is_left_alone(run: Run, home: Path, command: str) -> None:
    run("contacts")  # makes the store and its key
    (home / "narrowcast.db").write_bytes(b"not a database, but somebody's file" * 100)

    failed = run(command)

    assert failed.code == 2
    assert "cannot be read" in failed.err
    assert (home / "narrowcast.db").read_bytes().startswith(b"not a database")


def test_a_store_that_was_stopped_while_it_was_made_is_made_anew(run: Run, home: Path) -> None:
    run("contacts")
    for side in ("", "-wal", "-shm"):
        (home / f"narrowcast.db{side}").unlink(missing_ok=True)
    (home / "narrowcast.db").touch()

    assert "nothing read yet" in run("status").out
    assert run("sync").code == 0


def test_damage_deep_inside_a_store_is_one_sentence(synced: Run, home: Path) -> None:
    with closing(sqlite3.connect(home / "narrowcast.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'message'").fetchone()
    with (home / "narrowcast.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x55" * 4096)

    failed = synced("contacts")

    assert failed.code == 2
    assert "malformed" in failed.err
    assert len(failed.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["status", "sync"])
def test_a_newer_store_is_left_alone(synced: Run, home: Path, command: str) -> None:
    with closing(sqlite3.connect(home / "narrowcast.db")) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('narrowcast', 'm999_future', '2030-01-01')"
        )
        db.commit()

    failed = synced(command)

    assert failed.code == 2
    assert "newer narrowcast" in failed.err


def test_a_damaged_model_stops_nothing_and_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "damaged", lambda: (shipped.LINES,))

    synced = run("sync")

    assert synced.code == 0
    assert "fault of ours" not in run("status").out
    assert f"nlp/model/{shipped.LINES}: missing or damaged" in run("status").out
    assert json.loads(run("status", "--json").out)["model_damaged"] == [shipped.LINES]


def test_an_unknown_connector_names_the_account(run: Run, home: Path) -> None:
    text = (home / "config.toml").read_text(encoding="utf-8").replace('"mbox"', '"carrier-pigeon"')
    (home / "config.toml").write_text(text, encoding="utf-8")

    failed = run("sync")

    assert failed.code == 2
    assert "accounts.mail" in failed.err
    assert "carrier-pigeon" in failed.err


def test_of_several_asks_all_are_approved_or_none(synced: Run) -> None:
    synced("ask", "1", "--via", "ana@lumen.example")

    refused = synced("approve", "1", "7", "--anyway", "a test")

    assert refused.code == 2
    (ask,) = json.loads(synced("timeline", "--json").out)
    assert ask["ask"]["state"] == "drafted"


def test_no_file_can_be_read_by_others_after_any_command(
    synced: Run, home: Path, tmp_path: Path
) -> None:
    os.umask(0o022)  # what most systems start with
    page = tmp_path / "morning.html"
    for command in (
        *READS,
        ("sync",),
        ("morning", "--preview", str(page)),
        ("morning", "--send"),
        ("approve", "1", "--anyway", "a test"),  # drafted by today
        ("undo",),
        ("export",),
    ):
        assert synced(*command).code == 0, command

    made = [home, page, *(one for one in home.rglob("*") if one.name != "config.toml")]
    assert page.exists()
    assert (home / "outbox" / "new").is_dir()
    assert [one for one in made if one.stat().st_mode & 0o077] == []


def test_without_a_command_it_tells_what_to_do_next(run: Run) -> None:
    told = run()

    assert told.code == 0
    assert "→ narrowcast sync" in " ".join(told.out.split())
    assert "narrowcast --help" in told.out


def test_forget_erases_the_letters_in_the_outbox_too(synced: Run, home: Path) -> None:
    synced("morning", "--send")
    assert list((home / "outbox" / "new").iterdir())

    assert synced("forget", "ana@lumen.example", "--yes").code == 0

    kept = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    assert b"ana@lumen" not in kept
