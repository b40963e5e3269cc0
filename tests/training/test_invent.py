from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random

import pytest

from training.draw import Draw
from training.invent import LANGUAGES, Split, invent
from training.invented import InventedMail, Label
from training.layouts import HELD_OUT_LAYOUTS
from training.lexicon import lexicon
from training.people import person

GENERATED = Path(__file__).parents[1] / "data" / "signatures" / "generated_300.jsonl"
GENERATED_SEED = 1126


@cache
def mails(language: str, split: Split) -> tuple[InventedMail, ...]:
    return tuple(invent(5, 80, languages=[language], split=split))


every_language = pytest.mark.parametrize("language", LANGUAGES)
every_split = pytest.mark.parametrize("split", Split)


def test_equal_seeds_invent_equal_mails() -> None:
    assert list(invent(3, 20)) == list(invent(3, 20))


def test_another_seed_invents_other_mails() -> None:
    assert not {mail.body for mail in invent(3, 20)} & {mail.body for mail in invent(4, 20)}


def test_a_mail_does_not_depend_on_how_many_are_drawn() -> None:
    assert list(invent(3, 20))[:7] == list(invent(3, 7))


def test_the_generated_set_is_what_the_generator_draws() -> None:
    drawn = [mail.row() for mail in invent(GENERATED_SEED, 300, split=Split.HELD_OUT)]

    assert drawn == [json.loads(row) for row in GENERATED.read_text("utf-8").splitlines()]


@every_split
@every_language
def test_labels_follow_each_other_within_lines(language: str, split: Split) -> None:
    for mail in mails(language, split):
        stretches = [mail.body[x.start : x.end] for x in mail.labels]

        assert all(text and text == text.strip() and "\n" not in text for text in stretches)
        assert all(a.end <= b.start for a, b in zip(mail.labels, mail.labels[1:], strict=False))


@every_split
@every_language
def test_only_the_senders_own_block_is_labelled(language: str, split: Split) -> None:
    for mail in mails(language, split):
        first, last = mail.block or (0, -1)
        inside = range(first, last + 1)

        assert all(mail.body.count("\n", 0, label.start) in inside for label in mail.labels)
        assert not mail.labels or mail.body.split("\n")[last].strip()


@every_split
@every_language
def test_register_lines_belong_to_the_block_without_labels(language: str, split: Split) -> None:
    for mail in mails(language, split):
        first, last = mail.block or (0, -1)
        labelled = {mail.body.count("\n", 0, label.start) for label in mail.labels}

        assert all(first <= number <= last for number in mail.register_lines)
        assert not labelled & set(mail.register_lines)


@every_split
@every_language
def test_right_answers_are_what_is_labelled(language: str, split: Split) -> None:
    for mail in mails(language, split):
        found = {
            label: [mail.body[x.start : x.end] for x in mail.labels if x.label is label]
            for label in Label
        }

        assert bool(mail.titles) == bool(found[Label.TITLE])
        assert not mail.titles or mail.titles[0] in " ".join(found[Label.TITLE])
        assert mail.employers[:1] == tuple(found[Label.ORG])
        assert mail.phones == tuple(found[Label.PHONE])


@every_language
def test_no_slot_of_a_pattern_stays_open(language: str) -> None:
    for mail in mails(language, Split.TRAIN):
        assert "{" not in mail.body + mail.subject + mail.from_name
        assert "##" not in mail.body


@every_language
def test_titles_and_employers_are_labelled_often_enough_to_learn_from(language: str) -> None:
    labels = [label.label for mail in mails(language, Split.TRAIN) for label in mail.labels]

    assert all(labels.count(label) > 3 for label in Label)


@every_language
def test_splits_share_no_names(language: str) -> None:
    words = lexicon(language)
    train, held_out = (
        {
            part
            for number in range(200)
            for part in person(Draw(Random(number), split, words)).family.split("-")
        }
        for split in Split
    )
    particles = {p.split()[0] for p in words.get("people.particles")}

    shared = {name for name in train & held_out if name.split()[0] not in particles}

    assert not shared


@every_language
def test_some_layouts_are_never_trained_on(language: str) -> None:
    trained = {mail.layout for mail in mails(language, Split.TRAIN)}
    tried = {mail.layout for mail in mails(language, Split.HELD_OUT)}

    assert not trained & HELD_OUT_LAYOUTS.keys()
    assert tried & HELD_OUT_LAYOUTS.keys()
