"""Reading a mailbox over IMAP, ours against the programs people use, in one run on one machine.

    python -m bench.imap --messages 100000 [--parts heads,first,stages,memory,idle,far] [--rounds 2]

A synthetic mailbox (`bench.mailbox`) is served by a Dovecot of our own on this machine, without
TLS, its index warm. Contenders take turns; of each the round with the least CPU counts. CPU is that
of the client's processes (rusage), the server's is not in it. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import homes, imapclient_peer, mailbox, peers, running
from bench.homes import Server
from bench.running import Ran
from bench.servers import PASSWORD, serving
from bench.verdicts import Verdicts, table
from narrowcast.connectors.imap_session.fetch import FIELDS
from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.latency import proxy

ALL, FIFTH, FEW_MAILS = "all", "fifth", "few"
"""The users: one has all mails, one a fifth of them, one those of the slowest peer."""
OFFLINEIMAP_MAILS = 2_000
"""It takes 5 ms of CPU for each mail: more would only cost patience, and each costs the same."""
SAME = " ".join(FIELDS).upper()
FEW = (
    "FROM TO CC REPLY-TO SENDER SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID"
    " LIST-UNSUBSCRIBE AUTO-SUBMITTED PRECEDENCE CONTENT-TYPE"
)
"""Header fields for the peer to ask for: those that we ask for, or the fewest one could live with.
Every name more costs it more, as its parser reads each answer's echo of them letter by letter; so
the limit on fetching alone is held against it with few.
"""
BY_IMAPCLIENT = "ours, fetched by imapclient"
RTT_SECONDS = 0.050
SETTLE_SECONDS = 2.0
"""mbsync waits for folders that were changed within this second; that is not held against it."""

HEADS, FIRST, STAGES, MEMORY, IDLE, FAR = PARTS = (
    "heads", "first", "stages", "memory", "idle", "far"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One run: the served mailbox, who takes part, and what was found."""

    server: Dovecot
    messages: int
    rounds: int
    peers: frozenset[str]
    folder: Path
    verdicts: Verdicts = field(default_factory=Verdicts)
    peaks: dict[tuple[Tier, str], float] = field(default_factory=dict[tuple[Tier, str], float])
    """MiB of our first syncs so far, by tier and user."""

    def box(self, user: str = ALL, port: int = 0) -> Server:
        """How a client reaches *user*'s mail."""
        own = port or self.server.port
        return Server(host=self.server.host, port=own, user=user, password=PASSWORD)

    def side(self, run: str, box: Server, *more: str | Path) -> Ran:
        """Run one of `bench.imap_side` against *box*."""
        place = ("--host", box.host, "--port", str(box.port))
        login = ("--user", box.user, "--password", box.password)
        command = running.python("bench.imap_side", run, *place, *login, *more)
        plugins = imapclient_peer.plugin(self.folder / "plugins")
        return running.run(command, running.with_path(plugins) | box.environment)

    def sync(self, box: Server, *more: str, peer: str = "", tier: Tier = Tier.HEADERS) -> Ran:
        """A first sync of a fresh set-up by the product; *peer*: imapclient fetches these fields in
        it.
        """
        home = self.home(box, peer=peer, tier=tier)
        ran = self.side("sync", box, "--home", home, *more)
        if ran.said["problems"]:
            raise running.Failed(str(ran.said["problems"]))
        if not peer and not more:
            former = self.peaks.get((tier, box.user), 0.0)
            self.peaks[tier, box.user] = max(former, float(ran.said["peak_mib"]))
        return ran

    def home(self, box: Server, *, peer: str = "", tier: Tier = Tier.HEADERS) -> Path:
        """A fresh set-up."""
        name = imapclient_peer.NAME if peer else "imap"
        more = {"fields": peer} if peer else {}
        place = self.folder / f"home-{name}-{tier.value}-{box.user}"
        return homes.write(place, box, (mailbox.OWNER,), connector=name, tier=tier, more=more)


def heads(bench: Bench) -> None:
    """Fetch every head and split the answers; nothing is parsed or kept."""
    box = bench.box()
    found = running.rounds(
        bench.rounds,
        {
            "ours": partial(bench.side, "heads-ours", box),
            "imapclient.fetch": partial(bench.side, "heads-peer", box, "--fields", FEW),
            "imapclient.fetch, asked for the same": partial(
                bench.side, "heads-peer", box, "--fields", SAME
            ),
        },
    )
    assert found["ours"].said["messages"] == found["imapclient.fetch"].said["messages"]
    table("fetch and split heads", bench.messages, found)
    ratio = found["ours"].cpu / found["imapclient.fetch"].cpu
    bench.verdicts.at_most("fetch + split: CPU of imapclient.fetch", ratio, 0.40)


def first(bench: Bench) -> None:
    """A first sync from nothing to the committed store."""
    box = bench.box()
    mbsync = peers.Mbsync(box, bench.folder / "mbsync")
    contenders: dict[str, Callable[[], Ran]] = {
        "ours": partial(bench.sync, box),
        BY_IMAPCLIENT: partial(bench.sync, box, peer=SAME),
        "the same, asking for fewer fields": partial(bench.sync, box, peer=FEW),
        "ours, with signatures": partial(bench.sync, box, tier=Tier.SIGNATURES),
    }
    if "mbsync" in bench.peers:
        contenders["mbsync"] = mbsync.first
    found = running.rounds(bench.rounds, contenders)
    if "notmuch" in bench.peers:
        mbsync.again()
        notmuch = peers.Notmuch(mbsync.maildir, bench.folder / "notmuch")
        found["notmuch new"] = notmuch.first()
    table("first sync", bench.messages, found)
    if "offlineimap" in bench.peers:
        few = min(OFFLINEIMAP_MAILS, bench.messages)
        slow = peers.Offlineimap(bench.box(FEW_MAILS), bench.folder / "offlineimap").first()
        table(f"first sync of {few} mails only", few, {"offlineimap": slow})
    ours = found.pop("ours").cpu
    limits = {BY_IMAPCLIENT: 0.75, "notmuch new": 0.15, "mbsync": 3.5}
    for name, limit in limits.items():
        if name in found:
            bench.verdicts.at_most(f"first sync: CPU of {name}", ours / found[name].cpu, limit)


def stages(bench: Bench) -> None:
    """Where the CPU time of a first sync goes, by tier."""
    for tier in (Tier.HEADERS, Tier.SIGNATURES):
        ran = bench.sync(bench.box(), "--stages", tier=tier)
        spent: Mapping[str, float] = ran.said["stages"]
        print(
            f"\n{f'stages of a first sync, {tier.value}':44}{'CPU s':>9}{'µs each':>9}{'share':>8}"
        )
        for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
            each, share = seconds / bench.messages * 1e6, seconds / sum(spent.values())
            print(f"  {name:42}{seconds:9.2f}{each:9.1f}{share:8.0%}")
        bench.verdicts.figure(f"stages, {tier.value}", {k: round(v, 3) for k, v in spent.items()})


def memory(bench: Bench) -> None:
    """The peak of resident memory, at all mails and at a fifth of them."""
    bare = running.bare_mib()
    print(f"\nmemory: the interpreter alone {bare:.0f} MiB")
    for tier in (Tier.HEADERS, Tier.SIGNATURES):
        for user in (FIFTH, ALL):
            if (tier, user) not in bench.peaks:
                bench.sync(bench.box(user), tier=tier)
        peak = {user: bench.peaks[tier, user] for user in (FIFTH, ALL)}
        above = {user: mib - bare for user, mib in peak.items()}
        print(
            f"  {tier.value}: {above[FIFTH]:.0f} MiB above it at {bench.messages // 5} mails,"
            f" {above[ALL]:.0f} at {bench.messages}"
        )
        name = f"memory, {tier.value}"
        bench.verdicts.at_most(f"{name}: of a fifth of the mails", peak[ALL] / peak[FIFTH], 1.2)
        bench.verdicts.at_most(f"{name}: MiB above the interpreter", above[ALL], 100)


def idle(bench: Bench) -> None:
    """A sync when nothing has changed."""
    box = bench.box()
    home = bench.home(box)
    bench.side("sync", box, "--home", home)
    mbsync = peers.Mbsync(box, bench.folder / "mbsync")
    if "mbsync" in bench.peers:
        if not mbsync.maildir.exists():
            mbsync.first()
        mbsync.again()
    time.sleep(SETTLE_SECONDS)
    contenders: dict[str, Callable[[], Ran]] = {
        "ours (a command of its own)": partial(bench.side, "tick", box, "--home", home)
    }
    if "mbsync" in bench.peers:
        contenders["mbsync"] = mbsync.again
    found = running.rounds(max(3, bench.rounds), contenders)
    said = found["ours (a command of its own)"].said
    table("nothing new", bench.messages, found)
    print(
        f"  ours, in the running program: {said['wall'] * 1e3:.1f} ms; {said['rows']} rows written"
    )
    if "mbsync" in bench.peers:
        ratio = float(said["wall"]) / found["mbsync"].wall
        bench.verdicts.at_most("nothing new: wall of mbsync", ratio, 0.25)
    bench.verdicts.figure("nothing new: rows written", said["rows"])
    _commands(bench, home)


def _commands(bench: Bench, home: Path) -> None:
    """What an idle sync says to the server, counted on the way."""
    with proxy(bench.server.port) as counting:
        said = bench.side("tick", bench.box(), "--home", _moved(home, counting.port)).said
    words = (line.split() for line in bytes(counting.said).split(b"\r\n"))
    # What answers a challenge while logging in is one word alone.
    lines = [line for line in words if len(line) > 1]
    folders = len(bench.server.folders(ALL))
    each = len(lines) / int(said["ticks"])
    verbs = sorted({line[1].decode("ascii", "replace").upper() for line in lines})
    print(f"  {each:.1f} commands a sync over {folders} folders, logging in and out with them:")
    print(f"  {', '.join(verbs)}")
    bench.verdicts.at_most("nothing new: commands a folder", each / folders, 3)


def _moved(home: Path, port: int) -> Path:
    """The set-up, its server now at *port*."""
    path = home / "config.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(f"port = {port}" if line.startswith("port = ") else line for line in lines),
        encoding="utf-8",
    )
    return home


def far(bench: Bench) -> None:
    """Heads a second when every answer takes 50 ms more."""
    with proxy(bench.server.port, round_trip=RTT_SECONDS) as slow:
        runs = [bench.side("pull-ours", bench.box(port=slow.port)) for _ in range(bench.rounds)]
    wall, count = min((float(ran.said["wall"]), int(ran.said["messages"])) for ran in runs)
    assert count == bench.messages
    rate = count / wall
    print(f"\n50 ms away: {count} heads in {wall:.1f} s, {rate:,.0f} a second")
    bench.verdicts.at_least("50 ms away: heads a second", rate, 6_000)


RUNS: dict[str, Callable[[Bench], None]] = {
    HEADS: heads, FIRST: first, STAGES: stages, MEMORY: memory, IDLE: idle, FAR: far
}  # fmt: skip


@contextmanager
def served(messages: int, folder: Path) -> Generator[Dovecot]:
    """A Dovecot with the mailbox in it, its index warm."""
    counts = {ALL: messages, FIFTH: messages // 5, FEW_MAILS: min(messages, OFFLINEIMAP_MAILS)}
    with serving(folder, counts) as server:
        for user, count in counts.items():
            started = time.perf_counter()
            server.deliver(
                user,
                (Mail(m.raw, at=m.received_at, seen=m.seen) for m in mailbox.mails(count)),
            )
            print(f"{user}: {count} mails written in {time.perf_counter() - started:.0f} s")
        yield server


def warm(bench: Bench) -> None:
    """Let the server read every mail once for its index, by both ways of asking."""
    for user in (FIFTH, ALL):
        bench.side("heads-ours", bench.box(user))
        bench.side("heads-peer", bench.box(user), "--fields", FEW)


def main() -> None:
    """Measure the parts asked for and judge them by the limits of the project."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--parts", default=",".join(PARTS), help="of: " + ", ".join(PARTS))
    parser.add_argument("--peers", default="mbsync,notmuch,offlineimap")
    parser.add_argument("--keep", type=Path, help="a folder to leave the set-ups in")
    options = parser.parse_args()
    wanted = [part.strip() for part in options.parts.split(",")]
    if unknown := set(wanted) - set(RUNS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    taking_part = frozenset(filter(None, options.peers.split(",")))
    if gone := peers.missing(*taking_part):
        print(f"not on this machine, so not measured: {', '.join(gone)}")
    with tempfile.TemporaryDirectory(prefix="nc-bench-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with served(options.messages, folder) as server:
            bench = Bench(
                server=server,
                messages=options.messages,
                rounds=options.rounds,
                peers=taking_part - set(gone),
                folder=folder,
            )
            warm(bench)
            for part in wanted:
                RUNS[part](bench)
            # Told before the folders are cleared away, which takes a while.
            bench.verdicts.print()
            said = {"messages": options.messages, **bench.verdicts.found}
            print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
