"""Letters by Graph: what was taken, what was not, and what has to be looked up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.connectors.base import Checkable, Closable, Envelope, Receipt, Sender, SentKey
from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    NeedsLogin,
    RateLimited,
    Refused,
    Rejected,
    Transient,
)
from narrowcast.connectors.microsoft import sending
from narrowcast.connectors.microsoft.sending import Drafting, Submission
from tests.connectors.microsoft.talks import closing as closing
from tests.connectors.microsoft.talks import means, talk
from tests.servers.graph import (
    GATEWAY_TIMEOUT,
    LOST_ANSWER,
    LOST_REQUEST,
    THROTTLED,
    THROTTLED_WITHOUT_A_WORD,
    TIMEOUT_AFTER_COMMIT,
    UNAVAILABLE,
    UNAVAILABLE_FOR_A_WHILE,
    Fault,
    Graph,
)

SUBMITS = ("Mail.ReadBasic", "Mail.Send")
DRAFTS = ("Mail.ReadWrite", "Mail.Send")
ENVELOPE = Envelope(sender="robin@vale.example", recipients=("ann@lee.example",))
LETTER = (
    b"From: Robin Vale <robin@vale.example>\r\nTo: Ann Lee <ann@lee.example>\r\n"
    b"Subject: Jonas Weber\r\nDate: Sun, 01 Nov 2026 09:00:00 +0000\r\n"
    b"Message-ID: <ask-1@vale.example>\r\nReferences: <tok-1@vale.example>\r\n"
    b"X-Narrowcast-Id: tok-1\r\n\r\nDear Ann,\r\n.\r\nRobin\r\n"
)
KEY = SentKey(
    message_id="<ask-1@vale.example>", token="tok-1", since=datetime(2026, 11, 1, 9, tzinfo=UTC)
)
Open = Callable[[Graph], Sender]


def submission(graph: Graph, *scopes: str) -> Submission:
    return Submission(talk(graph, *(scopes or SUBMITS))[0], pause=lambda _: None)


def drafting(graph: Graph) -> Drafting:
    return Drafting(talk(graph, *DRAFTS)[0])


both = pytest.mark.parametrize("opened", [submission, drafting], ids=["submit", "draft"])
POSTS = {"submission": "/sendMail", "drafting": "/send$"}


def post(opened: Open) -> str:
    """The request by which a letter leaves."""
    return POSTS[opened.__name__]


def drafts(graph: Graph) -> list[str]:
    return graph.messages("drafts")


@both
def test_a_letter_leaves_octet_by_octet_and_is_known_by_what_exchange_calls_it(
    graph: Graph, opened: Open
) -> None:
    receipt = opened(graph).send(LETTER, ENVELOPE)

    assert graph.sent == [LETTER]
    (copy,) = graph.messages("sentitems")
    assert receipt.provider_id == copy
    assert receipt.message_id == "<ask-1@vale.example>"
    assert receipt.thread.startswith("AAQk")
    assert drafts(graph) == []


@both
def test_a_blind_copy_stands_in_what_graph_is_given(graph: Graph, opened: Open) -> None:
    hidden = "ben@orr.example"
    envelope = replace(ENVELOPE, recipients=(*ENVELOPE.recipients, hidden), hidden=(hidden,))

    opened(graph).send(LETTER, envelope)

    assert graph.sent == [b"Bcc: ben@orr.example\r\n" + LETTER]


@both
def test_the_id_that_exchange_gives_a_letter_is_learned(graph: Graph, opened: Open) -> None:
    graph.mailbox.filing.keeps_message_id = False
    sender = opened(graph) if opened is drafting else submission(graph, "Mail.Read", "Mail.Send")

    receipt = sender.send(LETTER, ENVELOPE)

    assert receipt.message_id.endswith("@VALE.PROD.OUTLOOK.EXAMPLE>")


def test_a_copy_that_shows_late_is_waited_for_a_little(graph: Graph) -> None:
    graph.mailbox.filing.lookups = 2
    paused: list[float] = []
    sender = Submission(talk(graph, *SUBMITS)[0], pause=paused.append)

    assert sender.send(LETTER, ENVELOPE).message_id == "<ask-1@vale.example>"
    assert paused == [1.0]


def test_a_copy_that_cannot_be_seen_does_not_undo_a_sending(graph: Graph) -> None:
    graph.fail_next(GATEWAY_TIMEOUT, path=r"/messages\?")

    assert submission(graph).send(LETTER, ENVELOPE) == Receipt()
    assert graph.sent == [LETTER]


@both
@pytest.mark.parametrize(
    "fault",
    [
        LOST_ANSWER,
        LOST_REQUEST,
        TIMEOUT_AFTER_COMMIT,
        GATEWAY_TIMEOUT,
        UNAVAILABLE,
        UNAVAILABLE_FOR_A_WHILE,
        Fault(status=500, code="ErrorInternalServerError"),
        Fault(status=408, code="RequestTimeout"),
        Fault(truncated=True),
    ],
    ids=["answer lost", "request lost", "504 though taken", "504", "503", "503 for a while", "500",
         "408", "answer cut"],
)  # fmt: skip
def test_what_became_of_a_letter_is_not_guessed(graph: Graph, opened: Open, fault: Fault) -> None:
    graph.fail_next(fault, method="POST", path=post(opened))

    try:
        opened(graph).send(LETTER, ENVELOPE)
    except Ambiguous:
        return
    assert fault.truncated  # an answer without a body cannot be cut
    assert graph.sent == [LETTER]


@both
@pytest.mark.parametrize(
    ("status", "code"),
    [(200, ""), (204, ""), (303, ""), (307, ""), (503, "ErrorMailboxStoreUnavailable")],
    ids=["another's 200", "204", "303", "307", "mailbox gone meanwhile"],
)
def test_an_answer_that_graph_does_not_give_to_letters_decides_nothing(
    graph: Graph, opened: Open, status: int, code: str
) -> None:
    """A gateway on the way may answer in Graph's place; 303 even means that it was done."""
    graph.fail_next(Fault(status=status, code=code), method="POST", path=post(opened))

    with pytest.raises(Ambiguous):
        opened(graph).send(LETTER, ENVELOPE)


@both
@pytest.mark.parametrize("fault", [LOST_ANSWER, TIMEOUT_AFTER_COMMIT], ids=["lost", "504"])
def test_a_letter_that_left_is_found_whatever_the_answer_was(
    graph: Graph, opened: Open, fault: Fault
) -> None:
    sender = opened(graph)
    graph.fail_next(fault, method="POST", path=post(opened))
    with pytest.raises(Ambiguous):
        sender.send(LETTER, ENVELOPE)

    found = sender.find_sent(KEY)

    assert found is not None
    assert found.message_id == "<ask-1@vale.example>"
    assert graph.sent == [LETTER]


@pytest.mark.parametrize("keeps_x", [True, False], ids=["by its mark", "by References"])
def test_a_letter_whose_id_was_replaced_is_found_by_what_it_carries(
    graph: Graph, keeps_x: bool
) -> None:
    graph.mailbox.filing.keeps_message_id = False
    graph.mailbox.filing.keeps_x_headers = keeps_x
    sender = submission(graph, "Mail.Read", "Mail.Send")
    graph.fail_next(LOST_ANSWER, path="sendMail")
    with pytest.raises(Ambiguous):
        sender.send(LETTER, ENVELOPE)

    found = sender.find_sent(KEY)

    assert found is not None
    assert found.message_id.endswith("@VALE.PROD.OUTLOOK.EXAMPLE>")


@pytest.mark.parametrize("folder", ["sentitems", "drafts"])
def test_what_the_owner_wrote_to_an_answer_is_not_taken_for_the_letter(
    graph: Graph, folder: str
) -> None:
    graph.mailbox.filing.keeps_message_id = False
    graph.mailbox.filing.keeps_x_headers = False
    graph.mailbox.submit(LETTER)
    (copy,) = graph.messages("sentitems")
    reply = LETTER.replace(b"ask-1", b"reply").replace(b"X-Narrowcast-Id: tok-1\r\n", b"")
    reply = reply.replace(b"<tok-1@vale.example>", b"<tok-1@vale.example> <yes@lee.example>")
    graph.deliver(reply, folder, at=KEY.since + timedelta(hours=1))
    for sender in (submission(graph, "Mail.Read", "Mail.Send"), drafting(graph)):
        found = sender.find_sent(KEY)

        assert found is not None
        assert found.provider_id == copy


@both
def test_a_letter_that_never_left_is_not_found(graph: Graph, opened: Open) -> None:
    graph.deliver(LETTER.replace(b"-1", b"-2"), "sentitems", at=KEY.since)

    assert opened(graph).find_sent(KEY) is None


@both
def test_a_letter_is_found_wherever_its_copy_was_moved(graph: Graph, opened: Open) -> None:
    opened(graph).send(LETTER, ENVELOPE)
    (copy,) = graph.messages("sentitems")
    graph.move(copy, graph.add_folder("Letters"))

    found = opened(graph).find_sent(KEY)

    assert found is not None
    assert found.provider_id == copy


def test_a_draft_of_somebody_else_is_no_letter_that_was_submitted(graph: Graph) -> None:
    graph.mailbox.draft(LETTER)

    assert submission(graph).find_sent(KEY) is None


def test_a_letter_is_found_behind_others_that_left_since(graph: Graph) -> None:
    graph.deliver(LETTER, "sentitems", at=KEY.since)
    for n in range(120):
        other = LETTER.replace(b"-1", b"-x%d" % n).replace(b"09:00:00", b"09:%02d:30" % (n % 60))
        graph.deliver(other, "sentitems", at=KEY.since + timedelta(minutes=n))

    assert submission(graph).find_sent(KEY) is not None


@pytest.mark.parametrize("days", [-400, 400], ids=["behind", "ahead"])
@pytest.mark.parametrize("known", [KEY.message_id, ""], ids=["by its id", "by its mark"])
def test_a_clock_that_is_wrong_hides_no_letter(graph: Graph, days: int, known: str) -> None:
    graph.deliver(LETTER, "sentitems", at=KEY.since)
    token = "" if known else KEY.token
    key = SentKey(message_id=known, token=token, since=KEY.since + timedelta(days=days))

    assert submission(graph, "Mail.Read", "Mail.Send").find_sent(key) is not None


def test_an_id_with_an_apostrophe_is_asked_for_as_it_is(graph: Graph) -> None:
    graph.deliver(LETTER.replace(b"<ask-1@", b"<o'hara@"), "archive", at=KEY.since)
    key = SentKey(message_id="<o'hara@vale.example>", token="", since=KEY.since)

    assert submission(graph).find_sent(key) is not None


@both
@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (THROTTLED, RateLimited),
        (THROTTLED_WITHOUT_A_WORD, RateLimited),
        (Fault(status=400, code="ErrorInvalidRecipients"), Rejected),
        (Fault(status=400, code="errorMimeContentInvalidBase64String"), Rejected),
        (Fault(status=403, code="ErrorSendAsDenied"), Rejected),
        (Fault(status=413, code=""), Rejected),
        (Fault(status=400, code="ErrorMessageSizeExceeded"), Rejected),
        (Fault(status=403, code="ErrorExceededMessageLimit"), Refused),
        (Fault(status=507, code="ErrorQuotaExceeded"), Refused),
        (Fault(status=507, code="x"), Refused),
        (Fault(status=501, code="notSupported"), Refused),
        (Fault(status=500, code="MailboxFull"), Refused),
        (Fault(status=403, code="ErrorAccountSuspend"), Refused),
        (Fault(status=404, code="MailboxNotEnabledForRESTAPI"), Refused),
        (Fault(status=409, code="ErrorIrresolvableConflict"), Refused),
        (Fault(status=403, code="ErrorAccessDenied"), NeedsLogin),
        (Fault(status=418, code="x" * 200), Refused),
    ],
    ids=lambda one: (
        f"{one.status} {one.code[:30]} {one.retry_after}"
        if isinstance(one, Fault)
        else one.__name__
    ),
)
def test_what_was_not_taken_says_so_and_leaves_no_draft_that_would_leave(
    graph: Graph, opened: Open, fault: Fault, raised: type[ConnectorError]
) -> None:
    graph.fail_next(fault, method="POST", path=post(opened))

    with pytest.raises(raised) as told:
        opened(graph).send(LETTER, ENVELOPE)

    assert type(told.value) is raised
    assert graph.sent == []
    assert (drafts(graph) == []) is (raised is Rejected or opened is submission)


@both
def test_a_right_that_lacks_is_told_before_anything_is_said_of_the_letter(
    graph: Graph, opened: Open
) -> None:
    lacking = talk(graph, "Mail.ReadBasic")[0]
    sender = Submission(lacking) if opened is submission else Drafting(lacking)

    with pytest.raises(NeedsLogin, match="may not send mail"):
        sender.send(LETTER, ENVELOPE)

    assert graph.requests() == []


@both
def test_a_token_that_ended_is_replaced_and_the_letter_leaves_once(
    graph: Graph, opened: Open
) -> None:
    sender = opened(graph)
    sender.check()  # type: ignore[attr-defined]
    graph.expire_access()

    sender.send(LETTER, ENVELOPE)

    assert graph.sent == [LETTER]


@both
@pytest.mark.parametrize(
    "fault", [LOST_ANSWER, GATEWAY_TIMEOUT, THROTTLED], ids=["lost", "504", "429"]
)
@pytest.mark.parametrize("path", ["sentitems", "messages$", r"messages/[^/]*$"])
def test_nothing_is_ambiguous_before_the_letter_is_handed_over(
    graph: Graph, opened: Open, fault: Fault, path: str
) -> None:
    graph.fail_next(fault, path=path)

    try:
        opened(graph).send(LETTER, ENVELOPE)
    except (Transient, RateLimited):
        assert graph.sent == []
    else:
        assert graph.sent == [LETTER]


@both
@pytest.mark.parametrize(
    "envelope",
    [
        Envelope(sender="robin@vale.example", recipients=("ben@orr.example",)),
        Envelope(sender="robin@vale.example", recipients=("ann@lee.example", "ben@orr.example")),
        Envelope(sender="robin@vale.example", recipients=()),
        Envelope(sender="else@vale.example", recipients=("ann@lee.example",)),
    ],
    ids=["another", "one more", "nobody", "another sender"],
)
def test_a_letter_goes_to_those_it_is_for_or_not_at_all(
    graph: Graph, opened: Open, envelope: Envelope
) -> None:
    with pytest.raises(Rejected):
        opened(graph).send(LETTER, envelope)

    assert graph.log == []


def test_no_answer_of_graph_is_shown(graph: Graph) -> None:
    graph.fail_next(Fault(status=400, code="ErrorX", message="Ann Lee's secret"), path="sendMail")

    with pytest.raises(Rejected) as told:
        submission(graph).send(LETTER, ENVELOPE)

    assert not re.search("Ann|secret", str(told.value))


@both
def test_who_sends_can_be_tried_and_closed(graph: Graph, opened: Open) -> None:
    sender = opened(graph)
    assert isinstance(sender, Sender)
    assert isinstance(sender, Checkable)
    assert isinstance(sender, Closable)

    sender.check()
    sender.close()
    sender.check()

    assert graph.sent == []
    assert {one.method for one in graph.log} == {"GET"}


@pytest.mark.parametrize(("by", "kind"), [("submit", Submission), ("draft", Drafting)])
def test_the_owner_chooses_how_a_letter_is_handed_over(
    graph: Graph, by: str, kind: type[Sender]
) -> None:
    made = sending.opened(graph.options(send_by=by), means())

    assert isinstance(made, kind)
    made.close()
