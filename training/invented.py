"""The shape of an invented mail: what a generator hands to training, and a bench to a scorer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Label(StrEnum):
    """What a stretch of a signature is. Those of other people's blocks are never labelled."""

    PERSON = "PERSON"
    TITLE = "TITLE"
    DEPT = "DEPT"
    ORG = "ORG"
    PHONE = "PHONE"
    URL = "URL"
    LOCATION = "LOCATION"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Characters *start* to *end* (not included) of the body."""

    label: Label
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedMail:
    """A mail nobody wrote, with what is right about it. Lines count from 0, parted by LF."""

    id: str
    language: str
    """BCP 47: de, en, fr …"""
    layout: str
    """The generator's name of the layout, to see which ones fail."""
    from_name: str
    from_address: str
    subject: str
    body: str
    labels: tuple[Labelled, ...] = ()
    """Only inside the sender's own block, in order, never overlapping, never across a line."""
    block: tuple[int, int] | None = None
    """First and last line of the sender's own block."""
    name: str = ""
    titles: tuple[str, ...] = ()
    """Any one of them is a right answer; () where the block has none."""
    employers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    register_lines: tuple[int, ...] = ()
    quote_start: int | None = None
    flags: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """As a line of a labelled file: `headers`, `body`, `labels` (bench/README.md)."""
        return {
            "id": self.id,
            "language": self.language,
            "layout": self.layout,
            "headers": {
                "From": f'"{self.from_name}" <{self.from_address}>'
                if self.from_name
                else self.from_address,
                "Subject": self.subject,
            },
            "body": self.body,
            "labels": {
                "sig_start": self.block[0] if self.block else None,
                "sig_end": self.block[1] if self.block else None,
                "name": self.name or None,
                "titles": list(self.titles),
                "employers": list(self.employers),
                "phones": list(self.phones),
                "quote_start": self.quote_start,
                "register_lines": list(self.register_lines),
                "flags": list(self.flags),
            },
        }
