"""An account on a server of the tests, as its owner and as another client uses it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from narrowcast.connectors.base import Means
from narrowcast.connectors.imap import connect
from narrowcast.connectors.imap.connector import ImapConnector
from narrowcast.connectors.net import Egress
from tests.servers.dovecot import Dovecot, Mail

_numbers = itertools.count(1)


@dataclass
class Secret:
    """Knows one password and one token."""

    secret: str

    def password(self) -> str:
        return self.secret

    def token(self) -> str:
        return self.secret


@dataclass
class Account:
    """A fresh user on *server*."""

    server: Dovecot
    user: str = ""
    security: str = "none"
    egresses: list[Egress] = field(default_factory=list)
    connectors: list[ImapConnector] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.user = self.user or self.server.fresh_user()

    def admit(self, password: str) -> None:
        """Be another fresh user, with this password."""
        self.user = f"user{next(_numbers)}"
        self.server.users[self.user] = password
        self.server._admit(self.user)

    def means(self, secret: str = "") -> Means:
        egress = Egress([self.server.host], ca_file=self.server.certificates.ca)
        self.egresses.append(egress)
        return Means(
            account="work",
            egress=egress,
            secrets=Secret(secret or self.server.users[self.user]),
        )

    def options(self, **more: object) -> dict[str, object]:
        port = self.server.tls_port if self.security == "tls" else self.server.port
        return {
            "host": self.server.host,
            "port": port,
            "user": self.user,
            "security": self.security,
            **more,
        }

    def connector(self, **more: object) -> ImapConnector:
        made = connect(self.options(**more), self.means())
        self.connectors.append(made)
        return made

    def close(self) -> None:
        for one in self.connectors:
            one.close()

    def append(self, raw: bytes, folder: str = "INBOX") -> None:
        self.server.append(self.user, Mail(raw, folder))


def mail(number: int, *, body: str = "Hello.", more: str = "") -> bytes:
    """One small mail; its Message-ID tells its number."""
    lines = (
        f"From: Robin Example <robin{number}@example.org>",
        "To: Kim Owner <kim@example.net>",
        f"Subject: Mail {number}",
        f"Date: Mon, 4 Mar 2024 10:{number % 60:02d}:00 +0100",
        f"Message-ID: <m{number}@example.org>",
        *([more] if more else []),
        "",
        body,
        "",
    )
    return "\r\n".join(lines).encode()
