"""The sockets: HTTP and TLS on free ports of 127.0.0.1, at most four requests at once."""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.servers.certificates import Certificates
from tests.servers.graph import router
from tests.servers.graph.calls import Reply
from tests.servers.graph.control import Graph
from tests.servers.graph.faults import THROTTLED, Drop, Fault

MOST_AT_ONCE = 4
"""Requests of one app to one mailbox (throttling limits: Outlook service limits)."""
_ROOT = "/v1.0"


@contextmanager
def fake_graph(certificates: Certificates) -> Generator[Graph]:
    """Run one, with an empty mailbox."""
    graph = Graph()
    plain = _Server(graph, None)
    secure = _Server(graph, certificates.server_context())
    graph.port, graph.tls_port = plain.server_port, secure.server_port
    graph.ca_file = certificates.ca
    try:
        for one in (plain, secure):
            threading.Thread(target=one.serve_forever, args=(0.005,), daemon=True).start()
        yield graph
    finally:
        graph.closed.set()
        graph.open.set()
        for one in (plain, secure):
            one.end()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, graph: Graph, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.graph, self.tls = graph, tls
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def server_bind(self) -> None:
        """Without http.server's look-up of our own name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", int(self.server_address[1])

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """In the connection's own thread: TLS first, then its requests."""
        request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.tls is not None:
            try:
                request = self.tls.wrap_socket(request, server_side=True)
            except (OSError, ssl.SSLError):
                request.close()
                return
        with self._lock:
            self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news; what breaks in us fails the test."""
        import sys

        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            self.graph.problems.append(f"the fake broke: {fault!r}")

    def end(self) -> None:
        self.shutdown()
        self.server_close()
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def do_PATCH(self) -> None:
        self._take()

    def do_DELETE(self) -> None:
        self._take()

    def _take(self) -> None:
        graph = self.server.graph
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if graph.silent.is_set():
            graph.closed.wait()
            self.close_connection = True
            return
        if not self.path.startswith((f"{_ROOT}/", f"{_ROOT}?")):
            self._issue(body)
            return
        with graph.lock:
            graph.running += 1
            graph.most_concurrent = max(graph.most_concurrent, graph.running)
            crowded = graph.running > MOST_AT_ONCE
        try:
            self._serve(graph, body, crowded=crowded)
        finally:
            with graph.lock:
                graph.running -= 1

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.server.graph.store.now, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """The control keeps its own log."""

    def _serve(self, graph: Graph, body: bytes, *, crowded: bool) -> None:
        address = self.path.removeprefix(_ROOT)
        headers = {name.lower(): value for name, value in self.headers.items()}
        scheme = "https" if self.server.tls else "http"
        base = f"{scheme}://{headers.get('host', '')}{_ROOT}"
        if not crowded:
            graph.open.wait()
            graph.closed.wait(graph.seconds)
        fault: Fault | None
        if crowded:
            made, fault = router.fault_reply(graph, THROTTLED), None
        else:
            number = len(graph.log)
            with graph.lock:
                made, fault = router.answer(graph, self.command, address, headers, body, base)
                graph.noted(self.command, address, headers, body, made.status, at=number)
        if crowded:
            graph.noted(self.command, address, headers, body, made.status)
        self._reply(made, fault)

    def _issue(self, body: bytes) -> None:
        """The issuer of tokens, on the same ports."""
        graph, path = self.server.graph, urlsplit(self.path).path
        fault = graph.faults.meet(self.command, path)
        if fault is not None and fault.status:
            self._reply(router.fault_reply(graph, fault), fault)
            return
        scheme = "https" if self.server.tls else "http"
        with graph.lock:
            status, told = graph.tokens.answer(
                self.command, path, body, f"{scheme}://{self.headers['Host']}"
            )
        graph.issued.append((path, body))
        self._reply(Reply(status=status, body=told), fault)

    def _reply(self, made: Reply, fault: Fault | None) -> None:
        if fault is not None and fault.seconds:
            self.server.graph.closed.wait(fault.seconds)
        if fault is not None and fault.drop in {Drop.BEFORE, Drop.AFTER}:
            self._break_off()
            return
        data = made.raw if made.raw is not None else b""
        if made.body is not None:
            data = json.dumps(made.body).encode()
        self._head(made, len(data))
        if fault is not None and fault.truncated:
            self.wfile.write(data[: len(data) // 2])
            self._break_off()
            return
        self.wfile.write(data)

    def _head(self, made: Reply, size: int) -> None:
        headers: Mapping[str, str] = {"Content-Type": "application/json", **made.headers}
        self.send_response(made.status)
        for name, value in headers.items():
            if name != "Content-Type" or size:
                self.send_header(name, value)
        if made.status != 204:
            self.send_header("Content-Length", str(size))
        self.end_headers()

    def _break_off(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
