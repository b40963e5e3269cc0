"""How many invented letters the linter judges rightly; see tests/data/etiquette/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrowcast.agent.core.draft import SHARED_FACT, spoken
from narrowcast.agent.core.etiquette import Code, lint
from narrowcast.agent.core.model import Letter
from tests.agent.core.letter_samples import lint_context

LETTERS = Path(__file__).parents[2] / "data" / "etiquette" / "letters.txt"
CAUGHT = 0.95
"""The share of bad letters whose fault is to be seen, and of good ones in which none is."""
NOTES = {
    "en": "Hello Jonas, I am Robin Vale. I help ports keep cranes running. Could we talk?",
    "de": "Guten Tag, ich bin Robin Vale. Ich halte Kräne am Laufen. Hätten Sie Zeit?",
    "fr": "Bonjour, je suis Robin Vale. J'aide les ports. Auriez-vous un moment ?",
    "es": "Hola, soy Robin Vale. Ayudo a los puertos. ¿Tendría un momento?",
}


@dataclass(frozen=True)
class Sample:
    place: int
    broken: str
    language: str
    ask: str
    note: str

    @property
    def letter(self) -> Letter:
        context = lint_context()
        names = (context.prospect.name, context.owner.name, context.introducer.person.name)
        said = (*spoken(self.ask, names), *spoken(self.note, names))
        return Letter(
            to_name="Ana Ruiz",
            to_address="ana@ports.example",
            subject="Robin Vale and Jonas Weber",
            body=f"{self.ask}\n\n* * *\n\n{self.note}",
            ask_part=self.ask,
            blurb=self.note,
            sources=tuple((sentence, SHARED_FACT) for sentence in said),
        )

    @property
    def found(self) -> set[Code]:
        context = lint_context(other_prospects=("Lena Koch",))
        return {finding.code for finding in lint(self.letter, context)}


def samples(file: Path = LETTERS) -> Iterator[Sample]:
    parts = re.split(r"(?m)^## (\w+) (\w\w)\n", file.read_text("utf-8"))[1:]
    for place in range(0, len(parts), 3):
        broken, language, text = parts[place : place + 3]
        ask, _, note = text.strip().partition("\n---\n")
        yield Sample(place // 3 + 1, broken, language, ask, note or NOTES[language])


EVERY = [*samples(), *samples(LETTERS.with_name("letters_unseen.txt"))]
GOOD = [one for one in EVERY if one.broken == "good"]
BAD = [one for one in EVERY if one.broken != "good"]


def test_good_letters_raise_no_alarm():
    wrong = {one.place: sorted(one.found) for one in GOOD if one.found}

    assert len(GOOD) >= 40
    assert 1 - len(wrong) / len(GOOD) >= CAUGHT, wrong


def test_the_fault_of_bad_letters_is_seen():
    missed = [(one.place, one.broken, one.ask) for one in BAD if one.broken not in one.found]

    assert len(BAD) >= 60
    assert 1 - len(missed) / len(BAD) >= CAUGHT, missed


@pytest.mark.parametrize("one", BAD, ids=lambda one: f"{one.place}-{one.broken}")
def test_no_other_fault_is_seen_in_bad_letters(one: Sample):
    alike = {"E14": {"E10"}, "E11": {"E18", "E12"}, "E16": {"E12"}}  # a fault may break two rules

    assert one.found - {one.broken} - alike.get(one.broken, set()) == set()
