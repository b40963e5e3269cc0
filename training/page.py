"""Lines made of pieces, each piece perhaps labelled: what a mail is before it is text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from training.invented import Label, Labelled


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line."""

    text: str
    label: Label | None = None


Line = tuple[Piece, ...]
BLANK: Line = (Piece(""),)
"""A line meant to be empty; () is a line to leave out."""


def line(*parts: Piece | str) -> Line:
    """A line of *parts*; bare strings bear no label, empty ones vanish."""
    pieces = (Piece(p) if isinstance(p, str) else p for p in parts)
    return tuple(p for p in pieces if p.text)


def text_of(pieces: Line) -> str:
    return "".join(p.text for p in pieces)


def joined(rows: Sequence[Line], separator: str) -> Line:
    """*rows* on one line with *separator* between those that are not empty."""
    out: Line = ()
    for row in rows:
        if text_of(row):
            out = (*out, Piece(separator), *row) if out else row
    return out


def unlabelled(lines: Iterable[Line]) -> list[Line]:
    """The same text of somebody else's: nothing of it is labelled."""
    return [(Piece(text_of(pieces)),) for pieces in lines]


def prefixed(lines: Iterable[Line], prefix: str) -> list[Line]:
    """*prefix* before each line that is not empty, its end cut before an empty one."""
    return [(Piece(prefix), *row) if text_of(row) else (Piece(prefix.rstrip()),) for row in lines]


def without_end(lines: Sequence[Line]) -> list[Line]:
    """*lines* without blank ones at the end."""
    last = max((i for i, row in enumerate(lines) if text_of(row)), default=-1)
    return list(lines[: last + 1])


def body_of(lines: Sequence[Line]) -> str:
    return "\n".join(text_of(pieces) for pieces in lines)


def labels_of(lines: Sequence[Line]) -> Iterator[Labelled]:
    """Each labelled piece with its place in `body_of`."""
    at = 0
    for pieces in lines:
        for piece in pieces:
            if piece.label is not None:
                yield Labelled(piece.label, at, at + len(piece.text))
            at += len(piece.text)
        at += 1
