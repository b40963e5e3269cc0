"""An account on a DAV server as a connector."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope
from narrowcast.connectors.dav import discovery, pulling
from narrowcast.connectors.dav.kinds import Kind
from narrowcast.connectors.dav.server import Server
from narrowcast.connectors.dav.settings import Settings
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.records import Record, RemoteId


class DavConnector:
    """Scopes are collections by their path; remote ids are hashes of a resource's path, with the
    number of the record in it from the second on. Nothing is ever written to the server.
    """

    def __init__(self, chosen: Settings, kind: Kind, means: Means) -> None:
        self._settings, self._kind = chosen, kind
        self._homes: list[discovery.Home] = []
        self._server = Server(means, chosen.base, chosen.user, chosen.login)

    def scopes(self) -> Iterable[Scope]:
        """The collections that the login shows, as far as the account wants them."""
        try:
            found = self._collections()
        except Skippable:
            if not self._homes:
                raise
            self._homes = []  # they may have moved since we last looked for them
            found = self._collections()
        return [scope for scope in found if self._settings.wants(scope.name)]

    def _collections(self) -> list[Scope]:
        homes = self._homes or discovery.homes(self._server, self._kind)
        found = list(discovery.collections(self._server, self._kind, homes))
        self._homes = homes
        return found

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """What changed; see `pulling`."""
        url = discovery.url_of(self._server, scope.id)
        yield from pulling.Collection(self._server, url, self._kind).pull(cursor, budget)

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read single records again; the whole collection is listed for it."""
        url = discovery.url_of(self._server, scope.id)
        yield from pulling.Collection(self._server, url, self._kind).again(frozenset(wanted))

    def close(self) -> None:
        """Close the connections that stand idle."""
        self._server.close()
