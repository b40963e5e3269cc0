"""Commands that ask the owner: init, try, review."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from narrowcast.agent import config
from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.decisions import decide
from narrowcast.agent.store.store import Store

Run = Callable[..., Any]
Say = Callable[[str], None]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Type what a person would."""

    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return typed


def test_init_asks_for_name_addresses_zone_and_style_alone(run: Run, say: Say, home: Path) -> None:
    (home / "config.toml").unlink()
    say("Robin Vale\nrobin@vale.example, r@old.example\nEurope/Zurich\nde\nn\n")

    done = run("init")

    written = config.load(home / "config.toml")
    assert done.code == 0, done.err
    assert written.owner.name == "Robin Vale"
    assert written.owner.addresses == ("robin@vale.example", "r@old.example")
    assert (written.owner.zone, written.owner.language) == ("Europe/Zurich", "de")
    assert not written.letters.formal
    assert "→ narrowcast connect robin@vale.example" in done.out


def test_init_can_be_answered_on_the_command_line(run: Run, home: Path) -> None:
    (home / "config.toml").unlink()

    done = run(
        "init", "--name", "Robin Vale", "--address", "robin@vale.example", "--zone", "Asia/Tokyo",
        "--language", "fr", "--informal",
    )  # fmt: skip

    written = config.load(home / "config.toml")
    assert done.code == 0, done.err
    assert (written.owner.zone, written.owner.language) == ("Asia/Tokyo", "fr")
    assert not written.letters.formal


def test_init_finds_the_owner_and_asks_to_confirm(run: Run, say: Say, home: Path) -> None:
    (home / "config.toml").unlink()
    say("y\n\n\n\n")

    done = run("init", "--mail", str(home.parent / "mail.mbox"))

    written = config.load(home / "config.toml")
    assert done.code == 0
    assert written.owner.addresses == ("robin@vale.example",)
    assert written.owner.name == "Robin Vale"
    assert [account.connector for account in written.accounts] == ["mbox"]


def test_init_takes_what_is_typed_instead(run: Run, say: Say, home: Path) -> None:
    (home / "config.toml").unlink()
    say("n\nme@one.example me@two.example\nRobin V.\nEurope/Zurich\n\n")

    run("init", "--mail", str(home.parent / "mail.mbox"))

    owner = config.load(home / "config.toml").owner
    assert owner.addresses == ("me@one.example", "me@two.example")
    assert (owner.name, owner.zone) == ("Robin V.", "Europe/Zurich")


def test_init_asks_again_for_what_it_could_not_read_back(run: Run, say: Say, home: Path) -> None:
    (home / "config.toml").unlink()
    say("Robin\nnot-an-address\nr@vale.example\nNowhere/Else\nUTC\nxx\nen\n")

    done = run("init")

    owner = config.load(home / "config.toml").owner
    assert done.code == 0
    assert "is no mail address" in done.out + done.err
    assert "is no time zone" in done.out + done.err
    assert (owner.addresses, owner.zone) == (("r@vale.example",), "UTC")


def test_init_that_is_broken_off_writes_nothing(run: Run, say: Say, home: Path) -> None:
    (home / "config.toml").unlink()
    say("Robin\n")

    assert run("init").code != 0
    assert not (home / "config.toml").exists()


def test_init_by_force_keeps_what_was_there(run: Run, home: Path) -> None:
    before = (home / "config.toml").read_text("utf-8")

    done = run("init", "--force", "--yes", "--address", "new@vale.example")

    (kept,) = home.glob("config.toml.before-*")
    assert done.code == 0
    assert kept.read_text("utf-8") == before
    assert config.load(home / "config.toml").owner.addresses == ("new@vale.example",)


def test_try_keeps_nothing(run: Run, home: Path) -> None:
    before = sorted(home.rglob("*"))

    found = run(
        "try", "--mail", str(home.parent / "mail.mbox"), "--owner", "robin@vale.example",
        "--prospect", "Jonas Weber, Target <jonas@target.example>", "--json",
    )  # fmt: skip

    (suggestion,) = json.loads(found.out)
    assert suggestion["introducers"][0]["person"]["addresses"] == ["ana@lumen.example"]
    assert sorted(home.rglob("*")) == before


def test_try_without_an_owner_says_whose_mail_it_looks_like(run: Run, say: Say, home: Path) -> None:
    say("")

    failed = run("try", "--mail", str(home.parent / "mail.mbox"))

    assert failed.code == 2
    assert "--owner robin@vale.example" in failed.err


@pytest.fixture
def pending(synced: Run) -> Run:
    synced("ask", "1", "--via", "ana@lumen.example")
    return synced


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        pytest.param("s\n", "drafted", id="skip"),
        pytest.param("q\n", "drafted", id="quit"),
        pytest.param("l\n", "snoozed", id="later"),
        pytest.param("n\n", "cancelled", id="never"),
        pytest.param("x\n\n?\nl\n", "snoozed", id="other-keys-are-asked-again"),
    ],
)
def test_review_does_what_the_key_says(pending: Run, say: Say, keys: str, state: str) -> None:
    say(keys)

    assert pending("review").code == 0

    (told,) = json.loads(pending("timeline", "--json").out)
    assert told["ask"]["state"] == state


def test_review_edits_in_the_owners_editor(
    pending: Run, say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'Subject: Mine\\n\\nMy own words.\\n' > \"$1\"\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    say("e\nq\n")

    pending("review")

    (told,) = json.loads(pending("timeline", "--json").out)
    assert told["ask"]["letter"]["subject"] == "Mine"
    assert told["ask"]["letter"]["body"].strip() == "My own words."


def test_an_editor_that_is_not_there_changes_nothing(
    pending: Run, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    say("e\nq\n")

    told = pending("review")

    assert "set EDITOR" in told.err


def test_never_is_never_suggested_again(pending: Run, say: Say) -> None:
    say("n\n")
    pending("review")

    refused = pending("ask", "1", "--via", "ana@lumen.example")
    approved = pending("approve", "2")

    assert "E05" in refused.out
    assert approved.code == 2


def test_forget_asks_first(synced: Run, say: Say) -> None:
    say("n\n")
    kept = synced("forget", "ana@lumen.example")
    say("y\n")
    gone = synced("forget", "ana@lumen.example")

    assert (kept.code, gone.code) == (1, 0)
    assert synced("person", "show", "ana@lumen.example").code == 2


def test_review_shows_a_decision_that_fits_nobody_now(synced: Run, home: Path) -> None:
    assert "you said" not in synced("review").out
    gone = AddressKey("gone@acme.example")
    key = (home / "mention.key").read_bytes()
    with Store.open(home / "narrowcast.db", mention_key=key) as store:
        decide(store, DecisionKind.NAME, [gone], Time(1), name="Gone Girl")

    told = " ".join(synced("review").out.split())

    assert "you said that gone@acme.example is called Gone Girl" in told
    assert "fits nobody" in told
