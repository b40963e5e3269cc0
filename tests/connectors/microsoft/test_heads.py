"""A message of Graph is the mail it is elsewhere, with headers of its own and without."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import mime
from narrowcast.connectors.microsoft import heads
from narrowcast.connectors.records import FolderRole, Mailbox, Message, Unreadable

RAW = (
    b'From: "Lum, Ana" <ana@acme.example>\r\n'
    b"To: Robin Vale <robin@vale.example>, jo@firm.example\r\n"
    b"Cc: =?utf-8?q?J=C3=B6rg?= <joerg@firm.example>\r\n"
    b"Subject: Re: Plans\r\n"
    b"Date: Fri, 20 Nov 2026 12:00:00 +0200\r\n"
    b"Message-ID: <2@acme.example>\r\n"
    b"In-Reply-To: <1@vale.example>\r\n"
    b"References: <0@vale.example>\r\n <1@vale.example>\r\n"
    b"List-Id: <plans.acme.example>\r\n"
    b"Precedence: list\r\n\r\n"
)


def person(name: str, address: str) -> dict[str, Any]:
    return {"emailAddress": {"name": name, "address": address}}


def item(**more: Any) -> dict[str, Any]:
    """The mail of RAW as Graph tells it."""
    return {
        "@odata.etag": 'W/"1"',
        "id": "AAMk1",
        "internetMessageId": "<2@acme.example>",
        "from": person("Lum, Ana", "ana@acme.example"),
        "sender": person("Lum, Ana", "ana@acme.example"),
        "toRecipients": [
            person("Robin Vale", "robin@vale.example"),
            person("jo@firm.example", "jo@firm.example"),
        ],
        "ccRecipients": [person("Jörg", "joerg@firm.example")],
        "bccRecipients": [],
        "replyTo": [],
        "subject": "Re: Plans",
        "receivedDateTime": "2026-11-20T10:00:05Z",
        "sentDateTime": "2026-11-20T10:00:00Z",
        "conversationId": "AAQk",
        "isDraft": False,
        **more,
    }


def headers(raw: bytes = RAW) -> list[dict[str, str]]:
    lines = raw.decode().replace("\r\n ", " ").strip().split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return [{"name": name, "value": value} for name, _, value in pairs]


def read(told: dict[str, Any]) -> Message:
    found = heads.record(told, (FolderRole.INBOX,))
    assert isinstance(found, Message)
    return found


def test_a_mail_with_its_headers_is_read_as_its_own_head_is() -> None:
    found = read(item(internetMessageHeaders=headers()))

    assert found == mime.read(
        RAW,
        remote_id="AAMk1",
        received_at=datetime(2026, 11, 20, 10, 0, 5, tzinfo=UTC),
        roles=(FolderRole.INBOX,),
        parts=False,
        size=0,
        thread="AAQk",
    )


def test_a_mail_without_headers_is_told_by_its_properties() -> None:
    found, whole = read(item()), read(item(internetMessageHeaders=headers()))

    for name in ("message_id", "author", "sender", "to", "cc", "subject", "received_at"):
        assert getattr(found, name) == getattr(whole, name), name
    assert found.sent_at == whole.sent_at
    assert found.sender is None


def test_what_a_sent_mail_answers_is_told_by_its_extended_properties() -> None:
    more = [
        {"id": "String 0x1042", "value": "<1@vale.example>"},
        {"id": "String 0x1039", "value": "<0@vale.example>\r\n <1@vale.example>"},
    ]

    found = read(item(singleValueExtendedProperties=more))

    assert found.in_reply_to == ("<1@vale.example>",)
    assert found.references == ("<1@vale.example>", "<0@vale.example>")


def test_what_was_handed_over_with_a_letter_stands_beside_the_properties() -> None:
    kept = [{"name": "x-narrowcast-id", "value": "token"}]

    found = read(item(internetMessageHeaders=kept))

    assert found.headers["x-narrowcast-id"] == ("token",)
    assert found.author == Mailbox("Lum, Ana", "ana@acme.example")


def test_who_sends_for_somebody_else_is_told_apart() -> None:
    found = read(item(sender=person("Desk", "desk@acme.example")))

    assert found.sender == Mailbox("Desk", "desk@acme.example")


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [
        ('Ann "Bo" Lee', "a@b.example", Mailbox('Ann "Bo" Lee', "a@b.example")),
        ("Back\\slash", "a@b.example", Mailbox("Back\\slash", "a@b.example")),
        ("a@b.example", "a@b.example", Mailbox("", "a@b.example")),
        ("Ann\r\nBcc: x@y.example", "a@b.example", Mailbox("Ann Bcc: x@y.example", "a@b.example")),
        ("", "a@b.example", Mailbox("", "a@b.example")),
    ],
    ids=["quotes", "backslash", "address", "newline", "nameless"],
)
def test_a_name_stays_what_it_is(name: str, address: str, shown: Mailbox) -> None:
    assert read(item(**{"from": person(name, address)})).author == shown


def test_no_value_begins_another_header() -> None:
    forged = [*headers(), {"name": "X-Mailer", "value": "a\r\nX-Narrowcast-Id: forged"}]

    found = read(item(internetMessageHeaders=forged))

    assert "x-narrowcast-id" not in found.headers


def test_an_item_with_nothing_of_a_mail_is_unreadable() -> None:
    assert isinstance(heads.record({"id": "1", "subject": "?"}), Unreadable)


@pytest.mark.parametrize("count", [0, 1], ids=["bare", "whole"])
def test_only_a_mail_with_headers_of_its_own_is_whole(count: int) -> None:
    there = [{"name": "x-narrowcast-id", "value": "t"}, *headers()[: 10 * count]]

    came_with = heads.given(item(internetMessageHeaders=there))

    assert heads.is_bare(came_with) is (count == 0)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
HEADER = st.fixed_dictionaries({"name": ANYTHING, "value": ANYTHING})


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(heads.SELECT.split(","), ANYTHING),
            "internetMessageHeaders": st.lists(HEADER, max_size=3) | ANYTHING,
            "from": st.fixed_dictionaries({"emailAddress": ANYTHING}) | ANYTHING,
        },
    )
)
def test_whatever_graph_answers_a_record_is_made(told: dict[str, Any]) -> None:
    assert isinstance(heads.record(told), Message | Unreadable)


def test_however_a_header_is_spelled_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "_MOST_SPELLINGS", 3)
    spelled = ["subject", "SUBJECT", "Subject", "sUbject", "X-Other", "SuBject"]

    read = heads.given({"internetMessageHeaders": [{"name": n, "value": n} for n in spelled]})

    assert read == {"subject": [one for one in spelled if one != "X-Other"]}
