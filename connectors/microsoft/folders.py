"""Which mail folders there are, and which are read: by default all but drafts, junk and trash, and
what Outlook keeps beside mail (outbox, conversation history, sync issues, feeds).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from urllib.parse import urlencode

from narrowcast.connectors.base import Scope, ScopeId
from narrowcast.connectors.formats import folders as names
from narrowcast.connectors.formats import text
from narrowcast.connectors.microsoft import faults
from narrowcast.connectors.microsoft.rest import Graph, Json, path
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.records import FolderRole

KIND = "mail"

# learn.microsoft.com/graph/api/resources/mailfolder; None: holds no mail between people.
WELL_KNOWN: Mapping[str, FolderRole | None] = {
    "inbox": FolderRole.INBOX,
    "sentitems": FolderRole.SENT,
    "drafts": FolderRole.DRAFTS,
    "junkemail": FolderRole.JUNK,
    "deleteditems": FolderRole.TRASH,
    "archive": FolderRole.ARCHIVE,
    "outbox": None,
    "scheduled": None,
    "conversationhistory": None,
    "syncissues": None,
    "conflicts": None,
    "localfailures": None,
    "serverfailures": None,
    "recoverableitemsdeletions": None,
}
_LEFT_OUT = frozenset({FolderRole.DRAFTS, FolderRole.JUNK, FolderRole.TRASH})
_FIRST = (FolderRole.INBOX, FolderRole.SENT, FolderRole.ARCHIVE)
_FEEDS = re.compile(r"\brss\b", re.IGNORECASE)
_QUERY = {
    "$select": "id,displayName,parentFolderId,childFolderCount,totalItemCount,isHidden",
    "$top": "100",
}
_DEEPEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One mail folder."""

    id: str
    name: str
    """For people, levels parted by `/`."""
    total: int
    children: int
    role: FolderRole = FolderRole.OTHER
    apart: bool = False
    """Whether it is left out unless the owner names it, and with it what is below it."""


class Folders:
    """The folders of one mailbox; what a well-known name stands for is asked once."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph, self._settings = graph, settings
        self._known: Mapping[str, FolderRole | None] | None = None
        self._totals: dict[str, int] = {}

    def scopes(self) -> Sequence[Scope]:
        """The folders to read, the most telling first; raises as `Graph.get`."""
        if self._known is None:
            self._known = self._well_known()
        every = [*self._listed(self._known)]
        self._totals = {one.id: one.total for one in every}
        chosen = [one for one in every if self._is_wanted(one)]
        return [
            Scope(id=ScopeId(f"{KIND}:{one.id}"), name=one.name, role=one.role)
            for one in sorted(chosen, key=_rank)
        ]

    def total(self, folder: str) -> int | None:
        """How many items the folder held when folders were last listed; None: it was not there."""
        return self._totals.get(folder)

    def _is_wanted(self, folder: Folder) -> bool:
        plain, settings = folder.name.casefold(), self._settings
        if any(fnmatchcase(plain, one) for one in settings.exclude):
            return False
        if settings.include:
            return any(fnmatchcase(plain, one) for one in settings.include)
        return not folder.apart

    def _well_known(self) -> Mapping[str, FolderRole | None]:
        """What folders are for, by id."""
        wanted = [f"{path('me', 'mailFolders', name)}?$select=id" for name in WELL_KNOWN]
        answers = self._graph.batch(wanted)
        if broken := next((one.said for one in answers if one.said.status >= 500), None):
            raise faults.fault(broken)  # or drafts and junk would be read as any other
        return {
            str(one.body["id"]): role
            for role, one in zip(WELL_KNOWN.values(), answers, strict=True)
            if one.said.fine and one.body.get("id")
        }

    def _listed(self, known: Mapping[str, FolderRole | None]) -> Iterator[Folder]:
        """Every folder, level by level."""
        level: list[tuple[Folder | None, Json]] = [
            (None, row) for row in self._graph.listed("/me/mailFolders", _QUERY)
        ]
        for _ in range(_DEEPEST):
            found = [one for above, row in level if (one := _folder(row, above, known))]
            yield from found
            level = [*self._below([one for one in found if one.children])]
            if not level:
                return

    def _below(self, above: Sequence[Folder]) -> Iterator[tuple[Folder, Json]]:
        """The folders in each of *above*, which are asked together."""
        asked = urlencode(_QUERY, safe="$,")
        places = [f"{path('me', 'mailFolders', one.id, 'childFolders')}?{asked}" for one in above]
        for one, told in zip(above, self._graph.batch(places), strict=True):
            if not told.said.fine and told.said.status != 404:
                raise faults.fault(told.said)  # what is not listed would be taken for gone
            for row in self._graph.rest_of(told.body):
                yield one, row


def _folder(
    row: Json, above: Folder | None, known: Mapping[str, FolderRole | None]
) -> Folder | None:
    """The folder of *row*; None where it is hidden, or a search that shows others' mail."""
    key, shown = row.get("id"), row.get("displayName")
    searches = "mailSearchFolder" in str(row.get("@odata.type", ""))
    if not isinstance(key, str) or not key or searches or row.get("isHidden") is True:
        return None
    # It goes to the owner's terminal, and what it holds may steer one.
    name = text.line(shown if isinstance(shown, str) else "").replace("/", "∕") or "?"
    told = known.get(key, FolderRole.OTHER)
    folder = Folder(
        id=key,
        name=f"{above.name}/{name}" if above else name,
        total=_count(row.get("totalItemCount")),
        children=_count(row.get("childFolderCount")),
        role=told or FolderRole.OTHER,
        apart=told is None or told in _LEFT_OUT or (above is not None and above.apart),
    )
    return folder if key in known else _by_name(folder, known)


def _by_name(folder: Folder, known: Mapping[str, FolderRole | None]) -> Folder:
    """Guess by the name what Microsoft told of no folder, as of one that was brought from
    elsewhere.
    """
    role = names.role_of(folder.name.rpartition("/")[2])
    if role in known.values() or role is FolderRole.INBOX:
        role = FolderRole.OTHER
    feeds = _FEEDS.search(folder.name) is not None
    return replace(folder, role=role, apart=folder.apart or feeds or role in _LEFT_OUT)


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 1 << 31 else 0


def _rank(folder: Folder) -> tuple[int, str]:
    place = _FIRST.index(folder.role) if folder.role in _FIRST else len(_FIRST)
    return place, folder.name
