"""A gate on 127.0.0.1 between a client and an emulator: it watches, judges and troubles.

    client ──► Gate ──► stage ──► stage ──► … ──► emulator
                 │        tokens, rules, faults, what the emulator lacks
                 └─ every call is in `gate.log`; `gate.problems` fails the test at its end

A stage takes a request and the rest of the way, and returns the answer: its own, or the one that
came back, as it is or changed. `Torn` tears the connection instead.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlsplit

from tests.servers.google_discovery import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came; *method* None: none of Google's three APIs."""

    verb: str
    path: str
    query: str
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes = b""
    method: Method | None = None

    @property
    def id(self) -> str:
        """The method's id, or verb and path."""
        return self.method.id if self.method else f"{self.verb} {self.path}"

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query, keep_blank_values=True)

    def parameter(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.parameters if key == name), default)

    @property
    def bearer(self) -> str:
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token if scheme.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """One that comes several times (Set-Cookie) has a line for each."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def saying(self, told: object) -> Reply:
        """The same with another JSON body."""
        return replace(self, body=json.dumps(told).encode())


def told(status: int, body: object, **headers: str) -> Reply:
    """An answer of the gate's own, in JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(
        status=status,
        body=json.dumps(body).encode(),
        headers={"content-type": "application/json; charset=UTF-8", **named},
    )


class Torn(Exception):
    """Tear the connection after *octets* of the answer."""

    def __init__(self, octets: bytes = b"") -> None:
        super().__init__()
        self.octets = octets


Forward = Callable[[Asked], Reply]
Stage = Callable[[Asked, Forward], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the gate noted of a request and its answer."""

    id: str
    verb: str
    path: str
    query: str
    status: int
    """0: the connection was torn."""
    at: float
    """By the gate's clock, in seconds."""
    body: bytes = field(repr=False, default=b"")
    answer: bytes = field(repr=False, default=b"")
    """What went back, with its head; kept where `Gate.remembers` is on."""
    authorization: str = field(repr=False, default="")

    def parameter(self, name: str) -> str | None:
        """The first value of the query's parameter *name*."""
        found = parse_qsl(self.query, keep_blank_values=True)
        return next((value for key, value in found if key == name), None)


@dataclass
class Gate:
    """A running gate."""

    port: int
    stages: list[Stage]
    upstream: Forward
    find: Callable[[str, str], Method | None] = lambda _verb, _path: None
    tls: bool = False
    clock: Callable[[], float] = time.monotonic
    """By which `log` is dated; give it the test's own where that has one."""
    now: datetime | None = None
    """What the Date of each answer says; None: the machine's own."""
    remembers: bool = False
    log: list[Call] = field(default_factory=list[Call])
    problems: list[str] = field(default_factory=list[str])
    most_at_once: int = 0
    _running: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: set[socket.socket] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}" if self.tls else f"http://127.0.0.1:{self.port}"

    def calls(self, *ids: str) -> list[Call]:
        """What was noted of methods *ids*; of all where none is named."""
        with self._lock:
            return [one for one in self.log if not ids or one.id in ids]

    def forget(self) -> None:
        """Empty the log."""
        with self._lock:
            self.log.clear()

    def check(self) -> None:
        """Raise AssertionError where an answer or a request was none of Google's."""
        assert not self.problems, "\n".join(dict.fromkeys(self.problems))

    def answer(self, asked: Asked) -> Reply:
        """Send *asked* through every stage."""
        return _through(self.stages, self.upstream)(asked)

    def _exchange(self, asked: Asked) -> bytes:
        """The octets to send back; raises Torn."""
        started = self.clock()
        with self._lock:
            self._running += 1
            self.most_at_once = max(self.most_at_once, self._running)
        status, octets = 0, b""
        try:
            reply = self.answer(asked)
            status, octets = reply.status, self._written(reply)
            return octets
        finally:
            with self._lock:
                self._running -= 1
                self.log.append(
                    Call(
                        id=asked.id, verb=asked.verb, path=asked.path, query=asked.query,
                        status=status, at=started, body=asked.body,
                        answer=octets if self.remembers else b"",
                        authorization=asked.headers.get("authorization", ""),
                    )
                )  # fmt: skip

    def _written(self, reply: Reply) -> bytes:
        drops = {"date", "server", "content-length", "connection", "transfer-encoding"}
        lines = [
            f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}",
            f"Date: {self._date(reply)}",
            f"Content-Length: {len(reply.body)}",
            *(
                f"{name}: {value}"
                for name, values in reply.headers.items()
                if name not in drops
                for value in values.split("\n")
            ),
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + reply.body

    def _date(self, reply: Reply) -> str:
        if self.now is not None:
            return format_datetime(self.now.astimezone(UTC), usegmt=True)
        return reply.headers.get("date") or format_datetime(
            datetime.fromtimestamp(time.time(), UTC), usegmt=True
        )

    def _serve(self, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(client, context), daemon=True).start()

    def _talk(self, client: socket.socket, context: ssl.SSLContext | None) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(_KEPT.close)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if context:
                client = _wrapped(client, context)
            stack.enter_context(client)
            with self._lock:
                self._open.add(client)
            stack.callback(self._open.discard, client)
            reading = stack.enter_context(client.makefile("rb"))
            while asked := self._read(reading):
                try:
                    client.sendall(self._exchange(asked))
                except Torn as torn:
                    client.sendall(torn.octets)
                    _reset(client)
                    return

    def _read(self, reading: BinaryIO) -> Asked | None:
        first = reading.readline().decode("latin-1").split()
        if len(first) != 3:
            return None
        headers = dict[str, str]()
        while line := reading.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        target = urlsplit(first[1])
        return Asked(
            verb=first[0], path=target.path, query=target.query, headers=headers,
            body=_body(reading, headers), method=self.find(first[0], target.path),
        )  # fmt: skip


def _wrapped(client: socket.socket, context: ssl.SSLContext) -> socket.socket:
    try:
        return context.wrap_socket(client, server_side=True)
    except OSError:  # a client that does not trust us, or a browser that thought better of it
        client.close()
        raise


def _through(stages: Sequence[Stage], upstream: Forward) -> Forward:
    if not stages:
        return upstream
    first, rest = stages[0], _through(stages[1:], upstream)
    return lambda asked: first(asked, rest)


def _body(reading: BinaryIO, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return reading.read(int(headers.get("content-length", 0)))
    chunks = list[bytes]()
    while size := int(reading.readline().split(b";")[0], 16):
        chunks.append(reading.read(size))
        reading.readline()
    while reading.readline().strip():
        pass
    return b"".join(chunks)


def _reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if isinstance(client, ssl.SSLSocket):
        client.shutdown(socket.SHUT_RDWR)


def _joined(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    made = dict[str, str]()
    for name, value in headers:
        known = made.get(name.lower())
        made[name.lower()] = value if known is None else f"{known}\n{value}"
    return made


class _Kept(threading.local):
    """The connections of one thread, by port."""

    def __init__(self) -> None:
        self.open = dict[int, http.client.HTTPConnection]()

    def close(self) -> None:
        for one in self.open.values():
            one.close()
        self.open.clear()


_KEPT = _Kept()


def to(port: int, place: Callable[[Asked], str]) -> Forward:
    """The way to an emulator on *port*; *place* is the path and query that it serves a request at.

    Each thread keeps its connection; a request is never sent twice.
    """

    def forward(asked: Asked) -> Reply:
        drops = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
        headers = {name: value for name, value in asked.headers.items() if name not in drops}
        connection = _connection(port)
        connection.request(asked.verb, place(asked), body=asked.body or None, headers=headers)
        answer = connection.getresponse()
        return Reply(
            status=answer.status,
            body=answer.read(),
            headers=_joined(answer.getheaders()),
        )

    return forward


def hang_up() -> None:
    """Close what this thread holds open to emulators."""
    _KEPT.close()


def _connection(port: int) -> http.client.HTTPConnection:
    found = _KEPT.open.get(port)
    if found is None or found.sock is None or select.select([found.sock], [], [], 0)[0]:
        if found is not None:
            found.close()  # the emulator ended it while it stood idle
        found = _KEPT.open[port] = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        found.connect()
        found.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found


@contextmanager
def opened(
    stages: list[Stage],
    upstream: Forward,
    *,
    find: Callable[[str, str], Method | None] = lambda _verb, _path: None,
    context: ssl.SSLContext | None = None,
) -> Generator[Gate]:
    """Open a gate; with *context* it speaks TLS as localhost."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        gate = Gate(
            port=listening.getsockname()[1],
            stages=stages,
            upstream=upstream,
            find=find,
            tls=context is not None,
        )
        thread = threading.Thread(target=gate._serve, args=(listening, context), daemon=True)
        thread.start()
        try:
            yield gate
        finally:
            listening.shutdown(socket.SHUT_RDWR)  # closing alone does not wake an accept()
            thread.join()
            for one in tuple(gate._open):
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
