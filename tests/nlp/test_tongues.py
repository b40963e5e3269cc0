from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.nlp.tongues import UNTOLD, Wording, wording

TEXTS = {
    "en": ("Hi Ana,\n\nthanks for the slides. Could we meet next week?\n\nBest", "en", None),
    "en-short": ("Thanks, that is what I have!", "en", None),
    "de-close": ("Hallo Ana,\n\nkannst du mir die Folien schicken?\n\nLG Robin", "de", False),
    "de-close-capital": ("Liebe Ana, ich hoffe, Dir geht es gut. Grüße, Robin", "de", False),
    "de-formal": (
        "Sehr geehrte Frau Ruiz,\n\nich danke Ihnen für das Gespräch und melde mich.",
        "de",
        True,
    ),
    "de-formal-name": ("Guten Tag Frau Ruiz,\n\ndas passt mir gut, bis morgen!", "de", True),
    "de-she": ("Hallo Ana,\n\ndas ist von Lena. Sie kommt morgen auch.", "de", None),
    "fr-close": ("Salut Ana,\n\nje te remercie, on se voit demain ?\n\nBises", "fr", False),
    "fr-close-elided": ("Bonjour Ana, je t'envoie les plans pour la réunion. Merci", "fr", False),
    "fr-formal": ("Bonjour,\n\nje vous remercie pour votre message.\n\nCordialement", "fr", True),
    "fr-appointment": ("Bonjour Ana, le rendez-vous est pour demain. Merci", "fr", None),
    "es-close": ("Hola Ana:\n\n¿te viene bien el martes? Un abrazo", "es", False),
    "es-formal": ("Estimada Ana: le agradezco a usted los documentos. Saludos", "es", True),
    "es-open": ("Hola: el informe está listo para la reunión. Saludos", "es", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "language", "formal"), TEXTS.values(), ids=TEXTS)
def test_a_mail_tells_its_language_and_how_it_addresses(
    text: str, language: str, formal: bool | None
) -> None:
    assert wording(text) == Wording(language, formal)


@pytest.mark.parametrize(
    "text",
    ["", "ok", "Anbei.", "12:30 Sala 4", "Met vriendelijke groet, Jan", "Cześć, co słychać?"],
    ids=["empty", "one-word", "short", "numbers", "dutch", "polish"],
)
def test_too_few_words_or_another_language_tell_nothing(text: str) -> None:
    assert wording(text) == UNTOLD


def test_what_is_quoted_does_not_count() -> None:
    text = (
        "Hello, thanks for the plan.\n\nAm 3. Mai schrieb Ana:\n> Hallo, kannst du mir das geben?"
    )

    assert wording(text) == Wording("en", None)


def test_vous_to_several_people_is_no_form_of_address() -> None:
    text = "Bonjour à tous, je vous remercie pour cette réunion."

    assert wording(text).formal is True
    assert wording(text, to_one=False) == Wording("fr", None)


def test_both_forms_in_one_mail_tell_nothing() -> None:
    text = "Hallo zusammen, ich danke dir, Ana, und ich danke Ihnen, Herr Weber."

    assert wording(text) == Wording("de", None)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert wording(text).language in {"", "en", "de", "fr", "es"}
