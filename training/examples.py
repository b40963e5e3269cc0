"""Training examples: a block as the program finds it, with the labels of the mail laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block, find_block
from narrowcast.nlp.cells import Cell, cells, rows
from narrowcast.nlp.evidence import Evidence, evidence
from narrowcast.nlp.line_classifier import LineLabel
from narrowcast.nlp.quoting import Span
from narrowcast.nlp.sender import NameMatch, sender
from training.invented import InventedMail, Label, Labelled

LINE_LABELS = {
    Label.PERSON: LineLabel.NAME,
    Label.TITLE: LineLabel.TITLE,
    Label.DEPT: LineLabel.DEPT,
    Label.ORG: LineLabel.ORG,
    Label.PHONE: LineLabel.CONTACT,
    Label.URL: LineLabel.CONTACT,
    Label.LOCATION: LineLabel.ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One block and what is right about it."""

    mail: InventedMail
    block: Block
    shown: Evidence
    cells: tuple[Cell, ...]
    labels: tuple[frozenset[LineLabel], ...]
    """One set a cell."""
    text: str
    """What the entity recogniser reads: the block's rows, parted by LF."""
    entities: tuple[Labelled, ...]
    """Offsets are those of *text*."""


def examples(mails: Iterable[InventedMail], *, true_blocks: bool = True) -> Iterator[Example]:
    """The block found in each mail and, where it differs and is asked for, the labelled one."""
    for mail in mails:
        found = find_block(mail.body, sender(mail.from_name, mail.from_address), mail.subject)
        if found is not None:
            yield example(mail, found)
        true = true_block(mail) if true_blocks else None
        if true is not None and (found is None or found.lines != true.lines):
            yield example(mail, true)


def example(mail: InventedMail, block: Block) -> Example:
    """*mail*'s labels laid over *block*."""
    placed = tuple(_by_line(mail))
    shown = evidence(block, mail.from_address)
    found = cells(block)
    register = frozenset(mail.register_lines)
    text, entities = _entities(block, placed)
    return Example(
        mail=mail,
        block=block,
        shown=shown,
        cells=found,
        labels=tuple(_cell_labels(cell, placed, register) for cell in found),
        text=text,
        entities=entities,
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A label's value and where it stands: line of the mail, characters of that line."""

    label: Label
    value: str
    line: int
    column: int


def _by_line(mail: InventedMail) -> Iterator[_Placed]:
    for one in mail.labels:
        line = mail.body.count("\n", 0, one.start)
        column = one.start - (mail.body.rfind("\n", 0, one.start) + 1)
        yield _Placed(one.label, mail.body[one.start : one.end], line, column)


def _cell_labels(
    cell: Cell, placed: Iterable[_Placed], register: frozenset[int]
) -> frozenset[LineLabel]:
    if cell.line in register:
        return frozenset({LineLabel.REGISTER})
    here = ((one.label, " ".join(one.value.split())) for one in placed if one.line == cell.line)
    held = {LINE_LABELS[label] for label, value in here if _shares(value, cell.text)}
    if kinds.MAIL.search(cell.text):
        held.add(LineLabel.CONTACT)
    return frozenset(held or {LineLabel.OTHER})


def _shares(value: str, text: str) -> bool:
    return value in text or (len(text) > 2 and text in value)


def _entities(block: Block, placed: Iterable[_Placed]) -> tuple[str, tuple[Labelled, ...]]:
    """The text of the block's rows and the labels in it."""
    starts: dict[int, tuple[int, str]] = {}
    text = ""
    for line, row in rows(block):
        starts[line] = (len(text), row)
        text += row + "\n"
    found: list[Labelled] = []
    for one in placed:
        if one.line in starts:
            start, row = starts[one.line]
            at = _nearest(row, one.value, one.column)
            if at is not None:
                found.append(Labelled(one.label, start + at, start + at + len(one.value)))
    return text.removesuffix("\n"), tuple(found)


def _nearest(row: str, value: str, column: int) -> int | None:
    """Where *value* stands in *row*, nearest to *column*: a name's row loses its decoration."""
    places = [at for at in range(len(row)) if row.startswith(value, at)]
    return min(places, key=lambda at: abs(at - column), default=None)


def true_block(mail: InventedMail) -> Block | None:
    """The labelled block of *mail* where it holds the sender's name."""
    named = next((one for one in _by_line(mail) if one.label is Label.PERSON), None)
    if mail.block is None or named is None:
        return None
    first, last = mail.block
    lines = mail.body.split("\n")
    rest = lines[named.line][named.column + len(named.value) :]
    kept = tuple(
        (number, lines[number])
        for number in range(first, last + 1)
        if number != named.line and lines[number].strip() and not kinds.is_rule(lines[number])
    )
    return Block(Span(first, last), NameMatch.FULL, named.line, named.value, rest, kept)
