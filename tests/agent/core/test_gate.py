"""Golden tables: what an address is, and which mail is no mail between people."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import gate
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.model import AddressKey

PERSON, ROLE, LIST, ROBOT = (
    AddressKind.PERSON,
    AddressKind.ROLE,
    AddressKind.LIST,
    AddressKind.ROBOT,
)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("ana.ruiz@acme.example", PERSON),
        ("ana@acme.example", PERSON),
        ("aruiz+news@acme.example", PERSON),
        ("abbott.robert@acme.example", PERSON),
        ("listner@acme.example", PERSON),
        ("o'brien@acme.example", PERSON),
        ("teamer.lee@acme.example", PERSON),
        ("иван@пример.example", PERSON),
        ("info@acme.example", ROLE),
        ("kontakt@acme.example", ROLE),
        ("customer.service@acme.example", ROLE),
        ("accounts-payable@acme.example", ROLE),
        ("accountspayable@acme.example", ROLE),
        ("hr@acme.example", ROLE),
        ("buchhaltung@acme.example", ROLE),
        ("amministrazione@acme.example", ROLE),
        ("marie.accueil@acme.example", PERSON),
        ("it@acme.example", ROLE),
        ("dev@lists.acme.example", LIST),
        ("netdev@vger.kernel.org", LIST),
        ("python-dev@python.org", LIST),
        ("all-staff@acme.example", LIST),
        ("everyone@acme.example", LIST),
        ("club@googlegroups.com", LIST),
        ("no-reply@acme.example", ROBOT),
        ("noreply@acme.example", ROBOT),
        ("donotreply@acme.example", ROBOT),
        ("nicht-antworten@acme.example", ROBOT),
        ("nepasrepondre@acme.example", ROBOT),
        ("no-responder@acme.example", ROBOT),
        ("mailer-daemon@acme.example", ROBOT),
        ("bounces+123@acme.example", ROBOT),
        ("notifications@github.com", ROBOT),
        ("newsletter@shop.example", ROBOT),
        ("ana@bounce.shop.example", ROBOT),
        ("undisclosed-recipients", ROBOT),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name.lower(),
)
def test_an_address_tells_what_it_is(address: str, kind: AddressKind) -> None:
    assert gate.kind_of(AddressKey(address)) is kind


@given(st.text(max_size=60))
def test_no_address_breaks_the_gate(text: str) -> None:
    assert gate.kind_of(AddressKey(text)) in AddressKind


Headers = Mapping[str, tuple[str, ...]]


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({}, False),
        ({"auto-submitted": ("no",)}, False),
        ({"auto-submitted": ("auto-replied",)}, True),
        ({"auto-submitted": ("auto-generated; type=x",)}, True),
        ({"auto-submitted": ("Auto-Notified",)}, True),
        ({"x-autoreply": ("yes",)}, True),
        ({"x-failed-recipients": ("ana@acme.example",)}, True),
        ({"return-path": ("<>",)}, True),
        ({"return-path": ("<ana@acme.example>",)}, False),
        ({"precedence": ("auto_reply",)}, True),
        ({"precedence": ("bulk",)}, False),
    ],
    ids=lambda value: (
        ",".join(f"{k} {v[0]}" for k, v in value.items()) or "none"
        if isinstance(value, dict)
        else None
    ),
)
def test_rfc_3834_and_what_stands_for_it_tell_automatic_mail(
    headers: Headers, automatic: bool
) -> None:
    assert gate.is_automatic(headers, PERSON) is automatic


def test_a_robots_mail_is_automatic_whatever_its_headers_say() -> None:
    assert gate.is_automatic({}, ROBOT)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "list-id",
                "list-post",
                "list-unsubscribe",
                "feedback-id",
                "precedence",
                "x-autoreply",
                "x-autorespond",
                "x-failed-recipients",
                "auto-submitted",
                "return-path",
                "x-mailer",
            ]
        ),
        st.tuples(st.sampled_from(["", "no", "bulk", "list", "junk", "<>", "<dev.club.example>"])),
    ),
    st.sampled_from(AddressKind),
    st.booleans(),
)
def test_the_stamps_of_a_mail_are_those_that_each_rule_finds(
    headers: Headers, kind: AddressKind, conversation: bool
) -> None:
    found = gate.flag(gate.stamps(headers, kind, conversation=conversation))

    assert (Flag.LIST in found) is (conversation or gate.is_list_mail(headers))
    assert (Flag.AUTO in found) is gate.is_automatic(headers, kind)
    assert (Flag.BULK in found) is gate.is_bulk(headers, conversation=conversation)


@pytest.mark.parametrize(
    ("headers", "conversation", "bulk"),
    [
        ({}, False, False),
        ({"list-unsubscribe": ("<mailto:x@shop.example>",)}, False, True),
        ({"feedback-id": ("1:shop",)}, False, True),
        ({"precedence": ("Bulk",)}, False, True),
        ({"precedence": ("list",)}, False, True),
        ({"precedence": ("first-class",)}, False, False),
        ({"list-id": ("<dev.lists.acme.example>",)}, False, True),
        ({"list-id": ("<dev.lists.acme.example>",)}, True, False),
        (
            {"list-id": ("<dev.lists.acme.example>",), "list-unsubscribe": ("<x>",)},
            True,
            False,
        ),
    ],
    ids=[
        "person's",
        "unsubscribe",
        "feedback",
        "bulk",
        "precedence list",
        "first class",
        "list that is not addressed",
        "list conversation",
        "conversation with unsubscribe",
    ],
)
def test_newsletters_are_bulk_and_conversations_on_lists_are_not(
    headers: Headers, conversation: bool, bulk: bool
) -> None:
    assert gate.is_bulk(headers, conversation=conversation) is bulk


@pytest.mark.parametrize(
    ("headers", "lists"),
    [
        ({"list-post": ("<mailto:Dev@lists.acme.example>",)}, {"dev@lists.acme.example"}),
        (
            {"list-post": ("<mailto:dev@acme.example?subject=x>, <https://acme.example>",)},
            {"dev@acme.example"},
        ),
        ({"list-id": ("Developers <dev.lists.acme.example>",)}, {"dev@lists.acme.example"}),
        ({"list-id": ("dev.lists.acme.example",)}, {"dev@lists.acme.example"}),
        ({"list-id": ("garbage",)}, set()),
        ({"list-post": ("NO",)}, set()),
        ({}, set()),
    ],
    ids=["post", "post with query", "id", "bare id", "garbage", "closed list", "none"],
)
def test_headers_tell_a_lists_own_address(headers: Headers, lists: set[str]) -> None:
    assert gate.list_addresses(headers) == lists


@pytest.mark.parametrize(
    ("flags", "counts"),
    [
        (Flag.SMALL, True),
        (Flag.SMALL | Flag.LIST | Flag.ADDRESSED, True),
        (Flag.SMALL | Flag.OWN | Flag.CALENDAR, True),
        (Flag(0), False),
        (Flag.SMALL | Flag.BULK, False),
        (Flag.SMALL | Flag.AUTO, False),
        (Flag.SMALL | Flag.DATELESS, False),
    ],
    ids=["plain", "list", "own invitation", "crowd", "bulk", "automatic", "dateless"],
)
def test_only_small_dated_mail_of_people_counts(flags: Flag, counts: bool) -> None:
    assert flags.counts is counts
