"""Answers in ten languages: most are read, and none as what it must not be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from narrowcast.nlp.intent import IntentKind, intent
from narrowcast.nlp.quoting import own_text

DATA = Path(__file__).parents[1] / "data" / "answers"
PHRASES: dict[str, dict[str, list[str]]] = json.loads(
    (DATA / "phrases.json").read_text(encoding="utf-8")
)
WORDS = {
    IntentKind.AGREED: "reply_yes",
    IntentKind.DECLINED: "reply_no",
    IntentKind.DOES_NOT_KNOW: "reply_no_edge",
    IntentKind.LATER: "deferred",
    IntentKind.REFERRAL: "referral_elsewhere",
    IntentKind.NAME_DROP: "name_drop",
    IntentKind.QUESTION: "asks_back",
    IntentKind.OPT_OUT: "opt_out",
    IntentKind.INTRODUCED_ELSEWHERE: "intro_elsewhere",
    IntentKind.UNCLEAR: "reply",
}
BY_PEOPLE = frozenset(WORDS.values())
AGAINST = {"declined", "does-not-know", "opt-out"}
# What a phrase of a kind must never be taken for: its state would be changed the wrong way.
GRAVE = {
    "agreed": AGAINST | {"introduced-elsewhere"},
    "declined": {"agreed", "introduced-elsewhere", "opt-out"},
    "does-not-know": {"agreed", "introduced-elsewhere", "opt-out"},
    "later": AGAINST | {"introduced-elsewhere"},
    "referral": {"agreed", "introduced-elsewhere", "opt-out"},
    "name-drop": {"agreed", "introduced-elsewhere", "opt-out"},
    "question": AGAINST | {"introduced-elsewhere"},
    "opt-out": {"agreed", "introduced-elsewhere", "later", "question", "name-drop"},
    "introduced-elsewhere": AGAINST | {"name-drop"},
    "unclear": AGAINST | {"agreed", "introduced-elsewhere", "name-drop"},
}
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl")


def _cases() -> list[dict[str, Any]]:
    lines = (DATA / "languages.jsonl").read_text(encoding="utf-8").splitlines()
    cases: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [case for case in cases if BY_PEOPLE.intersection(_wanted(case))]


def _wanted(case: dict[str, Any]) -> list[str]:
    kind: str | list[str] = case["kind"]
    return kind if isinstance(kind, list) else [kind]


def _read(case: dict[str, Any]) -> str:
    return WORDS[intent(own_text(case["text"], case["subject"]), case["subject"]).kind]


def test_nine_in_ten_answers_of_a_stranger_are_read():
    cases = _cases()

    right = sum(_read(case) in _wanted(case) for case in cases)

    assert right >= 0.9 * len(cases) >= 50


@pytest.mark.parametrize("case", _cases(), ids=lambda case: str(case["id"]))
def test_no_answer_is_read_as_what_it_must_not_be(case: dict[str, Any]):
    assert _read(case) not in case["must_not"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PHRASES)
def test_a_phrase_is_never_taken_for_its_contrary(kind: str, language: str):
    taken = {phrase: intent(phrase).kind for phrase in PHRASES[kind][language]}

    assert {phrase: read for phrase, read in taken.items() if read in GRAVE[kind]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_phrase_of_a_language_is_read(language: str):
    phrases = [(kind, text) for kind, of in PHRASES.items() for text in of[language]]

    missed = [text for kind, text in phrases if intent(text).kind != kind]

    assert len(missed) <= 0.05 * len(phrases), missed


@pytest.mark.parametrize(
    "disclaimer",
    [
        "Unauthorised copying of this e-mail is not permitted and strictly prohibited.",
        "Die unbefugte Weitergabe dieser E-Mail ist nicht gestattet.",
        "Toute diffusion de ce message est interdite sans autorisation.",
        "Queda prohibida su difusión; no está permitido copiarlo.",
        "È vietata la diffusione di questo messaggio.",
        "Verspreiding van dit bericht is niet toegestaan.",
    ],
    ids=["en", "de", "fr", "es", "it", "nl"],
)
def test_a_disclaimer_refuses_nothing(disclaimer: str):
    assert intent(f"{disclaimer}\n").kind not in {IntentKind.DECLINED, IntentKind.OPT_OUT}
