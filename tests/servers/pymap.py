"""pymap: a second dialect of IMAP, in another language and with other habits than Dovecot.

It has OBJECTID and IDLE; no CONDSTORE, QRESYNC, ESEARCH or SPECIAL-USE. Mail lives in memory.
"""

from __future__ import annotations

import imaplib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.servers import processes
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Mail, message_ids, quoted


@dataclass(frozen=True, slots=True)
class Pymap:
    """A running server with one user; *port* offers STARTTLS and takes a login without it, too."""

    port: int
    user: str
    password: str
    certificates: Certificates
    host: str = "localhost"

    def client(self) -> imaplib.IMAP4:
        """Another client, logged in; close it with `with`."""
        client = imaplib.IMAP4(self.host, self.port, timeout=20)
        client.login(self.user, self.password)
        return client

    def append(self, mail: Mail) -> None:
        """Put one mail into a folder, as another client would."""
        with self.client() as client:
            at = imaplib.Time2Internaldate(mail.at) if mail.at else ""
            flags = "\\Seen" if mail.seen else ""
            status, answer = client.append(quoted(mail.folder), flags, at, mail.raw)
        assert status == "OK", answer

    def message_ids(self, folder: str = "INBOX") -> dict[int, str]:
        """Every UID of a folder and its Message-ID."""
        with self.client() as client:
            return message_ids(client, folder)


@contextmanager
def pymap(
    certificates: Certificates, *, user: str = "robin", password: str = "pw"
) -> Generator[Pymap]:
    """Run it for one user with an empty INBOX."""
    with processes.short_folder("pym") as root:
        port = processes.free_port()
        command = [
            *(processes.program("pymap"), "--host", "127.0.0.1", "--port", str(port)),
            *("--cert", str(certificates.cert), "--key", str(certificates.key)),
            *("dict", "--demo-user", user, "--demo-password", password),
        ]
        running = processes.Process(command, root / "output")
        try:
            running.wait_for(port, b"* OK")
            yield Pymap(port, user, password, certificates)
        finally:
            running.kill()
