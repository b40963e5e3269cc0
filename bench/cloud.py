"""What reading Gmail and Graph costs the client, against loops that read and do nothing else.

    python -m bench.cloud [--messages 10000] [--rounds 3] [--parts google,graph,graph-bare]

*Ours* is the whole program from its start to the committed store, everything parsed, learned and
folded. *Bare* is the loop that anybody would write: by Google's own client a get for each message,
by requests the delta of a folder. All in processes of their own and in turn; servers in others. CPU
is user and system time of the client (rusage), the least of the rounds. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import homes, mailbox, running
from bench.cloud_servers import Served, served
from bench.running import Ran
from bench.verdicts import Verdicts, table
from narrowcast.connectors.microsoft.deltas import PAGE_ROWS
from narrowcast.connectors.microsoft.heads import SELECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One run: who takes part, and what was found."""

    messages: int
    rounds: int
    folder: Path
    verdicts: Verdicts = field(default_factory=Verdicts)

    def ours(self, account: Served) -> Ran:
        """A first sync of a fresh set-up."""
        home = homes.write_signed_in(
            self.folder / account.connector, account.connector, account.options, account.login,
            mailbox.OWNER,
        )  # fmt: skip
        ran = self._side("sync", "--home", home, "--unpaced")
        if ran.said["problems"] or ran.said["messages"] != self.messages:
            raise running.Failed(str(ran.said))
        return ran

    def bare(self, run: str, account: Served, *more: str) -> Ran:
        """Everything read by a bare loop."""
        ran = self._side(run, "--endpoint", account.endpoint, "--token", account.token, *more)
        if ran.said["messages"] != self.messages:
            raise running.Failed(str(ran.said))
        return ran

    def _side(self, run: str, *more: str | Path) -> Ran:
        """Modules are compiled once, as those of an installed program are."""
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "pyc")}
        return running.run(running.python("bench.cloud_side", run, *more), compiled)

    def judge(
        self, name: str, contenders: dict[str, Callable[[], Ran]], limit: float | None = None
    ) -> None:
        """Have *contenders* run, the first of them ours; hold it against each other one, for
        *limit* where there is one.
        """
        found = running.rounds(self.rounds, contenders)
        table(f"{name}: a first sync of {self.messages:,} messages", self.messages, found)
        ours, *others = found
        for other in others:
            ratio = found[ours].cpu / found[other].cpu
            if limit is None:
                self.verdicts.figure(f"{name}: CPU of {other}", round(ratio, 4))
            else:
                self.verdicts.at_most(f"{name}: CPU of {other}", ratio, limit)
        per_thousand = found[ours].cpu / self.messages * 1_000
        self.verdicts.figure(f"{name}: CPU s per 1,000 messages", round(per_thousand, 3))


def google(bench: Bench) -> None:
    """Gmail: metadata of every message, one get each."""
    with served("google", bench.messages) as account:
        contenders: dict[str, Callable[[], Ran]] = {
            "ours": partial(bench.ours, account),
            "googleapiclient, a bare loop": partial(bench.bare, "google-bare", account),
        }
        bench.judge("Gmail", contenders, 1.5)


def graph(bench: Bench) -> None:
    """Graph: the delta of the inbox, the same properties and as many mails a page for both."""
    _delta(bench, "Graph", "graph", 3.0)


def graph_bare(bench: Bench) -> None:
    """The same of mail without the headers that Exchange Online adds: for what our own work is."""
    _delta(bench, "Graph, bare heads", "graph-bare")


def _delta(bench: Bench, name: str, kind: str, limit: float | None = None) -> None:
    more = ("--select", SELECT, "--page", str(PAGE_ROWS))
    with served(kind, bench.messages) as account:
        contenders: dict[str, Callable[[], Ran]] = {
            "ours": partial(bench.ours, account),
            "requests, a bare delta loop": partial(bench.bare, "graph-bare", account, *more),
        }
        bench.judge(name, contenders, limit)


PARTS: dict[str, Callable[[Bench], None]] = {
    "google": google,
    "graph": graph,
    "graph-bare": graph_bare,
}


def main() -> None:
    """Measure the parts asked for and judge them by the limits of the project."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parts", default=",".join(PARTS), help="of: " + ", ".join(PARTS))
    options = parser.parse_args()
    wanted = [part.strip() for part in options.parts.split(",")]
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="nc-bench-") as folder:
        bench = Bench(messages=options.messages, rounds=options.rounds, folder=Path(folder))
        for part in wanted:
            PARTS[part](bench)
    bench.verdicts.print()
    print(json.dumps({"messages": options.messages, **bench.verdicts.found}), flush=True)


if __name__ == "__main__":
    main()
