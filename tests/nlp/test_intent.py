"""What an answer means, by its words; and what words must never mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.closings import without_sign_off
from narrowcast.nlp.intent import IntentKind, intent

TEXTS: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[1] / "data" / "answers" / "intents.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(IntentKind(kind), text, id=f"{kind}: {text[:40]}")
        for kind, texts in TEXTS.items()
        if kind != "not-agreed"
        for text in texts
    ],
)
def test_an_answer_is_read(kind: IntentKind, text: str):
    assert intent(text).kind is kind


@pytest.mark.parametrize("text", TEXTS["not-agreed"], ids=lambda text: text[:40])
def test_a_hedged_yes_is_no_yes(text: str):
    assert intent(text).kind is not IntentKind.AGREED


@pytest.mark.parametrize(
    ("text", "explicit"),
    [
        ("Sure.", False),
        ("Gerne.", False),
        ("Sure, will write her.", True),
        ("Yes, I'll introduce you.", True),
    ],
    ids=["sure", "gerne", "will-write", "will-introduce"],
)
def test_an_act_is_told_from_a_bare_assent(text: str, explicit: bool):
    assert intent(text).explicit is explicit


@pytest.mark.parametrize(
    "closing",
    [
        "\n\n-- \nIris Klein",
        "\n\nBest regards,\nIris Klein",
        "\n\nIris\n\nSent from my iPhone",
        "\n\nMit freundlichen Grüßen\nIris Klein\nVorstand",
        "\n\nCordialement,\nIris",
    ],
    ids=["dashes", "regards", "device", "german", "french"],
)
def test_a_closing_adds_nothing(closing: str):
    assert intent("Sure" + closing).kind is IntentKind.AGREED
    assert intent(closing).kind is IntentKind.EMPTY


def test_a_single_word_answer_is_not_taken_for_a_signature():
    assert without_sign_off("Sure\n\nSent from my iPhone").strip() == "Sure"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("👍", IntentKind.REACTION),
        ("👍\n\nIris reacted to your message", IntentKind.REACTION),
        ("[👍] Iris Klein reacted to your message:", IntentKind.REACTION),
        ('Liked "Could you introduce me"', IntentKind.REACTION),
        ("-----BEGIN PGP MESSAGE-----\n\nabc", IntentKind.OPAQUE),
        (" \n\u200b", IntentKind.EMPTY),
        ("ＹＥＳ", IntentKind.AGREED),
        ("Tak!", IntentKind.UNCLEAR),
        ("Don\u2019t ask me again.", IntentKind.OPT_OUT),
    ],
    ids=[
        "emoji",
        "reaction",
        "outlook-reaction",
        "tapback",
        "encrypted",
        "invisible",
        "full-width",
        "danish-thanks",
        "curly-quote",
    ],
)
def test_unusual_texts_are_told_apart(text: str, kind: IntentKind):
    assert intent(text).kind is kind


def test_what_is_still_to_come_is_not_done():
    text = "Happy to do that. I will write to Ruoxi and put you two in touch."

    assert intent(text).kind is IntentKind.AGREED


def test_an_empty_mail_may_answer_in_its_subject():
    assert intent("", "Re: Intro to Paula - yes, will do (eom)").kind is IntentKind.AGREED


@given(st.text(max_size=400))
@settings(deadline=None)
def test_no_text_is_too_strange_to_read(text: str):
    assert intent(text).kind in IntentKind


@given(st.sampled_from(TEXTS["agreed"]), st.sampled_from(TEXTS["opt-out"]))
@settings(deadline=None, max_examples=50)
def test_a_wish_not_to_be_asked_outweighs_everything(yes: str, never: str):
    assert intent(f"{never}\n{yes}").kind is IntentKind.OPT_OUT


@given(st.sampled_from(TEXTS["agreed"]), st.sampled_from(TEXTS["declined"]))
@settings(deadline=None, max_examples=80)
def test_yes_and_no_together_are_never_a_yes(yes: str, no: str):
    assert intent(f"{no}\n{yes}").kind is not IntentKind.AGREED


def test_a_postscript_may_take_it_all_back():
    text = "Sure, happy to.\n\nBest regards,\nIris\n\nP.S. On second thought, no."

    assert intent(text).kind is not IntentKind.AGREED
