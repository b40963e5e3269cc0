"""The mails that reply events are about, as the product sees a mail that is to be sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.events import Event
from narrowcast.agent.core.outgoing import outgoing
from narrowcast.agent.core.responsiveness import Outgoing
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Tier
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message

KEPT = "sent.json"


def with_letters(
    mail: Path, events: Iterable[Event], jobs: int = 0, *, kept: Path | None = None
) -> list[Event]:
    """Each event with its message as `Outgoing` under "letter".

    The owner knows the words of a mail before it is sent, whatever tier the mailbox is read in.
    *kept*: a folder where they stay for the next run; after a change of `outgoing`, remove the
    file.
    """
    asked = list(events)
    known = _known(kept)
    missing: dict[str, set[str]] = defaultdict(set)
    for event in asked:
        if event["message_id"] not in known:
            for name in event["mailboxes"]:
                missing[name].add(event["message_id"])
    with ProcessPoolExecutor(jobs or None) as pool:
        for found in pool.map(partial(_read, mail), missing.items()):
            known.update(found)
    if kept and missing:
        kept.mkdir(parents=True, exist_ok=True)
        (kept / KEPT).write_text(json.dumps(known))
    return [{**event, "letter": Outgoing(*known[event["message_id"]])} for event in asked]


def _known(kept: Path | None) -> dict[str, tuple[bool, bool, int]]:
    file = kept and kept / KEPT
    return json.loads(file.read_text()) if file and file.exists() else {}


def _read(mail: Path, piece: tuple[str, set[str]]) -> dict[str, tuple[bool, bool, int]]:
    name, wanted = piece
    return {
        message.message_id: (seen.new_subject, seen.asks, seen.words)
        for message in _messages(mail / name)
        if message.message_id in wanted
        for seen in (outgoing(message),)
    }


def _messages(mailbox: Path) -> Iterator[Message]:
    connector = registry.load("mbox", {"path": str(mailbox)}, OFFLINE)
    for scope in connector.scopes():
        for page in connector.pull(scope, None, Budget(tier=Tier.MENTIONS)):
            yield from (one for one in page.upserts if isinstance(one, Message))
