"""What is read by a quick way comes out as it does by the long one, which a small change forces."""

from __future__ import annotations

import base64
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from narrowcast.connectors import mails
from narrowcast.connectors.formats import dates, headers, mime, text
from narrowcast.connectors.formats.addresses import mailboxes
from narrowcast.connectors.records import Message

NAMES = st.sampled_from(
    [
        "Ann Lee",
        "O'Lee",
        "Ann  Lee",
        " Ann",
        "A",
        "=?utf-8?q?L=C3=A9e,_Ann?=",
        "=?utf-8?q?a@b,_c?=",
        "Ann_B",
        "Dr. Ann",
        "ann@a.example",
        "Анна",
        "Ann\tLee",
        "=?x?q?@",
        "",
    ]
)
ADDRESSES = st.sampled_from(
    [
        "ann@a.example",
        "ann.lee+x@a.example",
        "ann@a",
        "ann@a.example.",
        "mailto:ann@a.example",
        ".ann@a.example",
        "'ann@a.example'",
        "ann @a.example",
        "ann",
        "@a.example",
        "Ann@A.Example",
    ]
)


@st.composite
def people(draw: st.DrawFn) -> str:
    """One place of an address header, nearly always well written."""
    name, address = draw(NAMES), draw(ADDRESSES)
    return draw(st.sampled_from([f"{name} <{address}>", f"{name}<{address}>", address, name]))


@given(st.lists(people(), min_size=1, max_size=4), st.sampled_from([", ", ",", " ,  ", ",\t"]))
@example(["=?utf-8?q?a@b,_c?= <ann@a.example>"], ",")
@example(["a  b <ann@a.example>", "ann@a.example"], ",")
def test_an_empty_comment_changes_no_mailbox(places: list[str], comma: str) -> None:
    header = comma.join(places)

    assert mailboxes([header]) == mailboxes([header + "()"])


FIRST = datetime(1970, 1, 2, tzinfo=UTC).replace(tzinfo=None)  # Hypothesis adds no zone
LAST = datetime(2199, 12, 30, tzinfo=UTC).replace(tzinfo=None)


@given(
    st.datetimes(FIRST, LAST),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_date_written_by_the_standard_comes_back(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    written = format_datetime(moment)

    for one in (written, written.partition(", ")[2], written.replace(" ", "  "), written.upper()):
        read = dates.date(one)
        assert read == moment
        assert read is not None
        assert read.utcoffset() == moment.utcoffset()


TOKENS = st.text(alphabet="abcXYZ019._-+/=?'", min_size=1, max_size=12)


@given(st.dictionaries(st.sampled_from(["charset", "BOUNDARY", "x-y"]), TOKENS), st.booleans())
def test_a_blank_before_the_equals_sign_changes_no_parameter(
    given_parameters: dict[str, str], quoted: bool
) -> None:
    quote = '"' if quoted else ""
    plain, spaced = (
        "; ".join(
            ["Text/Plain", *(f"{n}{equals}{quote}{v}{quote}" for n, v in given_parameters.items())]
        )
        for equals in ("=", " =")
    )

    assert headers.parameters(plain) == headers.parameters(spaced)
    assert headers.parameters(plain)[0] == "text/plain"
    assert dict(headers.parameters(plain)[1]) == {n.lower(): v for n, v in given_parameters.items()}


LINES = st.text(alphabet=st.characters(max_codepoint=0xFF), max_size=60)


@given(LINES)
def test_a_letter_beyond_latin_1_changes_none_before_it(content: str) -> None:
    assert text.body(content + "漢") == text.body(content) + "漢"


def test_every_line_end_is_one() -> None:
    written, read = "a\rb\r\nc\r\r\nd\x0be\x0cf\x85g", "a\nb\nc\n\nd\ne\nf\ng"

    assert [text.body(written + letter) for letter in ("", "é", "漢")] == [
        read + letter for letter in ("", "é", "漢")
    ]


@given(st.binary(max_size=60), st.integers(1, 9), st.sampled_from(["\r\n", "\n", " ", "!", ""]))
def test_base64_is_read_whatever_stands_between(data: bytes, width: int, between: str) -> None:
    encoded = base64.b64encode(data).decode()
    pieces = (encoded[at : at + width] for at in range(0, len(encoded), width))

    assert text.base64_bytes(between.join(pieces).encode()) == data


@given(st.lists(st.from_regex(r"[a-z0-9.]{1,8}@[a-z]{1,4}", fullmatch=True), max_size=5))
def test_ids_are_told_apart_with_or_without_blanks(ids: list[str]) -> None:
    written = [f"<{one}>" for one in ids]
    expected = tuple(dict.fromkeys(reversed(written)))

    for between in (" ", "", "\r\n\t", " \t "):
        raw = f"From: a@b.example\r\nReferences: {between.join(written)}\r\n\r\n".encode()
        assert mime.header_only(raw, remote_id="1").references == expected


HEADS = st.lists(
    st.sampled_from(
        [
            "From: Ann <ann@a.example>",
            "From:b@b.example",
            "Subject: one",
            "Subject:",
            "subject :two",
            "To: a@x.example,\n\tb@x.example",
            "stray line",
            "Date: Mon, 3 Nov 2025 10:00:00 +0000",
            "Content-Type: text/plain;\n charset=x",
            "Message-ID: <1@a>",
            " folded",
            "X: y\n  \n z",
            "Received: a\n by b; Mon, 3 Nov 2025 10:00:01 +0000",
            "In-Reply-To: <1@a .b>",
        ]
    ),
    max_size=8,
)


@given(HEADS)
def test_line_ends_change_nothing_in_a_head(lines: list[str]) -> None:
    raw = "\n".join(["Return-Path: <a@b.example>", *lines, "", ""]).encode()

    unix = mime.header_only(raw, remote_id="1")
    network = mime.header_only(raw.replace(b"\n", b"\r\n"), remote_id="1")

    assert replace(network, size=0) == replace(unix, size=0)


def test_what_is_read_is_a_message_like_any_other() -> None:
    message = mime.header_only(b"From: a@b.example\n\n", remote_id="1")

    assert type(message) is Message
    assert message == replace(message)
    with pytest.raises(FrozenInstanceError):
        message.subject = "x"  # type: ignore[misc]  # that is the point


VOLATILE = st.lists(
    st.sampled_from(
        [
            "Status: RO",
            "X-Status: A",
            "X-Keywords:\n a\n\tb",
            "x-uid : 3",
            "X-Mozilla-Status2: 0",
            "X-GM-THRID: 1",
            "GM-Labels: a",
            "X-Evolution: a",
        ]
    ),
    max_size=4,
)


@given(VOLATILE, VOLATILE, VOLATILE)
def test_what_a_mail_program_writes_into_a_mail_is_no_part_of_it(
    first: list[str], second: list[str], last: list[str]
) -> None:
    lines = [*first, "From: a@b.example", *second, "Statuses: kept", *last, "", "Status: of text"]
    plain = ["From: a@b.example", "Statuses: kept", "", "Status: of text"]

    assert mails.identity("\n".join(lines).encode()) == mails.identity("\n".join(plain).encode())
