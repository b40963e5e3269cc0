"""HTTP/1.1 over sockets that `Egress` opens: connections that are kept, answers that have an end.

What `http` is built on. A question may be sent twice; what may change something never is.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit

from narrowcast.connectors.errors import ConnectorError, Skippable, Transient
from narrowcast.connectors.net import Egress, HostRefused
from narrowcast.connectors.sockets import Bounded, TooMuch

MAX_BYTES = 32 << 20
_MAX_FRAMED = 4 * MAX_BYTES  # of one answer with its head and the frames of its chunks
ANSWER_SECONDS = 300.0  # for a whole answer, however busily it drips
_CHUNK = 1 << 16
_IDLE = 4  # connections kept open to one server
_READING = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
"""Methods that may be sent twice."""
UNREADABLE = "the server gives an address that cannot be read"

Origin = tuple[str, str, int]
"""Scheme, host and port."""


class TooLarge(Skippable):
    """The answer is larger than we read."""


class Lost(Transient):
    """The request went out, in part at least, and no whole answer came back."""


class TimedOut(Lost):
    """… within the time that an answer may take."""


def origin(url: str) -> Origin:
    """Raises HostRefused where *url* names no host."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise HostRefused(UNREADABLE) from None
    if not parts.hostname:
        raise HostRefused("the server gives an address without a host")
    return parts.scheme, parts.hostname, port


class Pool:
    """Connections that stand idle, and how a request goes over one of them."""

    def __init__(self, egress: Egress) -> None:
        self._egress = egress
        self._idle: defaultdict[Origin, list[Connection]] = defaultdict(list)
        self._lock = threading.Lock()

    def ask(
        self,
        where: Origin,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes | None,
        patience: float,
    ) -> tuple[Connection, http.client.HTTPResponse]:
        """Send it and read the head of the answer; raises HostRefused, BadCertificate,
        Transient (nothing went out) and, from its first octet on, Lost.

        A server may close what stood idle at the very moment we use it again: a question is then
        asked anew, and what is no question goes over a connection of its own.
        """
        connection = self._taken(where)
        if connection and method not in _READING:
            connection.close()
            connection = None
        used = connection is not None
        connection = connection or Connection(self._egress, where)
        try:
            return connection, _sent(connection, method, target, headers, body, patience)
        except (http.client.HTTPException, OSError) as fault:
            connection.close()
            if not used or isinstance(fault, TimeoutError):
                raise _broken(where, fault) from fault
        connection = Connection(self._egress, where)
        try:
            return connection, _sent(connection, method, target, headers, body, patience)
        except (http.client.HTTPException, OSError) as again:
            connection.close()
            raise _broken(where, again) from again

    def close(self) -> None:
        with self._lock:
            idle = [one for ready in self._idle.values() for one in ready]
            self._idle.clear()
        for connection in idle:
            connection.close()

    def keep(self, connection: Connection) -> None:
        """Take back a connection whose answer was read to its end."""
        with self._lock:
            ready = self._idle[connection.where]
            if len(ready) < _IDLE:
                ready.append(connection)
                return
        connection.close()

    def _taken(self, where: Origin) -> Connection | None:
        with self._lock:
            ready = self._idle[where]
            return ready.pop() if ready else None


class _Reply(http.client.HTTPResponse):
    """http.client waits for as many octets as it was asked for, however slowly they come, and takes
    a chunk of a negative size to be all that is still to come.
    """

    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        url: str | None = None,
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp.close()
        self.fp = io.BufferedReader(Bounded(sock, ANSWER_SECONDS, _MAX_FRAMED))


class Connection(http.client.HTTPConnection):
    """An HTTP connection over a socket of `Egress`."""

    response_class = _Reply

    def __init__(self, egress: Egress, where: Origin) -> None:
        scheme, host, port = where
        super().__init__(host, port)
        self.where, self._egress, self._tls = where, egress, scheme == "https"
        # The Host header leaves out the port that goes without saying.
        self.default_port = 443 if self._tls else 80
        self.sock: socket.socket | None = None

    def connect(self) -> None:
        """Raises HostRefused, BadCertificate and Transient."""
        self.sock = self._egress.connect(self.host, self.port, tls=self._tls)
        # Head and body go in two pieces; the second must not wait for the first's receipt.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Body:
    """An answer's body as requests reads it; the connection goes back once it was read."""

    def __init__(
        self, pool: Pool, connection: Connection, answer: http.client.HTTPResponse
    ) -> None:
        self._pool, self._connection, self._answer = pool, connection, answer
        self._released, self._size = False, 0

    def read(self, size: int) -> bytes:
        try:
            data = self._answer.read(size)
        except (http.client.HTTPException, OSError) as fault:
            raise _broken(self._connection.where, fault) from fault
        if not data and self._answer.length:  # http.client lets a short body pass
            raise _broken(self._connection.where, http.client.IncompleteRead(b""))
        if not data:
            self.release_conn()
        self._size += len(data)
        if self._size > MAX_BYTES:
            raise TooLarge(f"{self._connection.host} answers with more than {MAX_BYTES} bytes")
        return data

    def whole(self, limit: int) -> bytes:
        """All of it; raises TooLarge beyond *limit*, and Skippable where it comes packed."""
        packed = self._answer.getheader("Content-Encoding", "identity").strip().lower()
        if packed != "identity" and self._answer.status < 300:  # of a refusal the code is enough
            raise Skippable(f"{self._connection.host} packs its answers, unasked")
        chunks, size = list[bytes](), 0
        while data := self.read(_CHUNK):
            chunks.append(data)
            size += len(data)
            if size > limit:
                raise TooLarge(f"{self._connection.host} answers with more than {limit} bytes")
        return b"".join(chunks)

    def release_conn(self) -> None:
        """What requests calls at the end, whether the body was read to its end or not."""
        if self._released:
            return
        self._released = True
        whole = self._answer.isclosed()  # http.client closes it after the last octet
        self._answer.close()
        if whole and not self._answer.will_close:
            self._pool.keep(self._connection)
        else:
            self._connection.close()

    close = release_conn


def _sent(
    connection: Connection,
    method: str,
    target: str,
    headers: Mapping[str, str],
    body: bytes | None,
    patience: float,
) -> http.client.HTTPResponse:
    if connection.sock is None:
        connection.connect()
    assert connection.sock is not None
    connection.sock.settimeout(patience)
    connection.request(method, target, body=body, headers=headers)
    return connection.getresponse()


def _broken(where: Origin, fault: Exception) -> ConnectorError:
    if isinstance(fault, TooMuch):
        return TooLarge(f"{where[1]} answers with more than {_MAX_FRAMED} bytes")
    if isinstance(fault, TimeoutError):
        return TimedOut(f"{where[1]} does not answer in time")
    return Lost(f"{where[1]} breaks off ({type(fault).__name__})")
