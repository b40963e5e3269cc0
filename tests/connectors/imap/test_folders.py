"""Which folders are read, and under which names."""

from __future__ import annotations

import pytest

from narrowcast.connectors.base import Budget
from narrowcast.connectors.imap import selection
from narrowcast.connectors.imap_session import folders, values
from narrowcast.connectors.records import FolderRole
from tests.connectors.imap.accounts import Account, mail

_ODD = [
    "Gel&APY-scht & co",  # as a server writes Gelöscht in modified UTF-7
    "2024",
    'say "hi"',
    "back\\slash",
    "per%cent",
    "per%25cent",
    "*star",
    "spa ce ",
    "&ZeVnLIqe-",
    "Work.Clients",
]


@pytest.mark.parametrize("name", _ODD)
def test_a_folder_of_any_name_is_read(account: Account, name: str) -> None:
    name = name.replace("& co", "&- co")
    with account.server.client(account.user) as client:
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        assert client.create(quoted)[0] == "OK"
    account.append(mail(1), name)
    source = account.connector()
    known = {"INBOX", "Sent", "Archive"}
    (scope,) = (one for one in source.scopes() if one.name not in known)

    pages = [*source.pull(scope, None, Budget())]

    assert [one.remote_id for page in pages for one in page.upserts] == ["1"]


def test_names_are_shown_decoded(account: Account) -> None:
    with account.server.client(account.user) as client:
        client.create('"Caf&AOk-"')

    assert "Café" in [one.name for one in account.connector().scopes()]


@pytest.mark.parametrize(
    "key", [b"INBOX", b"Caf\xe9", "Café".encode(), b"100%", b"a%20b", b'"', b"\\", b"a/b&-"]
)
def test_ids_of_scopes_hold_every_octet(key: bytes) -> None:
    folder = folders.Folder(key=key, name="x")

    (scope,) = selection.scopes([folder], selection.Choice(), labelled=False)

    assert selection.key_of(scope) == key
    assert scope.id.isascii()


_LIST = [
    b'(\\HasNoChildren) "/" INBOX',
    b'(\\HasNoChildren \\Sent) "/" Versendet',
    b'(\\HasNoChildren) "/" Sent',
    b'(\\HasNoChildren \\Drafts) "/" Entw&APw-rfe',
    b'(\\HasNoChildren) "/" Papierkorb',
    b'(\\HasNoChildren) "/" "Papierkorb/Old things"',
    b'(\\HasNoChildren) "/" Spam',
    b'(\\Noselect) "/" Work',
    b'(\\HasNoChildren) "/" Work/Clients',
    b'(\\All) "/" Everything',
]


def _names(
    lines: list[bytes], *, include: tuple[str, ...] = (), exclude: tuple[str, ...] = (),
    labelled: bool = False,
) -> list[str]:  # fmt: skip
    found = folders.from_list(values.parse([line]) for line in lines)
    choice = selection.choice({"include": list(include), "exclude": list(exclude)})
    return [one.name for one in selection.scopes(found, choice, labelled=labelled)]


@pytest.mark.parametrize("key", [b"a\x1b[2J\r\nb", b"a&ABs-[2J b", "a\u202e[2J b".encode()])
def test_no_name_steers_a_terminal(key: bytes) -> None:
    (folder,) = folders.from_list([((), b"/", key)])

    assert (folder.name, folder.key) == ("a[2J b", key)


def test_drafts_junk_trash_and_what_shows_all_are_left_out() -> None:
    assert _names(_LIST) == ["INBOX", "Versendet", "Sent", "Work/Clients"]


def test_patterns_choose_folders_in_any_case() -> None:
    assert _names(_LIST, include=("inbox", "papierkorb*")) == [
        "INBOX", "Papierkorb", "Papierkorb/Old things",
    ]  # fmt: skip
    assert _names(_LIST, exclude=("work/*", "Sent")) == ["INBOX", "Versendet"]


def test_the_servers_word_on_a_role_goes_before_a_name() -> None:
    found = folders.from_list(values.parse([line]) for line in _LIST)

    sent = folders.with_role(found, FolderRole.SENT)

    assert sent is not None
    assert sent.name == "Versendet"


def test_of_a_server_with_labels_all_mail_is_read_once() -> None:
    gmail = [
        b'(\\HasNoChildren) "/" "INBOX"',
        b'(\\HasChildren \\Noselect) "/" "[Gmail]"',
        b'(\\All \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"',
        b'(\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"',
        b'(\\HasNoChildren) "/" "Customers"',
    ]

    assert _names(gmail, labelled=True) == ["[Gmail]/Alle Nachrichten"]
    assert _names(gmail[:2] + gmail[3:], labelled=True) == [
        "INBOX", "[Gmail]/Gesendet", "Customers",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [b"", b"()", b'(\\X) "/"', b'NIL "/" INBOX', b'(\\X) NIL ("a")', b"\xff\xfe", b'(\\X) "/" NIL'],
)
def test_a_broken_listing_is_passed_over(line: bytes) -> None:
    assert _names([line, b'() NIL "INBOX"']) == ["INBOX"]
