from __future__ import annotations

import pytest

from narrowcast.nlp.sender import NameMatch, match_name, sender


@pytest.mark.parametrize(
    ("name", "address", "line"),
    [
        ("Ann Lee", "x1@acme.example", "Ann Lee"),
        ("Ann Lee", "x1@acme.example", "Dr. Ann B. Lee, PhD"),
        ("Lee, Ann", "x1@acme.example", "ANN LEE"),
        ("Wöhrl, Matthias", "x1@acme.example", "Matthias Woehrl"),
        ("Andrew Ekholm", "x1@acme.example", "Drew Ekholm"),
        ("Simon, Jon M. (Mike)", "x1@acme.example", "Mike Simon"),
        ("Earl Chandley", "x1@acme.example", "Earl Chandely"),
        ("", "ann.lee@acme.example", "Ann Lee"),
        ("", "alee@acme.example", "Ann Lee"),
        ("", "annl@acme.example", "Ann Lee"),
        ("", "leea@acme.example", "Ann Lee"),
        ("", "abl@acme.example", "Ann Lee"),
        ("", "krodrigu@acme.example", "Kim A. Rodriguez"),
        ("", "bfox@acme.example", "William Fox"),
        ("", "barkley@acme.example", "Pat Barkley"),
        ("", "annmarialee@acme.example", "Ann Maria Lee"),
        ("Curry, Randall", "x1@acme.example", "Randy Curry"),
        ("Ben Okafor", "x1@acme.example", "Ben Okafor"),
        ('Bruce V. Mitch Jr "Beau', "x1@acme.example", "Bruce V. Mitch, Jr."),
        ("Kim R VanPelt", "x1@acme.example", "Kim Van Pelt"),
        ("Aasa Berg", "x1@acme.example", "Åsa Berg"),
        ("Yvonne van 't Veen", "x1@acme.example", "Yvonne van 't Veen"),
        ("Licences - Ann Lee", "licences@acme.example", "Ann Lee"),
        ("Law Office Fox", "ann.lee@lawofficefox.example", "Ann Lee"),
        ("", "bart.vandenberg@acme.example", "Bart van den Berg"),
        ("", "lee.a@acme.example", "Ann Lee"),
        ("", "al@acme.example", "Ann Lee"),
        ("", "rpeters@acme.example", "Ruud Peters-Groot"),
        ("Ann Power", "apower@acme.example", "Ann Power"),
        ("王小明", "x1@acme.example", "王小明"),
    ],
)
def test_a_line_names_the_sender(name: str, address: str, line: str) -> None:
    assert match_name(line, sender(name, address)) is NameMatch.FULL


@pytest.mark.parametrize(
    ("name", "address", "line"),
    [
        ("Ann Lee", "ann.lee@acme.example", "Tom Fox"),
        ("Ann Lee", "ann.lee@acme.example", "Ann Fox"),
        ("Ann Lee", "ann.lee@acme.example", "Bo Lee"),
        ("Ann Lee", "ann.lee@acme.example", "Head of Sales"),
        ("Ann Lee", "ann.lee@acme.example", "ann.lee@acme.example"),
        ("", "bengel@acme.example", "John Tinker"),
        ("", "info@acme.example", "Ann Lee"),
        ("Support Team", "support@acme.example", "Ann Lee"),
        ("Acme", "info@acme.example", "Acme Ltd"),
        ("", "15124-6425@acme.example", "Nick Utton"),
        ("Ann Lee", "ann.lee@acme.example", "on behalf of Ann Lee"),
        ("Ann Lee", "ann.lee@acme.example", "Ann Lee at or by mail"),
        ("Acme.com", "x1@news.acme.example", "ACME.COM DAILY NEWS"),
        ("", "lippc@acme.example", "Lipp Consulting"),
    ],
)
def test_a_line_of_somebody_else_does_not(name: str, address: str, line: str) -> None:
    assert match_name(line, sender(name, address)) is NameMatch.NONE


@pytest.mark.parametrize(
    ("line", "match"),
    [("Ann", NameMatch.GIVEN), ("A", NameMatch.INITIALS), ("AL", NameMatch.INITIALS)],
)
def test_a_short_closing_is_a_weaker_match(line: str, match: NameMatch) -> None:
    assert match_name(line, sender("Ann Lee", "ann.lee@acme.example")) is match


@pytest.mark.parametrize(
    "line",
    [
        "Anna Weber, Bob Roy",
        "Bob Roy and Anna Weber",
        "Anna Weber & Bob Roy",
        "Bob Roy, Anna Weber",
    ],
)
def test_a_line_with_two_people_names_neither(line: str) -> None:
    assert match_name(line, sender("Anna Weber", "anna@firm.example")) is NameMatch.NONE


@pytest.mark.parametrize("line", ["Weber, Anna Maria", "Anna Weber, Ph.D.", "Dr. Anna M. Weber"])
def test_a_comma_alone_makes_no_second_person(line: str) -> None:
    assert match_name(line, sender("Anna Weber", "anna@firm.example")) is NameMatch.FULL


@pytest.mark.parametrize("name", ["Eva Ek", "Joana Sa", "Maria Sia", "Olav As"])
def test_a_family_name_is_no_legal_form(name: str) -> None:
    who = sender(name, "office@acme.example")

    assert not who.is_firm
    assert match_name(name, who) is NameMatch.FULL


def test_a_string_of_names_is_not_one_persons() -> None:
    who = sender("Ann Lee", "ann.lee@acme.example")

    assert match_name("Ann Bob Cyd Max Edo Flo Lee", who) is NameMatch.NONE
