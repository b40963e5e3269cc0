"""Mail: a delta of each folder, heads only; texts of chosen mails on demand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlencode

from narrowcast.connectors.base import Budget, Cursor, Page, Scope
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.microsoft import deltas, heads, searching, texts
from narrowcast.connectors.microsoft.deltas import Start
from narrowcast.connectors.microsoft.folders import Folders
from narrowcast.connectors.microsoft.login import plain
from narrowcast.connectors.microsoft.rest import Graph, Json, Told, path
from narrowcast.connectors.microsoft.scopes import DRAFT, READ
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.records import FolderRole, Record, RemoteId, TextPart, Unreadable
from narrowcast.connectors.searching import SearchFor
from narrowcast.connectors.tiers import Tier

_NEWEST_FIRST = {"$select": heads.SELECT, "$orderby": "receivedDateTime desc"}
_READS_TEXTS = frozenset(map(plain, (READ, DRAFT)))


class Mail:
    """Scopes are folders, by the ids that Microsoft gives them."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph = graph
        self._folders = Folders(graph, settings)
        self._found = searching.Found(graph)

    def scopes(self) -> Sequence[Scope]:
        """The folders to read; raises as `Graph.get`."""
        return self._folders.scopes()

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """What came and went in a folder, in a new generation newest first.

        Raises also NeedsLogin where texts are wanted and the owner allowed heads only.
        """
        if budget.tier is not Tier.HEADERS and not self._reads_texts():
            raise self._graph.login.refused("it may read heads only, and you want texts read, too")
        folder = _folder(scope)
        start = Start(
            path=path("me", "mailFolders", folder, "messages", "delta"),
            query=_NEWEST_FIRST,
            total=self._folders.total(folder),
        )
        readers = partial(self._read, scope), partial(self._returned, scope)
        yield from deltas.pull(self._graph, start, cursor, budget, *readers)

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read single mails once more; one that lies in another folder by now is gone."""
        query = {"$select": f"{heads.SELECT},parentFolderId"}
        here: list[Json] = []
        for key, told in self._again([*wanted], query):
            if told.said.fine and not self._is_elsewhere(told.body, scope):
                here.append(told.body)
            elif told.said.is_hidden:
                yield _hidden(key, told)
        yield from self._read(scope, here)

    def texts(
        self, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        """The texts of *wanted*; none at all where the owner allowed heads only."""
        if wanted and self._reads_texts():
            yield from texts.fetched(self._graph, [*wanted])

    def search(self, scope: Scope, wanted: SearchFor, limit: int) -> Iterator[RemoteId]:
        """The mails of a folder that hold any of the words, newest first.

        Raises Skippable where the owner allowed heads only: Microsoft searches no texts then.
        """
        if not self._reads_texts():
            raise Skippable(str(self._graph.login.refused(searching.HEADS_ONLY)))
        yield from map(RemoteId, self._found.within(_folder(scope), wanted, limit))

    def _reads_texts(self) -> bool:
        return not _READS_TEXTS.isdisjoint(self._graph.login.granted)

    def _read(self, scope: Scope, rows: Sequence[Json]) -> list[Record]:
        """Rows of a delta to records, but for drafts."""
        roles = () if scope.role is FolderRole.OTHER else (scope.role,)
        whole, hidden = self._whole(rows)
        mails = [row for row in whole if row.get("isDraft") is not True]
        given = [heads.given(row) for row in mails]
        bare = [row["id"] for row, one in zip(mails, given, strict=True) if heads.is_bare(one)]
        more = self._answered(bare) if bare and self._reads_texts() else {}
        records = [
            heads.record({**row, **more[row["id"]]} if row["id"] in more else row, roles, one)
            for row, one in zip(mails, given, strict=True)
        ]
        return [*records, *hidden]

    def _returned(self, scope: Scope, gone: Sequence[str]) -> Sequence[Record]:
        """Those of *gone* that lie in the folder; most do not, so first it is asked where."""
        here = [
            {"id": key}
            for key, told in self._again(gone, {"$select": "parentFolderId"})
            if told.said.fine and told.body.get("parentFolderId") == _folder(scope)
        ]
        return self._read(scope, here)

    def _is_elsewhere(self, row: Json, scope: Scope) -> bool:
        there = str(row.get("parentFolderId", ""))
        return there != _folder(scope) and self._folders.total(there) is not None

    def _whole(self, rows: Sequence[Json]) -> tuple[Sequence[Json], Sequence[Unreadable]]:
        """*rows*, read again where a change is told by what changed alone; and those of them that
        are there and are not shown.
        """
        partly = [str(row["id"]) for row in rows if "receivedDateTime" not in row]
        if not partly:
            return rows, ()
        again = dict(self._again(partly, {"$select": heads.SELECT}))
        fine = {key: told.body for key, told in again.items() if told.said.fine}
        hidden = [_hidden(key, told) for key, told in again.items() if told.said.is_hidden]
        whole = (row if row["id"] not in again else fine.get(row["id"]) for row in rows)
        return [row for row in whole if row is not None], hidden

    def _answered(self, bare: Sequence[str]) -> dict[str, Json]:
        """What the mails *bare* answer, which came without headers, where Graph knows it."""
        query = {"$select": "id", "$expand": heads.EXPAND}
        return {key: told.body for key, told in self._again(bare, query)}

    def _again(self, wanted: Sequence[str], query: Mapping[str, str]) -> Iterator[tuple[str, Told]]:
        """What is said of single messages, each under the id that we know."""
        asked = urlencode(query, quote_via=quote, safe="$,'();=")
        answers = self._graph.batch([f"{path('me', 'messages', one)}?{asked}" for one in wanted])
        for key, told in zip(wanted, answers, strict=True):
            yield key, replace(told, body={**told.body, "id": key})


def _folder(scope: Scope) -> str:
    return scope.id.partition(":")[2]


def _hidden(key: str, told: Told) -> Unreadable:
    reason = f"Microsoft refuses to show it (HTTP {told.said.status})"
    return Unreadable(remote_id=RemoteId(key), reason=reason)
