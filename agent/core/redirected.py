"""Where people ask to be answered: a Reply-To that is another address than the author's."""

from __future__ import annotations

from dataclasses import dataclass

from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.parties import Party, party_of
from narrowcast.connectors.records import Message


@dataclass(frozen=True, slots=True)
class Redirection:
    """Mail from *author* asked for answers at *other*."""

    author: Party
    other: Party
    time: Time
    message_id: str


def redirection(
    message: Message, author: Party | None, time: Time | None, flags: Flag
) -> Redirection | None:
    """The one other person's address of a Reply-To; None for lists, machines and bulk, which set it
    for their own ends.
    """
    if author is None or time is None or len(message.reply_to) != 1 or flags & _NOT_BY_HAND:
        return None
    other = party_of(message.reply_to[0])
    people = author.kind is AddressKind.PERSON and other is not None
    if not people or other is None or other.kind is not AddressKind.PERSON:
        return None
    return None if other.key == author.key else Redirection(author, other, time, message.message_id)


_NOT_BY_HAND = Flag.LIST | Flag.BULK | Flag.AUTO
