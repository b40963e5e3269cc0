"""Power fails before or after any write and any call of a transport: one letter arrives, and only
where nothing can be looked up is the owner asked whether it did.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import getaddresses
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from narrowcast.agent import config, outbox, sources
from narrowcast.agent.asking import Desk
from narrowcast.agent.companions import Companions
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.compose import approved_hash
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AddressKey, AskId, LetterId, Owner, Time
from narrowcast.agent.store import asks, companions, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Closable, Sender
from narrowcast.connectors.google import connect_sender
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.microsoft.sending import Drafting, Submission
from narrowcast.connectors.smtp.sender import SmtpSender
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect
from tests.agent.courtesies import sent_ask, told
from tests.agent.posting import seconds
from tests.agent.power import Power, every_cut, until_cut
from tests.connectors.microsoft.talks import closing as closing
from tests.connectors.microsoft.talks import talk
from tests.connectors.smtp.submission import QUICK
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.google import GoogleWorld
from tests.servers.google_host import USER
from tests.servers.graph import Graph
from tests.servers.smtp_sink import Sink, smtp_sink

MINUTES = (0, 1, 3, 12, 62, 73, 75, 430, 432, 440)
"""After a restart: every wait there is ends, and what was tried again is looked up."""
WEEK = NOW + timedelta(days=8)
People = frozenset[str]


class Errand(Protocol):
    """A letter's way from a draft to the one it goes to."""

    place: Place

    def begin(self, desk: Desk) -> None:
        """Bring the desk as far as the letter is a draft."""
        ...

    def approve(self, desk: Desk) -> None:
        """Approve it, where it is a draft."""
        ...


class OwnLetter:
    """An ask's own letter."""

    place = Place(AskId(1))

    def begin(self, desk: Desk) -> None:
        (wanted,) = prospects.add(desk.store, [prospect()], Time(int(NOW.timestamp())))
        desk.draft(wanted, introducer(), NOW)

    def approve(self, desk: Desk) -> None:
        ask = asks.get(desk.store, self.place.ask)
        if ask.state is AskState.DRAFTED:
            desk.approve(ask, prospect(), introducer(), NOW, anyway="a test")


class BlindCopied:
    """The answer to an introduction: to the prospect, the introducer in blind copy."""

    place = Place(AskId(1), LetterId(1))

    def begin(self, desk: Desk) -> None:
        told(desk, sent_ask(desk), AskEvent.INTRODUCED, WEEK, "<intro@lumen.example>")
        (drafted,) = Companions(desk).prepare(WEEK)
        assert drafted.place == self.place
        assert drafted.hidden

    def approve(self, desk: Desk) -> None:
        letter = companions.get(desk.store, self.place.letter)
        if letter.state is AskState.DRAFTED:
            Companions(desk).approve(letter, WEEK, anyway="a test")


def _nothing(_minute: int, _now: Time) -> None:
    pass


@dataclass(frozen=True)
class Transport:
    """A way for letters, and to whom each went that came out at its other end."""

    opened: Callable[[], Sender]
    arrived: Callable[[], Sequence[People]]
    looks_up: bool = True
    owner: Owner = OWNER
    passing: Callable[[int, Time], None] = _nothing
    """What its servers do by themselves until a minute."""
    carrier: str = "work"
    tells_people: bool = True
    """Whether it can be seen there who got a blind copy."""


@dataclass
class Machine:
    """One owner's store; each `started` is a new process on it."""

    file: Path
    transport: Transport
    errand: Errand
    minted: Iterator[int] = field(default_factory=count)

    @contextmanager
    def started(self) -> Iterator[Desk]:
        with Store.open(self.file, mention_key=bytes(32)) as store:
            owner = self.transport.owner
            mint = f"{self.file.stem}-{{}}".format
            yield Desk(store=store, owner=owner, caps=Caps(), mint=lambda: mint(next(self.minted)))

    def begun(self) -> Machine:
        with self.started() as desk:
            self.errand.begin(desk)
        return self

    def copied(self, name: str) -> Machine:
        """Another machine that is as far."""
        file = self.file.with_name(f"{name}.db")
        shutil.copy(self.file, file)
        return replace(self, file=file, minted=count())

    def due(self) -> tuple[Time, People]:
        """When the letter is due once it is approved, and to whom it goes."""
        with self.started() as desk:
            self.errand.approve(desk)
            letter = self.letter(desk)
            return letter.send_after, frozenset({letter.recipient, *letter.hidden})

    def letter(self, desk: Desk) -> OutgoingLetter:
        (one,) = (one for one in letters.letters(desk.store) if one.place == self.errand.place)
        return one

    def approve_and_send(self, desk: Desk, due: Time, minute: int) -> None:
        """What the owner and the next tick do, from wherever the letter stands."""
        self.errand.approve(desk)
        now = Time(due + 60 * minute)
        self.transport.passing(minute, now)
        outbox.tick(desk.store, self.transport.opened(), now, carrier=self.transport.carrier)


def people(raw: bytes) -> People:
    """Whom the head of a letter names."""
    head = message_from_bytes(raw)
    named = (str(value) for name in ("To", "Cc", "Bcc") for value in head.get_all(name, ()))
    return frozenset(address for _, address in getaddresses([*named]))


@pytest.fixture
def maildir(tmp_path: Path) -> Transport:
    folder = tmp_path / "outbox"

    def arrived() -> list[People]:
        boxes = (folder / "new", folder / "cur")
        return [people(one.read_bytes()) for box in boxes if box.exists() for one in box.iterdir()]

    return Transport(lambda: MaildirSender(folder), arrived, carrier="")


@pytest.fixture
def sink(certificates: Certificates) -> Iterator[Sink]:
    with smtp_sink(certificates) as running:
        yield running


Account = Callable[[str], SmtpSender]


@pytest.fixture
def account(
    sink: Sink, dovecot: Dovecot, certificates: Certificates, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[str, Account]:  # fmt: skip
    """A fresh user of the servers, and what sends for them with an option `sent_copy`."""
    user = dovecot.fresh_user()
    monkeypatch.setenv("WORK_PASSWORD", dovecot.users[user])
    sink.users[user] = dovecot.users[user]

    def opened(sent_copy: str) -> SmtpSender:
        (one,) = config.parse(f"""
            [accounts.work]
            connector = "imap"
            send = true
            host = "localhost"
            port = {dovecot.tls_port}
            user = "{user}"
            password_env = "WORK_PASSWORD"
            ca_file = "{certificates.ca}"
            sent_copy = "{sent_copy}"
            smtp = {{ port = {sink.port}, security = "starttls" }}
        """).accounts
        made = sources.sender(one, tmp_path)
        assert isinstance(made, SmtpSender)
        hurried = replace(made.sent, pause=lambda _: None)
        return replace(made, sent=hurried, patience=QUICK)

    return user, opened


def taken(sink: Sink) -> list[People]:
    return [frozenset(one.recipients) for one in sink.letters]


@pytest.fixture
def plain_smtp(sink: Sink, account: tuple[str, Account]) -> Transport:
    """A server that files nothing by itself."""
    _, opened = account
    return Transport(lambda: opened("none"), lambda: taken(sink), looks_up=False)


@pytest.fixture
def filing_smtp(sink: Sink, account: tuple[str, Account], dovecot: Dovecot) -> Transport:
    """A server that files what it takes, some minutes later."""
    user, opened = account
    filed: list[bytes] = []

    def file(minute: int, _now: Time) -> None:
        if minute < 3:
            return
        for one in sink.letters:
            if one.raw not in filed:
                filed.append(one.raw)
                dovecot.append(user, Mail(one.raw, "Sent"))

    return Transport(lambda: opened("server"), lambda: taken(sink), passing=file)


@pytest.fixture
def gmail(google_world: GoogleWorld, monkeypatch: pytest.MonkeyPatch) -> Iterator[Transport]:
    monkeypatch.setattr(Api, "_wait", lambda _self, _seconds: None)  # a minute's quota is long
    sender = connect_sender(google_world.options(), google_world.means(send=True))

    def pass_time(_minute: int, now: Time) -> None:
        ahead = now - google_world.gate.now.timestamp()  # type: ignore[union-attr]  # a world's is set
        if ahead > 86_400:
            google_world.advance(seconds=ahead)

    def arrived() -> list[People]:
        told = google_world.api("GET", "/gmail/v1/users/me/messages?labelIds=SENT")
        return [people(google_world.raw(one["id"])) for one in told.get("messages", [])]

    yield Transport(
        lambda: sender,
        arrived,
        owner=replace(OWNER, addresses=(AddressKey(USER),)),
        passing=pass_time,
        tells_people=False,
    )
    assert isinstance(sender, Closable)
    sender.close()


def exchange(graph: Graph, opened: Callable[[], Sender]) -> Transport:
    def passing(_minute: int, now: Time) -> None:
        graph.store.now = datetime.fromtimestamp(now, UTC)

    return Transport(opened, lambda: [people(raw) for raw in graph.sent], passing=passing)


@pytest.fixture
def graph_submit(graph: Graph) -> Transport:
    def opened() -> Sender:
        rights = talk(graph, "Mail.ReadBasic", "Mail.Send")[0]
        return Submission(rights, pause=lambda _: None)

    return exchange(graph, opened)


@pytest.fixture
def graph_draft(graph: Graph) -> Transport:
    return exchange(graph, lambda: Drafting(talk(graph, "Mail.ReadWrite", "Mail.Send")[0]))


@pytest.fixture(
    params=["maildir", "plain_smtp", "filing_smtp", "gmail", "graph_submit", "graph_draft"]
)
def transport(request: pytest.FixtureRequest) -> Transport:
    made: Transport = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize(
    "errand", [OwnLetter(), BlindCopied()], ids=["an ask", "beside it, with a blind copy"]
)
def test_a_power_cut_at_any_point_loses_no_letter_and_sends_none_twice(
    transport: Transport, errand: Errand, tmp_path: Path
) -> None:
    unknown: list[str] = []
    begun = Machine(tmp_path / "begun.db", transport, errand).begun()
    due, wanted = begun.copied("due").due()

    def live(power: Power) -> None:
        before = len(transport.arrived())
        machine = begun.copied(str(power.at))
        with machine.started() as desk, until_cut(power):
            machine.approve_and_send(desk, due, 0)
        with machine.started() as desk:
            for minute in MINUTES:
                machine.approve_and_send(desk, due, minute)
            letter = machine.letter(desk)
            assert letters.approved_at(desk.store, letter, Time(0)) is not None
            came = len(transport.arrived()) - before
            if letter.state is LetterState.UNKNOWN:
                unknown.append(power.passed[-1])
                assert came <= 1
            else:
                assert (letter.state, came) == (LetterState.SENT, 1)

    points = every_cut(live)

    assert {"before a letter is given away", "after a letter is given away"} <= set(points)
    assert transport.looks_up is not bool(unknown)
    if transport.tells_people:
        assert set(transport.arrived()) == {wanted}


def test_what_arrives_is_what_was_approved(tmp_path: Path) -> None:
    transport = Transport(lambda: MaildirSender(tmp_path / "outbox"), list, carrier="")
    machine = Machine(tmp_path / "one.db", transport, OwnLetter()).begun()
    with machine.started() as desk:
        machine.approve_and_send(desk, seconds(NOW, later=timedelta(minutes=20)), 0)

        (letter,) = letters.letters(desk.store, LetterState.SENT)
        (came,) = (tmp_path / "outbox" / "new").iterdir()
        assert approved_hash(came.read_bytes()) == letter.sha256
