from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.digest import (
    MOST_LINES,
    MOST_PROPOSED,
    ComplaintLine,
    MorningMaterial,
    SyncLine,
    UnaskedLine,
    digest,
)
from narrowcast.agent.core.model import AskId, AskKind
from tests.agent.core.letter_samples import (
    HOSTILE,
    NOW,
    OWNER,
    ask_line,
    full_material,
    golden,
    proposed,
)

QUIET = MorningMaterial(owner=OWNER, now=NOW)


class Seen(HTMLParser):
    """Every tag, attribute and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_morning_mail_reads_as_its_golden_file():
    words = digest(full_material())

    assert words is not None
    text = f"Subject: {words.subject}\n\n{words.text}"
    assert text == golden("morning.txt", text)
    assert words.html == golden("morning.html", words.html)


@pytest.mark.parametrize(
    "quiet",
    [
        QUIET,
        replace(QUIET, waiting=(ask_line(),)),
        replace(QUIET, sync=(SyncLine(account="imap", ok=True),), hosts=("imap.vale.example",)),
    ],
    ids=["nothing", "only-waiting", "only-synced"],
)
def test_nothing_to_say_is_no_mail(quiet):
    assert digest(quiet) is None


def test_an_account_that_cannot_be_read_is_news():
    words = digest(replace(QUIET, sync=(SyncLine(account="imap", ok=False),)))

    assert words is not None
    assert words.subject == "1 account could not be read"


def test_at_most_three_asks_a_morning_and_the_rest_is_a_number():
    words = digest(replace(QUIET, proposed=tuple(map(proposed, range(1, 6)))))

    assert words is not None
    for text in (words.text, words.html):
        assert text.count("narrowcast approve") == MOST_PROPOSED
        assert "2 more can wait" in text
    assert words.subject == "3 introductions to consider"


def test_other_kinds_of_ask_are_not_called_introductions():
    ask = proposed()
    about = replace(ask.prospect, kind=AskKind.REFERENCE)

    words = digest(replace(QUIET, proposed=(replace(ask, prospect=about),)))

    assert words is not None
    assert words.subject == "1 ask to consider"


def test_long_lists_are_cut():
    words = digest(replace(QUIET, done=tuple(map(ask_line, range(1, 20)))))

    assert words is not None
    assert f"and {19 - MOST_LINES} more" in words.text


def test_each_ask_shows_its_whole_letter():
    ask = proposed()

    words = digest(replace(QUIET, proposed=(ask,)))

    assert words is not None
    shown = " ".join(words.text.split())
    assert " ".join(ask.letter.body.split()) in shown
    assert ask.letter.subject in shown
    assert "To: Ana Ruiz <ana@ports.example>" in shown


def test_every_number_stands_with_its_reason():
    words = digest(replace(QUIET, proposed=(proposed(),)))

    assert words is not None
    text = " ".join(words.text.split())
    assert "62 % (45 to 75) - the chance that they answer a new mail within a week; Ana" in text
    assert "Knows Jonas: strong evidence - 2 meetings of you, Ana and Jonas" in text
    assert "against: you last wrote to each other 40 days ago" in text


def test_a_reason_is_told_once():
    words = digest(replace(QUIET, proposed=(proposed(),)))

    assert words is not None
    assert words.text.count("answered 9 of") == 1


TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "span", "b", "bdi",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "class", "dir"}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_adds_no_tag_no_attribute_and_no_link(name):
    plain, hostile = digest(full_material()), digest(full_material(name))
    assert plain is not None
    assert hostile is not None

    page, seen = Seen(plain.html), Seen(hostile.html)

    assert page.tags == seen.tags == TAGS
    assert seen.attributes == ATTRIBUTES
    assert set(seen.values) == set(page.values)
    assert not re.search(r"(?:href|src|url)\s*[=(]|https?:|@import", "".join(page.values))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_shown_as_it_is_and_does_nothing(name):
    words = digest(full_material(name))
    assert words is not None

    everything = words.subject + words.text + words.html
    assert not any(char < " " and char != "\n" for char in everything)
    assert not set("\x7f\x9b\u202e\u2066\u200b") & set(everything)
    assert "=?" not in words.subject
    assert ">49<" not in words.html
    assert " 49 " not in words.text


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_name_gives_a_mail(name):
    assert digest(full_material(name)) is not None


def test_braces_in_a_name_appear_literally():
    words = digest(full_material("{{7*7}} ${x}"))

    assert words is not None
    assert "{{7*7}} ${x}" in words.text
    assert "{{7*7}} ${x}" in "".join(Seen(words.html).texts)


def test_the_page_knows_dark_and_phone():
    words = digest(full_material())

    assert words is not None
    assert "prefers-color-scheme:dark" in words.html
    assert "width=device-width" in words.html


@pytest.mark.parametrize("width", [72])
def test_lines_of_the_text_fit_a_terminal(width):
    words = digest(full_material())

    assert words is not None
    assert [line for line in words.text.splitlines() if len(line) > width] == []


def test_times_are_told_in_the_owners_zone():
    words = digest(replace(QUIET, introduced=(ask_line(since=NOW.replace(hour=6)),)))

    assert words is not None
    assert "today 07:30" in words.text


def test_words_cost_no_template_engine_until_they_are_written():
    code = (
        "import sys, narrowcast.agent.core.compose, narrowcast.agent.core.etiquette;"
        "print(sorted({'jinja2', 'spacy', 'scipy'} & sys.modules.keys()))"
    )

    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path
    )

    assert out.stdout.strip() == "[]"


def test_two_newcomers_at_once_are_answered_in_the_mail_program():
    line = UnaskedLine(id=4, introducer="Ana Ruiz", introduced="Jo Lind, Max Orr", at=NOW)

    words = digest(MorningMaterial(owner=OWNER, now=NOW, unasked=(line,)))

    assert words is not None
    assert "narrowcast write" not in words.text + words.html


def test_a_complaint_comes_first_of_all():
    line = ComplaintLine(
        ask=AskId(7),
        person="Ana <b>Ruiz</b>",
        prospect="Jonas Weber",
        message_id="<arf-1@ports.example>",
        undo="narrowcast person undo 3",
    )

    words = digest(replace(full_material(), complaints=(line,)))

    assert words is not None
    assert words.subject.startswith("Ana reported your letter as unwanted")
    first = next(one for one in words.text.splitlines()[3:] if one.strip())
    assert first.startswith("STOP ")
    assert "narrowcast person undo 3" in " ".join(words.text.split())
    assert "<arf-1@ports.example>" in " ".join(words.text.split())
    assert "<b>Ruiz</b>" not in words.html
