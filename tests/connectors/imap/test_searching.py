"""The server's own search: what it finds, in which words it is asked, and what it cannot do."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from narrowcast.connectors.base import Budget, Cursor
from narrowcast.connectors.errors import CursorExpired, Skippable, Transient
from narrowcast.connectors.imap import searching
from narrowcast.connectors.imap.connector import ImapConnector
from narrowcast.connectors.imap_session.figures import State
from narrowcast.connectors.imap_session.uidsets import MAX_UID
from narrowcast.connectors.searching import Searcher, SearchFor
from tests.connectors.imap.accounts import Account, mail
from tests.connectors.imap.odd import Odd, serving
from tests.servers.dovecot import QRESYNC, Setup


def _asked(source: ImapConnector, *words: str, limit: int = 10) -> list[str]:
    scope = next(one for one in source.scopes() if one.name == "INBOX")
    cursor = [*source.pull(scope, None, Budget())][-1].cursor
    return [*source.search(scope, cursor, SearchFor(words=words), limit)]


def test_any_of_the_words_is_enough_and_the_newest_come_first(account: Account) -> None:
    for number, body in enumerate(("of Ana Lum", "nothing", "ana@acme.example", "Acme"), 1):
        account.append(mail(number, body=body))

    source = account.connector()

    assert isinstance(source, Searcher)
    assert _asked(source, "Ana Lum", "ana@acme.example") == ["3", "1"]
    assert _asked(source, "Ana Lum", "acme", limit=2) == ["4", "3"]


def test_what_stands_in_heads_alone_is_not_found(account: Account) -> None:
    account.append(mail(1))

    assert _asked(account.connector(), "robin1@example.org", "Robin Example") == []


@pytest.mark.parametrize(
    ("written", "more"),
    [
        ("Jürgen Weiß".encode(), "Content-Type: text/plain; charset=utf-8"),
        ("Jürgen Weiß".encode("latin-1"), "Content-Type: text/plain; charset=iso-8859-1"),
        (
            base64.b64encode("und Jürgen Weiß kennt".encode()),
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64",
        ),
    ],
    ids=["utf-8", "latin-1", "base64"],
)
def test_a_name_is_found_however_the_mail_is_written(
    account: Account, written: bytes, more: str
) -> None:
    account.append(mail(1, more=f"MIME-Version: 1.0\r\n{more}").replace(b"Hello.", written))

    assert _asked(account.connector(), "Jürgen Weiß") == ["1"]


def test_mail_from_before_the_day_is_left_out(account: Account) -> None:
    account.append(mail(1, body="Ana Lum"))
    source = account.connector()
    (scope, *_) = source.scopes()
    cursor = [*source.pull(scope, None, Budget())][-1].cursor

    later = SearchFor(words=("Ana Lum",), since=datetime(2100, 1, 2, tzinfo=UTC))
    earlier = SearchFor(words=("Ana Lum",), since=datetime(2000, 1, 2, tzinfo=UTC))

    assert [*source.search(scope, cursor, later, 10)] == []
    assert [*source.search(scope, cursor, earlier, 10)] == ["1"]


def test_ids_of_a_former_generation_are_never_named(accounts: Callable[..., Account]) -> None:
    account = accounts(QRESYNC)
    account.append(mail(1, body="Ana Lum"))
    source = account.connector()
    (scope, *_) = source.scopes()
    cursor: Cursor = [*source.pull(scope, None, Budget())][-1].cursor
    source.close()
    account.server.reset_uidvalidity(account.user)

    with pytest.raises(CursorExpired):
        [*source.search(scope, cursor, SearchFor(words=("Ana Lum",)), 10)]


def _odd(searches: str, capabilities: str = "IMAP4rev1") -> Odd:
    bodies = {7: "Weissbrot with Klopstock", 9: "klopstock again", 11: "nobody"}
    mails = {uid: mail(uid, body=body) for uid, body in bodies.items()}
    return Odd(mails=mails, searches=searches, capabilities=capabilities)


def test_a_server_without_utf_8_is_asked_for_what_it_knows() -> None:
    with serving(_odd("US-ASCII")) as source:
        assert _asked(source, "Jürgen Klopstock") == ["9", "7"]


def test_a_name_without_an_ascii_part_is_not_asked_of_such_a_server() -> None:
    with serving(_odd("US-ASCII")) as source:
        assert _asked(source, "Żółć") == []


def test_a_server_that_does_not_search_says_so() -> None:
    with serving(_odd("")) as source, pytest.raises(Skippable):
        _asked(source, "Klopstock")


def test_a_server_that_reads_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_SECONDS", 0.2)
    odd = _odd("UTF-8")
    odd.broods = 1.0
    with serving(odd) as source, pytest.raises(Transient):
        _asked(source, "Klopstock")


def test_gmail_is_asked_as_its_search_box_is() -> None:
    odd = _odd("UTF-8", "IMAP4rev1 X-GM-EXT-1")
    odd.listing = (b'* LIST (\\All) "/" INBOX\r\n',)
    with serving(odd) as source:
        _asked(source, "Ana Lum", 'a" OR "b', "acme.example")

    (asked,) = (one for one in odd.heard if "X-GM-RAW" in one)
    assert asked.endswith(r'X-GM-RAW "{\"Ana Lum\" \"a OR b\" \"acme.example\"}"')


def test_a_large_folder_is_searched_in_windows_until_enough_is_found() -> None:
    state = State(uidvalidity=1, uidnext=100_001, messages=50_000)

    windows = [*searching._windows(state)]

    assert windows[0] == (80_001, MAX_UID)
    assert windows[-1] == (1, 20_000)
    assert len(windows) == 5
    assert all(low == later + 1 for (low, _), (_, later) in itertools.pairwise(windows))


def test_a_slow_server_is_not_asked_for_ever(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_WINDOW", 2)
    monkeypatch.setattr(searching, "_ENOUGH", -1.0)
    for number in range(1, 8):
        account.append(mail(number, body="Ana Lum"))

    found = _asked(account.connector(), "Ana Lum")

    assert found[0] == "7"
    assert len(found) < 7


def test_uids_far_apart_cost_no_thousand_commands() -> None:
    state = State(uidvalidity=1, uidnext=MAX_UID, messages=10_001)

    assert len([*searching._windows(state)]) <= 201


@pytest.mark.parametrize("setup", [QRESYNC], ids=["dovecot"])
def test_windows_find_what_one_command_finds(
    accounts: Callable[..., Account], setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_WINDOW", 2)
    account = accounts(setup)
    for number in range(1, 8):
        account.append(mail(number, body="Ana Lum" if number % 2 else "nobody"))
    source = account.connector()

    assert _asked(source, "Ana Lum") == ["7", "5", "3", "1"]
    assert _asked(source, "Ana Lum", limit=2) == ["7", "5"]
