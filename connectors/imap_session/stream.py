"""A connection as a stream of responses: our own buffer, so that a reader may look at all that has
come.

A response of IMAP (RFC 3501 §7) is one logical line, cut where literals stand:

    * 1 FETCH (UID 7 BODY[1] {5}⏎hello RFC822.SIZE 9)⏎
    └────── text ──────────────┘└lit.┘└── text ─────┘

`response` gives those cuts in turn: texts at even places, literals at odd ones.
"""

from __future__ import annotations

import re
import selectors
import socket

from narrowcast.connectors.errors import Transient

MAX_LINE = 8 << 20  # a SEARCH of 100,000 scattered UIDs is 0.7 MB
MAX_LITERAL = 64 << 20
_CHUNK = 1 << 18
LITERAL = re.compile(rb"~?\{(\d{1,30})\+?\}\r\n\Z")

Response = list[bytes]


class Stream:
    """Octets of one socket, read ahead."""

    def __init__(self, opened: socket.socket, *, read_ahead: bool = True) -> None:
        """Without *read_ahead* every octet is taken singly: nothing that came before STARTTLS can
        be taken for what came after it.
        """
        self.socket = opened
        self.data = b""
        self.at = 0
        self._chunk = _CHUNK if read_ahead else 1

    def more(self, least: int = 1) -> None:
        """Read *least* octets or more behind `data`; what lies before `at` is let go.

        Raises Transient where the server has closed, OSError where the connection fails.
        """
        pieces = [self.data[self.at :] if self.at else self.data]
        try:
            while least > 0:
                pieces.append(self.socket.recv(self._chunk))
                if not pieces[-1]:
                    raise Transient("the server has closed the connection")
                least -= len(pieces[-1])
        finally:  # who gave up waiting may go on later
            self.data, self.at = b"".join(pieces), 0

    def line(self, limit: int = MAX_LINE) -> bytes:
        """The next line with its end; a longer one than *limit* is Transient."""
        searched = 0
        while (stop := self.data.find(b"\n", self.at + searched)) < 0:
            searched = max(0, len(self.data) - self.at)
            if searched > limit:
                raise Transient("the server sends a line without end")
            self.more()
        line = self.data[self.at : stop + 1]
        self.at = stop + 1
        return line

    def exactly(self, count: int) -> bytes:
        """The next *count* octets; more than `MAX_LITERAL` are Transient."""
        if count > MAX_LITERAL:
            raise Transient("the server sends one value of more than 64 MB")
        missing = self.at + count - len(self.data)
        if missing > 0:
            self.more(missing)
        octets = self.data[self.at : self.at + count]
        self.at += count
        return octets

    def response(self) -> Response:
        """The next response, cut at its literals, without its line end.

        Raises TimeoutError where it does not come to its end in time: the next call begins with it
        again.
        """
        cuts: Response = []
        taken: list[bytes] = []
        try:
            while True:
                line = self.line()
                found = LITERAL.search(line) if line.endswith(b"}\r\n") else None
                if found is None:
                    cuts.append(line.rstrip(b"\r\n"))
                    return cuts
                taken.append(line)
                cuts.append(line[: found.start()])
                cuts.append(self.exactly(int(found[1])))
                taken.append(cuts[-1])
        except TimeoutError:
            self.data, self.at = b"".join((*taken, self.data[self.at :])), 0
            raise

    def has_news(self, seconds: float) -> bool:
        """Whether there is something to read now or within *seconds*."""
        if self.at < len(self.data):
            return True
        pending = getattr(self.socket, "pending", None)  # TLS may hold what no selector sees
        if pending is not None and pending():
            return True
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self.socket, selectors.EVENT_READ)
                return bool(selector.select(max(0.0, seconds)))
        except (ValueError, KeyError):  # closed meanwhile by another thread
            raise Transient("the connection was closed") from None
