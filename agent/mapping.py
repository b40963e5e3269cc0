"""The map of introductions: prospects with who leads there, and the strongest contacts, looked up.

The numbers are those of `suggest`. Where people work is worked out in full for introducers only,
and told by the address of all others: a whole career of each of two thousand people takes longer
than anybody waits for a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Protocol

from narrowcast.agent import telling
from narrowcast.agent.core import numbers, ties
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.identity import Group, Grouping
from narrowcast.agent.core.map_page import Atlas, Known, Sought
from narrowcast.agent.core.model import (
    AddressId,
    Introducer,
    Owner,
    Person,
    Prospect,
    ProspectId,
    Suggestion,
    seconds,
)
from narrowcast.agent.core.reasons import employer_of
from narrowcast.agent.core.ties import Volume
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.nlp.organisations import registrable_domain

MOST_PEOPLE = 2_000
MOST_PROSPECTS = 200
WAYS = 3
"""Introducers of one prospect, as everywhere."""
WAYS_ALONE = 10
"""Where the map is of one prospect."""


class Advice(Protocol):
    """Who tells whom to ask."""

    def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int) -> Suggestion: ...


def atlas(
    store: Store,
    advisor: Advisor,
    advice: Advice,
    owner: Owner,
    now: datetime,
    *,
    only: Prospect | None = None,
) -> Atlas:
    """Look everything up that the map shows; *only*: the map of one prospect."""
    kept = (only,) if only else prospects.wanted(store)
    wanted, limit = kept[:MOST_PROSPECTS], WAYS_ALONE if only else WAYS
    stands = _standing(store)
    found = [advice.suggest(one, now, limit=limit) for one in wanted]
    leading = {
        one.person.uid: one
        for suggestion in found
        for one in (() if suggestion.abstained else suggestion.introducers)
        if one.link > 0
    }
    people, more = _people(store, advisor, leading.values(), now)
    return Atlas(
        owner=owner,
        now=now.astimezone(numbers.zone_of(owner)),
        people=people,
        sought=tuple(
            Sought(found=one, firm=employer_of(one.prospect), ask=stands.get(one.prospect.id, ""))
            for one in found
        ),
        more_people=more,
        more_sought=len(kept) - len(wanted),
    )


def _standing(store: Store) -> dict[ProspectId, str]:
    """How the latest ask for each prospect stands."""
    return {
        ask.prospect: telling.WORDS.get(ask.state, ask.state.replace("-", " "))
        for ask in asks.every(store)
    }


def _people(
    store: Store, advisor: Advisor, leading: Iterable[Introducer], now: datetime
) -> tuple[tuple[Known, ...], int]:
    """Introducers and the strongest other contacts, strongest first; and how many are left out."""
    view, grouping, known = advisor.moment(seconds(now))
    firms = advisor.firms(seconds(now))
    introducers = _by_number(store, grouping, leading)
    people: list[Known] = []
    more = 0
    for number, rank in sorted(_contacts(known.volumes), key=lambda one: (-one[1], one[0])):
        if number in introducers:
            people.append(_introducer(introducers[number], rank))
        elif len(people) >= MOST_PEOPLE:
            more += 1  # an introducer is never left out
        else:
            group = grouping.person(number)
            rows = view.addresses(group.addresses).values()
            if any(row.kind is AddressKind.PERSON for row in rows):
                people.append(_contact(group, known.volumes[number], rank, firms))
    return tuple(people), more


def _by_number(
    store: Store, grouping: Grouping, leading: Iterable[Introducer]
) -> dict[AddressId, Introducer]:
    """Introducers by the address that stands for the person."""
    found = {}
    for one in leading:
        for key in one.person.addresses:
            if (number := store.addresses.find(key)) is not None:
                found[grouping.of(number)] = one
    return found


def _contacts(volumes: dict[AddressId, Volume]) -> Iterator[tuple[AddressId, float]]:
    """Contacts and how strong the tie is: only whom mail went both ways with, or who was met."""
    for person, volume in volumes.items():
        if volume.two_way:
            yield person, ties.strength_of(volume)


def _introducer(one: Introducer, rank: float) -> Known:
    job = next((job for job in one.person.employments if job.current), None)
    return Known(
        key=one.person.uid,
        name=one.person.name,
        handle=_handle(one.person),
        firm=job.organization if job else "",
        title=job.titles[0] if job and job.titles else "",
        band=one.tie.band,
        tie=_tie(one.tie.received, one.tie.sent, one.tie.met, one.tie.last),
        rank=rank,
    )


def _contact(group: Group, volume: Volume, rank: float, firms: Firms) -> Known:
    labels = (firms.label(registrable_domain(key)) for key in group.keys)
    return Known(
        key=group.keys[0],
        name=group.name,
        handle=group.keys[0],
        firm=next(filter(None, labels), ""),
        band=ties.band(rank, any_contact=True),
        tie=_tie(volume.received, volume.sent, volume.met, volume.latest),
        rank=rank,
    )


def _handle(person: Person) -> str:
    return person.addresses[0] if person.addresses else person.uid


def _tie(received: int, sent: int, met: int, last: int | None) -> str:
    counts: Sequence[str] = (
        f"{received:,} received",
        f"{sent:,} sent",
        *((f"{met:,} meeting{'s' * (met != 1)}",) if met else ()),
    )
    latest = f"; last {datetime.fromtimestamp(last, UTC):%b %Y}" if last else ""
    return ", ".join(counts) + latest
