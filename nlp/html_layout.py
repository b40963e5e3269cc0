"""The lines of a page: paragraphs, tables, logos and styled runs put below and beside each other.

What a reader tells apart by layout alone must stay apart in plain text, or no field could be read:

    one row, each cell a line        cells parted by a tab      `Tel.⇥+49 30 5550100`
    one row, a cell of many lines    cell below cell            name and title, then the contacts
    labels beside as many values     line by line               as the first
    a logo                           its name, at the end of its paragraph
    a bold name before a grey title  parted by a tab
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.titles import headword

__all__ = ["RULE", "Lines"]

RULE = "_" * 32
_MAX_DEPTH = 30  # tables inside of each other; deeper ones are mere lines
_MAX_LOGOS = 40
_MAX_STYLED = 200  # lines of several styles that are looked at: looking takes its time
_LOGO = "\0"  # opens the line of a logo; html_text lets no such sign in
_ABBREVIATED = 16  # characters
_PARAGRAPH = 60  # characters; a longer one is running text, followed by an empty line
_SOURCE_SPACE = re.compile(r"[\t\r\n\f\v]+ *|  +")
_BLANKS = "\t\r\n\f\xa0\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_BLANKS}][ {_BLANKS}]*| [ {_BLANKS}]+")
_WIDE = re.compile("[\xa0\u2000-\u200a\u3000]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\u034f]")


@dataclass(slots=True)
class _Table:
    """A table that is being read, and the lines around it."""

    around: list[str]
    lines: list[str] = field(default_factory=list[str])
    cells: list[list[str]] = field(default_factory=list[list[str]])


class Lines:
    """Takes text, breaks and cells in the order of the page; `done` is its text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[tuple[str, str]] = []  # text, style
        self._tables: list[_Table] = []
        self._too_deep = 0
        self._paragraph: int | None = None
        self._logos = 0
        self._styled = 0
        self.style = ""
        self.preformatted = 0

    # ------------------------------------------------------------ words

    def text(self, text: str) -> None:
        """Add *text*, its entities resolved; white space counts in preformatted text only."""
        if not text.isascii():
            text = _UNSEEN.sub("", text)
        if self.preformatted:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.line_break()
                if line:
                    self._line.append((line.rstrip("\r"), self.style))
            return
        text = _SOURCE_SPACE.sub(" ", text)
        blank = not text or text.isspace()
        if blank and "\xa0" not in text:
            if text and self._line:
                self._line.append((" ", self.style))
            return
        self._line.append((" \xa0" if blank else text, self.style))

    def mark_place(self) -> int:
        """A place in the line, for `since`."""
        return len(self._line)

    def since(self, place: int) -> str:
        """The words of the line from *place* on."""
        return "".join(text for text, _ in self._line[place : place + 8]).strip()

    def logo(self, name: str) -> None:
        """Add a line for an image that names a firm."""
        if self._logos < _MAX_LOGOS:
            self._logos += 1
            self.fresh_line()
            self._lines.append(_LOGO + name)

    # ------------------------------------------------------------ lines

    def line_break(self) -> None:
        """End the line, an empty one too, unless a logo was all of it."""
        if self._line or not (self._lines and self._lines[-1][:1] == _LOGO):
            self._lines.append(self._joined() if self._line else "")
        self._line.clear()

    def fresh_line(self) -> None:
        """End the line if anything is in it; a hard space alone makes an empty line."""
        if not self._line:
            return
        line = self._joined()
        if line or any("\xa0" in text for text, _ in self._line):
            self._lines.append(line)
        self._line.clear()

    def _joined(self) -> str:
        if self.preformatted:
            return "".join(text for text, _ in self._line).rstrip().replace("\xa0", " ")
        line = self._line[0][0] if len(self._line) == 1 else "".join(self._pieces())
        if line.isascii() and "\t" not in line:
            line = " ".join(line.split())
        else:
            line = _SPACE.sub(_space, line).strip(" \t")
        return line.lstrip("| \t") if line[:1] == "|" else line  # `|` would mark it as quoted

    def _pieces(self) -> list[str]:
        """The line's pieces, tabs between them where it is styled and not many lines are."""
        first = self._line[0][1]
        if self._styled < _MAX_STYLED and any(look != first for _, look in self._line):
            self._styled += 1
            return _parted(self._line)
        return [text for text, _ in self._line]

    def quotation(self) -> None:
        """Leave a mark where another's words stood."""
        self.fresh_line()
        self._lines.append(">")

    def delimiter(self) -> None:
        """Put `-- ` before a signature, unless its writer did so already."""
        self.fresh_line()
        last = next((line for line in self._lines[:-4:-1] if line), "")
        if last.strip() != "--":
            self._lines.append("-- ")

    def rule(self) -> None:
        """A line of signs."""
        self.fresh_line()
        self._lines.append(RULE)

    def blank(self) -> None:
        """Part what comes from what was."""
        self.fresh_line()
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def paragraph(self) -> None:
        """Open a paragraph, closing one that is open."""
        self.end_paragraph()
        self._paragraph = len(self._lines)

    def end_paragraph(self) -> None:
        """Long or many-lined paragraphs are parted by empty lines, short ones are a list's."""
        self.fresh_line()
        start, self._paragraph = self._paragraph, None
        if start is None or len(self._lines) <= start:
            return
        many = len(self._lines) - start > 1
        if many and start and self._lines[start - 1]:
            self._lines.insert(start, "")
        if self._lines[-1] and (many or len(self._lines[-1]) > _PARAGRAPH):
            self._lines.append("")

    # ------------------------------------------------------------ tables

    def open_table(self) -> None:
        """Everything up to `close_table` stands in cells, or above them."""
        self.end_paragraph()
        if len(self._tables) == _MAX_DEPTH:
            self._too_deep += 1
            return
        table = _Table(self._lines)
        self._tables.append(table)
        self._lines = table.lines

    def open_cell(self) -> None:
        """A new cell of the row; without a table a mere line."""
        self.end_paragraph()
        if self._tables and not self._too_deep:
            self._lines = []
            self._tables[-1].cells.append(self._lines)

    def end_cell(self) -> None:
        """Close the cell."""
        self.end_paragraph()
        if self._tables and not self._too_deep:
            self._lines = self._tables[-1].lines

    def end_row(self) -> None:
        """Close the row, its cells put side by side or below each other."""
        self.end_cell()
        if self._tables and not self._too_deep:
            table = self._tables[-1]
            table.lines.extend(_row(table.cells))
            table.cells = []

    def close_table(self) -> None:
        """Close the innermost table; a table of several lines is a paragraph of its own."""
        self.end_row()
        if self._too_deep:
            self._too_deep -= 1
        elif self._tables:
            table = self._tables.pop()
            self._lines = table.around
            if not self._tables and len(table.lines) > 1 and self._lines and self._lines[-1]:
                self._lines.append("")
            self._lines.extend(table.lines)

    # ------------------------------------------------------------ the whole

    def done(self) -> str:
        """The text: no two empty lines in a row, none at its ends."""
        self.fresh_line()
        self._too_deep = 0
        while self._tables:
            self.close_table()
        found = self._lines if not self._logos else _with_logos(self._lines)
        return "\n".join(_tidied(found)).strip("\n")


def _tidied(lines: list[str]) -> list[str]:
    """*lines* without empty ones in a row and without delimiters above nothing."""
    tidied: list[str] = []
    for line in lines:
        last = tidied[-1] if tidied else ""
        if last == "-- " and line in (">", RULE):
            tidied.pop()
        if (line or last) and not (last == "-- " and line.strip() in ("", "--")):
            tidied.append(line)
    if tidied and tidied[-1] == "-- ":
        tidied.pop()
    return tidied


def _space(found: re.Match[str]) -> str:
    """One blank; a tab for so wide a gap that it parts columns."""
    gap = found[0]
    return "\t" if "\t" in gap or (len(gap) > 2 and len(_WIDE.findall(gap)) > 1) else " "


# ---------------------------------------------------------------- rows


def _row(cells: list[list[str]]) -> list[str]:
    """The lines of one table row."""
    filled = [cell for cell in map(_trimmed, cells) if cell]
    if len(filled) < 2:
        return filled[0] if filled else []
    logos = [cell for cell in filled if all(line[:1] == _LOGO for line in cell)]
    told = [cell for cell in filled if cell not in logos] if logos else filled
    if all(len(cell) == 1 for cell in told):
        lines = ["\t".join(cell[0] for cell in told)] if told else []
    elif len(told) == 2 and _are_labels(told[0]) and len(told[0]) == len(told[1]):
        lines = [f"{label}\t{value}" for label, value in zip(*told, strict=True)]
    else:
        lines = [line for cell in told for line in cell]
    return lines + [line for cell in logos for line in cell]


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


# ---------------------------------------------------------------- runs of one look


def _parted(line: list[tuple[str, str]]) -> list[str]:
    """The pieces of *line*, a tab put where only their looks part a name, a title and a firm."""
    runs: list[list[str]] = []  # text, style
    for text, style in line:
        if runs and (runs[-1][1] == style or text.isspace()):
            runs[-1][0] += text
        elif runs and runs[-1][0].isspace():
            runs[-1] = [runs[-1][0] + text, style]
        else:
            runs.append([text, style])
    if not 1 < len(runs) <= 6 or sum(len(text) for text, _ in runs) > 140:
        return [text for text, _ in line]
    pieces = [runs[0][0]]
    for (left, _), (right, _) in pairwise(runs):
        pieces += ["\t", right] if _are_apart(left, right) else [right]
    return pieces


def _are_apart(left: str, right: str) -> bool:
    one, other = left.strip(), right.strip()
    if not one or not other or not (one[0].isupper() and other[0].isupper()):
        return False
    if left[-1:].islower() and right[0].isupper() and len(one) > 2:
        return True  # `Ann LeeHead of Sales`
    if not (one[-1].isalnum() or one[-1] in ".)") or one.endswith((" of", " for", " and")):
        return False
    if one[-1] == "." and len(one) <= _ABBREVIATED:
        return False  # `Prof. Dr.` before a bold name
    if min(len(one.split()), len(other.split())) > 1:
        return True
    titled = bool(headword(other)) and not headword(one)
    return titled or (legal_form(" " + other) is not None and not headword(other))


# ---------------------------------------------------------------- logos

_HEAD = 300  # characters
_NEAR = 12  # lines
_MOVED = 8


def _with_logos(lines: list[str]) -> list[str]:
    """Logos moved to the end of their paragraphs; left out where near lines say the same."""
    placed: list[str] = []
    waiting: list[tuple[str, int]] = []  # a logo, and how far it may still move
    for number, line in enumerate(lines):
        if line[:1] == _LOGO:
            if not _is_said(line[1:], lines[max(0, number - _NEAR) : number + _NEAR + 1]):
                waiting.append((line[1:], _MOVED))
            continue
        if not line or len(line) > 100:
            placed += [name for name, _ in waiting]
            waiting = []
        else:
            placed += [name for name, left in waiting if left == 0]
            waiting = [(name, left - 1) for name, left in waiting if left]
        placed.append(line)
    return placed + [name for name, _ in waiting]


def _is_said(name: str, near: list[str]) -> bool:
    folded = name.casefold()
    return any(folded in line[:_HEAD].casefold() for line in near if line[:1] != _LOGO)
