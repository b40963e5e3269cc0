"""What `narrowcast prospect search` says where nobody is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.agent.cli.conftest import Run


def _say(home: Path, *, tier: str = "signatures") -> None:
    """Have the owner switch the search on, in a tier."""
    config = home / "config.toml"
    text = config.read_text(encoding="utf-8").replace("\nserver = false", "\nserver = true")
    config.write_text(text.replace('"signatures"', f'"{tier}"'), encoding="utf-8")


def test_it_is_off_until_the_owner_says_otherwise(synced: Run) -> None:
    ran = synced("prospect", "search")

    assert ran.code == 2
    assert "server = true below [search]" in " ".join(ran.err.split())


def test_where_all_mail_is_read_nobody_needs_be_asked(synced: Run, home: Path) -> None:
    _say(home, tier="mentions")

    ran = synced("prospect", "search")

    assert ran.code == 2
    assert "read already" in ran.err


def test_files_are_on_no_server_that_searches(synced: Run, home: Path) -> None:
    _say(home)

    ran = synced("prospect", "search", "Jonas")

    assert ran.code == 2
    assert "none of your accounts is on a server that searches" in ran.err


def test_adding_and_reading_go_on_without_a_server_to_ask(synced: Run, home: Path) -> None:
    _say(home)

    added = synced("prospect", "add", "Zora Quill, Quill Works")
    read = synced("sync")

    assert (added.code, read.code) == (0, 0)
    assert "asked" not in added.out + added.err + read.out + read.err


@pytest.mark.parametrize("which", ["", "Jonas"], ids=["all", "one"])
def test_scripts_are_told_how_many_servers_were_asked(synced: Run, home: Path, which: str) -> None:
    _say(home)

    ran = synced("prospect", "search", *filter(None, [which]), "--json")

    assert ran.code == 0
    assert json.loads(ran.out)["servers"] == 0
