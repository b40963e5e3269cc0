"""Which texts say themselves that no human wrote them."""

from __future__ import annotations

import pytest

from narrowcast.nlp.machine_words import written_by_machine


@pytest.mark.parametrize(
    "text",
    [
        "This is an automated response. We will reply soon.",
        "Dies ist eine automatisch erstellte Antwort.",
        "Diese E-Mail wird nicht gelesen.",
        "Ceci est un message automatique.",
        "Este es un correo automático, no responda.",
        "La casella non è presidiata.",
        "Dit is een automatisch\nbericht.",
        "Esta é uma resposta automática.",
        "Detta är ett automatiskt svar.",
        "Dette er et automatisk svar.",
        "Kliknij i potwierdź, że jesteś człowiekiem:",
        "Your request has number 4711. Please do not reply to this e-mail.",
        "Ihr Anliegen hat die Nummer 4711. Bitte antworten Sie nicht auf diese E-Mail.",
        "Su solicitud ha sido registrada con el número 482. No responda a este mensaje.",
    ],
    ids=[
        "en",
        "de",
        "de-unread",
        "fr",
        "es",
        "it",
        "nl",
        "pt",
        "sv",
        "da",
        "pl",
        "en-number",
        "de-number",
        "es-number",
    ],
)
def test_a_machine_that_says_so_is_believed(text: str):
    assert written_by_machine(text)


@pytest.mark.parametrize(
    "text",
    [
        "I automatically thought of you. Happy to introduce you.",
        "Sorry, I got an automatic reply from her. Will try again.",
        "Ich lese diese E-Mail erst heute, gerne!",
        "Je réponds automatiquement oui !",
        "Nie jestem pewna.",
        "Please do not reply to this e-mail, I want no further contact.",
    ],
    ids=["en", "en-about", "de", "fr", "pl", "left-alone"],
)
def test_a_human_who_speaks_of_machines_is_none(text: str):
    assert not written_by_machine(text)
