"""Mails nobody wrote, in the ways people sign theirs: `invent(seed, count)`.

Each mail is drawn from its own source of chance, seeded by split, seed and number: a change to one
language's words leaves the others' mails as they are, and any mail can be drawn alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from training.draw import Draw
from training.invented import InventedMail
from training.lexicon import Split as Split
from training.lexicon import lexicon
from training.mails import mail

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl")
"""Those of the product; words/ may hold more."""


def invent(
    seed: int,
    count: int,
    *,
    languages: Sequence[str] = LANGUAGES,
    split: Split = Split.TRAIN,
) -> Iterator[InventedMail]:
    """*count* mails, the *languages* taking turns; equal arguments give equal mails."""
    for number in range(count):
        language = languages[number % len(languages)]
        draw = Draw(Random(f"{split}:{seed}:{number}"), split, lexicon(language))
        yield mail(draw, f"invented:{language}:{split}:{seed}:{number}")
