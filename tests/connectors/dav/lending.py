"""What the program lends a DAV account in tests: this machine's hosts, and a known password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrowcast.connectors.base import Means
from narrowcast.connectors.dav import calendars, cards
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.net import Egress
from tests.servers.dav import DavServer


@dataclass(slots=True)
class Known:
    """Secrets that were told beforehand; the last is given again and again."""

    words: list[str] = field(default_factory=lambda: ["pw"])
    asked: int = 0

    def password(self) -> str:
        self.asked += 1
        return self.words.pop(0) if len(self.words) > 1 else self.words[0]

    token = password


def means(*hosts: str, secrets: Known | None = None) -> Means:
    egress = Egress(hosts or ("localhost",), domain_of=lambda host: host)
    return Means(account="dav", egress=egress, secrets=secrets or Known())


def calendars_of(
    server: DavServer, path: str = "/", *, lent: Means | None = None, **options: object
) -> DavConnector:
    return calendars.connect({**_options(server, path), **options}, lent or means())


def cards_of(
    server: DavServer, path: str = "/", *, lent: Means | None = None, **options: object
) -> DavConnector:
    return cards.connect({**_options(server, path), **options}, lent or means())


def _options(server: DavServer, path: str) -> Mapping[str, object]:
    url = server.url.rstrip("/") + path
    return {"url": url, "user": server.user if server.password else ""}
