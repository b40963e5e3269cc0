"""A prospect added after years of mail, who stands in texts alone: the owner's server is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from narrowcast.agent.config import Account
from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import QRESYNC, Dovecot, Mail, Setup
from tests.servers.google import GoogleWorld
from tests.servers.google_host import Mail as GoogleMail
from tests.servers.graph import Graph
from tests.whole.clouds import google_home, microsoft_home
from tests.whole.program import Home, imap_account

ZORA = "Zora Quill, Quill Works <zora@quill.example>"
BEN = "Ben Okafor <ben@target.example>"
ANA = "Ana Lum <ana@lumen.example>"
NAMING = "<b3@mail.example>"
"""The one mail that names Zora: not Ben's newest, so that no other tier reads it."""
_TEXTS = {NAMING: "Zora Quill asked me about you at the fair."}


def _mails(owner: str) -> list[tuple[str, str, str, str, datetime]]:
    """Message-ID, author, recipient, text and time: as much with Ana as with Ben."""
    now = datetime.now(UTC).replace(microsecond=0)
    found = []
    for number in range(1, 9):
        at = now - timedelta(days=3 * number)
        for letter, other in (("a", ANA), ("b", BEN)):
            name = f"<{letter}{number}@mail.example>"
            found.append((name, other, owner, _TEXTS.get(name, "See you soon."), at))
            answer = (f"<r{letter}{number}@mail.example>", owner, other, "Yes.")
            found.append((*answer, at + timedelta(hours=2)))
    return found


def _octets(owner: str) -> list[Mail]:
    return [
        Mail(
            f"From: {author}\r\nTo: {to}\r\nSubject: Plans\r\nMessage-ID: {name}\r\n"
            f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\nHello,\r\n{text}\r\n".encode(),
            "Sent" if author == owner else "INBOX",
            at,
        )
        for name, author, to, text, at in sorted(_mails(owner), key=lambda mail: mail[4])
    ]


def _on_dovecot(folder: Path, dovecots: Callable[[Setup], Dovecot]) -> Home:
    server = dovecots(QRESYNC)
    user = server.fresh_user()
    server.append_all(user, _octets("Robin Vale <robin@vale.example>"))
    account: Account = imap_account(server, user)
    return Home.make(folder, (account,), tier=Tier.HEADERS)


@pytest.fixture
def on_imap(dovecots: Callable[[Setup], Dovecot], tmp_path: Path) -> Home:
    return _searching(_on_dovecot(tmp_path / "home", dovecots))


@pytest.fixture
def on_microsoft(graph: Graph, tmp_path: Path) -> Home:
    graph.load(_octets("Robin Vale <robin@vale.example>"))
    return _searching(microsoft_home(tmp_path / "home", graph, calendar=False, contacts=False))


@pytest.fixture
def on_google(google_world: GoogleWorld, tmp_path: Path) -> Home:
    google_world.load(
        GoogleMail(
            sender=author,
            to=(to,),
            subject=f"Plans {name}",
            body=f"Hello,\n{text}\n",
            date=at,
            labels=("SENT",) if "corp.test" in author else ("INBOX",),
        )
        for name, author, to, text, at in _mails("Me Person <me@corp.test>")
    )
    return _searching(google_home(tmp_path / "home", google_world, calendar=False, contacts=False))


def _searching(home: Home) -> Home:
    """Switch the search on, and read the account for the first time."""
    config = home.folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("\nserver = false", "\nserver = true"), encoding="utf-8")
    home.run("sync")
    return home


@pytest.mark.parametrize("where", ["on_imap", "on_microsoft", "on_google"])
def test_a_prospect_added_later_is_suggested_by_the_mail_that_names_them(
    where: str, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(where)
    (before,) = json.loads(home.run("suggest", ZORA, "--json"))
    assert before["abstained"]
    assert _link(before, "Ben Okafor") == 0

    said = home.run("prospect", "add", ZORA)

    assert "asked your mail server for 1 prospect: 1 mail read" in said
    (found,) = json.loads(home.run("suggest", "1", "--json"))
    assert not found["abstained"]
    assert _link(found, "Ben Okafor") > _link(found, "Ana Lum") == 0
    cited = {item["id"] for one in found["introducers"] for reason in one["reasons"]
             for item in reason["evidence"] if reason["favours"]}  # fmt: skip
    ((naming,),) = home.query(
        "SELECT message_id FROM message WHERE message_id = ?1 OR subject = 'Plans ' || ?1", NAMING
    )
    assert naming in cited
    assert "fair" not in "\n".join(str(rows) for rows in home.rows().values())


def _link(suggestion: dict[str, Any], name: str) -> float:
    return max(
        (one["link"] for one in suggestion["introducers"] if one["person"]["name"] == name),
        default=0.0,
    )


def test_what_was_searched_is_not_searched_again_but_where_the_owner_names_it(
    on_imap: Home,
) -> None:
    on_imap.run("prospect", "add", ZORA)

    assert "asked your mail server" not in on_imap.run("sync")
    assert "nothing is due" in on_imap.run("prospect", "search")
    assert "1 mail read" in on_imap.run("prospect", "search", "Zora")


def test_a_list_is_searched_by_the_next_sync(on_imap: Home, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name,firm\nZora Quill,Quill Works\nYara Quell,Quell\n")

    assert "asked" not in on_imap.run("prospect", "import", str(tmp_path / "list.csv"))
    assert "asked your mail server for 2 prospects: 1 mail read" in on_imap.run("sync")


def test_nobody_is_asked_unless_the_owner_says_so(
    dovecots: Callable[[Setup], Dovecot], tmp_path: Path
) -> None:
    home = _on_dovecot(tmp_path / "home", dovecots)
    home.run("sync")

    assert "asked" not in home.run("prospect", "add", ZORA) + home.run("sync")
    assert "server = true" in home.run("prospect", "search", fails=True)
    assert home.query("SELECT count(*) FROM search") == [(0,)]


def test_a_server_that_is_away_keeps_no_prospect_from_being_added(
    dovecots: Callable[[Setup], Dovecot], tmp_path: Path
) -> None:
    home = _searching(_on_dovecot(tmp_path / "home", dovecots))
    config = home.folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f"port = {dovecots(QRESYNC).tls_port}", "port = 1"), "utf-8")

    said = home.run("prospect", "add", ZORA)

    assert "Zora Quill" in said
    assert "mail: " in said
    assert "asked your mail server" not in said
