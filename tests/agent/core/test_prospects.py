from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import prospects
from narrowcast.agent.core.model import AddressKey, AskKind, Prospect, ProspectId, Purpose
from narrowcast.agent.core.prospects import ProspectSheet, parse_line, read_csv


def only(sheet: ProspectSheet) -> Prospect:
    (row,) = sheet.rows
    return row.prospect


def test_a_whole_row_is_read() -> None:
    sheet = read_csv(
        "Name,Email,Company,Title,LinkedIn URL,Why,Kind,Purpose,Priority\n"
        "Jonas Weber,Jonas@Target.COM,Target GmbH,Head of Ops,"
        "https://linkedin.com/in/jw,runs the rollout,introduction,sales,high\n"
    )

    assert not sheet.problems
    assert only(sheet) == Prospect(
        id=ProspectId(0),
        name="Jonas Weber",
        addresses=(AddressKey("jonas@target.com"),),
        organization="Target GmbH",
        domains=("target.com",),
        title="Head of Ops",
        url="https://linkedin.com/in/jw",
        why="runs the rollout",
        kind=AskKind.INTRODUCTION,
        purpose=Purpose.SALES,
        priority=1,
    )


SHEETS = {
    "semicolons": "Name;Firma\nJonas Weber;Target GmbH\n",
    "tabs": "full name\tcompany name\nJonas Weber\tTarget GmbH\n",
    "byte order mark": "\ufeffName,Company\r\nJonas Weber,Target GmbH\r\n",
    "excel's sep line": "sep=;\nName;Company\nJonas Weber;Target GmbH\n",
    "german, two columns": "Name;Vorname;Firma\nWeber;Jonas;Target GmbH\n",
    "french": "Nom;Prénom;Société\nWeber;Jonas;Target GmbH\n",
    "italian": "Cognome;Nome;Azienda\nWeber;Jonas;Target GmbH\n",
    "spanish": "Nombre;Apellidos;Empresa\nJonas;Weber;Target GmbH\n",
    "dutch": "Voornaam;Achternaam;Bedrijf\nJonas;Weber;Target GmbH\n",
    "polish": "Imię;Nazwisko;Firma\nJonas;Weber;Target GmbH\n",
    "english, two columns": "First Name,Last Name,Company\nJonas,Weber,Target GmbH\n",
    "whole name beside the first": "Name,First Name,Company\nJonas Weber,Jonas,Target GmbH\n",
    "family first": 'Name,Company\n"Weber, Jonas",Target GmbH\n',
    "notes above": "Export of today\n\nName,Company\nJonas Weber,Target GmbH\n",
    "columns in another order": "Company,Colour,Name\nTarget GmbH,red,Jonas Weber\n",
    "no header": "Jonas Weber, Target GmbH\n",
}


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_columns_are_recognised_loosely(text: str) -> None:
    prospect = only(read_csv(text))

    assert (prospect.name, prospect.organization) == ("Jonas Weber", "Target GmbH")


def test_headings_that_mean_nothing_are_named() -> None:
    sheet = read_csv("Name,Shoe size\nJonas Weber,43\n")

    assert sheet.ignored == ("Shoe size",)
    assert sheet.columns == {"Name": "name"}


def test_a_line_break_inside_quotes_belongs_to_the_cell() -> None:
    sheet = read_csv('Name,Why\nJonas Weber,"first\nsecond"\nAna Sousa,x\n')

    assert [(row.line, row.prospect.why) for row in sheet.rows] == [(2, "first second"), (4, "x")]


def test_a_quote_that_is_never_closed_spoils_its_own_row_only() -> None:
    sheet = read_csv('Name,Company\n"Jonas Weber,Target\nAna Sousa,Acme\n')

    assert [row.prospect.name for row in sheet.rows] == ["Jonas Weber", "Ana Sousa"]
    assert [(p.line, p.kept) for p in sheet.problems] == [(2, True)]


def test_a_company_alone_is_a_prospect() -> None:
    prospect = only(read_csv("Name,Company,Title\n,Target GmbH,Head of Ops\n"))

    assert (prospect.name, prospect.label) == ("", "Head of Ops at Target GmbH")


def test_a_firm_in_the_name_column_is_a_company() -> None:
    assert only(read_csv("Name\nTarget GmbH\n")).organization == "Target GmbH"


def test_an_address_alone_is_a_person_at_its_firm() -> None:
    prospect = only(read_csv("email\njonas.weber@target.com\n"))

    assert (prospect.name, prospect.organization) == ("Jonas Weber", "Target")


def test_free_mail_is_no_domain_of_the_firm() -> None:
    prospect = only(read_csv("name,email,website\nJonas Weber,jw@gmail.com,www.target.com/de\n"))

    assert prospect.domains == ("target.com",)


PROBLEMS = {
    "names nobody": ("name,why\n,curious\n", "names neither a person nor a company", False),
    "no address": ("name,email\nJonas Weber,soon\n", "'soon' cannot be read", True),
    "unknown kind": ("name,kind\nJonas Weber,lunch\n", "the kind 'lunch' is not known", True),
    "unknown priority": ("name,priority\nJonas Weber,9\n", "priority '9' is not known", True),
    "more cells": ("name,why\nJonas Weber,x,y\n", "more cells than the header", True),
    "twice": ("name\nJonas Weber\nJONAS WEBER\n", "the same as line 2", True),
    "above the header": ("Stand: heute\nname\nJonas Weber\n", "stands above the header", False),
}


@pytest.mark.parametrize(("text", "reason", "kept"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_is_told_with_its_line(text: str, reason: str, kept: bool) -> None:
    sheet = read_csv(text)

    (problem,) = sheet.problems
    assert reason in problem.reason
    assert problem.kept is kept
    assert text.splitlines()[problem.line - 1].split(",")[0] in problem.text or not problem.text


WISHES = {
    "german": (
        "Name;Art;Zweck;Priorität\nJ. Weber;Referenz;Vertrieb;hoch\n",
        "reference",
        "sales",
        1,
    ),
    "one column for both": ("name,type\nJonas Weber,hiring\n", "introduction", "hiring", 2),
    "in a phrase": ("name,kind,prio\nJonas Weber,warm intro,C\n", "introduction", "other", 3),
}


@pytest.mark.parametrize(("text", "kind", "purpose", "priority"), WISHES.values(), ids=WISHES)
def test_wishes_are_read_in_the_owners_words(
    text: str, kind: str, purpose: str, priority: int
) -> None:
    found = only(read_csv(text))

    assert (found.kind, found.purpose, found.priority) == (kind, purpose, priority)


def test_hidden_and_control_characters_are_removed() -> None:
    prospect = only(read_csv("name,company\nJonas\u202e We\x1bber,Tar\u200bget\0\n"))

    assert (prospect.name, prospect.organization) == ("Jonas Weber", "Target")


def test_rows_beyond_the_cap_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prospects, "MAX_ROWS", 2)

    sheet = read_csv("name\nAna Sousa\nBen Okri\nCid Campos\n")

    assert len(sheet.rows) == 2
    assert sheet.problems[0].line == 4


LINES = {
    "whole": (
        "Jonas Weber, Head of Ops, Target GmbH <jonas@target.com>",
        ("Jonas Weber", "Head of Ops", "Target GmbH"),
    ),
    "at": ("Jonas Weber, Head of Ops at Target", ("Jonas Weber", "Head of Ops", "Target")),
    "bei": (
        "Anna Groß, Leiterin Einkauf bei Muster AG",
        ("Anna Groß", "Leiterin Einkauf", "Muster AG"),
    ),
    "name and firm": ("Jonas Weber, Target GmbH", ("Jonas Weber", "", "Target GmbH")),
    "firm before title": ("Jonas Weber, Target GmbH, CEO", ("Jonas Weber", "CEO", "Target GmbH")),
    "dashes": ("Jonas Weber – CEO – Target", ("Jonas Weber", "CEO", "Target")),
    "name at firm": ("Jonas Weber at Target", ("Jonas Weber", "", "Target")),
    "legal form behind a comma": ("Jo Li, CTO, Acme, Inc.", ("Jo Li", "CTO", "Acme Inc")),
    "firm alone": ("Target GmbH", ("", "", "Target GmbH")),
    "one word": ("Target", ("", "", "Target")),
    "role at a firm": ("Head of Ops, Target GmbH", ("", "Head of Ops", "Target GmbH")),
    "somebody": (
        "someone who leads operations at Target",
        ("", "someone who leads operations", "Target"),
    ),
    "name alone": ("Jonas Weber", ("Jonas Weber", "", "")),
    "address alone": ("jonas.weber@target.com", ("Jonas Weber", "", "Target")),
    "coded address": ("<jw7@target.com>", ("jw7@target.com", "", "Target")),
    "family first": ("Weber, Jonas <jonas.weber@target.com>", ("Jonas Weber", "", "Target")),
    "free mail": ("Jonas Weber <jw@gmail.com>", ("Jonas Weber", "", "")),
    "han": ("王小明, 目标有限公司", ("王小明", "", "目标有限公司")),
}


@pytest.mark.parametrize(("line", "parts"), LINES.values(), ids=LINES)
def test_a_jotted_line_is_told_apart(line: str, parts: tuple[str, str, str]) -> None:
    found = parse_line(line)

    assert found is not None
    assert (found.name, found.title, found.organization) == parts


def test_a_jotted_reason_and_profile_are_kept() -> None:
    found = parse_line("Jonas Weber, Target GmbH linkedin.com/in/jw because he runs the rollout")

    assert found is not None
    assert (found.url, found.why) == ("linkedin.com/in/jw", "he runs the rollout")


@pytest.mark.parametrize("line", ["", "   ", "CEO", "?"], ids=["empty", "blank", "role", "sign"])
def test_a_line_that_names_nobody_is_none(line: str) -> None:
    assert parse_line(line) is None


TEXT = st.text(alphabet=st.sampled_from('aB,;\t|"\n\r @.<>Weber, GmbH\u2028\0'), max_size=200)


@given(TEXT)
def test_any_text_can_be_read_and_no_row_is_told_twice(text: str) -> None:
    sheet = read_csv("name,company\n" + text)

    assert all(row.prospect.name or row.prospect.organization for row in sheet.rows)
    assert len(sheet.rows) == len({row.line for row in sheet.rows})


@given(TEXT.map(lambda text: text.replace('"', "")))
def test_no_line_is_lost(text: str) -> None:
    body = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    written = {n for n, line in enumerate(body.split("\n"), 2) if line.replace(",", "").strip()}

    sheet = read_csv("name,company\n" + text)

    kept = {row.line for row in sheet.rows} | {problem.line for problem in sheet.problems}
    assert kept == written


@given(TEXT)
def test_any_line_can_be_read(text: str) -> None:
    found = parse_line(text)

    assert found is None or found.name or found.organization
