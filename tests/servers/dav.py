"""What the DAV servers of the tests have in common: a handle that speaks HTTP to them."""

from __future__ import annotations

import base64
import http.client
from dataclasses import dataclass
from pathlib import Path

_EVENTS_ONLY = (
    "<C:supported-calendar-component-set><C:comp name='VEVENT'/>"
    "</C:supported-calendar-component-set>"
)
_CALENDAR = ("<C:calendar/>", 'xmlns:C="urn:ietf:params:xml:ns:caldav"', _EVENTS_ONLY)
_BOOK = ("<C:addressbook/>", 'xmlns:C="urn:ietf:params:xml:ns:carddav"', "")


@dataclass(frozen=True, slots=True)
class DavServer:
    """A running server; *home* is where the collections of *user* lie, with slashes around."""

    root: Path
    port: int
    home: str
    user: str
    password: str
    """'': it asks for none."""
    book_home: str = ""
    """Where address books lie, if elsewhere."""
    host: str = "localhost"

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"

    def request(
        self, method: str, path: str, body: str | bytes = b"", **headers: str
    ) -> tuple[int, bytes]:
        """Say one thing as another client of the owner would; returns status and body."""
        if self.password:
            login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            headers["Authorization"] = f"Basic {login}"
        raw = body.encode() if isinstance(body, str) else body
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body=raw, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def make_calendar(self, name: str, title: str = "") -> str:
        """Make an empty calendar; returns its path."""
        return self._make(f"{self.home}{name}/", title or name, *_CALENDAR)

    def make_book(self, name: str, title: str = "") -> str:
        """Make an empty address book; returns its path."""
        return self._make(f"{self.book_home or self.home}{name}/", title or name, *_BOOK)

    def put(self, path: str, text: str) -> None:
        """Store one event or card."""
        kind = "text/calendar" if path.endswith(".ics") else "text/vcard"
        status, answer = self.request(
            "PUT", path, text, **{"Content-Type": f"{kind}; charset=utf-8"}
        )
        assert status in {200, 201, 204}, (status, answer)

    def delete(self, path: str) -> None:
        """Remove an event, a card, or a whole collection."""
        status, answer = self.request("DELETE", path)
        assert status in {200, 204}, (status, answer)

    def _make(self, path: str, title: str, kind: str, namespace: str, more: str) -> str:
        body = (
            f'<?xml version="1.0" encoding="utf-8"?><mkcol xmlns="DAV:" {namespace}><set><prop>'
            f"<resourcetype><collection/>{kind}</resourcetype>"
            f"<displayname>{title}</displayname>{more}</prop></set></mkcol>"
        )
        status, answer = self.request("MKCOL", path, body, **{"Content-Type": "text/xml"})
        assert status == 201, (status, answer)
        return path
