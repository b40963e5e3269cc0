"""How the connectors for local files write their cursors: small JSON objects, checked when read
back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from narrowcast.connectors.base import Cursor
from narrowcast.connectors.errors import CursorExpired


def write(kind: str, state: Mapping[str, object]) -> Cursor:
    """Pack *state*; *kind* carries the version of its form (`mbox/1`)."""
    return Cursor(json.dumps({"kind": kind, **state}, separators=(",", ":"), ensure_ascii=False))


def read(kind: str, cursor: Cursor) -> dict[str, object]:
    """Unpack what `write` packed; a cursor of another kind or version is `CursorExpired`."""
    try:
        state = json.loads(cursor)
    except ValueError:
        state = None
    if not isinstance(state, dict) or state.get("kind") != kind:
        raise CursorExpired(
            "this resume point was written by another version; everything is read again"
        )
    return state


def number(state: Mapping[str, object], key: str) -> int:
    """The integer at *key*; `CursorExpired` where there is none."""
    value = state.get(key)
    if not isinstance(value, int):
        raise CursorExpired("this resume point is damaged; everything is read again")
    return value


def fingerprint(data: bytes) -> str:
    """A short digest: equal fingerprints mean equal bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()
