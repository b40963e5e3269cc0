"""Sets of UIDs as disjoint ranges: what IMAP calls a sequence set (RFC 3501 §9), with arithmetic.

A folder of 100,000 mails is a few hundred ranges, wherever it has holes; nothing here costs by the
number of mails.
"""

from __future__ import annotations

import base64
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from operator import itemgetter

Range = tuple[int, int]
"""First and last UID, both inside."""

MAX_UID = (1 << 32) - 1
_first, _last = itemgetter(0), itemgetter(1)
_RANGE = re.compile(r"(\d{1,10})(?::(\d{1,10}))?")
_MAX_UNPACKED = 32 << 20


class Uids:
    """An immutable set of UIDs."""

    __slots__ = ("ranges",)

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        """*ranges* in any order; they may overlap and are joined where they touch."""
        self.ranges: tuple[Range, ...] = tuple(_joined(sorted(ranges)))

    @classmethod
    def _of_sorted(cls, ranges: tuple[Range, ...]) -> Uids:
        """The set of *ranges* in order that neither overlap nor touch."""
        made = cls.__new__(cls)
        made.ranges = ranges
        return made

    @classmethod
    def of(cls, uids: Iterable[int]) -> Uids:
        """The set of these UIDs."""
        return cls((uid, uid) for uid in uids)

    @classmethod
    def parse(cls, text: str | bytes) -> Uids:
        """Read `1:3,7`; ranges may be upside down, what is no number is passed over."""
        plain = text.decode("ascii", "replace") if isinstance(text, bytes) else text
        found = ((int(low), int(high or low)) for low, high in _RANGE.findall(plain))
        return cls((min(pair), min(MAX_UID, max(pair))) for pair in found)

    def __str__(self) -> str:
        return ",".join(str(low) if low == high else f"{low}:{high}" for low, high in self.ranges)

    def __len__(self) -> int:
        return sum(high - low + 1 for low, high in self.ranges)

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Uids) and self.ranges == other.ranges

    def __hash__(self) -> int:
        return hash(self.ranges)

    def __repr__(self) -> str:
        return f"Uids({self})"

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(range(low, high + 1) for low, high in self.ranges)

    def __or__(self, other: Uids) -> Uids:
        return Uids((*self.ranges, *other.ranges)) if other.ranges else self

    def __and__(self, other: Uids) -> Uids:
        return self - (self - other)

    def __sub__(self, other: Uids) -> Uids:
        return Uids._of_sorted(tuple(_without(self.ranges, other.ranges))) if other.ranges else self

    def between(self, low: int, high: int) -> Uids:
        """Those from *low* to *high*, both inside."""
        if low > high:
            return Uids()
        start = bisect_left(self.ranges, low, key=_last)
        stop = bisect_right(self.ranges, high, key=_first)
        kept = list(self.ranges[start:stop])
        if kept:
            kept[0] = max(low, kept[0][0]), kept[0][1]
            kept[-1] = kept[-1][0], min(high, kept[-1][1])
        return Uids._of_sorted(tuple(kept))

    def newest(self, count: int) -> Uids:
        """The *count* highest."""
        taken: list[Range] = []
        for low, high in reversed(self.ranges):
            if count <= 0:
                break
            taken.append((max(low, high - count + 1), high))
            count -= high - low + 1
        return Uids._of_sorted(tuple(reversed(taken)))

    def chunks(self, longest: int) -> Iterator[str]:
        """Its text in pieces of at most *longest* characters, each a sequence set of its own."""
        piece: list[str] = []
        length = 0
        for low, high in self.ranges:
            word = str(low) if low == high else f"{low}:{high}"
            if piece and length + len(word) + 1 > longest:
                yield ",".join(piece)
                piece, length = [], 0
            piece.append(word)
            length += len(word) + 1
        if piece:
            yield ",".join(piece)

    @property
    def highest(self) -> int:
        """The highest UID; 0 where there is none."""
        return self.ranges[-1][1] if self.ranges else 0

    @property
    def lowest(self) -> int:
        """The lowest UID; 0 where there is none."""
        return self.ranges[0][0] if self.ranges else 0

    def pack(self) -> str:
        """A short text for cursors: lengths of gaps and runs in turn, deflated where it pays."""
        edges = list(chain.from_iterable((low, high + 1) for low, high in self.ranges))
        steps = ",".join(map(str, (later - former for former, later in pairwise((0, *edges)))))
        if len(steps) < 200:
            return steps
        return "z" + base64.b85encode(zlib.compress(steps.encode("ascii"), 1)).decode("ascii")

    @classmethod
    def unpack(cls, packed: str) -> Uids:
        """Read what `pack` wrote; raises ValueError."""
        try:
            steps = _steps(packed)
        except (zlib.error, ValueError) as fault:
            raise ValueError("this set of UIDs is damaged") from fault
        edge, ranges = 0, []
        for gap, run in zip(steps[::2], steps[1::2], strict=True):
            ranges.append((edge + gap, edge + gap + run - 1))
            edge += gap + run
        return cls(ranges)


def _steps(packed: str) -> list[int]:
    """Lengths of gaps and runs in turn; raises ValueError and zlib.error."""
    if packed.startswith("z"):
        inflater = zlib.decompressobj()
        octets = inflater.decompress(base64.b85decode(packed[1:]), _MAX_UNPACKED)
        if not inflater.eof:
            raise ValueError("cut short")
        packed = octets.decode("ascii")
    steps = list(map(int, packed.split(","))) if packed else []
    if len(steps) % 2 or min(steps, default=0) < 0:
        raise ValueError("no gaps and runs")
    return steps


def _joined(ranges: Iterable[Range]) -> Iterator[Range]:
    first, last = 0, -2
    for low, high in ranges:
        if low <= last + 1:
            last = max(last, high)
            continue
        if last >= first:
            yield first, last
        first, last = low, high
    if last >= first:
        yield first, last


def _without(ranges: tuple[Range, ...], others: tuple[Range, ...]) -> Iterator[Range]:
    place = 0
    for low, high in ranges:
        start = low
        while place < len(others) and others[place][1] < low:
            place += 1
        at = place
        while at < len(others) and others[at][0] <= high:
            if others[at][0] > start:
                yield start, others[at][0] - 1
            start = max(start, others[at][1] + 1)
            at += 1
        if start <= high:
            yield start, high
