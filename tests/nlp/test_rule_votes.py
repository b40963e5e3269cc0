from __future__ import annotations

import pytest

from narrowcast.nlp.block import find_block
from narrowcast.nlp.rule_votes import contact_votes, role_votes
from narrowcast.nlp.sender import sender
from narrowcast.nlp.signature import ClaimKind

ADDRESS = "ann@acme.example"
SIGNED = "Yes.\n\nAnn Lee\nHead of Sales\nAcme Ltd\n"


def block(text: str):
    found = find_block(text, sender("Ann Lee", ADDRESS))
    assert found is not None
    return found


def test_rules_vote_for_name_title_and_employer() -> None:
    votes = {vote.kind: vote.value for vote in role_votes(block(SIGNED), ADDRESS)}

    assert votes == {
        ClaimKind.NAME: "Ann Lee",
        ClaimKind.TITLE: "Head of Sales",
        ClaimKind.EMPLOYER: "Acme Ltd",
    }


def test_a_first_name_is_no_vote_for_a_name() -> None:
    votes = {vote.kind for vote in role_votes(block("Yes.\n\nAnn\nHead of Sales\nAcme"), ADDRESS)}

    assert ClaimKind.NAME not in votes
    assert ClaimKind.TITLE in votes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("www.acme.example", ["www.acme.example"]),
        ("Web: https://acme.example/team.", ["https://acme.example/team"]),
        ("ann@acme.com | www.acme.com", ["www.acme.com"]),
        ("ann@acme.com", []),
        ("ann.de@acme.com", []),
    ],
    ids=["bare", "labelled", "beside-mail", "mail", "mail-like-a-host"],
)
def test_web_addresses_are_told_from_mail_addresses(line: str, expected: list[str]) -> None:
    votes = contact_votes(block(SIGNED + line))

    assert [vote.value for vote in votes if vote.kind is ClaimKind.URL] == expected
