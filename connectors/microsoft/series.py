"""What a calendar has told of its series, small enough to travel in the cursor.

Graph's delta does not say which instance of a series was deleted, and of a deleted series it names
the master alone (microsoft-graph-docs, pull request 4501). So of each series it is kept which
instances were told; of each instance, three octets of its id tell to whose series an id belongs
that is said to be gone. Some 9 octets an instance: 2,000 instances need 18 kB.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import blake2b

from narrowcast.connectors.errors import CursorExpired

Instances = dict[str, str]
"""Of one series: recurrence id → the mark of the instance's own id."""

_DAMAGED = "this resume point is damaged; everything is read again"


@dataclass(slots=True)
class Memory:
    """Series by the id of their master.

    What an answer changes counts once the whole of it was told (`settle`): one that was told in
    part is read again, and must come to the same.
    """

    told: dict[str, Instances] = field(default_factory=dict[str, Instances])
    _begun: dict[str, Instances] = field(default_factory=dict[str, Instances])
    """Of the present answer, also when it was told in part before."""
    _fresh: dict[str, Instances] = field(default_factory=dict[str, Instances])
    """Series as they are by the present answer."""

    @classmethod
    def unpacked(cls, packed: object) -> Memory:
        """Raises CursorExpired where *packed* is not of `packed`'s making."""
        match _unpacked(packed):
            case [dict(told), dict(begun)] if _is_series(told) and _is_series(begun):
                return cls(told, begun)
            case _:
                raise CursorExpired(_DAMAGED)

    def packed(self) -> str:
        return _packed([self.told, self._begun])

    def instances(self, master: str) -> tuple[str, ...]:
        """The recurrence ids told of a series, in order; () where it was never told."""
        return tuple(sorted(self._of(master)))

    def owner(self, instance: str) -> str:
        """The master of an *instance* by Graph's id; '' where no series has told it."""
        mark = _mark(instance)
        return next((id_ for id_, own in self.told.items() if mark in own.values()), "")

    def tell(self, master: str, recurrence_id: str, instance: str) -> None:
        """An instance is there."""
        self._fresh[master] = self._of(master)
        for known in (self._fresh[master], self._begun.setdefault(master, {})):
            known[recurrence_id] = _mark(instance)

    def only(self, master: str, recurrence_ids: Collection[str]) -> None:
        """Of a series there are *recurrence_ids* and no others; () where it is gone."""
        known = self._of(master)
        self._fresh[master] = {rid: known[rid] for rid in known if rid in recurrence_ids}

    def settle(self) -> None:
        """The whole answer was told."""
        for master in {*self._fresh, *self._begun}:
            self.told[master] = self._of(master)
            if not self.told[master]:
                del self.told[master]
        self._begun, self._fresh = {}, {}

    def _of(self, master: str) -> Instances:
        if master in self._fresh:
            return self._fresh[master]
        return {**self.told.get(master, {}), **self._begun.get(master, {})}


def packed_ids(ids: Collection[str]) -> str:
    """Remote ids, which have much in common; '' for none."""
    return _packed(sorted(ids)) if ids else ""


def unpacked_ids(packed: object) -> frozenset[str]:
    """What `packed_ids` packed; raises CursorExpired."""
    match _unpacked(packed) if packed else []:
        case list(ids):
            return frozenset(map(str, ids))
        case _:
            raise CursorExpired(_DAMAGED)


def _packed(what: object) -> str:
    raw = json.dumps(what, separators=(",", ":"), sort_keys=True)
    return base64.b85encode(zlib.compress(raw.encode("ascii"), 6)).decode("ascii")


def _unpacked(packed: object) -> object:
    try:
        raw = zlib.decompress(base64.b85decode(packed)) if isinstance(packed, str) else b"null"
        return json.loads(raw)
    except (ValueError, TypeError, zlib.error):
        return None


def _is_series(found: dict[str, object]) -> bool:
    return all(isinstance(one, dict) for one in found.values())


def _mark(instance: str) -> str:
    return blake2b(instance.encode("utf-8", "replace"), digest_size=3).hexdigest()
