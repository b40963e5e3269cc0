from __future__ import annotations

import pytest

from narrowcast.nlp.cells import Cell
from narrowcast.nlp.evidence import Evidence
from narrowcast.nlp.line_classifier import LineLabel
from narrowcast.nlp.model_votes import entity_votes, lexicon_votes, line_votes
from narrowcast.nlp.sender import NameMatch
from narrowcast.nlp.signature import ClaimKind
from narrowcast.nlp.votes import Vote, resolve

SHOWN = Evidence(frozenset({"acme"}))
LINES = ["Ann Lee", "Head of Sales", "Acme Ltd, Long Street 1"]
NUMBERS = [4, 6, 7]  # the mail has a blank line between


def chances(**told: float) -> dict[str, float]:
    return {label.name: told.get(label.name, 0.05) for label in LineLabel}


def values(votes: list[Vote]) -> list[tuple[ClaimKind, str, int]]:
    return [(vote.kind, vote.value, vote.line) for vote in votes if vote.value]


def supports(votes: list[Vote], kind: ClaimKind) -> dict[int, int]:
    return {vote.line: vote.weight for vote in votes if not vote.value and vote.kind is kind}


def test_a_cell_that_holds_one_thing_is_a_value() -> None:
    votes = [*line_votes([Cell("* Head of Sales *", 6, 1, 0)], [chances(TITLE=0.97)], SHOWN)]

    assert values(votes) == [(ClaimKind.TITLE, "Head of Sales", 6)]


def test_a_cell_that_holds_two_things_supports_both_and_is_neither() -> None:
    votes = [*line_votes([Cell("Head, Acme", 6, 1, 0)], [chances(TITLE=0.97, ORG=0.9)], SHOWN)]

    assert values(votes) == []
    assert supports(votes, ClaimKind.TITLE)[6] > 0
    assert supports(votes, ClaimKind.EMPLOYER)[6] > 0


@pytest.mark.parametrize(
    ("chance", "sign"), [(0.97, 1), (0.6, 1), (0.3, 0), (0.05, -1), (0.001, -1)]
)
def test_a_line_is_supported_or_doubted_by_its_surest_cell(chance: float, sign: int) -> None:
    cells = [Cell("Head", 6, 1, 0), Cell("www", 6, 1, 1)]

    votes = [*line_votes(cells, [chances(TITLE=chance), chances(TITLE=0.0)], SHOWN)]

    weight = supports(votes, ClaimKind.TITLE).get(6, 0)
    assert (weight > 0) - (weight < 0) == sign


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("TITLE", "Lehrstuhl für Physik"),
        ("ORG", "Sales Department"),
        ("TITLE", "Geschäftsführer: Tom Fuchs"),
        ("TITLE", "Headmistress: Ann Field"),
        ("TITLE", "on behalf of Foxtrot, LLC"),
        ("TITLE", "formerly Director"),
        ("ORG", "ehem. Foxtrot GmbH"),
        ("ORG", "x" * 91),
        ("ORG", "-"),
    ],
    ids=[
        "department-as-title",
        "department-as-firm",
        "register-line",
        "officer",
        "for-another",
        "past",
        "past-firm",
        "too-long",
        "sign",
    ],
)
def test_what_the_lexica_rule_out_is_no_value(kind: str, text: str) -> None:
    votes = [*line_votes([Cell(text, 6, 1, 0)], [chances(**{kind: 0.97})], SHOWN)]

    assert ClaimKind.TITLE not in {vote.kind for vote in votes if vote.value}
    assert ClaimKind.EMPLOYER not in {vote.kind for vote in votes if vote.value}


def test_an_entity_is_a_value_of_its_line_of_the_mail() -> None:
    text = "\n".join(LINES)
    entities = [("TITLE", 8, 21), ("ORG", 22, 30)]

    votes = [*entity_votes(entities, LINES, NUMBERS, SHOWN)]

    assert [text[start:end] for _, start, end in entities] == ["Head of Sales", "Acme Ltd"]
    assert values(votes) == [
        (ClaimKind.TITLE, "Head of Sales", 6),
        (ClaimKind.EMPLOYER, "Acme Ltd", 7),
    ]


def test_an_entity_ends_with_its_line() -> None:
    votes = [*entity_votes([("TITLE", 8, 30)], LINES, NUMBERS, SHOWN)]

    assert values(votes) == [(ClaimKind.TITLE, "Head of Sales", 6)]


def test_an_entity_is_of_whole_words() -> None:
    lines = ["Ville de Saint-Exemple, Service des eaux"]

    votes = [*entity_votes([("ORG", 3, 14)], lines, [5], SHOWN)]

    assert values(votes) == [(ClaimKind.EMPLOYER, "Ville de Saint-Exemple", 5)]


def test_lines_without_an_entity_of_a_kind_are_doubted() -> None:
    votes = [*entity_votes([("TITLE", 8, 21)], LINES, NUMBERS, SHOWN)]

    assert supports(votes, ClaimKind.TITLE) == {4: -1, 7: -1}
    assert supports(votes, ClaimKind.EMPLOYER) == {4: -1, 6: -1, 7: -1}


def test_persons_and_unknown_labels_are_no_votes() -> None:
    votes = [*entity_votes([("PERSON", 0, 7), ("A_THIRD_PARTYS", 0, 7)], LINES, NUMBERS, SHOWN)]

    assert values(votes) == []


@pytest.mark.parametrize(
    "line",
    ["+45 33 55 01 05", "Hovednr.", "Work: (02) 5550 9372", "ann@acme.example"],
    ids=["number", "label", "labelled", "mail"],
)
def test_what_reaches_somebody_is_no_place(line: str) -> None:
    votes = [*entity_votes([("LOCATION", 0, len(line))], [line], [4], SHOWN)]

    assert values(votes) == []


def test_a_place_is_one_where_its_line_is_an_address() -> None:
    lines = ["Long Street 1, Springfield", "Housekeeping"]
    entities = [("LOCATION", 0, 13), ("LOCATION", 27, 39)]

    said = resolve(entity_votes(entities, lines, [4, 5], SHOWN), NameMatch.FULL)

    assert [(claim.kind, claim.value) for claim in said] == [(ClaimKind.LOCATION, "Long Street 1")]


def test_a_third_partys_lists_are_no_votes() -> None:
    assert [*lexicon_votes([("SHOE_SIZE", 8)], LINES, NUMBERS)] == []


def test_a_listed_word_supports_its_line_once() -> None:
    known = [("TITLE", 8), ("TITLE", 16), ("ORG", 22)]

    votes = [*lexicon_votes(known, LINES, NUMBERS)]

    assert len(votes) == 2
    assert {(vote.kind, vote.line) for vote in votes} == {
        (ClaimKind.TITLE, 6),
        (ClaimKind.EMPLOYER, 7),
    }
