"""What the line classifier, the entity recogniser and the lexica say, as votes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.cells import Cell
from narrowcast.nlp.departments import is_department
from narrowcast.nlp.evidence import Evidence, for_another, is_member, of_a_board, of_the_past
from narrowcast.nlp.fields import EDGES
from narrowcast.nlp.folding import fold
from narrowcast.nlp.signature import ClaimKind
from narrowcast.nlp.titles import headword
from narrowcast.nlp.votes import Vote

ENTITY_KINDS = {
    "TITLE": ClaimKind.TITLE,
    "ORG": ClaimKind.EMPLOYER,
    "DEPT": ClaimKind.DEPARTMENT,
    "URL": ClaimKind.URL,
    "LOCATION": ClaimKind.LOCATION,
}
"""PERSON and PHONE teach the recogniser what is not the others; rules read them better."""

_JUDGED = {"TITLE": ClaimKind.TITLE, "ORG": ClaimKind.EMPLOYER, "DEPT": ClaimKind.DEPARTMENT}
"""What the line classifier votes on."""

_SURE, _PROBABLE, _MIXED, _UNLIKELY, _EXCLUDED = 0.9, 0.5, 0.25, 0.1, 0.02
_MAX_VALUE = 90
_LETTERS = re.compile(r"[^\W\d_]{2,}")

Entity = tuple[str, int, int]
"""A label, and the first and the last offset (not included) in the document's text."""


def line_votes(
    cells: Sequence[Cell], chances: Sequence[dict[str, float]], shown: Evidence
) -> Iterator[Vote]:
    """A value where a cell holds one thing, support where it holds several, doubt where none."""
    best: dict[tuple[ClaimKind, int], float] = {}
    for cell, chance in zip(cells, chances, strict=True):
        for label, kind in _JUDGED.items():
            key = (kind, cell.line)
            best[key] = max(best.get(key, 0.0), chance[label])
            if chance[label] >= _PROBABLE and _alone(label, chance):
                yield from _value(kind, cell.text, cell.line, _loudness(chance[label]), shown)
    for (kind, line), surest in best.items():
        if weight := _loudness(surest):
            yield Vote(kind, "", line, weight, "lines")


def _alone(label: str, chance: dict[str, float]) -> bool:
    others = {"NAME", "TITLE", "DEPT", "ORG", "CONTACT", "ADDRESS", "REGISTER"} - {label}
    return all(chance[other] < _MIXED for other in others)


def _loudness(chance: float) -> int:
    if chance >= _PROBABLE:
        return 3 if chance >= _SURE else 1
    return -2 if chance < _EXCLUDED else -(chance < _UNLIKELY)


def _value(
    kind: ClaimKind, text: str, line: int, weight: int, shown: Evidence, voter: str = "lines"
) -> Iterator[Vote]:
    text = " ".join(text.split()).strip(EDGES.replace(".", ""))
    if kind is ClaimKind.EMPLOYER:
        text = shown.name(text)
    if 1 < len(text) <= _MAX_VALUE and not kinds.is_register(text) and _may_be(kind, text, shown):
        yield Vote(kind, text, line, weight, voter)


def _may_be(kind: ClaimKind, text: str, shown: Evidence) -> bool:
    """Whether the lexica let *text* be of *kind*: a department is no firm, a number no place."""
    if for_another(text) or of_the_past(text) or (kind is ClaimKind.TITLE and ":" in text):
        return False  # `Headmistress: Ann Lee` is an officer's line
    if is_member(text) and not (kind is ClaimKind.TITLE and of_a_board(text)):
        return False
    if kind is ClaimKind.LOCATION:
        spelt = " ".join(_LETTERS.findall(text))
        return bool(spelt) and not (kinds.MAIL.search(text) or kinds.is_label(spelt))
    if not is_department([fold(word) for word in text.split()]):
        return True
    if kind is ClaimKind.EMPLOYER:
        return shown.weight(text) > 0
    return kind is not ClaimKind.TITLE or bool(headword(text))


def entity_votes(
    entities: Iterable[Entity], lines: Sequence[str], numbers: Sequence[int], shown: Evidence
) -> Iterator[Vote]:
    """A value for each entity, cut at the end of its line; doubt on lines without a title or firm.

    *lines* are the document's, *numbers* those they have in the mail.
    """
    told: set[tuple[ClaimKind, int]] = set()
    for label, start, end in entities:
        kind = ENTITY_KINDS.get(label)
        place, column = _place(lines, start)
        if kind is not None and place < len(numbers):
            line, number = lines[place], numbers[place]
            told.add((kind, number))
            text = _whole_words(line, column, min(len(line), column + end - start))
            yield from _value(kind, text, number, 2, shown, "entities")
            if kind is ClaimKind.LOCATION and kinds.is_address(line):
                yield Vote(kind, "", number, 2, "lexica")
    for kind in (ClaimKind.TITLE, ClaimKind.EMPLOYER):
        for number in numbers:
            if (kind, number) not in told:
                yield Vote(kind, "", number, -1, "entities")


_INSIDE = re.compile(r"[\w'’-]*")


def _whole_words(line: str, start: int, end: int) -> str:
    """What is from *start* to *end* of *line*, words in full; tokens end at hyphens."""
    before = _INSIDE.match(line[:start][::-1])
    after = _INSIDE.match(line, end)
    assert before is not None  # both match the empty text
    assert after is not None
    return line[start - len(before[0]) : after.end()]


def lexicon_votes(
    known: Iterable[tuple[str, int]], lines: Sequence[str], numbers: Sequence[int]
) -> Iterator[Vote]:
    """Support for titles, departments and organisations on lines where a listed word stands."""
    found = {
        (ENTITY_KINDS[label], _place(lines, start)[0])
        for label, start in known
        if label in ENTITY_KINDS
    }
    for kind, place in sorted(found):
        if place < len(numbers):
            yield Vote(kind, "", numbers[place], 1, "lexica")


def _place(lines: Sequence[str], offset: int) -> tuple[int, int]:
    """The line in which *offset* of their joined text falls, and the column."""
    for place, line in enumerate(lines):
        if offset <= len(line):
            return place, offset
        offset -= len(line) + 1
    return len(lines), 0
