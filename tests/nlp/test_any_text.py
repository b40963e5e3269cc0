"""No text makes a function of nlp raise, and what it returns fits the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.employers import sameness
from narrowcast.nlp.html import html_text
from narrowcast.nlp.mentions import mention_keys, subject_words
from narrowcast.nlp.names import SameName, full_name, name_key, same_person_name
from narrowcast.nlp.organisations import (
    acronym,
    bare_name,
    employer_of_domain,
    is_free_mail,
    mention_labels,
    registrable_domain,
)
from narrowcast.nlp.quoting import own_lines
from narrowcast.nlp.signature import Reader, SignedText, worth_reading
from narrowcast.nlp.title_reading import read_title

PIECES = [
    *("\n", "\n\n", "> ", "| ", "-- ", "-----Original Message-----", "On ", " wrote:", "From: "),
    *(
        "To: ",
        "Subject: ",
        "________________________",
        "Ann Lee",
        "ann@acme.example",
        "Head of Sales",
    ),
    *(
        "Acme Ltd",
        "GmbH & Co. KG",
        "+49 30 5550100",
        "Geschäftsführer: ",
        "3/11/2025 09:41",
        "<div>",
    ),
    *(
        "</div>",
        "<blockquote>",
        "<br>",
        "&amp;",
        "&#x",
        "<!--",
        "-->",
        "<td>",
        "(",
        ")",
        "?",
        "\x00",
    ),
    *("王小明", "\u202e", "\ud800", "ß", "\t", ",", " at ", "www.", "https://", ">>>", "Regards,"),
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
FUNCTIONS = (
    *(html_text, own_lines, mention_keys, subject_words, full_name, read_title, bare_name, acronym),
    *(employer_of_domain, is_free_mail, registrable_domain, mention_labels),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_no_text_makes_it_raise(function: object) -> None:
    @settings(max_examples=60, deadline=None)
    @given(TEXTS)
    def run(text: str) -> None:
        assert callable(function)
        function(text)

    run()


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_own_lines_are_lines_of_the_text_in_order(text: str, subject: str) -> None:
    lines = text.split("\n")
    numbers = [n for span in own_lines(text, subject) for n in range(span.start, span.end + 1)]

    assert numbers == sorted(set(numbers))
    assert all(0 <= number < len(lines) for number in numbers)
    assert not any(lines[number].lstrip().startswith(">") for number in numbers)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_whatever_is_quoted_below_changes_nothing_above(text: str) -> None:
    own = "Yes, on Monday.\n\nTom"
    quoted = "\n".join("> " + line for line in text.split("\n"))

    assert own_lines(f"{own}\n\n{quoted}") == own_lines(own)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, name=TEXTS, address=TEXTS)
def test_any_mail_is_read_and_claims_fit_its_text(
    reader: Reader, text: str, name: str, address: str
) -> None:
    worth_reading(text, name, address)
    (signature,) = reader.read([SignedText("Hi\n\n-- \nAnn Lee\n" + text, name, address)])

    assert all(claim.value and 0 <= claim.start <= claim.end for claim in signature.claims)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_comparisons_do_not_depend_on_the_order(one: str, other: str) -> None:
    assert same_person_name(one, other) is same_person_name(other, one)
    assert sameness(one, other) is sameness(other, one)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_name_is_the_same_person_as_itself(display: str) -> None:
    name = full_name(display)

    if name is not None and name_key(name):
        assert same_person_name(display, display) >= SameName.LIKELY
