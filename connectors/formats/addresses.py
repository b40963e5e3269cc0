"""Addresses and display names out of headers (RFC 5322 §3.4, as mail really is).

A scanner of our own: the standard library's is quadratic on hostile headers, and it loses the
family-first names that many servers write without quotes. Linear, never raises, at most
`MAX_ADDRESSES` a header.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import idna

from narrowcast.connectors.formats import text
from narrowcast.connectors.records import Mailbox

MAX_ADDRESSES = 200
MAX_HEADER_CHARS = 65_536
MAX_ADDRESS_CHARS = 320  # 64 + 1 + 255, RFC 5321 §4.5.3.1
MAX_NAME_CHARS = 300
_CACHED_CHARS = 200

# What nearly every mailbox looks like: nothing in it needs decoding, mending or cleaning.
_ADDRESS = r"([A-Za-z0-9_][\w.!#$%&*+/=?^`{|}~-]*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
_USUAL = re.compile(
    rf"\s*+(?:(?![^<]*  )([A-Za-z0-9][\w .'-]*[\w.-]) <{_ADDRESS}>|{_ADDRESS})\s*\Z", re.ASCII
)
_COMMA_IN_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?,]*,[^?]*\?=")
_SIMPLE = re.compile(r"""[^"(),:;<>\\\[\]]*(?:<[^"(),:;<>\\\[\]\s]+@[^"(),:;<>\\\[\]\s]+>)?\s*\Z""")
_TOKEN = re.compile(
    # An encoded word may hold what it should not: `=?utf-8?q?Lee,_Ann?=`
    r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?="
    r'|"(?:[^"\\]|\\.)*"?|\\.?|<|[(),:;>]|[^"(),:;<>\\=]+|=',
    re.DOTALL,
)
_ANGLE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^">])*>?', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BARE = re.compile(r'("(?:[^"\\]|\\.)*"@[^\s"]+|[^\s"<>]+@[^\s"<>]+)')
_GAP = re.compile(r"(?<=\S)[ \t]{1,3}@(?=\S)")  # `ann.lee @a.example`
_BARE_CHARS = 2_048
_DOT_ATOM = re.compile(r"[^\s()<>@,;:\\\".\[\]]+(?:\.[^\s()<>@,;:\\\".\[\]]+)*\Z")


def mailboxes(values: Iterable[str]) -> tuple[Mailbox, ...]:
    """Read all mailboxes of the raw *values* of one header; group names are dropped, their members
    kept.
    """
    found: tuple[Mailbox, ...] = ()
    for value in values:
        found += _cached(value) if len(value) <= _CACHED_CHARS else _mailboxes(value)
        if len(found) >= MAX_ADDRESSES:
            break
    return found[:MAX_ADDRESSES]


@lru_cache(maxsize=16_384)
def _cached(value: str) -> tuple[Mailbox, ...]:
    return _mailboxes(value)


def _mailboxes(value: str) -> tuple[Mailbox, ...]:
    value = value[:MAX_HEADER_CHARS]
    if "," in value:
        return _by_commas(value) or tuple(_family_first(_items(value)))
    if _is_short(value) and (usual := _usual(value)):
        return (usual,)
    if _SIMPLE.match(value):
        found = _simple(value)
        return (found,) if found else ()
    return tuple(_family_first(_items(value)))


def _usual(value: str) -> Mailbox | None:
    match = _USUAL.match(value)
    return Mailbox(match[1] or "", match[2] or match[3]) if match else None


def _simple(value: str) -> Mailbox | None:
    name, angle, rest = value.partition("<")
    if angle:
        return _Item(phrase=[name], angle=rest.rstrip(" \t\r\n>")).mailbox()
    return _Item(phrase=[name]).mailbox()


def _is_short(value: str) -> bool:
    return len(value) <= _CACHED_CHARS


def _by_commas(value: str) -> tuple[Mailbox, ...]:
    """Lists repeat the same people mail after mail: read each through the cache.

    Empty where a comma may mean something else than the next person.
    """
    if '"' in value or "(" in value or ("=?" in value and _COMMA_IN_WORD.search(value)):
        return ()
    found: list[Mailbox] = []
    for piece in value.split(",", MAX_ADDRESSES + 1)[: MAX_ADDRESSES + 1]:
        one = _piece(piece) if len(piece) <= _CACHED_CHARS else None
        if one is None:
            return ()
        found.append(one)
    return tuple(found)


@lru_cache(maxsize=16_384)
def _piece(value: str) -> Mailbox | None:
    """One mailbox with its address, plainly written; None for anything else."""
    if usual := _usual(value):
        return usual
    return _simple(value) if "@" in value and _SIMPLE.match(value) else None


@dataclass(slots=True)
class _Item:
    """What stands between two commas."""

    phrase: list[str] = field(default_factory=list[str])
    comment: list[str] = field(default_factory=list[str])
    angle: str | None = None

    def mailbox(self) -> Mailbox | None:
        raw = "".join(self.phrase).strip()
        if self.angle is None:
            return _bare(raw, self.comment)
        address = clean_address(self.angle)
        name = _name(raw) or _name(" ".join(self.comment))
        if name.casefold() == address.casefold():  # an address is no name
            name = ""
        return Mailbox(name, address) if name or address else None

    def is_bare_word(self) -> bool:
        return self.angle is None and not self.phrase_is_address()

    def phrase_is_address(self) -> bool:
        return any("@" in piece for piece in self.phrase)


def _bare(raw: str, comment: list[str]) -> Mailbox | None:
    """`a@b`, `a@b (Name)`, `Name a@b`, or a name alone."""
    raw = _GAP.sub("@", raw[:_BARE_CHARS])
    match = _BARE.search(raw) if "@" in raw else None
    if match is None:
        name = _name(raw) or _name(" ".join(comment))
        return Mailbox(name, "") if name else None
    around = f"{raw[: match.start()]} {raw[match.end() :]}".strip()
    return Mailbox(_name(around) or _name(" ".join(comment)), clean_address(match[0]))


def _name(raw: str) -> str:
    """Unquote, decode and clean a display name."""
    if not raw:
        return ""
    if '"' in raw or "\\" in raw:
        raw = _ESCAPE.sub(r"\1", raw.replace('\\"', "\x00").replace('"', "")).replace("\x00", '"')
    name = text.header(raw[:4_096])
    if (
        len(name) > 1 and name[0] == name[-1] and name[0] in "\"'"
    ):  # quoted twice, or inside an encoded word
        name = name[1:-1].strip()
    return name[:MAX_NAME_CHARS].rstrip()


def clean_address(raw: str) -> str:
    """`local@domain` of *raw* without route, blanks and brackets; '' if there is none.

    An encoded word is left as it stands: RFC 2047 §5 allows none in an address.
    """
    raw = raw[: 4 * MAX_ADDRESS_CHARS] if len(raw) <= MAX_HEADER_CHARS else ""
    if not raw.startswith('"'):
        raw = "".join(text.line(raw).split()).strip("<>,;'\"")
        if raw[:7].lower() == "mailto:" or raw.startswith(
            "@"
        ):  # the latter: a route, RFC 5322 §4.4
            raw = raw.partition(":")[2]
    local, at, domain = text.line(raw).rpartition("@")
    domain = domain.strip(". ")
    return f"{local}@{domain}" if at and local and domain and len(raw) <= MAX_ADDRESS_CHARS else ""


def _items(value: str) -> Iterator[_Item]:
    """Scan *value* once; a comment or a quoted comma does not end an item."""
    item, depth, found, position = _Item(), 0, 0, 0
    while position < len(value) and found <= MAX_ADDRESSES:
        match = _TOKEN.match(value, position)
        if match is None:
            break
        piece, position = match[0], match.end()
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif depth:
            item.comment.append(piece)
        elif piece == "<":
            inner = _ANGLE.match(value, position)
            content, position = (inner[0], inner.end()) if inner else ("", position)
            item.angle, position = _angle(content, position, item.angle)
        elif piece in ",;":
            yield item
            item, found = _Item(), found + 1
        elif piece == ":" and item.angle is None and not item.phrase_is_address():
            item = _Item()  # a group's name, RFC 5322 §3.4
        elif item.angle is None:  # what follows an address is not part of it: `<a@b> @ HOME`
            item.phrase.append(piece)
    yield item


def _angle(content: str, position: int, before: str | None) -> tuple[str, int]:
    """The address inside `<...>` and where reading goes on; an open bracket ends at a comma."""
    if not content.endswith(">") and "," in content and not content.startswith("@"):
        kept = content.partition(",")[0]
        return kept, position - len(content) + len(kept)
    return (content.rstrip(">").lstrip("<") if before is None else before), position


def _family_first(items: Iterable[_Item]) -> Iterator[Mailbox]:
    """`Lee, Ann <a@b>` is one person: a bare word before a named address is a family name."""
    waiting: _Item | None = None
    for item in items:
        if waiting is not None:
            if item.angle is not None and "".join(item.phrase).strip():
                item.phrase = [*waiting.phrase, ", ", "".join(item.phrase).strip()]
                item.comment = [*waiting.comment, *item.comment]
            else:
                yield from _readable(waiting)
            waiting = None
        if item.is_bare_word() and "".join(item.phrase).strip():
            waiting = item
        else:
            yield from _readable(item)
    if waiting is not None:
        yield from _readable(waiting)


def _readable(item: _Item) -> Iterator[Mailbox]:
    found = item.mailbox()
    if found is not None:
        yield found


@lru_cache(maxsize=8_192)  # 2 MB; `agent.core.parties` holds whole participants
def canonical(address: str) -> str:
    """Fold *address* to the key under which it is compared: casefolded local part, A-label domain.

    Plus-tags and dots stay: who may fold them depends on whose address it is.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at:
        return unicodedata.normalize("NFC", address.strip().casefold())
    if len(local) > 1 and local[0] == local[-1] == '"':
        inner = _ESCAPE.sub(r"\1", local[1:-1])
        local = inner if _DOT_ATOM.match(inner) else local
    # Neither a dot nor an apostrophe may stand at an end of a dot-atom; mail systems leave both
    # there.
    local = local.strip(".'") or local
    return f"{unicodedata.normalize('NFC', local.casefold())}@{_a_label(domain)}"


def domain_of(address: str) -> str:
    """The canonical domain of *address*; '' if it has none."""
    return canonical(address).rpartition("@")[2] if "@" in address else ""


@lru_cache(maxsize=16_384)
def _a_label(domain: str) -> str:
    domain = domain.strip(".").lower()
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain[:255], uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError, ValueError):
        return unicodedata.normalize("NFC", domain.casefold())
