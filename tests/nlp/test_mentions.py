from __future__ import annotations

import pytest

from narrowcast.nlp.mentions import label_key, mention_keys, subject_words
from narrowcast.nlp.names import full_name, name_key
from narrowcast.nlp.organisations import mention_labels


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("Yesterday Ann Lee called.", "Ann Lee"),
        ("Yesterday Lee, Ann called.", "Ann Lee"),
        ("please ask Ann M. Lee", "Lee, Ann"),
        ("with Ludwig van Beethoven today", "Ludwig van Beethoven"),
        ("> On Monday, Ann Lee wrote:", "Ann Lee"),
        ("Müller Jörg kommt", "Jörg Müller"),
        ("кто такой Иван Петров?", "Иван Петров"),
        ("您好,王小明!", "王小明"),
    ],
)
def test_a_person_named_in_a_text_is_found_by_the_key_of_the_name(text: str, display: str) -> None:
    name = full_name(display)

    assert name is not None
    assert name_key(name) in mention_keys(text).names


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("we met Acme at the fair", "Acme Inc."),
        ("the people at Deutsche Bank AG said", "Deutsche Bank AG"),
        ("see https://www.deutschebank.example/x", "Deutsche Bank"),
        ("write to ann@deutsche-bank.example", "Deutsche Bank AG"),
        ("Procter & Gamble is in", "Procter & Gamble"),
        ("Talbrück hat zugesagt", "Talbrück AG"),
    ],
)
def test_an_organisation_named_in_a_text_is_found(text: str, organisation: str) -> None:
    assert set(mention_labels(organisation)) & mention_keys(text).labels


def test_addresses_are_found_as_written_in_small_letters() -> None:
    text = "Ann.Lee@Acme.example, <bo@b.example>; no at here, me@localhost"

    assert mention_keys(text).addresses == {"ann.lee@acme.example", "bo@b.example"}


def test_words_that_open_sentences_are_no_organisations() -> None:
    assert mention_keys("The plan. Please call. Danke. Bonjour.").labels == frozenset()


def test_small_words_name_nobody() -> None:
    found = mention_keys("nothing here names anybody or anything at all")

    assert (found.addresses, found.names, found.labels) == (frozenset(),) * 3


def test_what_stands_far_below_is_not_read() -> None:
    assert mention_keys("x " * 10_000 + "Ann Lee").names == frozenset()


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Re: AW: [plan-list] Fwd: Offerte für Köln 12", {"offerte", "koln"}),
        ("RE[2]: Budget 2025", {"budget"}),
        ("Reform der Renten", {"reform", "renten"}),
        ("", set()),
    ],
)
def test_words_of_a_subject(subject: str, words: set[str]) -> None:
    assert subject_words(subject) == words


def test_a_label_is_folded_word_by_word() -> None:
    assert label_key("Société  Générale") == "societe generale"
