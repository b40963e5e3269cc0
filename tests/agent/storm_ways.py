"""What a storm rages over: each way for letters as a worker opens it, and the whims of its servers.

A way is sent to another process, so it holds names and numbers only. Whims are drawn from a seed.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from narrowcast.agent import config, sources
from narrowcast.connectors.base import Means, Sender
from narrowcast.connectors.google import api as google
from narrowcast.connectors.google import connect_sender
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.microsoft import rest, settings
from narrowcast.connectors.microsoft.sending import Drafting, Submission
from narrowcast.connectors.net import Egress
from narrowcast.connectors.offline import NoSecrets
from narrowcast.connectors.smtp.sender import SmtpSender
from tests.agent.storming import DUE
from tests.connectors.microsoft.lending import Known, means
from tests.connectors.smtp.submission import QUICK
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.gate_faults import Fault as Googles
from tests.servers.gate_faults import Faults as GoogleFaults
from tests.servers.google import GoogleWorld
from tests.servers.google_account import KeptHere
from tests.servers.graph import (
    GATEWAY_TIMEOUT,
    LOST_ANSWER,
    LOST_REQUEST,
    THROTTLED,
    TIMEOUT_AFTER_COMMIT,
    UNAVAILABLE,
    Graph,
)
from tests.servers.graph.faults import Fault, Faults
from tests.servers.smtp_sink import Phase, Sink

BUSY, LOST = 0.08, 0.06
"""Of the letters: how many the server does not take now, and of how many its answer is lost."""
LATE_SECONDS = 0.15
"""After which a letter that was taken shows among the sent."""
PASSWORD_VARIABLE = "NARROWCAST_STORM_PASSWORD"
_BREATH = 0.02
F = TypeVar("F")


@dataclass(frozen=True)
class SmtpWay:
    """An account that reads IMAP and sends by SMTP."""

    account: str
    password: str
    data: Path

    def opened(self) -> Sender:
        os.environ[PASSWORD_VARIABLE] = self.password
        (one,) = config.parse(self.account).accounts
        made = sources.sender(one, self.data)
        assert isinstance(made, SmtpSender)
        return replace(made, sent=replace(made.sent, pause=lambda _: None), patience=QUICK)


@dataclass(frozen=True)
class FolderWay:
    """A Maildir."""

    folder: Path

    def opened(self) -> Sender:
        return MaildirSender(self.folder)


@dataclass(frozen=True)
class GraphWay:
    """A Microsoft account, that submits or sends from a draft."""

    options: Mapping[str, object]
    token: str
    drafts: bool

    def opened(self) -> Sender:
        rights = {"mail.send", "mail.readwrite" if self.drafts else "mail.readbasic"}
        login = Known(frozenset(rights), [self.token])
        chosen = settings.read({**self.options, "authority": settings.AUTHORITY})
        talk = rest.Graph(chosen, login, means(), sleep=lambda _: None)
        return Drafting(talk) if self.drafts else Submission(talk, pause=lambda _: None)


@dataclass(frozen=True)
class GmailWay:
    """A Google account that is signed in."""

    options: Mapping[str, object]
    login: str

    def opened(self) -> Sender:
        google.Api._wait = lambda self, seconds: None  # type: ignore[method-assign]  # a minute's quota is long
        egress = Egress(["127.0.0.1", "localhost"])
        kept = KeptHere(self.login)
        return connect_sender(
            self.options, Means(account="work", egress=egress, secrets=NoSecrets(), kept=kept)
        )


# ---- SMTP --------------------------------------------------------------------------------------


def smtp_whims(sink: Sink, seed: int) -> None:
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


@contextmanager
def filing(sink: Sink, box: Dovecot, user: str) -> Iterator[None]:
    """File what *sink* took among the sent of *user*, late, as servers do."""
    seen: list[float] = []
    filed = 0

    def file() -> None:
        nonlocal filed
        now = time.monotonic()
        seen.extend([now] * (len(sink.letters) - len(seen)))
        while filed < len(seen) and now - seen[filed] >= LATE_SECONDS:
            box.append(user, Mail(sink.letters[filed].raw, "Sent"))
            filed += 1

    with meanwhile(file, _BREATH):
        yield


# ---- Graph -------------------------------------------------------------------------------------

_GRAPHS_LETTERS = (
    (BUSY, THROTTLED),
    (LOST, LOST_ANSWER),
    (0.03, TIMEOUT_AFTER_COMMIT),
    (0.03, GATEWAY_TIMEOUT),
    (0.03, UNAVAILABLE),
)
_GRAPHS_REST = ((0.02, UNAVAILABLE), (0.01, LOST_REQUEST), (0.01, LOST_ANSWER))


@dataclass
class _GraphWhims(Faults):
    """Faults that nobody ordered."""

    chance: random.Random = field(default_factory=random.Random)

    def meet(self, method: str, path: str) -> Fault | None:
        sends = method == "POST" and path.endswith(("/sendMail", "/send"))
        return _drawn(self.chance, _GRAPHS_LETTERS if sends else _GRAPHS_REST)


@contextmanager
def graph_storm(graph: Graph, seed: int, hurry: int) -> Iterator[None]:
    """Have *graph* fail as Microsoft does, by the outbox's clock, its copies showing late."""
    chance, began = random.Random(seed), time.monotonic()
    graph.faults = _GraphWhims(chance=random.Random(seed))
    graph.checks = False  # what it answers is judged elsewhere

    def pass_time() -> None:
        with graph.lock:
            passed = int((time.monotonic() - began) * hurry)
            graph.store.now = datetime.fromtimestamp(DUE + passed, UTC)
            graph.mailbox.filing.lookups = chance.choice((0, 0, 1, 3))
            graph.mailbox.filing.keeps_id = chance.random() < 0.5

    pass_time()
    with meanwhile(pass_time, _BREATH):
        yield


# ---- Gmail -------------------------------------------------------------------------------------

_SEND, _LIST = "gmail.users.messages.send", "gmail.users.messages.list"
_GOOGLES_LETTERS = (
    (0.04, Googles.RATE_429),
    (0.04, Googles.RATE_403),
    (LOST / 2, Googles.DROP_AFTER),
    (LOST / 2, Googles.FAIL_AFTER),
    (0.02, Googles.TRUNCATED),
    (0.02, Googles.UNAVAILABLE),
    (0.02, Googles.GATEWAY_TIMEOUT),
    (0.02, Googles.DROP_BEFORE),
)
_GOOGLES_REST = ((0.02, Googles.UNAVAILABLE), (0.01, Googles.DROP_AFTER))


@dataclass
class _Late:
    """A stage behind which what was sent shows late in lists."""

    since: dict[str, float] = field(default_factory=dict[str, float])

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        reply, now = forward(asked), time.monotonic()
        if reply.status >= 300 or asked.id not in {_SEND, _LIST}:
            return reply
        told = reply.json
        if asked.id == _SEND:
            self.since[told["id"]] = now
            return reply
        ripe = [
            one
            for one in told.get("messages", [])
            if now - self.since.get(one["id"], 0.0) >= LATE_SECONDS
        ]
        return reply.saying({**told, "messages": ripe})


@contextmanager
def gmail_storm(world: GoogleWorld, seed: int, hurry: int) -> Iterator[None]:
    """Have *world* fail as Google does, by the outbox's clock, its lists late."""
    chance, began = random.Random(seed), time.monotonic()
    pass_by(world, DUE)

    def strikes(self: GoogleFaults, asked: Asked, forward: Forward) -> Reply:
        fault = _drawn(chance, _GOOGLES_LETTERS if asked.id == _SEND else _GOOGLES_REST)
        if fault is not None and asked.id.startswith("gmail."):
            self.next(asked.id, fault)
        return GoogleFaults.__call__(self, asked, forward)

    at = world.gate.stages.index(world.faults)
    world.gate.stages[at] = lambda asked, forward: strikes(world.faults, asked, forward)
    world.gate.stages.append(_Late())
    with meanwhile(lambda: pass_by(world, DUE + (time.monotonic() - began) * hurry), 0.5):
        yield
    world.gate.stages[at] = world.faults
    del world.gate.stages[-1]


def pass_by(world: GoogleWorld, until: float) -> None:
    """Let the world's clock come up to *until*."""
    now = world.gate.now
    assert now is not None
    if (ahead := until - now.timestamp()) > 0:
        world.advance(seconds=ahead)


def _drawn(chance: random.Random, among: tuple[tuple[float, F], ...]) -> F | None:
    drawn = chance.random()
    for share, one in among:
        if drawn < share:
            return one
        drawn -= share
    return None


@contextmanager
def meanwhile(act: Callable[[], None], every: float) -> Iterator[None]:
    """*act* again and again, on a thread of its own, for the length of the block."""
    over = Event()

    def run() -> None:
        while not over.wait(every):
            act()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
