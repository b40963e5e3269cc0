"""A mailbox in which Olga, a contact of the owner, brings in Paul, whom nobody had seen."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.records import FolderRole, Mailbox, Message
from tests.agent.core.letter_samples import NOW, OWNER
from tests.agent.listening import Office, mail, planned

ME = OWNER.addresses[0]
OLGA, PAUL = AddressKey("olga@ports.example"), AddressKey("paul@docks.example")
CAME = NOW + timedelta(days=1)
MEET = "Robin, I would like you to meet Paul, who runs the docks."


@contextmanager
def acquainted() -> Generator[Office]:
    """An owner who has exchanged mail with Olga, in a mailbox whose server is known."""
    with planned() as made:
        wrote = mail(1, OLGA, text="Hello", at=NOW - timedelta(days=40), name="Olga Marsh")
        made.read(wrote, own(2, OLGA, days=-39), now=NOW)
        yield made


def own(number: int, to: str, *, days: float) -> Message:
    """A mail that the owner sent so many *days* after NOW."""
    sent = mail(number, ME, (to,), at=NOW + timedelta(days=days), server="")
    return replace(sent, roles=(FolderRole.SENT,))


def introduction(number: int = 3, author: str = OLGA, text: str = MEET, **other: Any) -> Message:
    both = (Mailbox("", ME), Mailbox("Paul Dray", PAUL))
    letter = replace(mail(number, author, text=text, at=CAME), to=both, subject="Docks")
    return replace(letter, **other)
