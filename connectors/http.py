"""HTTP to the hosts of the owner's accounts: requests, over sockets that `Egress` opens.

`session` is a requests.Session for whoever needs one; proxies, .netrc and cookies of the machine
play no part. `exchange` sends one request, reads a bounded answer and follows redirects by rules:

    same origin ──► with the Authorization header
    other port or host ──► without it, and only where `Egress.follow` allows that host
    https to http ──► refused
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from requests.adapters import BaseAdapter
from requests.auth import AuthBase as AuthBase
from requests.auth import HTTPDigestAuth
from requests.structures import CaseInsensitiveDict

from narrowcast.connectors.errors import ConnectorError, RateLimited, Skippable, Transient
from narrowcast.connectors.net import CONNECT_SECONDS, READ_SECONDS, Egress, HostRefused
from narrowcast.connectors.sockets import Bounded, TooMuch

if TYPE_CHECKING:
    from datetime import datetime

MAX_BYTES = 32 << 20
_MAX_FRAMED = 4 * MAX_BYTES  # of one answer with its head and the frames of its chunks
MAX_REDIRECTS = 5
ANSWER_SECONDS = 300.0  # for a whole answer, however busily it drips
_CHUNK = 1 << 16
_IDLE = 4  # connections kept open to one server
_READING = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
"""Methods that may be sent twice."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNREADABLE = "the server gives an address that cannot be read"
_LONGEST_WAIT = 24 * 3600.0
_DEFAULT_WAIT = 60.0

Origin = tuple[str, str, int]
"""Scheme, host and port."""


class TooLarge(Skippable):
    """The answer is larger than we read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to send; every one of ours only reads, so it may be sent twice."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    auth: AuthBase | None = None
    """What signs each request to the origin of *url*; given to no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, after redirects."""

    status: int
    url: str
    headers: Mapping[str, str]
    """Names in any case."""
    body: bytes

    @property
    def date(self) -> datetime | None:
        """The server's clock (RFC 9110 §6.6.1); None where it does not say."""
        try:
            found = parsedate_to_datetime(self.headers.get("Date", ""))
        except (ValueError, TypeError):
            return None
        return found if found.tzinfo else None


def session(egress: Egress) -> requests.Session:
    """A session that reaches the hosts of *egress* and no others."""
    made = _Session()
    made.trust_env = False
    made.headers.update({"User-Agent": "narrowcast", "Accept-Encoding": "identity"})
    made.mount("https://", _Adapter(egress))
    made.mount("http://", _Adapter(egress))
    return made


def exchange(
    with_session: requests.Session, egress: Egress, request: Request, *, limit: int = MAX_BYTES
) -> Answer:
    """Send *request* and read the answer, whatever its status.

    Raises HostRefused, BadCertificate, TooLarge and Transient (nobody answers, or not to the end).
    """
    url, headers, auth = request.url, dict(request.headers), request.auth
    for _ in range(MAX_REDIRECTS + 1):
        with with_session.request(
            request.method, url, headers=headers, data=request.body, stream=True,
            allow_redirects=False, timeout=(CONNECT_SECONDS, READ_SECONDS), auth=auth,
        ) as response:  # fmt: skip
            target = response.headers.get("Location", "")
            if response.status_code not in _REDIRECTS or not target:
                body = _content(response, limit)
                return Answer(
                    status=response.status_code, url=url, headers=response.headers, body=body
                )
        further = redirected(egress, url, target)
        if origin(further) != origin(url):
            headers = {name: value for name, value in headers.items() if name != "Authorization"}
            auth = None
        url = further
    raise Skippable(f"{urlsplit(request.url).hostname} sends us round in circles")


def digest(user: str, password: str) -> AuthBase:
    """Proof of a password that does not show it (RFC 7616), for servers that take no other."""
    return HTTPDigestAuth(user, password)


def redirected(egress: Egress, known: str, target: str) -> str:
    """The URL that *known* sends us to by *target*, allowed by *egress*; raises HostRefused."""
    found = joined(known, target)
    scheme, host, _ = origin(found)
    if scheme not in {"http", "https"} or (scheme == "http" and known.startswith("https:")):
        raise HostRefused(f"{urlsplit(known).hostname} sends us to an unencrypted address")
    try:
        egress.follow(urlsplit(known).hostname or "", host)
    except ValueError:
        raise HostRefused(_UNREADABLE) from None
    parts = urlsplit(found)
    place = f"[{host}]" if ":" in host else host
    if parts.port:
        place = f"{place}:{parts.port}"
    return urlunsplit((scheme, place, parts.path or "/", parts.query, ""))


def joined(known: str, target: str) -> str:
    """*target* as an absolute URL; raises HostRefused where it is none."""
    try:
        return urljoin(known, target)
    except ValueError:
        raise HostRefused(_UNREADABLE) from None


def origin(url: str) -> Origin:
    """Raises HostRefused where *url* names no host."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise HostRefused(_UNREADABLE) from None
    if not parts.hostname:
        raise HostRefused("the server gives an address without a host")
    return parts.scheme, parts.hostname, port


def raise_for_load(answer: Answer) -> None:
    """Raise RateLimited or Transient where the server could not answer now."""
    if answer.status == 429 or (answer.status == 503 and "Retry-After" in answer.headers):
        raise RateLimited(_wait(answer))
    if answer.status in {408, 425} or (answer.status >= 500 and answer.status not in {501, 507}):
        host = urlsplit(answer.url).hostname
        raise Transient(f"{host} cannot answer now (HTTP {answer.status})")


def _wait(answer: Answer) -> float:
    """Retry-After (RFC 9110 §10.2.3) in seconds: a number, or a date by the server's clock."""
    told = answer.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return min(float(told[:9]), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return _DEFAULT_WAIT
    if answer.date is None or until.tzinfo is None:
        return _DEFAULT_WAIT
    return min(max((until - answer.date).total_seconds(), 0.0), _LONGEST_WAIT)


def _content(response: requests.Response, limit: int) -> bytes:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding != "identity" and response.status_code < 300:  # of a refusal the code is enough
        raise Skippable(f"{urlsplit(response.url).hostname} packs its answers, unasked")
    chunks, size = list[bytes](), 0
    for chunk in response.iter_content(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise TooLarge(
                f"{urlsplit(response.url).hostname} answers with more than {limit} bytes"
            )
    return b"".join(chunks)


class _Session(requests.Session):
    """Follows nothing: requests would read the whole body of a redirect, however long."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002 - as it is called
        return None


class _Adapter(BaseAdapter):
    """Carries requests over http.client: what urllib3 adds (pools, proxies, redirects, TLS) is
    ours to decide, and its hooks for sockets are private.
    """

    def __init__(self, egress: Egress) -> None:
        super().__init__()
        self._egress = egress
        self._idle: defaultdict[Origin, list[_Connection]] = defaultdict(list)
        self._lock = threading.Lock()

    def send(  # type: ignore[override] # the arguments that a session gives
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002 - as the session calls it
        timeout: object = None,
        **_: object,
    ) -> requests.Response:
        """Raises HostRefused, BadCertificate and Transient."""
        where = origin(request.url or "")
        connection, used = self._connection(where), True
        if connection is None:
            connection, used = _Connection(self._egress, where), False
        try:
            answer = _sent(connection, request, timeout)
        except (http.client.HTTPException, OSError) as fault:
            connection.close()
            if not used or isinstance(fault, TimeoutError) or request.method not in _READING:
                raise _broken(where, fault) from fault
            # A server may close what stood idle at the very moment we use it again.
            connection = _Connection(self._egress, where)
            try:
                answer = _sent(connection, request, timeout)
            except (http.client.HTTPException, OSError) as again:
                connection.close()
                raise _broken(where, again) from again
        made = _response(request, answer, _Body(self, connection, answer))
        made.connection = self  # type: ignore[assignment] # by which a login of several steps goes on
        return made

    def close(self) -> None:
        """Close what stands idle."""
        with self._lock:
            idle = [one for ready in self._idle.values() for one in ready]
            self._idle.clear()
        for connection in idle:
            connection.close()

    def keep(self, connection: _Connection) -> None:
        """Take back a connection whose answer was read to its end."""
        with self._lock:
            ready = self._idle[connection.where]
            if len(ready) < _IDLE:
                ready.append(connection)
                return
        connection.close()

    def _connection(self, where: Origin) -> _Connection | None:
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


class _Connection(http.client.HTTPConnection):
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


class _Body:
    """An answer's body as requests reads it; the connection goes back once it was read."""

    def __init__(
        self, adapter: _Adapter, connection: _Connection, answer: http.client.HTTPResponse
    ) -> None:
        self._adapter, self._connection, self._answer = adapter, connection, answer
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

    def release_conn(self) -> None:
        """What requests calls at the end, whether the body was read to its end or not."""
        if self._released:
            return
        self._released = True
        whole = self._answer.isclosed()  # http.client closes it after the last octet
        self._answer.close()
        if whole and not self._answer.will_close:
            self._adapter.keep(self._connection)
        else:
            self._connection.close()

    close = release_conn


def _sent(
    connection: _Connection, request: requests.PreparedRequest, timeout: object
) -> http.client.HTTPResponse:
    if connection.sock is None:
        connection.connect()
    assert connection.sock is not None
    reading = timeout[1] if isinstance(timeout, tuple) else timeout
    connection.sock.settimeout(reading if isinstance(reading, int | float) else READ_SECONDS)
    body = request.body.encode() if isinstance(request.body, str) else request.body
    headers = {str(name): str(value) for name, value in request.headers.items()}
    connection.request(request.method or "GET", request.path_url, body=body, headers=headers)
    return connection.getresponse()


def _response(
    request: requests.PreparedRequest, answer: http.client.HTTPResponse, body: _Body
) -> requests.Response:
    made = requests.Response()
    made.status_code, made.reason = answer.status, answer.reason
    made.headers = CaseInsensitiveDict(answer.getheaders())
    made.url, made.request = request.url or "", request
    made.raw = body
    made.encoding = requests.utils.get_encoding_from_headers(made.headers)
    return made


def _broken(where: Origin, fault: Exception) -> ConnectorError:
    if isinstance(fault, TooMuch):
        return TooLarge(f"{where[1]} answers with more than {_MAX_FRAMED} bytes")
    if isinstance(fault, TimeoutError):
        return Transient(f"{where[1]} does not answer in time")
    return Transient(f"{where[1]} breaks off ({type(fault).__name__})")
