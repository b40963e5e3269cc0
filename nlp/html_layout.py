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

from narrowcast.nlp.html_runs import parted
from narrowcast.nlp.html_tables import LOGO, Table
from narrowcast.nlp.lines import is_contact

__all__ = ["RULE", "Lines"]

RULE = "_" * 32
_MAX_DEPTH = 30  # tables inside of each other; deeper ones are mere lines
_MAX_LOGOS = 40
_MAX_STYLED = 200  # lines of several styles that are looked at: looking takes its time
_HEAD = 300  # characters of a line that are looked at
_PARAGRAPH = 60  # characters; a longer one is running text, followed by an empty line
_SOURCE_SPACE = re.compile(r"[\t\r\n\f\v]+ *|  +")
_BLANKS = "\t\r\n\f\xa0\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_BLANKS}][ {_BLANKS}]*| [ {_BLANKS}]+")
_WIDE = re.compile("[\xa0\u2000-\u200a\u3000]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\u034f]")


class Lines:
    """Takes text, breaks and cells in the order of the page; `done` is its text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[tuple[str, str]] = []  # text, style
        self._tables: list[Table] = []
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
            self._lines.append(LOGO + name)

    # ------------------------------------------------------------ lines

    def line_break(self) -> None:
        """End the line, an empty one too, unless a logo was all of it."""
        if self._line or not (self._lines and self._lines[-1][:1] == LOGO):
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
            return parted(self._line)
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
        table = Table(self._lines)
        self._tables.append(table)
        self._lines = table.lines

    def open_cell(self) -> None:
        """A new cell of the row; without a table a mere line."""
        self.end_paragraph()
        if self._tables and not self._too_deep:
            table = self._tables[-1]
            if table.lines:
                table.settle()
            self._lines = []
            table.cells.append(self._lines)

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
            if table.cells:
                table.rows.append(table.cells)
                table.cells = []

    def close_table(self) -> None:
        """Close the innermost table; a table of several lines is a paragraph of its own."""
        self.end_row()
        if self._too_deep:
            self._too_deep -= 1
        elif self._tables:
            table = self._tables.pop()
            table.settle()
            self._lines = table.around
            if not self._tables and len(table.done) > 1 and self._lines and self._lines[-1]:
                self._lines.append("")
            self._lines.extend(table.done)

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
    """*lines* without empty ones in a row and without delimiters and rules above nothing."""
    tidied: list[str] = []
    for line in lines:
        last = tidied[-1] if tidied else ""
        if last == "-- " and line in (">", RULE):
            tidied.pop()
        if (line or last) and not (last == "-- " and line.strip() in ("", "--")):
            tidied.append(line)
    while tidied and tidied[-1] in ("", "-- ", RULE):
        tidied.pop()
    return tidied


def _space(found: re.Match[str]) -> str:
    """One blank; a tab for so wide a gap that it parts columns."""
    gap = found[0]
    return "\t" if "\t" in gap or (len(gap) > 2 and len(_WIDE.findall(gap)) > 1) else " "


# ---------------------------------------------------------------- logos

_NEAR = 12  # lines
_MOVED = 8


def _with_logos(lines: list[str]) -> list[str]:
    """Logos moved to the end of their paragraphs; left out where near lines say the same."""
    placed: list[str] = []
    waiting: list[tuple[str, int]] = []  # a logo, and how far it may still move
    for number, line in enumerate(lines):
        if line[:1] == LOGO:
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
    told = (line[:_HEAD] for line in near if line[:1] != LOGO)
    return any(folded in line.casefold() and not is_contact(line) for line in told)
