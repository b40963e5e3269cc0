from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import vcard
from narrowcast.connectors.records import Card, Position, Unreadable
from tests.connectors import samples


def one(raw: bytes) -> Card:
    (card,) = vcard.read(raw)
    assert isinstance(card, Card)
    return card


def test_a_card_of_version_3() -> None:
    card = one(
        samples.card(
            1,
            "item1.EMAIL;TYPE=INTERNET,WORK:ann@a.example",
            "EMAIL:ann@home.example",
            "TEL;TYPE=CELL:+1 555 0100",
            "ORG:Acme\\, Inc.;Sales",
            "TITLE:Head",
            "URL:https://a.example",
            "REV:20250304T050607Z",
        )
    )

    assert card.addresses == ("ann@a.example", "ann@home.example")
    assert card.phones == ("+1 555 0100",)
    assert card.positions == (Position(organization="Acme, Inc.", title="Head"),)
    assert card.revised_at == datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert (card.name, card.url, card.remote_id) == ("Ann 1", "https://a.example", "1")


NAMES = {
    "quoted-printable": b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen =\n L=C3=A9e",
    "quoted-printable-bare": b"FN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=FCrgen L=E9e",
    "declared-charset": "FN;CHARSET=ISO-8859-1:Jürgen Lée".encode("latin-1"),
    "utf-8": "FN:Jürgen Lée".encode(),
    "folded": "FN:Jürg\n en Lée".encode(),
    "parts-only": "N:Lée;Jürgen;;Dr.;".encode(),
    "grouped": "item1.FN:Jürgen Lée".encode(),
}


@pytest.mark.parametrize("line", NAMES.values(), ids=NAMES)
def test_names_in_every_spelling(line: bytes) -> None:
    raw = b"BEGIN:VCARD\nVERSION:2.1\n" + line + b"\nEND:VCARD\n"

    assert one(raw).name == "Jürgen Lée"


def test_a_windows_1251_card_with_a_charset() -> None:
    raw = "BEGIN:VCARD\r\nFN;CHARSET=Windows-1251:Анна Ли\r\nEND:VCARD\r\n".encode("cp1251")

    assert one(raw).name == "Анна Ли"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_encodings_of_files(codec: str) -> None:
    assert one(samples.card(1).decode().encode(codec)).name == "Ann 1"


def test_an_agents_card_is_not_the_persons() -> None:
    agent = b"AGENT:\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n"
    raw = b"BEGIN:VCARD\nFN:Ann\n" + agent + b"EMAIL:ann@a.example\nEND:VCARD\n"

    assert (one(raw).name, one(raw).addresses) == ("Ann", ("ann@a.example",))


@pytest.mark.parametrize("line", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group", "kind:Location"])
def test_groups_and_things_are_nobody(line: str) -> None:
    assert [*vcard.read(samples.card(1, line))] == []
    assert one(samples.card(1, "KIND:individual")).name == "Ann 1"


def test_a_card_that_names_nobody_is_unreadable() -> None:
    found = [*vcard.read(b"BEGIN:VCARD\nUID:x\nTEL:1\nEND:VCARD\n" + samples.card(1))]

    assert [type(card) for card in found] == [Unreadable, Card]


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    for card in vcard.read(b"BEGIN:VCARD\nFN:a\n" + raw):
        assert isinstance(card, Card | Unreadable)
