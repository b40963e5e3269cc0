from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import identity
from narrowcast.agent.core.identity import DecisionKind, Grouping, NameSighting, PersonDecision
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Doubt

LATE = Time(1_000)


def seen(
    address: str, name: str, at: int = 1, *, own: bool = True, number: int | None = None
) -> NameSighting:
    """A sighting; the number is made of the address unless given."""
    return NameSighting(
        address=AddressId(number or abs(hash(address)) % 10**9),
        key=AddressKey(address),
        name=name,
        first_seen=Time(at),
        self_asserted=own,
    )


def decided(
    kind: DecisionKind, *addresses: str, others: tuple[str, ...] = (), at: int = 50, name: str = ""
) -> PersonDecision:
    return PersonDecision(
        kind=kind,
        addresses=tuple(map(AddressKey, addresses)),
        others=tuple(map(AddressKey, others)),
        made_at=Time(at),
        name=name,
    )


def persons(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(group.keys) for group in grouping.people()}


def joined(*sightings: NameSighting, as_of: Time = LATE) -> bool:
    return len(persons(identity.people(sightings, (), as_of))) == 1


def doubts(*sightings: NameSighting) -> list[Doubt]:
    return [p.doubt for p in identity.people(sightings, (), LATE).proposals]


SAME = {
    "same spelling": ("jonas@weber.example", "Jonas Weber", "jw@acme.example", "Jonas Weber"),
    "family first": ("jw@acme.example", "Weber, Jonas", "x1@gmail.com", "Jonas Weber"),
    "family first, no comma": ("a@nagy.example", "Nagy Zsombor", "b@x.example", "Zsombor Nagy"),
    "titles and departments": (
        "jw@a.example",
        "Dr. Jonas Weber (Sales)",
        "q@b.example",
        "Jonas Weber",
    ),
    "middle name left out": ("jw@a.example", "Jonas P. Weber", "q@b.example", "Jonas Weber"),
    "cyrillic": ("ip@a.example", "Иван Петров", "q@b.example", "Иван Петров"),
    "han": ("wxm@a.example", "王小明", "q@b.example", "王小明"),
    "accents": ("jb@a.example", "José Beltrán", "q@b.example", "Jose Beltran"),
    "aliases at one firm": (
        "jweber@a.example",
        "Jonas Weber",
        "jonas.weber@a.example",
        "Jonas Weber",
    ),
}


@pytest.mark.parametrize(("left", "name", "right", "other"), SAME.values(), ids=SAME)
def test_addresses_that_bear_one_full_name_are_one_person(
    left: str, name: str, right: str, other: str
) -> None:
    assert joined(seen(left, name), seen(right, other))


APART = {
    "single names": ("anna@a.example", "Anna", "anna@b.example", "Anna"),
    "different people": ("aw@a.example", "Anna Weber", "jw@b.example", "Jonas Weber"),
    "role address": ("info@a.example", "Jonas Weber", "jw@b.example", "Jonas Weber"),
    "list address": ("dev@lists.a.example", "Jonas Weber", "jw@b.example", "Jonas Weber"),
    "rewritten by a list": ("x@a.example", "Jonas Weber via Club", "jw@b.example", "Jonas Weber"),
    "no person": ("a@a.example", "Sales Team", "b@b.example", "Sales Team"),
}


@pytest.mark.parametrize(("left", "name", "right", "other"), APART.values(), ids=APART)
def test_what_is_no_proof_joins_nobody(left: str, name: str, right: str, other: str) -> None:
    pair = seen(left, name), seen(right, other)

    assert not joined(*pair)
    assert not doubts(*pair)


TWINS = {
    "number": ("john.smith@a.example", "john.smith2@a.example"),
    "initial": ("john.smith@a.example", "john.a.smith@a.example"),
    "free mail": ("johnsmith@gmail.com", "john.smith.77@gmail.com"),
    "two numbers": ("jsmith1@acme.com", "jsmith2@mail.acme.com"),
}


@pytest.mark.parametrize(("left", "right"), TWINS.values(), ids=TWINS)
def test_twins_at_one_domain_are_kept_apart_and_asked_about(left: str, right: str) -> None:
    pair = seen(left, "John Smith"), seen(right, "John Smith")

    assert not joined(*pair)
    assert doubts(*pair) == [Doubt.TWINS]


def test_a_middle_initial_that_both_are_called_by_tells_nobody_apart() -> None:
    pair = (
        seen("d..lane@a.example", "Edward D. Lane"),
        seen("edward.lane@a.example", "Edward D Lane"),
    )

    assert joined(*pair)


def test_a_name_that_only_others_use_is_asked_about() -> None:
    pair = seen("jw@a.example", "Jonas Weber"), seen("px77@b.example", "Jonas Weber", own=False)

    assert not joined(*pair)
    assert doubts(*pair) == [Doubt.HEARSAY]


def test_a_name_that_others_use_counts_where_the_address_spells_it() -> None:
    assert joined(
        seen("jw@a.example", "Jonas Weber"), seen("jonas.weber@b.example", "Jonas Weber", own=False)
    )


SPELT = ["kelsh", "mkelsh", "mike.kelsh", "kelsh_mike", "e..kelsh", "mikek", "kmike", "m.kelsh7"]


@pytest.mark.parametrize("local", SPELT)
def test_an_address_spells_a_name_in_many_ways(local: str) -> None:
    others = seen(f"{local}@b.example", "Mike E. Kelsh", own=False)

    assert joined(seen("x1@a.example", "Mike Kelsh"), others)


@pytest.mark.parametrize("local", ["mk", "ann.kelsh", "office7", "mike"])
def test_an_address_that_might_be_anybodys_spells_no_name(local: str) -> None:
    others = seen(f"{local}@b.example", "Mike E. Kelsh", own=False)

    assert not joined(seen("x1@a.example", "Mike Kelsh"), others)


def test_hearsay_becomes_sure_when_the_address_says_so_itself() -> None:
    mail = (
        seen("jw@a.example", "Jonas Weber", 1),
        seen("px77@b.example", "Jonas Weber", 2, own=False),
        seen("px77@b.example", "Jonas Weber", 9),
    )

    assert [p.doubt for p in identity.people(mail, (), Time(5)).proposals] == [Doubt.HEARSAY]
    assert joined(*mail)
    assert not doubts(*mail)


def test_a_box_that_two_people_write_from_joins_neither_to_their_other_addresses() -> None:
    mail = (
        seen("weber@home.example", "Anna Wendelborn", 1),
        seen("aw@a.example", "Anna Wendelborn", 2),
        seen("weber@home.example", "Jonas Wendelborn", 3),
        seen("jw@b.example", "Jonas Wendelborn", 4),
    )

    assert len(persons(identity.people(mail, (), Time(3)))) == 1
    assert len(persons(identity.people(mail, (), LATE))) == 3
    assert set(doubts(*mail)) == {Doubt.SHARED_ADDRESS}


def test_a_new_family_name_keeps_the_person_together() -> None:
    mail = (
        seen("anna@a.example", "Anna Wendelborn", 1),
        seen("anna@a.example", "Anna Steinhauser", 5),
        seen("as@b.example", "Anna Steinhauser", 6),
    )

    grouping = identity.people(mail, (), LATE)
    assert len(persons(grouping)) == 1
    assert grouping.name(mail[0].address) == "Anna Steinhauser"


def test_people_told_apart_by_middle_initials_are_not_joined_through_a_third_address() -> None:
    mail = (
        seen("a@a.example", "John Adam Smith", 1),
        seen("c@c.example", "John Smith", 2),
        seen("b@b.example", "John B. Smith", 3),
    )

    assert len(persons(identity.people(mail, (), LATE))) == 3
    assert set(doubts(*mail)) == {Doubt.MIDDLE_NAME}


def test_a_name_at_very_many_addresses_joins_nobody() -> None:
    mail = [seen(f"x{n}@a{n}.example", "Wei Zhang", n) for n in range(1, 12)]

    assert len(persons(identity.people(mail, (), LATE))) == 11
    assert not doubts(*mail)


def test_a_name_common_in_this_mailbox_is_asked_about() -> None:
    johns = [seen(f"p{n}@j{n}.example", f"Jorun Family{chr(97 + n)}") for n in range(20)]
    smiths = [seen(f"p{n}@s{n}.example", f"Given{chr(97 + n)} Smedhaug") for n in range(20)]
    pair = seen("a@a.example", "Jorun Smedhaug"), seen("b@b.example", "Jorun Smedhaug")

    assert doubts(*johns, *smiths, *pair) == [Doubt.COMMON_NAME]
    assert joined(*pair)


def test_every_join_names_what_it_rests_on() -> None:
    mail = seen("jw@a.example", "Jonas Weber", 3), seen("q@b.example", "Weber, Jonas", 7)

    person = identity.people(mail, (), LATE).person(mail[0].address)

    assert [(j.addresses, j.name, j.since) for j in person.joined] == [
        (("jw@a.example", "q@b.example"), "jonas weber", 7)
    ]


def test_an_address_without_any_name_is_called_by_itself() -> None:
    mail = seen("px77@b.example", "")

    assert identity.people([mail], (), LATE).name(mail.address) == "px77@b.example"


NAMES = {
    "own over others'": (
        [("J W", True), ("Jonas Weber", True), ("Joni Weber", False)],
        "Jonas Weber",
    ),
    "whole over single": ([("Jonas", True), ("Jonas Weber", False)], "Jonas Weber"),
    "spelt out over initial": ([("J. Weber", True), ("Jonas Weber", True)], "Jonas Weber"),
    "order of reading": ([("WEBER, JONAS", True)], "Jonas Weber"),
}


@pytest.mark.parametrize(("names", "shown"), NAMES.values(), ids=NAMES)
def test_the_best_name_is_shown(names: list[tuple[str, bool]], shown: str) -> None:
    mail = [seen("q@b.example", name, own=own) for name, own in names]

    assert identity.people(mail, (), LATE).name(mail[0].address) == shown


PAIR = (seen("jw@a.example", "Jonas Weber"), seen("q@b.example", "Jonas Weber"))
STRANGERS = (seen("jw@a.example", "Jonas Weber"), seen("q@b.example", "Petra Lang"))


def test_a_split_keeps_apart_and_asks_nothing_but_says_so() -> None:
    split = decided(DecisionKind.SPLIT, "jw@a.example", others=("q@b.example",))

    grouping = identity.people(PAIR, [split], LATE)

    assert len(persons(grouping)) == 2
    assert [p.doubt for p in grouping.proposals] == [Doubt.SPLIT]


def test_a_merge_joins_whatever_the_names() -> None:
    merge = decided(DecisionKind.MERGE, "jw@a.example", "q@b.example")

    assert len(persons(identity.people(STRANGERS, [merge], LATE))) == 1


@pytest.mark.parametrize("merged_last", [True, False], ids=["merge last", "split last"])
def test_the_later_decision_wins(merged_last: bool) -> None:
    merge = decided(DecisionKind.MERGE, "jw@a.example", "q@b.example", at=60 if merged_last else 40)
    split = decided(DecisionKind.SPLIT, "jw@a.example", "q@b.example", at=50)

    count = len(persons(identity.people(STRANGERS, [split, merge], LATE)))

    assert count == (1 if merged_last else 2)


def test_a_decision_made_at_the_moment_or_later_is_not_seen() -> None:
    split = decided(DecisionKind.SPLIT, "jw@a.example", "q@b.example", at=50)

    assert len(persons(identity.people(PAIR, [split], Time(50)))) == 1


def test_a_split_is_kept_against_a_third_address_that_bridges() -> None:
    mail = (*PAIR, seen("r@c.example", "Jonas Weber", 2))
    split = decided(DecisionKind.SPLIT, "jw@a.example", "q@b.example")

    grouping = identity.people(mail, [split], LATE)

    assert grouping.of(mail[0].address) != grouping.of(mail[1].address)
    assert grouping.of(mail[2].address) in {mail[0].address, mail[1].address}


def test_a_decision_on_an_unknown_address_goes_to_review() -> None:
    merge = decided(DecisionKind.MERGE, "jw@a.example", "gone@nowhere.example")

    assert identity.people(PAIR, [merge], LATE).unplaced == (merge,)


def test_the_owners_name_for_a_person_is_shown() -> None:
    named = decided(DecisionKind.NAME, "q@b.example", name="Joni")

    assert identity.people(PAIR, [named], LATE).name(PAIR[0].address) == "Joni"


LOCALS = ["jw", "jonas.weber", "jweber2", "info", "anna.weber", "px7"]
SIGHTINGS = st.lists(
    st.builds(
        lambda local, host, name, at, own: seen(f"{local}@{host}", name, at, own=own),
        st.sampled_from(LOCALS),
        st.sampled_from(["a.example", "b.example", "gmail.com"]),
        st.sampled_from(
            [
                "Jonas Weber",
                "Weber, Jonas",
                "Jonas K. Weber",
                "Jonas L. Weber",
                "Anna Weber",
                "Li Bo",
                "",
            ]
        ),
        st.integers(1, 60),
        st.booleans(),
    ),
    max_size=30,
)
DECISIONS = st.lists(
    st.builds(
        lambda kind, keys, at: decided(kind, *keys, at=at),
        st.sampled_from([DecisionKind.MERGE, DecisionKind.SPLIT]),
        st.lists(
            st.sampled_from([f"{n}@{h}" for n in LOCALS for h in ("a.example", "b.example")]),
            min_size=2,
            max_size=3,
            unique=True,
        ),
        st.integers(1, 60),
    ),
    max_size=4,
    unique_by=lambda d: d.made_at,
)


def answer(grouping: Grouping) -> object:
    return [(g.keys, g.name, g.joined) for g in grouping.people()], grouping.proposals


@given(SIGHTINGS, DECISIONS, st.integers(1, 61))
def test_later_mail_changes_no_answer(
    mail: list[NameSighting], decisions: list[PersonDecision], moment: int
) -> None:
    earlier = [one for one in mail if one.first_seen < moment]
    made = [d for d in decisions if d.made_at < moment]

    with_later = identity.people(mail, decisions, Time(moment))

    assert answer(with_later) == answer(identity.people(earlier, made, Time(moment)))


@given(SIGHTINGS, DECISIONS, st.randoms())
def test_the_order_of_mail_and_the_stores_numbers_do_not_matter(
    mail: list[NameSighting], decisions: list[PersonDecision], chance: Random
) -> None:
    keys = sorted({one.key for one in mail})
    numbers = {key: n for n, key in enumerate(chance.sample(keys, len(keys)), 1)}
    renumbered = [
        seen(s.key, s.name, s.first_seen, own=s.self_asserted, number=numbers[s.key])
        for s in chance.sample(mail, len(mail))
    ]

    again = identity.people(renumbered, decisions[::-1], LATE)

    assert answer(again) == answer(identity.people(mail, decisions, LATE))


@given(SIGHTINGS, DECISIONS)
def test_the_last_decision_on_a_pair_holds(
    mail: list[NameSighting], decisions: list[PersonDecision]
) -> None:
    grouping = identity.people(mail, decisions, LATE)
    ids = {one.key: one.address for one in mail}
    last = max(decisions, key=lambda d: d.made_at, default=None)

    known = [ids[key] for key in last.addresses if key in ids] if last else []
    groups = {grouping.of(address) for address in known}
    if last and known:
        assert len(groups) == (1 if last.kind is DecisionKind.MERGE else len(known))
