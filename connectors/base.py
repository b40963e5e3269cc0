"""The contract between a connector and the engine; what a plugin author implements.

A connector observes. It holds no policy: no scores, no store, no retries beyond its protocol's own.
The engine owns transactions, retries, budgets, sweeps and metrics; each page is kept whole together
with its cursor, or not at all, so a connector may be killed after any page and resumed from the
last committed cursor. Pages may come twice: records are keyed by (scope, remote id).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, NewType, Protocol, runtime_checkable

from narrowcast.connectors.records import FolderRole, Record, RemoteId, TextPart
from narrowcast.connectors.tiers import Tier as Tier

if TYPE_CHECKING:  # what reads files only need not load TLS
    from narrowcast.connectors.net import Egress

Cursor = NewType("Cursor", str)
"""An opaque resume point: only the connector that made it reads it."""

ScopeId = NewType("ScopeId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One folder, calendar or address book of an account."""

    id: ScopeId
    name: str
    role: FolderRole = FolderRole.OTHER


class Snapshot(StrEnum):
    """What a page says about records it does not name."""

    NONE = "none"  # nothing: it only adds
    PARTIAL = "partial"  # part of a full listing that goes on
    COMPLETE = "complete"  # last page of a full listing: what was not named since its start is gone


Known = Callable[[Collection[RemoteId]], frozenset[RemoteId]]
"""Which of these records of the scope being pulled are kept already, whole, from former pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much one pull may do before it returns; the cursor carries the rest."""

    max_records: int | None = None
    page_records: int = 500
    tier: Tier = Tier.SIGNATURES
    deep: bool = False
    """Compare whole listings instead of trusting what the server says has changed."""
    known: Known | None = None
    """Asked by a connector for which listing is cheap and reading is dear, in a new generation:
    what is known it may name in `Page.still` instead of reading it again. None: read all.
    """

    def room(self, given: int) -> int:
        """How many records the next page may hold after *given* in former pages; 0: stop."""
        left = self.page_records if self.max_records is None else self.max_records - given
        return max(0, min(self.page_records, left))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a pull is: *done* of *total* in *unit* (bytes, records); total None: unknown."""

    done: int
    total: int | None
    unit: str = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Records and the cursor that is true once they are kept."""

    upserts: tuple[Record, ...]
    cursor: Cursor
    deletes: tuple[RemoteId, ...] = ()
    still: tuple[RemoteId, ...] = ()
    """Records that `Budget.known` knew and the source still has: named, and not told again."""
    snapshot: Snapshot = Snapshot.NONE
    progress: Progress | None = None


class Connector(Protocol):
    """A source of records."""

    def scopes(self) -> Iterable[Scope]:
        """List what can be read; cheap."""
        ...

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Yield pages from *cursor* on; raises the errors of `errors.py`.

        With cursor None a new generation starts: every record is named again and the last page has
        snapshot COMPLETE. Yields nothing where nothing changed.
        """
        ...


@runtime_checkable
class TextSource(Protocol):
    """A connector whose pages come without texts; the engine says which are worth fetching.

    Mail servers: heads are cheap, bodies are not, and who has been read enough only the store
    knows.
    """

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        """Fetch the texts of *wanted* records; one that is gone meanwhile is left out.

        Raises as `pull` does.
        """
        ...


@runtime_checkable
class Rereader(Protocol):
    """A connector that can read single records again, wherever its cursor stands.

    The engine asks it for records that could not be read before.
    """

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read *wanted* once more, as a page would show them: a TextSource's without texts.

        One that is gone is left out, one that still cannot be read is `Unreadable`. Raises as
        `pull` does.
        """
        ...


@runtime_checkable
class Waiter(Protocol):
    """A connector that hears of news (IMAP IDLE); others are asked again after a while."""

    def wait(self, scopes: Collection[Scope], seconds: float, stop: Event) -> frozenset[ScopeId]:
        """Return as soon as one of *scopes* has news, *stop* is set, or *seconds* are over.

        Returns the scopes to pull; empty: nothing happened. Raises as `pull` does.
        """
        ...


@runtime_checkable
class Closable(Protocol):
    """A connector or sender that holds connections open between calls."""

    def close(self) -> None:
        """Let go of every connection; the next call opens what it needs."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who a letter leaves from and goes to (RFC 5321), apart from its headers."""

    sender: str
    recipients: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    """Those of *recipients* that get a blind copy: the head does not name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a transport says of a letter it took; ids it learned, '' where it learned none."""

    provider_id: str = ""
    message_id: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentKey:
    """What to look a letter up by after an ambiguous sending."""

    message_id: str
    token: str
    since: datetime
    references: str = ""  # what its References hold, the token first; '' the token alone


@runtime_checkable
class Sender(Protocol):
    """Takes a letter's exact bytes to its recipients."""

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        """Raises `Ambiguous` where the letter was perhaps taken; every other error of `errors.py`
        (`Refused`, `Rejected`, `NeedsLogin`, `Transient` …) says that it was not.
        """
        ...

    def find_sent(self, key: SentKey) -> Receipt | None:
        """Find a letter among those sent; None: not there (or not there yet).

        Raises `Refused` where the transport is sure that it never took the letter.
        """
        ...


@runtime_checkable
class FilesAll(Protocol):
    """A sender whose service lays a copy of all that it takes among the sent, by itself."""

    @property
    def files_within(self) -> int | None:
        """Seconds after which what is not found was never taken; None: that proves nothing."""


@runtime_checkable
class SentFolder(Protocol):
    """A sender that sees to it that the owner's Sent folder holds what it took."""

    def file(self, letter: bytes, receipt: Receipt, *, settled: bool) -> None:
        """Lay a copy of a *letter* that was taken among the sent, unless there is one.

        *settled*: it left so long ago that a server which files copies itself has done so.
        May be called again after any failure; raises as a connector's `pull` does.
        """
        ...


@runtime_checkable
class Checkable(Protocol):
    """A sender that can try its login without sending anything."""

    def check(self) -> None:
        """Log in and out again; raises as `send` does."""
        ...


@runtime_checkable
class SignOut(Protocol):
    """A connector whose login can be ended at the provider, too, and not only forgotten here."""

    def sign_out(self) -> None:
        """End every login that the owner gave this client, and is not ended; raises as `pull`."""
        ...


@runtime_checkable
class LetterFiles(Protocol):
    """A sender that keeps letters on this machine can erase them, too."""

    def erase(self, message_ids: Collection[str]) -> None:
        """Remove every trace of these letters; what is not there is no fault."""
        ...


class Secrets(Protocol):
    """What proves to a server that we come from the owner; asked anew for every login."""

    def password(self) -> str:
        """The account's password; raises NeedsLogin."""
        ...

    def token(self) -> str:
        """A fresh OAuth 2.0 access token (RFC 6749); raises NeedsLogin, Transient."""
        ...


class Kept(Protocol):
    """What an account's login remembers between runs (a refresh token): a secret."""

    def read(self) -> str:
        """What was kept last; '' where nothing was."""
        ...

    def write(self, text: str) -> None:
        """Keep *text* where only the owner can read it."""
        ...


class NothingKept:
    """Remembers nothing: for accounts that have no login of their own."""

    def read(self) -> str:
        return ""

    def write(self, _text: str) -> None:
        """Forget it."""


NOTHING_KEPT = NothingKept()


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What the program lends a connector or sender: it opens no socket and finds no secret
    otherwise.
    """

    account: str
    egress: Egress
    secrets: Secrets
    kept: Kept = NOTHING_KEPT
    """For a connector that signs in by itself (`SignInFactory`)."""


class TokenFactory(Protocol):
    """What an entry point of `narrowcast.tokens` names: it makes what `Secrets.token` calls.

    *options* are the account's keys of config.toml; the supplier raises NeedsLogin and Transient.
    """

    def __call__(
        self, options: Mapping[str, object], egress: Egress, kept: Kept, /
    ) -> Callable[[], str]: ...


class ConnectorFactory(Protocol):
    """What an entry point of group `narrowcast.connectors` names: *options* are the account's keys
    of config.toml.

    Raises ValueError with one sentence for the owner where an option is missing or wrong.
    """

    def __call__(self, options: Mapping[str, object], means: Means, /) -> Connector: ...


class SenderFactory(Protocol):
    """What an entry point of `narrowcast.senders` names; raises as a `ConnectorFactory` does."""

    def __call__(self, options: Mapping[str, object], means: Means, /) -> Sender: ...


class Conversation(Protocol):
    """How the owner is talked to while signing in."""

    def say(self, line: str) -> None:
        """Show a line; what it holds may come from a server, and must not steer a terminal."""
        ...

    def ask(self, question: str) -> str:
        """Ask for a line; raises ValueError where nobody can answer."""
        ...

    def browse(self, url: str) -> bool:
        """Open *url* in the owner's browser; False where there is none."""
        ...


class Way(StrEnum):
    """How the owner gets to the provider's page of consent."""

    BROWSER = "browser"  # on this machine, which the provider's page comes back to
    PASTE = "paste"  # in a browser elsewhere, whose last address the owner pastes
    CODE = "code"  # RFC 8628: a short code typed on another device


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the owner is asked to consent to, and how."""

    account: str
    tier: Tier
    send: bool
    way: Way = Way.BROWSER
    client: str = ""
    """What the provider gave the owner for a client of their own (Google: the text of the JSON
    file that is downloaded); '' the one kept from the last time.
    """
    talk: Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What came of it; the login itself is kept by then."""

    address: str
    """Whose account it is, as the provider says; '' where it does not."""
    notes: tuple[str, ...] = ()
    """What the owner should know, a sentence each."""
    without: tuple[str, ...] = ()
    """Options, such as `calendar`, whose right the owner withheld: the account goes on without."""
    lives_seconds: int = 0
    """How long the login lasts, however much it is used; 0: until it is revoked or lies unused."""


class SignInFactory(Protocol):
    """What an entry point of `narrowcast.signins` names: leads the owner through consent, and
    keeps the login.

    Raises ValueError (an option or the client is wrong), NeedsLogin (the owner or the provider
    said no, or withheld a right that is needed) and Transient; then what was kept is as before.
    """

    def __call__(
        self, options: Mapping[str, object], egress: Egress, kept: Kept, consent: Consent, /
    ) -> SignedIn: ...
