"""Rank introducers on real mail with the product's own code.

    python bench/introductions.py --mail DIR --events FILE --out FILE [--tier mentions]

Reads each mailbox of the events once, keeps each owner's part in a store of its own, and asks the
product as of each event's cutoff. Predictions are in the format of the scorer
(`score.py introductions`). No rule stands here: reading, keeping and ranking are the product's.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from time import perf_counter

from bench.events import Event, by_owner, read_jsonl, write_jsonl
from bench.stores import Clock, stores
from narrowcast.agent.core.model import Time
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.base import Tier


def answer(advisor: Advisor, event: Event) -> dict[str, object]:
    """One event's ranking: every person as the list of addresses the product holds together."""
    given = event["prospect"]
    prospect = prospect_of(name=given["name"], address=given["address"])
    answered = advisor.rank(prospect, Time(event["cutoff"]))
    return {
        "event": event["event"],
        "ranking": [list(person.keys) for person in answered.people()],
        "abstain": not answered.linked,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.MENTIONS)
    options = parser.parse_args()
    clock, asked, rows = Clock(), [], []
    owners = by_owner(read_jsonl(options.events))
    for owner, store in stores(options.mail, owners, options.tier, clock):
        advisor = Advisor(store)
        start = perf_counter()
        advisor.prepare()
        clock.prepare += perf_counter() - start
        for event in owners[owner]:
            start = perf_counter()
            rows.append(answer(advisor, event))
            asked.append(perf_counter() - start)
    write_jsonl(options.out, rows)
    print(clock.line(), f"rank {sum(asked):.1f} s")
    print(
        f"{len(rows)} questions: mean {statistics.mean(asked) * 1e3:.1f} ms, median"
        f" {statistics.median(asked) * 1e3:.1f} ms"
    )


if __name__ == "__main__":
    main()
