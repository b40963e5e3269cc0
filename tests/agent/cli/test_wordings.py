"""The words of letters on the command line: sources, own templates, a letter written elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.agent.cli.conftest import Run

GOOD = """Subject: Robin Vale and Jonas Weber: an introduction?
To: Ana <ana@lumen.example>

Hi Ana,

Would you introduce me to Jonas Weber? I remember you two in the same meetings.

If yes, please ask Jonas first. If you would rather not, no explanation needed.

Thank you,
Robin

* * *

Hello Jonas,

My name is Robin Vale. I help. I would be glad to meet you. A no is fine too.

Robin Vale
"""


def configured(home: Path, line: str) -> None:
    config = home / "config.toml"
    text = config.read_text("utf-8")
    name = line.partition(" ")[0]
    lines = [line if one.startswith(f"{name} = ") else one for one in text.splitlines()]
    config.write_text("\n".join(lines), "utf-8")


def test_an_ask_tells_the_fact_behind_each_sentence(synced: Run) -> None:
    asked = synced("ask", "1", "--via", "ana@lumen.example", "--sources")

    assert "← your list of prospects" in asked.out, asked.err
    assert "← courtesy: an easy way out" in asked.out


def test_a_letter_written_elsewhere_is_looked_through(synced: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    way_out = "If you would rather not, no explanation needed."
    letter.write_text(GOOD.replace(way_out, "I won't take no for an answer."), "utf-8")

    found = synced("lint", str(letter), "--json")

    assert found.code == 1, found.err
    assert [one["code"] for one in json.loads(found.out)["findings"] if one["code"] == "E13"]


def test_what_is_only_probable_warns(synced: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(GOOD.replace("If you would rather not, no explanation needed.", ""), "utf-8")

    found = synced("lint", str(letter), "--json")

    codes = [one["code"] for one in json.loads(found.out)["findings"]]
    assert "W13" in codes
    assert "E13" not in codes


def test_a_good_letter_as_a_mail_breaks_no_rule_of_words(synced: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    head, _, body = GOOD.partition("\n\n")
    letter.write_text(
        f"From: Robin Vale <robin@vale.example>\n{head}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}",
        "utf-8",
    )

    found = synced("lint", str(letter), "--json")

    codes = {one["code"] for one in json.loads(found.out)["findings"]}
    assert codes <= {"E03", "E07", "E20", "W06"}, found.out  # when and how often, not the words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi Ana,\n\nplease.", "does not begin as a letter does"),
        ("Subject: Jonas Weber\n\nHi", "has no `To:` line"),
        ("Subject: Hi\nTo: ana@lumen.example\n\nHi", "names none of your prospects"),
    ],
    ids=["no-head", "no-recipient", "no-prospect"],
)
def test_what_is_no_letter_is_refused_in_one_sentence(
    synced: Run, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "letter.txt").write_text(text, "utf-8")

    refused = synced("lint", str(tmp_path / "letter.txt"))

    assert refused.code == 2
    assert said in " ".join(refused.err.split())


def test_own_templates_are_exported_changed_and_used(
    synced: Run, home: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    assert synced("letters", "export", str(own)).code == 0
    template = own / "en" / "introduction.j2"
    template.write_text(template.read_text("utf-8").replace("Thank you,", "Cheers,"), "utf-8")
    configured(home, f'templates = "{own}"')

    asked = synced("ask", "1", "--via", "ana@lumen.example")

    assert "Cheers," in asked.out, asked.err
    assert synced("letters", "export", str(own)).code == 2


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{% block subject %}x{% endblock %}\n{% if %}", "en/introduction.j2, line 2"),
        ("{% block subject %}x{% endblock %}", "lacks the block “ask”"),
        ("{% block ask %}\n{{ nothing }}{% endblock %}", "introduction.j2, line 2"),
        ("{% block ask %}{{ ().__class__.__mro__ }}{% endblock %}", "unsafe"),
    ],
    ids=["syntax", "no-block", "no-such-value", "sandbox"],
)
def test_a_broken_template_is_one_sentence_with_file_and_line(
    synced: Run, home: Path, tmp_path: Path, broken: str, said: str
) -> None:
    own = tmp_path / "own"
    (own / "en").mkdir(parents=True)
    (own / "en" / "introduction.j2").write_text(broken, "utf-8")
    configured(home, f'templates = "{own}"')

    asked = synced("ask", "1", "--via", "ana@lumen.example")

    assert asked.code == 2, asked.out
    assert said in " ".join(asked.err.split())


@pytest.mark.parametrize(
    ("name", "said"),
    [("en/intro.j2", "is no letter of ours"), ("", "is no folder")],
    ids=["unknown-file", "no-folder"],
)
def test_a_folder_that_is_none_of_ours_is_refused(
    synced: Run, home: Path, tmp_path: Path, name: str, said: str
) -> None:
    own = tmp_path / "own"
    if name:
        (own / "en").mkdir(parents=True)
        (own / name).write_text("x", "utf-8")
    configured(home, f'templates = "{own}"')

    asked = synced("ask", "1", "--via", "ana@lumen.example")

    assert asked.code == 2
    assert said in " ".join(asked.err.split())


def test_a_confidential_name_blocks_a_letter(synced: Run, home: Path) -> None:
    configured(home, 'confidential = ["Project Heron"]')
    synced("ask", "1", "--via", "ana@lumen.example", "--note", "It is about project heron.")

    refused = synced("approve", "1")

    assert refused.code == 2
    assert "confidential words" in " ".join(refused.err.split())
