"""The map of introductions as words and places: owner → introducers → prospects, firms as groups.

Everything is said in the list, which reads without the picture; the picture takes its reasons from
there. Every text comes out cleaned. What is left out is counted, and said.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from narrowcast.agent.core import map_places, numbers
from narrowcast.agent.core.map_places import Circle, Point
from narrowcast.agent.core.model import Band, Introducer, Owner, Suggestion
from narrowcast.agent.core.words import called, shown
from narrowcast.nlp.organisations import organisation_key

MOST_REASONS = 4  # on each side of one introducer; `narrowcast why` has all
_DOTS = {Band.NONE: 0, Band.WEAK: 1, Band.MODERATE: 2, Band.STRONG: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A contact of the owner's, introducer or not."""

    key: str
    """The person's, as `Person.uid`."""
    name: str
    handle: str
    """How the command line names them."""
    firm: str = ""
    title: str = ""
    band: Band
    tie: str
    """What the band rests on."""
    rank: float
    """Orders people by strength."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A prospect, who leads there, and how the ask stands."""

    found: Suggestion
    firm: str = ""
    ask: str = ""
    """How the latest ask stands, in words; '' where nobody was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """All that the map shows."""

    owner: Owner
    now: datetime
    """In the owner's zone."""
    people: tuple[Known, ...]
    """Strongest first; introducers of *sought* are among them."""
    sought: tuple[Sought, ...]
    more_people: int = 0
    """Contacts that are left out, the weakest."""
    more_sought: int = 0
    """Prospects that are left out, those of least priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One introducer of one prospect as the list tells it."""

    person: int
    name: str
    work: str
    rows: tuple[numbers.Row, ...]
    favour: tuple[str, ...]
    against: tuple[str, ...]
    chance: int
    """Percent."""
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One prospect as the list tells it."""

    number: int
    name: str
    role: str
    firm: str
    ask: str
    ways: tuple[Way, ...]
    abstained: str
    next_step: str
    walled: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The map's words for the template, and its picture as plain data for the script."""

    title: str
    day: str
    owner: str
    goals: tuple[Goal, ...]
    people: tuple[Mapping[str, str | int], ...]
    reached: int
    introducers: int
    more_people: int
    more_sought: int
    picture: Mapping[str, object]


def page(atlas: Atlas) -> Page:
    """Lay the map out."""
    number_of = {one.key: number for number, one in enumerate(atlas.people)}
    goals = tuple(
        _goal(number, one, number_of, atlas.now) for number, one in enumerate(atlas.sought)
    )
    leading = {way.person for goal in goals for way in goal.ways}
    firms = _Firms(atlas.people, leading)
    people = [_person(number, one, firms) for number, one in enumerate(atlas.people)]
    name = called(atlas.owner.name)
    return Page(
        title=f"Who can introduce {name}" if name else "Who can introduce you",
        day=numbers.day(atlas.now),
        owner=name or "you",
        goals=goals,
        people=tuple(people),
        reached=sum(1 for goal in goals if goal.ways),
        introducers=len(leading),
        more_people=atlas.more_people,
        more_sought=atlas.more_sought,
        picture=_picture(people, goals, firms, leading),
    )


# ---------------------------------------------------------------- words


def _goal(number: int, one: Sought, number_of: Mapping[str, int], now: datetime) -> Goal:
    found = one.found
    prospect = found.prospect
    role = ", ".join(filter(None, (shown(prospect.title), shown(prospect.organization))))
    ways = tuple(_ways(found, number_of, now))
    handle = f"narrowcast suggest {prospect.id}" if prospect.id else ""
    return Goal(
        number=number,
        name=shown(prospect.name or prospect.label),
        role=role if prospect.name else "",
        firm=shown(one.firm),
        ask=shown(one.ask, 120),
        ways=ways,
        abstained=_sentence(found.abstained or ("" if ways else "nobody shows a link")),
        next_step=_sentence(found.next_step),
        walled=", ".join(map(shown, found.walled)),
        command=handle,
    )


def _ways(found: Suggestion, number_of: Mapping[str, int], now: datetime) -> Iterable[Way]:
    """Those the suggestion proposes: who shows no link leads nowhere."""
    if found.abstained:
        return
    for one in found.introducers:
        if one.link > 0 and one.person.uid in number_of:
            yield _way(number_of[one.person.uid], one, found, now)


def _way(person: int, one: Introducer, found: Suggestion, now: datetime) -> Way:
    prospect = found.prospect
    handle = one.person.addresses[0] if one.person.addresses else one.person.uid
    job = next(iter(one.person.employments), None)
    title = job.titles[0] if job is not None and job.titles else ""
    work = ", ".join(filter(None, (title, job.organization))) if job is not None else ""
    return Way(
        person=person,
        name=shown(one.person.name or handle),
        work=shown(work if job is None or job.current else f"formerly {work}"),
        rows=tuple(numbers.rows(one, prospect, now)),
        favour=_reasons(one, favours=True),
        against=_reasons(one, favours=False),
        chance=min(99, max(1, round(100 * one.chance.value))),
        command=f"narrowcast ask {prospect.id} --via {shown(handle)}" if prospect.id else "",
    )


def _reasons(one: Introducer, *, favours: bool) -> tuple[str, ...]:
    """Reasons of one side that do not already stand beside a number."""
    told = [
        shown(reason.text, 300)
        for reason in one.reasons
        if reason.favours is favours and not (favours and reason.code in numbers.CODES_IN_ROWS)
    ]
    return tuple(dict.fromkeys(told))[:MOST_REASONS]


def _sentence(text: str) -> str:
    text = shown(text, 400)
    return f"{text[:1].upper()}{text[1:]}" if text else ""


def _person(number: int, one: Known, firms: _Firms) -> dict[str, str | int]:
    return {
        "number": number,
        "name": shown(one.name or one.handle),
        "handle": shown(one.handle, 254),
        "firm": firms.names[firms.of[number]] if number in firms.of else "",
        "title": shown(one.title),
        "band": one.band.value,
        "dots": _DOTS[one.band],
        "tie": shown(one.tie, 200),
    }


# ---------------------------------------------------------------- places


class _Firms:
    """People by where they work; each firm's introducers first, then by strength."""

    def __init__(self, people: Sequence[Known], leading: set[int]) -> None:
        members: dict[str, list[int]] = defaultdict(list)
        spelt: dict[str, str] = {}
        for number, one in enumerate(people):
            key = organisation_key(one.firm) if one.firm else ""
            members[key or f"\x00{number}"].append(number)
            spelt.setdefault(key, shown(one.firm, 60))
        for numbers_ in members.values():
            numbers_.sort(key=lambda n: (n not in leading, -people[n].rank, n))
        # Who leads somewhere is what the map is for: their firms lie nearest, and then the strong.
        order = sorted(
            members,
            key=lambda key: (
                members[key][0] not in leading,
                -max(people[n].rank for n in members[key]),
                members[key][0],
            ),
        )
        self.members = [members[key] for key in order]
        self.names = [spelt.get(key, "") for key in order]
        self.of = {n: firm for firm, those in enumerate(self.members) for n in those}

    def circles(self) -> tuple[Circle, ...]:
        return map_places.packed([map_places.radius(len(those)) for those in self.members])


def _picture(
    people: Sequence[Mapping[str, str | int]],
    goals: Sequence[Goal],
    firms: _Firms,
    leading: set[int],
) -> dict[str, object]:
    """Numbers and names only; the script finds reasons in the list by number."""
    circles = firms.circles()
    places: dict[int, Point] = {}
    for circle, those in zip(circles, firms.members, strict=True):
        for number, at in zip(those, map_places.within(len(those)), strict=True):
            places[number] = Point(circle.x + at.x, circle.y + at.y)
    outer = max((math.hypot(c.x, c.y) + c.r for c in circles), default=map_places.OWNER_RADIUS)
    spots = map_places.around(outer, _directions(goals, places))
    return {
        "firms": [
            [name, round(c.x), round(c.y), round(c.r), len(those)]
            for name, c, those in zip(firms.names, circles, firms.members, strict=True)
            if name and len(those) > 1
        ],
        "people": [
            [one["name"], one["firm"], one["dots"], int(n in leading), *_round(places[n])]
            for n, one in enumerate(people)
        ],
        "goals": [
            [one.name, one.role or one.firm, *_round(at)]
            for one, at in zip(goals, spots, strict=True)
        ],
        "ways": [
            [way.person, goal.number, way.chance, place]
            for goal in goals
            for place, way in enumerate(goal.ways)
        ],
    }


def _round(at: Point) -> tuple[int, int]:
    return round(at.x), round(at.y)


def _directions(goals: Sequence[Goal], places: Mapping[int, Point]) -> list[float]:
    """Where each prospect's introducers lie; those whom nobody leads to stand together below."""
    return [
        map_places.direction([(places[way.person], float(way.chance)) for way in goal.ways])
        if goal.ways
        else math.pi / 2
        for goal in goals
    ]
