"""A proxy on 127.0.0.1 that is as far away as it is told to be, and fails on demand.

with proxy(server.port, round_trip=0.05) as far:
    connect to far.port
    far.cut_after = 10_000      # octets from the server, then every connection is reset
    far.stalled.set()           # octets wait until it is cleared
    far.refuses.set()           # new connections are reset at once
"""

from __future__ import annotations

import contextlib
import queue
import socket
import struct
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

_CHUNK = 1 << 18


@dataclass
class Proxy:
    """Passes octets on; counts them in both directions."""

    port: int
    server_port: int
    round_trip: float = 0.0
    """Seconds there and back, on top of the machine's own."""
    cut_after: int | None = None
    """Octets a server may still say over all connections before each is reset; None: no end."""
    stalled: threading.Event = field(default_factory=threading.Event)
    refuses: threading.Event = field(default_factory=threading.Event)
    connections: int = 0
    sent: int = 0
    """Octets from clients."""
    received: int = 0
    """Octets from the server."""
    said: bytearray = field(default_factory=bytearray)
    """What clients said, all connections together: only readable without TLS."""
    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def cut(self) -> None:
        """Reset every open connection."""
        with self._lock:
            doomed, self._open = self._open, set()
        for one in doomed:
            _reset(one)

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            self.connections += 1
            if self.refuses.is_set():
                _reset(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.server_port), timeout=10)
            except OSError:
                _reset(client)
                continue
            self._join(client, server)

    def _join(self, client: socket.socket, server: socket.socket) -> None:
        for one in (client, server):
            one.settimeout(None)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open |= {client, server}
        for source, sink, upward in ((client, server, True), (server, client, False)):
            arguments = (source, sink, upward)
            threading.Thread(target=self._read, args=arguments, daemon=True).start()

    def _read(self, source: socket.socket, sink: socket.socket, upward: bool) -> None:
        waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        threading.Thread(target=self._write, args=(sink, waiting), daemon=True).start()
        while True:
            try:
                octets = source.recv(_CHUNK)
            except OSError:
                octets = b""
            if octets and not upward and not self._may_pass(octets):
                self.cut()
                octets = b""
            self._count(octets, upward)
            waiting.put((time.monotonic() + self.round_trip / 2, octets))
            if not octets:
                return

    def _may_pass(self, octets: bytes) -> bool:
        with self._lock:
            if self.cut_after is None:
                return True
            self.cut_after -= len(octets)
            if self.cut_after > 0:
                return True
            self.cut_after = None
            return False

    def _count(self, octets: bytes, upward: bool) -> None:
        with self._lock:
            if upward:
                self.sent += len(octets)
                self.said += octets
            else:
                self.received += len(octets)

    def _write(self, sink: socket.socket, waiting: queue.SimpleQueue[tuple[float, bytes]]) -> None:
        while True:
            due, octets = waiting.get()
            time.sleep(max(0.0, due - time.monotonic()))
            while self.stalled.is_set():
                time.sleep(0.01)
            try:
                if not octets:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(octets)
            except OSError:
                return


@contextmanager
def proxy(server_port: int, *, round_trip: float = 0.0) -> Generator[Proxy]:
    """Stand between a client and the server on *server_port* of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Proxy(listening.getsockname()[1], server_port, round_trip)
        thread = threading.Thread(target=made._serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            # Closing alone does not wake an accept() that waits.
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            made.stalled.clear()
            made.cut()


def _reset(one: socket.socket) -> None:
    """Close with RST, as a dead router or a killed server does."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # A thread that waits in recv() keeps the connection; this wakes it.
        one.shutdown(socket.SHUT_RD)
    one.close()
