from __future__ import annotations

import pytest

from narrowcast.nlp.block import Block, find_block
from narrowcast.nlp.quoting import Span
from narrowcast.nlp.sender import NameMatch, sender

ANN = sender("Ann Lee", "ann.lee@acme.example")


def block(text: str) -> Block:
    found = find_block(text, ANN)
    assert found is not None
    return found


def test_a_block_runs_from_the_name_to_the_last_contact_line() -> None:
    signed = "Ann Lee\nHead of Sales\nAcme Ltd\n\n+44 20 5555 0100"
    text = f"Hello,\n\nyes.\n\nRegards,\n\n{signed}\n\nPS: no"

    assert block(text).span == Span(6, 10)


def test_the_signature_proper_outranks_the_closing_above_it() -> None:
    text = "Yes.\n\nBest,\nAnn\n\n-- \nAnn Lee\nHead of Sales\nAcme Ltd"

    assert block(text).span == Span(6, 8)


@pytest.mark.parametrize(
    "below",
    [
        "This e-mail is confidential and intended only for the addressee.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "_______________________________",
        "I will send you the rest of the papers tomorrow if that is fine with you.",
        "P.S. The hall is booked.",
        "Dear Tom,",
    ],
    ids=["disclaimer", "disclaimer-de", "rule", "prose", "postscript", "salutation"],
)
def test_a_block_stops_at(below: str) -> None:
    assert block(f"Yes.\n\nAnn Lee\nHead of Sales\n{below}\nAcme Ltd").span == Span(2, 3)


@pytest.mark.parametrize(
    "register",
    [
        "Geschäftsführer: Tom Fox, Bo Ek",
        "Amtsgericht Musterstadt HRB 00000",
        "Acme SAS au capital de 1 000 € - RCS Lille 000 000 000 - Président : Tom Fox",
        "Registro Mercantil de Cádiz, Tomo 0. Administrador único: Tom Fox",
        "P.IVA 00000000000 - Amministratore delegato: Tom Fox",
        "KvK 00000000 | Directie: Tom Fox",
        "Styrelsens säte: Göteborg. VD: Tom Fox",
        "CVR-nr. 00000000 - Direktør: Tom Fox",
        "KRS 0000000000, Prezes Zarządu: Tom Fox",
        "Registered in England No. 00000000. Directors: Tom Fox",
    ],
    ids=["de", "de-court", "fr", "es", "it", "nl", "sv", "da", "pl", "en"],
)
def test_register_lines_belong_to_the_block_but_say_nothing(register: str) -> None:
    found = block(f"Yes.\n\nAnn Lee\nAcme\n{register}\nTom Fox, Director")

    assert found.span.end >= 4
    assert [line for _, line in found.lines] == ["Acme"]


def test_a_device_footer_says_nothing() -> None:
    found = block("Yes.\n\nAnn Lee\nAcme\nSent from my phone")

    assert (found.span, found.lines) == (Span(2, 4), ((3, "Acme"),))


@pytest.mark.parametrize(
    "text",
    [
        "See you.\n\nTom Fox\nSales Director\nFoxtrot Ltd",
        "Call:\n\nTom Fox\nSales Director\n+44 20 5555 0100\n\nThanks",
        "On Monday, Ann Lee wrote:\n> Yes.\n> Ann Lee\n> Head of Sales",
        "-----Original Message-----\nFrom: Ann Lee\nTo: Tom\n\nAnn Lee\nHead of Sales",
        "Please ask Ann Lee about the plan when she is back in the office.",
        "",
    ],
    ids=["other-signer", "third-person", "quoted", "forwarded", "named-in-prose", "empty"],
)
def test_who_is_not_the_sender_has_no_block(text: str) -> None:
    assert find_block(text, ANN) is None


def test_a_closing_alone_is_a_block_of_one_line() -> None:
    found = block("Yes, on Monday.\n\nBest,\nAnn")

    assert (found.span, found.match, found.lines) == (Span(3, 3), NameMatch.GIVEN, ())


def test_a_firms_block_under_a_delimiter_names_nobody() -> None:
    found = block("Yes.\n\n-- \nAcme Ltd\n1 Long Street")

    assert (found.match, found.name, found.span) == (NameMatch.NONE, "", Span(3, 4))
