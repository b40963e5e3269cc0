"""A table of a page as lines: its cells beside each other, below each other, or in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from narrowcast.nlp.lines import is_contact, is_register
from narrowcast.nlp.titles import headword

__all__ = ["LOGO", "Table"]

LOGO = "\0"
"""Opens the line of a logo; `html_text` lets no such sign in."""
_MAX_ROWS = 20  # of a table whose columns are looked at
_HEAD = 300  # characters of a line that are looked at


@dataclass(slots=True)
class Table:
    """A table that is being read."""

    around: list[str]
    """The lines it stands in."""
    done: list[str] = field(default_factory=list[str])
    rows: list[list[list[str]]] = field(default_factory=list[list[list[str]]])
    cells: list[list[str]] = field(default_factory=list[list[str]])  # of the row that is open
    lines: list[str] = field(default_factory=list[str])  # what stands below the rows, in no cell

    def settle(self) -> None:
        """Put what was read so far into lines, in its order."""
        self.done.extend(_rows(self.rows))
        self.done.extend(self.lines)
        self.rows = []
        self.lines.clear()


def _rows(rows: list[list[list[str]]]) -> Iterator[str]:
    """The lines of the rows of a table, row by row or, where it has two columns, these."""
    filled = [[_trimmed(cell) for cell in row] for row in rows]
    if 1 < len(filled) <= _MAX_ROWS and _are_columns(filled):
        for column in (0, 1):
            yield from (
                row[column][0] for row in filled if row[column : column + 1] not in ([], [[]])
            )
        return
    for row in filled:
        yield from _row([cell for cell in row if cell])


def _are_columns(rows: list[list[list[str]]]) -> bool:
    """Contacts stand to the right of what are no labels: name, title and firm below each other."""
    if any(len(row) > 2 or any(len(cell) > 1 for cell in row) for row in rows):
        return False
    pairs = [(row[0][0], row[1][0]) for row in rows if len(row) == 2 and row[0] and row[1]]
    contacts = sum(_tells_no_role(right) and not _tells_no_role(left) for left, right in pairs)
    labels = sum(_is_label(left) for left, _ in pairs)
    return contacts > labels * 2 and contacts * 2 >= len(pairs)


def _tells_no_role(text: str) -> bool:
    return is_contact(text[:_HEAD]) or is_register(text[:_HEAD])


def _is_label(text: str) -> bool:
    """`Tel.`, `E-mail:`, `Mobil`."""
    return text.endswith((":", ".")) or (len(text) <= 12 and " " not in text and not headword(text))


def _row(filled: list[list[str]]) -> list[str]:
    """The lines of one table row."""
    if len(filled) < 2:
        return filled[0] if filled else []
    logos = [cell for cell in filled if all(line[:1] == LOGO for line in cell)]
    told = [cell for cell in filled if cell not in logos] if logos else filled
    if len(told) == 2 and len(told[0]) == 1 and _NEEDLESS.fullmatch(told[0][0]):
        lines = told[1]
    elif all(len(cell) == 1 for cell in told):
        lines = ["\t".join(cell[0] for cell in told)] if told else []
    elif len(told) == 2 and _are_labels(told[0]) and len(told[0]) == len(told[1]):
        lines = [f"{label}\t{value}" for label, value in zip(*told, strict=True)]
    else:
        lines = [line for cell in told for line in cell]
    return lines + [line for cell in logos for line in cell]


_NEEDLESS = re.compile(
    r"(?:full )?(?:name|namn|navn|nom|nombre|nome|naam|imię i nazwisko|(?:job )?title|titel"
    r"|fonction|titre|funktion|function|functie|position|posici.n|posizione|stanowisko|stilling"
    r"|befattning|cargo|ruolo|qualifica|role|company|firma|firm|organi[sz]ation|organisatie|organización"
    r"|organização|entreprise|société|empresa|azienda|bedrijf|företag|virksomhed|unternehmen)\s?:?",
    re.IGNORECASE,
)
"""Labels of what a signature's order tells without them."""


def _trimmed(cell: list[str]) -> list[str]:
    start, end = 0, len(cell)
    while start < end and not cell[start]:
        start += 1
    while end > start and not cell[end - 1]:
        end -= 1
    return cell[start:end]


def _are_labels(cell: list[str]) -> bool:
    """`Tel:`, `Fax:`, `Mail:` below each other, or single letters."""
    return all(line.endswith(":") or len(line) <= 2 for line in cell)
