r"""A logged-in connection to an IMAP server: commands in, values out, errors by reaction.

    with sessions.open_session(server, means) as session:
        folder = session.sent_folder()
        session.append(folder.key, letter, flags=("\\Seen",))

One thread at a time may use it. After any error but a refusal it is closed and stays so.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from types import TracebackType
from typing import Self

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import Skippable, Transient
from narrowcast.connectors.formats import headers, mime
from narrowcast.connectors.imap_session import faults, figures, folders, values
from narrowcast.connectors.imap_session.client import Client
from narrowcast.connectors.imap_session.faults import Denied
from narrowcast.connectors.imap_session.figures import State
from narrowcast.connectors.imap_session.folders import Folder
from narrowcast.connectors.imap_session.settings import Server
from narrowcast.connectors.imap_session.stream import Response, Stream
from narrowcast.connectors.imap_session.uidsets import Uids
from narrowcast.connectors.imap_session.values import Value
from narrowcast.connectors.net import READ_SECONDS
from narrowcast.connectors.records import FolderRole

Word = bytes | str
"""A word of a command, sent as it is."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WANTS_ID = ("163.com", "126.com", "yeah.net")  # Netease refuses to open folders without
_WRONG_VANISHED = ("mail.me.com", "mail.icloud.com")  # malformed VANISHED, seen in January 2026
_ASKED_TOGETHER = 50
_MAX_UNTAGGED = 2_000_000


@dataclass(frozen=True, slots=True)
class Literal:
    """Octets sent by count (RFC 3501 §4.3): any may stand in them."""

    octets: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: untagged responses in order, and the server's last words."""

    untagged: tuple[Response, ...]
    says: str

    def values(self, name: str) -> Iterator[tuple[Value, ...]]:
        """The values of each untagged response *name*, without that name."""
        mark = f"* {name} ".encode()
        for response in self.untagged:
            if response[0][: len(mark)].upper() == mark:
                yield values.parse([response[0][len(mark) :], *response[1:]])


def open_session(server: Server, means: Means) -> Session:
    """Connect and log in; raises NeedsLogin, RateLimited, Transient, Skippable."""
    with faults.told(means.account, server.host):
        client = Client(server, means.egress)
    try:
        with faults.told(means.account, server.host, login=True):
            client.prove(means.secrets)
        return Session(client, server, means)
    except BaseException:
        with contextlib.suppress(Exception):
            client.shutdown()
        raise


class Session:
    """See the module; made by `open_session`."""

    def __init__(self, client: Client, server: Server, means: Means) -> None:
        self._client, self._server, self._account = client, server, means.account
        self.is_open = True
        self.opened: tuple[bytes, State] | None = None
        """The open folder and its figures when it was opened."""
        self.used_at = time.monotonic()
        self._count = 0
        self._resyncs = False
        with faults.told(self._account, server.host):
            self.capabilities = frozenset(
                one.decode("ascii", "replace").upper() for one in client.capabilities()
            )
        if self.has("ID") and server.host.endswith(_WANTS_ID):
            self.run("ID", '("name" "narrowcast")')

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def host(self) -> str:
        """The server's name."""
        return self._server.host

    @property
    def stream(self) -> Stream:
        """Where responses come in; for readers of long answers."""
        return self._client.responses

    def has(self, capability: str) -> bool:
        """Whether the server offers *capability* (upper case)."""
        return capability in self.capabilities

    def close(self) -> None:
        """Say goodbye and close; never raises."""
        if not self.is_open:
            return
        self.is_open = False
        with contextlib.suppress(Exception):
            self.stream.socket.settimeout(1.0)
            self.stream.socket.sendall(b"bye LOGOUT\r\n")
        with contextlib.suppress(Exception):
            self._client.shutdown()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what fails inside into our errors; any but the server's refusal closes."""
        try:
            with faults.told(self._account, self._server.host):
                try:
                    yield
                except Denied:
                    raise
                except BaseException:
                    self.close()
                    raise
        except Transient:
            self.close()
            raise

    def rest_timeout(self) -> None:
        """Wait for answers as long as usual again."""
        self.stream.socket.settimeout(READ_SECONDS)

    # Commands

    def send(self, *words: Word | Literal) -> bytes:
        """Send a command without waiting for its answer; returns its tag."""
        if not self.is_open:
            raise Transient(f"the connection to {self.host} is closed")
        self._count += 1
        self.used_at = time.monotonic()
        tag = f"n{self._count}".encode()
        line = [tag]
        for word in words:
            if isinstance(word, Literal):
                line.append(b"{%d}" % len(word.octets))
                self._offer(b" ".join(line) + b"\r\n")
                self._await_go_ahead(tag)
                line = [word.octets]
            else:
                line.append(word.encode() if isinstance(word, str) else word)
        self._offer(b" ".join(line) + b"\r\n")
        return tag

    def _offer(self, octets: bytes) -> None:
        self.stream.socket.sendall(octets)

    def _await_go_ahead(self, tag: bytes) -> None:
        while not (line := self.stream.response()[0]).startswith(b"+"):
            if line.startswith(tag + b" "):
                raise Denied("literal", faults.clean(line[len(tag) + 1 :]))
            self._check_bye(line)

    def answer(self, tag: bytes, command: str, *, only: bytes = b"* ") -> Answer:
        """Read to the end of the answer to *tag*; raises Denied.

        Of untagged responses it keeps those that begin with *only*.
        """
        untagged: list[Response] = []
        octets = 0
        while True:
            response = self.stream.response()
            head = response[0]
            if head.startswith(tag + b" "):
                says = head[len(tag) + 1 :]
                if says[:3].upper() == b"OK " or says.upper() == b"OK":
                    return Answer(tuple(untagged), faults.clean(says[3:]))
                raise Denied(command, faults.clean(says))
            self._check_bye(head)
            if head[: len(only)].upper() != only:
                continue
            octets += sum(map(len, response)) + 100
            if len(untagged) >= _MAX_UNTAGGED or octets > 1 << 28:
                raise Transient(f"{self.host} answers without end")
            untagged.append(response)

    def _check_bye(self, head: bytes) -> None:
        if head[:6].upper() == b"* BYE ":
            self.close()
            says = faults.clean(head[6:])
            gone = faults.reaction(self._account, self.host, says)
            if isinstance(gone, Skippable):  # no reason that we know
                raise Transient(f"{self.host} says: {says}")
            raise gone

    def run(self, *words: Word | Literal) -> Answer:
        """Send a command and read its answer; a refusal is Skippable or what it says."""
        with self.guarded():
            tag = self.send(*words)
            return self.answer(tag, str(words[0]))

    # Folders

    def folders(self) -> tuple[Folder, ...]:
        """Every folder that can be opened, with what the server says it is for."""
        return folders.listed(self)

    def figures_of(self, keys: Iterable[bytes]) -> dict[bytes, State]:
        """The figures of folders, all asked for before the first answer is read; those that the
        server denies, and one that is open (it would tell what it was), are left out.

        Not by LIST (RFC 5819): for that Dovecot reads through the whole folder.
        """
        wanted = [one for one in keys if self.opened is None or one != self.opened[0]]
        found: dict[bytes, State] = {}
        for start in range(0, len(wanted), _ASKED_TOGETHER):
            with self.guarded():
                sent = list(self._ask_figures(wanted[start : start + _ASKED_TOGETHER]))
                for key, tag in sent:
                    with contextlib.suppress(Denied):
                        for told in self.answer(tag, "STATUS").values("STATUS"):
                            if len(told) > 1 and told[0] == key and isinstance(told[1], tuple):
                                found[key] = figures.of_status(told[1])
        return found

    def _ask_figures(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for key in keys:
            words = name(key)
            if not any(isinstance(word, Literal) for word in words):  # it would wait for an answer
                yield key, self.send("STATUS", *words, figures.items(self.capabilities))

    def sent_folder(self) -> Folder | None:
        """Where the owner's sent mail lies; None: no folder looks like it."""
        return folders.with_role(self.folders(), FolderRole.SENT)

    def status(self, key: bytes) -> State:
        """The folder's figures, without opening it unless it is open (there they would be old)."""
        if self.opened is not None and self.opened[0] == key:
            return self.examine(key)
        answer = self.run("STATUS", *name(key), figures.items(self.capabilities))
        told = [one for one in answer.values("STATUS") if len(one) > 1]
        # With NOTIFY others come in between; a server may spell the name in its own way.
        for found in sorted(told, key=lambda one: one[0] != key):
            if isinstance(found[1], tuple):
                return figures.of_status(found[1])
        raise Transient(f"{self.host} does not tell the state of a folder")

    def examine(self, key: bytes) -> State:
        """Open the folder for reading only, anew each time, so that its figures are true."""
        if not self._resyncs and self.can_resync():
            self._resyncs = True
            self.run("ENABLE QRESYNC")  # before any folder is opened (RFC 5161, 7162 §3.2.3)
        self.opened = None
        condstore = (b"(CONDSTORE)",) if self.has("CONDSTORE") else ()
        answer = self.run("EXAMINE", *name(key), *condstore)
        state = figures.of_examine(answer.untagged)
        self.opened = key, state
        return state

    def can_resync(self) -> bool:
        """Whether the server tells truly what vanished since a former visit."""
        wrong = self._server.host.endswith(_WRONG_VANISHED)
        return self.has("QRESYNC") and self.has("ENABLE") and not wrong

    def vanished(self, below: int, modseq: int) -> Uids:
        """UIDs below *below* that vanished from the open folder since *modseq* (QRESYNC); among
        them may be some that nobody ever saw.
        """
        with self.guarded():
            tag = self.send(
                "UID FETCH", f"1:{max(1, below - 1)}", "(UID)", f"(CHANGEDSINCE {modseq} VANISHED)"
            )
            answer = self.answer(tag, "UID FETCH", only=b"* VANISHED ")
        gone = Uids()
        for found in answer.values("VANISHED"):
            gone |= Uids.parse(b",".join(one for one in found if isinstance(one, bytes)))
        return gone

    def search(self, *criteria: Word | Literal) -> Uids:
        """UIDs in the open folder for which *criteria* hold; as ranges where the server can."""
        short = ("RETURN (ALL)",) if self.has("ESEARCH") else ()
        answer = self.run("UID SEARCH", *short, *criteria)
        for told in answer.values("ESEARCH"):
            for label, value in pairwise(told):
                if values.text(label).upper() == "ALL":
                    return Uids.parse(values.text(value))
        uids: list[int] = []
        for response in answer.untagged:
            if response[0][:8].upper() == b"* SEARCH":
                uids += filter(None, map(values.number, response[0].split()))
        return Uids.of(uids)

    # Letters

    def append(
        self,
        folder: bytes,
        letter: bytes,
        *,
        flags: Iterable[str] = ("\\Seen",),
        when: datetime | None = None,
    ) -> int | None:
        """File *letter* into *folder*; returns its UID where the server tells it (UIDPLUS)."""
        marks = f"({' '.join(flags)})"
        moment = (f'"{_internal(when)}"',) if when is not None else ()
        answer = self.run("APPEND", *name(folder), marks, *moment, Literal(letter))
        told = re.search(r"\[APPENDUID \d+ (\d+)\]", answer.says, re.IGNORECASE)
        return int(told[1]) if told else None

    def search_message_id(self, folder: bytes, message_id: str) -> int | None:
        """The UID of the mail in *folder* with exactly this Message-ID; None: none has it.

        Servers search for parts of a header, and some of them for words: the header found is
        compared.
        """
        return next((uid for uid, found in self._found(folder, "Message-ID", message_id)
                     if found == message_id), None)  # fmt: skip

    def search_token(self, folder: bytes, token: str) -> tuple[int, str] | None:
        """UID and Message-ID of a mail in *folder* that carries *token* in References or
        X-Narrowcast-Id.
        """
        for header in ("References", "X-Narrowcast-Id"):
            for uid, message_id in self._found(folder, header, token):
                return uid, message_id
        return None

    def _found(self, folder: bytes, header: str, word: str) -> Iterator[tuple[int, str]]:
        """UIDs and Message-IDs of mails whose *header* holds *word*, newest first."""
        self.examine(folder)
        found = self.search("HEADER", header, *name(word.encode()))
        for uid in found.newest(20).ranges[::-1]:
            for one in range(uid[1], uid[0] - 1, -1):
                head = self._head(one, header)
                if head is None:
                    continue
                fields = headers.split(head).fields
                if any(word in value for value in fields.get(header.lower(), ())):
                    yield one, mime.header_only(head, remote_id="").message_id

    def _head(self, uid: int, header: str) -> bytes | None:
        wanted = f"(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID {header.upper()})])"
        answer = self.run("UID FETCH", str(uid), wanted)
        for response in answer.untagged:
            if len(response) > 1 and b" FETCH " in response[0].upper():
                return response[1]
        return None


def name(word: bytes) -> tuple[bytes | Literal, ...]:
    """A folder's name or any other string as a word of a command."""
    try:
        return (values.quoted(word),)
    except ValueError:
        return (Literal(word),)


def _internal(when: datetime) -> str:
    """A date-time of RFC 3501 §9, whose months are English whatever the machine speaks."""
    return f"{when.day:02d}-{_MONTHS[when.month - 1]}-{when:%Y %H:%M:%S %z}"


def date(when: datetime) -> str:
    """A date of RFC 3501 §9, as SEARCH takes it."""
    return f"{when.day}-{_MONTHS[when.month - 1]}-{when:%Y}"
