"""The rules alone, without a model: what they find in invented mails made for one weakness each."""

from __future__ import annotations

import json
from email.utils import parseaddr
from pathlib import Path

import pytest

from narrowcast.nlp.block import find_block
from narrowcast.nlp.evidence import Evidence
from narrowcast.nlp.roles import NO_ROLES, phones, read_roles
from narrowcast.nlp.sender import sender

DATA = Path(__file__).parents[1] / "data" / "signatures" / "rules.jsonl"
CASES = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


def ids() -> list[str]:
    return [f"{number}-{parseaddr(case['from'])[1]}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=ids())
def test_title_and_employer_by_rules(case: dict[str, str]) -> None:
    name, address = parseaddr(case["from"])

    block = find_block(case["body"], sender(name, address), case["subject"])
    found = read_roles(block, address) if block is not None else NO_ROLES

    assert (found.title.value if found.title else "") == case["title"]
    assert (found.employer.value if found.employer else "") == case["employer"]


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("Havnevej 3 · CVR 00 00 00 00\nDir. tlf. +45 55 50 01 61", ["+45 55 50 01 61"]),
        ("Org.nr 000000-0000 · Tel 08-465 004 17", ["08-465 004 17"]),
        ("Sitz: Köln, HRB 00000\n00000000", []),
        ("CVR 00 00 00 00\n55 50 01 61", []),
    ],
)
def test_labelled_telephones_are_read_beside_and_below_a_register_line(
    below: str, found: list[str]
) -> None:
    text = f"Hej Lone,\n\nVi kommer mandag.\n\nTorben Ravnkilde\nVærkfører\n{below}"

    block = find_block(text, sender("Torben Ravnkilde", "tra@smedje.example"), "")

    assert block is not None
    assert [phone.value for phone in phones(block)] == found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Power Options Trading Desk", "acme"),
        ("RAC Compliance", "acme"),
        ("Einkauf und Logistik", "acme"),
        ("Abteilung Wasserbau", "acme"),
        ("A division of the Foxtrot Group", "acme"),
        ("on behalf of Foxtrot, LLC", "acme"),
        ("Texas", "texas"),
        ("Contributing to better Systems since 1992", "acme"),
    ],
)
def test_nothing_speaks_for_what_is_no_organisation(text: str, label: str) -> None:
    assert Evidence(frozenset({label})).weight(text) <= 0


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Foxtrot GmbH", 4),
        ("Acme", 4),
        ("Acme GmbH", 8),
        ("Weller, Grant & Marsh", 2),
        ("Staatsministerium für Wasser", 2),
        ("AB Foxtrot", 4),
        ("Universität Nordau", 3),
    ],
)
def test_what_speaks_for_an_organisation(text: str, weight: int) -> None:
    assert Evidence(frozenset({"acme"})).weight(text) == weight
