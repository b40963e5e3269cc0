"""What the report tells of, looked up: asks and their ends, prospects, accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from narrowcast.agent.core import numbers, outcomes
from narrowcast.agent.core.model import Owner, Time, seconds
from narrowcast.agent.core.report_page import Record, Source
from narrowcast.agent.planning import Advice
from narrowcast.agent.store import asks, lookup, persons, prospects
from narrowcast.agent.store.store import ScopeState, Store


def record(store: Store, advice: Advice, owner: Owner, now: datetime) -> Record:
    """Look everything up that the report tells; asks count for the person as of *now*."""
    grouping = advice.grouping(now)
    rows = [
        replace(one, introducer=persons.current(store, grouping, one)) for one in asks.every(store)
    ]
    return Record(
        owner=owner,
        now=now.astimezone(numbers.zone_of(owner)),
        known=outcomes.outcomes(rows, asks.history(store), seconds(now)),
        names={one.introducer: one.letter.to_name for one in rows},
        wanted=tuple(advice.suggest(one, now, limit=3) for one in prospects.wanted(store)),
        sources=tuple(map(_source, store.scopes())),
        newest=lookup.latest(store),
    )


def _source(one: ScopeState) -> Source:
    whole = one.name == one.account
    return Source(
        name=one.account if whole else f"{one.account}: {one.name}",
        records=one.records,
        last_ok=None if one.last_ok is None else Time(one.last_ok),
        problem=one.problem,
    )
