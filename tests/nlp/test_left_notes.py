from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.nlp.left_notes import author_left

LEFT = {
    "en name": "Ana Ruiz is no longer with Acme. Please write to Ben.",
    "en forename": "This mailbox is not read: Ana has left the company.",
    "en I": "I no longer work at Acme.",
    "en I have": "As of 1 May I have left the company.",
    "en recipient": "The person you are trying to reach has left the company.",
    "de": "Ana Ruiz ist nicht mehr für Acme tätig.",
    "de ich": "Seit dem 1. Mai bin ich nicht mehr bei Acme beschäftigt.",
    "fr": "Ana Ruiz ne travaille plus chez Acme.",
    "fr je": "Bonjour, je ne fais plus partie de la société.",
    "es": "Ya no trabajo en Acme.",
    "it": "Ana Ruiz ha lasciato l'azienda.",
    "nl": "Ana Ruiz is niet langer werkzaam bij Acme.",
    "pt": "A Ana Ruiz já não trabalha na Acme.",
    "sv": "Ana Ruiz arbetar inte längre på Acme.",
    "da": "Ana Ruiz er fratrådt.",
    "pl": "Ana Ruiz nie pracuje już w Acme.",
}
NOT_LEFT = {
    "the office": "I have left the office and will be back on Monday, 4 May.",
    "a town": "I have left London and am back on Monday.",
    "instructions": "I am away. I have left instructions with my assistant.",
    "a colleague": "I am on leave. Please note that Anna Berg is no longer with us.",
    "who was before": "Thank you for your mail. Peter Jones has left the company; I read his mail.",
    "a project": "This project is no longer part of our portfolio.",
    "a ticket": "Your ticket is no longer with the first line.",
    "de a colleague": "Ich bin im Urlaub. Frau Berg ist nicht mehr im Unternehmen.",
    "fr a colleague": "Je suis absente. Mme Durand ne fait plus partie de notre société.",
    "es a colleague": "Estoy fuera hasta el lunes. Luis ya no trabaja aquí.",
    "I tell of another": "I am sorry that Peter Jones has left the company.",
    "nobody": "",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_an_answer_may_say_that_who_is_written_to_has_left(text: str) -> None:
    assert author_left(text, "Ana Ruiz", "ana.ruiz@acme.example")


@pytest.mark.parametrize("text", NOT_LEFT.values(), ids=NOT_LEFT)
def test_another_who_left_or_an_absence_is_no_farewell(text: str) -> None:
    assert not author_left(text, "Ben Okafor", "ben@acme.example")


@given(st.text(max_size=300), st.text(max_size=30), st.text(max_size=30))
def test_no_text_raises(text: str, name: str, address: str) -> None:
    assert not author_left(text, name, address) or text
