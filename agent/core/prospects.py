"""Lists of prospects: a table, or lines as one would jot them down, to prospects without numbers.

Columns are recognised loosely and in ten languages. Every row is kept: as a prospect, with a
problem beside it where something in it could not be read, or as a problem alone where it names
nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from narrowcast.agent.core import sheets
from narrowcast.agent.core.jotting import firm_like, parse_line, registered
from narrowcast.agent.core.model import AddressKey, AskKind, Prospect, ProspectId, Purpose
from narrowcast.agent.core.prospect_words import (
    EMPTY,
    HEADINGS,
    KINDS,
    PRIORITIES,
    PURPOSES,
    Column,
)
from narrowcast.agent.core.sheets import Lines, Record
from narrowcast.connectors.formats import text as clean
from narrowcast.connectors.formats.addresses import canonical, clean_address
from narrowcast.nlp.folding import fold
from narrowcast.nlp.names import full_name
from narrowcast.nlp.organisations import employer_of_domain

__all__ = ["ProspectRow", "ProspectSheet", "RowProblem", "parse_line", "read_csv"]

MAX_ROWS = 200_000
MAX_CELL_CHARS = 2_000
NORMAL = 2  # the priority of a prospect without one
_HEADER_WITHIN = 20  # rows; exports put notes above their header
_ANCHORS = frozenset({Column.NAME, Column.FIRST, Column.LAST, Column.EMAIL, Column.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class ProspectRow:
    """A prospect (its number is 0: the store gives one) and the line it stood on."""

    line: int
    prospect: Prospect


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something of a row that could not be read; *kept*: the row is a prospect all the same."""

    line: int
    reason: str
    text: str
    """The row as it stood, shortened."""
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectSheet:
    """What a list held."""

    rows: tuple[ProspectRow, ...]
    problems: tuple[RowProblem, ...] = ()
    columns: Mapping[str, Column]
    """Headings that were recognised; empty where the list has no header."""
    ignored: tuple[str, ...] = ()
    """Headings that mean nothing to us."""


def read_csv(text: str) -> ProspectSheet:
    """Read a list of prospects; never raises. Without a header each line is jotted text."""
    source = sheets.lines(text)
    header = _header(source)
    if header is None:
        return _jotted(source)
    delimiter, place, columns = header
    found = list(islice(sheets.records(source, delimiter), MAX_ROWS + place + 2))
    titles = found[place].cells
    sheet = _sheet(_row(record, columns, len(titles)) for record in found[place + 1 :][:MAX_ROWS])
    problems = [*_above(found[:place]), *sheet.problems, *_below(found[place + 1 :])]
    return ProspectSheet(
        rows=sheet.rows,
        problems=tuple(problems),
        columns={titles[n].strip(): column for n, column in columns.items()},
        ignored=tuple(t.strip() for n, t in enumerate(titles) if n not in columns and t.strip()),
    )


_Row = tuple[Record, Prospect | None, list[str]]


def _sheet(rows: Iterable[_Row]) -> ProspectSheet:
    """Sort rows into prospects and problems; a repeated prospect is kept and told."""
    kept: list[ProspectRow] = []
    problems: list[RowProblem] = []
    first: dict[Prospect, int] = {}
    for record, prospect, faults in rows:
        if record.blank:
            continue
        if prospect is None:
            faults.append("names neither a person nor a company")
        else:
            kept.append(ProspectRow(record.line, prospect))
            line = first.setdefault(_same(prospect), record.line)
            faults.extend([f"the same as line {line}"] if line != record.line else [])
        problems += [_problem(record, fault, kept=prospect is not None) for fault in faults]
    return ProspectSheet(rows=tuple(kept), problems=tuple(problems), columns={})


def _same(prospect: Prospect) -> Prospect:
    """The parts by which a prospect is known again."""
    bare = Prospect(id=prospect.id, name=fold(prospect.name), addresses=prospect.addresses)
    return (
        bare
        if bare.addresses
        else replace(bare, organization=fold(prospect.organization), title=fold(prospect.title))
    )


def _problem(record: Record, reason: str, *, kept: bool) -> RowProblem:
    shown = " · ".join(filter(None, (clean.line(cell[:200]) for cell in record.cells)))
    return RowProblem(record.line, reason, shown[:200], kept)


def _above(records: Sequence[Record]) -> list[RowProblem]:
    reason = "stands above the header"
    return [_problem(record, reason, kept=False) for record in records if not record.blank]


def _below(records: Sequence[Record]) -> list[RowProblem]:
    reason = f"from this line on nothing was read: a list may have {MAX_ROWS} rows"
    return [_problem(record, reason, kept=False) for record in records[MAX_ROWS:][:1]]


def _jotted(source: Lines) -> ProspectSheet:
    """A list without header: one prospect a line."""
    rows = [
        Record(source.start + n, (line.strip(),))
        for n, line in enumerate(source.lines[: MAX_ROWS + 1])
    ]
    sheet = _sheet((row, parse_line(row.cells[0]), []) for row in rows[:MAX_ROWS])
    return replace(sheet, problems=(*sheet.problems, *_below(rows)))


# ---------------------------------------------------------------- header


def _header(source: Lines) -> tuple[str, int, dict[int, Column]] | None:
    """Delimiter, place and columns of the row most like a header; None: there is none."""
    best: tuple[int, str, int, dict[int, Column]] | None = None
    for delimiter in (source.told,) if source.told else sheets.DELIMITERS:
        for place, record in enumerate(sheets.head(source, delimiter, _HEADER_WITHIN)):
            columns = _columns(record.cells)
            anchored = _ANCHORS.intersection(columns.values())
            if anchored and (best is None or len(columns) > best[0]):
                best = len(columns), delimiter, place, columns
    return best and best[1:]


def _columns(cells: Sequence[str]) -> dict[int, Column]:
    """The meaning of each heading; of several with one meaning the first counts."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(cells[:200]):
        column = HEADINGS.get(_heading(cell))
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _heading(cell: str) -> str:
    return " ".join(re.split(r"[\W_]+", fold(cell[:80]))).strip()


# ---------------------------------------------------------------- rows


def _row(record: Record, columns: Mapping[int, Column], width: int) -> _Row:
    """A record read by its *columns* of a header of *width* cells."""
    faults = [record.fault] if record.fault else []
    if any(cell.strip() for cell in record.cells[width:]):
        faults.append("has more cells than the header")
    cells = {
        column: _cell(record.cells[place], faults)
        for place, column in columns.items()
        if place < len(record.cells)
    }
    addresses = tuple(_addresses(cells.get(Column.EMAIL, ""), faults))
    name, organization = _who(cells, addresses)
    kind, purpose, priority = _wishes(cells, faults)
    prospect = Prospect(
        id=ProspectId(0),
        name=name,
        addresses=addresses,
        organization=organization,
        domains=registered((*addresses, *_hosts(cells))),
        title=cells.get(Column.TITLE, ""),
        url=_profile(cells),
        why=cells.get(Column.WHY, ""),
        kind=kind,
        purpose=purpose,
        priority=priority,
    )
    return record, prospect if name or organization else None, faults


def _cell(raw: str, faults: list[str]) -> str:
    if len(raw) > MAX_CELL_CHARS:
        faults.append(f"a cell was cut to {MAX_CELL_CHARS} characters")
    value = clean.line(raw[:MAX_CELL_CHARS])
    return "" if value.casefold() in EMPTY else value


def _addresses(cell: str, faults: list[str]) -> Iterator[AddressKey]:
    """Every address of a cell, canonical, each once."""
    seen: set[str] = set()
    for piece in re.split(r"[\s,;<>]+", cell):
        address = canonical(clean_address(piece.removeprefix("mailto:"))) if "@" in piece else ""
        if address and "." in address.rpartition("@")[2] and address not in seen:
            seen.add(address)
            yield AddressKey(address)
    if cell and not seen:
        faults.append(f"the e-mail address {cell[:60]!r} cannot be read")


def _who(cells: Mapping[Column, str], addresses: Sequence[AddressKey]) -> tuple[str, str]:
    """Name and organisation; what is missing is read from the address."""
    name, organization = _name(cells), cells.get(Column.ORGANIZATION, "")
    if name and not organization and firm_like(name):
        name, organization = "", name
    if addresses:
        local = addresses[0].rpartition("@")[0]
        spelt = full_name(local)
        name = name or (spelt.full if spelt and spelt.family else addresses[0])
        organization = organization or employer_of_domain(addresses[0])
    return name, organization


def _name(cells: Mapping[Column, str]) -> str:
    """The whole name; beside `Vorname` a column `Name` is the family name, beside `Cognome` not."""
    whole, given, family = (cells.get(c, "") for c in (Column.NAME, Column.FIRST, Column.LAST))
    if whole and not (given or family):
        read = full_name(whole)
        return read.full if read else whole
    if whole and given and not family:
        family = "" if given in whole.split() else whole
        given = whole if not family else given
    elif whole and family and not given:
        given = "" if family in whole.split() else whole
        family = whole if not given else family
    return f"{given} {family}".strip()


def _hosts(cells: Mapping[Column, str]) -> Iterator[str]:
    """The host of the company's site; a profile in a network of people is none."""
    for column in (Column.WEBSITE, Column.URL):
        host = re.match(
            r"(?:https?://)?(?:www\.)?([^\s/:?#@]+\.[^\s/:?#@]+)", cells.get(column, "")
        )
        if host and not _PROFILES.search(host[1].lower()):
            yield canonical(f"x@{host[1]}").rpartition("@")[2]


_PROFILES = re.compile(r"(?:^|\.)(?:linkedin\.\w+|xing\.com|facebook\.com|x\.com|twitter\.com)$")


def _profile(cells: Mapping[Column, str]) -> str:
    url = cells.get(Column.URL, "")
    return url if re.match(r"(?:https?://)?[^\s/]+\.[^\s/]+(?:/\S*)?$", url) else ""


def _wishes(cells: Mapping[Column, str], faults: list[str]) -> tuple[AskKind, Purpose, int]:
    """Kind, purpose and priority; a word that means nothing is told, and the usual one taken."""
    kind = _known(cells.get(Column.KIND, ""), KINDS)
    purpose = _known(cells.get(Column.PURPOSE, ""), PURPOSES)
    if kind is None:  # a column "type" may hold either
        purpose = purpose or _known(cells.get(Column.KIND, ""), PURPOSES)
    priority = _known(cells.get(Column.PRIORITY, ""), PRIORITIES)
    read = {Column.KIND: kind or purpose, Column.PURPOSE: purpose, Column.PRIORITY: priority}
    for column, value in read.items():
        if value is None and cells.get(column):
            faults.append(f"the {column.value} {cells[column][:40]!r} is not known")
    return kind or AskKind.INTRODUCTION, purpose or Purpose.OTHER, priority or NORMAL


_Value = TypeVar("_Value")


def _known(cell: str, words: Mapping[str, _Value]) -> _Value | None:
    if not cell:
        return None
    folded = fold(cell)
    pieces = (folded, *re.split(r"[\s,;/()\-]+", folded))
    return next((words[piece] for piece in pieces if piece in words), None)
