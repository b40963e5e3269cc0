"""Each owner's mail in a store of its own, every file read and parsed once, all cores at work."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from statistics import mean, median
from time import perf_counter, process_time
from typing import Any

from bench.events import Event, OwnerOf, by_owner
from narrowcast.agent import archive
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.reading import Reading
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors import registry
from narrowcast.connectors.base import Tier
from narrowcast.connectors.offline import OFFLINE

KEY = bytes(32)  # hashes stay in this process

Answer = Callable[[Advisor, Event], Any]


@dataclass(slots=True)
class Report:
    """What the answers are and what they took, in seconds; those of processes add up."""

    rows: list[Any] = field(default_factory=list[Any])
    read: float = 0.0
    ingest: float = 0.0
    prepare: float = 0.0
    """What all questions of one store share: who is who."""
    messages: int = 0
    asked: list[float] = field(default_factory=list[float])
    """CPU seconds of each question."""

    def add(self, other: Report) -> None:
        self.rows += other.rows
        self.asked += other.asked
        self.read += other.read
        self.ingest += other.ingest
        self.prepare += other.prepare
        self.messages += other.messages

    def lines(self) -> str:
        """The seconds of each step, and the milliseconds of a question."""
        return (
            f"read {self.read:.1f} s, ingest {self.ingest:.1f} s ({self.messages} messages),"
            f" prepare {self.prepare:.1f} s, rank {sum(self.asked):.1f} s\n"
            f"{len(self.asked)} questions: mean {mean(self.asked) * 1e3:.1f} ms,"
            f" median {median(self.asked) * 1e3:.1f} ms of CPU"
        )


def ask_all(
    mail: Path,
    events: Iterable[Event],
    tier: Tier,
    answer: Answer,
    jobs: int = 0,
    *,
    kept: Path | None = None,
) -> Report:
    """Put every event to a store of its owner's mail; *jobs* processes, 0: one a core.

    Mailboxes go to processes whole, largest first; an archive shared by owners is one piece.
    *kept*: a folder where stores stay for the next run. They are asked as they were made: after a
    change of what is read or kept, empty it.
    """
    sharing: dict[tuple[str, ...], dict[OwnerOf, list[Event]]] = defaultdict(dict)
    for owner, those in by_owner(events).items():
        sharing[owner.mailboxes][owner] = those
    size = {names: sum((mail / name).stat().st_size for name in names) for names in sharing}
    pieces = [sharing[names] for names in sorted(sharing, key=lambda names: -size[names])]
    total = Report()
    with ProcessPoolExecutor(jobs or os.cpu_count()) as pool:
        for report in pool.map(partial(_ask, mail, tier, answer, kept), pieces):
            total.add(report)
    return total


def _ask(
    mail: Path,
    tier: Tier,
    answer: Answer,
    kept: Path | None,
    piece: Mapping[OwnerOf, Sequence[Event]],
) -> Report:
    report = Report()
    for owner, store in _kept(mail, tuple(piece), tier, report, kept):
        advisor = Advisor(store)
        start = perf_counter()
        advisor.prepare()
        report.prepare += perf_counter() - start
        for event in piece[owner]:
            began = process_time()
            report.rows.append(answer(advisor, event))
            report.asked.append(process_time() - began)
    return report


def _kept(
    mail: Path, owners: Sequence[OwnerOf], tier: Tier, report: Report, folder: Path | None
) -> Iterator[tuple[OwnerOf, Store]]:
    """As `_stores`, from files in *folder* where all of them are there."""
    if folder is None:
        yield from _stores(mail, owners, tier, report)
        return
    folder.mkdir(parents=True, exist_ok=True)
    files = {owner: folder / f"{_file_name(owner, tier)}.db" for owner in owners}
    if all(file.exists() for file in files.values()):
        for owner, file in files.items():
            with Store.open(file, mention_key=KEY) as store:
                report.messages += store.conn.execute("SELECT count(*) FROM message").fetchone()[0]
                yield owner, store
        return
    for owner, store in _stores(mail, owners, tier, report):
        part = files[owner].with_suffix(".part")
        store.conn.execute("VACUUM INTO ?", (str(part),))
        part.replace(files[owner])
        yield owner, store


def _file_name(owner: OwnerOf, tier: Tier) -> str:
    told = "\0".join((owner.name, *sorted(owner.addresses), *owner.mailboxes))
    return f"{tier.value}-{blake2b(told.encode(), digest_size=8).hexdigest()}"


def _stores(
    mail: Path, owners: Sequence[OwnerOf], tier: Tier, report: Report
) -> Iterator[tuple[OwnerOf, Store]]:
    """Yield every owner of the same mailboxes with a store, closed when the next is asked for."""
    start = perf_counter()
    names = owners[0].mailboxes
    connectors = [registry.load("mbox", {"path": str(mail / name)}, OFFLINE) for name in names]
    mails = archive.read(connectors, Reading(tier, KEY, _reader()))
    parts = archive.deal(mails, {owner: owner.addresses for owner in owners})
    report.read += perf_counter() - start
    for owner in owners:
        start = perf_counter()
        with Store.open(None, mention_key=KEY) as store:
            store.set_owner(owner.addresses)
            kept = parts.pop(owner)
            archive.keep(store, owner.name, kept)
            report.ingest += perf_counter() - start
            report.messages += len(kept)
            yield owner, store


@cache
def _reader() -> BlockReader:
    """One a process: it loads spaCy."""
    return BlockReader()
