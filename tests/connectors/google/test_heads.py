"""A message of the API becomes the same record as the mail it is."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import mime
from narrowcast.connectors.google import heads
from narrowcast.connectors.imap_session import fetch
from narrowcast.connectors.records import FolderRole, Message, Unreadable

RAW = b"""\
Received: from a.acme.test by mx.corp.test; Fri, 20 Nov 2026 09:00:02 +0000\r
DKIM-Signature: v=1; a=rsa-sha256; d=acme.test\r
From: =?utf-8?q?Anna_M=C3=BCller?= <anna@acme.test>\r
To: "Me, Myself" <me@corp.test>,\r
 Bo <bo@beta.test>\r
Cc: c@gamma.test\r
Subject: =?iso-8859-1?q?Gr=FC=DFe?=\r
Date: Fri, 20 Nov 2026 10:00:00 +0100\r
Message-ID: <1@acme.test>\r
References: <0@acme.test>\r
 <00@acme.test>\r
In-Reply-To: <0@acme.test>\r
List-Id: Friends <friends.acme.test>\r
Delivered-To: me@corp.test\r
Delivered-To: also@corp.test\r
Content-Type: text/plain; charset="utf-8"\r
\r
"""


def told(headers: list[tuple[str, str]], **more: object) -> dict[str, Any]:
    return {
        "id": "18c0ffee18c0ffee",
        "threadId": "18c0ffee00000001",
        "labelIds": ["INBOX", "UNREAD"],
        "internalDate": "1795165202345",
        "sizeEstimate": 4321,
        "payload": {"headers": [{"name": name, "value": value} for name, value in headers]},
        **more,
    }


def fields_of(raw: bytes, *, decoded: bool) -> list[tuple[str, str]]:
    """The wanted headers of *raw*, as an API may give them: as written, or decoded."""
    policy = email.policy.default if decoded else email.policy.compat32
    wanted = {one.lower() for one in heads.FIELDS}
    found = email.message_from_bytes(raw, policy=policy)
    return [(name, str(value)) for name, value in found.items() if name.lower() in wanted]


@pytest.mark.parametrize("decoded", [False, True], ids=["as written", "decoded"])
def test_it_is_the_mail_that_imap_shows(decoded: bool) -> None:
    wanted = {one.lower() for one in fetch.FIELDS}
    raw = b"".join(
        b"%s: %s\r\n" % (name.encode(), value.encode())
        for name, value in email.message_from_bytes(RAW).items()
        if name.lower() in wanted
    )

    record = heads.record(told(fields_of(RAW, decoded=decoded)), {})

    assert record == mime.read(
        raw + b"\r\n",
        remote_id="18c0ffee18c0ffee",
        received_at=datetime(2026, 11, 20, 9, 0, 2, tzinfo=UTC),
        roles=(FolderRole.INBOX,),
        parts=False,
        size=4321,
        thread=str(0x18C0FFEE00000001),
    )


def test_of_all_that_google_hands_out_the_same_is_read_however_it_is_spelled() -> None:
    few = [("From", "a@acme.test"), ("Message-ID", "<1@acme.test>"), ("Cc", "c@gamma.test")]
    odd = [("from", "a@acme.test"), ("Message-Id", "<1@acme.test>"), ("CC", "c@gamma.test")]
    more = [("Received", "from a.acme.test"), ("User-Agent", "Mutt"), ("ARC-Seal", "i=1")]

    record = heads.record(told([*more, *odd]), {})

    assert record == heads.record(told(few), {})
    assert isinstance(record, Message)
    assert (record.message_id, [one.address for one in record.cc]) == (
        "<1@acme.test>",
        ["c@gamma.test"],
    )
    assert "user-agent" not in record.headers


def test_the_same_fields_are_asked_for_as_of_imap_servers() -> None:
    assert heads.FIELDS == fetch.FIELDS


def test_a_moment_is_told_to_the_second_as_imap_tells_it() -> None:
    assert heads.moment("1795165202999") == datetime(2026, 11, 20, 9, 0, 2, tzinfo=UTC)


@pytest.mark.parametrize("internal", ["", None, "soon", "9" * 40, "-9" * 20])
def test_a_moment_that_is_none_is_not_known(internal: object) -> None:
    assert heads.moment(internal) is None


def test_a_thread_has_the_number_that_imap_and_takeout_give_it() -> None:
    assert heads.thread("18c0ffee00000001") == "1783706850106015745"
    assert heads.thread("thread-1") == "thread-1"


def test_labels_say_whose_mail_it_is_and_where_it_lies() -> None:
    labels = ["Label_7", "SENT", "INBOX", "IMPORTANT", "CATEGORY_SOCIAL", "Label_8"]

    record = heads.record(told([("From", "a@b.test")], labelIds=labels), {"Label_7": "Clients"})

    assert isinstance(record, Message)
    assert record.roles == (FolderRole.SENT, FolderRole.INBOX)
    assert record.labels == ("Clients",)


def test_no_value_writes_a_header_of_its_own() -> None:
    evil = "hello\r\nFrom: boss@corp.test\r\n\r\nBody"

    record = heads.record(told([("From", "a@b.test"), ("Subject", evil)]), {})

    assert isinstance(record, Message)
    assert record.author is not None
    assert record.author.address == "a@b.test"
    assert record.subject == "hello From: boss@corp.test Body"
    assert "two-from" not in record.defects


@pytest.mark.parametrize(
    "payload",
    [None, {}, {"headers": "none"}, {"headers": []}, {"headers": [{"name": "X y", "value": "z"}]}],
    ids=str,
)
def test_what_has_no_head_of_a_mail_is_unreadable(payload: object) -> None:
    assert isinstance(heads.record({"id": "1", "payload": payload}, {}), Unreadable)


@given(headers=st.lists(st.tuples(st.sampled_from(heads.FIELDS), st.text())))
def test_whatever_stands_in_a_head_it_is_read(headers: list[tuple[str, str]]) -> None:
    record = heads.record(told(headers), {})

    assert isinstance(record, Message | Unreadable)


@given(value=st.text())
def test_a_value_stays_on_its_line(value: str) -> None:
    head = heads.head([{"name": "Subject", "value": value}])

    assert head.count(b"\n") == 2
    assert head.endswith(b"\r\n\r\n")
