from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.nlp.themes import Theme, is_search_firm, spoken, themes

SUBJECTS = {
    "english": ("Your birthday dinner", Theme.PRIVATE),
    "german": ("Einladung zur Hochzeit", Theme.PRIVATE),
    "french": ("Bon anniversaire !", Theme.PRIVATE),
    "spanish": ("Feliz cumpleaños", Theme.PRIVATE),
    "italian": ("Buon compleanno", Theme.PRIVATE),
    "portuguese": ("Férias com a família", Theme.PRIVATE),
    "dutch": ("Verjaardagsfeest", Theme.PRIVATE),
    "swedish": ("Födelsedag på lördag", Theme.PRIVATE),
    "danish": ("Din fødselsdag", Theme.PRIVATE),
    "polish": ("Zaproszenie na ślub", Theme.PRIVATE),
    "german work": ("Entwurf des Vertrags", Theme.WORK),
    "german hiring": ("Bewerbung als Ingenieurin", Theme.HIRING),
    "french hiring": ("Entretien de mardi", Theme.HIRING),
    "spanish hiring": ("Entrevista con el candidato", Theme.HIRING),
    "polish hiring": ("Rekrutacja", Theme.HIRING),
    "legal": ("Privileged and confidential", Theme.LEGAL),
    "pay": ("Gehaltserhöhung", Theme.STAFF),
}


@pytest.mark.parametrize(("subject", "theme"), SUBJECTS.values(), ids=SUBJECTS)
def test_words_of_ten_languages_belong_to_themes(subject: str, theme: Theme) -> None:
    assert themes(subject)[theme] >= 1


def test_praise_speaks_of_no_job() -> None:
    assert not themes("Great job!")[Theme.JOBS]
    assert not themes("Job well done")[Theme.JOBS]


def test_a_word_of_no_theme_counts_nothing() -> None:
    assert not themes("Zzyzx 4711")


def test_an_answer_speaks_of_what_it_answers() -> None:
    text = "Sure, see you then.\n\n> Could you interview the candidate?\n> Her resume is attached."

    assert spoken(text).counted[Theme.HIRING] == 3


@pytest.mark.parametrize(
    "text",
    [
        "I am looking for a new job.",
        "Anbei finden Sie meine Gehaltsvorstellungen.",
        "Ci-joint ma lettre de motivation pour ce poste.",
        "Estoy buscando empleo.",
    ],
    ids=["english", "german", "french", "spanish"],
)
def test_turns_of_phrase_about_a_post_are_found(text: str) -> None:
    assert spoken(text).job_talk == 1


@pytest.mark.parametrize(
    ("domain", "known"),
    [("kornferry.com", True), ("nord-recruiting.de", True), ("acme.com", False), ("", False)],
)
def test_search_firms_are_known_by_their_domains(domain: str, *, known: bool) -> None:
    assert is_search_firm(domain) is known


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    found = spoken(text)

    assert all(0 <= found.counted[theme] <= len(text) for theme in Theme)
