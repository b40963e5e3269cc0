"""Reading a mail archive for the first time: our mbox connector against `mailbox.mbox`.

    python -m bench.mbox [FILE] [--messages 20000] [--rounds 3]

FILE is any mbox, not packed; without it a synthetic one is made (`bench.mailbox`).

The peer is what one writes with the standard library: iterate `mailbox.mbox`, take the same things
from each mail (who, when, subject, ids, the headers that we keep, and in the signatures tier its
texts) with the functions of `email`. Nothing is stored on either side. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import mailbox as stdlib
import tempfile
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message as Email
from email.utils import getaddresses, parsedate_to_datetime
from functools import partial
from pathlib import Path

from bench import mailbox, running
from bench.running import Ran
from bench.verdicts import Verdicts, table
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget
from narrowcast.connectors.formats.mime import KEPT_HEADERS
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.tiers import Tier

OURS, PEER = "ours", "mailbox.mbox"
_PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc")


def ours(path: Path, tier: Tier) -> int:
    """Read every record."""
    connector = registry.load("mbox", {"path": str(path)}, OFFLINE)
    return sum(
        len(page.upserts)
        for scope in connector.scopes()
        for page in connector.pull(scope, None, Budget(tier=tier))
    )


def peer(path: Path, tier: Tier) -> int:
    """The same with the standard library."""
    archive = stdlib.mbox(path, create=False)
    count = 0
    for message in archive:
        _extract(message, tier)
        count += 1
    return count


def _extract(message: Email, tier: Tier) -> dict[str, object]:
    found: dict[str, object] = {
        name: [
            (_decoded(shown), address)
            for shown, address in getaddresses([str(one) for one in message.get_all(name, [])])
        ]
        for name in _PEOPLE
    }
    found["date"] = _date(str(message["date"]))
    found["received"] = str(message["received"])
    found["subject"] = _decoded(str(message["subject"]))
    for name in ("message-id", "in-reply-to", "references"):
        found[name] = str(message.get(name, "")).split()
    found["kept"] = {
        name.lower(): _decoded(str(value))
        for name, value in message.items()
        if name.lower() in KEPT_HEADERS
    }
    if tier is not Tier.HEADERS:
        found["texts"] = [
            _text(payload, part.get_content_charset("utf-8"))
            for part in message.walk()
            if part.get_content_maintype() == "text"
            and isinstance(payload := part.get_payload(decode=True), bytes)
        ]
    return found


def _text(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, "replace")
    except LookupError:
        return payload.decode("latin-1")


def _date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        return None


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError):
        return value


def write(path: Path, count: int) -> None:
    """Write the synthetic mailbox as an mbox."""
    with path.open("wb") as out:
        for mail in mailbox.mails(count):
            out.write(f"From sender@x.example {mail.received_at:%a %b %d %H:%M:%S %Y}\n".encode())
            out.write(mail.raw.replace(b"\nFrom ", b"\n>From ") + b"\n\n")


def main() -> None:
    """Measure both tiers; with --side: be one of the contenders."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=(OURS, PEER), help=argparse.SUPPRESS)
    parser.add_argument("--tier", type=Tier, default=Tier.HEADERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        read = ours if options.side == OURS else peer
        count = read(options.file, options.tier)
        print(json.dumps({"messages": count, "peak_mib": running.peak_mib()}))
        return
    with tempfile.TemporaryDirectory(prefix="nc-bench-") as folder:
        path = options.file or Path(folder) / "archive.mbox"
        if not options.file:
            write(path, options.messages)
        compare(path, options.rounds)


def compare(path: Path, rounds: int) -> None:
    """Run both in turn, in both tiers."""
    verdicts = Verdicts()
    for tier in (Tier.HEADERS, Tier.SIGNATURES):
        found = running.rounds(
            rounds, {side: partial(_side, side, path, tier) for side in (OURS, PEER)}
        )
        messages = int(found[PEER].said["messages"])
        table(f"an mbox to records, {tier.value}", messages, found)
        for side, ran in found.items():
            verdicts.figure(f"{side}, {tier.value}: messages", ran.said["messages"])
        ratio = found[PEER].cpu / found[OURS].cpu
        verdicts.at_least(f"mbox, {tier.value}: times as fast as mailbox.mbox", ratio, 5)
    verdicts.print()
    print(json.dumps(verdicts.found))


def _side(side: str, path: Path, tier: Tier) -> Ran:
    command = running.python("bench.mbox", path, "--side", side, "--tier", tier.value)
    return running.run(command)


if __name__ == "__main__":
    main()
