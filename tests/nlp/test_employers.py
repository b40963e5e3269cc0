from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.nlp.employers import Sameness, may_be_one_employer, same_employer, sameness
from narrowcast.nlp.organisations import employer_of_domain

PAIRS = Path(__file__).parents[1] / "data" / "organisations"


def pairs(*verdicts: str) -> list[tuple[str, str]]:
    """The invented pairs of both tables that a reader judged so."""
    rows = (
        line.split("\t")
        for file in sorted(PAIRS.glob("pairs_*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    return [(one, other) for one, other, verdict in rows if verdict in verdicts]


@pytest.mark.parametrize(("one", "other"), pairs("different", "unsure"))
def test_it_never_says_same_where_a_reader_would_not(one: str, other: str) -> None:
    assert not same_employer(one, other)
    assert not same_employer(other, one)


def test_it_says_same_for_nearly_all_that_a_reader_knows_to_be_one() -> None:
    same = pairs("same")

    missed = [pair for pair in same if not same_employer(*pair)]

    assert len(missed) <= 0.06 * len(same), missed


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Acme Inc.", "ACME", Sameness.SAME),
        ("Deutsche Bank AG", "Deutschebank", Sameness.SAME),
        ("Deutsche Bank AG", "deutsche-bank", Sameness.SAME),
        ("Société Générale", "Societe Generale SA", Sameness.SAME),
        ("International Widget Makers Corp.", "IWM", Sameness.POSSIBLE),
        ("Granvik", "Granvik Logistik AB", Sameness.POSSIBLE),
        ("Granvik Bank", "Granvik Logistik AB", Sameness.DIFFERENT),
        ("First", "First National Bank", Sameness.DIFFERENT),
        ("Acme", "Foxtrot", Sameness.DIFFERENT),
        ("Freelance", "freelance", Sameness.POSSIBLE),
        ("Sales Department", "Sales Department", Sameness.POSSIBLE),
        ("National Bank Canada", "National Bank Greece", Sameness.POSSIBLE),
        ("Orvelle Foods UK Ltd", "Orvelle Foods France SAS", Sameness.SAME),
        ("University of Tarrow, Northgate", "University of Tarrow, Southgate", Sameness.DIFFERENT),
        ("ibmo", "Interland Building Materials Orlow", Sameness.POSSIBLE),
        ("IBMO", "Interland Building Materials Orlow", Sameness.SAME),
        ("Tallgren (formerly Orlow Brewing)", "Orlow Brewing", Sameness.POSSIBLE),
        ("Alpha", "Alpha", Sameness.POSSIBLE),
        ("", "", Sameness.DIFFERENT),
    ],
)
def test_short_forms_and_shared_acronyms_are_possible(
    one: str, other: str, found: Sameness
) -> None:
    assert sameness(one, other) is found
    assert may_be_one_employer(other, one) is (found is not Sameness.DIFFERENT)


@pytest.mark.parametrize(
    "domain", ["acme.com", "acme.de", "acme.co.uk", "acme-group.eu", "acme-deutschland.de"]
)
def test_the_domains_of_one_firm_are_one_employer(domain: str) -> None:
    assert same_employer(employer_of_domain(domain), "Acme AG")


@pytest.mark.parametrize("domain", ["acmegroup.com", "acme-robotics.com", "acmedeutschland.de"])
def test_a_domain_that_says_more_is_possibly_the_firms(domain: str) -> None:
    assert sameness(employer_of_domain(domain), "Acme AG") is Sameness.POSSIBLE


@pytest.mark.parametrize("domain", ["gmail.com", "t-online.de"])
def test_free_mail_is_nobodys_employer(domain: str) -> None:
    assert sameness(employer_of_domain(domain), "Gmail Acme") is Sameness.DIFFERENT
