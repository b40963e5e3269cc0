"""A storm over the outbox: a process that sends, killed and started anew, until all is settled.

The worker is forked from a server that has all modules loaded, so that a start takes milliseconds.
A second of the storm is minutes to the outbox: its graces and rests are as long as they are.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from narrowcast.agent import outbox
from narrowcast.agent.core import compose
from narrowcast.agent.core.model import AddressKey, AskKind, Letter, Time
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.asks import Cause, Origin, Wish
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Sender
from tests.agent.core.letter_samples import NOW, OWNER, prospect
from tests.agent.posting import seconds

HURRY = 200
"""Seconds of the outbox's clock in one of ours: its 600 for the server's copy are three."""
KILLS = (0.15, 1.0)
"""Seconds between two kills."""
DUE = seconds(NOW, later=timedelta(minutes=20))
_OPEN = (LetterState.PLANNED, LetterState.SENDING)


class Way(Protocol):
    """What a worker sends by, as it is told to another process; see `storm_ways`."""

    def opened(self) -> Sender: ...


def approve(file: Path, number: int, sender: str = OWNER.addresses[0]) -> None:
    """Approve so many letters that are due."""
    with Store.open(file, mention_key=bytes(32)) as store, store.writing():
        for one in range(number):
            _approve(store, one, sender)


def _approve(store: Store, number: int, sender: str) -> None:
    cause = Cause(at=seconds(NOW), origin=Origin.CLI)
    wish = replace(prospect(), name=f"Target Number{number}", addresses=())
    (wanted,) = prospects.add(store, [wish], seconds(NOW))
    to = f"friend{number}@lumen.example"
    words = Letter(
        to_name="Friend",
        to_address=to,
        subject=f"No. {number}",
        body="Hello.",
        ask_part="",
        blurb="",
    )
    ask = asks.draft(
        store,
        Wish(prospect=wanted.id, introducer=(), kind=AskKind.INTRODUCTION, letter=words),
        cause,
    )
    raw = compose.compose(
        words,
        replace(OWNER, addresses=(AddressKey(sender),)),
        message_id=f"<storm-{number}@vale.example>",
        token=f"{number:032x}",
        date=datetime.fromtimestamp(DUE, UTC),
        sender=sender,
    )
    letter = OutgoingLetter(
        id=0,
        ask=ask.id,
        message_id=f"<storm-{number}@vale.example>",
        token=f"{number:032x}",
        raw=raw,
        sha256=compose.approved_hash(raw),
        sender=sender,
        recipient=to,
        send_after=DUE,
        state=LetterState.PLANNED,
    )
    letters.approve(store, letter, cause)


def send_all(file: Path, way: Way, began: float, hurry: int) -> None:
    """Tick until no letter is open: what is killed again and again."""
    sender = way.opened()
    with Store.open(file, mention_key=bytes(32)) as store:
        while is_open(store):
            now = Time(DUE + int((time.monotonic() - began) * hurry))
            outbox.tick(store, sender, now, carrier="work")


def is_open(store: Store) -> bool:
    """Whether a letter is still to be settled."""
    return any(letters.letters(store, state) for state in _OPEN)


@dataclass(frozen=True)
class Storm:
    """What was there at the end."""

    kills: int
    states: Mapping[str, LetterState]
    """By recipient."""
    missed: int


def rage(
    file: Path, way: Way, seed: int, *, hurry: int = HURRY, kills: tuple[float, float] = KILLS
) -> Storm:
    """Have the letters of *file* sent by workers that are killed; returns when all are settled.

    A second of the storm is *hurry* of the outbox's clock.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.agent.storm_ways"])
    chance, began, count = random.Random(seed), time.monotonic(), 0
    while True:
        worker = context.Process(target=send_all, args=(file, way, began, hurry))
        worker.start()
        worker.join(chance.uniform(*kills))
        if worker.exitcode is not None:
            assert worker.exitcode == 0, f"the worker failed: {worker.exitcode}"
            break
        worker.kill()
        worker.join()
        count += 1
    with Store.open(file, mention_key=bytes(32)) as store:
        kept = letters.letters(store)
    states = {one.recipient: one.state for one in kept}
    return Storm(count, states, sum(one.missed for one in kept))
