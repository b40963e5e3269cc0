"""A letter by the Gmail API leaves once, whatever becomes of Google's answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store import asks
from narrowcast.agent.store import outbox as kept
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Closable, Sender
from narrowcast.connectors.google import connect_sender
from narrowcast.connectors.http import Carrier
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect
from tests.agent.killing import Killed, Wire
from tests.agent.test_outbox import DUE, drafted
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld
from tests.servers.google_host import USER

SEND, GET, LIST = (f"gmail.users.messages.{name}" for name in ("send", "get", "list"))
MINUTES = (0, 1, 2, 4, 8, 16, 32, 64, 128, 129, 200)
"""When the outbox is looked after, from the time a letter is due."""


@pytest.fixture
def gmail_desk(store: Store) -> Desk:
    """The desk of who owns the world's account."""
    numbers = iter(range(1_000))
    owner = replace(OWNER, addresses=(AddressKey(USER),))
    return Desk(store=store, owner=owner, caps=Caps(), mint=lambda: f"id-{next(numbers)}")


@pytest.fixture
def sender(google_world: GoogleWorld) -> Iterator[Sender]:
    # The world's clock is the one by which the desk approves.
    google_world.advance(seconds=max(0, DUE - google_world.gate.now.timestamp()))  # type: ignore[union-attr]  # a world's is set
    made = connect_sender(google_world.options(), google_world.means(send=True))
    yield made
    assert isinstance(made, Closable)
    made.close()


@pytest.fixture
def ask(gmail_desk: Desk) -> Ask:
    made = drafted(gmail_desk)
    gmail_desk.approve(made, prospect(), introducer(), NOW, anyway="a test")
    return asks.get(gmail_desk.store, made.id)


def in_sent(world: GoogleWorld) -> list[str]:
    told = world.api("GET", "/gmail/v1/users/me/messages?labelIds=SENT&includeSpamTrash=true")
    return [one["id"] for one in told.get("messages", [])]


def known_as(desk: Desk) -> tuple[str, str]:
    """Gmail's id and Message-ID of the letter, as they are kept."""
    query = "SELECT provider_id, provider_message_id FROM outbox"
    ((id_, message_id),) = desk.store.conn.execute(query).fetchall()
    return id_, message_id


def look_after(desk: Desk, sender: Sender, minutes: tuple[int, ...] = MINUTES) -> None:
    for minute in minutes:
        outbox.tick(desk.store, sender, Time(DUE + 60 * minute), carrier="work")


def test_a_letter_leaves_and_is_known_by_what_gmail_calls_it(
    google_world: GoogleWorld, gmail_desk: Desk, sender: Sender, ask: Ask
) -> None:
    look_after(gmail_desk, sender)

    (letter,) = kept.letters(gmail_desk.store)
    id_, message_id = known_as(gmail_desk)
    assert asks.get(gmail_desk.store, ask.id).state is AskState.SENT
    assert in_sent(google_world) == [id_]
    assert message_id.encode() in google_world.raw(id_)
    assert message_id != letter.message_id


@pytest.mark.parametrize(
    "fault", [Fault.FAIL_AFTER, Fault.DROP_AFTER, Fault.TRUNCATED], ids=lambda one: one.name
)
@pytest.mark.parametrize(
    "then",
    [None, (LIST, Fault.UNAVAILABLE), (GET, Fault.DROP_AFTER), ("*", Fault.UNAUTHORIZED)],
    ids=["found at once", "search fails", "heads fail", "login fails"],
)
def test_a_letter_whose_answer_is_lost_is_found_and_not_sent_again(
    google_world: GoogleWorld,
    gmail_desk: Desk,
    sender: Sender,
    ask: Ask,
    fault: Fault,
    then: tuple[str, Fault] | None,
) -> None:
    google_world.faults.next(SEND, fault)
    look_after(gmail_desk, sender, (0,))
    if then:
        google_world.faults.next(*then, times=4)

    look_after(gmail_desk, sender, MINUTES[1:])

    assert len(google_world.calls(SEND)) == 1
    assert in_sent(google_world) == [known_as(gmail_desk)[0]]
    assert asks.get(gmail_desk.store, ask.id).state is AskState.SENT


@pytest.mark.parametrize(
    "fault",
    [Fault.RATE_429, Fault.RATE_403, Fault.DAILY_403, Fault.NOT_FOUND],
    ids=lambda one: one.name,
)
def test_a_letter_that_was_refused_leaves_later(
    google_world: GoogleWorld, gmail_desk: Desk, sender: Sender, ask: Ask, fault: Fault
) -> None:
    google_world.faults.next(SEND, fault)

    look_after(gmail_desk, sender)

    assert [call.status < 300 for call in google_world.calls(SEND)] == [False, True]
    assert len(in_sent(google_world)) == 1
    assert asks.get(gmail_desk.store, ask.id).state is AskState.SENT


@pytest.mark.parametrize(
    "fault",
    [Fault.DROP_BEFORE, Fault.SERVER_ERROR, Fault.GATEWAY_TIMEOUT, Fault.UNAVAILABLE],
    ids=lambda one: one.name,
)
def test_a_letter_that_is_not_where_gmail_files_all_it_takes_is_sent_again(
    google_world: GoogleWorld, gmail_desk: Desk, sender: Sender, ask: Ask, fault: Fault
) -> None:
    google_world.faults.next(SEND, fault)

    look_after(gmail_desk, sender)

    assert len(google_world.calls(SEND)) == 2
    assert len(in_sent(google_world)) == 1
    assert asks.get(gmail_desk.store, ask.id).state is AskState.SENT


def test_a_letter_that_is_never_found_is_the_owners_to_settle_at_last(
    google_world: GoogleWorld, gmail_desk: Desk, sender: Sender, ask: Ask
) -> None:
    google_world.faults.next(SEND, Fault.DROP_BEFORE, times=99)

    look_after(gmail_desk, sender, (0, 10, 70, 71, 91, 211, 212))

    assert len(google_world.calls(SEND)) == 2
    assert asks.get(gmail_desk.store, ask.id).state is AskState.UNKNOWN


def test_an_api_that_is_not_switched_on_is_the_owners_to_switch_on(
    google_world: GoogleWorld, gmail_desk: Desk, sender: Sender, ask: Ask
) -> None:
    google_world.faults.next(SEND, Fault.NOT_CONFIGURED)
    look_after(gmail_desk, sender, (0,))
    assert "switch it on: https://" in asks.get(gmail_desk.store, ask.id).needs_review

    look_after(gmail_desk, sender, MINUTES[1:])

    assert asks.get(gmail_desk.store, ask.id).state is AskState.SENT
    assert len(in_sent(google_world)) == 1


def test_a_consent_that_was_taken_back_leaves_the_letter_planned(
    google_world: GoogleWorld, gmail_desk: Desk, sender: Sender, ask: Ask
) -> None:
    google_world.revoke()

    look_after(gmail_desk, sender)

    (letter,) = kept.letters(gmail_desk.store)
    assert letter.state is LetterState.PLANNED
    assert "narrowcast connect work" in asks.get(gmail_desk.store, ask.id).needs_review
    assert in_sent(google_world) == []


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fault", [None, Fault.FAIL_AFTER, Fault.DROP_AFTER], ids=str)
@pytest.mark.parametrize("ended", [False, True], ids=["login good", "token ended"])
@pytest.mark.parametrize("at", range(4))
def test_killed_at_any_request_a_letter_leaves_once_and_is_known_to_have(
    google_world: GoogleWorld,
    gmail_desk: Desk,
    sender: Sender,
    ask: Ask,
    at: int,
    after: bool,
    fault: Fault | None,
    ended: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if ended:
        google_world.tokens.expire_access()
    if fault is not None:
        google_world.faults.next(SEND, fault)
    with monkeypatch.context() as patch:
        patch.setattr(Carrier, "send", Wire(at, after)(Carrier.send))
        with suppress(Killed):
            look_after(gmail_desk, sender, (0,))

    look_after(gmail_desk, sender, MINUTES[1:])

    (letter,) = kept.letters(gmail_desk.store)
    assert in_sent(google_world) == [known_as(gmail_desk)[0]]
    assert letter.state is LetterState.SENT
