"""The hands of a test on the fake Graph: one mailbox, its faults, and what was asked of it."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.servers.dovecot import Mail
from tests.servers.graph import events
from tests.servers.graph.asked import Asked as Asked
from tests.servers.graph.delta import Deltas
from tests.servers.graph.events import Calendar
from tests.servers.graph.faults import Expiry, Fault, Faults
from tests.servers.graph.mailbox import Mailbox, held_in
from tests.servers.graph.other_routes import CONTACT_FOLDERS, contact_folder_of
from tests.servers.graph.other_routes import held_in as contacts_in
from tests.servers.graph.store import Item, Store
from tests.servers.graph.tokens import Tokens

Json = dict[str, Any]

OWNER = ("Robin Vale", "robin@vale.example")
CLIENT_ID = "6731de76-14a6-49ae-97bc-6eba6914391e"
ALL_SCOPES = (
    "Mail.Read", "Mail.ReadWrite", "Mail.Send", "Calendars.Read", "Contacts.Read", "User.Read",
)  # fmt: skip
HEADERS_ONLY = ("Mail.ReadBasic", "Calendars.ReadBasic", "Contacts.Read", "User.Read")
"""What the tier `headers` asks for."""


def _set() -> threading.Event:
    made = threading.Event()
    made.set()
    return made


@dataclass
class Graph:
    """A running fake Graph. Ids that its methods return are immutable ids."""

    port: int = 0
    tls_port: int = 0
    ca_file: Path = Path()
    owner: tuple[str, str] = OWNER
    faults: Faults = field(default_factory=Faults)
    tokens: Tokens = field(default_factory=Tokens)
    """Of the issuer: `seconds`, `rotates`, `refusal` may be set."""
    log: list[Asked] = field(default_factory=list[Asked])
    issued: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    """What the issuer was asked: path and form."""
    problems: list[str] = field(default_factory=list[str])
    """What Microsoft's CSDL does not know in an answer, or in a body received; the fixture `graph`
    fails the test for any."""
    checks: bool = True
    """Whether answers are judged by the CSDL (a bench may leave it)."""
    running: int = 0
    most_concurrent: int = 0
    """How many requests were being answered at once, at most."""
    seconds: float = 0.0
    """How long each answer takes."""
    empty_pages: bool = False
    """Whether every other page of a delta, the first among them, is empty and goes on."""
    replays: bool = False
    """Whether a deltaLink's answer begins with the last change told before."""
    repeats: bool = False
    """Whether a delta's page begins with the last item of the page before."""
    partial_changes: bool = False
    """Whether a delta tells of a changed item only what changed (delta query: "Updated instances
    are represented by their id with at least the properties that have been updated")."""
    page_size: int = 10
    """What a delta's page holds where the client does not say."""
    page_limit: int = 1000
    """What a page holds at most, whatever the client says."""
    foreign_links: str = ""
    """Another host's address (https://…/v1.0) to put into next and delta links."""
    headers_left_out: frozenset[str] = frozenset()
    """Names, in lower case, missing in `internetMessageHeaders`, as seen of From and To (docs issue
    3066)."""
    store: Store = field(default_factory=Store)
    """Its clock is `store.now`, also of each answer's Date."""
    deltas: Deltas = field(default_factory=Deltas)
    lock: threading.RLock = field(default_factory=threading.RLock)
    silent: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)
    open: threading.Event = field(default_factory=_set)
    """Cleared: whoever comes waits until it is set again, but for those that are one too many."""

    def __post_init__(self) -> None:
        self.mailbox = Mailbox(self.store)
        """`mailbox.filing` says what becomes of letters that leave."""
        self.calendar = Calendar(self.store, self.owner)
        """Its flags say how a series' changes are told."""
        self.contacts_home = self.store.make("contactFolder", "roots", {"displayName": "Contacts"})

    @property
    def url(self) -> str:
        """What `endpoints.graph` is set to."""
        return f"http://127.0.0.1:{self.port}/v1.0"

    @property
    def tls_url(self) -> str:
        """The same over TLS, by the certificate of the tests' authority."""
        return f"https://localhost:{self.tls_port}/v1.0"

    @property
    def authority(self) -> str:
        """An issuer of tokens (OpenID discovery), over TLS."""
        return f"https://localhost:{self.tls_port}/tenant"

    def options(self, **more: object) -> dict[str, object]:
        """Keys of config.toml for an account here."""
        return {
            "user": self.owner[1],
            "hosts": ["127.0.0.1", "localhost"],
            "client_id": CLIENT_ID,
            "authority": self.authority,
            "ca_file": str(self.ca_file),
            "endpoints": {"graph": self.url},
            **more,
        }

    # Tokens and sign-in

    def token(self, *scopes: str) -> str:
        """A fresh access token good for *scopes* (ALL_SCOPES where none)."""
        return self.tokens.access(frozenset(scopes or ALL_SCOPES))

    def refresh_token(self, *scopes: str) -> str:
        """A refresh token that the issuer takes for *scopes* (ALL_SCOPES where none)."""
        return self.tokens.refresh(frozenset(scopes or ALL_SCOPES))

    def expire_access(self, token: str = "") -> None:
        """Have *token* (all given out so far) answered by 401 InvalidAuthenticationToken."""
        self.tokens.end(token)

    def challenge(self, token: str = "") -> str:
        """Have *token* (all so far) answered by a CAE 401; returns the claims it asks for."""
        return self.tokens.challenge(token)

    def revoke(self, code: int = 50173, error: str = "invalid_grant") -> None:
        """End every login, as AADSTS *code* says: neither access nor refresh."""
        self.tokens.revoke(code, error)

    # Mail

    def load(self, mails: Iterable[Mail]) -> list[str]:
        """Lay *mails* into their folders (INBOX, Sent, Team 3 … as Dovecot has them), in order;
        folders that are not there are made.
        """
        made = []
        for mail in mails:
            with self.lock:
                if mail.folder.lower() not in {"inbox", "sent", "trash", "junk"}:
                    self._folder_made(mail.folder)
                made.append(self.deliver(mail.raw, mail.folder, at=mail.at, seen=mail.seen))
        return made

    def deliver(
        self, raw: bytes, folder: str = "inbox", *, at: datetime | None = None, seen: bool = True
    ) -> str:
        """Lay one mail into *folder* (a well-known name, a display name or an id); its id.

        *at* is receivedDateTime; None: the mail's Date. In Sent Items and Drafts the mail has no
        internetMessageHeaders, as the service has none there (docs issue 2716); `/$value` has.
        """
        with self.lock:
            return self.mailbox.lay(raw, folder, at=at, isRead=seen).id

    def spoil(self, folder: str = "inbox") -> str:
        """Lay an item without sender, Message-ID, headers and dates into *folder*; its id."""
        with self.lock:
            return self.mailbox.spoil(folder).id

    def move(self, message: str, folder: str) -> None:
        """Move; its immutable id stays, its other id changes."""
        with self.lock:
            self.mailbox.move(self.mailbox.message(message), folder)

    def delete(self, message: str) -> None:
        """Remove for good (@removed, reason deleted)."""
        with self.lock:
            self.store.remove(self.mailbox.message(message))

    def change(self, message: str, **properties: object) -> None:
        """Change properties of a message, so that delta tells it again."""
        with self.lock:
            self.store.touch(self.mailbox.message(message), **properties)

    def folder(self, name: str) -> str:
        """The id of a folder by well-known name, display name or id."""
        return self.mailbox.folder(name).id

    def add_folder(
        self,
        name: str,
        parent: str = "msgfolderroot",
        *,
        hidden: bool = False,
        search: bool = False,
    ) -> str:
        """Make a mail folder; its id."""
        with self.lock:
            return self.mailbox.add_folder(name, parent, hidden=hidden, search=search).id

    def remove_folder(self, folder: str) -> None:
        """Remove a mail folder with what it holds."""
        with self.lock:
            self.mailbox.remove_folder(folder)

    def raw(self, message: str) -> bytes:
        """The mail as `/$value` gives it."""
        return self.mailbox.message(message).raw

    def messages(self, folder: str) -> list[str]:
        """The ids a folder holds, oldest first."""
        return [one.id for one in self.store.items(held_in(self.mailbox.folder(folder)))]

    @property
    def sent(self) -> list[bytes]:
        """The letters that left, in order, as they were given to the service."""
        return self.mailbox.sent

    # Calendar

    def add_event(
        self,
        subject: str,
        start: datetime,
        end: datetime,
        *,
        attendees: Sequence[tuple[str, str]] = (),
        organizer: tuple[str, str] = OWNER,
        zone: str = "UTC",
        **properties: object,
    ) -> str:
        """Lay a single event into the default calendar; *start* and *end* are aware, *zone* is
        originalStartTimeZone, *properties* are Graph's (isAllDay, sensitivity, iCalUId …); its id.
        """
        with self.lock:
            return self.calendar.add(
                subject, start, end, attendees=attendees, organizer=organizer, zone=zone,
                **properties,
            ).id  # fmt: skip

    def repeat(self, event: str, *, every_days: int = 7, count: int = 4) -> str:
        """Make an event the master of a series of *count* occurrences at the same local time."""
        with self.lock:
            self.calendar.repeat(self._event(event), every_days, count)
        return event

    def occurrences(self, master: str) -> list[str]:
        """The ids of a series' occurrences and exceptions, by original start."""
        return [one.id for one in self.calendar.instances(self._event(master))]

    def change_event(self, event: str, **properties: object) -> None:
        """Change an event or master; an occurrence becomes an exception."""
        with self.lock:
            self.calendar.change(self._event(event), dict(properties))

    def respond(self, event: str, address: str, response: str) -> None:
        """A guest's answer arrives (accepted, declined, tentativelyAccepted)."""
        one = self._event(event)
        guests: list[Json] = self.calendar.whole(one)["attendees"]
        changed = [
            {**guest, "status": {**guest["status"], "response": response}}
            if guest["emailAddress"]["address"] == address
            else guest
            for guest in guests
        ]
        self.change_event(event, attendees=changed)

    def delete_event(self, event: str) -> None:
        """Remove an event, a whole series, or one occurrence of it."""
        with self.lock:
            self.calendar.delete(self._event(event))

    def event(self, event: str) -> Json:
        """All properties of an event as they are now."""
        return self.calendar.whole(self._event(event))

    # Contacts

    def add_contact_folder(self, name: str, parent: str = "contacts") -> str:
        """Make a folder of contacts below *parent*; its id. The default one is `contacts`."""
        with self.lock:
            above = contact_folder_of(self, parent)
            told = {"displayName": name, "parentFolderId": above.id}
            return self.store.make("contactFolder", CONTACT_FOLDERS, told).id

    def add_contact(self, folder: str = "contacts", **properties: object) -> str:
        """Lay a contact with Graph's *properties* (displayName, emailAddresses …); its id."""
        with self.lock:
            place = contact_folder_of(self, folder)
            told = {"parentFolderId": place.id, "categories": [], **properties}
            return self.store.make("contact", contacts_in(place), told).id

    def change_contact(self, contact: str, **properties: object) -> None:
        """Change a contact."""
        with self.lock:
            self.store.touch(self.store.find(contact, "contact"), **properties)

    def delete_contact(self, contact: str) -> None:
        """Remove a contact."""
        with self.lock:
            self.store.remove(self.store.find(contact, "contact"))

    # Faults

    def fail_next(self, fault: Fault, *, method: str = "", path: str = "", times: int = 1) -> None:
        """Have the next *times* requests of *method* ('' any) meet *fault* whose address the
        pattern *path* is found in, within a $batch, too (`path=r"\\$batch"`: the batch itself).
        """
        self.faults.order(fault, method, path, times)

    def expire_tokens(self, how: Expiry = Expiry.GONE) -> None:
        """Forget every delta and skip token given out so far."""
        self.deltas.expire(how)

    def silence(self) -> None:
        """From now on take connections and answer nothing, until the server is closed."""
        self.silent.set()

    def crowd(self, count: int) -> None:
        """Wait until *count* requests wait for an answer (see `open`)."""
        until = time.monotonic() + 20
        while self.running < count and time.monotonic() < until:
            time.sleep(0.002)

    # What was asked

    def state(self) -> object:
        """All that reading must not change: compare before and after."""
        held = [(one.id, one.collection, one.changed, json.dumps(one.properties, sort_keys=True),
                 hashlib.sha256(one.raw).hexdigest()) for one in self.store.every()]  # fmt: skip
        return self.store.sequence, held, len(self.sent)

    def requests(self, path: str = "", method: str = "") -> list[Asked]:
        """What was asked so far, where *path* (a pattern) is found in the path."""
        return [one for one in self.log
                if re.search(path, one.path) and method in {"", one.method}]  # fmt: skip

    def entry_ids(self, messages: Collection[str]) -> list[str]:
        """The ids of *messages* as a client without the Prefer for immutable ids sees them now."""
        return [self.store.find(one).entry_id for one in messages]

    def noted(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes,
        status: int,
        *,
        batched: bool = False,
        at: int | None = None,
    ) -> None:
        """Write a request to the log (at place *at*)."""
        asked = Asked.read(method, address, headers, body, status, batched=batched)
        self.log.insert(len(self.log) if at is None else at, asked)

    def _event(self, given: str) -> Item:
        return self.store.find(given, "event")

    def _folder_made(self, name: str) -> None:
        known = {one.properties["displayName"] for one in self.store.items("mailFolders")}
        if name not in known:
            self.mailbox.add_folder(name)


attendee = events.attendee
foreign_id = events.foreign_id
