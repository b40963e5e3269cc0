"""Asks that have come as far as a letter beside them is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from narrowcast.agent import outbox
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store.asks import Ask, Cause, Origin
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import FakeSender, seconds

JONAS = AddressKey("jonas.weber@target.example")
SENT = NOW + timedelta(minutes=20)


def sent_ask(desk: Desk) -> Ask:
    """An ask that left twenty minutes after NOW."""
    wish = replace(prospect(), addresses=(JONAS,))
    (wanted,) = prospects.add(desk.store, [wish], seconds(NOW))
    ask = desk.draft(wanted, introducer(), NOW)
    desk.approve(ask, wanted, introducer(), NOW, anyway="a test")
    outbox.tick(desk.store, FakeSender(), seconds(SENT))
    return asks.get(desk.store, ask.id)


def told(desk: Desk, ask: Ask, event: AskEvent, at: datetime, message_id: str = "") -> Ask:
    """Let a mail cause *event*."""
    cause = Cause(at=seconds(at), origin=Origin.MAIL, message_id=message_id)
    return asks.move(desk.store, ask.id, event, cause)
