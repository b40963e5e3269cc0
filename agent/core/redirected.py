"""Where people ask to be answered: a Reply-To that is another address than the author's.

Whoever writes in somebody's name could so have their mail sent elsewhere. The results of the
owner's server stand above all that the sender wrote: where they do not bear the author out,
nothing is learned.
"""

from __future__ import annotations

from dataclasses import dataclass

from narrowcast.agent.core.authenticity import Authenticity, authenticity, stamped_by
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
    if other.key == author.key or not _is_borne_out(message):
        return None
    return Redirection(author, other, time, message.message_id)


def _is_borne_out(message: Message) -> bool:
    """Whether the topmost results, whoever wrote them, vouch for the author, or there are none."""
    return authenticity(message, stamped_by(message)) in _BELIEVED


_BELIEVED = frozenset({Authenticity.VERIFIED, Authenticity.SILENT})


_NOT_BY_HAND = Flag.LIST | Flag.BULK | Flag.AUTO
