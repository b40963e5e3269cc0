"""Hold the introductions that the product finds against events found by other means.

    python -m bench.history --mail DIR --events FILE [--tier mentions] [--stores DIR]

Prints, for each corpus, how many of the events' prospects the product finds to have been introduced
(recall), by the same introducer, and by the same message; and how many more it finds.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from bench.events import Event, read_jsonl, write_jsonl
from bench.stores import ask_all
from narrowcast.agent.core.model import Time
from narrowcast.agent.history import History, history
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier

FOREVER = Time(4_102_444_800)


class Held(NamedTuple):
    """One owner's events beside what the product found in the owner's mail."""

    corpus: str
    ego: str
    events: int
    prospect: int
    introducer: int
    message: int
    found: int
    missed: tuple[str, ...]


def held(found: History, events: list[Event]) -> Held:
    """Compare one owner's events with one history."""
    by_address = {key: one for one in found.for_you if one.followed for key in one.other.addresses}
    counts: Counter[str] = Counter()
    missed: list[str] = []
    for event in events:
        one = by_address.get(event["prospect"]["address"])
        if one is None:
            missed.append(event["event"])
            continue
        counts["prospect"] += 1
        same = not set(one.introducer.addresses).isdisjoint(event["introducer"])
        counts["introducer"] += same
        counts["message"] += one.evidence == event["message_id"]
    first = events[0]
    return Held(
        first["corpus"],
        first["ego"],
        len(events),
        counts["prospect"],
        counts["introducer"],
        counts["message"],
        sum(1 for one in found.for_you if one.followed),
        tuple(missed),
    )


def main() -> None:
    """Compare, owner by owner, and print a line for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="one line of JSON for each owner")
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.MENTIONS)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--stores", type=Path, help="folder to keep the owners' stores in")
    options = parser.parse_args()
    by_ego: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in read_jsonl(options.events):
        by_ego[event["corpus"], event["ego"]].append(event)
    firsts = [those[0] | {"those": those} for those in by_ego.values()]
    report = ask_all(options.mail, firsts, options.tier, _answer, options.jobs, kept=options.stores)
    if options.out:
        write_jsonl(options.out, (row._asdict() for row in report.rows))
    for corpus in dict.fromkeys(row.corpus for row in report.rows):
        rows = [row for row in report.rows if row.corpus == corpus]
        events = sum(row.events for row in rows)
        print(
            f"{corpus}: {events} events of {len(rows)} owners; found"
            f" {sum(row.prospect for row in rows) / events:.1%} of the people,"
            f" {sum(row.introducer for row in rows) / events:.1%} by the same introducer,"
            f" {sum(row.message for row in rows) / events:.1%} by the same message;"
            f" {sum(row.found for row in rows)} found in all"
        )
    print(report.lines())


def _answer(advisor: Advisor, event: Event) -> Held:
    return held(history(advisor, FOREVER), event["those"])


if __name__ == "__main__":
    main()
