"""Which fields are asked for, and a server's dates."""

from __future__ import annotations

import ast
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import mime
from narrowcast.connectors.imap import heads
from narrowcast.connectors.imap_session import fetch


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"17-Jul-1996 02:44:25 -0700", "1996-07-17T02:44:25-07:00"),
        (b" 7-Jul-1996 02:44:25 +0530", "1996-07-07T02:44:25+05:30"),
        (b"7-JUL-1996 02:44:25 +0000", "1996-07-07T02:44:25+00:00"),
        (b"07-jul-1996 02:44:25 +0000", "1996-07-07T02:44:25+00:00"),
        (b"31-Feb-1996 02:44:25 +0000", None),
        (b"17-Juli-1996 02:44:25 +0000", None),
        (b"17-Jul-1996 02:44:25", None),
        (b"", None),
    ],
)
def test_a_date_is_read_with_its_offset(written: bytes, told: str | None) -> None:
    assert heads.moment(written) == (datetime.fromisoformat(told) if told else None)


@given(st.binary(max_size=40) | st.from_regex(rb"[0-9 ]{2}-[A-Z][a-z]{2}-[0-9]{4} .{8} .{5}"))
def test_no_octets_raise(written: bytes) -> None:
    heads.moment(written)


_CORE = Path(__file__).parents[3] / "agent" / "core"
_OTHERS = {"organization", "status", "original-recipient"}  # of cards and of reports' bodies


def test_every_header_that_a_decision_reads_is_asked_for() -> None:
    words = {
        node.value.lower()
        for source in _CORE.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    read = words & mime.KEPT_HEADERS - _OTHERS

    assert {"list-id", "authentication-results"} <= read
    assert read <= {one.lower() for one in fetch.FIELDS}
