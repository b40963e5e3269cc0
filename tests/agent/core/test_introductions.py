"""Introductions among many: lists, rounds and threads that were there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.judgement import LinkEvidence, MessageKind
from narrowcast.agent.core.model import AskId
from narrowcast.connectors.records import Message, PartKind, TextPart
from tests.answer_cases import SENT_AT, Mailroom, book, message, open_mailroom

ACTORS = book()["actors"]
ON_LIST = {"List-Id": "<dev.lists.example>"}
EVERYBODY = ["dev@lists.example", "me@user.example", "paula@target.example", "zoe@far.example"]


def _mail(sender: str, seed: str, **fields: Any) -> Message:
    shape: Mapping[str, Any] = {
        "from": sender,
        "to": EVERYBODY,
        "subject": "[PATCH] tidy the queue",
        "body": "Looks good to me.",
        "headers": ON_LIST,
        "auth": f"mx.user.example; dmarc=pass header.from={sender.rpartition('@')[2]}",
    }
    return message({**shape, **fields}, seed)


def _introduced() -> Mailroom:
    room = open_mailroom({}, ACTORS)
    room.asks[AskId(1)] = replace(room.asks[AskId(1)], state=AskState.INTRODUCED)
    return room


def test_the_owners_mail_to_a_list_ties_its_thread_to_no_ask():
    room = open_mailroom({}, ACTORS)

    mine = room.receive(_mail("me@user.example", "m1", folder="Sent"))
    theirs = room.receive(_mail("zoe@far.example", "m2", in_reply_to="<m1@mail.example>"))

    assert not mine.linked
    assert not theirs.linked


def test_after_an_introduction_the_owners_mail_to_the_list_counts_but_its_thread_does_not():
    room = _introduced()

    mine = room.receive(_mail("me@user.example", "m1", folder="Sent"))
    theirs = room.receive(_mail("zoe@far.example", "m2", in_reply_to="<m1@mail.example>"))

    assert mine.event is AskEvent.OWNER_REPLIED
    assert not theirs.linked


def test_others_who_write_to_both_after_an_introduction_raise_no_question():
    room = _introduced()

    theirs = room.receive(
        _mail("zoe@far.example", "m2", in_reply_to=ACTORS["ask_message_id"], headers={})
    )

    assert theirs.kind is MessageKind.REPLY_OF_OTHER
    assert not theirs.needs_review


def test_who_is_brought_into_a_lists_older_thread_is_shown_at_most():
    room = open_mailroom({}, ACTORS)
    room.context = replace(
        room.context, seen_ids={"<old@lists.example>": SENT_AT - timedelta(days=3)}
    )

    brought = room.receive(
        _mail(
            "iris@corp.example",
            "m1",
            in_reply_to="<old@lists.example>",
            body="Adding Paula, please meet Paula.",
        )
    )

    assert LinkEvidence.PATTERN in brought.evidence
    assert brought.kind is MessageKind.INTRODUCTION
    assert brought.event is None
    assert brought.needs_review


def _with_the_letter(sender: str, named: str, **fields: Any) -> Message:
    """A mail with an enclosed one, as "forward as attachment" makes it."""
    mail = _mail(
        sender, "m1", **{"to": ["me@user.example"], "subject": "Hello", "headers": {}, **fields}
    )
    head = TextPart(kind=PartKind.HEADERS, text=f"From: me@user.example\nMessage-ID: {named}\n")
    return replace(mail, parts=(*mail.parts, head))


def test_a_prospect_who_got_our_letter_as_an_attachment_was_introduced():
    room = open_mailroom({}, ACTORS)

    wrote = room.receive(_with_the_letter("paula@target.example", ACTORS["ask_message_id"]))

    assert wrote.evidence[0] is LinkEvidence.BLURB
    assert wrote.event is AskEvent.INTRODUCED
    assert not wrote.auto_apply


def test_another_enclosed_mail_says_nothing_of_an_introduction():
    room = open_mailroom({}, ACTORS)

    wrote = room.receive(_with_the_letter("paula@target.example", "<else@target.example>"))

    assert wrote.kind is MessageKind.PROSPECT_CONTACT


def test_a_colleague_of_the_introducer_who_has_our_letter_enclosed_belongs_to_the_ask():
    room = open_mailroom({}, ACTORS)

    wrote = room.receive(_with_the_letter("tom@corp.example", ACTORS["ask_message_id"]))

    assert wrote.evidence == (LinkEvidence.QUOTATION,)
    assert not wrote.needs_review
