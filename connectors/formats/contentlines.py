"""Content lines, the common ground of iCalendar (RFC 5545 §3.1) and vCard (RFC 6350 §3.2, and 2.1).

`NAME;PARAM=value;PARAM="va:lue":VALUE`, folded. Forgiving, linear, capped; never raises.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from narrowcast.connectors.formats import text

MAX_BYTES = 32 << 20
MAX_LINE_CHARS = 65_536
MAX_PARAMETERS = 50

_FOLD = re.compile(r"\n[ \t]")
_NAME = re.compile(r"(?:[\w-]{1,60}\.)?([A-Za-z0-9-]{1,60})(?=[;:])")
_PARAMETER = re.compile(r';\s{0,10}([\w-]{1,60})(?:=((?:"[^"]{0,2000}"|[^";:]{0,2000}){0,20}))?')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One property: *name* upper case, *value* raw, parameters by upper-case name, several joined
    by commas.
    """

    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict[str, str])
    raw: str = ""

    def parameter(self, name: str) -> str:
        """The parameter's value; '' if it is not given."""
        return self.parameters.get(name, "")


def decode(raw: bytes) -> str:
    """The file's text: by its byte order mark, its NULs (UTF-16 without a mark), else UTF-8 or
    Windows-1252.
    """
    raw = raw[:MAX_BYTES]
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(codec, "replace")
    if raw[1:2] == b"\0" and raw[3:4] == b"\0":
        return raw.decode("utf-16-le", "replace")
    if raw[:1] == b"\0" and raw[2:3] == b"\0":
        return raw.decode("utf-16-be", "replace")
    return text.decode(raw, "")


def unfold(content: str) -> Iterator[str]:
    """Logical lines, each cut to `MAX_LINE_CHARS`; empty ones are left out."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    for line in _FOLD.sub("", content).split("\n"):
        if line.strip():
            yield line[:MAX_LINE_CHARS]


def parse(line: str) -> Line | None:
    """Read one logical line; None if it is none."""
    match = _NAME.match(line.lstrip("\ufeff \t"))
    if match is None:
        return None
    line = line.lstrip("\ufeff \t")
    position, parameters = match.end(), dict[str, str]()
    for found in islice(_consecutive(line, position), MAX_PARAMETERS):
        name, value = found[1].upper(), found[2]
        if value is None:  # vCard 2.1: a bare type, `TEL;WORK:`
            name, value = "TYPE", found[1]
        value = value.replace('"', "").strip()
        parameters[name] = f"{parameters[name]},{value}" if name in parameters else value
        position = found.end()
    if line[position : position + 1] != ":":
        position = line.find(":", position)
        if position < 0:
            return None
    return Line(match[1].upper(), line[position + 1 :], parameters, line)


def _consecutive(line: str, position: int) -> Iterator[re.Match[str]]:
    while match := _PARAMETER.match(line, position):
        yield match
        position = match.end()


def plain(value: str) -> str:
    """Undo backslash escapes and clean the text."""
    return text.line(unescape(value))


def unescape(value: str) -> str:
    """Undo the backslash before a comma, a semicolon, a backslash or n (RFC 5545 §3.3.11)."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
