"""Answers on a mail server: their texts are fetched in the lowest tier, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox, sync
from narrowcast.agent.answering import Heard, Listener
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.choosing import Tracked
from narrowcast.agent.core.model import seconds
from narrowcast.agent.suggest import Advisor
from narrowcast.agent.sync import Account
from narrowcast.connectors.base import Budget, Tier
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import Message
from tests.agent.core.letter_samples import NOW, OWNER
from tests.agent.fake_server import FakeMail, FakeServer
from tests.agent.listening import ANA, JONAS, LEAVES, YES, Office, history, mail, planned

LATER = NOW + timedelta(days=2)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An ask whose letter has left, in a mailbox whose server is known."""
    with planned() as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


def listener(office: Office) -> Listener:
    return Listener(office.store, Advisor(office.store), OWNER, LATER)


def hear(office: Office, *mails: Message) -> tuple[list[Heard], list[str]]:
    server = FakeServer(inbox=mails)
    heard = listener(office)
    sync.sync(
        office.store,
        [Account("server", "fake", FakeMail(server))],
        now=seconds(LATER),
        budget=Budget(tier=Tier.HEADERS),
        also=heard,
        tracked=heard.tracked,
    )
    return heard.heard, server.fetched


def test_an_answer_is_read_though_only_heads_are(office: Office) -> None:
    answer = mail(1, text=YES, answers=office.letter_id)
    other = mail(2, "stranger@far.example", text="Buy this.")

    heard, fetched = hear(office, *history(), answer, other)

    assert fetched == [answer.message_id]
    assert office.ask.state is AskState.AGREED
    assert [one.applied for one in heard] == [True]


def test_who_is_asked_and_who_is_wanted_is_read_without_a_thread(office: Office) -> None:
    told = mail(1, text="About Jonas: yes.")
    together = mail(2, "cc@far.example", [OWNER.addresses[0], JONAS], text="Jonas, meet Robin.")

    _, fetched = hear(office, *history(), told, together)

    assert sorted(fetched) == sorted([told.message_id, together.message_id])


def test_the_listener_says_whom_it_waits_for(office: Office) -> None:
    tracked = listener(office).tracked()

    assert {ANA, JONAS} <= tracked.people
    assert office.letter_id in tracked.ids
    assert tracked.subjects
    assert tracked.is_anything


def test_without_an_ask_nobody_is_waited_for(office: Office) -> None:
    office.store.conn.execute("DELETE FROM ask")

    assert listener(office).tracked() == Tracked()
    assert hear(office, *history())[1] == []
