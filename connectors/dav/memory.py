"""What a collection has given out, small enough to travel in the cursor.

Of each resource: a hash of its path, a hash of its ETag, how many records it became, and whether
they depend on the window of time. So a deleted or changed resource takes its records along, a
listing tells what is new, and a reading broken off goes on, whatever the server supports. 14 octets
each: a calendar of 5,000 entries needs 93 kB.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import NewType

from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.records import RemoteId

Key = NewType("Key", int)
"""64 bits of a path's hash; two of 100,000 paths share one with a chance of 3e-10."""

STALE = 0
"""The stamp of what has to be read again."""

_ENTRY = struct.Struct(">QIH")
_MOST_RECORDS = (1 << 15) - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What one resource became."""

    stamp: int
    records: int
    windowed: bool = False
    """Whether a later window would show more of it: it recurs."""


@dataclass(slots=True)
class Memory:
    """Entries by key."""

    entries: dict[Key, Entry] = field(default_factory=dict[Key, Entry])

    @classmethod
    def unpacked(cls, packed: object) -> Memory:
        """Raises CursorExpired where *packed* is not of `packed`'s making."""
        try:
            raw = base64.b85decode(packed) if isinstance(packed, str) else b"?"
            rows = list(_ENTRY.iter_unpack(raw))
        except (ValueError, struct.error):
            raise CursorExpired("this resume point is damaged; everything is read again") from None
        return cls({Key(k): Entry(s, n >> 1, bool(n & 1)) for k, s, n in rows})

    def packed(self) -> str:
        rows = (
            _ENTRY.pack(key, one.stamp, one.records << 1 | one.windowed)
            for key, one in sorted(self.entries.items())
        )
        return base64.b85encode(b"".join(rows)).decode("ascii")

    def knows(self, key: Key, stamp: int) -> bool:
        """Whether the resource was given out as it is now."""
        entry = self.entries.get(key)
        return entry is not None and entry.stamp == stamp

    def records(self, key: Key) -> int:
        """How many records the resource became; 0 if it was never seen."""
        entry = self.entries.get(key)
        return entry.records if entry else 0

    def keep(self, key: Key, stamp: int, records: int, *, windowed: bool = False) -> None:
        self.entries[key] = Entry(stamp, min(records, _MOST_RECORDS), windowed)

    def begun(self, key: Key, records: int) -> None:
        """A resource of which *records* were given out so far; it is read again."""
        self.keep(key, STALE, max(records, self.records(key)), windowed=False)

    def forget(self, key: Key) -> Iterator[RemoteId]:
        """Drop a resource; the ids of all its records."""
        entry = self.entries.pop(key, None)
        for number in range(max(1, entry.records) if entry else 1):
            yield remote_id(key, number)

    def outdate(self) -> None:
        """The window has moved: what depends on it has to be read again."""
        for key, entry in self.entries.items():
            if entry.windowed:
                self.entries[key] = replace(entry, stamp=STALE)


def key_of(path: str) -> Key:
    """The key of the resource at *path*, which is not escaped."""
    return Key(int.from_bytes(blake2b(path.encode("utf-8", "replace"), digest_size=8).digest()))


def key_in(remote: str) -> Key | None:
    """The key of the resource whose record *remote* is; None where it is no id of ours."""
    try:
        return Key(int(remote.partition("#")[0], 16))
    except ValueError:
        return None


def stamp_of(etag: str) -> int:
    """The stamp of an ETag; never STALE."""
    return int.from_bytes(blake2b(etag.encode("utf-8", "replace"), digest_size=4).digest()) or 1


def remote_id(key: Key, number: int) -> RemoteId:
    """The id of a resource's record: the first is known by its path alone."""
    return RemoteId(f"{key:016x}#{number}" if number else f"{key:016x}")
