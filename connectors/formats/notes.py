"""Display names that Exchange and Notes exports keep beside the addresses, in X-From, X-To and
X-cc.
"""

from __future__ import annotations

import re
from functools import lru_cache

from narrowcast.connectors.formats import text
from narrowcast.connectors.records import Mailbox

_ENTRY = re.compile(r"([^<>]{0,300})<[^<>]{0,500}>(?:\s*@\s*[\w.-]{1,80})?\s*,?")
_COMMON_NAME = re.compile(r"\ACN=", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_VALUE_CHARS = 32_768


def names(value: str) -> tuple[str, ...]:
    """The names of one such header in order; '' where an entry shows only an address.

    Entries look like `Lee, Ann </O=ACME/CN=ALEE>`, `Ann Lee <Ann Lee/HOU/ACME@ACME>` or, without
    any bracket, `Ann Lee, Bob Ray/ACME@ACME`.
    """
    value = value[:_VALUE_CHARS]
    if "<" in value:
        return tuple(_name(match[1]) for match in _ENTRY.finditer(value))
    return tuple(_name(piece) for piece in value.split(",") if piece.strip())


def named(author: Mailbox, export: str) -> Mailbox:
    """*author* with the name its X-From tells; unchanged if it has one or none is told."""
    if author.name or not export:
        return author
    single = _name(export.partition("<")[0])
    return Mailbox(single, author.address) if single else author


def all_named(people: tuple[Mailbox, ...], export: str) -> tuple[Mailbox, ...]:
    """*people* with the names of the matching header, where both have as many entries.

    Exports resolve groups on one side only, so a name is taken only if a word of it is in the
    address.
    """
    if not export or all(person.name for person in people):
        return people
    told = names(export)
    if len(told) != len(people):
        return people
    return tuple(map(_told, people, told))


@lru_cache(maxsize=16_384)
def _told(person: Mailbox, name: str) -> Mailbox:
    fits = bool(name) and not person.name and _fits(name, person.address)
    return Mailbox(name, person.address) if fits else person


@lru_cache(maxsize=16_384)
def _name(raw: str) -> str:
    name = text.header(raw).strip(" ,\"'")
    name = _COMMON_NAME.sub("", name).partition("/")[0].strip(" ,\"'")
    return "" if "@" in name or not _WORD.search(name) else name


def _fits(name: str, address: str) -> bool:
    local = address.rpartition("@")[0].casefold()
    return any(word.casefold() in local for word in _WORD.findall(name))
