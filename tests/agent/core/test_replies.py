"""How far the introducer's own words go."""

from __future__ import annotations

from typing import Any

import pytest

from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.judgement import LinkEvidence
from narrowcast.connectors.records import Message
from tests.answer_cases import book, message, open_mailroom

ACTORS = book()["actors"]
VERIFIED = "mx.user.example; dmarc=pass header.from=corp.example"


def _answer(body: str, **fields: Any) -> Message:
    shape = {"from": "iris@corp.example", "auth": VERIFIED, "body": body}
    return message({**shape, "in_reply_to": ACTORS["ask_message_id"], **fields}, "r1")


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Lunch on Friday?", "Yes, noon works for me!"),
        ("Re: Budget", "Sure."),
        ("Invoice 77", "OK"),
    ],
    ids=["another-thread", "a-word", "a-new-subject"],
)
def test_a_bare_yes_under_another_subject_is_only_shown(subject: str, body: str):
    judgement = open_mailroom({}, ACTORS).receive(_answer(body, subject=subject))

    assert judgement.evidence[0] is LinkEvidence.REFERENCE
    assert judgement.event is None
    assert judgement.needs_review


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Lunch on Friday?", "Sure, I will introduce you to Paula."),
        ("Re: Paula Novak", "Sure, happy to."),
        ("", "Sure."),
        ("Re:", "Sure."),
    ],
    ids=["an-act", "her-name-above", "no-subject", "nothing-but-re"],
)
def test_a_yes_that_can_only_mean_the_ask_moves_it_under_any_subject(subject: str, body: str):
    judgement = open_mailroom({}, ACTORS).receive(_answer(body, subject=subject))

    assert judgement.event is AskEvent.AGREED
    assert judgement.auto_apply


@pytest.mark.parametrize(
    "body",
    [
        "Noon works for me!",
        "Yes, noon works for me!",
        "Sure, Thursday at 3 works.",
        "Works for me. See you at noon.",
        "Noon is good, I can do that.",
        "Gerne, Donnerstag passt mir.",
        "Oui, mardi 14h me convient.",
        "Vale, el martes me viene bien.",
    ],
)
def test_a_time_to_meet_is_no_yes_even_where_it_answers_the_ask(body: str):
    judgement = open_mailroom({}, ACTORS).receive(_answer(body))

    assert judgement.event is None
    assert judgement.needs_review


@pytest.mark.parametrize(
    "body",
    [
        "Noon works for me, and I will introduce you to Paula afterwards.",
        "Happy to. I'll do it on Monday at 9:30.",
        "Sure, Monday.",
        "Yes, by noon tomorrow.",
    ],
)
def test_a_time_beside_the_act_leaves_it_a_yes(body: str):
    judgement = open_mailroom({}, ACTORS).receive(_answer(body))

    assert judgement.event is AskEvent.AGREED
    assert judgement.auto_apply


@pytest.mark.parametrize("body", ["Works for me", "Passt", "Ça marche", "Me va bien"])
def test_what_takes_up_a_later_proposal_is_only_shown(body: str):
    room = open_mailroom({}, ACTORS)
    room.receive(_follow_up())

    judgement = room.receive(
        _answer(body, in_reply_to="<f1@mail.example>", references=[ACTORS["ask_message_id"]])
    )

    assert judgement.event is None
    assert judgement.needs_review


def test_a_plain_yes_to_a_later_mail_is_still_proposed():
    room = open_mailroom({}, ACTORS)
    room.receive(_follow_up())

    judgement = room.receive(
        _answer("Sure.", in_reply_to="<f1@mail.example>", references=[ACTORS["ask_message_id"]])
    )

    assert judgement.event is AskEvent.AGREED
    assert not judgement.auto_apply


@pytest.mark.parametrize(
    ("subject", "body"),
    [("Lunch", "Noon works for me"), ("Invoice 77", "OK"), ("Friday", "Yes, works for me!")],
)
def test_a_fresh_mail_about_something_else_is_tied_to_no_ask(subject: str, body: str):
    judgement = open_mailroom({}, ACTORS).receive(_answer(body, subject=subject, in_reply_to=""))

    assert not judgement.linked


def _follow_up() -> Message:
    """The owner's own later mail on the ask's thread, about a time to meet."""
    shape = {
        "from": ACTORS["me"],
        "to": ["iris@corp.example"],
        "folder": "Sent",
        "body": "Shall we have lunch on Friday and talk?",
        "in_reply_to": ACTORS["ask_message_id"],
        "references": [ACTORS["ask_message_id"]],
    }
    return message(shape, "f1")


def test_two_newcomers_in_one_mail_are_a_question_where_two_asks_want_them() -> None:
    lea = "lea@target.example"
    both = {"to": [ACTORS["me"], "paula@target.example", lea], "body": "Paula, Lea, meet Max."}
    second = {
        "message_id": "<ask-2@user.example>",
        "known_ids": ["<ask-2@user.example>"],
        "subject": "Intro to Lea at Target?",
        "prospect": lea,
        "state": "awaiting_reply",
    }
    room = open_mailroom({"context": {"asks": [second]}}, ACTORS)
    fields = {"from": "iris@corp.example", "auth": VERIFIED, "subject": "Paula, Lea / Max", **both}

    judgement = room.receive(message(fields, "two"))

    assert judgement.event is None
    assert judgement.needs_review
    assert len(judgement.candidates) == 2
