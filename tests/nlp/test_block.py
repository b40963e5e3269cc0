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
        "_______________________________\nRead more about the town",
        "I will send you the rest of the papers tomorrow if that is fine with you.",
        "P.S. The hall is booked.",
        "Dear Tom,",
    ],
    ids=["disclaimer", "disclaimer-de", "rule", "prose", "postscript", "salutation"],
)
def test_a_block_stops_at(below: str) -> None:
    assert block(f"Yes.\n\nAnn Lee\nHead of Sales\n{below}\nAcme Ltd").span == Span(2, 3)


def test_the_firm_may_stand_under_a_rule() -> None:
    text = "Yes.\n\nAnn Lee\nHead of Sales\n________________\nAcme Ltd\n+44 20 5555 0100"

    assert block(text).span == Span(2, 6)


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


@pytest.mark.parametrize(
    ("name", "address", "text", "span"),
    [
        ("Acme", "info@acme.example", "Yes.\n\nRegards,\nTom Fox\nBaker, Acme", Span(3, 4)),
        ("", "x7@acme.example", "Yes.\n\nTom Fox\nAcme\nx7@acme.example", Span(2, 4)),
        ("", "x7@acme.example", "Yes.\n\nACME\n1 Long Street\n+44 20 5555 0100\nx7@acme.example",
         Span(2, 5)),
    ],
    ids=["role-closed", "own-address", "firms-block"],
)  # fmt: skip
def test_an_address_of_nobody_is_signed_by(name: str, address: str, text: str, span: Span) -> None:
    found = find_block(text, sender(name, address))

    assert found is not None
    assert found.span == span


@pytest.mark.parametrize(
    ("name", "address", "text"),
    [
        ("", "tomlin@acme.example", "Yes.\n\nRegards,\nBo Ek\nBaker, Acme"),
        ("Leanne", "leanne@acme.example", "Yes.\n\nRegards,\nBo Ek\nBaker, Acme"),
        (
            "Acme",
            "news@acme.example",
            "Ask:\n\nBo Ek      Ann Lee\nbo@acme.example  ann@acme.example",
        ),
        ("Acme", "info@acme.example", "Dear Reader,\n\nwrite to info@acme.example"),
    ],
    ids=["local-part-of-another", "given-name-of-another", "contacts", "salutation"],
)
def test_nobody_signs_for_an_address_without_evidence(name: str, address: str, text: str) -> None:
    assert find_block(text, sender(name, address)) is None


def test_a_memo_is_its_writers_own() -> None:
    text = "TO: Tom Fox\nFROM: Ann Lee\nDATE: 1 May\n\nYes.\n\nAnn Lee\nHead of Sales"

    assert block(text).span == Span(6, 7)


def test_a_memo_of_another_is_not() -> None:
    text = "TO: Ann Lee\nFROM: Tom Fox\nDATE: 1 May\n\nYes.\n\nAnn Lee\nHead of Sales"

    assert find_block(text, ANN) is None


def test_an_unmarked_answer_is_signed_by_its_delimiter() -> None:
    text = "On 1 May 2026, Tom Fox wrote:\n\nYes, fine.\n\n-- \nAnn Lee\nHead of Sales"

    assert block(text).span == Span(5, 6)


def test_fillings_of_gateways_are_no_words() -> None:
    found = block("Yes.\n?\n?\nAnn Lee????\nHead of Sales???\nAcme")

    assert (found.name, found.span) == ("Ann Lee", Span(3, 5))


@pytest.mark.parametrize("above", ["Acme Ltd", "Head of Sales", "Acme Ltd\nSales Department"])
def test_a_block_takes_in_what_opens_it_above_the_name(above: str) -> None:
    found = block(f"Yes.\n\n{above}\nAnn Lee\n+44 20 5555 0100")

    assert found.span.start == 2


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


@pytest.mark.parametrize(
    ("name", "line"),
    [("邱子涵", "邱子涵 | Product Manager | Acme"), ("김민준", "김민준 | Head of Sales | Acme")],
    ids=["Han", "Hangul"],
)
def test_a_name_without_blanks_is_found_before_other_fields(name: str, line: str) -> None:
    found = find_block(f"Hello.\n\nRegards,\n{line}\nT +1 202-555-0121", sender(name, "q@acme.cn"))

    assert found is not None
    assert found.name == name


def test_of_two_whole_names_the_lower_heads_the_signature() -> None:
    text = "Best regards,\nAnn Lee\nin haste\nfrom Ghent\n\nAnn Lee\nHead of Sales\nAcme Ltd"

    assert block(text).span == Span(5, 7)


@pytest.mark.parametrize("local", ["newsletter", "no-reply", "lettre", "avvisi"])
def test_nobody_signs_for_a_program(local: str) -> None:
    address = f"{local}@acme.example"
    text = f"The fair opens.\n\nRegards,\nTom Fuchs\nEditor\n{address}"

    assert find_block(text, sender("Acme Fair", address)) is None


def test_nobody_signs_for_a_program_by_the_name_in_its_header() -> None:
    text = "Paid.\n\nRio Claro Bank S.A. - Director: Tom Fuchs"

    assert find_block(text, sender("Rio Claro", "noreply@rioclaro.example")) is None
