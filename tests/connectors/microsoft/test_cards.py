"""A contact of Outlook is the card that vCard tells of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from narrowcast.connectors.formats import vcard
from narrowcast.connectors.microsoft import cards
from narrowcast.connectors.records import Card, RemoteId, Unreadable

ANN: dict[str, Any] = {
    "id": "AAMkC=",
    "displayName": "Ann Lee",
    "givenName": "Ann",
    "surname": "Lee",
    "emailAddresses": [
        {"name": "Ann Lee", "address": "ann@lee.example"},
        {"name": "home", "address": "ann@home.example"},
    ],
    "companyName": "Lee & Sons",
    "jobTitle": "Head of Growth",
    "businessPhones": ["+49 30 123"],
    "mobilePhone": "+49 170 1",
    "homePhones": [],
    "businessHomePage": "https://lee.example",
    "lastModifiedDateTime": "2026-10-01T08:00:00Z",
}
VCARD = """BEGIN:VCARD
VERSION:3.0
FN:Ann Lee
EMAIL:ann@lee.example
EMAIL:ann@home.example
ORG:Lee & Sons;Growth
TITLE:Head of Growth
TEL:+49 30 123
TEL:+49 170 1
URL:https://lee.example
REV:2026-10-01T08:00:00Z
END:VCARD
"""


def read(**properties: object) -> Card:
    found = cards.card({**ANN, **properties})
    assert isinstance(found, Card)
    return found


def test_a_contact_is_the_card_that_vcard_tells_of() -> None:
    (expected,) = vcard.read(VCARD.encode())
    assert isinstance(expected, Card)

    assert read() == replace(expected, remote_id=RemoteId("AAMkC="))


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"displayName": ""}, "Ann Lee"),
        ({"displayName": None, "givenName": None, "surname": None, "nickName": "Annie"}, "Annie"),
        ({"displayName": "Ann\u202e\n Lee"}, "Ann Lee"),
    ],
    ids=["of parts", "nickname", "cleaned"],
)
def test_a_name_is_found(properties: dict[str, Any], name: str) -> None:
    assert read(**properties).name == name


def test_an_address_of_another_kind_than_mail_is_passed_over() -> None:
    told = [{"name": "Ann", "address": "/o=Lee/cn=ann"}, {"name": "Ann"}, None]

    assert read(emailAddresses=told).addresses == ()


def test_a_contact_that_names_nobody_is_unreadable() -> None:
    found = cards.card({"id": "AAMkC=", "mobilePhone": "1"})

    assert isinstance(found, Unreadable)
    assert found.remote_id == "AAMkC="


def test_nothing_private_is_asked_for() -> None:
    asked = set(cards.FIELDS.split(","))

    assert asked.isdisjoint(
        {"birthday", "personalNotes", "spouseName", "children", "homeAddress", "photo"}
    )
