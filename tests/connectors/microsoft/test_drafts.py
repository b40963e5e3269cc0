"""A draft may outlive whoever wrote it: it is neither sent twice nor lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    RateLimited,
    Refused,
    Rejected,
    Transient,
)
from narrowcast.connectors.http import Answer
from narrowcast.connectors.microsoft.sending import STILL_LEAVING, Drafting
from tests.connectors.microsoft.talks import closing as closing
from tests.connectors.microsoft.talks import talk
from tests.connectors.microsoft.test_sending import DRAFTS, ENVELOPE, KEY, LETTER, drafting, drafts
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


def left_behind(graph: Graph, path: str, fault: Fault) -> None:
    """A sending that is killed at *path*."""
    graph.fail_next(fault, path=path, method="PATCH" if path == "/messages/" else "POST")
    with pytest.raises(ConnectorError):
        drafting(graph).send(LETTER, ENVELOPE)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/messages$", LOST_ANSWER),
        ("/messages/", LOST_REQUEST),
        ("/messages/", LOST_ANSWER),
        ("/send$", LOST_REQUEST),
        ("/send$", GATEWAY_TIMEOUT),
        ("/send$", THROTTLED),
    ],
    ids=["written", "before its mark", "marked", "before it is sent", "504", "429"],
)
def test_a_draft_left_behind_is_neither_sent_twice_nor_lost(
    graph: Graph, path: str, fault: Fault
) -> None:
    left_behind(graph, path, fault)
    assert graph.sent == []
    assert len(drafts(graph)) == 1

    with pytest.raises(Transient, match="may be leaving"):
        drafting(graph).find_sent(KEY)
    graph.store.now += STILL_LEAVING
    with pytest.raises(Refused):
        drafting(graph).find_sent(KEY)
    drafting(graph).send(LETTER, ENVELOPE)

    assert graph.sent == [LETTER]
    assert drafts(graph) == []
    assert len(graph.messages("sentitems")) == 1


@pytest.mark.parametrize("keeps_id", [True, False], ids=["the same item", "another item"])
def test_a_letter_that_was_renamed_and_moved_is_found_by_its_mark(
    graph: Graph, keeps_id: bool
) -> None:
    filing = graph.mailbox.filing
    filing.keeps_id, filing.keeps_message_id = keeps_id, False
    left_behind(graph, "/send$", LOST_ANSWER)
    (copy,) = graph.messages("sentitems")
    graph.move(copy, "archive")

    found = drafting(graph).find_sent(KEY)

    assert found is not None
    assert found.provider_id == copy


def test_a_draft_that_was_laid_elsewhere_is_the_one_that_leaves(graph: Graph) -> None:
    left_behind(graph, "/send$", LOST_REQUEST)
    (draft,) = drafts(graph)
    graph.move(draft, graph.add_folder("Letters"))

    receipt = drafting(graph).send(LETTER, ENVELOPE)

    assert receipt.provider_id == draft
    assert graph.sent == [LETTER]


@pytest.mark.parametrize("fault", [LOST_ANSWER, TIMEOUT_AFTER_COMMIT], ids=["lost", "504"])
def test_a_draft_that_left_is_not_sent_again_even_if_somebody_asks(
    graph: Graph, fault: Fault
) -> None:
    left_behind(graph, "/send$", fault)

    receipt = drafting(graph).send(LETTER, ENVELOPE)

    assert receipt.message_id == "<ask-1@vale.example>"
    assert graph.sent == [LETTER]
    assert len(graph.requests("/send$", "POST")) == 1  # Exchange need not refuse a second one


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (THROTTLED, RateLimited),
        (Fault(status=409, code="ErrorIrresolvableConflict"), Ambiguous),
        (Fault(status=404, code="ErrorItemNotFound"), Ambiguous),
    ],
    ids=["429", "409", "404"],
)
def test_a_refusal_of_a_draft_is_believed_where_the_draft_is_seen_to_be_one_still(
    graph: Graph, fault: Fault, raised: type[ConnectorError]
) -> None:
    """What left before is refused, too; of a rate limit that is plain."""
    graph.fail_next(fault, path="/send$")
    graph.fail_next(GATEWAY_TIMEOUT, method="GET", path=r"/messages/[^/?]+\?")

    with pytest.raises(raised):
        drafting(graph).send(LETTER, ENVELOPE)


def test_a_draft_whose_age_nobody_tells_may_be_leaving(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(graph, "/send$", GATEWAY_TIMEOUT)
    graph.store.now += 2 * STILL_LEAVING
    monkeypatch.setattr(Answer, "date", None)

    with pytest.raises(Transient, match="may be leaving"):
        drafting(graph).find_sent(KEY)


def test_a_letter_on_its_way_to_sent_items_counts_as_sent(graph: Graph) -> None:
    graph.mailbox.filing.lookups = 100
    left_behind(graph, "/send$", LOST_ANSWER)

    assert drafting(graph).find_sent(KEY) is not None


def test_what_was_told_to_leave_a_moment_ago_by_our_clock_may_be_leaving(graph: Graph) -> None:
    """Exchange may keep the date of a draft that is marked again as it was."""
    left_behind(graph, "/send$", GATEWAY_TIMEOUT)
    graph.store.now += 2 * STILL_LEAVING
    key = replace(KEY, since=graph.store.now - STILL_LEAVING / 2)

    with pytest.raises(Transient, match="may be leaving"):
        drafting(graph).find_sent(key)


def test_a_copy_that_is_another_item_is_the_letter_by_its_new_ids(graph: Graph) -> None:
    graph.mailbox.filing.keeps_id = False
    graph.mailbox.filing.keeps_message_id = False

    receipt = drafting(graph).send(LETTER, ENVELOPE)

    assert [receipt.provider_id] == graph.messages("sentitems")
    assert receipt.message_id.endswith("@VALE.PROD.OUTLOOK.EXAMPLE>")


@pytest.mark.parametrize("moved_to", ["", "inbox", "archive"])
def test_a_draft_beside_the_letter_that_left_is_not_taken_for_it(
    graph: Graph, moved_to: str
) -> None:
    """`send_by` was changed to `submit` for a while, and the earlier draft stayed."""
    left_behind(graph, "/send$", LOST_REQUEST)
    filing = graph.mailbox.filing
    filing.keeps_message_id = filing.keeps_x_headers = bool(moved_to)
    graph.mailbox.submit(LETTER)
    (copy,) = graph.messages("sentitems")
    if moved_to:
        graph.move(copy, moved_to)
    graph.store.now += 2 * STILL_LEAVING
    sender = drafting(graph)

    found = sender.find_sent(KEY)

    assert found is not None
    assert found.provider_id == copy
    assert sender.send(LETTER, ENVELOPE) == found
    assert graph.sent == [LETTER]


@pytest.mark.parametrize("keeps_id", [True, False], ids=["the same item", "another item"])
def test_a_draft_that_another_program_sent_meanwhile_is_not_refused(
    graph: Graph, keeps_id: bool
) -> None:
    graph.mailbox.filing.keeps_id = keeps_id
    left_behind(graph, "/send$", LOST_REQUEST)
    (draft,) = drafts(graph)

    class Race(Drafting):
        def _mark(self, draft: object, token: str) -> None:
            graph.mailbox.send_draft(graph.mailbox.message(id_))

    id_ = draft
    receipt = Race(talk(graph, *DRAFTS)[0]).send(LETTER, ENVELOPE)

    assert [receipt.provider_id] == graph.messages("sentitems")
    assert graph.sent == [LETTER]


def test_a_draft_that_was_changed_by_another_hand_is_not_sent(graph: Graph) -> None:
    left_behind(graph, "/send$", LOST_REQUEST)
    (draft,) = drafts(graph)
    graph.mailbox.message(draft).raw = LETTER.replace(b"Dear Ann", b"Hey Ann")

    with pytest.raises(Rejected, match="was changed there"):
        drafting(graph).send(LETTER, ENVELOPE)

    assert graph.sent == []


@pytest.mark.parametrize(
    "changed",
    [
        {"hasAttachments": True},
        {"bccRecipients": [{"emailAddress": {"name": "Eve", "address": "eve@orr.example"}}]},
        {"toRecipients": []},
    ],
    ids=["a file was added", "a blind copy was added", "nobody is left"],
)
def test_a_draft_that_would_carry_more_than_its_text_is_not_sent(
    graph: Graph, changed: dict[str, object]
) -> None:
    """What Exchange gives out as the mail's octets need not name it."""
    left_behind(graph, "/send$", LOST_REQUEST)
    (draft,) = drafts(graph)
    graph.change(draft, **changed)

    with pytest.raises(Rejected, match="was changed there"):
        drafting(graph).send(LETTER, ENVELOPE)

    assert graph.sent == []


def test_a_rejected_letters_draft_is_laid_away(graph: Graph) -> None:
    refusal = Fault(status=400, code="ErrorInvalidRecipients")
    graph.fail_next(refusal, path="/send$")
    graph.fail_next(UNAVAILABLE, method="DELETE")

    with pytest.raises(Rejected):
        drafting(graph).send(LETTER, ENVELOPE)

    assert len(drafts(graph)) == 1  # it could not be: it does no harm
