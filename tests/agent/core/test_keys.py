"""What makes two texts one: subjects whatever their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import keys


@pytest.mark.parametrize(
    "subject",
    [
        "Plans",
        "Re: Plans",
        "RE: Re: plans",
        "AW: Plans",
        "SV: Plans",
        "VS: Plans",
        "Antw: Plans",
        "Odp: Plans",
        "RES: Plans",
        "ENC: Plans",
        "RV: Plans",
        "R: Plans",
        "TR: Plans",
        "Doorst: Plans",
        "WG: Fwd: Plans",
        "回复: Plans",
        "转发：Plans",
        "Отв: Plans",
        "YNT: Plans",
        "ΑΠ: Plans",
        "VÁ: Plans",
        "Re[2]: Plans",
        "[dev] Re: Plans",
        "Re: [dev] Plans",
        "  Re:   Plans  ",
    ],
)
def test_answers_in_many_languages_keep_their_subject(subject: str) -> None:
    assert keys.base_subject(subject) == "plans"
    assert keys.is_new_subject(subject) is (subject.strip() == "Plans")


@pytest.mark.parametrize("subject", ["", "Re:", "[dev]", "Report: done", "Area: north"], ids=repr)
def test_a_subject_that_is_no_answer_stays(subject: str) -> None:
    assert keys.base_subject(subject) == subject.casefold().strip()


@given(st.text(max_size=300))
def test_a_base_subject_has_no_further_base(text: str) -> None:
    base = keys.base_subject(text)

    assert keys.base_subject(base) == base


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Plans", "AW: [dev] plans ", True),
        ("Plans", "Re: Planes", False),
        ("", "", True),
        ("Re:", "", False),
    ],
    ids=repr,
)
def test_one_subject_has_one_key(one: str, other: str, same: bool) -> None:
    assert (keys.subject_key(one) == keys.subject_key(other)) is same


@given(st.text())
def test_only_no_text_has_no_key(text: str) -> None:
    assert (keys.key_of(text) == 0) is (text == "")
    assert 0 <= keys.key_of(text) < 1 << 63
