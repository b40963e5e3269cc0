"""Senders aimed at servers of the tests, a letter, and a server that says what it is told to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from narrowcast.connectors.base import Envelope, Means
from narrowcast.connectors.errors import NeedsLogin
from narrowcast.connectors.imap_session import settings
from narrowcast.connectors.imap_session.settings import Auth, Security, Server
from narrowcast.connectors.net import Egress
from narrowcast.connectors.smtp.sender import SmtpSender
from narrowcast.connectors.smtp.sent import SentBox
from narrowcast.connectors.smtp.settings import Patience
from tests.servers.certificates import Certificates
from tests.servers.smtp_sink import PASSWORD, USER

QUICK = Patience(command=2.0, body=2.0, after_dot=0.5, goodbye=0.1)
LETTER = (
    b"From: Robin Vale <robin@vale.example>\r\nTo: Ana <ana@lumen.example>\r\n"
    b"Subject: Jonas\r\nDate: Tue, 03 Nov 2026 09:30:00 +0000\r\n"
    b"Message-ID: <ask-1@vale.example>\r\nReferences: <tok-1@vale.example>\r\n"
    b"X-Narrowcast-Id: tok-1\r\n\r\n"
    b"Dear Ana,\r\n.\r\n..\r\n.hidden\r\n\r\nRobin\r\n"
)
ENVELOPE = Envelope(sender="robin@vale.example", recipients=("ana@lumen.example",))


@dataclass(frozen=True)
class Said:
    """Secrets of a test."""

    word: str = PASSWORD
    bearer: str = ""

    def password(self) -> str:
        return self.word

    def token(self) -> str:
        if not self.bearer:
            raise NeedsLogin("work")
        return self.bearer


def sender(
    port: int,
    certificates: Certificates | None = None,
    *,
    security: Security = Security.STARTTLS,
    auth: Auth = Auth.PASSWORD,
    user: str = USER,
    secrets: Said | None = None,
    patience: Patience = QUICK,
    sent: SentBox | None = None,
    egress: Egress | None = None,
) -> SmtpSender:
    server = Server(host="localhost", port=port, user=user, security=security, auth=auth)
    egress = egress or Egress(["localhost"], ca_file=certificates.ca if certificates else None)
    means = Means(account="work", egress=egress, secrets=secrets or Said())
    nowhere = SentBox(server=settings.server({"host": "localhost", "user": "x"}), means=means)
    return SmtpSender(server=server, means=means, sent=sent or nowhere, patience=patience)


@dataclass
class Script:
    """What a server of a few lines says, by the first word of what it hears; '' to the dot."""

    port: int
    answers: Mapping[str, bytes | None]
    heard: list[str] = field(default_factory=list)


USUAL: dict[str, bytes | None] = {
    "greeting": b"220 hello\r\n",
    "EHLO": b"250-hello\r\n250 AUTH PLAIN\r\n",
    "AUTH": b"235 in\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    ".": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}


@contextmanager
def scripted(**changed: bytes | None) -> Generator[Script]:
    """Run such a server on this machine; an answer None hangs up, b"" says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        script = Script(listening.getsockname()[1], {**USUAL, **_named(changed)})

        def serve() -> None:
            with suppress(OSError):
                while True:
                    taken, _ = listening.accept()
                    with taken, suppress(OSError):
                        _talk(taken, script)

        threading.Thread(target=serve, daemon=True).start()
        yield script
        listening.shutdown(socket.SHUT_RDWR)


def _named(changed: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
    return {{"dot": "."}.get(name, name): value for name, value in changed.items()}


def _talk(taken: socket.socket, script: Script) -> None:
    taken.sendall(script.answers["greeting"] or b"")
    if script.answers["greeting"] is None:
        return
    within = False
    for line in _lines(taken):
        word = line if within and line == "." else line.partition(" ")[0].upper()
        if within and line != ".":
            continue
        script.heard.append(line)
        answer = script.answers.get(word, b"500 what\r\n")
        if answer is None:
            return
        taken.sendall(answer)
        within = word == "DATA" and answer.startswith(b"354")


def _lines(taken: socket.socket) -> Iterable[str]:
    with taken.makefile("rb") as file:
        for line in file:
            yield line.decode("utf-8", "replace").rstrip("\r\n")
