"""Names with one key that are written in ways that tell two people apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import identity, namesakes
from narrowcast.agent.core.bonds import Bond, BondKind, Signing
from narrowcast.agent.core.identity import Grouping, NameSighting
from narrowcast.agent.core.manners import generation
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Doubt

LATE = Time(1_000)
ONE, OTHER = AddressId(1), AddressId(2)


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


TWO = {
    "turned round": ("w@a.example", "Werner Arnold", "a@b.example", "Arnold Werner"),
    "father and son": ("r@a.example", "Robert Ashdown Sr.", "ra@a.example", "Robert Ashdown Jr."),
    "one of them a junior": ("r@a.example", "Ashdown Jr, Rob", "ra@a.example", "Rob Ashdown"),
    "third": ("r@a.example", "Wendel Ashdown III", "ra@b.example", "Wendel Ashdown, Jr."),
    "umlaut at one firm": ("jh@a.example", "Jonas Hauser", "j@a.example", "Jonas Häuser"),
}


@pytest.mark.parametrize(("left", "name", "right", "other"), TWO.values(), ids=TWO)
def test_a_name_written_as_two_people_write_it_is_asked_about(
    left: str, name: str, right: str, other: str
) -> None:
    found = grouped(seen(ONE, left, name), seen(OTHER, right, other))

    assert found.of(ONE) != found.of(OTHER)
    assert [one.doubt for one in found.proposals] == [Doubt.MANNER]


ALIKE = {
    "no word of it a given name": ("a@a.example", "Nagy Zsombor", "b@b.example", "Zsombor Nagy"),
    "one generation": ("a@a.example", "Rob Ashdown Jr.", "b@b.example", "Rob Ashdown, JR"),
    "a senor": ("a@a.example", "Sr. Iker Bengoetxea", "b@b.example", "Iker Bengoetxea"),
    "umlaut elsewhere": ("a@a.example", "Jonas Häuser", "b@b.example", "Jonas Hauser"),
    "initial and name": ("a@a.example", "Jean L. Delorme", "b@b.example", "Jean Luc Delorme"),
}


@pytest.mark.parametrize(("left", "name", "right", "other"), ALIKE.values(), ids=ALIKE)
def test_a_name_written_as_one_person_may_write_it_joins(
    left: str, name: str, right: str, other: str
) -> None:
    found = grouped(seen(ONE, left, name), seen(OTHER, right, other))

    assert found.of(ONE) == found.of(OTHER)


SECOND = {
    "one initial": ("Jean Luc Delorme", "Jean Louis Delorme"),
    "first family names": ("Ana Gómez Ruipérez", "Ana Garcés Ruipérez"),
}


@pytest.mark.parametrize(("one", "other"), SECOND.values(), ids=SECOND)
def test_second_names_with_one_initial_still_differ(one: str, other: str) -> None:
    found = grouped(seen(ONE, "a@a.example", one), seen(OTHER, "b@a.example", other))

    assert [p.doubt for p in found.proposals] == [Doubt.MIDDLE_NAME]


def test_who_writes_it_both_ways_is_joined_from_then_on() -> None:
    mail = (
        seen(ONE, "w@a.example", "Werner Arnold"),
        seen(OTHER, "a@b.example", "Arnold Werner", 2),
        seen(OTHER, "a@b.example", "Arnold, Werner", 30),
    )

    before, after = grouped(*mail, as_of=Time(30)), grouped(*mail)

    assert before.of(ONE) != before.of(OTHER)
    assert after.of(ONE) == after.of(OTHER)


def test_one_telephone_does_not_make_father_and_son_one() -> None:
    mail = (
        seen(ONE, "r@a.example", "Rob Ashdown Sr."),
        seen(OTHER, "rob@a.example", "Rob Ashdown Jr."),
    )
    number = "tel:+447700900123"
    signs = (Signing(number, ONE, Time(5)), Signing(number, OTHER, Time(5)))

    found = grouped(*mail, signings=signs)

    assert found.of(ONE) != found.of(OTHER)


@pytest.mark.parametrize("key", ["petra.lang@a.example", "gabi-brackwede@b.example"])
def test_a_nameless_address_on_a_card_that_spells_another_is_asked_about(key: str) -> None:
    mail = seen(ONE, "ulf@a.example", "Ulf Brackwede"), seen(OTHER, key, "")

    found = grouped(*mail, bonds=(Bond(BondKind.CARD, Time(5), ONE, OTHER, "Ulf Brackwede"),))

    assert found.of(ONE) != found.of(OTHER)
    assert [one.doubt for one in found.proposals] == [Doubt.BOND]


@pytest.mark.parametrize(
    "key", ["ubr77@b.example", "ulf.brackwede@b.example", "ulf-home@b.example"]
)
def test_any_other_nameless_address_on_a_card_is_its_persons(key: str) -> None:
    mail = seen(ONE, "ulf@a.example", "Ulf Brackwede"), seen(OTHER, key, "")

    found = grouped(*mail, bonds=(Bond(BondKind.CARD, Time(5), ONE, OTHER, "Ulf Brackwede"),))

    assert found.of(ONE) == found.of(OTHER)


def test_two_faculties_do_not_keep_people_of_a_common_name_apart() -> None:
    mail = (
        seen(ONE, "wei.zhang@cs.uni.example", "Wei Zhang"),
        seen(OTHER, "wei.zhang@bio.uni.example", "Wei Zhang"),
    )

    found = grouped(*mail)

    assert [one.doubt for one in found.proposals] == [Doubt.COMMON_NAME]


GENERATIONS = {"Rob Ashdown, Jr.": "jr", "Ashdown Jr., Rob": "jr", "Rob III Ashdown": "iii"}


@pytest.mark.parametrize(("display", "told"), GENERATIONS.items(), ids=GENERATIONS)
def test_a_generation_stands_behind_a_name(display: str, told: str) -> None:
    assert generation(display) == told


@pytest.mark.parametrize(
    "display", ["Sr. Iker Bengoetxea", "Iker Srba", "Wang Jun", "Ivan Petrov", ""]
)
def test_what_begins_like_a_generation_is_none(display: str) -> None:
    assert generation(display) == ""


NAMES = (
    "Werner Arnold",
    "Arnold Werner",
    "Arnold, Werner",
    "Werner Arnold Jr.",
    "W. B. Arnold",
    "",
)
MORE = ("Werner Bert Arnold", "Werner Boris Arnold", "Werner Ärnold", "Petra Lang")
KEYS = ("w@a.example", "petra.lang@a.example", "arnold@b.example")
SIGHTINGS = st.lists(
    st.builds(
        NameSighting,
        address=st.just(AddressId(0)),
        key=st.sampled_from(KEYS).map(AddressKey),
        name=st.sampled_from(NAMES + MORE),
        first_seen=st.integers(1, 9).map(Time),
        self_asserted=st.booleans(),
    ).map(lambda one: replace(one, address=AddressId(KEYS.index(one.key) + 1))),
    min_size=2,
    max_size=8,
)
BONDS = st.lists(
    st.builds(
        Bond,
        kind=st.sampled_from(BondKind),
        time=st.integers(1, 9).map(Time),
        left=st.just(AddressId(1)),
        right=st.sampled_from([AddressId(2), AddressId(3)]),
        said=st.just("Werner Arnold"),
    ),
    max_size=3,
)


@given(SIGHTINGS, BONDS, st.integers(2, 9).map(Time))
def test_what_is_written_later_changes_nobody_earlier(
    mail: list[NameSighting], bonds: list[Bond], moment: Time
) -> None:
    earlier = [one for one in mail if one.first_seen < moment]
    tied = [one for one in bonds if one.time < moment]

    whole = grouped(*mail, bonds=tuple(bonds), as_of=moment)
    then = grouped(*earlier, bonds=tuple(tied), as_of=moment)

    assert [(one.keys, one.name) for one in whole.people()] == [
        (one.keys, one.name) for one in then.people()
    ]
    assert {(p.left, p.right, p.doubt) for p in whole.proposals} == {
        (p.left, p.right, p.doubt) for p in then.proposals
    }
