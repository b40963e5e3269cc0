"""Reading and writing the scorers' JSON lines, plain or .xz, and putting events to their owners."""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.formats.addresses import canonical

Event = dict[str, Any]


class OwnerOf(NamedTuple):
    """Whose mailbox an event is about: the owner's addresses and the files that hold it."""

    name: str
    addresses: frozenset[AddressKey]
    mailboxes: tuple[str, ...]


def by_owner(events: Iterable[Event]) -> dict[OwnerOf, list[Event]]:
    found: dict[OwnerOf, list[Event]] = defaultdict(list)
    for event in events:
        addresses = frozenset(AddressKey(canonical(a)) for a in event["owner"])
        found[OwnerOf(event["ego"], addresses, tuple(event["mailboxes"]))].append(event)
    return found


def read_jsonl(path: Path) -> Iterator[Event]:
    with lzma.open(path, "rt") if path.suffix == ".xz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)


def write_jsonl(path: Path, rows: Iterable[dict[str, object]]) -> None:
    with lzma.open(path, "wt") if path.suffix == ".xz" else path.open("w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
