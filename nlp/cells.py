"""The cells of a signature block, what the line classifier reads: a line, or a column of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from narrowcast.nlp.block import Block

_COLUMNS = re.compile(r"\t+|\s{4,}|\s*[|•·¦]\s*|\s*\*{2,}\s*")
_AFTER_NAME = " \t,;:|*/-–—_#"


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line between column marks, white space made single."""

    text: str
    line: int
    """Of the mail, from 0."""
    row: int
    """Filled lines below the name's line; negative above it."""
    column: int
    is_name: bool = False


def rows(block: Block) -> tuple[tuple[int, str], ...]:
    """The lines of *block* in the order of the mail, the name's among them, with their numbers."""
    named: tuple[tuple[int, str], ...] = ()
    if block.name_line is not None:
        named = ((block.name_line, block.name + block.rest),)
    return tuple(sorted((*named, *block.lines), key=lambda row: row[0]))


def cells(block: Block) -> tuple[Cell, ...]:
    """The cells of *block* in reading order; the sender's name is one of its own."""
    found: list[Cell] = []
    above = sum(1 for line, _ in block.lines if line < (block.name_line or 0))
    for row, (line, text) in enumerate(rows(block), start=-above):
        if line != block.name_line:
            found += _cells(text, line, row)
            continue
        found.append(Cell(" ".join(block.name.split()), line, row, 0, is_name=True))
        found += _cells(block.rest.lstrip(_AFTER_NAME), line, row, first=1)
    return tuple(found)


def _cells(text: str, line: int, row: int, *, first: int = 0) -> list[Cell]:
    pieces = (" ".join(piece.split()) for piece in _COLUMNS.split(text))
    filled = [piece for piece in pieces if any(sign.isalnum() for sign in piece)]
    return [Cell(piece, line, row, column) for column, piece in enumerate(filled, first)]
