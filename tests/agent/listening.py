"""Mail read by a listening office: one ask, its introducer, and a mailbox given page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from narrowcast.agent import sync
from narrowcast.agent.answering import Heard, Listener
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AddressKey, AskId, Prospect, seconds
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.agent.sync import Account
from narrowcast.connectors.base import (
    Budget,
    Cursor,
    Envelope,
    Page,
    Receipt,
    Scope,
    ScopeId,
    SentKey,
)
from narrowcast.connectors.errors import Ambiguous, CursorExpired
from narrowcast.connectors.records import (
    Mailbox,
    Message,
    PartKind,
    Record,
    RemoteId,
    TextPart,
)
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect

ANA, JONAS = AddressKey("ana@ports.example"), AddressKey("jonas@target.example")
SERVER = "mx.vale.example"
LEAVES = NOW + timedelta(minutes=20)
WANTED = prospect(addresses=(JONAS,))
YES = "Sure, happy to introduce you to Jonas. I will write to both of you tomorrow."
NO = "Sorry, I would rather not introduce you to Jonas."


@dataclass
class FakeMailbox:
    """One folder; each of *pages* is given out once, and all of them again when it expires."""

    pages: list[tuple[Record, ...]] = field(default_factory=list)
    expired: bool = False

    def scopes(self) -> Iterable[Scope]:
        return [Scope(id=ScopeId("inbox"), name="INBOX")]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        if self.expired and cursor is not None:
            self.expired = False
            raise CursorExpired("rewritten")
        for number in range(int(cursor or 0), len(self.pages)):
            yield Page(upserts=self.pages[number], cursor=Cursor(str(number + 1)))


class LostSender:
    """A transport whose answer gets lost, and whose Sent folder shows nothing."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        self.taken.append(letter)
        raise Ambiguous("the line broke")

    def find_sent(self, key: SentKey) -> Receipt | None:
        return None


class Killed(BaseException):
    """The machine stops here."""


@dataclass
class Office:
    """A store with one ask, and a mailbox to read."""

    store: Store
    desk: Desk
    mailbox: FakeMailbox = field(default_factory=FakeMailbox)

    @property
    def ask(self) -> Ask:
        return asks.get(self.store, AskId(1))

    @property
    def letter_id(self) -> str:
        letter = letters.letter_of(self.store, AskId(1))
        assert letter is not None
        return letter.message_id

    def read(
        self,
        *records: Record,
        now: datetime = NOW + timedelta(days=2),
        killed: Callable[[Callable[[], None]], Callable[[], None]] = lambda along: along,
    ) -> list[Heard]:
        """Sync as the workplace does, *records* being a new page."""
        if records:
            self.mailbox.pages.append(records)
        listener = Listener(self.store, Advisor(self.store), OWNER, now)
        sync.sync(
            self.store,
            [Account("mail", "fake", self.mailbox)],
            now=seconds(now),
            budget=Budget(),
            also=lambda account, page: killed(listener(account, page)),
        )
        listener.meet()
        return listener.heard


def mail(
    number: int,
    author: str = ANA,
    to: Iterable[str] = (OWNER.addresses[0],),
    *,
    text: str = "",
    answers: str = "",
    at: datetime = NOW + timedelta(days=1),
    server: str = SERVER,
    name: str = "",
) -> Message:
    domain = author.rpartition("@")[2]
    results = f"{server}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@{domain}>",
        received_at=at,
        sent_at=at,
        author=Mailbox(name, author),
        to=tuple(Mailbox("", one) for one in to),
        subject="Re: Robin Vale and Jonas Weber: an introduction?" if answers else "News",
        in_reply_to=(answers,) if answers else (),
        references=(answers,) if answers else (),
        headers={"authentication-results": (results,)} if server else {},
        parts=(TextPart(kind=PartKind.PLAIN, text=text),) if text else (),
    )


def history() -> tuple[Message, ...]:
    """Enough stamped mail to know the owner's server by."""
    since = NOW - timedelta(days=60)
    return tuple(
        mail(1000 + day, f"p{day}@far.example", at=since + timedelta(days=day)) for day in range(30)
    )


class planned:  # noqa: N801 (reads as the context it is)
    """An ask whose letter is approved and planned."""

    def __init__(self, wanted: Prospect = WANTED, path: Path | None = None) -> None:
        self._wanted, self._path = wanted, path

    def __enter__(self) -> Office:
        store = Store.open(self._path, mention_key=bytes(32))
        store.set_owner(OWNER.addresses)
        numbers = iter(range(1_000))
        desk = Desk(store=store, owner=OWNER, caps=Caps(), mint=lambda: f"id-{next(numbers)}")
        self._office = Office(store, desk)
        (wanted,) = prospects.add(store, [self._wanted], seconds(NOW))
        self._office.read(*history(), now=NOW)
        ask = desk.draft(wanted, introducer(), NOW)
        desk.approve(ask, wanted, introducer(), NOW, anyway="a test")
        return self._office

    def __exit__(self, *_: object) -> None:
        self._office.store.close()
