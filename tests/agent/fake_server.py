"""A mail server in memory with the faults a test asks for, and the connector that reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Event, get_ident

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.records import Message, Record, RemoteId, TextPart, Unreadable
from narrowcast.connectors.searching import SearchFor

Fault = Callable[[], None]


@dataclass
class Folder:
    """Records by uid; every change is written down, so that a cursor is a place in the journal."""

    validity: int = 1
    records: dict[int, Record] = field(default_factory=dict)
    journal: list[tuple[str, int]] = field(default_factory=list)
    last: int = 0

    def add(self, record: Record) -> int:
        self.last += 1
        self.records[self.last] = record
        self.journal.append(("+", self.last))
        return self.last

    def remove(self, uid: int) -> Record:
        self.journal.append(("-", uid))
        return self.records.pop(uid)

    def reset(self) -> None:
        """A new UIDVALIDITY: the same mails under other numbers."""
        kept = list(self.records.values())
        self.validity += 1
        self.records, self.journal, self.last = {}, [], 100 * self.validity
        for record in kept:
            self.add(record)

    def forget(self) -> None:
        """Know no cursor any more; the mails keep their numbers."""
        self.validity += 1


class FakeServer:
    """Folders by name, what was asked of them, and faults by the name of the call."""

    def __init__(self, **folders: Iterable[Record]) -> None:
        self.folders = {name: Folder() for name in folders}
        self.calls: Counter[str] = Counter()
        self.fetched: list[str] = []
        """Message-IDs whose texts were fetched."""
        self.told: list[str] = []
        """Remote ids of the records that were told."""
        self.searched: list[SearchFor] = []
        self.faults: dict[str, list[Exception]] = {}
        """By call or `call folder`: raised one after the other, then no more."""
        self.news: SimpleQueue[str] = SimpleQueue()
        self.threads: set[int] = set()
        for name, records in folders.items():
            for record in records:
                self.folders[name].add(record)

    def called(self, call: str, folder: str = "") -> None:
        self.threads.add(get_ident())
        self.calls[call] += 1
        for name in (f"{call} {folder}".rstrip(), call):
            if self.faults.get(name):
                raise self.faults[name].pop(0)

    def holds(self) -> dict[str, set[str]]:
        """Per folder the ids of what is in it."""
        return {name: set(map(str, folder.records)) for name, folder in self.folders.items()}


class FakeMail:
    """Reads a `FakeServer`: heads in pages, texts when asked, news when told."""

    def __init__(self, server: FakeServer) -> None:
        self.server = server
        self.closed = 0
        self.deep: list[bool] = []

    def scopes(self) -> Iterable[Scope]:
        self.server.called("scopes")
        return [Scope(id=ScopeId(name), name=name) for name in self.server.folders]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        self.server.called("pull", scope.name)
        self.deep.append(budget.deep)
        folder = self.server.folders[scope.name]
        if cursor is None:
            yield from self._list(folder, len(folder.journal), 1 << 30, budget)
            return
        validity, place, below = map(int, cursor.split(":"))
        if validity != folder.validity:
            raise CursorExpired("another UIDVALIDITY")
        if below:
            yield from self._list(folder, place, below, budget)
        yield from self._changes(scope, folder, place, budget)

    def _list(self, folder: Folder, anchor: int, below: int, budget: Budget) -> Iterator[Page]:
        """Newest first, in pages whose bounds depend on the cursor and the budget alone."""
        uids = sorted((uid for uid in folder.records if uid < below), reverse=True)
        given, last = 0, False
        while not last and (size := budget.room(given)):
            page = uids[given : given + size]
            given += len(page)
            last = given == len(uids)
            self.server.called("page")
            still = self._still(page, budget)
            yield Page(
                upserts=tuple(self._head(folder, uid) for uid in page if str(uid) not in still),
                still=tuple(sorted(still)),
                cursor=Cursor(f"{folder.validity}:{anchor}:{0 if last else page[-1]}"),
                snapshot=Snapshot.COMPLETE if last else Snapshot.PARTIAL,
            )

    def _still(self, _page: Collection[int], _budget: Budget) -> frozenset[RemoteId]:
        """What of a page of a listing is not read again."""
        return frozenset()

    def _changes(self, scope: Scope, folder: Folder, place: int, budget: Budget) -> Iterator[Page]:
        while place < len(folder.journal):
            self.server.called("page")
            part = folder.journal[place : place + budget.page_records]
            place += len(part)
            there = [uid for sign, uid in part if sign == "+" and uid in folder.records]
            yield Page(
                upserts=tuple(self._head(folder, uid) for uid in there),
                deletes=tuple(RemoteId(str(uid)) for sign, uid in part if sign == "-"),
                cursor=Cursor(f"{folder.validity}:{place}:0"),
            )

    def _head(self, folder: Folder, uid: int) -> Record:
        self.server.told.append(str(uid))
        record = replace(folder.records[uid], remote_id=RemoteId(str(uid)))
        return replace(record, parts=()) if isinstance(record, Message) else record

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        self.server.called("texts", scope.name)
        folder = self.server.folders[scope.name]
        for remote in wanted:
            record = folder.records.get(int(remote))
            if isinstance(record, Message):
                self.server.called("text", record.message_id)
                self.server.fetched.append(record.message_id)
                yield remote, record.parts

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        self.server.called("records", scope.name)
        folder = self.server.folders[scope.name]
        for remote in wanted:
            if int(remote) in folder.records:
                yield self._head(folder, int(remote))

    def wait(self, scopes: Collection[Scope], seconds: float, stop: Event) -> frozenset[ScopeId]:
        self.server.called("wait")
        while not stop.is_set():
            try:
                return frozenset({ScopeId(self.server.news.get(timeout=0.005))})
            except Empty:
                continue
        return frozenset()

    def close(self) -> None:
        self.closed += 1


class FrugalMail(FakeMail):
    """The same where a head is dear: what is known is named and not read again."""

    def _still(self, page: Collection[int], budget: Budget) -> frozenset[RemoteId]:
        return budget.known([RemoteId(str(uid)) for uid in page]) if budget.known else frozenset()


class SearchableMail(FakeMail):
    """The same on a server that searches texts for words, in any case; each search is a call."""

    def search(
        self, scope: Scope, cursor: Cursor, wanted: SearchFor, limit: int
    ) -> Iterator[RemoteId]:
        self.server.called("search", scope.name)
        self.server.searched.append(wanted)
        folder = self.server.folders[scope.name]
        if int(cursor.partition(":")[0]) != folder.validity:
            raise CursorExpired("another UIDVALIDITY")
        found = [uid for uid, record in folder.records.items() if _holds(record, wanted)]
        return (RemoteId(str(uid)) for uid in sorted(found, reverse=True)[:limit])


def _holds(record: Record, wanted: SearchFor) -> bool:
    if not isinstance(record, Message):
        return False
    text = " ".join(part.text for part in record.parts).casefold()
    if wanted.since and record.received_at and record.received_at < wanted.since:
        return False
    return any(word.casefold() in text for word in wanted.words)


class FakeFiles(FakeMail):
    """The same without connections: read on the calling thread, page by page with its texts."""

    close = None  # type: ignore[assignment]  # it holds none
    texts = None  # type: ignore[assignment]
    records = None  # type: ignore[assignment]
    wait = None  # type: ignore[assignment]

    def _head(self, folder: Folder, uid: int) -> Record:
        return replace(folder.records[uid], remote_id=RemoteId(str(uid)))


def bad(reason: str = "no header ends") -> Unreadable:
    return Unreadable(remote_id=RemoteId("?"), reason=reason)
