"""A bare client, for tests of the fake itself: no code of ours between them."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from tests.servers.graph.control import Graph

MAIL = b"""\
From: Ana Li <ana@acme.example>
To: robin@vale.example
Subject: Hello
Message-ID: <1@acme.example>
Date: Mon, 05 Oct 2026 10:00:00 +0200

Good day
""".replace(b"\n", b"\r\n")
IMMUTABLE = 'IdType="ImmutableId"'


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The error's code."""
        return str(self.json["error"]["code"])


class Client:
    """Asks a fake Graph by one token; a connection for each request."""

    def __init__(self, graph: Graph, *scopes: str, prefer: str = IMMUTABLE) -> None:
        self.graph, self.token, self.prefer = graph, graph.token(*scopes), prefer

    def ask(
        self, method: str, address: str, body: object = None, *, kind: str = "", prefer: str = ""
    ) -> Answered:
        """*address* below /v1.0, or a whole link; *body* bytes, or what JSON is made of."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body else b""
        headers = {"Authorization": f"Bearer {self.token}", "Prefer": prefer or self.prefer}
        if raw:
            headers["Content-Type"] = kind or "application/json"
        path = address.removeprefix(self.graph.url) if "://" in address else address
        path = quote(path, safe="/?&=$'(),:;%-_.~")
        connection = http.client.HTTPConnection(urlsplit(self.graph.url).netloc, timeout=20)
        try:
            connection.request(method, f"/v1.0{path}", body=raw, headers=headers)
            answer = connection.getresponse()
            return Answered(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, address: str, *, prefer: str = "") -> Answered:
        return self.ask("GET", address, prefer=prefer)

    def pages(self, address: str, *, size: int = 0) -> Iterator[Any]:
        """Every page from *address* to the one with the deltaLink."""
        prefer = f"{self.prefer}, odata.maxpagesize={size}" if size else self.prefer
        while address:
            page = self.get(address, prefer=prefer).json
            yield page
            address = page.get("@odata.nextLink", "")

    def batch(self, *requests: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answers of a $batch by id."""
        told = self.ask("POST", "/$batch", {"requests": requests}).json
        return {one["id"]: one for one in told["responses"]}


def mail(number: int) -> bytes:
    """One of some mails that differ."""
    return MAIL.replace(b"<1@", b"<%d@" % number).replace(b"Hello", b"Mail %d" % number)


def ids(page: Any) -> list[str]:
    """The ids that a page names."""
    return [one["id"] for one in page["value"]]
