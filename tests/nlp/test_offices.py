"""Signatures in mail that an office sends: `Ufficio Tecnico <tecnico@…>`, signed by a person."""

from __future__ import annotations

import pytest

from narrowcast.nlp.block import find_block
from narrowcast.nlp.sender import NameMatch, sender
from narrowcast.nlp.signature import Claim, ClaimKind, Reader, Signature, SignedText, Tier

READER = Reader()


def read(text: str, name: str, address: str) -> Signature:
    return next(iter(READER.read([SignedText(text, name, address)])))


def value(claim: Claim | None) -> str:
    return claim.value if claim else ""


SIGNED = {
    "title-between-closing-and-name": (
        "Servizio Tributi",
        "tributi@comune.valdorna.example",
        (
            "La pratica è chiusa.\n\nCordiali saluti\n\nIl Responsabile del Servizio\n"
            "Rag. Ines Mercati\n\nComune di Valdorna\nPiazza Roma, 3\ntel. 0733 555 020"
        ),
        "Responsabile del Servizio",
        "Comune di Valdorna",
    ),
    "no-closing": (
        "Tranby kommun",
        "avdelning4@tranby.example",
        (
            "Beslutet bifogas.\n\nElin Rask\nHandläggare, Avdelning 4\nTranby kommun\n"
            "Box 12, 199 98 Tranby\nTel. växel 0199-55 00 70"
        ),
        "Handläggare",
        "Tranby kommun",
    ),
    "closing-and-first-name-above": (
        "Sekretariat Studio Haller",
        "sekretariat@studiohaller.example",
        (
            "Der Termin steht.\n\nViele Grüße\nKarin\n\nKarin Ott - Sekretärin\n"
            "Architekturstudio Haller GmbH\nRingweg 4, 99998 Hallstein\nTel. 09199 555014"
        ),
        "Sekretärin",
        "Architekturstudio Haller GmbH",
    ),
}


@pytest.mark.parametrize(
    ("name", "address", "text", "title", "employer"), SIGNED.values(), ids=SIGNED
)
def test_who_signs_for_an_office_is_read_and_never_confirmed(
    name: str, address: str, text: str, title: str, employer: str
) -> None:
    signature = read(text, name, address)
    found = signature.best(ClaimKind.TITLE)

    assert title in value(found)
    assert value(signature.best(ClaimKind.EMPLOYER)) == employer
    assert found is not None
    assert found.tier is not Tier.CONFIRMED


SILENT = {
    "written-for-somebody": (
        "Secretariaat Directie",
        (
            "Zie onder.\n\nMet vriendelijke groet,\nnamens\n\nmr. Joost Verhulst\n"
            "Algemeen directeur\nHavendienst Zuidkade N.V.\nTel. 088 555 0733"
        ),
    ),
    "somebody-to-ask": (
        "Gabinete de Prensa",
        (
            "Para entrevistas pueden hablar con:\n\nLola Serna\nDirectora de Museo\n"
            "Museo del Corcho S.A.\nTel. 953 555 003"
        ),
    ),
    "more-follows": (
        "Office of Estates",
        (
            "The surveyor is\n\nMara Finch\nSenior Surveyor\nFinch & Holt Ltd\n020 7946 0011\n\n"
            "and she will call you on Monday about the roof and the drains at the back."
        ),
    ),
}


@pytest.mark.parametrize(("name", "text"), SILENT.values(), ids=SILENT)
def test_whom_an_office_names_does_not_sign(name: str, text: str) -> None:
    block = find_block(text, sender(name, "office@estates.example"))

    assert block is None or block.match is NameMatch.NONE


@pytest.mark.parametrize(
    "name",
    [
        "Ufficio Tecnico",
        "Mairie de Belcombe - Affaires scolaires",
        "Tranby kommun",
        "Parafia Lipno",
    ],
)
def test_an_office_is_nobody(name: str) -> None:
    assert not sender(name, "info2@valdorna.example").words


@pytest.mark.parametrize("name", ["Bank & Bolig - Henrik Holm", "Church, Mary", "Ann Lee"])
def test_a_person_at_an_office_is_somebody(name: str) -> None:
    assert sender(name, "x27@valdorna.example").words


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Mitglied der Maler- und Lackiererinnung", ""),
        ("Member of the Guild of Roofers", ""),
        ("Mitglied der Geschäftsleitung", "Mitglied der Geschäftsleitung"),
        ("Member of the Board", "Member of the Board"),
    ],
)
def test_a_member_of_a_board_says_a_title_and_of_a_guild_none(line: str, title: str) -> None:
    text = f"Passt.\n\nGruß\n\nDetlef Rauh\n{line}\nMalerbetrieb Rauh\nTel. 0171 5550234"
    signature = read(text, "Detlef Rauh", "info@maler-rauh.example")

    assert value(signature.best(ClaimKind.TITLE)) == title
    assert value(signature.best(ClaimKind.EMPLOYER)) == "Malerbetrieb Rauh"


def test_a_slash_before_a_number_parts_no_fields() -> None:
    text = (
        "Gruß\n\nAnnika Teich   Tel.  09199 / 55 50 31\n"
        "Fachärztin für Innere Medizin  Fax   09199 / 55 50 32\nPraxis am Wehr\n"
        "Partnerschaftsregister AG Musterfurt PR 000"
    )
    signature = read(text, "Annika Teich", "teich@praxis-am-wehr.example")

    assert value(signature.best(ClaimKind.TITLE)) == "Fachärztin für Innere Medizin"
    assert value(signature.best(ClaimKind.EMPLOYER)) == "Praxis am Wehr"
