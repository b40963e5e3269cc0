"""Which parts are texts, of any structure a server may tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.imap import structure
from narrowcast.connectors.imap_session import values
from narrowcast.connectors.imap_session.values import Value

_PLAIN = b'("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "QUOTED-PRINTABLE" 900 20 NIL NIL NIL NIL)'
_EMPTY = b'("TEXT" "PLAIN" NIL NIL NIL "7BIT" 4 1 NIL NIL NIL NIL)'
_HTML = b'("TEXT" "HTML" ("CHARSET" "utf-8") NIL NIL "BASE64" 9000 200 NIL NIL NIL NIL)'
_ICS = b'("TEXT" "CALENDAR" ("METHOD" "REQUEST") NIL NIL "7BIT" 700 20 NIL NIL NIL NIL)'
_PDF = (
    b'("APPLICATION" "PDF" ("NAME" "a.pdf") NIL NIL "BASE64" 90000 NIL ("ATTACHMENT" ("FILENAME"'
    b' "a.pdf")) NIL NIL)'
)
_NOTES = (
    b'("TEXT" "PLAIN" ("NAME" "n.txt") NIL NIL "7BIT" 90 3 NIL ("ATTACHMENT" ("FILENAME" "n.txt"))'
    b" NIL NIL)"
)
_MAIL = (
    b'("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 900 ("d" "s" NIL NIL NIL NIL NIL NIL NIL "<a@b>") '
    + _PLAIN
    + b" 30 NIL NIL NIL NIL)"
)


def _multi(kind: bytes, *parts: bytes) -> bytes:
    return b"(" + b"".join(parts) + b' "' + kind + b'" ("BOUNDARY" "b") NIL NIL NIL)'


def _sections(raw: bytes) -> list[str]:
    (value,) = values.parse([raw])
    return [f"{one.leaf.section} {one.kind}" for one in structure.wanted(value)]


@pytest.mark.parametrize(
    ("raw", "sections"),
    [
        (_PLAIN, ["1 plain"]),
        (_HTML, ["1 html"]),
        (_PDF, []),
        (_multi(b"ALTERNATIVE", _PLAIN, _HTML), ["1 plain"]),
        (_multi(b"ALTERNATIVE", _EMPTY, _HTML), ["2 html"]),
        (_multi(b"ALTERNATIVE", _HTML, _PLAIN), ["2 plain"]),
        (_multi(b"ALTERNATIVE", _PLAIN, _HTML, _ICS), ["1 plain", "3 calendar"]),
        (_multi(b"MIXED", _PLAIN, _NOTES, _PDF), ["1 plain"]),
        (_multi(b"MIXED", _NOTES, _PLAIN), ["2 plain"]),
        (_multi(b"MIXED", _PLAIN, _PLAIN), ["1 plain"]),
        (
            _multi(b"MIXED", _multi(b"RELATED", _multi(b"ALTERNATIVE", _PLAIN, _HTML)), _PDF),
            ["1.1.1 plain"],
        ),
        (_multi(b"REPORT", _PLAIN, _MAIL), ["1 plain", "2 headers"]),
        (_multi(b"MIXED", _multi(b"ALTERNATIVE", _PLAIN), _MAIL, _ICS),
         ["1.1 plain", "2 headers", "3 calendar"]),
        (b"NIL", []),
        (b"()", []),
        (b'("TEXT")', ["1 plain"]),
    ],
)  # fmt: skip
def test_the_texts_of_a_mail_are_found(raw: bytes, sections: list[str]) -> None:
    assert _sections(raw) == sections


@pytest.mark.parametrize(
    "odd",
    [b"NIL", b"()", b'("APPLICATION" "PDF" NIL NIL NIL "BASE64")', b"(NIL NIL NIL NIL NIL NIL 9)"],
    ids=["nil", "empty", "short", "no kind"],
)
def test_a_part_that_cannot_be_read_is_counted(odd: bytes) -> None:
    raw = b"(" + _PDF + odd + _PLAIN + b' "MIXED" ("BOUNDARY" "b") NIL NIL NIL)'

    assert _sections(raw) == ["3 plain"]


def test_parameters_of_a_multipart_are_no_part() -> None:
    more = b'("TEXT" "PLAIN" "A" "b" "C" "d" "E" "f") NIL NIL NIL)'

    assert _sections(b"(" + _PDF + b' "MIXED" ' + more) == []


def test_of_an_enclosed_mail_only_the_head_is_asked_for() -> None:
    (value,) = values.parse([_multi(b"REPORT", _PLAIN, _MAIL)])

    text, enclosed = structure.wanted(value)

    assert text.item == "BODY.PEEK[1]<0.65536>"
    assert enclosed.item == "BODY.PEEK[2.HEADER]<0.16384>"


_ANY: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.sampled_from([b"TEXT", b"PLAIN", b"1", b"", b"MESSAGE", b"RFC822", b"\xff"]),
    lambda inner: st.lists(inner, max_size=9).map(tuple),
    max_leaves=40,
)


@given(_ANY)
def test_no_structure_raises(value: Value) -> None:
    for one in structure.wanted(value):
        assert one.item.startswith("BODY.PEEK[")


def test_a_structure_nested_without_end_is_cut() -> None:
    deep = b"(" * 5_000 + _PLAIN + b' "MIXED")' * 5_000

    assert _sections(deep) == []
