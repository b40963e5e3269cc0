"""myworld: a host of many worlds, each with a Gmail, a calendar and contacts.

It is run as it is (0.2.1); the versions of its services are named, for it keeps former ones.
"""

from __future__ import annotations

import http.client
import itertools
import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.servers import processes

START = datetime(2026, 11, 15, 9, tzinfo=UTC)
"""When every world begins."""
USER = "me@corp.test"
_GMAIL_VERSION, _CALENDAR_VERSION = "2026-09-25.3", "2026-09-25.2"
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to fill a mailbox with; *thread* joins those of the same word."""

    sender: str = "Ana Li <ana@acme.test>"
    to: tuple[str, ...] = (USER,)
    cc: tuple[str, ...] = ()
    subject: str = "Hello"
    body: str = "Hi"
    date: datetime = START - timedelta(days=1)
    labels: tuple[str, ...] = ("INBOX",)
    thread: str | None = None

    def seed(self) -> dict[str, Any]:
        """As myworld wants it."""
        told = asdict(self) | {"from": self.sender, "date": self.date.isoformat()}
        del told["sender"]
        return told


@dataclass(frozen=True, slots=True)
class Myworld:
    """A running myworld: a host of many worlds."""

    port: int

    def request(self, verb: str, path: str, body: object = None, **headers: str) -> Any:
        """Say one thing to it; returns the JSON of its answer, None where it is empty."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(verb, path, sent, {"Content-Type": "application/json", **headers})
            answer = connection.getresponse()
            text = answer.read()
            assert answer.status < 300, f"{verb} {path}: {answer.status} {text[:300]!r}"
            return json.loads(text) if text else None
        finally:
            connection.close()


@contextmanager
def myworld(folder: Path) -> Generator[Myworld]:
    """Run myworld; its log goes to *folder*."""
    port = processes.free_port()
    command = [processes.program("myworld"), "serve", "--port", str(port), "--log-level", "error"]
    process = processes.Process(command, folder / "myworld.log")
    try:
        process.wait_for(port)
        yield Myworld(port)
    finally:
        process.kill()


def begin(
    host: Myworld, mails: Iterable[Mail], contacts: Iterable[Mapping[str, str]]
) -> tuple[str, str]:
    """Begin a world; returns its id and the one token it takes."""
    user = {"email": USER, "name": "Me Person"}
    seed = {
        "user": user,
        "emails": [one.seed() for one in mails],
        "contacts": [dict(one) for one in contacts],
    }
    spec = {
        "name": f"world{next(_NUMBERS)}",
        "task": "-",
        "now": START.isoformat(),
        "servers": {
            "gmail": {"version": _GMAIL_VERSION, "seed": seed},
            "calendar": {"version": _CALENDAR_VERSION, "seed": {"user": user, "events": []}},
        },
    }
    made = host.request("POST", "/envs", {"spec": spec, "time": "virtual"})
    (credentials,) = made["credentials"].values()
    return made["id"], credentials["google_access_token"]
