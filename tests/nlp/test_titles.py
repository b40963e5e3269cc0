from __future__ import annotations

import pytest

from narrowcast.nlp.titles import Seniority, is_title, role


@pytest.mark.parametrize(
    "text",
    [
        "Head of Sales",
        "Leiterin Vertrieb",
        "Vertriebsleiterin",
        "Chargée de recrutement",
        "Jefa de Operaciones",
        "Responsabile Acquisti",
        "Accountmanager Zakelijk",
        "Diretora de Projetos",
        "Trafikledare",
        "Klinikchef",
        "Kierownik Działu Serwisu",
        "Rechtsanwältin",
        "Bioinformatician",
        "Account Executive",
        "Ph.d.-studerende",
    ],
)
def test_a_headword_makes_a_title(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text", ["", "Acme", "Executive Search", "Kanalweg 14", "Phone", "Contemporary Arts", "12345"]
)
def test_other_words_are_no_title(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    ("title", "seniority", "function"),
    [
        ("Chief Financial Officer", Seniority.C_LEVEL, "finance"),
        ("Geschäftsführerin", Seniority.C_LEVEL, ""),
        ("Vice President, Sales", Seniority.VICE_PRESIDENT, "sales"),
        ("Director of Marketing", Seniority.DIRECTOR, "marketing"),
        ("Responsable logistique", Seniority.MANAGER, "operations"),
        ("Software Engineer", Seniority.PROFESSIONAL, "technology"),
        ("Associate Professor", Seniority.ACADEMIC, "research"),
        ("Administrative Assistant", Seniority.ASSISTANT, ""),
        ("PhD Student", Seniority.STUDENT, ""),
    ],
)
def test_a_title_tells_rank_and_function(title: str, seniority: Seniority, function: str) -> None:
    read = role(title)

    assert (read.seniority, read.function) == (seniority, function)


def test_an_assistant_is_linked_to_the_person_assisted() -> None:
    assert role("Executive Assistant to Maria Stone").assistant_to == "Maria Stone"
    assert role("Executive Assistant to the Dean").assistant_to == ""


def test_a_former_title_is_told() -> None:
    assert role("Former Head of Sales").former
    assert not role("Head of Sales").former
