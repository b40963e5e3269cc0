"""A small IMAP server with the habits that real ones were seen to have; no server of ours has them
all.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from narrowcast.connectors.base import Means
from narrowcast.connectors.imap import connect
from narrowcast.connectors.imap.connector import ImapConnector
from narrowcast.connectors.net import Egress
from tests.connectors.imap.accounts import Secret, mail


@dataclass
class Odd:
    """One folder, INBOX, and what is odd about it."""

    capabilities: str = "IMAP4rev1"
    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    uidnext: int | None = None
    """What it claims; None: what is true."""
    tells_uidnext: bool = True
    withholds: frozenset[int] = frozenset()
    """UIDs that a FETCH of several leaves out."""
    withholds_always: frozenset[int] = frozenset()
    vanished: bytes = b""
    """What it answers to CHANGEDSINCE."""
    refusal: bytes = b""
    """What it answers to every FETCH instead."""
    refuses_after: int = 10**6
    items: str = ""
    """More items of each FETCH response."""
    between: bytes = b""
    """Said before each FETCH response."""
    searches: str = "UTF-8"
    """`US-ASCII`: it knows no other CHARSET; '': it does not search texts at all."""
    broods: float = 0.0
    """Seconds before it tells what it found in texts."""
    status_lags: int = 0
    """How many mails STATUS counts too few."""
    listing: tuple[bytes, ...] = (b'* LIST () "/" INBOX\r\n',)
    login: bytes = b""
    """What it answers to a login instead of OK."""
    heard: list[str] = field(default_factory=list)
    port: int = 0

    def answer(self, command: str) -> bytes:
        """All but the last line of the answer; a line that begins with TAG is the last."""
        self.heard.append(command)
        verb = command.split(maxsplit=1)[0].upper()
        told = getattr(self, f"_{verb.lower()}", None)
        return told(command) if told else b""

    def _capability(self, _: str) -> bytes:
        return f"* CAPABILITY {self.capabilities}\r\n".encode()

    def _login(self, _: str) -> bytes:
        return self.login

    def _list(self, _: str) -> bytes:
        return b"".join(self.listing)

    def _enable(self, _: str) -> bytes:
        return b"* ENABLED QRESYNC\r\n"

    def _next(self) -> int:
        return self.uidnext or max(self.mails, default=0) + 1

    def _status(self, _: str) -> bytes:
        uidnext = f" UIDNEXT {self._next()}" if self.tells_uidnext else ""
        count = len(self.mails) - self.status_lags
        return (
            f"* STATUS INBOX (MESSAGES {count}{uidnext} UIDVALIDITY {self.validity})\r\n".encode()
        )

    def _examine(self, _: str) -> bytes:
        uidnext = f"* OK [UIDNEXT {self._next()}] next\r\n" if self.tells_uidnext else ""
        return (
            f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] valid\r\n{uidnext}"
            "* OK [HIGHESTMODSEQ 9] modseq\r\n"
        ).encode()

    def _uid(self, command: str) -> bytes:
        _, verb, rest = command.split(" ", 2)
        return self._search(rest) if verb.upper() == "SEARCH" else self._fetch(rest)

    def _search(self, criteria: str) -> bytes:
        uids = sorted(self.mails)
        if "CHARSET" in criteria and self.searches != "UTF-8":
            return b"TAG NO [BADCHARSET (US-ASCII)] no\r\n"
        if "BODY" in criteria:
            time.sleep(self.broods)
        if "BODY" in criteria or "X-GM-RAW" in criteria:
            if not self.searches:
                return b"TAG BAD unknown key\r\n"
            uids = [uid for uid in uids if self._holds(uid, criteria)]
        if criteria.startswith("UID "):
            uids = self._chosen(criteria[4:])
        return b"* SEARCH %s \r\n" % " ".join(map(str, uids)).encode()  # a blank, as Yahoo has it

    def _holds(self, uid: int, criteria: str) -> bool:
        """Whether the mail lies in the window asked for and holds one of the quoted words."""
        window = re.match(r"(?:RETURN \(ALL\) )?UID (\S+)", criteria)
        if window and uid not in self._chosen(window[1]):
            return False
        body = self.mails[uid].partition(b"\r\n\r\n")[2].decode().lower()
        return any(word.lower() in body for word in re.findall(r'"([^"]+)"', criteria))

    def _chosen(self, written: str) -> list[int]:
        last = max(self.mails, default=0)
        chosen: set[int] = set()
        for one in written.replace("*", str(last)).split(","):
            low, _, high = one.partition(":")
            edges = sorted((int(low), int(high or low)))
            chosen |= {uid for uid in self.mails if edges[0] <= uid <= edges[1]}
        return sorted(chosen)

    def _fetch(self, rest: str) -> bytes:
        written, items = rest.split(" ", 1)
        if "CHANGEDSINCE" in items:
            return self.vanished
        if self.refusal and self.refuses_after <= 0:
            return self.refusal
        self.refuses_after -= 1
        uids = self._chosen(written)
        left_out = self.withholds_always | (self.withholds if len(uids) > 1 else frozenset())
        return b"".join(self._message(uid) for uid in uids if uid not in left_out)

    def _message(self, uid: int) -> bytes:
        head = self.mails[uid].partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        number = sorted(self.mails).index(uid) + 1
        echo = "BODY[HEADER.FIELDS (FROM)]"
        start = f"* {number} FETCH (UID {uid} RFC822.SIZE 99{self.items} {echo} {{{len(head)}}}\r\n"
        return self.between + start.encode() + head + b")\r\n"


def _serve(odd: Odd, opened: socket.socket) -> None:
    with opened, opened.makefile("rb") as lines:
        opened.sendall(b"* OK odd\r\n")
        for line in lines:
            tag, _, command = line.decode().strip().partition(" ")
            if re.match(r"IDLE", command, re.IGNORECASE):
                opened.sendall(b"+ idling\r\n")
                lines.readline()
            answer = odd.answer(command)
            last = b"" if b"TAG " in answer else b"TAG OK done\r\n"
            try:
                opened.sendall((answer + last).replace(b"TAG ", tag.encode() + b" "))
            except OSError:
                return
            if b"* BYE" in answer or command.upper() == "LOGOUT":
                return


@contextmanager
def serving(odd: Odd) -> Iterator[ImapConnector]:
    """Run it, and a connector that reads from it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        odd.port = listening.getsockname()[1]
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    opened, _ = listening.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=_serve, args=(odd, opened), daemon=True))
                threads[-1].start()

        threading.Thread(target=accept, daemon=True).start()
        options = {"host": "localhost", "port": odd.port, "user": "kim", "security": "none"}
        means = Means(account="work", egress=Egress(["localhost"]), secrets=Secret("pw"))
        source = connect(options, means)
        try:
            yield source
        finally:
            source.close()
            listening.shutdown(socket.SHUT_RDWR)
            for one in threads:
                one.join(5)


def mails(*uids: int) -> dict[int, bytes]:
    """Mails by UID."""
    return {uid: mail(uid) for uid in uids}
