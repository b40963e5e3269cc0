"""Contact cards, vCard 2.1, 3.0 and 4.0 (RFC 6350), as phones and mail programs really write them.

A reader of our own: of 39 real cards the usual library refuses eight (UTF-16, Windows-1251,
quoted-printable of 2.1). Photos and notes are passed over unread.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from narrowcast.connectors.formats import contentlines, dates, text
from narrowcast.connectors.formats.addresses import clean_address
from narrowcast.connectors.formats.contentlines import Line
from narrowcast.connectors.records import Card, Position, RemoteId, Unreadable

MAX_CARDS = 200_000
MAX_LINES = 200
MAX_CHARS = 300
MAX_VALUES = 20
_MAX_CONTINUATIONS = 200

_KEPT = frozenset(
    [
        "FN",
        "N",
        "NICKNAME",
        "EMAIL",
        "TEL",
        "ORG",
        "TITLE",
        "ROLE",
        "URL",
        "UID",
        "REV",
        "X-SOCIALPROFILE",
        "KIND",
        "X-ADDRESSBOOKSERVER-KIND",
    ]
)
_NOBODY = frozenset({"GROUP", "LOCATION", "DEVICE", "APPLICATION"})
"""Kinds of cards (RFC 6350 §6.1.4, RFC 6473, RFC 6869) that describe nobody; Apple writes them its
own way.
"""
_QUOTED_PRINTABLE = re.compile(r"quoted-printable", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=\r?\n[ \t]")
_SEMICOLON = re.compile(r"(?<!\\);")


def read(raw: bytes) -> Iterator[Card | Unreadable]:
    """Read every card of a file; one without a name or an address is `Unreadable`. Cards of groups
    and things are passed over.
    """
    for count, lines in enumerate(_cards(contentlines.decode(raw))):
        if count >= MAX_CARDS:
            yield Unreadable(remote_id=RemoteId("rest"), reason=f"more than {MAX_CARDS} cards")
            return
        if not _is_nobody(lines):
            yield _card(lines)


def _cards(content: str) -> Iterator[list[Line]]:
    """The kept lines of each card; a card within a card (AGENT) is left out, a missing END is
    forgiven.
    """
    current: list[Line] | None = None
    depth = 0
    for raw in _logical(content):
        mark = raw[:40].strip().upper()
        if mark == "BEGIN:VCARD":
            depth = 0 if current is None else depth + 1
            current = [] if current is None else current
        elif mark == "END:VCARD":
            if current is not None and depth == 0:
                yield current
                current = None
            depth = max(0, depth - 1)
        elif current is not None and depth == 0 and len(current) < MAX_LINES:
            line = contentlines.parse(raw)
            if line is not None and line.name in _KEPT and line.value.strip():
                current.append(line)
    if current:
        yield current


def _logical(content: str) -> Iterator[str]:
    """Unfolded lines; a 2.1 quoted-printable value goes on after a line that ends with `=`."""
    waiting: list[str] = []
    content = _SOFT_BREAK.sub("=\n=20", content)  # a blank after it is text, not a fold
    for line in contentlines.unfold(content):
        if waiting:
            waiting.append(line)
            if line.endswith("=") and len(waiting) < _MAX_CONTINUATIONS:
                continue
            yield "\n".join(waiting)
            waiting = []
        elif line.endswith("=") and _QUOTED_PRINTABLE.search(line.partition(":")[0][:1_000]):
            waiting.append(line)
        else:
            yield line
    if waiting:
        yield "\n".join(waiting)


def _is_nobody(lines: Sequence[Line]) -> bool:
    return any(
        line.value.strip().upper() in _NOBODY for line in lines if line.name.endswith("KIND")
    )


def _card(lines: Sequence[Line]) -> Card | Unreadable:
    values = {name: [line for line in lines if line.name == name] for name in _KEPT}
    addresses = _unique(clean_address(_value(line)) for line in values["EMAIL"])
    organization = next((_structured(line)[0] for line in values["ORG"]), "")
    title = _first(values["TITLE"]) or _first(values["ROLE"])
    name = _first(values["FN"]) or _name_of_parts(values["N"]) or _first(values["NICKNAME"])
    remote_id = RemoteId(_first(values["UID"]) or _digest(lines))
    if not name and not addresses and not organization:
        return Unreadable(remote_id=remote_id, reason="a card without name and address")
    return Card(
        remote_id=remote_id,
        name=name,
        addresses=addresses,
        phones=_unique(_phone(line) for line in values["TEL"]),
        positions=(Position(organization=organization, title=title),)
        if organization or title
        else (),
        url=_first(values["URL"]) or _first(values["X-SOCIALPROFILE"]),
        revised_at=_revised(_first(values["REV"])),
    )


def _value(line: Line) -> str:
    """The value with the transfer encoding of 2.1 undone, escapes kept."""
    encoding = f"{line.parameter('ENCODING')},{line.parameter('TYPE')}".upper()
    charset = line.parameter("CHARSET")
    value = line.value
    if "QUOTED-PRINTABLE" in encoding:
        raw = value[: contentlines.MAX_LINE_CHARS].replace("=\n", "").encode("utf-8", "replace")
        return text.decode(binascii.a2b_qp(raw), charset)
    if charset and "\ufffd" not in value and _is_mangled(value):
        return text.decode(value.encode("cp1252", "replace"), charset)
    return value


def _is_mangled(value: str) -> bool:
    """Whether a file that is not UTF-8 was read as Windows-1252 though its charset is another."""
    return not value.isascii() and all(ord(letter) < 0x2123 for letter in value)


def _first(lines: Sequence[Line]) -> str:
    return contentlines.plain(_value(lines[0]))[:MAX_CHARS] if lines else ""


def _structured(line: Line) -> list[str]:
    """The components between semicolons."""
    return [contentlines.plain(part)[:MAX_CHARS] for part in _SEMICOLON.split(_value(line), 8)[:8]]


def _name_of_parts(lines: Sequence[Line]) -> str:
    """`N:Family;Given;Middle;Prefix;Suffix` as one says it."""
    if not lines:
        return ""
    family, given, middle, *_ = [*_structured(lines[0]), "", "", ""]
    return " ".join(part for part in (given, middle, family) if part)


def _phone(line: Line) -> str:
    return contentlines.plain(_value(line)).removeprefix("tel:").partition(";")[0][:40]


def _unique(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:MAX_VALUES]


def _revised(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return dates.date(value) if value else None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found if 1970 <= found.year < 2200 else None


def _digest(lines: Sequence[Line]) -> str:
    content = "\n".join(line.raw for line in lines).encode("utf-8", "replace")
    return f"none-{hashlib.blake2b(content, digest_size=12).hexdigest()}"
