"""Dovecot on free ports of 127.0.0.1, in a folder of its own, without systemd.

with dovecot(certificates, users={"robin": "pw"}, setup=QRESYNC) as server:
    server.deliver("robin", [Mail(b"From: ...")])
    server.port, server.tls_port, server.lmtp_port, server.host, server.certificates.ca
"""

from __future__ import annotations

import imaplib
import itertools
import os
import re
import shutil
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.servers import processes
from tests.servers.certificates import Certificates
from tests.servers.dovecot_setup import QRESYNC as QRESYNC
from tests.servers.dovecot_setup import SDBOX as SDBOX
from tests.servers.dovecot_setup import WITHOUT_CONDSTORE as WITHOUT_CONDSTORE
from tests.servers.dovecot_setup import Ports, config, introspection, oauth_config
from tests.servers.dovecot_setup import Setup as Setup

HOST = "localhost"

_UID = re.compile(rb"UID (\d+)")
_LISTED = re.compile(r'\((.*?)\) (?:"."|NIL) (.+)')


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to put in a box before anybody looks."""

    raw: bytes
    folder: str = "INBOX"
    at: datetime | None = None
    """INTERNALDATE."""
    seen: bool = True


@dataclass
class Dovecot:
    """A running server; stays itself (ports, mail) over `stop` and `start`."""

    root: Path
    users: dict[str, str]
    certificates: Certificates
    setup: Setup
    port: int
    tls_port: int
    lmtp_port: int
    tokens: dict[str, str] = field(default_factory=dict)
    """Good OAuth tokens and whose they are."""
    host: str = HOST
    _process: processes.Process | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def start(self) -> None:
        """Start it, also after `stop`; raises NotStarted."""
        owner = processes.unprivileged()
        processes.give(self.root, owner)
        # Killed ones may still be dying: their old sockets would be taken for a second server's.
        shutil.rmtree(self.root / "run", ignore_errors=True)
        command = [processes.program("dovecot"), "-F", "-c", str(self.root / "dovecot.conf")]
        self._process = processes.Process(command, self.root / "dovecot.log", user=owner)
        self._process.wait_for(self.port, b"* OK")

    def stop(self) -> None:
        """Kill it with all its sessions."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def log(self) -> str:
        """What it logged."""
        return (self.root / "dovecot.log").read_text(errors="replace")

    def fresh_user(self) -> str:
        """Make a user nobody has seen, with empty folders; their password is `users[user]`."""
        user = f"u{next(self._numbers)}"
        self.users[user] = "pw"
        self._admit(user)
        return user

    def client(self, user: str) -> imaplib.IMAP4:
        """Another client of *user*, logged in; close it with `with`."""
        client = imaplib.IMAP4(self.host, self.port, timeout=20)
        try:
            client.login(user, self.users[user])
        except imaplib.IMAP4.error:
            client.shutdown()
            raise
        return client

    def append(self, user: str, mail: Mail) -> None:
        """Put one mail into a folder over IMAP, as another client would."""
        self.append_all(user, [mail])

    def append_all(self, user: str, mails: Iterable[Mail]) -> None:
        """Put many mails into folders over IMAP, in order, whatever the storage."""
        with self.client(user) as client:
            there = {"INBOX"}
            for mail in mails:
                if mail.folder not in there:
                    client.create(quoted(mail.folder))  # a no where it is there
                    there.add(mail.folder)
                flags = "\\Seen" if mail.seen else ""
                at = imaplib.Time2Internaldate(mail.at) if mail.at else ""
                status, answer = client.append(quoted(mail.folder), flags, at, mail.raw)
                assert status == "OK", answer

    def deliver(self, user: str, mails: Iterable[Mail]) -> int:
        """Drop many mails into the Maildir of *user* at once; return how many. Not for sdbox."""
        count = 0
        for mail in mails:
            self._drop(self.maildir(user, mail.folder), mail)
            count += 1
        processes.give(self.root / "home" / user, processes.unprivileged())
        return count

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """Where the mail of a folder lies (Maildir++)."""
        box = self.root / "home" / user / "Maildir"
        return box if folder == "INBOX" else box / f".{folder.replace('/', '.')}"

    def reset_uidvalidity(self, user: str, folder: str = "INBOX") -> None:
        """Give a folder another UIDVALIDITY and its mails other UIDs, as a restored backup has."""
        self.stop()
        box = self.maildir(user, folder)
        for pattern in ("dovecot-uidlist*", "dovecot.index*"):
            for one in box.glob(pattern):
                one.unlink()
        self.start()

    def uidvalidity(self, user: str, folder: str = "INBOX") -> int:
        """The generation of a folder."""
        with self.client(user) as client:
            client.select(quoted(folder), readonly=True)
            (value,) = client.response("UIDVALIDITY")[1]
        assert value is not None
        return int(value)

    def message_ids(self, user: str, folder: str = "INBOX") -> dict[int, str]:
        """Every UID of a folder and its Message-ID, as the server has them now."""
        with self.client(user) as client:
            return message_ids(client, folder)

    def folders(self, user: str) -> tuple[str, ...]:
        """Every folder that can be selected."""
        with self.client(user) as client:
            _, lines = client.list()
        found = (_LISTED.match(line.decode()) for line in lines if isinstance(line, bytes))
        return tuple(one[2].strip('"') for one in found if one and "\\Noselect" not in one[1])

    def commands(self, user: str) -> tuple[str, ...]:
        """Every line that clients of *user* sent after login; only with `Setup.rawlog`."""
        return tuple(line for session in self.sessions(user) for line in session)

    def sessions(self, user: str) -> tuple[tuple[str, ...], ...]:
        """`commands` of each connection apart."""
        logs = sorted((self.root / "home" / user / "rawlog").glob("*.in"))
        return tuple(tuple(map(_without_time, _lines(one))) for one in logs)

    def forget_commands(self, user: str) -> None:
        """Count `commands` anew."""
        for one in (self.root / "home" / user / "rawlog").glob("*"):
            one.write_bytes(b"")

    def _admit(self, user: str) -> None:
        owner, home = processes.unprivileged(), self.root / "home" / user
        (home / "rawlog" if self.setup.rawlog else home).mkdir(parents=True)
        processes.give(home, owner)
        # A file for each user: a common one would be read again only after a second.
        line = f"{user}:{self.users[user]}:{owner.pw_uid}:{owner.pw_gid}::{home}::\n"
        (self.root / "users" / user).write_text(line)
        processes.give(self.root / "users", owner)

    def _drop(self, box: Path, mail: Mail) -> None:
        for part in ("cur", "new", "tmp"):
            (box / part).mkdir(parents=True, exist_ok=True)
        stamp = int(mail.at.timestamp()) if mail.at else 1_700_000_000
        flags = "S" if mail.seen else ""
        path = box / "cur" / f"{stamp}.M{next(self._numbers)}P1.test,S={len(mail.raw)}:2,{flags}"
        path.write_bytes(mail.raw)
        if mail.at:
            os.utime(path, (stamp, stamp))


def quoted(folder: str) -> str:
    """A folder's name as IMAP takes it."""
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(log: Path) -> list[str]:
    return log.read_text(errors="replace").splitlines()


def _without_time(line: str) -> str:
    return line.partition(" ")[2]


def message_ids(client: imaplib.IMAP4, folder: str) -> dict[int, str]:
    """Every UID of a folder and its Message-ID; empty where there is no such folder."""
    status, _ = client.select(quoted(folder), readonly=True)
    if status != "OK":
        return {}
    _, answer = client.uid("FETCH", "1:*", "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    found = (one for one in answer if isinstance(one, tuple))
    return {int(_UID.findall(head)[0]): _identity(field) for head, field in found}


def _identity(field: bytes) -> str:
    return field.decode(errors="replace").partition(":")[2].strip()


@contextmanager
def dovecot(
    certificates: Certificates,
    *,
    users: Mapping[str, str] | None = None,
    setup: Setup = QRESYNC,
    mails: Mapping[str, Iterable[Mail]] | None = None,
) -> Generator[Dovecot]:
    """Run a server for *users* (name → password) whose boxes already hold *mails*."""
    known = dict(users or {"robin": "pw"})
    with processes.short_folder("dc") as root, introspection(setup.oauth) as (tokens, url):
        one, other, third = (processes.free_port() for _ in range(3))
        server = Dovecot(root, known, certificates, setup, one, other, third, tokens)
        _write(server, url)
        for user, box in (mails or {}).items():
            server.deliver(user, box)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _write(server: Dovecot, oauth_url: str) -> None:
    root = server.root
    (root / "run").mkdir()
    (root / "users").mkdir()
    shutil.copy(server.certificates.cert, root / "cert.pem")
    shutil.copy(server.certificates.key, root / "key.pem")
    for user in server.users:
        server._admit(user)
    (root / "oauth2.ext").write_text(oauth_config(oauth_url))
    (root / "dovecot.conf").write_text(
        config(root, server.setup, Ports(server.port, server.tls_port, server.lmtp_port))
    )
