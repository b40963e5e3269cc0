"""How many texts the signatures tier fetches from a mail server, and whom they let us know.

    python -m bench.texts --mail DIR --events FILE [--boxes 5] [--mailboxes NAME,NAME]

Mailboxes are loaded into a Dovecot of our own and synced by the product, everything anew. The
events tell whose mailbox it is, as for `bench.introductions`; without --mailboxes some are taken
evenly from the largest to the smallest. Which texts are fetched is the product's choice, who is a
correspondent its judgement of the heads; here both are only counted. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

from bench import homes
from bench.events import OwnerOf, by_owner, read_jsonl
from bench.homes import Server
from bench.servers import PASSWORD, serving
from bench.verdicts import Verdicts
from narrowcast.agent.core.choosing import can_teach
from narrowcast.agent.core.learn import see
from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope, ScopeId
from narrowcast.connectors.formats import mbox, mime
from narrowcast.connectors.records import Message, Record, RemoteId, TextPart
from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import Mail

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@dataclass(slots=True)
class Seen:
    """What went over the line in one sync."""

    heads: dict[RemoteId, Message] = field(default_factory=dict[RemoteId, Message])
    texts: dict[RemoteId, int] = field(default_factory=dict[RemoteId, int])
    """Octets of each text that was fetched."""
    again: int = 0
    """Texts fetched that had been fetched before."""

    def correspondents(self, owner: Collection[AddressKey]) -> dict[AddressKey, bool]:
        """Who wrote a mail that is not bulk, and whether a text of theirs was read."""
        found: dict[AddressKey, bool] = {}
        read: set[AddressKey] = set()
        for remote, message in self.heads.items():
            seen = see(message)
            if seen is None or seen.author is None or seen.author.key in owner:
                continue
            if remote in self.texts:
                read.add(seen.author.key)
            if can_teach(seen):
                found[seen.author.key] = False
        return {key: key in read for key in found}


class Spy:
    """Stands before a connector and writes down what it gives."""

    def __init__(self, behind: Any, seen: Seen) -> None:
        self._behind, self._seen = behind, seen

    def scopes(self) -> Iterable[Scope]:
        scopes: Iterable[Scope] = self._behind.scopes()
        return scopes

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        for page in self._behind.pull(scope, cursor, budget):
            heads = (one for one in page.upserts if isinstance(one, Message))
            self._seen.heads.update((one.remote_id, one) for one in heads)
            yield page

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        for remote, parts in self._behind.texts(scope, wanted):
            self._seen.again += remote in self._seen.texts
            self._seen.texts[remote] = sum(len(part.text.encode()) for part in parts)
            yield remote, parts

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        yield from self._behind.records(scope, wanted)

    def wait(self, scopes: Collection[Scope], seconds: float, stop: Event) -> frozenset[ScopeId]:
        news: frozenset[ScopeId] = self._behind.wait(scopes, seconds, stop)
        return news

    def close(self) -> None:
        self._behind.close()


@contextmanager
def spying(seen: Seen) -> Iterator[None]:
    """Every connector opened in the block is spied on."""
    load = registry.load

    def loaded(name: str, options: Mapping[str, object], means: Means) -> Spy:
        return Spy(load(name, options, means), seen)

    vars(registry)["load"] = loaded
    try:
        yield
    finally:
        vars(registry)["load"] = load


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One mailbox, counted."""

    name: str
    messages: int
    octets: int
    """Of the whole mails."""
    texts: int
    text_octets: int
    correspondents: int
    covered: int
    blocks: int
    """Correspondents of whom a signature block was read."""
    again: int

    def row(self) -> str:
        share, allowed = self.texts / self.messages, self.allowed / self.messages
        return (
            f"{self.name:24}{self.messages:9}{self.texts:8}{share:7.1%}{allowed:9.1%}"
            f"{self.text_octets / self.octets:8.1%}{self.correspondents:8}"
            f"{self.covered / max(1, self.correspondents):9.1%}{self.blocks:8}"
        )

    @property
    def allowed(self) -> float:
        """The most texts that may be fetched."""
        return max(0.15 * self.messages, self.correspondents)


def count(server: Server, owner: OwnerOf, home: Path, octets: int) -> Count:
    """Sync the mailbox behind *server* and count."""
    seen = Seen()
    os.environ.update(server.environment)
    homes.write(home, server, tuple(owner.addresses), tier=Tier.SIGNATURES)
    with spying(seen), homes.workplace(home) as work:
        done = work.sync(NOW)
        blocks = work.store.conn.execute("SELECT count(DISTINCT address) FROM block").fetchone()
    if done.synced.problems:
        raise SystemExit(f"{owner.name}: {done.synced.problems}")
    people = seen.correspondents(owner.addresses)
    return Count(
        name=owner.name,
        messages=len(seen.heads),
        octets=octets,
        texts=len(seen.texts),
        text_octets=sum(seen.texts.values()),
        correspondents=len(people),
        covered=sum(people.values()),
        blocks=int(blocks[0]),
        again=seen.again,
    )


def mails_of(paths: Iterable[Path]) -> Iterator[Mail]:
    """Every mail of the mailboxes, dated by itself."""
    for path in paths:
        with mbox.open_mailbox(path) as stream:
            for piece in mbox.split(stream):
                head = mime.header_only(piece.raw, remote_id="")
                yield Mail(piece.raw, at=_believable(head.received_at or head.sent_at))


def _believable(at: datetime | None) -> datetime | None:
    return at if at is not None and 1980 < at.year < 2030 else None


def spread(owners: Sequence[OwnerOf], mail: Path, count: int) -> list[OwnerOf]:
    """Some of *owners*, evenly from the largest mailbox to the smallest."""
    alone = [owner for owner in owners if len(owner.mailboxes) == 1]
    by_size = sorted(alone, key=lambda one: -(mail / one.mailboxes[0]).stat().st_size)
    step = max(1.0, (len(by_size) - 1) / max(1, count - 1))
    return [by_size[round(place * step)] for place in range(min(count, len(by_size)))]


def main() -> None:
    """Count every mailbox and judge all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--boxes", type=int, default=5)
    parser.add_argument("--mailboxes", default="", help="their file names, by commas")
    options = parser.parse_args()
    owners = list(by_owner(read_jsonl(options.events)))
    names = set(filter(None, options.mailboxes.split(",")))
    chosen = (
        [owner for owner in owners if names.intersection(owner.mailboxes)]
        if names
        else spread(owners, options.mail, options.boxes)
    )
    print(
        f"{'mailbox':24}{'messages':>9}{'texts':>8}{'':7}{'allowed':>9}{'octets':>8}{'people':>8}"
        f"{'covered':>9}{'signed':>8}"
    )
    counts = list(counted(chosen, options.mail))
    judge(counts)


def counted(owners: Sequence[OwnerOf], mail: Path) -> Iterator[Count]:
    """Serve the mailboxes of *owners* and count each."""
    with tempfile.TemporaryDirectory(prefix="nc-bench-") as temporary:
        folder = Path(temporary)
        users = [f"user{place}" for place in range(len(owners))]
        with serving(folder, users) as server:
            for user, owner in zip(users, owners, strict=True):
                mails = list(mails_of(mail / name for name in owner.mailboxes))
                server.deliver(user, mails)
                box = Server(host=server.host, port=server.port, user=user, password=PASSWORD)
                octets = sum(len(one.raw) for one in mails)
                found = count(box, owner, folder / user, octets)
                print(found.row(), flush=True)
                yield found


def judge(counts: Sequence[Count]) -> None:
    """Hold the mailboxes against the limits of the project; the last line is JSON."""
    verdicts = Verdicts()
    most = max(one.texts / one.allowed for one in counts)
    verdicts.at_most("texts fetched, of those allowed, worst mailbox", most, 1)
    people = sum(one.correspondents for one in counts)
    covered = sum(one.covered for one in counts)
    verdicts.at_least("correspondents covered", covered / people, 0.99)
    least = min(one.covered / max(1, one.correspondents) for one in counts)
    verdicts.at_least("correspondents covered, worst mailbox", least, 0.99)
    verdicts.at_most("texts fetched twice", sum(one.again for one in counts), 0)
    verdicts.figure("messages", sum(one.messages for one in counts))
    verdicts.figure("texts", sum(one.texts for one in counts))
    verdicts.figure("correspondents", people)
    verdicts.print()
    print(json.dumps(verdicts.found))


if __name__ == "__main__":
    main()
