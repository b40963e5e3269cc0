"""Predict answers on real mail with the product's own code.

    python bench/replies.py --mail DIR --events FILE --out FILE [--tier headers]

For every event of the test split: the product's chance that the contact answers, as of the
message's time. The mailbox is read in the tier given; of the message itself the product knows what
it asks, as of any mail that it is to send (`bench/sent.py`). `training/replies.py` fits the weights
and gives the figures cross-validated by mailbox. Printed: how often the interval holds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench import intervals
from bench.events import Event, read_jsonl, write_jsonl
from bench.intervals import Told
from bench.sent import with_letters
from bench.stores import ask_all
from narrowcast.agent.core.model import Estimate, Time
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier


def answer(advisor: Advisor, event: Event) -> dict[str, object]:
    """The product's chance of an answer to the event's message."""
    chance = advisor.responsiveness(event["contact"], Time(event["time"]), event["letter"])
    return {"event": event["event"], "p": chance.value, "low": chance.low, "high": chance.high}


def told(events: Iterable[Event], rows: Iterable[Event]) -> Iterator[Told]:
    """Rows of `answer` beside what happened, where the events tell it."""
    by_event = {row["event"]: row for row in rows}
    for event in events:
        if "answered" in event:
            row = by_event[event["event"]]
            yield Told(
                corpus=event["corpus"],
                person="\0".join((event["ego"], event["contact"][0])),
                chance=Estimate(row["p"], row["low"], row["high"]),
                answered=event["answered"],
            )


def main() -> None:
    """Answer the test split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.HEADERS)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--stores", type=Path, help="folder to keep the owners' stores in")
    options = parser.parse_args()
    events = [event for event in read_jsonl(options.events) if event["split"] == "test"]
    events = with_letters(options.mail, events, options.jobs, kept=options.stores)
    report = ask_all(options.mail, events, options.tier, answer, options.jobs, kept=options.stores)
    write_jsonl(options.out, report.rows)
    print(report.lines(), *intervals.lines(list(told(events, report.rows))), sep="\n")


if __name__ == "__main__":
    main()
