"""Evidence about a prospect into one ranking, every term shown and shares of one question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import paths
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import LinkEvidence, Ranked, Sight, Word
from narrowcast.agent.core.ties import DAY

NOW = Time(1_780_000_000)
ANA, BEN, CLEO, JONAS, STAFF, OWNER = map(AddressId, range(1, 7))
EVEN = dict.fromkeys((ANA, BEN, CLEO), 0.5)


def sight(*people: AddressId, days: float = 10, author: AddressId | None = None) -> Sight:
    row = hash((people, days, author)) & 0xFFFF
    first = people[0] if author is None else author
    return Sight(row, Time(int(NOW - days * DAY)), first, people, len(set(people) - {OWNER}))


def word(author: AddressId, days: float = 10) -> Word:
    return Word(1, Time(int(NOW - days * DAY)), author)


def ranked(evidence: LinkEvidence, strengths: dict[AddressId, float] = EVEN) -> list[Ranked]:
    raw = paths.by_person(paths.terms(evidence, NOW), {a: a for a in EVEN})
    return paths.rank(raw, strengths)


ABOUT_JONAS = LinkEvidence(prospect=frozenset({JONAS}), staff=frozenset({STAFF}))


@pytest.mark.parametrize(
    ("change", "term"),
    [
        ({"shared": (sight(ANA, JONAS, OWNER),)}, "shared mail"),
        ({"shared": (sight(JONAS, ANA, OWNER),)}, "direct mail"),
        ({"meetings": (sight(ANA, JONAS),)}, "shared meetings"),
        ({"quoted": (word(ANA),)}, "address quoted"),
        ({"named": (word(ANA),)}, "named"),
        ({"together": (Sight(1, NOW, CLEO, (ANA,), 1),)}, "named together"),
        ({"sent": (sight(OWNER, ANA),)}, "address sent"),
        ({"colleagues": frozenset({ANA})}, "same employer"),
        ({"employer": (sight(ANA, STAFF, OWNER),)}, "employer affinity"),
        ({"employer": (sight(STAFF, ANA, OWNER),)}, "employer mail"),
        ({"subjects": (word(ANA),)}, "in subjects"),
        ({"employer_named": (word(ANA),)}, "employer named"),
        ({"brought": {ANA: 2}}, "brings people in"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_evidence_lifts_whom_it_is_about(
    change: dict[str, object], term: str
) -> None:
    first, second, _ = ranked(replace(ABOUT_JONAS, **change))  # type: ignore[arg-type]  # any field

    assert first.person == ANA
    assert first.terms[term] == pytest.approx(paths.WEIGHTS[term])
    assert term not in second.terms
    assert (first.link > 0) is (term not in paths.NO_LINK)
    assert (first.about_prospect > 0) is (term in paths.OF_PROSPECT)


def test_a_score_is_the_sum_of_the_terms_shown() -> None:
    evidence = replace(ABOUT_JONAS, shared=(sight(ANA, JONAS),), named=(word(BEN), word(ANA)))

    for one in ranked(evidence):
        assert one.score == pytest.approx(sum(one.terms.values()))


def test_a_mail_to_few_shows_more_than_a_mail_to_many() -> None:
    crowd = tuple(map(AddressId, range(100, 115)))
    evidence = replace(
        ABOUT_JONAS, shared=(sight(OWNER, ANA, JONAS), sight(OWNER, BEN, JONAS, *crowd))
    )

    first, second, _ = ranked(evidence)

    assert (first.person, second.person) == (ANA, BEN)


def test_evidence_about_the_prospect_does_not_go_stale_but_the_employers_does() -> None:
    old, new = sight(ANA, JONAS, days=2000), sight(BEN, JONAS, days=1)
    about_prospect = {r.person: r.link for r in ranked(replace(ABOUT_JONAS, shared=(old, new)))}
    old, new = sight(ANA, STAFF, days=2000), sight(BEN, STAFF, days=1)
    about_firm = {r.person: r.link for r in ranked(replace(ABOUT_JONAS, employer=(old, new)))}

    assert about_prospect[ANA] == pytest.approx(about_prospect[BEN])
    assert about_firm[ANA] < about_firm[BEN] / 2


def test_without_evidence_strength_alone_orders_and_nobody_has_a_link() -> None:
    found = ranked(ABOUT_JONAS, {ANA: 0.1, BEN: 0.9, CLEO: 0.0})

    assert [one.person for one in found] == [BEN, ANA, CLEO]
    assert {one.link for one in found} == {0}


def test_equal_evidence_falls_by_number_every_time() -> None:
    assert [one.person for one in ranked(ABOUT_JONAS)] == [ANA, BEN, CLEO]


def test_a_persons_addresses_add_up() -> None:
    evidence = replace(ABOUT_JONAS, named=(word(ANA), word(BEN), word(CLEO)))
    raw = paths.by_person(paths.terms(evidence, NOW), {ANA: ANA, BEN: ANA, CLEO: CLEO})

    assert raw["named"] == {ANA: 2.0, CLEO: 1.0}


people = st.sampled_from([ANA, BEN, CLEO])


@given(
    st.lists(people, max_size=9),
    st.lists(people, max_size=9),
    st.dictionaries(people, st.floats(0, 1), min_size=3),
)
def test_more_of_everybodys_evidence_changes_no_order(
    named: list[AddressId], quoted: list[AddressId], strengths: dict[AddressId, float]
) -> None:
    once = replace(ABOUT_JONAS, named=tuple(map(word, named)), quoted=tuple(map(word, quoted)))
    thrice = replace(once, named=once.named * 3, quoted=once.quoted * 3)

    alone, more = ranked(once, strengths), ranked(thrice, strengths)

    assert {r.person: pytest.approx(r.score) for r in more} == {r.person: r.score for r in alone}
