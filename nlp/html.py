"""HTML of a mail to plain text: own scanner, linear in its input, never raises.

What mail programs mark as quoted is left out; a line `>` stays in its place, so that an attribution
above it and own text below it are still told apart by `quoting.own_lines`.
"""

from __future__ import annotations

import html as entities
import re

MAX_HTML = 200_000  # characters; what comes below is dropped
MAX_TAGS = 15_000  # no letter has more; what comes below is dropped too
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b([^<>]*)|!--|[!?][^<>]*)>?")
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}(?![0-9])|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,31});?"
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_QUOTED = re.compile(
    r"gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra|type=.?cite"
    r"|moz-forward-container|gmail_attr|OutlookMessageHeader|mail_quote|quoted-?(?:text|mail|message)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mobile-reference-message|reference-message-container"
    r"|stopSpelling",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s?:\s?none|mso-hide\s?:\s?all", re.IGNORECASE)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead"}
    | {"tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "svg", "object"})
_CONTAINERS = frozenset({"div", "blockquote", "span", "table", "section", "p"})


def html_text(html: str) -> str:
    """Flatten *html*: blocks become lines, table cells are parted by a tab, quotations are `>`.

    Cut at `MAX_HTML` characters or `MAX_TAGS` tags; an unclosed quotation swallows the rest.
    """
    flat = _Flat()
    position = 0
    html = html[:MAX_HTML]
    for count, tag in enumerate(_TAG.finditer(html)):
        if count == MAX_TAGS:
            break
        if tag.start() < position:
            continue  # inside a comment
        if tag.start() > position and not flat.skipping:
            flat.text(html[position : tag.start()])
        position = tag.end()
        if tag[0].startswith("<!--"):
            close = html.find("-->", position)
            if close < 0:
                break
            position = close + 3
        elif tag[2] and flat.tag(tag[2].lower(), closing=bool(tag[1]), attributes=tag[3]):
            return flat.done()
    else:
        if position < len(html) and not flat.skipping:
            flat.text(html[position:])
    return flat.done()


class _Flat:
    """The lines so far, and the element that is being skipped."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._cell_start = 0
        self._pre = 0
        self._skip = ""
        self._depth = 0

    @property
    def skipping(self) -> bool:
        return bool(self._skip)

    def text(self, text: str) -> None:
        if "&" in text:
            text = _ENTITY.sub(lambda entity: entities.unescape(entity[0]), text)
        if self._pre:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break()
                if line:
                    self._line.append(line)
            return
        text = _SPACE.sub(" ", text)
        if text != " " or (self._line and not self._line[-1].endswith((" ", "\t"))):
            self._line.append(text)

    def tag(self, name: str, *, closing: bool, attributes: str) -> bool:
        """Take one tag; True: nothing below is the sender's."""
        if self._skip:
            if name == self._skip:
                self._depth += -1 if closing else not attributes.endswith("/")
                if self._depth == 0:
                    self._skip = ""
            return False
        if name == "br":
            self._break()
        elif name in _CELLS:
            self._cell(closing)
        elif name in _SILENT or (not closing and name in _CONTAINERS and attributes):
            return self._container(name, closing, attributes)
        elif name in _BLOCKS:
            self._block(name, closing)
        return False

    def _container(self, name: str, closing: bool, attributes: str) -> bool:
        if name in _SILENT:
            if not closing and not attributes.endswith("/"):
                self._skip, self._depth = name, 1
            return False
        if _REST.search(attributes):
            return True
        if _QUOTED.search(attributes):
            self._block(name, closing)
            self._lines.append(">")
            self._skip, self._depth = name, 1
        elif _HIDDEN.search(attributes):
            self._skip, self._depth = name, 1
        elif name in _BLOCKS:
            self._block(name, closing)
        return False

    def _block(self, name: str, closing: bool) -> None:
        if name == "blockquote" and not closing:
            self._fresh_line()
            self._lines.append(">")
            self._skip, self._depth = name, 1
            return
        self._fresh_line()
        if name == "p" and closing and self._lines and self._lines[-1]:
            self._pending_blank()
        if name == "hr" and not closing:
            self._lines.append("_" * 32)
        if name == "pre":
            self._pre = max(0, self._pre + (-1 if closing else 1))

    def _pending_blank(self) -> None:
        """Paragraphs of running text are parted by an empty line; short ones are a list's."""
        if len(self._lines[-1]) > 60:
            self._lines.append("")

    def _cell(self, closing: bool) -> None:
        if not closing:
            self._cell_start = len(self._lines)
        elif len(self._lines) > self._cell_start:
            self._fresh_line()
        elif self._line:
            self._line.append("\t")

    def _fresh_line(self) -> None:
        if not self._line:
            return
        if any(not piece.isspace() for piece in self._line):
            self._break()
        else:
            self._line.clear()

    def _break(self) -> None:
        if not self._line:
            self._lines.append("")
            return
        line = "".join(self._line).rstrip(" \t\xa0")
        self._lines.append(line if self._pre else line.lstrip(" \t\xa0"))
        self._line.clear()

    def done(self) -> str:
        self._fresh_line()
        lines: list[str] = []
        for line in self._lines:
            if line or (lines and lines[-1]):
                lines.append(line)
        return "\n".join(lines).strip("\n")
