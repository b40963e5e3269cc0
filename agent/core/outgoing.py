"""What a mail of the owner shows that bears on an answer: does it open a subject, does it ask."""

from __future__ import annotations

import re

from narrowcast.agent.core.keys import is_new_subject
from narrowcast.agent.core.responsiveness import Outgoing
from narrowcast.agent.core.wording import full_text, written_text
from narrowcast.connectors.records import Message
from narrowcast.nlp import questions
from narrowcast.nlp.quoting import own_text

_OPENING = re.compile(r"\s*[^\n>][^\n]{4,159}(?:\n[^\n>][^\n]{0,79})?:[ \t]*\r?\n")
"""An attribution as the first thing of a mail: the answer stands below it, between quotations."""


def outgoing(message: Message) -> Outgoing:
    """How *message*, which the owner wrote, asks."""
    text = written_text(message) or _below(message)
    return Outgoing(
        new_subject=is_new_subject(message.subject) and not message.references,
        asks=questions.asks(text),
        words=questions.words(text),
    )


def _below(message: Message) -> str:
    """The text of a mail that opens with "Ann wrote:".

    Of a stranger's mail such text may be a quotation. Of the owner's own it may be the answer, and
    nothing is said to anybody by it.
    """
    text = full_text(message)
    opening = _OPENING.match(text)
    return own_text(text[opening.end() :], message.subject) if opening else ""
