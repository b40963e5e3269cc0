"""HTML of a mail to plain text: own scanner, linear in its input, never raises.

What mail programs mark as quoted is left out; a line `>` stays in its place, so that an attribution
above it and own text below it are still told apart by `quoting.own_lines`. A signature that its
program marks as one opens with the line `-- `.
"""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache

from narrowcast.nlp.html_layout import Lines
from narrowcast.nlp.html_marks import Mark, mark, style
from narrowcast.nlp.html_words import link_target, logo_name
from narrowcast.nlp.quoted_headers import is_head

MAX_HTML = 200_000  # characters; what comes below is dropped
MAX_TAGS = 10_000  # no letter has more; what comes below is dropped too
_TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b"
    r"(?:((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>|([^<>]*+))|!--|[!?][^<>]*+)>?"
)
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}(?![0-9])|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,31});?"
)
_FORWARDED = re.compile(r"\s*(?:<[^<>]{0,300}>\s*){0,6}-{5,}")  # Gmail's, above a forwarded mail
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"li", "main", "nav", "ol", "p", "pre", "section", "ul"}
)
_INLINE = frozenset({"span", "font", "b", "strong", "i", "em", "a", "u"})
_TABLES = frozenset({"table", "tr", "td", "th", "tbody", "thead", "tfoot"})
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "svg", "object"})
_BREAKS = re.compile(r"</?(?:div|p|br|tr|table|li)\b[^<>]*>", re.IGNORECASE)
_INLINE_TAGS = re.compile(r"<[^<>]*>|&nbsp;")
_MAX_HEAD = 3000  # characters of a mail's head in markup
_MAX_STYLES = 16  # inline elements inside of each other
_MARKED = _BLOCKS | _INLINE | _TABLES
_PRE = re.compile(r"white-space\s?:\s?(?:pre\b|break-spaces)(?!-line)", re.IGNORECASE)


def html_text(html: str) -> str:
    """Flatten *html*: blocks become lines, table cells are parted by a tab, quotations are `>`.

    Cut at `MAX_HTML` characters or `MAX_TAGS` tags; an unclosed quotation swallows the rest.
    """
    return _Scan(html[:MAX_HTML].replace("\0", "")).text()


class _Scan:
    """One walk through the tags."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._lines = Lines()
        self._styles: list[tuple[str, str]] = []  # open inline elements, looks with those around
        self._link: tuple[str, int] | None = None  # attributes, place in the line
        self._signature: tuple[str, int] | None = None  # element, depth of its like inside
        self._spaced: list[int] = []  # depths of `div`s whose line ends count
        self._divs = 0
        self._answered = 0  # where the quoting element ends in which people answer

    def text(self) -> str:
        position = 0
        for _ in range(MAX_TAGS):
            tag = _TAG.search(self._html, position)
            if tag is None:
                break
            self._words(position, tag.start())
            position = tag.end()
            if tag[2] is not None:
                position = self._tag(tag)
            elif tag[0].startswith("<!--"):
                close = self._html.find("-->", tag.start() + 2)
                position = close + 3 if close >= 0 else len(self._html)
            if position >= len(self._html):
                return self._lines.done()
        else:
            return self._lines.done()
        self._words(position, len(self._html))
        return self._lines.done()

    def _words(self, start: int, end: int) -> None:
        if start < end:
            text = self._html[start:end]
            if "&" in text:
                text = _ENTITY.sub(lambda entity: _sign(entity[0]), text)
            self._lines.text(text)

    def _tag(self, tag: re.Match[str]) -> int:
        """Take one tag; where to go on, behind the element where it is left out."""
        name = tag[2].lower()
        attributes = tag[3] or tag[4] or ""
        closing = bool(tag[1])
        if self._signature is not None and name == self._signature[0]:
            self._count_signature(closing)
        if not closing and name in _SILENT:
            return tag.end() if attributes.endswith("/") else self._behind(name, tag.end())
        if not closing and name in _MARKED and (attributes or name == "blockquote"):
            match mark(name, attributes):
                case Mark.REST:
                    return len(self._html)
                case Mark.QUOTED:
                    self._lines.quotation()
                    return self._behind_quoted(name, tag.end())
                case Mark.ANSWERED:
                    return self._behind_answered(name, tag.end())
                case Mark.HIDDEN if name != "hr":
                    return self._behind(name, tag.end())
                case Mark.SIGNATURE if self._signature is None:
                    self._lines.delimiter()
                    self._signature = (name, 1)
        self._open_or_close(name, attributes, closing)
        return tag.end()

    def _open_or_close(self, name: str, attributes: str, closing: bool) -> None:
        if name == "br":
            self._lines.line_break()
        elif name in _INLINE:
            self._inline(name, attributes, closing)
        elif name in _TABLES:
            self._table(name, closing)
        elif name in _BLOCKS:
            self._block(name, attributes, closing)
        elif name == "img" and (logo := logo_name(attributes)):
            self._lines.logo(logo)

    def _block(self, name: str, attributes: str, closing: bool) -> None:
        lines = self._lines
        if name == "p":
            lines.end_paragraph() if closing else lines.paragraph()
            return
        lines.fresh_line()
        if name == "div":
            self._div(attributes, closing)
        elif name == "hr":
            lines.rule()
        elif name == "pre":
            lines.preformatted = max(0, lines.preformatted + (-1 if closing else 1))

    def _inline(self, name: str, attributes: str, closing: bool) -> None:
        if name == "a":
            self._anchor(attributes, closing)
        if not closing:
            if len(self._styles) < _MAX_STYLES and not attributes.endswith("/"):
                look = style(name, attributes)
                self._styles.append((name, "|".join(filter(None, (self._lines.style, look)))))
        else:
            for depth in range(len(self._styles) - 1, -1, -1):
                if self._styles[depth][0] == name:
                    del self._styles[depth:]
                    break
        self._lines.style = self._styles[-1][1] if self._styles else ""

    def _anchor(self, attributes: str, closing: bool) -> None:
        if not closing:
            self._link = (attributes, self._lines.mark_place())
        elif self._link is not None:
            (attributes, place), self._link = self._link, None
            if target := link_target(attributes, self._lines.since(place)):
                self._lines.text(" " + target)

    def _div(self, attributes: str, closing: bool) -> None:
        """Count `div`s, for those that keep their line ends as `pre` does."""
        self._divs += -1 if closing else 1
        if not closing and attributes and _PRE.search(attributes):
            self._spaced.append(self._divs)
            self._lines.preformatted += 1
        elif closing and self._spaced and self._divs < self._spaced[-1]:
            self._spaced.pop()
            self._lines.preformatted = max(0, self._lines.preformatted - 1)

    def _table(self, name: str, closing: bool) -> None:
        lines = self._lines
        if name == "table":
            lines.close_table() if closing else lines.open_table()
        elif name in ("td", "th"):
            lines.end_cell() if closing else lines.open_cell()
        else:
            lines.end_row()

    def _count_signature(self, closing: bool) -> None:
        assert self._signature is not None
        name, depth = self._signature
        depth += -1 if closing else 1
        self._signature = (name, depth) if depth else None
        if not depth:
            self._lines.blank()

    # ------------------------------------------------------------ leaving out

    def _behind(self, name: str, position: int) -> int:
        """Behind the element *name* that opened before *position*, or behind all if it is open."""
        end = self._end(name, position)
        return len(self._html) if end is None else end

    def _end(self, name: str, position: int) -> int | None:
        """Where the element *name* ends that opened before *position*; None: it does not."""
        depth = 1
        for tag in _tags(name).finditer(self._html, position):
            if tag[1] is None:
                continue  # a comment
            if tag[1]:
                depth -= 1
            elif not tag[2].endswith("/") and name != "p":
                depth += 1
            if depth == 0:
                return tag.end()
        return None

    def _behind_quoted(self, name: str, position: int) -> int:
        """Behind a quoted element; behind everything where it is but the head of what follows."""
        end = self._behind(name, position)
        if name == "blockquote" or end - position > _MAX_HEAD:
            return end
        lines = _BREAKS.split(self._html[position:end])
        head = is_head([_INLINE_TAGS.sub(" ", line) for line in lines])
        return len(self._html) if head else end

    def _behind_answered(self, name: str, position: int) -> int:
        """Behind the blockquote in a quoting element, where people answer; else behind all."""
        self._lines.quotation()
        end = self._end(name, position)
        if end is None:
            return len(self._html)
        if position < self._answered:  # a second
            return end
        self._answered = end
        if _FORWARDED.match(self._html, position, end):
            return end
        quoted = _tags("blockquote").search(self._html, position, end)
        while quoted is not None and quoted[1] is None:
            quoted = _tags("blockquote").search(self._html, quoted.end(), end)
        if quoted is None or quoted[1]:
            return end
        return self._behind("blockquote", quoted.end())


_sign = lru_cache(maxsize=512)(entities.unescape)


@lru_cache(maxsize=64)
def _tags(name: str) -> re.Pattern[str]:
    """Start and end tags of *name*, and comments, in which there are none."""
    return re.compile(rf"<!--(?:.*?-->|.*)|<(/?){name}\b([^<>]*)>?", re.IGNORECASE | re.DOTALL)
