"""What left lies in the Sent folder once, whoever filed it; a Dovecot holds the folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from narrowcast.connectors.base import Means, Receipt, SentKey
from narrowcast.connectors.errors import Transient
from narrowcast.connectors.imap_session.settings import Security, Server
from narrowcast.connectors.net import Egress
from narrowcast.connectors.smtp.sent import SentBox
from narrowcast.connectors.smtp.settings import SentCopy
from tests.connectors.smtp.submission import LETTER, Said
from tests.servers.dovecot import Dovecot, Mail

KEY = SentKey(
    message_id="<ask-1@vale.example>", token="tok-1", since=datetime(2026, 11, 3, tzinfo=UTC)
)
TAKEN = Receipt()
REWRITTEN = LETTER.replace(b"Message-ID: <ask-1@vale.example>", b"Message-ID: <new@host.example>")
UNLIKE = (  # the servers' search finds parts of a header
    LETTER.replace(b"<ask-1@vale.example>", b"<my-ask-1@vale.example>")
    .replace(b"tok-1@", b"tok-2@")
    .replace(b"Id: tok-1", b"Id: tok-2")
)


@dataclass
class Box:
    """A user of a Dovecot, and senders' view of the Sent folder there."""

    server: Dovecot
    user: str
    pauses: list[float] = field(default_factory=list)
    while_waiting: Callable[[], None] = lambda: None

    def sent(self, copy: SentCopy = SentCopy.AUTO) -> SentBox:
        return SentBox(
            server=Server(
                host="localhost",
                port=self.server.tls_port,
                user=self.user,
                security=Security.TLS,
            ),
            means=Means(
                account="work",
                egress=Egress(["localhost"], ca_file=self.server.certificates.ca),
                secrets=Said(self.server.users[self.user]),
            ),
            copy=copy,
            pause=self._pause,
        )

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.while_waiting()

    def holds(self, raw: bytes) -> None:
        self.server.append(self.user, Mail(raw, "Sent"))

    @property
    def ids(self) -> list[str]:
        return sorted(self.server.message_ids(self.user, "Sent").values())


@pytest.fixture
def box(dovecot: Dovecot) -> Box:
    return Box(dovecot, dovecot.fresh_user())


def test_a_copy_is_filed_where_the_server_files_none(box: Box) -> None:
    box.sent().file(LETTER, TAKEN)

    assert box.ids == [KEY.message_id]
    assert box.pauses == [1.0, 1.0, 2.0]


def test_long_after_the_letter_left_nothing_is_waited_for(box: Box) -> None:
    for _ in range(2):
        box.sent().file(LETTER, TAKEN, settled=True)

    assert (box.ids, box.pauses) == ([KEY.message_id], [])


def test_filing_again_files_nothing_twice(box: Box) -> None:
    for _ in range(2):
        box.sent(SentCopy.APPEND).file(LETTER, TAKEN)

    assert box.ids == [KEY.message_id]


def test_the_servers_own_copy_is_enough(box: Box) -> None:
    box.holds(LETTER)

    box.sent().file(LETTER, TAKEN)

    assert (box.ids, box.pauses) == ([KEY.message_id], [])


def test_the_servers_own_copy_may_come_late(box: Box) -> None:
    box.while_waiting = lambda: None if box.ids else box.holds(LETTER)

    box.sent().file(LETTER, TAKEN)

    assert (box.ids, box.pauses) == ([KEY.message_id], [1.0])


@pytest.mark.parametrize("receipt", [Receipt(message_id="<new@host.example>"), TAKEN])
def test_a_copy_under_another_id_is_known(box: Box, receipt: Receipt) -> None:
    box.holds(REWRITTEN)

    box.sent().file(LETTER, receipt)

    assert box.ids == ["<new@host.example>"]


def test_a_mail_whose_id_only_contains_ours_is_another(box: Box) -> None:
    box.holds(UNLIKE)

    assert box.sent().find(KEY) is None
    box.sent(SentCopy.APPEND).file(LETTER, TAKEN)

    assert len(box.ids) == 2


def test_the_owner_may_want_no_copy(box: Box) -> None:
    box.sent(SentCopy.NONE).file(LETTER, TAKEN)

    assert box.ids == []


@pytest.mark.parametrize("raw", [LETTER, REWRITTEN], ids=["by id", "by token"])
def test_a_letter_is_found_among_the_sent(box: Box, raw: bytes) -> None:
    box.holds(UNLIKE)
    box.holds(raw)

    found = box.sent().find(KEY)

    assert found is not None
    assert f"Message-ID: {found.message_id}".encode() in raw


def test_a_server_that_is_away_is_a_passing_fault(box: Box) -> None:
    box.server.stop()
    try:
        with pytest.raises(Transient):
            box.sent().file(LETTER, TAKEN)
    finally:
        box.server.start()
