from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.firms import SignedFor, firm_beside, firms


def signed(domain: str, *names: str) -> list[SignedFor]:
    """Each name signed by another person of the domain."""
    return [SignedFor(domain, person, name) for person, name in enumerate(names)]


def test_who_signs_with_nothing_works_for_what_the_others_sign_with() -> None:
    found = firms(signed("tgt.de", "Target GmbH", "Target GmbH", "Nordlicht Beratung"))

    assert found.label("tgt.de") == "Target GmbH"
    assert found.label("ana@mail.tgt.de") == "Target GmbH"


def test_one_alone_does_not_rename_a_domain_but_may_spell_it_out() -> None:
    found = firms([*signed("acme.com", "Nordlicht Beratung"), *signed("target.de", "Target AG")])

    assert found.label("acme.com") == "Acme"
    assert found.label("target.de") == "Target AG"


def test_two_of_many_who_sign_otherwise_name_no_domain() -> None:
    names = ["Nordlicht GmbH"] * 2 + ["Sonne AG", "Mond KG", "Stern Ltd"]

    assert firms(signed("acme.com", *names)).label("acme.com") == "Acme"


def test_a_division_names_no_firm_that_others_sign_for_plainly() -> None:
    names = ["Acme Leasing Ltd", "Acme Leasing Ltd", "Acme Capital", "Acme Ltd"]

    assert firms(signed("acme.com", *names)).label("acme.com") == "Acme Ltd"


def test_several_domains_of_one_firm_are_one_employer() -> None:
    found = firms([
        *signed("dbk.com", "Deutsche Bank AG", "Deutsche Bank"),
        *signed("deutsche-bank.de", "Deutsche Bank"),
    ])  # fmt: skip

    assert found.same(found.label("dbk.com"), found.label("deutsche-bank.de"))


def test_a_subsidiary_two_people_sign_for_is_the_same_employer() -> None:
    found = firms(signed("acme.com", *["Acme AG"] * 3, *["Orbit Leasing GmbH"] * 2))

    assert found.same("Orbit Leasing", "Acme")
    assert found.label("acme.com") == "Acme AG"


@pytest.mark.parametrize(
    "names",
    [["Acme AG", "Acme AG", "Kurz & Partner"], ["Acme AG", "Acme AG", "ex-Orbit", "ex-Orbit"]],
    ids=["signed by one", "a former employer"],
)
def test_what_is_not_theirs_is_another_employer(names: list[str]) -> None:
    found = firms(signed("acme.com", *names))

    assert not found.same("Kurz & Partner", "Acme")
    assert not found.same("Orbit", "Acme")


def test_a_firm_with_a_domain_of_its_own_only_works_for_this_one() -> None:
    counsel = ["Kurz Lang LLP", "Kurz Lang LLP"]
    found = firms([*signed("acme.com", *["Acme AG"] * 3, *counsel), *signed("kurz.eu", *counsel)])

    assert not found.same("Kurz Lang", "Acme")
    assert found.label("kurz.eu") == "Kurz Lang LLP"


def test_free_mail_is_nobodys_firm() -> None:
    found = firms(signed("gmail.com", "Acme", "Acme"))

    assert found.label("ana@gmail.com") == ""
    assert not found.same("", "")


BESIDE = {
    "a legal form": ("Ann Lee (Kurz GmbH)", "gmail.com", "Kurz GmbH"),
    "the domain": ("Ann Lee [Acme]", "acme.com", "Acme"),
    "an office": ("Ann Lee (London)", "acme.com", ""),
    "a nickname": ("Ann Lee (Annie)", "acme.com", ""),
    "no person": ("Room 4 (Acme)", "acme.com", ""),
    "nothing": ("Ann Lee", "acme.com", ""),
}


@pytest.mark.parametrize(("display", "domain", "firm"), BESIDE.values(), ids=BESIDE)
def test_a_guests_name_may_tell_the_firm(display: str, domain: str, firm: str) -> None:
    assert firm_beside(display, domain) == firm


@given(st.text(max_size=80))
def test_no_name_raises(display: str) -> None:
    assert firm_beside(display, "acme.com") in display


ROWS = st.lists(
    st.builds(
        SignedFor,
        st.sampled_from(["acme.com", "target.de", "kurz.eu", "gmail.com"]),
        st.integers(1, 5),
        st.sampled_from(["Acme", "Acme AG", "Target GmbH", "Kurz Lang LLP", "ex-Acme", ""]),
    ),
    max_size=20,
)


@given(ROWS, st.randoms())
def test_the_order_of_signatures_does_not_matter(rows: list[SignedFor], chance: Random) -> None:
    assert firms(chance.sample(rows, len(rows))) == firms(rows)
