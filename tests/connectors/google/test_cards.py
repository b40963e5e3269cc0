"""People of Google Contacts: what the same contact says as a vCard, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import vcard
from narrowcast.connectors.google import cards
from narrowcast.connectors.records import Card, Position, RemoteId, Unreadable

MAIN = {"metadata": {"primary": True}}
ANA: dict[str, Any] = {
    "resourceName": "people/c42",
    "etag": "%x",
    "metadata": {
        "sources": [
            {"type": "CONTACT", "id": "2a", "updateTime": "2026-05-02T08:00:00.123456Z"},
            {"type": "PROFILE", "id": "7", "updateTime": "2020-01-01T00:00:00Z"},
        ]
    },
    "names": [
        {"displayName": "Ana  Li", "givenName": "Ana", "familyName": "Li"} | MAIN,
    ],
    "emailAddresses": [
        {"value": "ana@home.example"},
        {"value": "ana@lumen.example", "type": "work"} | MAIN,
    ],
    "phoneNumbers": [{"value": "030 1234", "canonicalForm": "+49301234", "type": "work"}],
    "organizations": [{"name": "Lumen", "title": "Head of Design", "current": True} | MAIN],
    "urls": [{"value": "https://ana.example"}],
}
ANA_VCARD = """\
BEGIN:VCARD
VERSION:3.0
FN:Ana  Li
N:Li;Ana;;;
EMAIL;TYPE=WORK:ana@lumen.example
EMAIL:ana@home.example
TEL;TYPE=WORK:030 1234
ORG:Lumen
TITLE:Head of Design
URL:https://ana.example
REV:2026-05-02T08:00:00.123456Z
UID:people/c42
END:VCARD"""


def card(person: dict[str, Any]) -> Card:
    found = cards.read(person)
    assert isinstance(found, Card)
    return found


def test_a_contact_says_what_it_says_as_a_vcard() -> None:
    (there,) = vcard.read(ANA_VCARD.encode())

    assert cards.read(ANA) == there


@pytest.mark.parametrize(
    ("organization", "position"),
    [
        (
            {"name": "Lumen", "title": "CTO", "startDate": {"year": 2019, "month": 4, "day": 2}},
            Position(organization="Lumen", title="CTO", started_on=date(2019, 4, 2)),
        ),
        (
            {"name": "Beta", "startDate": {"year": 2015}, "endDate": {"year": 2018, "month": 3}},
            Position(organization="Beta", started_on=date(2015, 1, 1), ended_on=date(2018, 3, 1)),
        ),
        ({"title": "Painter"}, Position(organization="", title="Painter")),
        ({"name": "Old", "current": False}, None),
        (
            {"name": "Old", "current": False, "endDate": {"year": 2018}},
            Position(organization="Old", ended_on=date(2018, 1, 1)),
        ),
        ({"name": "A school", "type": "school"}, None),
        ({"name": "Odd", "startDate": {"month": 13, "day": 77}}, Position(organization="Odd")),
        ({"department": "Only this"}, None),
    ],
    ids=["dated", "by year", "title alone", "former", "former, dated", "school", "odd", "nothing"],
)
def test_a_job_has_its_dates(organization: dict[str, Any], position: Position | None) -> None:
    assert card(ANA | {"organizations": [organization]}).positions == (
        (position,) if position else ()
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"names": [{"givenName": "Ana", "familyName": "Li"}]}, "Ana Li"),
        ({"names": [{"displayName": "Second"}, {"displayName": "First"} | MAIN]}, "First"),
        ({"names": [], "nicknames": [{"value": "Anni"}]}, "Anni"),
        ({"names": []}, ""),
    ],
    ids=["parts", "the main one", "nickname", "none"],
)
def test_a_name_is_found_where_there_is_one(names: dict[str, Any], expected: str) -> None:
    assert card(ANA | names).name == expected


def test_who_has_neither_name_nor_address_is_unreadable() -> None:
    found = cards.read({"resourceName": "people/c1", "phoneNumbers": [{"value": "030 1"}]})

    assert found == Unreadable(
        remote_id=RemoteId("people/c1"), reason="a card without name and address"
    )


def test_a_deleted_contact_says_so() -> None:
    gone = {"resourceName": "people/c42", "metadata": {"deleted": True}}

    assert cards.is_deleted(gone)
    assert not cards.is_deleted(ANA)


def test_former_ids_are_told() -> None:
    merged = ANA | {"metadata": {"previousResourceNames": ["people/c7", 3]}}

    assert cards.former_ids(merged) == (RemoteId("people/c7"),)
    assert cards.former_ids(ANA) == ()


def test_the_newest_source_dates_the_card() -> None:
    assert card(ANA).revised_at == datetime(2026, 5, 2, 8, 0, 0, 123456, tzinfo=UTC)
    assert replace(card(ANA | {"metadata": {}}), revised_at=None) == replace(
        card(ANA), revised_at=None
    )


@given(
    st.dictionaries(
        st.sampled_from([*ANA, "nicknames"]),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["value", "displayName", "name", "startDate", "year", "sources"]
                    ),
                    inner,
                    max_size=3,
                )
            ),
            max_leaves=8,
        ),
    )
)
def test_whatever_google_says_is_read_or_unreadable(person: dict[str, Any]) -> None:
    assert isinstance(cards.read(person), Card | Unreadable)
    cards.former_ids(person)
    cards.is_deleted(person)
