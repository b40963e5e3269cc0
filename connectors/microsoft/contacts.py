"""The owner's contacts: the default folder, and those below it.

The default folder goes by its well-known name. It is in no list of folders, or (beta, and who
knows who else) in it by its id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import text
from narrowcast.connectors.microsoft import cards, deltas, faults, rest
from narrowcast.connectors.records import Record, RemoteId, Unreadable
from narrowcast.connectors.told import word

if TYPE_CHECKING:
    from narrowcast.connectors.microsoft.rest import Graph, Json
    from narrowcast.connectors.microsoft.settings import Settings

_DEFAULT = "contacts"
_KIND = "contacts:"
_FOLDER_FIELDS = "id,displayName"
_MOST_FOLDERS = 500
_MAX_NAME_CHARS = 100


class Contacts:
    """Folders of contacts; each is a scope."""

    def __init__(self, graph: Graph, _settings: Settings) -> None:
        self._graph = graph

    def scopes(self) -> Iterator[Scope]:
        """The default folder, then every other, breadth first; raises as `Graph.get`.

        Where folders are not shown, the default one is all there is.
        """
        yield Scope(id=ScopeId(f"{_KIND}{_DEFAULT}"), name="Contacts")
        try:
            home = self._graph.get(rest.path("me", "contactFolders", _DEFAULT), {"$select": "id"})
            level = self._listed("contactFolders")
        except Skippable:
            return
        yield from self._below(level, {word(home, "id")})

    def _below(self, level: Sequence[Json], seen: set[str]) -> Iterator[Scope]:
        """The folders of *level* and those in them, but for those *seen* before."""
        while level and len(seen) < _MOST_FOLDERS:
            fresh = {own: row for row in level if (own := word(row, "id")) and own not in seen}
            seen.update(fresh)
            for own, row in fresh.items():
                name = text.line(word(row, "displayName"))[:_MAX_NAME_CHARS]
                yield Scope(id=ScopeId(f"{_KIND}{own}"), name=name or own)
            level = [row for own in fresh for row in self._children(own)]

    def _children(self, folder: str) -> Sequence[Json]:
        try:
            return self._listed("contactFolders", folder, "childFolders")
        except faults.Gone:  # meanwhile; the others are there
            return ()

    def _listed(self, *place: str) -> Sequence[Json]:
        return [*self._graph.listed(rest.path("me", *place), {"$select": _FOLDER_FIELDS})]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """As `Connector.pull`."""
        folder = scope.id.removeprefix(_KIND)
        start = deltas.Start(
            path=rest.path("me", "contactFolders", folder, "contacts", "delta"),
            query={"$select": cards.FIELDS},
        )
        return deltas.pull(self._graph, start, cursor, budget, self._read)

    def records(self, _scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """As `Rereader.records`."""
        ids = sorted(wanted)
        places = [f"{rest.path('me', 'contacts', one)}?$select={cards.FIELDS}" for one in ids]
        for own, told in zip(ids, self._graph.batch(places), strict=True):
            if told.said.fine:
                yield cards.card({**told.body, "id": own})
            elif told.said.status != 404:
                yield Unreadable(remote_id=RemoteId(own), reason=str(faults.fault(told.said)))

    def _read(self, rows: Sequence[Json]) -> Sequence[Record]:
        return [cards.card(row) for row in rows]
