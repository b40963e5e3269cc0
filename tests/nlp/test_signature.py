from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest

from narrowcast.nlp.html import html_text
from narrowcast.nlp.signature import (
    ClaimKind,
    Reader,
    Signature,
    SignedText,
    Tier,
    worth_reading,
)

DATA = Path(__file__).parents[1] / "data" / "signatures"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


INVENTED = rows("invented.jsonl")
MULTILINGUAL = rows("multilingual.jsonl")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, sender: str, subject: str = "") -> Signature:
    (signature,) = reader.read([SignedText(text, *parseaddr(sender), subject)])
    return signature


def value(signature: Signature, kind: ClaimKind) -> str:
    claim = signature.best(kind)
    return claim.value if claim else ""


def ids() -> Iterator[str]:
    return (f"{number}-{parseaddr(row['from'])[0]}" for number, row in enumerate(INVENTED))


@pytest.mark.parametrize("row", INVENTED, ids=ids())
def test_title_and_employer_of_an_invented_mail(reader: Reader, row: dict[str, str]) -> None:
    signature = read(reader, row["body"], row["from"], row["subject"])

    assert value(signature, ClaimKind.TITLE) == row["title"]
    assert value(signature, ClaimKind.EMPLOYER) == row["employer"]


@pytest.mark.parametrize("row", MULTILINGUAL, ids=[row["id"] for row in MULTILINGUAL])
def test_a_mail_in_any_of_the_languages(reader: Reader, row: dict[str, Any]) -> None:
    headers, labels = row["headers"], row["labels"]

    signature = read(reader, row["body"], headers["From"], headers["Subject"])

    title, employer = value(signature, ClaimKind.TITLE), value(signature, ClaimKind.EMPLOYER)
    assert title in (labels["titles"] or [""])
    assert employer in (labels["employers"] or [""])


def test_no_value_comes_from_a_register_line(reader: Reader) -> None:
    text = "Ja.\n\nIda Kurz\nKurz GmbH\nGeschäftsführer: Tom Fuchs\nProkuristin: Eva Rau"

    signature = read(reader, text, "Ida Kurz <kurz@kurz.example>")

    assert signature.best(ClaimKind.TITLE) is None
    assert value(signature, ClaimKind.EMPLOYER) == "Kurz GmbH"


def test_a_claim_says_where_it_stands(reader: Reader) -> None:
    text = "Yes.\n\nAnn Lee\nHead of Sales\nAcme Ltd\n+44 20 5555 0100"

    signature = read(reader, text, "Ann Lee <ann@acme.example>")

    assert {text[claim.start : claim.end] for claim in signature.claims} == {
        "Ann Lee",
        "Head of Sales",
        "Acme Ltd",
        "+44 20 5555 0100",
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Ann Lee\nHead  of  Sales\nAcme Ltd", {"Ann Lee", "Head  of  Sales", "Acme Ltd"}),
        ("Ann Lee\r\nHead of Sales\r\nAcme Ltd\r", {"Ann Lee", "Head of Sales", "Acme Ltd"}),
    ],
    ids=["white-space", "crlf"],
)
def test_a_claims_place_holds_its_value_however_the_line_is_spaced(
    reader: Reader, lines: str, expected: set[str]
) -> None:
    text = f"Yes.\n\n{lines}\n"

    claims = read(reader, text, "Ann Lee <ann@acme.example>").claims

    assert {text[claim.start : claim.end] for claim in claims} == expected
    assert {" ".join(place.split()) for place in expected} == {claim.value for claim in claims}


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Yes.\n\nAnn Lee\nHead of Sales\nAcme Ltd", Tier.CONFIRMED),
        ("Yes.\n\nBest,\nAnn\nHead of Sales\nAcme Ltd", Tier.LIKELY),
        ("Yes.\n\nAnn Lee\nGrand Wizard\nAcme Ltd", Tier.LIKELY),
    ],
    ids=["full-name", "given-name-only", "word-of-no-list"],
)
def test_the_tier_of_a_title(reader: Reader, text: str, tier: Tier) -> None:
    claim = read(reader, text, "Ann Lee <ann@acme.example>").best(ClaimKind.TITLE)

    assert claim is not None
    assert claim.tier is tier


@pytest.mark.parametrize(
    ("employer", "address", "tier"),
    [
        ("Foxtrot Ltd", "ann@acme.example", Tier.CONFIRMED),
        ("Acme", "ann@acme.example", Tier.CONFIRMED),
        ("Foxtrot Group", "ann@acme.example", Tier.LIKELY),
        ("FoxTrot", "ann@acme.example", Tier.SUGGESTION),
    ],
    ids=["legal-form", "domain", "word", "layout"],
)
def test_the_tier_of_an_employer(reader: Reader, employer: str, address: str, tier: Tier) -> None:
    text = f"Yes.\n\nAnn Lee\nHead of Sales\n{employer}\n+44 20 5555 0100"

    claim = read(reader, text, f"Ann Lee <{address}>").best(ClaimKind.EMPLOYER)

    assert claim is not None
    assert (claim.value, claim.tier) == (employer, tier)


def test_a_firms_block_without_a_name_tells_only_the_domains_firm(reader: Reader) -> None:
    text = "Yes.\n\n-- \nACME AG, Long Street 1, D-75015 Town\nFon: +49 7252 555010"

    own = read(reader, text, "x1 <c.frank@acme.example>")
    other = read(reader, text, "x1 <c.frank@foxtrot.example>")

    assert value(own, ClaimKind.EMPLOYER) == "ACME AG"
    assert own.best(ClaimKind.TITLE) is None
    assert other.best(ClaimKind.EMPLOYER) is None


TEXT_CELL = "<p>Ann Lee</p><p>Head of Sales</p><p>Acme Ltd</p>"
HTML_SIGNATURES = {
    "gmail": '<div dir="ltr">Fine.<br clear="all"><br>-- <br><div class="gmail_signature">'
    "<b>Ann Lee</b><div>Head of Sales</div><div>Acme Ltd</div></div></div>",
    "outlook": "<p class=MsoNormal>Fine.<o:p></o:p></p><p class=MsoNormal><b>Ann Lee</b></p>"
    "<p class=MsoNormal>Head of Sales&nbsp;|&nbsp;Acme Ltd</p>",
    "logo-cell": f"<p>Fine.</p><table><tr><td><img src=x></td><td>{TEXT_CELL}</td></tr></table>",
    "two-columns": f"<p>Fine.</p><table><tr><td>{TEXT_CELL}</td><td>+44 20 5555 0100<br>"
    "www.acme.example</td></tr></table>",
    "cells": "<p>Fine.</p><table><tr><td>Ann Lee</td><td>Head of Sales</td></tr>"
    "<tr><td>Acme Ltd</td></tr></table>",
}


@pytest.mark.parametrize("html", HTML_SIGNATURES.values(), ids=HTML_SIGNATURES.keys())
def test_an_html_signature_keeps_its_fields_apart(reader: Reader, html: str) -> None:
    signature = read(reader, html_text(html), "Ann Lee <ann@acme.example>")

    assert value(signature, ClaimKind.TITLE) == "Head of Sales"
    assert value(signature, ClaimKind.EMPLOYER) == "Acme Ltd"


def test_mails_come_back_in_order(reader: Reader) -> None:
    mails = [
        SignedText("Yes.\n\nAnn Lee\nAcme Ltd", "Ann Lee", "ann@acme.example"),
        SignedText("no signature here", "Tom Fox", "tom@foxtrot.example"),
        SignedText("No.\n\nTom Fox\nFoxtrot Ltd", "Tom Fox", "tom@foxtrot.example"),
    ]

    signatures = reader.read(mails)

    assert [value(one, ClaimKind.EMPLOYER) for one in signatures] == ["Acme Ltd", "", "Foxtrot Ltd"]


def test_the_digest_is_the_blocks_and_not_the_mails() -> None:
    signed = "\n\nAnn Lee\nHead of Sales\nAcme Ltd"
    who = ("Ann Lee", "ann@acme.example")

    first = worth_reading("Yes." + signed, *who)

    assert first is not None
    assert worth_reading("Something else." + signed.replace(" Ltd", "  LTD"), *who) == first
    assert worth_reading("Yes." + signed.replace("Sales", "Buying"), *who) != first


def test_the_gate_and_the_reader_give_one_digest(reader: Reader) -> None:
    text = "Yes.\n\nAnn Lee\nHead of Sales\nAcme Ltd"

    assert read(reader, text, "Ann Lee <ann@acme.example>").digest == worth_reading(
        text, "Ann Lee", "ann@acme.example"
    )


@pytest.mark.parametrize("row", INVENTED, ids=ids())
def test_the_gate_keeps_whatever_teaches_something(row: dict[str, str]) -> None:
    kept = worth_reading(row["body"], *parseaddr(row["from"]), row["subject"]) is not None

    assert kept or not (row["title"] or row["employer"])


@pytest.mark.parametrize("text", ["Yes.\n\nAnn", "Yes.", "", "Best,\nAnn Lee"])
def test_the_gate_turns_away_what_teaches_nothing(text: str) -> None:
    assert worth_reading(text, "Ann Lee", "ann@acme.example") is None


def test_spacy_is_not_imported_before_a_reader_is_made() -> None:
    code = "import sys, narrowcast.nlp.signature; sys.exit('spacy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
