"""What one question costs at many contacts: the command line's, and that of the next one.

    python -m bench.suggest [--people 50000] [--messages 400000] [--home DIR] [--rounds 5]

Fills a set-up with `bench.mailbox`'s mail (headers tier), then asks for prospects that the mailbox
knows well, a little and not at all. *command*: `narrowcast suggest` from its start to its last
word; *start*: `narrowcast --version`, its peer; *question*: one more in a process that is running.
Seconds of CPU, the least of the rounds; a folder given with --home is used again.
"""

from __future__ import annotations

import argparse
import mailbox
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench import homes, running
from bench.mailbox import OWNER, mails
from narrowcast.agent.config import Account, OwnerSettings, PrivacySettings, Settings
from narrowcast.agent.config_text import render
from narrowcast.agent.suggest import prospect_of
from narrowcast.connectors.tiers import Tier

ASKED = ("prospect@acmeworks.example", "prospect@fluxmedia.example", "nobody@nowhere.example")
"""At a firm that thousands write from, at another, and at one nobody ever named."""


def fill(home: Path, people: int, messages: int) -> None:
    """Make a set-up and read the mailbox into it, as an owner would."""
    home.mkdir(parents=True, mode=0o700)
    box = mailbox.mbox(home / "archive.mbox")
    for one in mails(messages, people=people):
        box.add(one.raw)
    box.close()
    account = Account(name="box", connector="mbox", options={"path": str(home / "archive.mbox")})
    settings = Settings(
        owner=OwnerSettings(addresses=(OWNER,)),
        privacy=PrivacySettings(tier=Tier.HEADERS),
        accounts=(account,),
    )
    (home / "config.toml").write_text(render(settings), encoding="utf-8")
    running.run(_command("--home", str(home), "sync"))


def _command(*words: str) -> Sequence[str]:
    return (str(Path(sys.executable).with_name("narrowcast")), *words)


def main() -> None:
    """Fill, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--messages", type=int, default=400_000)
    parser.add_argument("--home", type=Path, help="kept and used again; default: a folder for now")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        home = options.home or Path(folder) / "home"
        if not (home / "config.toml").exists():
            shutil.rmtree(home, ignore_errors=True)
            fill(home, options.people, options.messages)
        _tell(home, options.rounds)


def _tell(home: Path, rounds: int) -> None:
    start = min(running.run(_command("--version")).cpu for _ in range(rounds))
    print(f"start {start:.3f} s")
    for asked in ASKED:
        command = _command("--home", str(home), "suggest", f"Jo Prospect <{asked}>")
        whole = [running.run(command) for _ in range(rounds)]
        print(
            f"{asked}: command {min(one.cpu for one in whole):.3f} s"
            f" ({min(one.wall for one in whole):.3f} s wall)"
        )
    with homes.workplace(home) as work:
        contacts = work.store.conn.execute("SELECT count(DISTINCT address) FROM tally").fetchone()
        now = datetime.now(UTC)
        print(f"{contacts[0]} people in touch with the owner")
        for asked in (*ASKED, *ASKED):
            began = process_time()
            work.advisor.suggest(prospect_of(name="Jo Prospect", address=asked), now)
            print(f"{asked}: question {process_time() - began:.3f} s")


if __name__ == "__main__":
    main()
