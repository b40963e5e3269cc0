"""The outbox on a submission server with faults and a Dovecot: one letter, one copy, no guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import config, outbox, sources
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import Time
from narrowcast.agent.store import asks
from narrowcast.agent.store import outbox as kept
from narrowcast.connectors.smtp.sender import SmtpSender
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import seconds
from tests.agent.test_outbox import drafted
from tests.connectors.smtp.submission import QUICK
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.smtp_sink import Phase, Sink, smtp_sink

DUE = seconds(NOW, later=timedelta(minutes=20))
GRACE = 180
WAITS = 7200


@dataclass
class Post:
    """An approved letter, the sender of its account, and the servers behind it."""

    desk: Desk
    sender: SmtpSender
    sink: Sink
    box: Dovecot
    user: str

    def tick(self, after: int = 0) -> list[str]:
        """What was told *after* so many seconds."""
        told = outbox.tick(self.desk.store, self.sender, Time(DUE + after))
        return [f"{one.state}: {one.why}" for one in told]

    @property
    def state(self) -> AskState:
        (ask,) = asks.every(self.desk.store)
        return ask.state

    @property
    def message_id(self) -> str:
        return kept.letters(self.desk.store)[-1].message_id

    @property
    def sent(self) -> list[str]:
        return list(self.box.message_ids(self.user, "Sent").values())

    def server_files_its_own(self) -> None:
        self.box.append(self.user, Mail(self.sink.letters[0].raw, "Sent"))


@pytest.fixture
def post(
    desk: Desk, certificates: Certificates, dovecot: Dovecot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Post]:  # fmt: skip
    desk.approve(drafted(desk), prospect(), introducer(), NOW, anyway="a test")
    user = dovecot.fresh_user()
    monkeypatch.setenv("WORK_PASSWORD", dovecot.users[user])
    with smtp_sink(certificates) as sink:
        sink.users[user] = dovecot.users[user]
        (account,) = config.parse(f"""
            [accounts.work]
            connector = "imap"
            send = true
            host = "localhost"
            port = {dovecot.tls_port}
            user = "{user}"
            password_env = "WORK_PASSWORD"
            ca_file = "{certificates.ca}"
            smtp = {{ port = {sink.port}, security = "starttls" }}
        """).accounts
        opened = sources.sender(account, tmp_path)
        assert isinstance(opened, SmtpSender)
        hurried = replace(opened.sent, pause=lambda _: None)
        yield Post(desk, replace(opened, sent=hurried, patience=QUICK), sink, dovecot, user)


def test_a_letter_leaves_and_lies_among_the_sent_once(post: Post) -> None:
    told = [one for after in (0, 60, 120) for one in post.tick(after)]

    assert told == ["sent: "]
    assert post.sent == [post.message_id]
    (letter,) = post.sink.letters
    assert letter.recipients == ("ana@ports.example",)
    assert kept.letters(post.desk.store)[0].raw == letter.raw


def test_a_lost_answer_is_settled_by_the_servers_own_copy(post: Post) -> None:
    post.sink.drops = Phase.DOT
    assert post.tick()[0].startswith("sending: the server's answer to the letter was lost")
    post.sink.drops = None
    assert post.tick(30) == []
    post.server_files_its_own()

    assert post.tick(60) == ["sent: "]

    assert post.state is AskState.SENT
    assert (len(post.sink.letters), post.sent) == (1, [post.message_id])


@pytest.mark.parametrize("took", [True, False], ids=["taken", "not taken"])
def test_a_lost_answer_without_a_copy_is_the_owners_to_settle(post: Post, took: bool) -> None:
    post.sink.drops, post.sink.takes_before_drop = Phase.DOT, took
    post.tick()
    post.sink.drops = None

    told = [one for after in (GRACE, WAITS) for one in post.tick(after)]

    assert [one.partition(":")[0] for one in told] == ["unknown"]
    assert post.state is AskState.UNKNOWN
    assert len(post.sink.letters) == int(took)


def test_who_cannot_be_asked_decides_nothing(post: Post) -> None:
    post.sink.drops = Phase.DOT
    post.tick()
    post.sink.drops = None

    post.box.stop()
    try:
        (told,) = post.tick(GRACE)
    finally:
        post.box.start()
    assert told.startswith("sending: that cannot be seen now")
    post.server_files_its_own()

    assert post.tick(WAITS) == ["sent: "]


def test_a_copy_that_could_not_be_filed_is_filed_later(post: Post) -> None:
    post.box.stop()
    try:
        assert post.tick() == ["sent: "]
        (copy,) = post.tick(30)
    finally:
        post.box.start()
    assert copy.startswith("sent: your Sent folder has no copy yet")

    assert post.tick(WAITS) == []

    assert post.sent == [post.message_id]
    assert len(post.sink.letters) == 1


@pytest.mark.parametrize(
    ("fault", "told", "state"),
    [
        (lambda sink: sink.answers.update({Phase.RCPT: "451 4.2.1 later"}),
         "planned: the server does not take letters to ana@ports.example: 451 4.2.1 later",
         AskState.SCHEDULED),
        (lambda sink: sink.answers.update({Phase.RCPT: "550 5.1.1 nobody"}),
         "recalled: the server does not take letters to ana@ports.example: 550 5.1.1 nobody",
         AskState.DRAFTED),
        (lambda sink: sink.answers.update({Phase.DOT: "554 5.7.1 spam"}),
         "recalled: the server did not take the letter: 554 5.7.1 spam", AskState.DRAFTED),
        (lambda sink: sink.users.clear(), "planned: work needs a new login", AskState.SCHEDULED),
        (lambda sink: setattr(sink, "drops", Phase.MAIL),
         "planned: the server broke off before it had the letter", AskState.SCHEDULED),
    ],
    ids=["later", "nobody", "spam", "password", "cut"],
)  # fmt: skip
def test_what_the_server_says_reaches_the_owner(
    post: Post, fault: Callable[[Sink], None], told: str, state: AskState
) -> None:
    fault(post.sink)

    (said,) = post.tick()

    assert said.startswith(told)
    assert post.state is state
    assert (post.sink.letters, post.sent) == ([], [])
