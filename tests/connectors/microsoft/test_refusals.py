"""What is said where Microsoft lets nobody in: a remedy, and never what it wrote itself."""

from __future__ import annotations

import pytest

from narrowcast.connectors.microsoft import refusals

PRIVATE = "user ana@corp.test of tenant 7f3e"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (65001, "only an administrator consent"),
        (90094, "only an administrator consent"),
        (65004, "the consent was refused"),
        (50011, "http://localhost"),
        (7000218, "public client flows"),
        (50020, "--tenant"),
        (50194, "--tenant firm.example"),
        (700016, "check --client-id"),
    ],
)
@pytest.mark.parametrize("listed", [True, False], ids=["listed", "in the sentence"])
def test_a_known_code_is_told_with_its_remedy(code: int, said: str, listed: bool) -> None:
    told: dict[str, object] = {"error": "odd", "error_description": f"AADSTS{code}: {PRIVATE}"}
    if listed:
        told = {"error": "invalid_client", "error_codes": [code], "error_description": PRIVATE}

    words = refusals.words(told)

    assert said in words
    assert f"AADSTS{code}" in words
    assert "ana@" not in words


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"error": "access_denied"}, "the consent was refused"),
        ({"error": "expired_token"}, "nobody typed the code in time"),
        ({"error": "authorization_declined", "error_codes": [70018]}, "the consent was refused"),
        ({"error": "odd", "error_description": PRIVATE}, "odd"),
        ({"error": f"<b>{PRIVATE}", "error_codes": ["x", None]}, "Microsoft gave no login"),
        ({}, "Microsoft gave no login"),
    ],
    ids=["denied", "late", "declined", "unknown", "hostile", "empty"],
)
def test_an_unknown_refusal_shows_nothing_of_the_answer(told: dict[str, object], said: str) -> None:
    assert refusals.words(told) == said
