"""Letters by Graph through the outbox: whatever is lost, and whenever we are killed, none leaves
twice, and none that left is taken for one that did not.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import Time
from narrowcast.agent.store import asks
from narrowcast.agent.store import outbox as kept
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.outbox import LetterState
from narrowcast.connectors.base import Sender
from narrowcast.connectors.http import Carrier
from narrowcast.connectors.microsoft.sending import Drafting, Submission
from tests.agent.core.letter_samples import NOW
from tests.agent.killing import Killed, Wire
from tests.agent.posting import seconds
from tests.agent.test_outbox import scheduled
from tests.connectors.microsoft.talks import closing as closing
from tests.connectors.microsoft.talks import talk
from tests.servers.graph import (
    GATEWAY_TIMEOUT,
    LOST_ANSWER,
    LOST_REQUEST,
    THROTTLED,
    TIMEOUT_AFTER_COMMIT,
    UNAVAILABLE,
    Fault,
    Graph,
)

DUE = seconds(NOW, later=timedelta(minutes=20))
BEGINS = datetime(2026, 11, 1, 9, tzinfo=UTC)
"""By Exchange's clock, when a letter is due by ours."""
Open = Callable[[Graph], Sender]


def submission(graph: Graph) -> Submission:
    return Submission(talk(graph, "Mail.ReadBasic", "Mail.Send")[0], pause=lambda _: None)


def drafting(graph: Graph) -> Drafting:
    return Drafting(talk(graph, "Mail.ReadWrite", "Mail.Send")[0])


both = pytest.mark.parametrize("opened", [submission, drafting], ids=["submit", "draft"])
same_item = pytest.mark.parametrize(
    "keeps_id", [True, False], ids=["the draft itself is filed", "a copy is filed"]
)


@pytest.fixture
def ask(desk: Desk) -> Ask:
    return scheduled(desk)


ALL_LOOKS = 12 * 60
"""Minutes after which a letter whose fate is open was looked for as often as it ever is."""


def go_on(
    desk: Desk, graph: Graph, opened: Open, minutes: int = ALL_LOOKS, *, start: int = 0
) -> None:
    """A process that stays, with a sender of its own, from minute *start* on."""
    sender = opened(graph)
    for minute in (*range(start, min(minutes, 80), 2), *range(80, minutes, 20)):
        graph.store.now = BEGINS + timedelta(minutes=minute)
        outbox.tick(desk.store, sender, Time(DUE + 60 * minute))


def state(desk: Desk) -> LetterState:
    (letter,) = kept.letters(desk.store)
    return letter.state


@both
@pytest.mark.parametrize(
    "fault",
    [LOST_ANSWER, TIMEOUT_AFTER_COMMIT, GATEWAY_TIMEOUT, UNAVAILABLE, LOST_REQUEST, THROTTLED],
    ids=["answer lost", "504 though taken", "504", "503", "request lost", "429"],
)
@pytest.mark.parametrize(
    "where", [r"sendMail|/send$", r"/messages$", r"/messages/[^/]*$", "sentitems"]
)
def test_whatever_is_lost_a_letter_leaves_once_and_is_known_to_have(
    desk: Desk, ask: Ask, graph: Graph, opened: Open, fault: Fault, where: str
) -> None:
    graph.fail_next(fault, path=where, times=1 if "send" in where else 2)

    go_on(desk, graph, opened)

    assert len(graph.sent) == 1
    assert state(desk) is LetterState.SENT


@both
def test_a_letter_learns_the_ids_that_exchange_gave_it(
    desk: Desk, ask: Ask, graph: Graph, opened: Open
) -> None:
    go_on(desk, graph, opened, minutes=2)

    (letter,) = kept.letters(desk.store)
    assert letter.provider_message_id == letter.message_id
    assert asks.get(desk.store, ask.id).state is AskState.SENT
    (copy,) = graph.messages("sentitems")
    assert graph.raw(copy) == letter.raw


@pytest.mark.parametrize("minutes", [1, 5, 12], ids=lambda one: f"{one} minutes")
@same_item
def test_a_draft_that_leaves_after_its_time_out_is_not_sent_a_second_time(
    desk: Desk, ask: Ask, graph: Graph, minutes: int, keeps_id: bool
) -> None:
    """A front door of Microsoft's gives up, and the server behind it goes on."""
    graph.mailbox.filing.keeps_id = keeps_id
    graph.fail_next(GATEWAY_TIMEOUT, path="/send$")
    go_on(desk, graph, drafting, minutes=minutes + 1)
    (draft,) = graph.messages("drafts")
    graph.mailbox.send_draft(graph.mailbox.message(draft))

    go_on(desk, graph, drafting, start=minutes + 1)

    assert len(graph.sent) == 1
    assert state(desk) is LetterState.SENT


@both
def test_a_copy_that_shows_late_is_no_reason_to_send_again(
    desk: Desk, ask: Ask, graph: Graph, opened: Open
) -> None:
    graph.mailbox.filing.lookups = 6
    graph.fail_next(LOST_ANSWER, path=r"sendMail|/send$")

    go_on(desk, graph, opened)

    assert len(graph.sent) == 1
    assert state(desk) is LetterState.SENT


@both
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fault", [None, LOST_ANSWER], ids=["heard", "its answer lost"])
@same_item
@pytest.mark.parametrize("at", range(9))
def test_killed_at_any_request_a_letter_leaves_once_and_is_known_to_have(
    desk: Desk,
    ask: Ask,
    graph: Graph,
    opened: Open,
    at: int,
    after: bool,
    fault: Fault | None,
    keeps_id: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph.mailbox.filing.keeps_id = keeps_id
    if fault is not None:
        graph.fail_next(fault, path=r"sendMail|/send$")
    with monkeypatch.context() as patch:
        patch.setattr(Carrier, "send", Wire(at, after)(Carrier.send))
        with suppress(Killed):
            outbox.tick(desk.store, opened(graph), DUE)

    go_on(desk, graph, opened)

    assert len(graph.sent) == 1
    assert state(desk) is LetterState.SENT


@pytest.mark.parametrize(
    ("before", "then"),
    [(submission, drafting), (drafting, submission)],
    ids=["draft from now on", "submit from now on"],
)
@pytest.mark.parametrize(
    "fault", [None, LOST_ANSWER, GATEWAY_TIMEOUT], ids=["heard", "lost", "504"]
)
@pytest.mark.parametrize("at", range(9))
def test_a_letter_is_not_sent_twice_where_send_by_is_changed_meanwhile(
    desk: Desk,
    ask: Ask,
    graph: Graph,
    before: Open,
    then: Open,
    fault: Fault | None,
    at: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if fault is not None:
        graph.fail_next(fault, path=r"sendMail|/send$")
    with monkeypatch.context() as patch:
        patch.setattr(Carrier, "send", Wire(at, after=True)(Carrier.send))
        with suppress(Killed):
            outbox.tick(desk.store, before(graph), DUE)
    graph.faults.clear()

    go_on(desk, graph, then)

    assert len(graph.sent) == 1
    assert state(desk) is LetterState.SENT
