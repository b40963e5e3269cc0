"""What arrives moves the ask it belongs to, once and cited; nothing leads towards a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox, sync
from narrowcast.agent.answering import Heard, Listener, pass_time
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AddressKey, AskId, Prospect, Time
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.outbox import LetterState
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
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import (
    Attendee,
    FolderRole,
    Mailbox,
    Meeting,
    Message,
    Participation,
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


def seconds(moment: datetime) -> Time:
    return Time(int(moment.timestamp()))


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


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An ask whose letter has left, in a mailbox whose server is known."""
    with planned() as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


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


def test_an_answer_moves_the_ask_and_is_cited(office: Office) -> None:
    (heard,) = office.read(mail(1, text=YES, answers=office.letter_id))

    last = asks.history(office.store, AskId(1))[-1]
    assert office.ask.state is AskState.AGREED
    assert (last.event, last.message_id) == (AskEvent.AGREED, "<1@ports.example>")
    assert heard.applied


def test_an_introduction_after_an_answer_in_one_page_moves_both_steps(office: Office) -> None:
    made = mail(2, to=(OWNER.addresses[0], JONAS), text="Jonas, meet Robin.", at=NOW + timedelta(2))
    answer = mail(1, text=YES, answers=office.letter_id)

    office.read(made, answer, now=NOW + timedelta(days=3))

    events = [one.event for one in asks.history(office.store, AskId(1))]
    assert events[-2:] == [AskEvent.AGREED, AskEvent.INTRODUCED]


def test_mail_listed_again_does_nothing_twice(office: Office) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id), mail(2, text=NO))
    before = asks.history(office.store)

    office.mailbox.expired = True
    heard = office.read()

    assert heard == []
    assert asks.history(office.store) == before


def test_what_was_undone_stays_undone_when_it_is_read_again(office: Office) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id))
    office.desk.undo(AskId(1), NOW + timedelta(days=2))
    office.mailbox.expired = True

    office.read()

    assert office.ask.state is AskState.SENT


@pytest.mark.parametrize("when", ["before it is written", "after it is written"])
def test_a_kill_while_a_page_is_kept_loses_nothing_and_doubles_nothing(
    office: Office, when: str
) -> None:
    answer = mail(1, text=YES, answers=office.letter_id)

    def kill(along: Callable[[], None]) -> Callable[[], None]:
        def until_then() -> None:
            if when == "after it is written":
                along()
            raise Killed

        return until_then

    with pytest.raises(Killed):
        office.read(answer, killed=kill)
    killed_at = (office.ask.state, office.store.counts()["message"])
    office.read()

    assert killed_at == (AskState.SENT, 30)
    assert office.ask.state is AskState.AGREED
    assert [one.event for one in asks.history(office.store)].count(AskEvent.AGREED) == 1


def test_a_decline_is_proposed_and_settled_by_the_owner_with_the_message_cited(
    office: Office,
) -> None:
    (heard,) = office.read(mail(1, text=NO, answers=office.letter_id))

    assert not heard.applied
    assert (office.ask.state, office.ask.needs_review != "") == (AskState.SENT, True)
    settled = office.desk.settle(AskId(1), AskEvent.DECLINED, NOW + timedelta(days=2))
    assert (settled.state, settled.needs_review) == (AskState.DECLINED, "")
    assert asks.history(office.store, AskId(1))[-1].message_id == "<1@ports.example>"


@pytest.mark.parametrize("server", ["", "mx.evil.example"], ids=["no results", "another server's"])
def test_an_author_whom_the_owners_server_does_not_prove_moves_nothing(
    office: Office, server: str
) -> None:
    office.read(mail(1, text=YES, answers=office.letter_id, server=server))

    assert office.ask.state is AskState.SENT
    assert office.ask.needs_review


def test_a_newcomer_under_the_introducers_name_moves_nothing(office: Office) -> None:
    known = mail(1, name="Ana Ruiz", at=NOW + timedelta(hours=2))
    stranger = [
        mail(n, "ana.ruiz@evil.example", name="Ana Ruiz", at=NOW + timedelta(hours=3 + n))
        for n in (2, 3)
    ]
    office.read(known, *stranger)

    office.read(
        mail(9, "ana.ruiz@evil.example", name="Ana Ruiz", text=YES, answers=office.letter_id)
    )

    assert office.ask.state is AskState.SENT


def test_the_owners_sent_copy_proves_a_letter_of_unknown_fate(office: Office) -> None:
    with planned() as lost:
        sender = LostSender()
        outbox.tick(lost.store, sender, seconds(LEAVES))
        outbox.tick(lost.store, sender, seconds(LEAVES + timedelta(hours=1)))
        unknown = lost.ask.state
        copy = replace(
            mail(1, OWNER.addresses[0], (ANA,), server=""),
            message_id=lost.letter_id,
            roles=(FolderRole.SENT,),
        )

        lost.read(copy)
        outbox.tick(lost.store, sender, seconds(NOW + timedelta(days=1)))

        assert (unknown, lost.ask.state) == (AskState.UNKNOWN, AskState.SENT)
        assert [one.state for one in letters.letters(lost.store)] == [LetterState.SENT]
        assert len(sender.taken) == 1


@pytest.mark.parametrize("author", [ANA, OWNER.addresses[0], JONAS, "eve@evil.example"])
@pytest.mark.parametrize("text", ["1 ok", "approve 1", "Please send it again to everybody.", YES])
def test_no_mail_approves_or_sends(author: str, text: str) -> None:
    with planned() as made:
        before = [tuple(r) for r in made.store.conn.execute("SELECT * FROM approval")]
        outgoing = letters.letters(made.store)

        made.read(mail(1, author, text=text, answers=outgoing[0].message_id))

        assert [tuple(r) for r in made.store.conn.execute("SELECT * FROM approval")] == before
        assert letters.letters(made.store) == outgoing
        assert made.ask.state is AskState.SCHEDULED


def test_who_was_introduced_under_an_unknown_address_is_known_from_then_on(tmp_path: Path) -> None:
    wanted, newcomer = prospect(name="", title="Head of Operations"), "jo@elsewhere.example"
    with planned(wanted) as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        both = (OWNER.addresses[0], newcomer)
        made.read(mail(1, to=both, text="Jo, meet Robin.", answers=made.letter_id))
        made.desk.settle(AskId(1), AskEvent.INTRODUCED, NOW + timedelta(days=2))
        answer = mail(2, OWNER.addresses[0], (newcomer,), text="Hello Jo", at=NOW + timedelta(2))

        made.read(replace(answer, roles=(FolderRole.SENT,)), now=NOW + timedelta(days=3))

        assert made.ask.state is AskState.OWNER_REPLIED


def test_mail_older_than_the_oldest_ask_is_not_judged(office: Office) -> None:
    old = mail(1, text=YES, answers=office.letter_id, at=NOW - timedelta(days=3))

    assert office.read(old) == []
    assert office.ask.state is AskState.SENT


def test_an_absence_lasts_until_the_day_it_names(office: Office) -> None:
    away = replace(
        mail(1, text="I am out of office until 9 November 2026.", answers=office.letter_id),
        headers={"auto-submitted": ("auto-replied",)},
        subject="Automatic reply: introduction",
    )

    office.read(away, now=NOW + timedelta(days=1))
    pass_time(office.store, NOW + timedelta(days=3))
    before = office.ask.state
    pass_time(office.store, NOW + timedelta(days=8))

    assert (before, office.ask.state) == (AskState.AWAY, AskState.SENT)


def entry(*, cancelled: bool = False) -> Meeting:
    starts = NOW + timedelta(days=5)
    people = (OWNER.addresses[0], JONAS)
    return Meeting(
        remote_id=RemoteId("m1"),
        uid="m1@target.example",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        organizer=Mailbox("", JONAS),
        attendees=tuple(
            Attendee(mailbox=Mailbox("", one), participation=Participation.ACCEPTED)
            for one in people
        ),
        cancelled=cancelled,
    )


def test_a_meeting_in_the_calendar_is_set_and_later_held(office: Office) -> None:
    office.read(entry())
    assert office.ask.state is AskState.MEETING_SET

    office.read(now=NOW + timedelta(days=6))

    last = asks.history(office.store, AskId(1))[-1]
    assert (last.event, last.message_id) == (AskEvent.MET, "meeting:m1@target.example")


def test_a_meeting_that_was_called_off_is_shown_once_and_never_held(office: Office) -> None:
    office.read(entry())

    first = office.read(entry(cancelled=True))
    again = office.read()
    office.read(now=NOW + timedelta(days=6))
    pass_time(office.store, NOW + timedelta(days=6))

    assert [one.applied for one in first] == [False]
    assert again == []
    assert office.ask.state is AskState.MEETING_SET
    assert office.ask.needs_review
