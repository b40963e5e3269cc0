"""Sockets that count what goes over them."""

from __future__ import annotations

import socket
import ssl
from typing import Any


class Tally:
    """Octets of one connection; only its own thread counts."""

    __slots__ = ("host", "received", "sent")

    def __init__(self, host: str) -> None:
        self.host, self.sent, self.received = host, 0, 0


class Plain(socket.socket):
    """A socket that counts."""

    tally = Tally("")

    def recv(self, *args: int) -> bytes:
        data = super().recv(*args)
        self.tally.received += len(data)
        return data

    def recv_into(self, *args: object) -> int:
        count = super().recv_into(*args)  # type: ignore[arg-type] # as the caller gave them
        self.tally.received += count
        return count

    def send(self, *args: object) -> int:
        count = super().send(*args)  # type: ignore[arg-type] # as the caller gave them
        self.tally.sent += count
        return count

    def sendall(self, data: bytes, *args: int) -> None:  # type: ignore[override]
        super().sendall(data, *args)
        self.tally.sent += len(data)


class Encrypted(ssl.SSLSocket):
    """A TLS socket that counts what is inside; recv and sendall come down to these two."""

    tally = Tally("")

    def read(self, *args: Any) -> Any:
        """Octets, or into a buffer how many."""
        data: Any = super().read(*args)
        self.tally.received += len(data) if isinstance(data, bytes) else data
        return data

    def send(self, *args: object) -> int:
        count = super().send(*args)  # type: ignore[arg-type] # as the caller gave them
        self.tally.sent += count
        return count
