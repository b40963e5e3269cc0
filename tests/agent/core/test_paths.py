"""Evidence about a prospect into one ranking, every term shown and shares of one question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.agent.core import chance, paths
from narrowcast.agent.core.chance import Ranked
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import LinkEvidence, Sight, Word
from narrowcast.agent.core.ties import DAY
from narrowcast.agent.core.ways import FORM

NOW = Time(1_780_000_000)
ANA, BEN, CLEO, JONAS, STAFF, OWNER = map(AddressId, range(1, 7))
EVEN = dict.fromkeys((ANA, BEN, CLEO), 0.5)


def sight(*people: AddressId, days: float = 10, author: AddressId | None = None) -> Sight:
    row = hash((people, days, author)) & 0xFFFF
    first = people[0] if author is None else author
    return Sight(row, Time(int(NOW - days * DAY)), first, people, len(set(people) - {OWNER}))


def word(author: AddressId, days: float = 10) -> Word:
    return Word(1, Time(int(NOW - days * DAY)), author)


def ranked(evidence: LinkEvidence, contact: dict[AddressId, float] = EVEN) -> list[Ranked]:
    raw = paths.by_person(paths.terms(evidence, NOW), {a: a for a in EVEN})
    known = {person: {"contact now": amount} for person, amount in contact.items()}
    return chance.rank(raw, known, FORM, paths.OF_PROSPECT)


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
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_evidence_lifts_whom_it_is_about(
    change: dict[str, object], term: str
) -> None:
    first, second, _ = ranked(replace(ABOUT_JONAS, **change))  # type: ignore[arg-type]  # any field

    assert first.person == ANA
    assert first.terms[term] > 0
    assert first.link > 0 == second.link
    assert (first.about_prospect > 0) is (term in paths.OF_PROSPECT)


def test_a_score_is_the_sum_of_the_parts_shown() -> None:
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


def test_equal_evidence_falls_by_number_every_time() -> None:
    assert [one.person for one in ranked(ABOUT_JONAS)] == [ANA, BEN, CLEO]


def test_a_persons_addresses_add_up() -> None:
    evidence = replace(ABOUT_JONAS, named=(word(ANA), word(BEN), word(CLEO)))
    raw = paths.by_person(paths.terms(evidence, NOW), {ANA: ANA, BEN: ANA, CLEO: CLEO})

    assert raw["named"] == {ANA: 2.0, CLEO: 1.0}
