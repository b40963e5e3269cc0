"""How many invented letters the linter judges rightly; see tests/data/etiquette/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from narrowcast.agent.core.draft import OWN_WORDS, spoken
from narrowcast.agent.core.etiquette import Code, lint
from narrowcast.agent.core.model import Letter
from tests.agent.core.letter_samples import lint_context

LETTERS = Path(__file__).parents[2] / "data" / "etiquette" / "letters.txt"
CAUGHT = 0.95
"""The share of bad letters whose fault is to be seen, as an error or a warning, and of good ones
in which none is.
"""
SURE = 0.7
"""The share of bad letters whose fault is an error: a missing way out only warns in own words."""
NOTES = {
    "en": "Hello Jonas, I am Robin Vale. I help ports keep cranes running. Could we talk?",
    "de": "Guten Tag, ich bin Robin Vale. Ich halte Kräne am Laufen. Hätten Sie Zeit?",
    "fr": "Bonjour, je suis Robin Vale. J'aide les ports. Auriez-vous un moment ?",
    "es": "Hola, soy Robin Vale. Ayudo a los puertos. ¿Tendría un momento?",
}


@dataclass
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
            sources=tuple((sentence, OWN_WORDS) for sentence in said),
        )

    @cached_property
    def found(self) -> set[Code]:
        context = lint_context(other_prospects=("Lena Koch",))
        return {finding.code for finding in lint(self.letter, context)}

    @property
    def errors(self) -> set[Code]:
        return {code for code in self.found if code.startswith("E")}

    @property
    def seen(self) -> bool:
        return any(code[1:] == self.broken[1:] for code in self.found)


def samples(file: Path = LETTERS) -> Iterator[Sample]:
    parts = re.split(r"(?m)^## (\w+) (\w\w)\n", file.read_text("utf-8"))[1:]
    for place in range(0, len(parts), 3):
        broken, language, text = parts[place : place + 3]
        ask, _, note = text.strip().partition("\n---\n")
        yield Sample(place // 3 + 1, broken, language, ask, note or NOTES[language])


FILES = ("letters", "letters_unseen", "letters_voices", "letters_sealed")
EVERY = [one for name in FILES for one in samples(LETTERS.with_name(f"{name}.txt"))]
BLIND = [*samples(LETTERS.with_name("letters_blind.txt"))]
GOOD = [one for one in EVERY if one.broken == "good"]
BAD = [one for one in EVERY if one.broken != "good"]


def test_good_letters_raise_no_alarm():
    wrong = {one.place: sorted(one.found) for one in GOOD if one.found}

    assert len(GOOD) >= 90
    assert 1 - len(wrong) / len(GOOD) >= CAUGHT, wrong


def test_the_fault_of_bad_letters_is_seen():
    missed = [(one.place, one.broken, one.ask) for one in BAD if not one.seen]

    assert len(BAD) >= 140
    assert 1 - len(missed) / len(BAD) >= CAUGHT, missed


def test_most_faults_are_errors():
    assert sum(one.broken in one.found for one in BAD) / len(BAD) >= SURE


def test_no_good_letter_in_words_never_seen_before_is_stopped():
    assert [one.ask for one in BLIND if one.broken == "good" and one.errors] == []


def test_what_is_left_out_in_words_never_seen_before_is_noticed():
    left_out = [one for one in BLIND if one.broken in ("E13", "E14")]

    assert len(left_out) == 9
    assert [one.ask for one in left_out if not one.seen] == []


ALIKE = {"E14": {"E10"}, "E11": {"E18", "E12"}, "E16": {"E12"}}
"""A fault that may break another rule, too."""


def test_no_other_fault_is_seen_in_bad_letters():
    others = {one.ask: one.errors - {one.broken} - ALIKE.get(one.broken, set()) for one in BAD}

    assert {ask: found for ask, found in others.items() if found} == {}
