"""A DAV server of our own with the habits that Radicale and Xandikos lack: it cuts long answers,
knows no sync tokens, forgets ETags, refuses batches, sends elsewhere, asks to wait, tells any time.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

HOME = "/dav/"
PATH = "/dav/work/"
_NAMESPACES = (
    'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
    ' xmlns:A="urn:ietf:params:xml:ns:carddav" xmlns:S="http://calendarserver.org/ns/"'
)
_SYNC = "<supported-report><report><sync-collection/></report></supported-report>"


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer that is given instead of the right one."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that arrived."""

    method: str
    path: str
    authorization: str
    body: bytes
    depth: str = ""


@dataclass(slots=True)
class Habits:
    """What the server does its own way."""

    sync: bool = True
    promises: bool = True
    """Whether it says that it can sync."""
    cut: int = 10_000
    """Changes it tells in one answer; more are left for the next (507)."""
    etags: bool = True
    batches: bool = True
    tag: bool = True
    stale: int = 403
    clock: datetime | None = datetime(2026, 6, 15, 12, tzinfo=UTC)
    zone: str = ""
    """What it says of the calendar's time zone."""
    digest: str = ""
    """The password it wants by digest and not otherwise."""
    escaped: bool = False
    """Whether batches spell paths otherwise than listings do."""


@dataclass(slots=True)
class Dialect:
    """The collection at `PATH` and what was done to it, in order; tokens count the changes."""

    port: int = 0
    habits: Habits = field(default_factory=Habits)
    resources: dict[str, str] = field(default_factory=dict[str, str])
    changes: list[str] = field(default_factory=list[str])
    oldest: int = 0
    """The oldest change that is remembered."""
    asked: list[Asked] = field(default_factory=list[Asked])
    canned: dict[str, list[Canned]] = field(default_factory=dict[str, list[Canned]])
    """By method or path: answers that come first."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}{PATH}"

    def put(self, name: str, text: str) -> None:
        self.resources[name] = text
        self.changes.append(name)

    def delete(self, name: str) -> None:
        del self.resources[name]
        self.changes.append(name)

    def answer(self, asked: Asked) -> Canned:
        self.asked.append(asked)
        if self.habits.digest and not _proves(self.habits.digest, asked):
            challenge = 'Digest realm="dav", qop="auth", algorithm=SHA-256, nonce="n0"'
            return Canned(401, headers=(("WWW-Authenticate", challenge),))
        for key in (asked.path, asked.method):
            if self.canned.get(key):
                return self.canned[key].pop(0)
        if asked.method == "GET":
            found = self.resources.get(asked.path.removeprefix(PATH))
            return Canned(404) if found is None else Canned(200, found.encode())
        root = ET.fromstring(asked.body)
        match asked.method, root.tag.rpartition("}")[2]:
            case "PROPFIND", _ if asked.path == PATH:
                return self._described()
            case "REPORT", "sync-collection":
                return self._synced(root.findtext("{DAV:}sync-token") or "")
            case "REPORT", "calendar-multiget" | "addressbook-multiget" if self.habits.batches:
                hrefs = [one.text or "" for one in root.iter("{DAV:}href")]
                return multistatus("".join(map(self._whole, hrefs)))
            case _:
                return Canned(501 if asked.method == "REPORT" else 404)

    def _described(self) -> Canned:
        reports = _SYNC if self.habits.promises else ""
        tag = f"<S:getctag>{len(self.changes)}</S:getctag>" if self.habits.tag else ""
        own = _found(
            PATH,
            "<resourcetype><collection/><C:calendar/><A:addressbook/></resourcetype>"
            f"<displayname>Work</displayname>{tag}"
            f"<C:calendar-timezone>{self.habits.zone}</C:calendar-timezone>"
            f"<supported-report-set>{reports}</supported-report-set>",
        )
        return multistatus(own + "".join(self._listed(one) for one in self.resources))

    def _synced(self, token: str) -> Canned:
        if not self.habits.sync:
            return Canned(501)
        start = int(token.rpartition("/")[2] or 0)
        if token and start < self.oldest:
            return Canned(self.habits.stale, f"<error {_NAMESPACES}/>".encode())
        cut = self.changes[start : start + self.habits.cut]
        names = list(dict.fromkeys(cut))
        told = [self._listed(one) if one in self.resources else _gone(one) for one in names]
        end = start + len(cut)
        if end < len(self.changes):
            told.append(f"<response><href>{PATH}</href><status>HTTP/1.1 507 x</status></response>")
        return multistatus("".join(told), f"<sync-token>http://x/{end}</sync-token>")

    def _listed(self, name: str) -> str:
        etag = f'<getetag>"{hash(self.resources[name])}"</getetag>' if self.habits.etags else ""
        return _found(PATH + name, etag)

    def _whole(self, href: str) -> str:
        name = href.removeprefix(PATH)
        if name not in self.resources:
            return _gone(name)
        text = escape(self.resources[name])
        spelled = f"%64{PATH[2:]}{name}" if self.habits.escaped else ""
        href = f"/{spelled}" if spelled else PATH + name
        return _found(
            href,
            f"<C:calendar-data>{text}</C:calendar-data><A:address-data>{text}</A:address-data>",
        )


def _proves(password: str, asked: Asked) -> bool:
    """RFC 7616 §3.4.1."""

    def hashed(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    told = dict(re.findall(r'(\w+)="?([^",]+)', asked.authorization.removeprefix("Digest ")))
    secret = hashed(f"{told.get('username')}:dav:{password}")
    where = hashed(f"{asked.method}:{asked.path}")
    numbers = f"n0:{told.get('nc')}:{told.get('cnonce')}:auth"
    return told.get("response") == hashed(f"{secret}:{numbers}:{where}")


def _found(href: str, properties: str) -> str:
    return (
        f"<response><href>{href}</href><propstat><prop>{properties}</prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    )


def _gone(name: str) -> str:
    return f"<response><href>{PATH}{name}</href><status>HTTP/1.1 404 Not Found</status></response>"


def multistatus(responses: str, more: str = "") -> Canned:
    return Canned(207, f"<multistatus {_NAMESPACES}>{responses}{more}</multistatus>".encode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, dialect: Dialect) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.dialect = dialect

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(
            self.command,
            self.path,
            self.headers.get("Authorization", ""),
            body,
            self.headers.get("Depth", ""),
        )
        answer = self.server.dialect.answer(asked)
        self.send_response_only(answer.status)
        clock = self.server.dialect.habits.clock
        if clock:
            self.send_header("Date", format_datetime(clock, usegmt=True))
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_PROPFIND = do_REPORT = handle_one  # noqa: N815 - as http.server calls them

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving(dialect: Dialect | None = None) -> Generator[Dialect]:
    """Run the server on a port of its own."""
    dialect = dialect or Dialect()
    server = _Server(dialect)
    dialect.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield dialect
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def methods(asked: list[Asked]) -> Iterator[str]:
    yield from (one.method for one in asked)
