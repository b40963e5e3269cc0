"""The hands of a test on the fake Graph: one mailbox, its faults, and what was asked of it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.servers.dovecot import Mail
from tests.servers.graph.faults import Expiry, Fault, Faults

OWNER = ("Robin Vale", "robin@vale.example")
ALL_SCOPES = (
    "Mail.Read", "Mail.ReadWrite", "Mail.Send", "Calendars.Read", "Contacts.Read", "User.Read",
)  # fmt: skip
HEADERS_ONLY = ("Mail.ReadBasic", "Calendars.ReadBasic", "Contacts.Read", "User.Read")
"""What the tier `headers` asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came; those within a $batch come after the batch, with `batched`."""

    method: str
    path: str
    """Without /v1.0, decoded."""
    query: Mapping[str, str]
    """Names in lower case."""
    prefer: str
    token: str
    body: bytes
    status: int
    batched: bool = False


@dataclass
class Graph:
    """A running fake Graph. Ids that its methods return are immutable ids."""

    port: int = 0
    faults: Faults = field(default_factory=Faults)
    log: list[Asked] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What Microsoft's CSDL does not know in an answer, or in a body received; the fixture `graph`
    fails the test for any."""
    most_concurrent: int = 0
    """How many requests were being answered at once, at most."""
    empty_pages: bool = False
    """Whether every second page of a delta is empty and goes on all the same."""
    replays: bool = False
    """Whether a deltaLink's answer repeats the last change told before."""
    repeats: bool = False
    """Whether a delta's page begins with the last item of the page before."""
    page_size: int = 10
    """What a delta's page holds where the client does not say."""
    page_limit: int = 1000
    """What a page holds at most, whatever the client says."""
    keeps_headers: bool = True
    """Whether a letter that is sent keeps its X- headers and Message-ID in Sent Items."""
    seconds: float = 0.0
    """How long each answer takes."""
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def url(self) -> str:
        """What `endpoints.graph` is set to: http://127.0.0.1:<port>/v1.0."""
        return f"http://127.0.0.1:{self.port}/v1.0"

    # Tokens and sign-in

    def token(self, *scopes: str) -> str:
        """A fresh access token good for *scopes* (ALL_SCOPES where none)."""
        raise NotImplementedError

    def expire_access(self, token: str = "") -> None:
        """Have *token* (all) answered by 401 InvalidAuthenticationToken from now on."""
        raise NotImplementedError

    def challenge(self, token: str = "") -> str:
        """Have *token* (all) answered by a CAE 401 with claims; returns the claims asked for."""
        raise NotImplementedError

    def options(self, **more: object) -> dict[str, object]:
        """Keys of config.toml for an account here."""
        raise NotImplementedError

    # Mail

    def load(self, mails: Iterable[Mail]) -> list[str]:
        """Lay *mails* into their folders (INBOX, Sent, Archive … as Dovecot has them), in order."""
        raise NotImplementedError

    def deliver(
        self, raw: bytes, folder: str = "inbox", *, at: datetime | None = None, seen: bool = True
    ) -> str:
        """Lay one mail into *folder* (a well-known name, a display name or an id); its id.

        *at* is receivedDateTime; None: the mail's Date. In Sent Items and Drafts the mail has no
        internetMessageHeaders, as the service has none there.
        """
        raise NotImplementedError

    def spoil(self, folder: str = "inbox") -> str:
        """Lay an item without sender, Message-ID, headers and dates into *folder*; its id."""
        raise NotImplementedError

    def move(self, message: str, folder: str) -> None:
        """Move; its immutable id stays, its other id changes."""
        raise NotImplementedError

    def delete(self, message: str) -> None:
        """Remove for good (@removed, reason deleted)."""
        raise NotImplementedError

    def change(self, message: str, **properties: object) -> None:
        """Change properties of a message, so that delta tells it again."""
        raise NotImplementedError

    def folder(self, name: str) -> str:
        """The id of a folder by well-known name, display name or id."""
        raise NotImplementedError

    def add_folder(self, name: str, parent: str = "msgfolderroot", *, hidden: bool = False) -> str:
        """Make a mail folder; its id."""
        raise NotImplementedError

    def remove_folder(self, folder: str) -> None:
        """Remove a mail folder with what it holds."""
        raise NotImplementedError

    def raw(self, message: str) -> bytes:
        """The mail as it was laid in, or as `/$value` gives it."""
        raise NotImplementedError

    def messages(self, folder: str) -> list[str]:
        """The ids a folder holds, oldest first."""
        raise NotImplementedError

    @property
    def sent(self) -> list[bytes]:
        """The letters that left, in order, as they were given to the service."""
        raise NotImplementedError

    # Calendar

    def add_event(
        self,
        subject: str,
        start: datetime,
        end: datetime,
        *,
        attendees: Sequence[tuple[str, str]] = (),
        organizer: tuple[str, str] = OWNER,
        **properties: object,
    ) -> str:
        """Lay a single event into the default calendar; *start* and *end* are aware, *properties*
        are Graph's (isAllDay, sensitivity, showAs, isCancelled, iCalUId …); its id.
        """
        raise NotImplementedError

    def add_series(
        self,
        subject: str,
        start: datetime,
        end: datetime,
        *,
        every_days: int = 7,
        count: int = 4,
        attendees: Sequence[tuple[str, str]] = (),
        organizer: tuple[str, str] = OWNER,
        zone: str = "UTC",
        **properties: object,
    ) -> str:
        """Lay a series: a master, and *count* occurrences; the master's id. *zone* is
        originalStartTimeZone, a Windows name; local time of day is kept in it.
        """
        raise NotImplementedError

    def occurrences(self, master: str) -> list[str]:
        """The ids of a series' occurrences and exceptions, by original start."""
        raise NotImplementedError

    def change_event(self, event: str, **properties: object) -> None:
        """Change an event or master; an occurrence becomes an exception."""
        raise NotImplementedError

    def delete_event(self, event: str) -> None:
        """Remove an event, a whole series, or one occurrence of it."""
        raise NotImplementedError

    # Contacts

    def add_contact_folder(self, name: str, parent: str = "contacts") -> str:
        """Make a folder of contacts below *parent*; its id. The default one is `contacts`."""
        raise NotImplementedError

    def add_contact(self, folder: str = "contacts", **properties: object) -> str:
        """Lay a contact with Graph's *properties* (displayName, emailAddresses …); its id."""
        raise NotImplementedError

    def change_contact(self, contact: str, **properties: object) -> None:
        """Change a contact."""
        raise NotImplementedError

    def delete_contact(self, contact: str) -> None:
        """Remove a contact."""
        raise NotImplementedError

    # Faults

    def fail_next(self, fault: Fault, *, method: str = "", path: str = "", times: int = 1) -> None:
        """Have the next *times* requests of *method* ('' any) whose path and query the pattern
        *path* is found in meet *fault*, within a $batch, too.
        """
        self.faults.order(fault, method, path, times)

    def expire_tokens(self, how: Expiry = Expiry.GONE) -> None:
        """Forget every delta and skip token given out so far."""
        raise NotImplementedError

    def silence(self) -> None:
        """From now on take connections and answer nothing, until the server is closed."""
        raise NotImplementedError

    def state(self) -> object:
        """All that reading must not change: compare before and after."""
        raise NotImplementedError

    def requests(self, path: str = "", method: str = "") -> list[Asked]:
        """What was asked so far, where *path* (a pattern) is found in the path."""
        raise NotImplementedError

    def ids(self, messages: Collection[str]) -> list[str]:
        """The ids of *messages* as a client without the Prefer for immutable ids sees them now."""
        raise NotImplementedError


Json = dict[str, Any]
