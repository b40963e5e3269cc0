"""A mailbox in which Ana brings Jonas to Olga, mail by mail, for tests of the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, message

ANA, BEN, JONAS = "ana@acme.example", "ben@target.example", "jonas@target.example"
CARLA = "carla@firm.example"
DAY = timedelta(days=1)
INTRODUCED = START + 30 * DAY


def known(*people: str, first: int = 900) -> list[Message]:
    """Mail both ways with each of *people* long before."""
    return [
        mail
        for place, person in enumerate(people)
        for mail in (
            message(first + 2 * place, person, [OWNER], START),
            message(first + 2 * place + 1, OWNER, [person], START + DAY),
        )
    ]


def introduction(
    number: int = 1,
    at: datetime = INTRODUCED,
    *,
    author: str = ANA,
    to: Sequence[str] = (OWNER, JONAS),
    subject: str = "You two",
    text: str = "",
) -> Message:
    """Ana's mail to the owner and Jonas."""
    return message(number, author, list(to), at, subject=subject, text=text)


def sequel(number: int = 2, after: timedelta = 2 * DAY) -> Message:
    """The owner's first mail to Jonas."""
    return message(number, OWNER, [JONAS], INTRODUCED + after, subject="Re: You two")
