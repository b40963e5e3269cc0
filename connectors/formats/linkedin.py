"""The tables of a LinkedIn export: Connections.csv, Positions.csv and Profile.csv, older and newer
columns.

Columns are known by loosely matched names, wherever they stand; lines before the header (newer
exports begin with "Notes:") are passed over. Dates come as `03 Nov 2025`, `Nov 2025`, `11/3/25` or
ISO.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain

from narrowcast.connectors.formats import contentlines, text
from narrowcast.connectors.formats.addresses import clean_address
from narrowcast.connectors.records import Card, Position, RemoteId, Unreadable

MAX_ROWS = 50_000  # LinkedIn allows 30,000 connections
MAX_BYTES = 32 << 20
MAX_FIELD_CHARS = 65_536
MAX_COLUMNS = 100
_HEADER_WITHIN = 30  # lines
_VALUE_CHARS = 300
_MAX_ROW_LINES = 200  # a job description may span some
_MAX_REPAIRS = 20

_NAMES = {
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "family name", "surname"),
    "url": ("url", "profile url", "linkedin url", "public profile url"),
    "email": ("email address", "e mail address", "email", "e mail"),
    "company": ("company", "company name", "organization", "current company"),
    "position": ("position", "title", "job title", "current position"),
    "connected": ("connected on", "connection date", "connected at"),
    "started": ("started on", "start date", "started"),
    "finished": ("finished on", "end date", "ended on", "finished"),
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}
_DATE_FORMS = (
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%Y-%m-%d", "%m/%d/%y", "%m/%d/%Y",
    "%b %Y", "%B %Y", "%Y-%m", "%Y",
)  # fmt: skip
_TIME = re.compile(r"[, T]+\d\d?:\d\d.*\Z")
_NOT_WORD = re.compile(r"[\W_]+")

Row = Mapping[str, str]


def connections(raw: bytes) -> Iterator[Card | Unreadable]:
    """Read Connections.csv: a card for each person."""
    seen: set[RemoteId] = set()
    for row in _rows(raw, {"first", "last"}):
        found = row if isinstance(row, Unreadable) else _connection(row)
        if found.remote_id not in seen:
            yield found
        seen.add(found.remote_id)


def _connection(row: Row) -> Card | Unreadable:
    name = f"{row.get('first', '')} {row.get('last', '')}".strip()
    url, address = row.get("url", ""), clean_address(row.get("email", ""))
    remote_id = RemoteId(_key(url or address or name + row.get("connected", "")))
    if not name and not address:
        return Unreadable(remote_id=remote_id, reason="a connection without a name")
    return Card(
        remote_id=remote_id,
        name=name,
        addresses=(address,) if address else (),
        positions=_position(row),
        url=url,
        connected_on=day(row.get("connected", "")),
    )


def own(positions: bytes, profile: bytes) -> Iterator[Card | Unreadable]:
    """Read Positions.csv and Profile.csv, each possibly empty: the owner's own card, if they hold
    one.
    """
    jobs: list[Position] = []
    for row in _rows(positions, {"company"}):
        if isinstance(row, Unreadable):
            yield row
        else:
            jobs += _position(row)
    person = next((row for row in _rows(profile, {"first"}) if not isinstance(row, Unreadable)), {})
    name = f"{person.get('first', '')} {person.get('last', '')}".strip()
    if jobs or name:
        yield Card(remote_id=RemoteId("own"), name=name, positions=tuple(jobs), own=True)


def _position(row: Row) -> tuple[Position, ...]:
    organization, title = row.get("company", ""), row.get("position", "")
    if not organization and not title:
        return ()
    started, ended = day(row.get("started", "")), day(row.get("finished", ""))
    return (Position(organization=organization, title=title, started_on=started, ended_on=ended),)


@lru_cache(maxsize=8_192)
def day(value: str) -> date | None:
    """A day as LinkedIn writes it; a month or a year alone means its first day."""
    value = _TIME.sub("", value.strip()[:40])
    if not any(letter.isdecimal() for letter in value):
        return None
    for form in _DATE_FORMS:
        try:
            found = datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return found if 1900 <= found.year < 2200 else None
    return None


def _rows(raw: bytes, needed: set[str]) -> Iterator[Row | Unreadable]:
    """Rows below the header, by our column names; a damaged row is told, not fatal."""
    columns: dict[int, str] | None = None
    for number, cells in enumerate(_cells(raw)):
        if number >= MAX_ROWS:
            yield Unreadable(remote_id=RemoteId("rest"), reason=f"more than {MAX_ROWS} rows")
            return
        if cells is None:
            yield Unreadable(remote_id=RemoteId(f"row-{number + 1}"), reason="not a row of a table")
        elif columns is not None:
            if any(cell.strip() for cell in cells[:MAX_COLUMNS]):
                yield _row(cells, columns)
        elif number < _HEADER_WITHIN:
            columns = _columns(cells, needed)
    if columns is None and raw.strip():
        yield Unreadable(remote_id=RemoteId("header"), reason="no line with the expected columns")


def _cells(raw: bytes) -> Iterator[list[str] | None]:
    """The rows of a CSV; None for a line whose quote never ends, after which reading goes on."""
    content = contentlines.decode(raw[:MAX_BYTES]).replace("\0", "")
    lines: Iterator[str] = _lines(content.replace("\r\n", "\n").replace("\r", "\n"))
    for _ in range(_MAX_REPAIRS):
        consumed: list[str] = []
        table = csv.reader(_recorded(lines, consumed))
        try:
            for cells in table:
                if len(consumed) > _MAX_ROW_LINES:
                    break
                yield cells
                consumed.clear()
            else:
                return
        except csv.Error:  # a field beyond csv's own limit of 128 kB
            pass
        yield None
        lines = chain(consumed[1:], lines)


def _lines(content: str) -> Iterator[str]:
    """Lines of bearable length: what is cut off is no name and no employer."""
    stream = io.StringIO(content)
    while line := stream.readline(MAX_FIELD_CHARS):
        yield line


def _recorded(lines: Iterator[str], consumed: list[str]) -> Iterator[str]:
    for line in lines:
        consumed.append(line)
        yield line


def _columns(cells: Sequence[str], needed: set[str]) -> dict[int, str] | None:
    """Which column holds what, if this line is the header."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells[:MAX_COLUMNS]):
        column = _COLUMN_OF.get(_NOT_WORD.sub(" ", cell[:60]).strip().casefold())
        if column and column not in found.values():
            found[place] = column
    return found if needed <= set(found.values()) else None


def _row(cells: Sequence[str], columns: Mapping[int, str]) -> Row:
    return {
        column: text.line(cells[place][:_VALUE_CHARS])
        for place, column in columns.items()
        if place < len(cells) and cells[place]
    }


def _key(value: str) -> str:
    return hashlib.blake2b(value.casefold().encode("utf-8", "replace"), digest_size=12).hexdigest()
