"""A connector on a Google world, on a clock that goes only while the connector waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from narrowcast.connectors.base import Budget, Page
from narrowcast.connectors.google import connector
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.google.mail import SCOPE as SCOPE
from narrowcast.connectors.promises import kept_after
from narrowcast.connectors.records import Message
from narrowcast.connectors.tiers import Tier
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.gate_faults import Fault, refused
from tests.servers.google import START, Mail
from tests.servers.google_account import GoogleAccount

GET = "gmail.users.messages.get"
LIST = "gmail.users.messages.list"
HISTORY = "gmail.users.history.list"
PROFILE = "gmail.users.getProfile"

Opener = Callable[..., GoogleConnector]


class Clock:
    """Seconds that pass only while somebody waits."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waits.append(seconds)


def opened(
    world: GoogleAccount, clock: Clock, *, options: dict[str, object] | None = None, **means: Any
) -> GoogleConnector:
    """The account of *world*; *means* as `GoogleAccount.means` takes them. The quota goes by
    *clock*, too.
    """
    world.gate.clock = clock
    return connector.opened(
        world.options(**(options or {})), world.means(**means), clock=clock, sleep=clock.sleep
    )


def mails(count: int, **more: Any) -> list[Mail]:
    """*count* mails, a day apart, the first the newest."""
    return [
        Mail(
            sender=f"Ana {number} <ana{number}@acme.test>",
            subject=f"Subject {number}",
            body=f"Dear me,\n\nNumber {number}.\n\n-- \nAna {number}\nBuyer, Acme Ltd\n",
            date=START - timedelta(days=number + 1),
            **more,
        )
        for number in range(count)
    ]


@dataclass(frozen=True)
class Broken:
    """A stage of the gate by which every reading of the message *id* fails."""

    id: str
    fault: Fault = Fault.SERVER_ERROR

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        if asked.id == GET and asked.path.endswith(f"/{self.id}"):
            return refused(self.fault)
        return forward(asked)


@dataclass(frozen=True)
class Misplaced:
    """A stage of the gate by which the oldest mails are listed first of all."""

    count: int

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        reply = forward(asked)
        if asked.id != LIST:
            return reply
        listed = reply.json["messages"]
        last = listed[-self.count :]
        return reply.saying({**reply.json, "messages": [*last, *listed[: -self.count]]})


def budget(**more: Any) -> Budget:
    return Budget(**{"tier": Tier.SIGNATURES, **more})


def messages(pages: Iterable[Page]) -> list[Message]:
    """The mails that are left after *pages*."""
    return [one for one in kept_after(pages).values() if isinstance(one, Message)]


def subjects(pages: Iterable[Page]) -> list[str]:
    return [one.subject for one in messages(pages)]
