"""What the owner's own mail shows: whether it opens a subject, asks, and how long it is."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.outgoing import outgoing
from narrowcast.agent.core.responsiveness import Outgoing
from narrowcast.connectors.formats import mime
from narrowcast.connectors.records import Message, PartKind

QUOTED = "On Mon, 6 May 2024 at 10:00, Ana Ruiz <ana@quay.example> wrote:\n"


def sent(text: str, subject: str = "A favour", answers: str = "") -> Message:
    """A mail of the owner."""
    head = f"From: mia@home.example\nTo: ana@quay.example\nSubject: {subject}\n{answers}\n"
    return mime.read((head + text).encode(), remote_id="1", parts=frozenset({PartKind.PLAIN}))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (sent("Could you introduce me to Ben?\n"), Outgoing(asks=True, words=6)),
        (sent("Thanks a lot!\n"), Outgoing(asks=False, words=3)),
        (
            sent(f"Fine.\n\n{QUOTED}> May I?\n", "Re: A favour"),
            Outgoing(new_subject=False, asks=False, words=1),
        ),
        (
            sent("So be it.", answers="References: <1@quay.example>\n"),
            Outgoing(new_subject=False, asks=False, words=3),
        ),
        (
            sent(f"{QUOTED}> Friday.\n\nAt noon then?\n", "Re: A favour"),
            Outgoing(new_subject=False, asks=True, words=3),
        ),
    ],
    ids=["asks", "tells", "quotation left out", "answers by reference", "answer below a quotation"],
)
def test_own_words_alone_are_read(message: Message, expected: Outgoing) -> None:
    assert outgoing(message) == expected


def test_an_answer_right_below_whom_it_answers_is_the_owners() -> None:
    message = sent(f"{QUOTED}\nAt noon then?\n", "Re: A favour")

    assert outgoing(message) == Outgoing(new_subject=False, asks=True, words=3)
