"""What the program lends a Microsoft account in tests, and a Graph that answers by a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import NeedsLogin
from narrowcast.connectors.microsoft.rest import Graph
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.net import Egress

READS = frozenset({"mail.read", "calendars.readbasic", "contacts.read", "user.read"})
HEADS = frozenset({"mail.readbasic", "user.read"})


class NoSecrets:
    """A Microsoft account has neither password nor token of its own."""

    def password(self) -> str:
        raise AssertionError("nobody may ask for a password")

    token = password


@dataclass(slots=True)
class Remembered:
    """What is kept of a login, in memory."""

    text: str = ""
    writes: int = 0

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text, self.writes = text, self.writes + 1


def means(*hosts: str, kept: Remembered | None = None, egress: Egress | None = None) -> Means:
    return Means(
        account="work",
        egress=egress or Egress(hosts or ("127.0.0.1", "localhost")),
        secrets=NoSecrets(),
        kept=kept or Remembered(),
    )


@dataclass(slots=True)
class Known:
    """A login whose tokens were told beforehand; the last is given again and again."""

    granted: frozenset[str] = READS
    tokens: list[str] = field(default_factory=lambda: ["good"])
    asked: list[tuple[bool, str]] = field(default_factory=list[tuple[bool, str]])
    """Whether another token was asked for, and with which claims."""

    def token(self, *, force: bool = False, claims: str = "") -> str:
        self.asked.append((force, claims))
        if (force or claims) and len(self.tokens) > 1:
            self.tokens.pop(0)
        return self.tokens[0]

    def refused(self, why: str = "") -> NeedsLogin:
        return NeedsLogin("work", why)

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Answer:
    """What the scripted Graph says."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class Script:
    """A Graph that gives its answers in order, whatever is asked."""

    url: str
    answers: list[Answer]
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Method and path of each request."""
    headers: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    bodies: list[bytes] = field(default_factory=list[bytes])
    slept: list[float] = field(default_factory=list[float])
    login: Known = field(default_factory=Known)
    closing: list[Graph] = field(default_factory=list[Graph])

    def graph(self) -> Graph:
        settings = Settings(user="robin@vale.example", client_id="1-2-3", graph=self.url)
        made = Graph(settings, self.login, means(), sleep=self.slept.append)
        self.closing.append(made)
        return made


@contextmanager
def scripted(*answers: Answer, login: Known | None = None) -> Generator[Script]:
    """A Graph on this machine; what it was not asked for in the end is no fault."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self) -> None:
            script.asked.append((self.command, self.path))
            script.headers.append(dict(self.headers.items()))
            script.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
            told = script.answers.pop(0)
            content = told.body if isinstance(told.body, bytes) else _text(told.body, script.url)
            self.send_response(told.status)
            for name, value in {"Content-Length": str(len(content)), **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - http.server's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script = Script(f"http://127.0.0.1:{server.server_port}/v1.0", [*answers])
    script.login = login or Known()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield script
    finally:
        for one in script.closing:
            one.close()
        server.shutdown()
        thread.join()
        server.server_close()


def _text(body: Any, url: str) -> bytes:
    """JSON; `{url}` in a text stands for the address of Graph."""
    return json.dumps(body).replace("{url}", url).encode()
