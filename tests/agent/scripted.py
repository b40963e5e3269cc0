"""A source whose pages and faults a test writes down, and a reader of signatures that tells all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from narrowcast.agent.core.learn import BlockClaim, Seen
from narrowcast.agent.reading import Block, Look
from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import Record, RemoteId

Step = Page | Exception


class ScriptedSource:
    """Per scope and pull, what comes: pages, or an exception that is raised in their midst."""

    def __init__(self, **scripts: Sequence[Sequence[Step]]) -> None:
        self._scripts = {name: list(pulls) for name, pulls in scripts.items()}
        self.asked: list[tuple[str, Cursor | None]] = []

    def scopes(self) -> Iterable[Scope]:
        return [Scope(id=ScopeId(name), name=name) for name in self._scripts]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        self.asked.append((scope.name, cursor))
        pulls = self._scripts[scope.name]
        for step in pulls.pop(0) if pulls else ():
            if isinstance(step, Exception):
                raise step
            yield step


def page(
    cursor: str,
    *records: Record,
    deletes: Sequence[str] = (),
    snapshot: Snapshot = Snapshot.NONE,
) -> Page:
    return Page(
        upserts=records,
        cursor=Cursor(cursor),
        deletes=tuple(map(RemoteId, deletes)),
        snapshot=snapshot,
    )


class LastLines:
    """Takes the last line of a text for a title, whoever signed it."""

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.read: list[str] = []

    def look(self, text: str, seen: Seen) -> Look | None:
        return Look(sha256(text.splitlines()[-1].encode()).digest()[:16])

    def claims(self, blocks: Iterable[Block]) -> Iterator[tuple[BlockClaim, ...]]:
        for block in blocks:
            line = block.text.splitlines()[-1]
            self.read.append(line)
            title = BlockClaim(kind="title", value=f"{line} v{self.version}", confidence="likely")
            yield (title,)
