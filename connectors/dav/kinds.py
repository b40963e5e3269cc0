"""What is asked for on a server: calendars or address books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from narrowcast.connectors.records import Record


class Reader(Protocol):
    """Bodies to records."""

    def horizon(self, clock: datetime | None) -> str:
        """What the records depend on beside the body, in a word that changes with it; *clock* is
        the server's time.
        """
        ...

    def records(self, content: bytes, horizon: str, zone: str) -> Iterator[Record]:
        """The records of one resource; times without a zone are in the collection's *zone*."""
        ...

    def windowed(self, content: bytes) -> bool:
        """Whether another horizon may show more, or less, of the resource."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The names that the standards give to one kind of collection, and who reads what is in it."""

    word: str
    """For the owner: `calendars`."""
    well_known: str
    """The last part of the path that RFC 6764 gives."""
    collection: str
    home: str
    report: str
    data: str
    reader: Reader
    zone: str = ""
    """The property that tells the collection's time zone; '' there is none."""
    component: str = ""
    """What a collection has to hold where it says what it holds; '' anything."""
