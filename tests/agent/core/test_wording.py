"""Words as the matcher needs them."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.wording import base_subject, names_person, quotes, speaks_for


@pytest.mark.parametrize(
    "subject",
    [
        "Intro to Paula?",
        "Re: Intro to Paula?",
        "RE[2]: intro to  Paula?",
        "AW: WG: Intro to Paula?",
        "Antw: [EXT] Intro to Paula?",
        "回复：Intro to Paula?",
        "Automatic reply: Intro to Paula?",
        "[list] Re: Intro to Paula? (fwd)",
    ],
)
def test_prefixes_do_not_change_a_subject(subject: str):
    assert base_subject(subject) == "intro to paula?"


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("I wrote paula today", "Paula Novak", True),
        ("Accounting can't find it", "Can Yılmaz", False),
        ("I asked Can", "Can Yılmaz", True),
        ("we all will see", "Will Smith", False),
        ("paulas", "Paula Novak", False),
        ("anything", "", False),
    ],
)
def test_a_name_is_found_as_a_word_and_not_in_other_words(text: str, name: str, told: bool):
    assert names_person(text, name) is told


def test_a_namesake_of_the_reader_is_named_only_in_full():
    assert not names_person("Hi Paula, thanks", "Paula Novak", but=["Paula Meier"])
    assert names_person("Hi Paula, Paula Novak says yes", "Paula Novak", but=["Paula Meier"])


def test_our_letter_is_known_again_however_it_is_quoted():
    ours = "Could you introduce me to Paula at Target? I am looking for someone."

    assert quotes("> Could you introduce me\n> to PAULA at Target?", ours)
    assert not quotes("Could you introduce her to Tom?", ours)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Iris asked me to set this up.", True),
        ("On behalf of Iris: yes.", True),
        ("Im Auftrag von Iris Klein", True),
        ("Not my area, Iris?", False),
        ("Iris is great", False),
    ],
)
def test_an_assistant_says_for_whom_they_write(text: str, told: bool):
    assert speaks_for(text, "Iris Klein") is told
