from __future__ import annotations

import pytest

from narrowcast.nlp.legal_forms import legal_end, legal_form
from narrowcast.nlp.organisations import (
    acronym,
    bare_name,
    employer_of_domain,
    is_free_mail,
    organisation_key,
    registrable_domain,
)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Talbrück AG", "Talbrück"),
        ("Acme GmbH & Co. KG", "Acme"),
        ("Thiel Rechtsanwälte PartG mbB", "Thiel Rechtsanwälte"),
        ("Merrill & Fox & Co., Inc.", "Merrill & Fox"),
        ("Wiatrak Energia Sp. z o.o.", "Wiatrak Energia"),
        ("Dachbud Sp. z o.o. Sp. k.", "Dachbud"),
        ("Vetreria Marca S.p.A.", "Vetreria Marca"),
        ("Officine Greco S.r.l.", "Officine Greco"),
        ("Moulins Delcourt SAS", "Moulins Delcourt"),
        ("Aguas del Norte, S.A.U.", "Aguas del Norte"),
        ("Pedralva & Filhos, Lda.", "Pedralva & Filhos"),
        ("Varanda Digital Ltda.", "Varanda Digital"),
        ("Polderlicht Energie B.V.", "Polderlicht Energie"),
        ("Vindkraft Syd A/S", "Vindkraft Syd"),
        ("Fjordklinikken ApS", "Fjordklinikken"),
        ("AB Granvik", "Granvik"),
        ("The Acme Company", "Acme"),
        ("Hoshi 株式会社", "Hoshi"),
        ("Visa", "Visa"),
        ("Inc.", "Inc."),
        ("Society of the Lake", "Society of the Lake"),
        ("", ""),
    ],
)
def test_legal_forms_are_taken_off(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize("text", ["known as a fool", "Director of co development", "Asia", "Spa"])
def test_small_words_are_no_legal_form(text: str) -> None:
    assert legal_form(text) is None
    assert legal_end(text) == 0


def test_a_name_ends_behind_the_last_of_its_legal_forms() -> None:
    text = "Merrill & Co., Inc. New York Branch"

    assert text[: legal_end(text)] == "Merrill & Co., Inc."


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.acme.co.uk", "acme.co.uk"),
        ("ann@cs.acme.edu", "acme.edu"),
        ("a.b.acme.com", "acme.com"),
        ("ACME.De.", "acme.de"),
        ("x.acme.example", "acme.example"),
        ("192.0.2.1", "192.0.2.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_registrable_domain(domain: str, registered: str) -> None:
    assert registrable_domain(domain) == registered


@pytest.mark.parametrize(
    ("domain", "free"),
    [
        ("gmail.com", True),
        ("ann@yahoo.co.uk", True),
        ("web.de", True),
        ("houston.rr.com", True),
        ("orange.fr", True),
        ("acme.example", False),
        ("deutsche-bank.de", False),
    ],
)
def test_free_mail(domain: str, free: bool) -> None:
    assert is_free_mail(domain) is free


@pytest.mark.parametrize(
    "address", ["ana@alumni.granvik.edu", "ana@cs.alum.granvik.edu", "ana@ieee.org"]
)
def test_an_address_that_is_forwarded_for_life_tells_of_no_employer(address: str) -> None:
    assert is_free_mail(address)
    assert employer_of_domain(address) == ""


def test_who_works_at_a_university_does() -> None:
    assert employer_of_domain("ana@cs.granvik.edu") == "Granvik"


@pytest.mark.parametrize(
    ("domain", "label"),
    [
        ("ann@mail.deutsche-bank.co.uk", "Deutsche Bank"),
        ("db.com", "DB"),
        ("acme.example", "Acme"),
        ("gmail.com", ""),
        ("googlegroups.com", ""),
        ("localhost", ""),
    ],
)
def test_a_domains_label_is_a_guess_at_the_employer(domain: str, label: str) -> None:
    assert employer_of_domain(domain) == label


def test_an_organisation_of_digits_has_a_key() -> None:
    assert organisation_key("3M Company") == "3m"


def test_an_acronym_leaves_small_words_out() -> None:
    assert acronym("University of the Lakes") == "ul"
