"""Who brings two people together: parts of one chance, by kind of evidence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import chance
from narrowcast.agent.core.chance import HABIT, Form, Manners, Ranked, Reliability, Verdict, Way
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY, Volume

ANA, BEN, CLEO = map(AddressId, (1, 2, 3))
EVEN = {person: {"keen": 0.5} for person in (ANA, BEN, CLEO)}
FORM = Form(
    ways={"mail": Way(3.0, 1.0, 0.0), "hearsay": Way(1.0, 0.5, 0.0)},
    habits={"keen": 2.0},
    tilt=0.0,
)
ABOUT = frozenset({"mail"})
Raw = dict[str, dict[AddressId, float]]


def ranked(
    raw: Raw, known: dict[AddressId, dict[str, float]] = EVEN, form: Form = FORM
) -> dict[AddressId, Ranked]:
    return {one.person: one for one in chance.rank(raw, known, form, ABOUT)}


def test_a_way_shares_its_part_by_what_each_contact_shows() -> None:
    found = ranked({"mail": {ANA: 2.0, BEN: 1.0}})

    assert found[ANA].terms == pytest.approx({"mail": 3 / 4 * 2 / 3, HABIT: 1 / 4 / 3})
    assert found[CLEO].terms == pytest.approx({HABIT: 1 / 4 / 3})


def test_a_way_without_evidence_gives_its_part_to_the_others() -> None:
    both = ranked({"mail": {ANA: 1.0}, "hearsay": {BEN: 1.0}})

    assert both[ANA].terms["mail"] == pytest.approx(3 / 5)
    assert ranked({})[ANA].score == pytest.approx(1 / 3)


def test_link_and_prospect_parts_leave_habit_out() -> None:
    ana = ranked({"mail": {ANA: 1.0}, "hearsay": {ANA: 1.0}})[ANA]

    assert ana.link == pytest.approx(ana.terms["mail"] + ana.terms["hearsay"])
    assert ana.about_prospect == pytest.approx(ana.terms["mail"])


def test_a_power_below_one_makes_much_evidence_little_better_than_some() -> None:
    found = ranked({"hearsay": {ANA: 4.0, BEN: 1.0}})

    assert found[ANA].terms["hearsay"] == pytest.approx(2 * found[BEN].terms["hearsay"])


def test_a_growing_way_counts_more_where_more_was_seen() -> None:
    form = replace(FORM, ways={"mail": Way(1.0, 1.0, 1.0)})

    found = [ranked({"mail": {ANA: amount}}, form=form)[ANA].terms["mail"] for amount in (1.0, 9.0)]

    assert found == pytest.approx([2 / 3, 10 / 11])


def test_habit_tilts_the_other_ways() -> None:
    known = {ANA: {"keen": 1.0}, BEN: {"keen": 0.0}}

    found = ranked({"mail": {ANA: 1.0, BEN: 1.0}}, known, replace(FORM, tilt=0.5))

    assert found[ANA].terms["mail"] / found[BEN].terms["mail"] == pytest.approx(math.e)


def test_without_evidence_habit_alone_orders_and_nobody_has_a_link() -> None:
    found = chance.rank({}, {ANA: {"keen": 0.1}, BEN: {"keen": 0.9}}, FORM, ABOUT)

    assert [one.person for one in found] == [BEN, ANA]
    assert {one.link for one in found} == {0}


def test_evidence_of_strangers_to_the_owner_is_nobodys() -> None:
    assert ranked({"mail": {AddressId(9): 5.0}}) == ranked({})


people = st.sampled_from([ANA, BEN, CLEO])
amounts = st.dictionaries(people, st.floats(0, 1e6))


@given(st.fixed_dictionaries({"mail": amounts, "hearsay": amounts}), st.floats(0, 3))
def test_chances_add_up_to_one_and_parts_to_the_chance(raw: Raw, tilt: float) -> None:
    found = ranked(raw, form=replace(FORM, tilt=tilt)).values()

    assert math.fsum(one.score for one in found) == pytest.approx(1)
    assert all(one.score == pytest.approx(math.fsum(one.terms.values())) for one in found)


@given(amounts.filter(lambda found: any(found.values())), st.floats(0.01, 100))
def test_more_of_everybodys_evidence_changes_no_share(
    mail: dict[AddressId, float], times: float
) -> None:
    known = {person: amount for person, amount in mail.items() if amount > 1e-6}
    more = {person: amount * times for person, amount in known.items()}

    alone, later = ranked({"mail": known}), ranked({"mail": more})

    assert {p: pytest.approx(one.score) for p, one in later.items()} == {
        p: one.score for p, one in alone.items()
    }


NOW = Time(1_780_000_000)
VOLUMES = {
    ANA: Volume(9, 9, 0, 8.0, 20.0, NOW),
    BEN: Volume(9, 0, 0, 0.1, 2.0, Time(NOW - 365 * DAY)),
}


def test_what_is_known_of_a_contact_lies_between_nought_and_one() -> None:
    manners = Manners({ANA: 3.0}, {ANA: 1.0}, {BEN: 1.0})

    found = chance.habits(VOLUMES, manners, frozenset({BEN}), NOW)

    assert found[ANA] == pytest.approx(
        {
            "contact now": 1,
            "contact over the years": 1,
            "recent": 1,
            "both ways": 1,
            "brings people in": 1,
            "copies you in": 1,
            "writes past you": 0,
            "same house": 0,
        }
    )
    assert found[BEN]["recent"] == pytest.approx(1 / math.e)
    assert (found[BEN]["same house"], found[BEN]["brings people in"]) == (1, 0)


@pytest.mark.parametrize(
    ("link", "expected"),
    [(0.0, Verdict.NOTHING), (0.1, Verdict.FAINT), (0.2, Verdict.PATH), (0.9, Verdict.PATH)],
    ids=["nothing seen", "too little seen", "just enough", "plenty"],
)
def test_a_path_needs_a_link_that_says_something(link: float, expected: Verdict) -> None:
    assert chance.verdict(link, 0.2) is expected


TABLE = (Reliability(0.1, 0.05, 0.2), Reliability(0.5, 0.4, 0.7))


@pytest.mark.parametrize(
    ("told", "expected"),
    [(0.1, (0.05, 0.2)), (0.3, (0.225, 0.45)), (0.02, (0.02, 0.2)), (0.9, (0.4, 0.9))],
    ids=["on a line", "between lines", "below the table", "above the table"],
)
def test_an_interval_is_read_between_what_was_measured(
    told: float, expected: tuple[float, float]
) -> None:
    assert chance.interval(told, TABLE) == pytest.approx(expected)
