"""HTTP to the hosts of the owner's accounts: requests, over sockets that `Egress` opens.

`session` is a requests.Session for whoever needs one; proxies, .netrc and cookies of the machine
play no part. `exchange` sends one request, reads a bounded answer and follows redirects by rules:

    same origin ──► with the Authorization header
    other port or host ──► without it, and only where `Egress.follow` allows that host
    https to http ──► refused

`Carrier` sends one request with little ado, for thousands of small ones: no redirects, and what is
no mere question is never sent twice.
"""

from __future__ import annotations

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

from narrowcast.connectors.errors import RateLimited, Skippable, Transient
from narrowcast.connectors.net import CONNECT_SECONDS, READ_SECONDS, Egress, HostRefused
from narrowcast.connectors.wire import MAX_BYTES as MAX_BYTES
from narrowcast.connectors.wire import UNREADABLE, Body, Pool, Reply
from narrowcast.connectors.wire import Lost as Lost
from narrowcast.connectors.wire import Origin as Origin
from narrowcast.connectors.wire import TimedOut as TimedOut
from narrowcast.connectors.wire import TooLarge as TooLarge
from narrowcast.connectors.wire import origin as origin

if TYPE_CHECKING:
    from datetime import datetime

MAX_REDIRECTS = 5
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT = 24 * 3600.0
_DEFAULT_WAIT = 60.0


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
        raise HostRefused(UNREADABLE) from None
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
        raise HostRefused(UNREADABLE) from None


def raise_for_load(answer: Answer) -> None:
    """Raise RateLimited or Transient where the server could not answer now."""
    if answer.status == 429 or (answer.status == 503 and "Retry-After" in answer.headers):
        raise RateLimited(wait(answer))
    if answer.status in {408, 425} or (answer.status >= 500 and answer.status not in {501, 507}):
        host = urlsplit(answer.url).hostname
        raise Transient(f"{host} cannot answer now (HTTP {answer.status})")


def wait(answer: Answer) -> float:
    """Retry-After (RFC 9110 §10.2.3) in seconds: a number, or a date by the server's clock; a
    minute where it says nothing that can be read.
    """
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


class Carrier:
    """Sends requests over connections that are kept; any thread may ask."""

    def __init__(self, egress: Egress) -> None:
        self._pool = Pool(egress)

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        limit: int = MAX_BYTES,
    ) -> Answer:
        """Send it and read the answer, whatever its status; redirects are answers.

        Raises HostRefused, BadCertificate, Transient (nothing went out) and, from the first octet
        of the request on, Lost; TooLarge and Skippable where the answer is not to be read.
        """
        where = origin(url)
        target = url[url.find("/", url.index("//") + 2) :]
        sent = {**headers, "Accept-Encoding": "identity"}
        connection, answer = self._pool.ask(where, method, target, sent, body, READ_SECONDS)
        content = Body(self._pool, connection, answer)
        try:
            return Answer(
                status=answer.status,
                url=url,
                headers=answer.fields,
                body=content.whole(limit),
            )
        finally:
            content.release_conn()

    def close(self) -> None:
        """Close what stands idle; the next request opens what it needs."""
        self._pool.close()


class _Adapter(BaseAdapter):
    """Carries requests over http.client: what urllib3 adds (pools, proxies, redirects, TLS) is
    ours to decide, and its hooks for sockets are private.
    """

    def __init__(self, egress: Egress) -> None:
        super().__init__()
        self._pool = Pool(egress)

    def send(  # type: ignore[override] # the arguments that a session gives
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002 - as the session calls it
        timeout: object = None,
        **_: object,
    ) -> requests.Response:
        """Raises HostRefused, BadCertificate and Transient."""
        reading = timeout[1] if isinstance(timeout, tuple) else timeout
        connection, answer = self._pool.ask(
            origin(request.url or ""),
            request.method or "GET",
            request.path_url,
            {str(name): str(value) for name, value in request.headers.items()},
            request.body.encode() if isinstance(request.body, str) else request.body,
            reading if isinstance(reading, int | float) else READ_SECONDS,
        )
        made = _response(request, answer, Body(self._pool, connection, answer))
        made.connection = self  # type: ignore[assignment] # by which a login of several steps goes on
        return made

    def close(self) -> None:
        """Close what stands idle."""
        self._pool.close()


def _response(request: requests.PreparedRequest, answer: Reply, body: Body) -> requests.Response:
    made = requests.Response()
    made.status_code, made.reason = answer.status, answer.reason
    made.headers = CaseInsensitiveDict(answer.fields)
    made.url, made.request = request.url or "", request
    made.raw = body
    made.encoding = requests.utils.get_encoding_from_headers(made.headers)
    return made
