"""Reading a folder of many files little by little: which are new or changed since a cursor, in a
cursor of bounded size.

File names are dealt into buckets by their hash, and the cursor holds one sum per bucket, not the
names: 100,000 files need 25 kB. A bucket whose sum differs is read again, some sixty files, which
is harmless: records are keyed. Vanished files are not named as deleted; a mail the owner threw away
still happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from narrowcast.connectors import cursors, mails
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Emptied
from narrowcast.connectors.records import Record

_KIND = "listing/1"
_PER_BUCKET = 48
_LEAST_BUCKETS, _MOST_BUCKETS = 16, 8_192
_GROWTH = 8  # a folder this much fuller than its buckets were made for is dealt anew
_SUM = 1 << 64

Read = Callable[[str], tuple[Record, int] | None]
"""A file's key to its record and its size in octets; None if the file has just vanished."""


@dataclass(slots=True)
class _State:
    """The cursor: one sum for each finished bucket, and where the unfinished one stands."""

    sums: list[int]
    bucket: int = 0
    after: str = ""
    partial: int = 0
    listing: bool = True
    done: int = 0
    total: int = 0

    def cursor(self) -> Cursor:
        return cursors.write(
            _KIND,
            {
                "sums": ",".join(f"{one:x}" for one in self.sums),
                "bucket": self.bucket,
                "after": self.after,
                "partial": f"{self.partial:x}",
                "listing": self.listing,
            },
        )


@dataclass(slots=True)
class _Draft:
    """A page being filled."""

    budget: Budget
    records: list[Record] = field(default_factory=list[Record])
    octets: int = 0
    given: int = 0

    def is_full(self) -> bool:
        room = self.budget.room(self.given)
        return bool(self.records) and (len(self.records) >= room or self.octets >= mails.PAGE_BYTES)

    def is_spent(self) -> bool:
        return not self.budget.room(self.given)

    def add(self, record: Record, octets: int) -> None:
        self.records.append(record)
        self.octets += octets

    def page(self, state: _State, snapshot: Snapshot) -> Page:
        page = Page(
            upserts=tuple(self.records),
            cursor=state.cursor(),
            snapshot=snapshot,
            progress=Progress(done=min(state.done, state.total), total=state.total),
        )
        self.given += len(self.records)
        self.records, self.octets = [], 0
        return page


def pull(
    files: Mapping[str, str], read: Read, cursor: Cursor | None, budget: Budget
) -> Iterator[Page]:
    """Pages of what is new or changed in *files*: key to a stamp that changes with the content."""
    state = _new(len(files)) if cursor is None else _resumed(cursor, len(files))
    buckets = _dealt(files, len(state.sums))
    state.total = len(files)
    resumed, draft = state.after, _Draft(budget)
    for number, bucket in enumerate(buckets):
        same = sum(hashed for _, hashed in bucket) % _SUM == state.sums[number]
        began = number == state.bucket and bool(resumed)
        if same and not began:
            state.done += len(bucket)
            continue
        state.bucket, state.partial = number, state.partial if began else 0
        for key, hashed in bucket:
            state.done += 1
            if began and key <= resumed:
                continue
            if draft.is_full():
                yield draft.page(state, _snapshot(state, ended=False))
                if draft.is_spent():
                    return
            found = read(key)
            if found is not None:
                draft.add(*found)
                state.partial = (state.partial + hashed) % _SUM
            state.after = key
        state.sums[number], state.after, state.partial = state.partial, "", 0
    if draft.records or state.listing:
        snapshot = _snapshot(state, ended=True)
        state.listing, state.bucket = False, 0
        yield draft.page(state, snapshot)


def _snapshot(state: _State, *, ended: bool) -> Snapshot:
    if not state.listing:
        return Snapshot.NONE
    return Snapshot.COMPLETE if ended else Snapshot.PARTIAL


def _new(count: int) -> _State:
    number = min(_MOST_BUCKETS, max(_LEAST_BUCKETS, count // _PER_BUCKET))
    return _State(sums=[0] * number)


def _resumed(cursor: Cursor, count: int) -> _State:
    packed = cursors.read(_KIND, cursor)
    try:
        sums = [int(one, 16) for one in str(packed.get("sums")).split(",")]
        partial = int(str(packed.get("partial")), 16)
    except ValueError:
        raise CursorExpired("this resume point is damaged; everything is read again") from None
    if count > _GROWTH * _PER_BUCKET * len(sums) and len(sums) < _MOST_BUCKETS:
        raise CursorExpired("the folder has grown many times over; it is read again")
    if count == 0 and any(sums):
        raise Emptied(
            "the folder is empty, and held files before; nothing is forgotten until you say so"
        )
    return _State(
        sums=sums,
        bucket=cursors.number(packed, "bucket"),
        after=str(packed.get("after", "")),
        partial=partial,
        listing=packed.get("listing") is True,
    )


def _dealt(files: Mapping[str, str], number: int) -> list[list[tuple[str, int]]]:
    """Each bucket's keys in order, with the hash of key and stamp."""
    buckets: list[list[tuple[str, int]]] = [[] for _ in range(number)]
    for key in _ordered(files):
        stamped = f"{key}\0{files[key]}"
        where = int.from_bytes(hashlib.blake2b(_octets(key), digest_size=8).digest())
        hashed = int.from_bytes(hashlib.blake2b(_octets(stamped), digest_size=8).digest())
        buckets[where % number].append((key, hashed))
    return buckets


def _ordered(keys: Iterable[str]) -> list[str]:
    return sorted(keys)


def _octets(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")  # POSIX names are bytes
