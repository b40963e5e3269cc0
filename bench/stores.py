"""Each owner's mail in a store of its own, every file read and parsed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.events import OwnerOf
from narrowcast.agent import archive
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.reading import Reading
from narrowcast.agent.store.store import Store
from narrowcast.connectors import registry
from narrowcast.connectors.base import Tier

KEY = bytes(32)  # hashes stay in this process


@dataclass(slots=True)
class Clock:
    """Seconds spent reading (and parsing) files, and keeping them in stores."""

    read: float = 0.0
    ingest: float = 0.0
    prepare: float = 0.0
    """What all questions of one store share: who is who."""
    messages: int = 0

    def line(self) -> str:
        return (
            f"read {self.read:.1f} s, ingest {self.ingest:.1f} s ({self.messages} messages),"
            f" prepare {self.prepare:.1f} s,"
        )


def stores(
    mail: Path, owners: Iterable[OwnerOf], tier: Tier, clock: Clock
) -> Iterator[tuple[OwnerOf, Store]]:
    """Yield every owner with a store of the owner's mail; closed when the next is asked for."""
    sharing: dict[tuple[str, ...], list[OwnerOf]] = defaultdict(list)
    for owner in owners:
        sharing[owner.mailboxes].append(owner)
    for mailboxes, those in sharing.items():
        start = perf_counter()
        connectors = [registry.load("mbox", {"path": str(mail / name)}) for name in mailboxes]
        parts = archive.deal(
            archive.read(connectors, Reading(tier, KEY, BlockReader())),
            {o: o.addresses for o in those},
        )
        clock.read += perf_counter() - start
        for owner in those:
            start = perf_counter()
            with Store.open(None, mention_key=KEY) as store:
                store.set_owner(owner.addresses)
                kept = parts.pop(owner)
                archive.keep(store, owner.name, kept)
                clock.ingest += perf_counter() - start
                clock.messages += len(kept)
                yield owner, store
