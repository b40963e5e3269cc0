"""A storm over the outbox: a process that sends, killed and started anew, until all is settled.

The worker is forked from a server that has all modules loaded, so that a start takes milliseconds.
A second of the storm is minutes to the outbox: its graces and rests are as long as they are.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Self

from narrowcast.agent import config, outbox, sources
from narrowcast.agent.core import compose
from narrowcast.agent.core.model import AskKind, Letter, Time
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.asks import Cause, Origin, Wish
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.smtp.sender import SmtpSender
from tests.agent.core.letter_samples import NOW, OWNER, prospect
from tests.agent.posting import seconds
from tests.connectors.smtp.submission import QUICK
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.smtp_sink import Phase, Sink

BUSY, LOST = 0.08, 0.06
"""Of the letters: how many the server does not take now, and of how many its answer is lost."""
LATE_SECONDS = 0.15
"""After which a letter that was taken shows among the sent."""
KILLS = (0.15, 1.0)
HURRY = 200
"""Seconds of the outbox's clock in one of ours: its 600 for the server's copy are three."""
PASSWORD_VARIABLE = "NARROWCAST_STORM_PASSWORD"
_DUE = seconds(NOW, later=timedelta(minutes=20))
_OPEN = (LetterState.PLANNED, LetterState.SENDING)


def approve(file: Path, number: int) -> None:
    """Approve so many letters that are due."""
    with Store.open(file, mention_key=bytes(32)) as store, store.writing():
        for one in range(number):
            _approve(store, one)


def _approve(store: Store, number: int) -> None:
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
        OWNER,
        message_id=f"<storm-{number}@vale.example>",
        token=f"{number:032x}",
        date=datetime.fromtimestamp(_DUE, UTC),
        sender=OWNER.addresses[0],
    )
    letter = OutgoingLetter(
        id=0,
        ask=ask.id,
        message_id=f"<storm-{number}@vale.example>",
        token=f"{number:032x}",
        raw=raw,
        sha256=compose.approved_hash(raw),
        sender=OWNER.addresses[0],
        recipient=to,
        send_after=_DUE,
        state=LetterState.PLANNED,
    )
    letters.approve(store, letter, cause)


def send_all(file: Path, account: str, password: str, began: float) -> None:
    """Tick until no letter is open: what is killed again and again."""
    os.environ[PASSWORD_VARIABLE] = password
    sender = _sender(account, file.parent)
    with Store.open(file, mention_key=bytes(32)) as store:
        while is_open(store):
            now = Time(_DUE + int((time.monotonic() - began) * HURRY))
            outbox.tick(store, sender, now, carrier="work")


def is_open(store: Store) -> bool:
    """Whether a letter is still to be settled."""
    return any(letters.letters(store, state) for state in _OPEN)


def _sender(account: str, data: Path) -> SmtpSender:
    (one,) = config.parse(account).accounts
    made = sources.sender(one, data)
    assert isinstance(made, SmtpSender)
    return replace(made, sent=replace(made.sent, pause=lambda _: None), patience=QUICK)


@dataclass(frozen=True)
class Storm:
    """What was there at the end."""

    kills: int
    states: Mapping[str, LetterState]
    """By recipient."""
    missed: int


def rage(file: Path, account: str, password: str, seed: int) -> Storm:
    """Have the letters of *file* sent by workers that are killed; returns when all are settled."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance, began, kills = random.Random(seed), time.monotonic(), 0
    while True:
        worker = context.Process(target=send_all, args=(file, account, password, began))
        worker.start()
        worker.join(chance.uniform(*KILLS))
        if worker.exitcode is not None:
            assert worker.exitcode == 0, f"the worker failed: {worker.exitcode}"
            break
        worker.kill()
        worker.join()
        kills += 1
    with Store.open(file, mention_key=bytes(32)) as store:
        kept = letters.letters(store)
    states = {one.recipient: one.state for one in kept}
    return Storm(kills, states, sum(one.missed for one in kept))


def whims(sink: Sink, seed: int) -> None:
    """Have *sink* refuse some letters for now, and lose its answer to others."""
    chance = random.Random(seed)

    def whim() -> None:
        drawn = chance.random()
        sink.answers.pop(Phase.DOT, None)
        sink.drops = None
        if drawn < BUSY:
            sink.answers[Phase.DOT] = "451 4.3.0 try again later"
        elif drawn < BUSY + LOST:
            sink.drops = Phase.DOT

    sink.whim = whim


@dataclass
class Filing:
    """Files what *sink* took among the sent of *user*, late, as servers do; a context manager."""

    sink: Sink
    box: Dovecot
    user: str
    filed: int = 0

    def __enter__(self) -> Self:
        self._over = Event()
        self._thread = Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        seen: list[float] = []
        while not self._over.wait(0.02):
            now = time.monotonic()
            seen += [now] * (len(self.sink.letters) - len(seen))
            for one in self._ripe(seen, now):
                self.box.append(self.user, Mail(self.sink.letters[one].raw, "Sent"))
                self.filed += 1

    def _ripe(self, seen: list[float], now: float) -> Iterator[int]:
        yield from (one for one in range(self.filed, len(seen)) if now - seen[one] >= LATE_SECONDS)
