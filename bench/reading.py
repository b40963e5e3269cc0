"""What it costs to read every mail's signature: cut, gated, read, on one core.

    python -m bench.reading MAILBOX.mbox[.xz] … [--messages 100000]

Mails are parsed and learned beforehand, by the mbox connector and `core.learn`, and kept on disk
page by page; a process of its own, bound to one core and one thread, then streams them through
`agent.reading.read`, as a sync does in which every text is at hand. CPU seconds are the thread's,
charged to the innermost of the stages `quotes cut`, `blocks found`, `blocks read` (spaCy with its
import), `job news` and `rest`; taking the pages back from disk is `spool` and not in the sum.
Known blocks are kept in a dict where a sync asks its store.

Mailboxes are read in the order given until --messages are there; where they hold fewer, the sum is
scaled up. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from bench import running
from bench.stages import Stages
from bench.verdicts import Verdicts
from narrowcast.agent import reading
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.core.learn import BlockClaim, Changes, Seen, learn
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.reading import Block, Look, Reading
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Page
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.tiers import Tier
from narrowcast.nlp import block as block_finder
from narrowcast.nlp.signature import EXTRACTOR_VERSION

KEY = bytes(32)  # hashes stay in this process
MESSAGES = 100_000
SECONDS, SHARE, LOAD_SECONDS, PEAK_MIB = 120, 0.15, 0.3, 250  # the limits of issue 5
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
SPOOL, CUT, FOUND, READ, NEWS, REST = (
    "spool",
    "quotes cut",
    "blocks found",
    "blocks read",
    "job news",
    "rest",
)

Learned = tuple[Page, Changes]


# ---------------------------------------------------------------- beforehand


def learned(mailboxes: Iterable[Path], messages: int) -> Iterator[Learned]:
    """Pages of *mailboxes* with their texts, learned, until *messages* were given."""
    given = 0
    for path in mailboxes:
        connector = registry.load("mbox", {"path": str(path)}, OFFLINE)
        for scope in connector.scopes():
            budget = Budget(tier=Tier.SIGNATURES, max_records=messages - given)
            for page in connector.pull(scope, None, budget):
                yield page, learn(page)
                given += len(page.upserts)
                if given >= messages:
                    return


def spool(pages: Iterable[Learned], path: Path) -> int:
    """Write *pages* to *path*; how many records they hold."""
    count = 0
    with path.open("wb") as out:
        for page, changes in pages:
            pickle.dump((page, changes), out, protocol=pickle.HIGHEST_PROTOCOL)
            count += len(page.upserts)
    return count


def spooled(path: Path) -> Iterator[Learned]:
    """What `spool` wrote, a page at a time."""
    with path.open("rb") as held:
        while held.peek(1):
            yield pickle.load(held)


# ---------------------------------------------------------------- the measured process


@dataclass(slots=True)
class Watching:
    """The product's reader, its stages watched and its blocks counted (`SignatureReader`)."""

    behind: BlockReader
    stages: Stages
    texts: int = 0
    """Texts in which a block was looked for."""
    read: int = 0
    """Blocks that spaCy saw."""
    version: int = EXTRACTOR_VERSION

    def look(self, text: str, seen: Seen) -> Look | None:
        self.texts += 1
        with self.stages.stage(FOUND):
            return self.behind.look(text, seen)

    def claims(self, blocks: Iterable[Block]) -> Iterator[tuple[BlockClaim, ...]]:
        blocks = tuple(blocks)
        self.read += len(blocks)
        with self.stages.stage(READ):
            found = list(self.behind.claims(blocks))
        yield from found


@dataclass(slots=True)
class Outcome:
    """What reading all pages gave."""

    messages: int = 0
    distinct: set[int] = field(default_factory=set[int])
    """Identities of mails; a mailbox may hold a mail in several folders."""
    signed: int = 0
    """Mails in which a block was found."""
    blocks: dict[AddressKey, dict[bytes, tuple[BlockClaim, ...]]] = field(default_factory=dict)
    """What was read, by author and digest."""

    def known(self, author: AddressKey) -> frozenset[bytes]:
        return frozenset(self.blocks.get(author, ()))

    def add(self, page: Page, changes: Changes) -> None:
        self.messages += len(page.upserts)
        self.distinct.update(seen.identity for _, seen in changes.messages)
        self.signed += len(changes.signed)
        for one in changes.signed:
            self.blocks.setdefault(one.author, {}).setdefault(one.digest, one.claims or ())


def read_all(pages: Iterator[Learned], reader: Watching) -> Outcome:
    """Read *pages* one after the other, with the time charged to the stages of *reader*."""
    outcome, how = Outcome(), Reading(Tier.SIGNATURES, KEY, reader)
    while True:
        with reader.stages.stage(SPOOL):
            held = next(pages, None)
        if held is None:
            return outcome
        page, changes = held
        with reader.stages.stage(REST):
            read = reading.read(page, changes, how, outcome.known)
        outcome.add(page, read)


def watch(stages: Stages) -> None:
    """Charge to *stages* what the product's functions inside `look` and `read` take."""
    stages.watch(block_finder, "own_lines", CUT)
    stages.watch_pages(reading, "tidings", NEWS)


def read_side(path: Path) -> dict[str, object]:
    """Read a spool on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    stages = Stages()
    watch(stages)
    reader = Watching(BlockReader(), stages)
    outcome = read_all(spooled(path), reader)
    return {
        "messages": outcome.messages,
        "distinct": len(outcome.distinct),
        "texts": reader.texts,
        "signed": outcome.signed,
        "read": reader.read,
        "seconds": dict(stages.seconds),
        "peak_mib": running.peak_mib(),
    }


def load_side() -> dict[str, object]:
    """Make the reader where spaCy is imported already."""
    import spacy  # noqa: F401

    from narrowcast.nlp import signature

    start = process_time()
    signature.Reader()
    return {"load": process_time() - start}


# ---------------------------------------------------------------- the report


def report(said: Mapping[str, Any], load: float) -> Verdicts:
    """Print the stages and hold the sums against the limits."""
    verdicts = Verdicts()
    messages, read = said["messages"], said["read"]
    seconds = {name: took for name, took in said["seconds"].items() if name != SPOOL}
    total = sum(seconds.values())
    print(f"\n{'stage':32}{'CPU s':>9}{'µs a mail':>11}")
    for name, took in sorted(seconds.items(), key=lambda one: -one[1]):
        print(f"  {name:30}{took:9.2f}{took / messages * 1e6:11.1f}")
    print(
        f"  {'all':30}{total:9.2f}{total / messages * 1e6:11.1f}  {messages / total:,.0f} mails/s"
    )
    if messages != MESSAGES:
        print(f"  {messages} mails were read; the limit of {MESSAGES} is held against their share")
    for name in ("messages", "distinct", "texts", "signed", "read"):
        verdicts.figure(name, said[name])
    verdicts.figure("stages", seconds)
    verdicts.at_most("100,000 mails cut, gated, read: CPU s", total / messages * MESSAGES, SECONDS)
    verdicts.at_most("share of the mails that spaCy saw", read / messages, SHARE)
    verdicts.figure("share of the distinct mails", read / said["distinct"])
    verdicts.at_most("making the reader after spaCy's import: CPU s", load, LOAD_SECONDS)
    verdicts.at_most("peak of resident memory, MiB", said["peak_mib"], PEAK_MIB)
    return verdicts


def main() -> None:
    """Spool, then measure in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mailboxes", type=Path, nargs="+")
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--rounds", type=int, default=3, help="of making the reader")
    parser.add_argument("--side", choices=("read", "load"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        side = load_side() if options.side == "load" else read_side(options.mailboxes[0])
        print(json.dumps(side))
        return
    with tempfile.TemporaryDirectory(prefix="nc-bench-") as folder:
        path = Path(folder) / "pages"
        count = spool(learned(options.mailboxes, options.messages), path)
        print(f"{count} mails on disk, {path.stat().st_size >> 20} MiB", flush=True)
        load = min(_run("load", path)["load"] for _ in range(options.rounds))
        said = _run("read", path)
    verdicts = report(said, load)
    verdicts.print()
    print(json.dumps(verdicts.found))


def _run(side: str, spool: Path) -> Mapping[str, Any]:
    command = running.python("bench.reading", spool, "--side", side)
    return running.run(command, ONE_THREAD).said


if __name__ == "__main__":
    main()
