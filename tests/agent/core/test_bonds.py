from __future__ import annotations

import pytest

from narrowcast.agent.core import identity, namesakes
from narrowcast.agent.core.bonds import Bond, BondKind, Signing
from narrowcast.agent.core.identity import Grouping, NameSighting
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Doubt

LATE = Time(1_000)
ONE, OTHER, THIRD = AddressId(1), AddressId(2), AddressId(3)


def seen(address: AddressId, key: str, name: str, at: int = 1) -> NameSighting:
    return NameSighting(
        address=address, key=AddressKey(key), name=name, first_seen=Time(at), self_asserted=True
    )


def grouped(
    *mail: NameSighting,
    bonds: tuple[Bond, ...] = (),
    signings: tuple[Signing, ...] = (),
    as_of: Time = LATE,
) -> Grouping:
    return identity.group(namesakes.edges(mail, bonds, signings), (), as_of)


def bond(kind: BondKind, at: int = 5, said: str = "") -> Bond:
    return Bond(kind, Time(at), ONE, OTHER, said)


def signing(address: AddressId, at: int = 5, number: str = "tel:+447700900123") -> Signing:
    return Signing(number, address, Time(at))


BILL = (
    seen(ONE, "w.thackerby@harbor.example", "William Thackerby"),
    seen(OTHER, "bill@home.example", "Bill Thackerby", 3),
)


def test_one_telephone_joins_a_name_and_its_short_form_at_two_firms() -> None:
    found = grouped(*BILL, signings=(signing(ONE), signing(OTHER, 9)))

    (why,) = found.person(ONE).joined
    assert (why.bond, why.since) == (BondKind.PHONE, 9)
    assert found.of(ONE) == found.of(OTHER)


def test_a_switchboards_number_joins_no_colleagues_of_like_names() -> None:
    mail = (
        seen(ONE, "alex@hall.example", "Alex Voronkin"),
        seen(OTHER, "alexandra@hall.example", "Alexandra Voronkin"),
    )

    found = grouped(*mail, signings=(signing(ONE), signing(OTHER)))

    assert found.of(ONE) != found.of(OTHER)


def test_a_number_that_a_third_signs_with_joins_nobody_from_then_on() -> None:
    third = seen(THIRD, "ewa@harbor.example", "Ewa Wrzesniewska")
    signings = (signing(ONE), signing(OTHER), signing(THIRD, 20))

    before = grouped(*BILL, third, signings=signings, as_of=Time(20))
    after = grouped(*BILL, third, signings=signings)

    assert before.of(ONE) == before.of(OTHER)
    assert after.of(ONE) != after.of(OTHER)


def test_a_new_family_name_beside_one_telephone_is_asked_about() -> None:
    mail = (
        seen(ONE, "clara@acme.example", "Clara Wendelborn"),
        seen(OTHER, "clara@post.example", "Clara Steinhauser", 30),
    )

    found = grouped(*mail, signings=(signing(ONE), signing(OTHER, 31)))

    assert found.of(ONE) != found.of(OTHER)
    assert [one.doubt for one in found.proposals] == [Doubt.BOND]


NAMESAKES = (
    seen(ONE, "john.smith@east.example", "John Smith"),
    seen(OTHER, "j.smith7@west.example", "John Smith", 3),
)


@pytest.mark.parametrize(
    "tie",
    [bond(BondKind.REPLY_TO), bond(BondKind.CARD, said="John Smith")],
    ids=["reply-to", "card"],
)
def test_a_common_name_joins_nobody_without_more(tie: Bond) -> None:
    alone, tied = grouped(*NAMESAKES), grouped(*NAMESAKES, bonds=(tie,))

    assert [one.doubt for one in alone.proposals] == [Doubt.COMMON_NAME]
    assert tied.of(ONE) == tied.of(OTHER)


def test_a_couples_card_joins_nobody() -> None:
    mail = (
        seen(ONE, "anna@a.example", "Anna Brackwede"),
        seen(OTHER, "jonas@b.example", "Jonas Brackwede"),
    )

    found = grouped(*mail, bonds=(bond(BondKind.CARD, said="Anna Brackwede"),))

    assert found.of(ONE) != found.of(OTHER)


def test_a_nameless_address_on_a_card_is_its_persons_until_it_bears_another_name() -> None:
    mail = (
        seen(ONE, "anna@a.example", "Anna Brackwede"),
        seen(OTHER, "x7@b.example", "", 2),
        seen(OTHER, "x7@b.example", "Petra Lang", 40),
    )
    card = (bond(BondKind.CARD, said="Anna Brackwede"),)

    before, after = grouped(*mail, bonds=card, as_of=Time(40)), grouped(*mail, bonds=card)

    assert before.of(ONE) == before.of(OTHER)
    assert after.of(ONE) != after.of(OTHER)


def test_a_reply_to_an_assistant_joins_nobody_and_asks_nothing() -> None:
    mail = (
        seen(ONE, "jonas@a.example", "Jonas Brackwede"),
        seen(OTHER, "ewa@a.example", "Ewa Wrzesniewska"),
    )

    found = grouped(*mail, bonds=(bond(BondKind.REPLY_TO),))

    assert found.of(ONE) != found.of(OTHER)
    assert not found.proposals


def test_a_reply_to_an_address_without_a_name_is_asked_about() -> None:
    mail = seen(ONE, "jonas@a.example", "Jonas Brackwede"), seen(OTHER, "r7@post.example", "")

    found = grouped(*mail, bonds=(bond(BondKind.REPLY_TO),))

    assert [one.doubt for one in found.proposals] == [Doubt.BOND]


def test_a_role_address_is_nobodys_whatever_ties_it() -> None:
    mail = (
        seen(ONE, "jonas@a.example", "Jonas Brackwede"),
        seen(OTHER, "sales@a.example", "Jonas Brackwede"),
    )

    found = grouped(*mail, bonds=(bond(BondKind.CARD, said="Jonas Brackwede"),))

    assert found.of(ONE) != found.of(OTHER)
