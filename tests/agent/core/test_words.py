from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.words import called, listed, prose, sentences, shown, word_count


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ana Ruiz", "Ana"),
        ("Ruiz, Ana", "Ana"),
        ("Dr. Ana Ruiz", "Ana"),
        ("Prof. Dr. Uwe Kahn", "Uwe"),
        ("RUIZ Ana", "Ana"),
        ("ANA RUIZ", "Ana"),
        ("Mr. Weber", "Mr. Weber"),
        ("Sales Team", "Sales Team"),
        ("Jean-Luc O'Neil", "Jean-Luc"),
        ("Özgür Çelik", "Özgür"),
        ("J. Weber", "J. Weber"),
        ("王小明", "王小明"),
        ("Анна Петрова", "Анна Петрова"),
        ("Madonna", "Madonna"),
        ("Đinh Minh Quân", "Đinh Minh Quân"),
        ("Nguyen, An", "An"),
        ("Wang Xiaoming", "Wang Xiaoming"),
        ("Erdélyi Gergő", "Erdélyi Gergő"),
        ("Gergő Erdélyi", "Gergő"),
        ("Zoltán Tamás", "Zoltán"),
        ("ana@ports.example", "ana@ports.example"),
        ("", ""),
    ],
)
def test_a_greeting_uses_the_given_name_where_it_is_plain(name, greeting):
    assert called(name) == greeting


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("I work at Acme Inc. in St. Gallen.", 1),
        ("J. R. Roe came. He left.", 2),
        ("It began in 2019. It went on.", 2),
        ("He said “no.” Then he left.", 2),
        ("Say no. Or yes.", 2),
        ("这是。那是。", 2),
        ("", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_does(text, count):
    assert len(sentences(text)) == count


def test_a_full_stop_in_a_name_ends_no_sentence():
    assert len(sentences("I met Foo. Bar Ltd today.", ("Foo. Bar Ltd",))) == 1


@given(st.text(max_size=200))
def test_sentences_lose_no_word(text):
    text = shown(text)

    assert " ".join(sentences(text)).split() == text.replace("。", "。 ").split()


@given(st.text(max_size=300))
def test_what_is_shown_is_one_line_without_hidden_signs(text):
    line = shown(text)

    assert len(line) <= 160
    assert not any(unicodedata.category(char) in {"Cc", "Co", "Cs", "Zl", "Zp"} for char in line)
    assert "=?" not in line
    assert shown(line) == line


def test_joiners_of_persian_stay_and_those_of_nobody_go():
    assert shown("می\u200cخواهم") == "می\u200cخواهم"
    assert shown("pay\u200dpal") == "paypal"


def test_prose_keeps_its_lines():
    assert prose("a\r\nb\u2028c\x0bd") == "a\nb\nc\nd"


def test_things_are_listed_as_in_a_sentence():
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_words_are_what_holds_a_letter_or_a_digit():
    assert word_count("* * * To forward - 3 times, if you like ...") == 7
