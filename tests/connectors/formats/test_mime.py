from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import mime, parts
from narrowcast.connectors.formats.mime import Defect
from narrowcast.connectors.records import Mailbox, Message, PartKind
from tests.connectors import samples


def read(raw: bytes, **options: object) -> Message:
    return mime.read(raw, remote_id="1", **options)  # type: ignore[arg-type]  # each test's own


def multipart(subtype: str, *contents: str, boundary: str = "b") -> bytes:
    inner = "".join(f"--{boundary}\r\n{content}\r\n" for content in contents)
    head = (
        f'From: ann@a.example\r\nContent-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'
    )
    return f"{head}preamble\r\n{inner}--{boundary}--\r\nepilogue".encode()


def texts(message: Message) -> list[tuple[PartKind, str]]:
    return [(part.kind, part.text) for part in message.parts]


def test_a_plain_mail() -> None:
    message = read(
        samples.mail(1, subject="=?utf-8?q?H=C3=A9llo?=", extra="Cc: Bob <b@b.example>\r\n")
    )

    assert message.message_id == "<1@a.example>"
    assert message.author == Mailbox("Ann Lee", "ann@a.example")
    assert message.cc == (Mailbox("Bob", "b@b.example"),)
    assert message.subject == "Héllo"
    assert texts(message) == [(PartKind.PLAIN, "Shall we meet?\n")]
    assert message.defects == ()


def test_the_date_keeps_the_senders_offset() -> None:
    message = read(b"From: a@b.example\nDate: Mon, 3 Nov 2025 10:00:00 -0800 (PST)\n\n")

    assert message.sent_at is not None
    assert message.sent_at.utcoffset() == timedelta(hours=-8)


DATES = {
    "two-digit-year": ("3 Nov 25 10:00 +0000", datetime(2025, 11, 3, 10, tzinfo=UTC)),
    "zone-name": ("Mon, 3 Nov 2025 10:00:00 GMT", datetime(2025, 11, 3, 10, tzinfo=UTC)),
    "absurd-offset": ("Mon, 3 Nov 2025 10:00:00 +9900", datetime(2025, 11, 3, 10, tzinfo=UTC)),
    "leap-second": ("Mon, 3 Nov 2025 10:00:60 +0000", datetime(2025, 11, 3, 10, 0, 59, tzinfo=UTC)),
    "no-such-day": ("Mon, 31 Feb 2025 10:00:00 +0000", None),
    "year-9999": ("Mon, 3 Nov 9999 10:00:00 +0000", None),
    "junk": ("yesterday", None),
}


@pytest.mark.parametrize(("written", "expected"), DATES.values(), ids=DATES)
def test_dates_as_they_come(written: str, expected: datetime | None) -> None:
    message = read(f"From: a@b.example\nDate: {written}\n\n".encode())

    assert message.sent_at == expected
    assert (Defect.BAD_DATE in message.defects) is (expected is None)


def test_the_topmost_received_tells_when_it_came() -> None:
    raw = (
        b"Received: by mx.user.example; Mon, 3 Nov 2025 09:00:00 +0000\n"
        b"Received: from forged; Mon, 3 Nov 1999 09:00:00 +0000\nFrom: a@b.example\n\n"
    )

    message = read(raw)

    assert message.received_at == datetime(2025, 11, 3, 9, tzinfo=UTC)
    assert len(message.headers["received"]) == 1
    assert read(raw, received_at=datetime(2020, 1, 1, tzinfo=UTC)).received_at == datetime(
        2020, 1, 1, tzinfo=UTC
    )


def test_references_come_nearest_first() -> None:
    raw = b"From: a@b.example\nReferences: <1@x> <2@x>\n <3@x>\nIn-Reply-To: <3@x> (note)\n\n"

    message = read(raw)

    assert message.references == ("<3@x>", "<2@x>", "<1@x>")
    assert message.in_reply_to == ("<3@x>",)


def test_two_authors_are_a_defect() -> None:
    message = read(b"From: a@b.example\nFrom: c@d.example\n\n")

    assert Defect.TWO_FROM in message.defects
    assert message.author == Mailbox("", "a@b.example")


def test_only_allowed_headers_are_kept() -> None:
    kept = b"List-Id: News <news.b.example>\nAuto-Submitted: auto-replied\n"
    raw = b"From: a@b.example\nX-Secret: no\n" + kept + b"\n"

    assert read(raw).headers == {
        "list-id": ("News <news.b.example>",),
        "auto-submitted": ("auto-replied",),
    }


def test_authentication_results_keep_their_order() -> None:
    results = (b"Authentication-Results: %s; dkim=pass\n" % host for host in (b"mx1", b"evil"))
    raw = b"".join(results) + b"From: a@b.example\n\n"

    assert read(raw).headers["authentication-results"] == ("mx1; dkim=pass", "evil; dkim=pass")


EXPORTS = {
    "exchange": ("Lee, Ann </O=ACME/OU=EU/CN=RECIPIENTS/CN=ALEE>", "Lee, Ann"),
    "notes": ("Ann Lee <Ann Lee/HOU/ACME@ACME>", "Ann Lee"),
    "bare": ("Ann Lee", "Ann Lee"),
    "hierarchical": ("Ann Lee/Corp/ACME@ACME", "Ann Lee"),
    "common-name": ("CN=Ann Lee/OU=Corp/O=ACME", "Ann Lee"),
    "address": ("ann@a.example", ""),
}


@pytest.mark.parametrize(("export", "name"), EXPORTS.values(), ids=EXPORTS)
def test_an_export_names_the_author_beside_the_address(export: str, name: str) -> None:
    message = read(f"From: ann@a.example\nX-From: {export}\n\n".encode())

    assert message.author == Mailbox(name, "ann@a.example")


def test_an_export_never_renames_and_names_recipients_only_where_they_fit() -> None:
    raw = (
        b"From: Ann <ann@a.example>\nX-From: Somebody Else\n"
        b"To: bob.ray@a.example, c@a.example\nX-To: Bob Ray, Dora Fox\n\n"
    )

    message = read(raw)

    assert message.author == Mailbox("Ann", "ann@a.example")
    assert message.to == (Mailbox("Bob Ray", "bob.ray@a.example"), Mailbox("", "c@a.example"))


def test_both_alternatives_are_kept_and_attachments_are_not() -> None:
    raw = multipart(
        "mixed",
        'Content-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\n\r\nplain\r\n'
        "--c\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
        "Content-Transfer-Encoding: quoted-printable"
        "\r\n\r\n<p>caf=E9</p>\r\n--c--",
        "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nfile",
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA",
    )

    assert texts(read(raw)) == [(PartKind.PLAIN, "plain"), (PartKind.HTML, "<p>café</p>")]
    assert texts(read(raw, parts={PartKind.HTML})) == [(PartKind.HTML, "<p>café</p>")]
    assert read(raw, parts=False).parts == ()
    assert mime.header_only(raw, remote_id="1").parts == ()


def test_an_invitation_tells_its_method() -> None:
    raw = multipart("mixed", "Content-Type: text/calendar; method=request\r\n\r\nBEGIN:VCALENDAR")

    (part,) = read(raw).parts

    assert (part.kind, part.method) == (PartKind.CALENDAR, "REQUEST")


def test_a_report_keeps_its_status_and_the_head_of_the_mail_it_is_about() -> None:
    raw = multipart(
        "report; report-type=delivery-status",
        "\r\nIt failed",
        "Content-Type: message/delivery-status\r\n\r\n"
        "Final-Recipient: rfc822; x@a.example\r\nAction: failed",
        "Content-Type: message/rfc822\r\n\r\n"
        "Message-ID: <orig@x>\r\nSubject: hi\r\n\r\nprivate body",
    )

    message = read(raw)

    assert [kind for kind, _ in texts(message)] == [
        PartKind.PLAIN,
        PartKind.DELIVERY_STATUS,
        PartKind.HEADERS,
    ]
    assert "<orig@x>" in message.parts[2].text
    assert "private body" not in message.parts[2].text


CHARSETS = {
    "utf-8": ("utf-8", "grüße"),
    "windows-label": ("ISO-8859-1", "5 € – “ja”"),
    "gbk": ("x-gbk", "你好"),
    "thai": ("windows-874", "สวัสดี"),
    "mac": ("x-mac-cyrillic", "привет"),
    "korean": ("ks_c_5601-1987", "안녕"),
    "japanese": ("iso-2022-jp", "こんにちは"),
}


@pytest.mark.parametrize(("label", "said"), CHARSETS.values(), ids=CHARSETS)
def test_charsets_mean_what_senders_mean(label: str, said: str) -> None:
    codec = {"ISO-8859-1": "cp1252", "x-gbk": "gb18030", "windows-874": "cp874"}.get(label, label)
    codec = {"x-mac-cyrillic": "mac_cyrillic", "ks_c_5601-1987": "cp949"}.get(codec, codec)
    head = f"From: a@b.example\nContent-Type: text/plain; charset={label}\n"
    raw = (
        head.encode()
        + b"Content-Transfer-Encoding: base64"
        + b"\n\n"
        + base64.encodebytes(said.encode(codec))
    )

    assert texts(read(raw)) == [(PartKind.PLAIN, said)]


@pytest.mark.parametrize(
    "label", ["fakescii", "zlib_codec", "idna", "punycode", "unicode_escape", "''", "x" * 99]
)
def test_a_charset_nobody_knows_is_read_as_utf8_and_told(label: str) -> None:
    message = read(
        f"From: a@b.example\nContent-Type: text/plain; charset={label}\n\ngrüße\n".encode()
    )

    assert texts(message) == [(PartKind.PLAIN, "grüße\n")]
    assert "charset-unknown" in message.defects


def test_a_long_text_is_cut_and_says_so() -> None:
    (part,) = read(b"From: a@b.example\n\n" + b"a" * (parts.MAX_TEXT + 1)).parts

    assert part.truncated
    assert len(part.text) == parts.MAX_TEXT


def test_control_and_direction_characters_do_not_get_through() -> None:
    raw = "From: a@b.example\nSubject: a\x1b[31m\u202eb\u200b\n\nx\x07\u2066y\r\nz".encode()

    message = read(raw)

    assert message.subject == "a[31mb"
    assert message.parts[0].text == "xy\nz"


def test_letters_left_unencoded_inside_an_encoded_word_are_of_its_charset() -> None:
    raw = "From: a@b.example\nSubject: =?iso-8859-1?q?Die_Fr\u00f6sche?=\n\n".encode("latin-1")

    assert read(raw).subject == "Die Frösche"


def test_ids_packed_into_encoded_words_as_python_writes_long_ones_are_read() -> None:
    older, parent = (f"<{16 * part}@vale.example>" for part in ("ab12", "cd34"))
    packed = [f"=?utf-8?q?=3C{one[1:-1].replace('@', '=40')}=3E?=" for one in (older, parent)]
    raw = f"From: a@b.example\nIn-Reply-To: {packed[1]}\nReferences: {packed[0]}\n {packed[1]}\n\n"

    message = read(raw.encode())

    assert message.in_reply_to == (parent,)
    assert message.references == (parent, older)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "dos", "mac"])
def test_line_ends_of_every_system(end: bytes) -> None:
    raw = multipart("mixed", "Content-Type: text/html\r\n\r\none\r\ntwo", "\r\nthree")

    message = read(raw.replace(b"\r\n", end))

    assert texts(message) == [(PartKind.HTML, "one\ntwo"), (PartKind.PLAIN, "three")]


HEADS = {
    "text-follows-at-once": (
        b"From: a@b.example\nSubject: x\nDear Ann,\nnote: this\n\nbye\n",
        "Dear Ann,\nnote: this\n\nbye\n",
    ),
    "blank-line-of-spaces": (
        b"From: a@b.example\nSubject: x\n \nDear Ann\n\nbye\n",
        "Dear Ann\n\nbye\n",
    ),
    "broken-folding": (b"From: a@b.example\nX-Odd: a\nb, c\nSubject: x\n\nbye\n", "bye\n"),
    "no-body": (b"From: a@b.example\nSubject: x", ""),
}


@pytest.mark.parametrize(("raw", "said"), HEADS.values(), ids=HEADS)
def test_where_the_head_ends(raw: bytes, said: str) -> None:
    message = read(raw)

    assert (message.subject, texts(message)) == ("x", [(PartKind.PLAIN, said)])


def test_a_file_shown_inline_is_no_text_of_the_mail() -> None:
    shown = "Content-Disposition: inline; filename=a.patch"
    named = f"Content-Type: text/plain; name=a.patch\r\n{shown}\r\n\r\ncode"

    assert texts(read(multipart("mixed", "\r\nhello", named))) == [(PartKind.PLAIN, "hello")]
    assert texts(read(multipart("mixed", named))) == [(PartKind.PLAIN, "code")]


def test_an_encoded_word_cannot_make_a_header() -> None:
    message = read(b"From: a@b.example\nSubject: =?utf-8?q?a=0D=0ABcc:_x@evil.example?=\n\n")

    assert message.subject == "a Bcc: x@evil.example"
    assert message.bcc == ()


@pytest.mark.parametrize("depth", [parts.MAX_DEPTH + 5, 3_000])
def test_endless_nesting_ends(depth: int) -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
        for level in range(depth)
    )

    message = read(f"From: a@b.example\r\n{nested}\r\nhi".encode())

    assert "nested-too-deep" in message.defects


@given(st.binary(max_size=400))
def test_any_bytes_make_a_record(raw: bytes) -> None:
    assert read(raw).size == len(raw)


@given(
    st.lists(
        st.sampled_from(
            [*b'\r\n:;=<>@"?-b '],
        ),
        max_size=300,
    )
)
def test_bytes_that_look_like_structure_make_a_record(octets: list[int]) -> None:
    raw = b"From: a@b\nContent-Type: multipart/mixed; boundary=b\n" + bytes(octets)

    assert read(raw).author is not None


_NAMES = st.sampled_from(["From", "To", "Date", "Message-ID", "References", "Subject", "List-Id"])
_VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


@given(st.lists(st.tuples(_NAMES, _VALUES), max_size=12))
def test_a_head_given_field_by_field_is_read_as_its_octets(told: list[tuple[str, str]]) -> None:
    raw = "".join(f"{name}: {value}\r\n" for name, value in told).encode() + b"\r\n"
    fields: dict[str, list[str]] = {}
    for name, value in told:
        fields.setdefault(name.lower(), []).append(value.lstrip(" \t"))

    assert mime.of_fields(fields, remote_id="1") == mime.read(
        raw, remote_id="1", parts=False, size=0
    )
