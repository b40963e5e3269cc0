"""One measured run, in a process of its own: `bench.imap` starts it and reads its rusage.

    python -m bench.imap_side heads-ours|heads-peer|pull-ours|sync|tick …

The last line is a JSON object with what only the process itself can know.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench import imapclient_peer, running
from bench.imapclient_peer import FOLDER
from bench.stages import Stages
from narrowcast.connectors.base import Budget, Means
from narrowcast.connectors.net import Egress
from narrowcast.connectors.tiers import Tier

# What only some runs need is imported in them: the others shall not pay for it.

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TICKS = 5
BATCH = 2_000


def heads_ours(options: argparse.Namespace) -> dict[str, object]:
    """Fetch every head with our session and splitter; nothing is parsed."""
    from narrowcast.connectors.imap_session import fetch
    from narrowcast.connectors.imap_session.session import open_session
    from narrowcast.connectors.imap_session.settings import server

    with open_session(server(_options(options)), _means(options)) as session:
        session.examine(FOLDER.encode())
        count, uids = 0, session.search("ALL")
        while uids:
            batch = uids.newest(BATCH)
            uids -= batch
            tag = session.send("UID FETCH", str(batch), fetch.items(session.capabilities))
            count += sum(1 for _ in fetch.heads(session.stream, tag))
    return {"messages": count}


def pull_ours(options: argparse.Namespace) -> dict[str, object]:
    """Read every record by our connector; nothing is kept."""
    from narrowcast.connectors import registry

    connector = registry.load("imap", _options(options), _means(options))
    start, count = perf_counter(), 0
    for scope in connector.scopes():
        for page in connector.pull(scope, None, Budget(tier=Tier.HEADERS)):
            count += len(page.upserts)
    return {"messages": count, "wall": perf_counter() - start}


def heads_peer(options: argparse.Namespace) -> dict[str, object]:
    """Fetch every head with imapclient; its answers are split into items, nothing is parsed."""
    from imapclient import IMAPClient

    with IMAPClient(options.host, port=options.port, ssl=False) as client:
        client.login(options.user, options.password)
        client.select_folder(FOLDER, readonly=True)
        batches = imapclient_peer.fetch(client, options.fields.split())
        return {"messages": sum(map(len, batches))}


def sync(options: argparse.Namespace) -> dict[str, object]:
    """One sync of the set-up in --home, as `narrowcast sync` does it; --stages splits its time."""
    from bench import homes

    stages = Stages()
    if options.stages:
        from bench.imap_stages import watch

        watch(stages)
    with homes.workplace(options.home) as work, stages.stage("rest"):
        done = work.sync(NOW)
    return {
        "messages": done.synced.messages,
        "problems": done.synced.problems,
        "stages": dict(stages.seconds),
    }


def tick(options: argparse.Namespace) -> dict[str, object]:
    """Syncs with nothing new, in a running program: the shortest wall, and the rows written."""
    from bench import homes

    walls, written = [], []
    with homes.workplace(options.home) as work:
        for _ in range(TICKS):
            before = work.store.conn.total_changes
            start = perf_counter()
            done = work.sync(NOW)
            walls.append(perf_counter() - start)
            written.append(work.store.conn.total_changes - before)
            if done.synced.records or done.synced.problems:
                raise SystemExit(f"not idle: {done.synced}")
    return {"wall": min(walls), "first": walls[0], "rows": max(written), "ticks": TICKS}


def _options(options: argparse.Namespace) -> dict[str, object]:
    return {
        "host": options.host,
        "port": options.port,
        "user": options.user,
        "security": "none",
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """The login of the mailbox is no secret here."""

    word: str

    def password(self) -> str:
        return self.word

    def token(self) -> str:
        return self.word


def _means(options: argparse.Namespace) -> Means:
    egress = Egress([options.host])
    return Means(account="box", egress=egress, secrets=_Known(options.password))


RUNS: dict[str, Callable[[argparse.Namespace], dict[str, object]]] = {
    "heads-ours": heads_ours,
    "heads-peer": heads_peer,
    "pull-ours": pull_ours,
    "sync": sync,
    "tick": tick,
}


def main() -> None:
    """Do one run and tell of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", choices=sorted(RUNS))
    parser.add_argument("--home", type=Path)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int)
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--fields", help="header fields to ask for, by blanks")
    parser.add_argument("--stages", action="store_true")
    options = parser.parse_args()
    said = RUNS[options.run](options)
    print(json.dumps({**said, "peak_mib": running.peak_mib()}))


if __name__ == "__main__":
    main()
