"""Whom a card, an itinerary or a header under a signature belongs to: not to who signs."""

from __future__ import annotations

import pytest

from narrowcast.nlp.block import find_block
from narrowcast.nlp.quoting import Span
from narrowcast.nlp.sender import sender
from narrowcast.nlp.strangers import is_stranger

CARDS = {
    "en": "Johan Berg\nPurchasing Manager\nOstra Steel Ltd\n+44 20 5555 0100",
    "de": "Herr Dr. Kai Uhlmann\nLeiter Vertrieb\nUhlmann Pumpen GmbH\nTel. 0511 555010",
    "fr": "M. Paul Kerjean\nDirecteur commercial\nKerjean Nautique SARL\n02 55 50 10 10",
    "es": "D. Jordi Soler\nDirector Comercial\nTalleres Soler S.L.",
    "it": "Dott. Ugo Ferri\nDirettore vendite\nOlearia Pini S.p.A.",
    "nl": "Mevr. Ilse Vos\nHoofd Inkoop\nVos Techniek BV\nT 010 555 0101",
    "pt": "Eng.ª Carla Pires\nDiretora de Produção\nPires & Filhos, Lda\nTelm. 912 555 010",
    "sv": "Bertil Ek\nInköpschef\nGranbo Timmer AB",
    "da": "Søren Krag\nSalgschef\nKrag Vinduer A/S\nTlf. 70 55 50 10",
    "pl": "Jan Kot\nDyrektor handlowy\nKot Meble Sp. z o.o.\ntel. 22 555 01 10",
    "title-beside": "Johan Berg, Purchasing Manager\nOstra Steel Ltd",
    "labelled": "Contact: Johan Berg\nPurchasing Manager",
    "title-before": "Maître Paul Brun\nBrun Avocats SELARL",
    "booked": "Passenger: SOLER/JORDI MR\nDirector\nTalleres Soler S.L.",
    "firm-alone": "Johan Berg\nOstra Steel Ltd",
    "number-alone": "Johan Berg\n+44 20 5555 0100",
}
ANN = sender("Ann Lee", "ann.lee@mailbox.example")


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_under_a_first_name_is_not_the_signers(card: str) -> None:
    found = find_block(f"Here is whom to ask.\n\nBest,\nAnn\n\n{card}", ANN)

    assert found is not None
    assert found.lines == ()


@pytest.mark.parametrize("card", ["en", "de", "pl", "title-beside", "title-before", "firm-alone"])
def test_a_card_in_a_paragraph_of_its_own_is_not_the_signers(card: str) -> None:
    text = f"Here.\n\nAnn Lee\nBuyer\nNordvik\n\n{CARDS[card]}"

    found = find_block(text, ANN)

    assert found is not None
    assert [line for _, line in found.lines] == ["Buyer", "Nordvik"]


@pytest.mark.parametrize(
    "below",
    [
        "              BOOKING REF QX71ZZ\n\n              OLSEN/PER MR\n  ACME INC\n  AGENT",
        "\t\t\tPassenger: Soler, Jordi\n\t\t\tDirector",
    ],
    ids=["blanks", "tabs"],
)
def test_a_document_far_to_the_right_of_a_first_name_is_not_the_signers(below: str) -> None:
    found = find_block(f"Please check.\n\nThanks,\nAnn\n{below}", ANN)

    assert found is not None
    assert found.lines == ()


@pytest.mark.parametrize(
    "header",
    [
        "Von: Dario Slomp / Da: Dario Slomp",
        "From: Dario Slomp",
        "Dario Slomp/ABC/Kolding  03-03-2026 09:15",
        "03.03.2026 09:15",
        "c/o Dario Slomp\nFinance Director",
        "z. Hd. Dario Slomp\nLeiter Einkauf",
    ],
)
def test_a_block_ends_at(header: str) -> None:
    found = find_block(
        f"Yes.\n\nAnn Lee\nHead of Sales\n{header}\nChief of Staff\nFoxtrot Ltd", ANN
    )

    assert found is not None
    assert found.span == Span(2, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee",
        "Lee, Ann",
        "Mailbox Green",
        "Purchasing Manager",
        "Foxtrot Ltd",
        "Harbour Museum",
        "Alvarado Square, MS 11",
        "Direct Line",
        "Chairman: Svetlana Okafor",
        "See you",
        "human resources",
    ],
)
def test_no_stranger_is(line: str) -> None:
    assert not is_stranger(line, ANN)


def test_details_a_tab_to_the_right_of_a_first_name_stay() -> None:
    found = find_block("Yes.\n\nAnn\n\tBuyer, Nordvik AB\n\t+46 8 555 01 11", ANN)

    assert found is not None
    assert len(found.lines) == 2


def test_a_first_names_own_details_stay() -> None:
    found = find_block("Yes.\n\nBest,\nAnn\n\nBuyer\nNordvik AB\n+46 8 555 01 11", ANN)

    assert found is not None
    assert [line for _, line in found.lines] == ["Buyer", "Nordvik AB", "+46 8 555 01 11"]


def test_the_signers_whole_name_may_stand_under_the_first() -> None:
    found = find_block("Yes.\n\nBest,\nAnn\n\nNordvik AB\nAnn Lee, Buyer\n+46 8 555 01 11", ANN)

    assert found is not None
    assert (6, "Ann Lee, Buyer") in found.lines or found.name_line == 6


@pytest.mark.parametrize(
    "line",
    [
        "PA: Jane Moss (Executive Assistant)",
        "Executive Assistant: Jane Moss, +44 20 5555 0144",
        "Reporting to: Alan Price, Chief Medical Officer",
        "Represented by Mara Stone, Senior Agent, Stone Artists Ltd",
        "My assistant: Jane Moss, Office Manager",
        "Vertretung: Herr Jens Roth, Teamleiter Netze",
        "Bauleitung: Petra Kern, Oberbauleiterin",
        "Meine Kollegin Eva Stern, Projektleiterin",
        "Mon assistante : Léa Brun, assistante de direction",
        "Asistente: Laura Gil, Secretaria de Dirección",
        "Segreteria: Lea Conti, Responsabile",
        "Contactpersoon: Ilse Vos, Hoofd Inkoop",
        "Gestora de conta: Inês Dias, Diretora Comercial",
        "Kontaktperson virke: Ulf Ek, inköpare",
        "Nærmeste leder: Søren Krag, salgschef",
        "Asystentka: Ewa Kot, Specjalista",
    ],
)
def test_a_line_about_somebody_beside_the_signer_tells_nothing_of_the_signer(line: str) -> None:
    found = find_block(f"Yes.\n\nAnn Lee\n{line}\nNordvik Ltd\nwww.nordvik.example", ANN)

    assert found is not None
    assert [row for _, row in found.lines] == ["Nordvik Ltd", "www.nordvik.example"]


@pytest.mark.parametrize(
    "line",
    [
        "Assistant to Alan Price, Chief Medical Officer",
        "Position: Sales Director",
        "Head of Sales: Northern Europe",
        "Firma: Lumen Media",
        "Company: Lumen Media Ltd",
        "Deputy Director",
        "Contact: +44 20 5555 0144",
        "Referente commerciale",
        "Asystentka Zarządu",
        "Reports Editor",
    ],
)
def test_a_line_about_the_signers_own_work_stays(line: str) -> None:
    found = find_block(f"Yes.\n\nAnn Lee\n{line}\nNordvik Ltd\nwww.nordvik.example", ANN)

    assert found is not None
    assert line in [row for _, row in found.lines]
