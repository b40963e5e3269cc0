from __future__ import annotations

import pytest

from narrowcast.nlp.titles import is_title


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
