"""Who wrote, and who only looks like them."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.correspondents import Writer, among, is_lookalike, skeleton, writer
from narrowcast.agent.core.model import AddressKey, AskId
from tests.answer_cases import book, message, open_mailroom

ACTORS = book()["actors"]
KNOWN = [AddressKey("iris@corp.example"), AddressKey("paula@gmail.com")]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("iris@c0rp.example", ""),
        ("iris@xn--crp-sed.example", ""),
        ("ir\u0456s@corp.example", ""),
        ("1ris@corp.example", ""),
        ("iris@corp-example.evil.test", ""),
        ("iris@corp.example.evil.test", ""),
        ("iris@corps.example", ""),
        ("iris@cropp.example", "iris@corp.example"),
        ("x@evil.example", "iris@corp.example"),
        ("x@evil.example", "Iris (iris@corp.example)"),
    ],
)
def test_an_imitated_address_is_seen_through(address: str, name: str):
    assert is_lookalike(AddressKey(address), name, KNOWN)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("iris@corp.example", "iris@corp.example"),
        ("iris@phone.example", "Iris Klein"),
        ("tom@corp.example", "Tom"),
        ("paula@ymail.com", "Paula"),
        ("paula@hotmail.com", "Paula"),
    ],
)
def test_another_address_is_no_imitation(address: str, name: str):
    assert not is_lookalike(AddressKey(address), name, KNOWN)


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Iris Klein <IRIS@Corp.Example>", Writer.INTRODUCER),
        ("iris+work@corp.example", Writer.INTRODUCER),
        ("paula@target.example", Writer.PROSPECT),
        ("me@user.example", Writer.OWNER),
        ('"Iris K." <ik@phone.example>', Writer.LIKELY_INTRODUCER),
        ('"Klein, Iris" <ik@phone.example>', Writer.LIKELY_INTRODUCER),
        ('"Iris via list" <list@l.example>', Writer.LIKELY_INTRODUCER),
        ("Tom Brandt <tom@corp.example>", Writer.COLLEAGUE),
        ("Bob <bob@else.example>", Writer.STRANGER),
        ("iris@c0rp.example", Writer.LOOKALIKE),
    ],
)
def test_the_author_is_told_by_the_address(sender: str, expected: Writer):
    room = open_mailroom({}, ACTORS)

    assert (
        writer(message({"from": sender}, "w"), room.asks[AskId(1)], room.context.owner) is expected
    )


def test_an_empty_address_is_nobodys():
    assert not among(AddressKey(""), frozenset({AddressKey("")}))


@pytest.mark.parametrize(
    ("one", "other"),
    [("corp", "c0rp"), ("modern", "modem"), ("сorp", "corp"), ("paypal", "paypaI"), ("é", "e")],
)
def test_what_looks_alike_has_one_skeleton(one: str, other: str):
    assert skeleton(one) == skeleton(other)
