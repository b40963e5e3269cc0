"""A question is a mark where a sentence may end; links and lost bullets are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.nlp.questions import asks, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Would you introduce me to Ines Moreau?", True),
        ("Could you look at it? Thanks", True),
        ("(may I ask you?)", True),
        ("Pouvez-vous m'aider ?\nMerci", True),
        ("可以吗？谢谢", True),
        ("هل لديك وقت؟", True),
        ("Here it is.", False),
        ("See https://example.org/find?name=ines", False),
        ("see www.example.org/?q=1", False),
        ("? first point\n? second point", False),
        ("if (a ?b :c)", False),
        ("", False),
    ],
    ids=[
        "at the end", "inside", "in brackets", "French space", "Chinese", "Arabic", "none",
        "link", "link without scheme", "bullets", "code", "empty",
    ],
)  # fmt: skip
def test_a_question_mark_counts_where_a_sentence_may_end(text: str, expected: bool) -> None:
    assert asks(text) is expected


def test_links_are_no_words() -> None:
    assert words("Look here: https://example.org/a now") == 3


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert words(text) >= 0
    assert asks(text + " really?")
