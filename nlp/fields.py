"""The fields of a signature block: pieces of its lines without contact details."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block

EDGES = " \t\r\n,.;:*|_=~<>-–—•·#\u00a0\u200b\"'"
"""Signs that belong to no value's ends."""


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line, white space made single."""

    text: str
    line: int
    first: bool = False
    """It stands on the name's line or on the next filled one."""


def fields(block: Block) -> Iterator[Field]:
    """The fields of the block in reading order, contact details and addresses left out."""
    pieces: list[tuple[int, str]] = []
    if block.rest and block.name_line is not None:
        pieces.append((block.name_line, _DEGREES.sub("", block.rest)))
    pieces += block.lines
    near = _near(block)
    for number, line in pieces:
        for text in _pieces(line):
            yield Field(text, number, number in near)


def _near(block: Block) -> set[int]:
    """The name's line and the next filled one."""
    if block.name_line is None:
        return set()
    below = [number for number, _ in block.lines if number > block.name_line]
    return {block.name_line, *below[:1]}


_SPLIT = re.compile(r"\t+|\s{4,}|\s*[|•·¦]\s*|\s*;\s+|\s*\*{2,}\s*")
_SPLIT_WIDE = re.compile(r"\s{2,}")


def _pieces(line: str) -> Iterator[str]:
    for piece in _SPLIT.split(line):
        parts = [piece]
        if kinds.is_contact(piece):
            parts = [part for part in _SPLIT_WIDE.split(piece.strip()) if part[-1:] not in ":#"]
        for part in parts:
            text = _without_contact(part)
            if text:
                yield text


_CONTACT_START = re.compile(
    r"(?:[,;/\s]+|^)(?:(?:tel|tél|phone|ph|fon|fax|mobile?|cell|e-?mail|web|direct|office)\b[\s.:#]*$)",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"^(?:\s*,?\s*(?:ph\.?\s?d|m\.?d|p\.?e|c\.?f\.?a|mba|c\.?p\.?a|esq|jr|sr|ii+|dr|csam|msc|bsc|ba|ma|llm|pstat|pmp)\b\.?)+[\s,]*",
    re.IGNORECASE,
)


def _without_contact(part: str) -> str:
    """*part* up to its first contact detail; '' for a contact line or an address."""
    cut = len(part)
    for pattern in (kinds.MAIL, kinds.URL, kinds.PHONE, kinds.EXTENSION):
        hit = pattern.search(part)
        if hit:
            cut = min(cut, hit.start())
    text = _CONTACT_START.sub("", part[:cut])
    text = " ".join(text.split()).lstrip(EDGES + "(").rstrip(EDGES.replace(".", ""))
    if len(text) < 2 or not any(sign.isalpha() for sign in text):
        return ""
    label = cut < len(part) and part[:cut].rstrip().endswith((":", "-", "#", "="))
    if label or (cut < len(part) and len(text) < 4 and not text.isupper()):
        return ""
    return text
