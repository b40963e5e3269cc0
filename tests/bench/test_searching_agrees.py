"""The bench's stand-in for a server finds what a real one finds, and the product reads it alike."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench import searching
from bench.events import Event
from bench.searching import Shelf
from bench.stores import KEY
from narrowcast.agent import archive
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.reading import Reading
from narrowcast.agent.store.store import Store
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Connector, Cursor, Tier
from narrowcast.connectors.imap.connector import ImapConnector
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message
from narrowcast.connectors.searching import SearchFor
from tests.connectors.imap.accounts import Account
from tests.servers.dovecot import QRESYNC, Dovecot, Setup

OWNER = "robin@vale.example"
START = datetime(2025, 3, 1, 9, tzinfo=UTC)
_BASE64 = base64.b64encode("Grüße von Jürgen Weiß".encode()).decode()
BODIES = (
    ("text/plain; charset=utf-8", "8bit", "I met Zora Quill."),
    ("text/plain; charset=utf-8", "base64", _BASE64),
    ("text/html; charset=utf-8", "8bit", "<p>Ask zora@quill.example, she knows.</p>"),
    ("text/plain; charset=us-ascii", "quoted-printable", "It was Zora=\n Quill again."),
    ("text/plain; charset=utf-8", "8bit", "Nobody we know."),
    ("text/plain; charset=utf-8", "8bit", "ZORA QUILL IN CAPITALS"),
)
ROBIN, ANA, BEN = f"Robin Vale <{OWNER}>", "Ana Lum <ana@lumen.example>", "Ben Ok <ben@ok.example>"


def _mails() -> list[str]:
    """What Ana and Ben write, each answered by Robin's few words."""
    found = []
    for number, body in enumerate(BODIES):
        author, at = (ANA, BEN)[number % 2], START + timedelta(days=number)
        found.append(_mail(f"{number}", author, ROBIN, at, *body))
        answer = ("text/plain", "8bit", "Thanks.")
        found.append(_mail(f"r{number}", ROBIN, author, at + timedelta(hours=1), *answer))
    return found


def _mail(
    name: str, author: str, to: str, at: datetime, kind: str, encoding: str, body: str
) -> str:
    return (
        f"From: {author}\nTo: {to}\nSubject: Plans\nMessage-ID: <{name}@mail.example>\n"
        f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\nMIME-Version: 1.0\nContent-Type: {kind}\n"
        f"Content-Transfer-Encoding: {encoding}\n\n{body}\n"
    )


@dataclass
class Both:
    """The same mails in a file and on a Dovecot."""

    file: Connector
    server: ImapConnector


@pytest.fixture
def both(dovecots: Callable[[Setup], Dovecot], tmp_path: Path) -> Both:
    path = tmp_path / "box.mbox"
    path.write_text("".join(f"From - Thu Jan  1 00:00:00 2026\n{one}\n" for one in _mails()))
    account = Account(dovecots(QRESYNC))
    for one in _mails():
        account.append(one.replace("\n", "\r\n").encode())
    return Both(registry.load("mbox", {"path": str(path)}, OFFLINE), account.connector())


@pytest.mark.parametrize(
    "words",
    [
        ("Zora Quill",),
        ("zora@quill.example",),
        ("quill.example", "Weiß"),
        ("Jürgen Weiß",),
        ("Quitte",),
    ],
    ids=" ".join,
)
def test_the_stand_in_finds_what_dovecot_finds(both: Both, words: tuple[str, ...]) -> None:
    wanted = SearchFor(words=words)
    shelf = Shelf.of("box", both.file)
    shelf.until = 1 << 40
    (scope, *_) = both.server.scopes()
    pages = [*both.server.pull(scope, None, Budget())]
    heads = {
        one.remote_id: one.message_id
        for page in pages
        for one in page.upserts
        if isinstance(one, Message)
    }

    there = [heads[one] for one in both.server.search(scope, pages[-1].cursor, wanted, 9)]
    here = [
        shelf.mails[one][1].message_id
        for one in shelf.search(shelf.scopes()[0], Cursor(""), wanted, 9)
    ]
    both.server.close()

    assert here == there


def test_an_event_is_answered_by_what_came_before_it(both: Both) -> None:
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([AddressKey(OWNER)])
        archive.keep(store, "box", [*archive.read([both.file], Reading(Tier.HEADERS, KEY))])
        shelf = Shelf.of("box", both.file)
        before, after = (
            searching.asked(store, shelf, _event(START + timedelta(days=days))) for days in (0, 30)
        )
        again = searching.asked(store, shelf, _event(START))

    assert (before[1].read, after[1].read) == (0, 4)
    assert (before[0]["abstain"], after[0]["abstain"]) == (True, False)
    assert again == before  # what one event had read is not there for the next


def _event(cutoff: datetime) -> Event:
    prospect = {"name": "Zora Quill", "address": "zora@quill.example"}
    return {"event": "one", "cutoff": Time(int(cutoff.timestamp())), "prospect": prospect}
