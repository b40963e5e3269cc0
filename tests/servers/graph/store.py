"""What the mailbox holds, and the memory of what changed: one number counts all changes."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.graph.faults import Refusal

Json = dict[str, Any]


@dataclass
class Item:
    """A message, event, contact or folder; its id here is the immutable one."""

    id: str
    number: int
    kind: str
    """Its type in the CSDL."""
    properties: Json
    created: int = 0
    changed: int = 0
    modified: str = ""
    """lastModifiedDateTime."""
    altered: dict[str, int] = field(default_factory=dict[str, int])
    """When which property was changed last, since it was made."""
    collection: str = ""
    moves: int = 0
    raw: bytes = b""
    received: bool = False
    """Whether it came in from outside: only then it has internetMessageHeaders, wherever it is."""
    master: str = ""
    original: datetime | None = None
    """Of an instance of a series: its master, and when it was to start by the rule."""

    @property
    def entry_id(self) -> str:
        """The id that changes with each move."""
        return f"AAMkADNj{_digits(self.number, self.moves)}AAA="

    @property
    def etag(self) -> str:
        return f'W/"{_digits(self.number, self.changed)}"'

    def shown_id(self, *, immutable: bool) -> str:
        """Folders have one id only."""
        fixed = immutable or self.kind.lower().endswith("folder")
        return self.id if fixed else self.entry_id


@dataclass
class Collection:
    """What one delta function tells of."""

    items: dict[str, Item] = field(default_factory=dict[str, Item])
    gone: dict[str, tuple[int, str, Item]] = field(default_factory=dict[str, tuple[int, str, Item]])
    """When each left, and for what reason."""
    returned: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """When each left last, and when it came back."""


Told = tuple[Item, str]
"""An item of a delta's answer; why it is gone, '' where it is there."""


class Store:
    """Every item of one mailbox."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 9, tzinfo=UTC)
        self.sequence = 0
        self._numbers = 0
        self._collections: dict[str, Collection] = {}
        self._items: dict[str, Item] = {}
        self._entries: dict[str, Item] = {}

    def make(self, kind: str, collection: str, properties: Json, **more: Any) -> Item:
        """A new item in *collection*."""
        self._numbers += 1
        folder = kind.lower().endswith("folder")
        prefix, end = ("AQMkADNj", "") if folder else ("AAkALgAAAAAAHYQDEapm", "-WA==")
        one = Item(
            id=f"{prefix}{_digits(self._numbers, 0)}{end}",
            number=self._numbers,
            kind=kind,
            properties={"createdDateTime": stamp(self.now), **properties}
            if not folder
            else properties,
            **more,
        )
        one.created, one.modified = self.sequence + 1, stamp(self.now)
        self._items[one.id] = one
        self._lay(one, collection)
        return one

    def touch(self, one: Item, **altered: Any) -> None:
        """Change properties; delta tells of it."""
        self.sequence += 1
        one.changed, one.modified = self.sequence, stamp(self.now)
        one.properties.update(altered)
        one.altered.update(dict.fromkeys(altered, self.sequence))

    def move(self, one: Item, collection: str, reason: str) -> None:
        """Take out of its collection for *reason* and lay into another, with another entry id."""
        self._leave(one, reason)
        one.moves += 1
        self._lay(one, collection)
        one.created = one.changed

    def remove(self, one: Item, reason: str = "deleted") -> None:
        """Take out for good."""
        self._leave(one, reason)
        del self._items[one.id]

    def forget(self, one: Item) -> None:
        """Take out without a word in any delta."""
        del self._collections[one.collection].items[one.id]
        self._entries.pop(one.entry_id, None)
        del self._items[one.id]

    def find(self, given: str, *kinds: str) -> Item:
        """By immutable or present entry id; raises Refusal 404 ErrorItemNotFound."""
        one = self._items.get(given) or self._entries.get(given)
        if one is None or (kinds and one.kind not in kinds):
            raise not_found()
        return one

    def collection(self, name: str) -> Collection:
        """Made where it is not there yet."""
        return self._collections.setdefault(name, Collection())

    def items(self, name: str) -> list[Item]:
        """What a collection holds, oldest first."""
        return list(self.collection(name).items.values())

    def every(self) -> list[Item]:
        """All there is."""
        return list(self._items.values())

    def told(self, name: str, since: int) -> Iterator[Told]:
        """What changed in a collection after *since*, in order; all it holds where that is 0.

        What left and came back is told as gone, and no more until it changes again: so the service
        does with immutable ids (microsoft-graph-docs issue 21752).
        """
        held = self.collection(name)
        if not since:
            yield from ((one, "") for one in held.items.values())
            return
        news = [
            (
                one.changed,
                one,
                "deleted" if _is_missed(held.returned.get(one.id), one, since) else "",
            )
            for one in held.items.values()
            if one.changed > since
        ]
        news += [(at, one, why) for at, why, one in held.gone.values() if at > since]
        yield from ((one, why) for _, one, why in sorted(news, key=lambda found: found[0]))

    def _lay(self, one: Item, collection: str) -> None:
        held = self.collection(collection)
        left = held.gone.pop(one.id, None)
        held.items[one.id] = one
        one.collection = collection
        self._entries[one.entry_id] = one
        self.touch(one)
        if left:
            held.returned[one.id] = left[0], one.changed

    def _leave(self, one: Item, reason: str) -> None:
        held = self._collections[one.collection]
        self.sequence += 1
        del held.items[one.id]
        held.gone[one.id] = (self.sequence, reason, one)
        self._entries.pop(one.entry_id, None)


def _is_missed(returned: tuple[int, int] | None, one: Item, since: int) -> bool:
    """Whether all that happened to *one* since is that it left and came back."""
    return returned is not None and returned[0] > since and returned[1] == one.changed


def not_found() -> Refusal:
    """What is not there, or never was."""
    return Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def stamp(at: datetime) -> str:
    """A DateTimeOffset as the service writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _digits(*numbers: int) -> str:
    packed = b"".join(one.to_bytes(6, "big") for one in numbers)
    return urlsafe_b64encode(packed).decode().rstrip("=")
