"""Name servers' answers: those that are right, cut, forged, or lead in circles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import dns
from narrowcast.connectors.formats.dns import BadAnswer, Kind, Target

NAME = b"\x04firm\x07example\x00"
ASKED = NAME + b"\x00\x0f\x00\x01"


def answer(*records: bytes, number: int = 7, flags: int = 0x8180) -> bytes:
    counts = (1).to_bytes(2, "big") + len(records).to_bytes(2, "big") + bytes(4)
    head = number.to_bytes(2, "big") + flags.to_bytes(2, "big") + counts
    return head + ASKED + b"".join(records)


def record(kind: int, data: bytes) -> bytes:
    head = b"\xc0\x0c" + kind.to_bytes(2, "big") + b"\x00\x01" + bytes(4)
    return head + len(data).to_bytes(2, "big") + data


def test_exchangers_come_best_first_and_names_may_be_pointed_at() -> None:
    told = answer(record(15, b"\x00\x14\x02mx\xc0\x0c"), record(15, b"\x00\x0a\x02MX\x01b\x00"))

    assert dns.targets(told, Kind.MX, 7) == (
        Target(host="mx.b", priority=10),
        Target(host="mx.firm.example", priority=20),
    )


def test_a_service_has_its_port_and_may_be_said_to_be_none() -> None:
    told = answer(record(33, b"\x00\x00\x00\x05\x03\xe1\x04imap\xc0\x0c"))
    none = answer(record(33, bytes(6) + b"\x00"))

    (found,) = dns.targets(told, Kind.SRV, 7)
    assert (found.host, found.port) == ("imap.firm.example", 993)
    assert dns.targets(none, Kind.SRV, 7)[0].host == ""


def test_a_name_that_is_not_there_has_nothing() -> None:
    assert dns.targets(answer(flags=0x8183), Kind.MX, 7) == ()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(answer(number=8), id="another-question's"),
        pytest.param(answer(flags=0x0100), id="no-answer"),
        pytest.param(answer(flags=0x8182), id="refused"),
        pytest.param(answer(flags=0x8380), id="cut"),
        pytest.param(answer(record(15, b"\x00\x0a\xc0\x2c")), id="circle"),
        pytest.param(answer(record(15, b"\x00\x0a\x02mx"))[:-1], id="breaks-off"),
        pytest.param(b"", id="empty"),
    ],
)
def test_what_is_no_answer_is_refused(told: bytes) -> None:
    with pytest.raises(BadAnswer):
        dns.targets(told, Kind.MX, 7)


@given(st.binary(max_size=400))
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    told = answer(octets)
    try:
        found = dns.targets(told, Kind.MX, 7)
    except BadAnswer:
        return
    assert all(isinstance(one, Target) for one in found)


@pytest.mark.parametrize("name", ["", "a..b", "x" * 64, "a." * 130])
def test_what_is_no_name_is_not_asked(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        dns.question(name, Kind.MX, 1)
