"""Rank introducers on real mail with the product's own code.

    python bench/introductions.py --mail DIR --events FILE --out FILE [--tier mentions]

Reads each mailbox of the events once, keeps each owner's part in a store of its own, and asks the
product as of each event's cutoff. Predictions are in the format of the scorer
(`score.py introductions`). No rule stands here: reading, keeping and ranking are the product's.
`training/introducers.py` fits its numbers and gives the figures cross-validated by mailbox.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.events import Event, read_jsonl, write_jsonl
from bench.stores import ask_all
from narrowcast.agent.core.model import AddressId, Prospect, Time
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.base import Tier


def asked(event: Event) -> Prospect:
    """The prospect of an event, as a user would type it."""
    given = event["prospect"]
    return prospect_of(name=given["name"], address=given["address"])


def answer(advisor: Advisor, event: Event) -> dict[str, object]:
    """One event's ranking: every person as the list of addresses the product holds together."""
    answered = advisor.rank(asked(event), Time(event["cutoff"]))
    return {
        "event": event["event"],
        "ranking": [answered.grouping.keys(AddressId(one.person)) for one in answered.ranked],
        "abstain": not answered.linked,
    }


def main() -> None:
    """Answer all events and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.MENTIONS)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--stores", type=Path, help="folder to keep the owners' stores in")
    options = parser.parse_args()
    events = read_jsonl(options.events)
    report = ask_all(options.mail, events, options.tier, answer, options.jobs, kept=options.stores)
    write_jsonl(options.out, report.rows)
    print(report.lines())


if __name__ == "__main__":
    main()
