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
