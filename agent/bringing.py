"""Hears introductions that nobody was asked for: look up who is known → decide → note once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from narrowcast.agent.core.correspondents import key
from narrowcast.agent.core.judgement import AnswerContext
from narrowcast.agent.core.model import Time, seconds
from narrowcast.agent.core.threads import arrived
from narrowcast.agent.core.unasked import Acquaintance, Brought, unasked
from narrowcast.agent.store import answers, exchange
from narrowcast.agent.store import unasked as kept
from narrowcast.agent.store.store import Store
from narrowcast.connectors.records import Mailbox, Message

FRESH = timedelta(days=14)
"""Older ones are history: `narrowcast history` tells them, and nobody has to write today."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """An unasked introduction and the mail that made it."""

    brought: Brought
    at: Time
    message_id: str


def notice(
    store: Store, mails: Iterable[Message], context: AnswerContext, linked: Collection[str]
) -> tuple[Noticed, ...]:
    """Those of *mails* that introduce somebody unasked; *linked* are Message-IDs tied to asks."""
    found: list[Noticed] = []
    for message in mails:
        moment = arrived(message, context)
        if not message.message_id or message.message_id in linked:
            continue
        if not context.now - FRESH <= moment <= context.now + timedelta(days=1):
            continue
        brought = unasked(message, context, _acquaintance(store, moment))
        if brought is not None and not answers.is_tied(store, message.message_id):
            found.append(Noticed(brought, seconds(moment), message.message_id))
    return tuple(found)


def keep(store: Store, noticed: Iterable[Noticed]) -> None:
    """Note them inside the caller's transaction; one that was taken back stays so."""
    for one in noticed:
        kept.note(store, one.brought, one.at, one.message_id)


def _acquaintance(store: Store, before: datetime) -> Acquaintance:
    def met(box: Mailbox) -> bool:
        return exchange.seen_before(store, key(box), box.name, seconds(before))

    return Acquaintance(is_contact=lambda one: exchange.is_contact(store, one), met=met)
