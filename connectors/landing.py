"""Where the owner's browser comes back to after a provider's page of consent (RFC 8252 §7.3).

    talk.browse(provider's page) ─► owner consents ─► http://localhost:PORT/?code=…&state=…
                                                            │
                     only the answer with our own state counts; whatever else comes is told 404

It listens on this machine alone, on a port that the system chooses, for one answer.
"""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Self
from urllib.parse import parse_qsl, urlsplit

PATIENCE_SECONDS = 300.0
"""The owner may have to find a password and a telephone first."""
_CONNECTION_SECONDS = 5.0  # browsers open connections in advance and say nothing on them
_LOOK_SECONDS = 0.1
_MAX_FORM = 65_536

_PAGE = """<!doctype html><meta charset="utf-8"><title>narrowcast</title>
<body style="font: 1.2em sans-serif; margin: 4em">{said}</body>"""
_DONE = "narrowcast has the answer. You can close this page and go back to the terminal."
_OTHER = "This is no answer that narrowcast waits for."


class Landing:
    """Waits for the browser; used in a `with` block."""

    def __init__(self, *, host: str = "127.0.0.1") -> None:
        """*host* is how the provider knows this machine: 127.0.0.1, or localhost."""
        self._server = _Server(("127.0.0.1", 0), _Page)
        self._host = host

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Listen no more: where the browser is elsewhere, it must find nobody here."""
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where the provider is to send the browser."""
        return f"http://{self._host}:{self._server.server_address[1]}"

    def wait(
        self,
        state: str,
        seconds: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> dict[str, str]:
        """What the provider sent along with *state*; empty where nobody came within *seconds*."""
        self._server.state = state
        end = clock() + seconds
        serving = threading.Thread(target=self._server.serve_forever, args=(_LOOK_SECONDS,))
        serving.start()
        try:
            while not self._server.answered.wait(_LOOK_SECONDS) and clock() < end:
                pass  # in short steps: not every system lets Ctrl-C through a long one
        finally:
            self._server.shutdown()
            serving.join()
        return self._server.answer


def answer_in(address: str, state: str) -> dict[str, str]:
    """What stands in *address*, where the browser ended; empty where it is no answer to *state*."""
    try:
        found = dict(parse_qsl(urlsplit(address.strip()).query))
    except ValueError:
        return {}
    return found if _is_answer(found, state) else {}


def _is_answer(found: Mapping[str, str], state: str) -> bool:
    told = hmac.compare_digest(found.get("state", "").encode(), state.encode())
    return told and bool(found.get("code") or found.get("error"))


class _Server(ThreadingMixIn, TCPServer):  # HTTPServer would ask the network what we are called
    """Each visitor has a thread: a slow one keeps nobody waiting, and is left in the end."""

    allow_reuse_address = False  # nobody else may listen there
    daemon_threads = True

    def __init__(self, where: tuple[str, int], page: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(where, page)
        self.state = ""
        self.answer = dict[str, str]()
        self.answered = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no fault of ours."""


class _Page(BaseHTTPRequestHandler):
    server: _Server
    timeout = _CONNECTION_SECONDS

    def do_GET(self) -> None:
        self._take(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """Microsoft's way (response_mode=form_post): it leaves nothing in the browser's history."""
        told = self.headers.get("Content-Length", "")
        size = int(told) if told.isdecimal() and len(told) < 7 else 0
        self._take(self.rfile.read(min(size, _MAX_FORM)).decode("ascii", "replace"))

    def _take(self, query: str) -> None:
        found = dict(parse_qsl(query))
        good = _is_answer(found, self.server.state)
        try:
            self._show(good)
        finally:
            if good:
                self.server.answer = found
                self.server.answered.set()

    def _show(self, good: bool) -> None:
        page = _PAGE.format(said=_DONE if good else _OTHER).encode()
        self.send_response(200 if good else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing: the address holds the code."""
