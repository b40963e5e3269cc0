"""Address books on a server; entry point `carddav`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from narrowcast.connectors.base import Means
from narrowcast.connectors.dav import settings
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.dav.kinds import Kind
from narrowcast.connectors.formats import vcard
from narrowcast.connectors.records import Record


def connect(given: Mapping[str, object], means: Means) -> DavConnector:
    """Open the account's server, by `host` or `url`; raises ValueError where an option is wrong."""
    kind = Kind(
        word="address books",
        well_known="carddav",
        collection="a:addressbook",
        home="a:addressbook-home-set",
        report="a:addressbook-multiget",
        data="a:address-data",
        reader=CardReader(),
    )
    return DavConnector(settings.read(given, "carddav"), kind, means)


class CardReader:
    """Cards depend on nothing but themselves."""

    def horizon(self, _clock: datetime | None) -> str:
        return "cards"

    def records(self, content: bytes, _horizon: str, _zone: str) -> Iterator[Record]:
        yield from vcard.read(content)

    def windowed(self, _content: bytes) -> bool:
        return False
