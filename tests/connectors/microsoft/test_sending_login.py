"""A sender as the program opens it: by its entry point, with the login that `connect` kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, SentKey
from narrowcast.connectors.errors import NeedsLogin, RateLimited, Transient
from narrowcast.connectors.microsoft import connect, connect_sender
from narrowcast.connectors.microsoft.sending import Drafting, Submission
from narrowcast.connectors.promises import kept_after
from tests.connectors.microsoft.accounts import lent, login
from tests.connectors.microsoft.lending import Remembered
from tests.connectors.microsoft.test_calendar import series, single
from tests.connectors.microsoft.test_contacts import person
from tests.connectors.microsoft.test_sending import ENVELOPE, KEY, LETTER
from tests.servers.graph import LOST_ANSWER, LOST_REQUEST, THROTTLED, Fault, Graph

SUBMITS = ("Mail.ReadBasic", "Mail.Send", "User.Read")
Open = Callable[..., Submission | Drafting]


@pytest.fixture
def open_sender(graph: Graph) -> Iterator[Open]:
    made: list[Submission | Drafting] = []

    def opened(*scopes: str, kept: Remembered | None = None, **options: object) -> object:
        one = connect_sender(graph.options(**options), lent(graph, *scopes, kept=kept))
        assert isinstance(one, Submission | Drafting)
        made.append(one)
        return one

    yield opened  # type: ignore[misc] # what it opens is one of the two
    for one in made:
        one.close()


def test_a_letter_leaves_by_a_token_that_had_run_out(graph: Graph, open_sender: Open) -> None:
    kept = Remembered(login(graph, *SUBMITS, ended=True))

    open_sender(*SUBMITS, kept=kept).send(LETTER, ENVELOPE)

    assert graph.sent == [LETTER]
    assert kept.writes == 1


def test_a_claims_challenge_is_met_before_the_letter_is_handed_over(
    graph: Graph, open_sender: Open
) -> None:
    sender = open_sender(*SUBMITS)
    sender.check()
    graph.challenge()

    sender.send(LETTER, ENVELOPE)

    assert graph.sent == [LETTER]


@pytest.mark.parametrize("by", ["submit", "draft"])
def test_a_login_that_was_revoked_is_told_and_nothing_leaves(
    graph: Graph, open_sender: Open, by: str
) -> None:
    sender = open_sender(send_by=by)
    graph.revoke()

    with pytest.raises(NeedsLogin, match="narrowcast connect work"):
        sender.send(LETTER, ENVELOPE)

    assert graph.sent == []


def test_a_login_for_reading_alone_is_told_so(graph: Graph, open_sender: Open) -> None:
    with pytest.raises(NeedsLogin, match="may not send"):
        open_sender("Mail.ReadBasic", "User.Read").check()


def test_an_authority_that_cannot_be_reached_is_a_passing_fault(
    graph: Graph, open_sender: Open
) -> None:
    kept = Remembered(login(graph, *SUBMITS, ended=True))
    sender = open_sender(*SUBMITS, kept=kept, authority="https://localhost:1/tenant")

    with pytest.raises(Transient):
        sender.send(LETTER, ENVELOPE)

    assert graph.log == []


@pytest.mark.parametrize("by", ["submit", "draft"])
@pytest.mark.parametrize(
    "fault", [LOST_ANSWER, LOST_REQUEST, Fault(truncated=True)], ids=["answer", "request", "cut"]
)
def test_a_token_that_cannot_be_renewed_for_a_letter_leaves_nothing_open(
    graph: Graph, open_sender: Open, by: str, fault: Fault
) -> None:
    """Graph refuses the token when the letter is handed over, and the authority breaks off."""
    refusal = Fault(status=401, code="InvalidAuthenticationToken")
    graph.fail_next(refusal, method="POST", path="/sendMail|/send$")
    graph.fail_next(fault, path="/token", times=3)

    with pytest.raises(Transient):
        open_sender(send_by=by).send(LETTER, ENVELOPE)

    assert graph.sent == []


def test_a_wait_that_graph_asks_for_is_told(graph: Graph, open_sender: Open) -> None:
    graph.fail_next(THROTTLED, path="sendMail")

    with pytest.raises(RateLimited) as told:
        open_sender(*SUBMITS).send(LETTER, ENVELOPE)

    assert told.value.after == 2.0


def test_a_sender_of_another_process_finds_what_left(graph: Graph, open_sender: Open) -> None:
    graph.fail_next(LOST_ANSWER, path="sendMail")
    with pytest.raises(Exception, match="lost"):
        open_sender(*SUBMITS).send(LETTER, ENVELOPE)

    key = SentKey(message_id=KEY.message_id, token=KEY.token, since=KEY.since)
    assert open_sender(*SUBMITS).find_sent(key) is not None


def test_the_sender_is_found_by_its_entry_point(graph: Graph) -> None:
    found = registry.load_sender("microsoft", graph.options(send_by="draft"), lent(graph))

    assert isinstance(found, Drafting)
    found.close()


def test_one_account_reads_all_its_scopes(graph: Graph) -> None:
    graph.deliver(LETTER, "inbox")
    single(graph)
    series(graph)
    person(graph, "Ann Lee")
    source = connect(graph.options(), lent(graph))

    held = {
        scope.id.partition(":")[0]: kept_after(source.pull(scope, None, Budget()))
        for scope in source.scopes()
        if scope.id in {f"mail:{graph.folder('inbox')}", "calendar", "contacts:contacts"}
    }

    assert {kind: len(kept) for kind, kept in held.items()} == {
        "mail": 1, "calendar": 5, "contacts": 1,
    }  # fmt: skip
    source.close()
