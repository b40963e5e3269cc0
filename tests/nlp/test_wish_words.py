"""What people say they want not to be asked about, and what only sounds like it."""

from __future__ import annotations

import pytest

from narrowcast.nlp.wish_words import unwished


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Please don't ask me about Lumen again.", "Lumen"),
        ("I'd rather not be asked about Target.", "Target"),
        ("Thanks, but please no more requests about Target.", "Target"),
        ("I can't introduce people to anyone at Lumen, please don't ask.", "Lumen"),
        ("Please do not ask me to introduce you to Tom Berg.", "Tom Berg"),
        ("Please don't ask me for introductions.", "introductions"),
        ("I don't do introductions.", "introductions"),
        ("Please don't ask me for references any more.", "references"),
        ("Bitte frag mich nicht mehr nach Lumen.", "Lumen"),
        ("Ich möchte zu Müller & Söhne nicht mehr gefragt werden.", "Müller & Söhne"),
        ("Bitte frag mich nicht mehr nach Vorstellungen.", "introductions"),
        ("Ne me demande plus rien sur Lumen, s'il te plaît.", "Lumen"),
        ("Je préfère ne pas être sollicitée pour des mises en relation.", "introductions"),
        ("No me preguntes más por Lumen, por favor.", "Lumen"),
        ("Non chiedermi più di Lumen, per favore.", "Lumen"),
        ("Vraag me niet meer naar Lumen.", "Lumen"),
        ("Não me pergunte mais sobre a Lumen.", "Lumen"),
    ],
)
def test_a_wish_is_read(text: str, about: str):
    assert unwished(f"Hi Max,\n\n{text}\n\nIris") == about


@pytest.mark.parametrize(
    "text",
    [
        "Please don't ask me again.",
        "Sure, happy to introduce you to Paula.",
        "Sorry, I don't know Paula well enough to ask.",
        "I would rather not introduce you to Paula at Target.",
        "I'm not at Lumen any more, ask Tom Berg.",
        "Not sure I should ask him about Lumen.",
        "No problem, I'll ask Jonas about it.",
        "Could you ask me again about this in March? Not now.",
        "I don't want to be asked about my old employer.",
        "",
    ],
)
def test_what_only_sounds_like_a_wish_is_none(text: str):
    assert unwished(text) == ""
