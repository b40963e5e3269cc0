"""The plan over the owner's list: suggestions of all open prospects, put to `core.plan`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from narrowcast.agent.asking import Desk
from narrowcast.agent.core import plan
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.lint_context import PastAsk
from narrowcast.agent.core.model import (
    Person,
    PersonUid,
    Prospect,
    ProspectId,
    Suggestion,
    Time,
    seconds,
)
from narrowcast.agent.core.plan import Plan
from narrowcast.agent.core.routes import PRIORITY, Route
from narrowcast.agent.core.wishes import against
from narrowcast.agent.store import asks, persons, prospects, reopenings, wishes
from narrowcast.agent.store.store import Store

ROUTES = 5
"""Introducers of one prospect that the plan may choose from."""
NOT_VIA = "not via them"
"""Why an ask was dropped whose prospect is to be reached by somebody else."""


class Advice(Protocol):
    """What the plan asks of whoever knows the mailbox."""

    def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int) -> Suggestion: ...

    def grouping(self, as_of: datetime) -> Grouping: ...


def week(desk: Desk, advice: Advice, now: datetime) -> Plan:
    """Choose the asks of the next seven days over all prospects that have no open ask.

    A draft counts as if it left now: its introducer is not proposed for somebody else meanwhile.
    """
    grouping = advice.grouping(now)
    past = tuple(desk.past(partial(persons.current, desk.store, grouping)))
    drafts = tuple(_drafts(desk.store, grouping, now))
    owed = _owed(desk.store, grouping)
    others = _not_via(desk.store, grouping)
    candidates = [
        replace(route, hold=owed.get(route.introducer, "") or route.hold)
        for prospect in _free(desk.store)
        for route in _routes(advice.suggest(prospect, now, limit=ROUTES), desk.store, now)
        if (route.prospect, route.introducer) not in others
    ]
    return plan.plan(candidates, desk.caps, (*past, *drafts), seconds(now))


_OWED = frozenset({AskState.QUESTION, AskState.WAITING_ON_OWNER, AskState.NAME_DROP})
"""The owner's turn: nothing more is asked of somebody who waits for a word (E07)."""

_TAKEN = _OWED | {
    AskState.DRAFTED,
    AskState.APPROVED,
    AskState.SCHEDULED,
    AskState.SENDING,
    AskState.SENT,
    AskState.AWAY,
    AskState.AGREED,
    AskState.LATER,
    AskState.UNKNOWN,
    AskState.UNCLEAR,
    AskState.OTHER_PERSON,
    AskState.SNOOZED,
    AskState.INTRODUCED,
    AskState.OWNER_REPLIED,
    AskState.MEETING_SET,
    AskState.MET,
    AskState.CLOSED,
}
"""States in which a prospect wants no further ask; all others free it for another introducer."""


def _free(store: Store) -> Iterator[Prospect]:
    back = reopenings.latest(store)
    taken = {
        ask.prospect
        for ask in asks.every(store, _TAKEN)
        if not reopenings.outdates(back.get(ask.prospect), ask.state, ask.changed)
    }
    return (one for one in prospects.wanted(store) if one.id not in taken)


def _drafts(store: Store, grouping: Grouping, now: datetime) -> Iterator[PastAsk]:
    for ask in asks.every(store, {AskState.DRAFTED}):
        who = persons.current(store, grouping, ask)
        yield PastAsk(introducer=who, prospect=ask.prospect, sent_at=now, open=True, draft=True)


def _owed(store: Store, grouping: Grouping) -> dict[PersonUid, str]:
    return {
        persons.current(store, grouping, ask): f"waits for a word from you (ask #{ask.id})"
        for ask in asks.every(store, _OWED | {AskState.MET})
    }


def _not_via(store: Store, grouping: Grouping) -> frozenset[tuple[ProspectId, PersonUid]]:
    """By whom the owner does not want to reach whom."""
    dropped = {one.ask for one in asks.history(store) if one.why == NOT_VIA and not one.undone}
    return frozenset(
        (ask.prospect, persons.current(store, grouping, ask))
        for ask in asks.every(store, {AskState.CANCELLED})
        if ask.id in dropped
    )


def _routes(found: Suggestion, store: Store, now: datetime) -> Iterator[Route]:
    """Those who show a link: `suggest` names no others, and each ask has its price."""
    if found.abstained:
        return
    for one in (one for one in found.introducers if one.link > 0):
        yield Route(
            prospect=found.prospect.id,
            introducer=one.person.uid,
            chance=one.responsiveness.value * one.chance.value * one.trust.fit * one.learned,
            weight=PRIORITY.get(found.prospect.priority, 1.0),
            prospect_label=found.prospect.label,
            introducer_name=one.person.name,
            hold=_wished(store, one.person, found.prospect, seconds(now)),
        )


def _wished(store: Store, person: Person, prospect: Prospect, now: Time) -> str:
    """What they wish not to be asked, where this goes against it (E04)."""
    told = wishes.of(store, person.addresses, Time(now + 1))
    return next(against(told, prospect, now), "")
