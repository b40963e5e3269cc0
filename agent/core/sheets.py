"""Tables as people save them: text → records with their line, whatever the program that wrote it.

Comma, semicolon, tab or bar; a mark of byte order; Excel's `sep=` line; line breaks inside quotes.
A quote that is never closed spoils its own line only: every line stays somewhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

DELIMITERS = (",", ";", "\t", "|")
MAX_FIELD_LINES = 50  # of one record; more means that a quote was never closed
MAX_LINE_CHARS = 100_000  # below the csv module's own limit of a field


@dataclass(frozen=True, slots=True)
class Record:
    """One row; *line* is where it starts, from 1."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""
    """What had to be repaired; '' if nothing."""

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Lines:
    """A text cut into lines, without its `sep=` line; *start* is the number of the first."""

    lines: tuple[str, ...]
    start: int
    told: str = ""
    """The delimiter that the text itself names."""


def lines(text: str) -> Lines:
    """Cut *text* at any line break (and no other separator: a field may hold U+2028)."""
    clean = text.removeprefix("\ufeff").replace("\0", "")
    found = tuple(io.StringIO(clean, newline=None))
    if found and found[0].lower().startswith("sep=") and len(found[0].strip()) == 5:
        return Lines(found[1:], 2, found[0][4])
    return Lines(found, 1)


def records(source: Lines, delimiter: str) -> Iterator[Record]:
    """Read every row; a torn one is cut at its own line end and says so."""
    place = 0
    while place < len(source.lines):
        record, used = _record(source.lines, place, delimiter)
        yield Record(source.start + place, record.cells, record.fault)
        place += used


def head(source: Lines, delimiter: str, count: int) -> tuple[Record, ...]:
    """The first *count* rows."""
    return tuple(islice(records(source, delimiter), count))


def _record(all_lines: tuple[str, ...], place: int, delimiter: str) -> tuple[Record, int]:
    line = all_lines[place]
    if len(line) > MAX_LINE_CHARS:
        cut = line[:MAX_LINE_CHARS]
        return Record(0, tuple(_unquoted(cut, delimiter)), "the line is too long and was cut"), 1
    if '"' not in line:
        return Record(0, tuple(line.rstrip("\n").split(delimiter))), 1
    reader = csv.reader(
        all_lines[place : place + MAX_FIELD_LINES], delimiter=delimiter, strict=True
    )
    try:
        cells = next(reader)
    except csv.Error:
        return Record(0, tuple(_unquoted(line, delimiter)), "a quotation mark is out of place"), 1
    return Record(0, tuple(cells)), reader.line_num


def _unquoted(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.rstrip("\n").split(delimiter)]
