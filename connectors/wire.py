"""HTTP/1.1 over sockets that `Egress` opens: connections that are kept, answers that have an end.

What `http` is built on. A question may be sent twice; what may change something never is.
"""

from __future__ import annotations

import http.client
import io
import re
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
_MAX_LINE, _MAX_FIELDS = 65_536, 200  # of a head
_STATUS = re.compile(rb"HTTP/1\.(\d) ([1-9]\d\d)((?: [^\r\n]*)?)\r?\n").fullmatch
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})  # whose length is told though it be nothing
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
    ) -> tuple[Connection, Reply]:
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
            return connection, connection.ask(method, target, headers, body, patience)
        except (http.client.HTTPException, OSError) as fault:
            connection.close()
            if not used or isinstance(fault, TimeoutError):
                raise _broken(where, fault) from fault
        connection = Connection(self._egress, where)
        try:
            return connection, connection.ask(method, target, headers, body, patience)
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


class Fields(dict[str, str]):
    """The fields of a head: names in any case, kept small; values of one name joined by commas."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name.lower() if isinstance(name, str) else name)

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return super().get(name.lower(), default)


class Reply(http.client.HTTPResponse):
    """http.client waits for as many octets as it was asked for, however slowly they come, takes a
    chunk of a negative size to be all that is still to come, and reads heads by the parser of
    mails, which costs more than all the rest of a small answer.
    """

    fields: Fields

    def __init__(self, sock: socket.socket, method: str) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        self.fp = io.BufferedReader(Bounded(sock, ANSWER_SECONDS, _MAX_FRAMED))
        self.asked = method

    def begin(self) -> None:
        """Read the head; raises HTTPException and OSError."""
        told = self._opening()
        while told[2].startswith(b"1"):  # interim answers (RFC 9110 §15.2): the real one follows
            told = self._opening()
        self.status, self.reason = int(told[2]), told[3].decode("latin-1").strip()
        self.version = 10 if told[1] == b"0" else 11
        self._measure()

    def _opening(self) -> re.Match[bytes]:
        """The status line; the fields below it are kept."""
        line = self.fp.readline(_MAX_LINE + 1)
        if (found := _STATUS(line)) is None:
            raise http.client.BadStatusLine("") if line else http.client.RemoteDisconnected
        self.fields = _fields(self.fp)
        return found

    def _measure(self) -> None:
        """How long the body is, and whether the connection stays (RFC 9112 §6.3, §9.3)."""
        told = self.fields
        self.chunked = (told.get("transfer-encoding") or "").lower() == "chunked"
        self.chunk_left = None
        length = told.get("content-length") or ""
        known = length.isdecimal() and not self.chunked
        self.length = int(length[:19]) if known else None
        if self.status in {204, 304} or self.asked == "HEAD":
            self.length = 0
        stays = (told.get("connection") or "").lower()
        ends = "keep-alive" not in stays if self.version == 10 else "close" in stays
        self.will_close = ends or (self.length is None and not self.chunked)


def _fields(stream: io.BufferedIOBase) -> Fields:
    found, last = Fields(), ""
    for _ in range(_MAX_FIELDS):
        line = stream.readline(_MAX_LINE + 1)
        if len(line) > _MAX_LINE:
            raise http.client.LineTooLong("a field")
        if line in {b"\r\n", b"\n", b""}:
            return found
        if line[0] in b" \t":  # obsolete folding, RFC 9112 §5.2
            if last:
                found[last] += " " + line.decode("latin-1").strip()
            continue
        name, _, value = line.decode("latin-1").partition(":")
        last = name.strip().lower()
        value = value.strip()
        found[last] = f"{found[last]}, {value}" if last in found else value
    raise http.client.HTTPException("too many fields")


class Connection:
    """An HTTP connection over a socket of `Egress`, opened when it is first used."""

    def __init__(self, egress: Egress, where: Origin) -> None:
        scheme, host, port = where
        self.where, self.host = where, host
        self._egress, self._tls, self._port = egress, scheme == "https", port
        self._named = f"[{host}]" if ":" in host else host
        if port != (443 if self._tls else 80):  # what goes without saying is left out
            self._named = f"{self._named}:{port}"
        self._sock: socket.socket | None = None

    def ask(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes | None,
        patience: float,
    ) -> Reply:
        """Send a request and read the head of its answer.

        Raises HostRefused, BadCertificate, Transient (no connection), HTTPException and OSError.
        """
        head = self._head(method, target, headers, body)
        if self._sock is None:
            self._sock = self._egress.connect(self.host, self._port, tls=self._tls)
            # Head and body may go in two pieces; the second waits for no receipt of the first.
            self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._sock.gettimeout() != patience:
            self._sock.settimeout(patience)
        if body and len(body) > _CHUNK:
            self._sock.sendall(head)
            self._sock.sendall(body)
        else:
            self._sock.sendall(head + (body or b""))
        reply = Reply(self._sock, method)
        try:
            reply.begin()
        except BaseException:
            reply.close()
            raise
        return reply

    def close(self) -> None:
        if self._sock is not None:
            self._sock.close()
            self._sock = None

    def _head(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> bytes:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self._named}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if not any(name.lower() == "content-length" for name in headers) and (
            body or method in _WITH_BODY
        ):
            lines.append(f"Content-Length: {len(body or b'')}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        if head.count(b"\n") != len(lines) + 1 or head.count(b"\r") != len(lines) + 1:
            raise ValueError("a request holds a line's end")
        if not target.isascii() or not target.isprintable() or " " in target:
            raise HostRefused(UNREADABLE)
        return head


class Body:
    """An answer's body as requests reads it; the connection goes back once it was read."""

    def __init__(self, pool: Pool, connection: Connection, answer: Reply) -> None:
        self._pool, self._connection, self._answer = pool, connection, answer
        self._released, self._size = False, 0

    def read(self, size: int) -> bytes:
        try:
            data = self._answer.read(size)
        except (http.client.HTTPException, OSError) as fault:
            self.release_conn()
            raise _broken(self._connection.where, fault) from fault
        if not data and self._answer.length:  # http.client lets a short body pass
            self.release_conn()
            raise _broken(self._connection.where, http.client.IncompleteRead(b""))
        if not data:
            self.release_conn()
        self._size += len(data)
        if self._size > MAX_BYTES:
            self.release_conn()
            raise TooLarge(f"{self._connection.host} answers with more than {MAX_BYTES} bytes")
        return data

    def whole(self, limit: int) -> bytes:
        """All of it; raises TooLarge beyond *limit*, and Skippable where it comes packed."""
        packed = (self._answer.fields.get("Content-Encoding") or "identity").lower()
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
        # http.client closes it after the last octet, and also where that came too soon.
        whole = self._answer.isclosed() and not self._answer.length
        self._answer.close()
        if whole and not self._answer.will_close:
            self._pool.keep(self._connection)
        else:
            self._connection.close()

    close = release_conn


def _broken(where: Origin, fault: Exception) -> ConnectorError:
    if isinstance(fault, TooMuch):
        return TooLarge(f"{where[1]} answers with more than {_MAX_FRAMED} bytes")
    if isinstance(fault, TimeoutError):
        return TimedOut(f"{where[1]} does not answer in time")
    return Lost(f"{where[1]} breaks off ({type(fault).__name__})")
