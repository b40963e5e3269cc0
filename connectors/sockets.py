"""Sockets that count what goes over them, and reading with an end."""

from __future__ import annotations

import io
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


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


class TooMuch(OSError):
    """More came than was to be read."""


class Bounded(io.RawIOBase):
    """What comes over a socket within *seconds* and up to *octets*, whoever asks for more; raises
    TimeoutError and TooMuch.
    """

    def __init__(self, opened: socket.socket, seconds: float, octets: int) -> None:
        self._raw = opened.makefile("rb", buffering=0)
        self._ends, self._left = time.monotonic() + seconds, octets

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        if time.monotonic() > self._ends:
            raise TimeoutError("it takes too long")
        count = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise TooMuch("it is too much")
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
