from __future__ import annotations

import pytest

from narrowcast.nlp.names import SameName, full_name, name_key, same_person_name


@pytest.mark.parametrize(
    ("display", "given", "family"),
    [
        ("Ann Lee", "Ann", "Lee"),
        ("Lee, Ann", "Ann", "Lee"),
        ('"Wöhrl, Matthias"', "Matthias", "Wöhrl"),
        ("'Ann Lee'", "Ann", "Lee"),
        ("Ann Lee (Sales)", "Ann", "Lee"),
        ("Lee, Ann (Dept. 4)", "Ann", "Lee"),
        ("Ann Lee | Acme", "Ann", "Lee"),
        ("Ann Lee - Acme", "Ann", "Lee"),
        ("Ann Lee via Google Docs", "Ann", "Lee"),
        ("Dr. Anna Maria von der Heide", "Anna Maria", "von der Heide"),
        ("Prof. Dr. Uwe Lampert", "Uwe", "Lampert"),
        ("Paolo Ferrero, PhD", "Paolo", "Ferrero"),
        ("Weber, Anna, Dr.", "Anna", "Weber"),
        ("John Q. Public Jr.", "John Q.", "Public"),
        ("LEFORT Bernard", "Bernard", "Lefort"),
        ("Aurélie BESSON", "Aurélie", "Besson"),
        ("MAX MUSTERMANN", "Max", "Mustermann"),
        ("anna weber", "Anna", "Weber"),
        ("anna.weber", "Anna", "Weber"),
        ("De Jesus, Frank", "Frank", "De Jesus"),
        ("O'Keefe, Richard", "Richard", "O'Keefe"),
        ("Jean-Pierre Dupont", "Jean-Pierre", "Dupont"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Иван Петров", "Иван", "Петров"),
        ("Μαρία Παππά", "Μαρία", "Παππά"),
        ("王小明", "小明", "王"),
        ("欧阳修", "修", "欧阳"),
        ("山田 太郎", "太郎", "山田"),
        ("山田太郎", "太郎", "山田"),
        ("김철수", "철수", "김"),
        ("Madonna", "Madonna", ""),
    ],
)
def test_a_display_name_is_read(display: str, given: str, family: str) -> None:
    name = full_name(display)

    assert name is not None
    assert (name.given, name.family) == (given, family)


@pytest.mark.parametrize(
    "display",
    [
        "",
        "  ",
        ",",
        "'",
        "J",
        "ann@acme.example",
        "Support Team",
        "Acme GmbH",
        "no-reply",
        "Agent 007",
        "The Sales Department",
        "Newsletter",
    ],
)
def test_who_is_no_person_has_no_name(display: str) -> None:
    assert full_name(display) is None


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        ("Ann Lee", "Lee, Ann", SameName.SAME),
        ("Jörg Müller", "Mueller, Joerg", SameName.SAME),
        ("Nagy János", "János Nagy", SameName.SAME),
        ("Ann Lee", "Dr. Ann B. Lee", SameName.SAME),
        ("A. Lee", "Ann Lee", SameName.LIKELY),
        ("Bill Fox", "William Fox", SameName.LIKELY),
        ("Ann", "Ann Lee", SameName.POSSIBLE),
        ("Ann Lee", "Ann Fox", SameName.DIFFERENT),
        ("Bo Lee", "Ann Lee", SameName.DIFFERENT),
        ("Ann Lee", "Sales Team", SameName.DIFFERENT),
        ("王小明", "王小明", SameName.SAME),
    ],
)
def test_two_names_speak_for_one_person(one: str, other: str, evidence: SameName) -> None:
    assert same_person_name(one, other) is evidence
    assert same_person_name(other, one) is evidence


@pytest.mark.parametrize("display", ["Ann Maria Lee", "Lee, Ann", "LEE Ann", "Lee Ann"])
def test_the_key_does_not_depend_on_order_or_middle_names(display: str) -> None:
    name = full_name(display)

    assert name is not None
    assert name_key(name) == "ann lee"


def test_a_single_name_has_no_key() -> None:
    name = full_name("Madonna")

    assert name is not None
    assert name_key(name) == ""
