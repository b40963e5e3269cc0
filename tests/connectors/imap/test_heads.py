"""A server's dates."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.imap import heads


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
