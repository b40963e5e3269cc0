"""Power fails before or after any write and any call of a transport: one letter arrives, and only
where nothing can be looked up is the owner asked whether it did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from narrowcast.agent import config, outbox, sources
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.compose import approved_hash
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AddressKey, AskId, Owner, Time
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Closable, Sender
from narrowcast.connectors.google import connect_sender
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.microsoft.sending import Drafting, Submission
from narrowcast.connectors.smtp.sender import SmtpSender
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect
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

ASK = AskId(1)
DUE = seconds(NOW, later=timedelta(minutes=20))
MINUTES = (0, 1, 3, 12, 62, 73, 75, 430, 432, 440)
"""After a restart: every grace there is ends, and what was tried again is looked up."""


def _nothing(_minute: int) -> None:
    pass


@dataclass(frozen=True)
class Transport:
    """A way for letters, and what came out at its other end."""

    opened: Callable[[], Sender]
    arrived: Callable[[], Sequence[object]]
    looks_up: bool = True
    owner: Owner = OWNER
    passing: Callable[[int], None] = _nothing
    """What its servers do by themselves until a minute."""
    carrier: str = "work"


@dataclass
class Machine:
    """One owner's store; each `started` is a new process on it."""

    file: Path
    transport: Transport
    minted: Iterator[int] = field(default_factory=count)

    @contextmanager
    def started(self) -> Iterator[Desk]:
        with Store.open(self.file, mention_key=bytes(32)) as store:
            owner = self.transport.owner
            mint = f"{self.file.stem}-{{}}".format
            yield Desk(store=store, owner=owner, caps=Caps(), mint=lambda: mint(next(self.minted)))

    def drafted(self) -> None:
        with self.started() as desk:
            (wanted,) = prospects.add(desk.store, [prospect()], Time(int(NOW.timestamp())))
            desk.draft(wanted, introducer(), NOW)

    def approve_and_send(self, desk: Desk, minute: int) -> None:
        """What the owner and the next tick do, from wherever the ask stands."""
        ask = asks.get(desk.store, ASK)
        if ask.state is AskState.DRAFTED:
            desk.approve(ask, prospect(), introducer(), NOW, anyway="a test")
        self.transport.passing(minute)
        now = Time(DUE + 60 * minute)
        outbox.tick(desk.store, self.transport.opened(), now, carrier=self.transport.carrier)


@pytest.fixture
def maildir(tmp_path: Path) -> Transport:
    folder = tmp_path / "outbox"

    def arrived() -> list[bytes]:
        boxes = (folder / "new", folder / "cur")
        return [one.read_bytes() for box in boxes if box.exists() for one in box.iterdir()]

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


@pytest.fixture
def plain_smtp(sink: Sink, account: tuple[str, Account]) -> Transport:
    """A server that files nothing by itself."""
    _, opened = account
    return Transport(
        lambda: opened("none"), lambda: [one.raw for one in sink.letters], looks_up=False
    )


@pytest.fixture
def filing_smtp(sink: Sink, account: tuple[str, Account], dovecot: Dovecot) -> Transport:
    """A server that files what it takes, some minutes later."""
    user, opened = account
    filed: list[bytes] = []

    def file(minute: int) -> None:
        if minute < 3:
            return
        for one in sink.letters:
            if one.raw not in filed:
                filed.append(one.raw)
                dovecot.append(user, Mail(one.raw, "Sent"))

    return Transport(
        lambda: opened("server"), lambda: [one.raw for one in sink.letters], passing=file
    )


@pytest.fixture
def gmail(google_world: GoogleWorld, monkeypatch: pytest.MonkeyPatch) -> Iterator[Transport]:
    monkeypatch.setattr(Api, "_wait", lambda _self, _seconds: None)  # a minute's quota is long
    google_world.advance(seconds=max(0, DUE - google_world.gate.now.timestamp()))  # type: ignore[union-attr]  # a world's is set
    sender = connect_sender(google_world.options(), google_world.means(send=True))

    def arrived() -> list[str]:
        told = google_world.api("GET", "/gmail/v1/users/me/messages?labelIds=SENT")
        return [one["id"] for one in told.get("messages", [])]

    yield Transport(lambda: sender, arrived, owner=replace(OWNER, addresses=(AddressKey(USER),)))
    assert isinstance(sender, Closable)
    sender.close()


BEGINS = datetime(2026, 11, 1, 9, tzinfo=UTC)


def exchange(graph: Graph, opened: Callable[[], Sender]) -> Transport:
    def passing(minute: int) -> None:
        graph.store.now = BEGINS + timedelta(minutes=minute)

    def arrived() -> list[str]:
        return list(graph.messages("sentitems"))

    return Transport(opened, arrived, passing=passing)


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


def test_a_power_cut_at_any_point_loses_no_letter_and_sends_none_twice(
    transport: Transport, tmp_path: Path
) -> None:
    unknown: list[str] = []

    def live(power: Power) -> None:
        before = len(transport.arrived())
        machine = Machine(tmp_path / f"{power.at}.db", transport)
        machine.drafted()
        with machine.started() as desk, until_cut(power):
            machine.approve_and_send(desk, 0)
        with machine.started() as desk:
            for minute in MINUTES:
                machine.approve_and_send(desk, minute)
            (letter,) = letters.letters(desk.store)
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


def test_what_arrives_is_what_was_approved(maildir: Transport, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "one.db", maildir)
    machine.drafted()
    with machine.started() as desk:
        machine.approve_and_send(desk, 0)

        (letter,) = letters.letters(desk.store, LetterState.SENT)
        (came,) = maildir.arrived()
        assert isinstance(came, bytes)
        assert approved_hash(came) == letter.sha256
