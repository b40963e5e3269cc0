"""Ordinary correspondence: how often each group and the owner write, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from narrowcast.agent.demo.casting import HISTORY, Cast, Group, TieKind
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.writing import Writer

SILENT_DAYS = 390  # since when the strong old colleague has not written
COLLEAGUE_DAYS = 330  # how long the common employer lasted


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Threads of one contact with the owner, spread evenly over some days of the history."""

    threads: int
    first: float = 0
    """In days after the start."""
    last: float = HISTORY.days
    turns: tuple[int, ...] = (1, 2, 2, 3, 3, 4, 5)


RHYTHMS = {
    Group.PARTNER: Rhythm(threads=110),
    Group.LEAD: Rhythm(threads=16),
    Group.STAFF: Rhythm(threads=4),
    Group.COLLEAGUE: Rhythm(threads=7, last=COLLEAGUE_DAYS),
    Group.SUPPLIER: Rhythm(threads=7),
    Group.FRIEND: Rhythm(threads=6),
    Group.ADVISER: Rhythm(threads=7),
    Group.LIST: Rhythm(threads=1),
}


def correspond(writer: Writer, cast: Cast) -> None:
    """Write all ordinary threads of the history."""
    silent = _silent(cast)
    for group, rhythm in RHYTHMS.items():
        for person in cast.group(group):
            if person.number != silent.number:
                _threads(writer, cast, person, rhythm)
    _threads(writer, cast, silent, Rhythm(threads=45, last=HISTORY.days - SILENT_DAYS))
    _keep_in_touch(writer, cast)
    for stranger in cast.group(Group.STRANGER):
        _meet(writer, cast, (stranger, cast.people[0]), (0, HISTORY.days), 1)
    for newcomer, since in newcomers(cast):
        days = (since - cast.start).days + 14
        _threads(writer, cast, newcomer, Rhythm(threads=5, first=days))


def newcomers(cast: Cast) -> list[tuple[Person, datetime]]:
    """Who was introduced to the owner in the past, and when."""
    step = (HISTORY.days - 120) / len(cast.groups[Group.NEWCOMER])
    people = cast.group(Group.NEWCOMER)
    return [(person, cast.after(40 + step * i)) for i, person in enumerate(people)]


def _silent(cast: Cast) -> Person:
    """The colleague of the first days who knows a prospect and has fallen silent."""
    colleagues = cast.groups[Group.COLLEAGUE]
    ties = (tie for role in cast.roles for tie in role.ties)
    return cast.people[
        next(t.contact for t in ties if t.kind is TieKind.THREADS and t.contact in colleagues)
    ]


def _keep_in_touch(writer: Writer, cast: Cast) -> None:
    """Old colleagues who still write, those who moved to a prospect's firm more often."""
    movers = {
        tie.contact for role in cast.roles for tie in role.ties if tie.kind is TieKind.WORKS_THERE
    }
    silent = _silent(cast)
    for person in cast.group(Group.COLLEAGUE)[:9]:
        if person.number != silent.number:
            threads = 12 if person.number in movers else 3
            _threads(writer, cast, person, Rhythm(threads=threads, first=COLLEAGUE_DAYS))


def _threads(writer: Writer, cast: Cast, person: Person, rhythm: Rhythm) -> None:
    for _ in range(rhythm.threads):
        people = [person, cast.people[0]]
        if writer.rng.random() < 0.4:
            people.reverse()
        if writer.rng.random() < 0.25:
            people += _beside(writer, cast, person)
        turns = writer.rng.choice(rhythm.turns)
        _meet(writer, cast, people, (rhythm.first, rhythm.last), turns)


def _meet(
    writer: Writer,
    cast: Cast,
    people: list[Person] | tuple[Person, ...],
    days: tuple[float, float],
    turns: int,
) -> None:
    when = cast.after(writer.rng.uniform(*days))
    until = min(cast.end, cast.after(days[1]) + timedelta(days=1))
    writer.talk(people, when, turns, until)


def _beside(writer: Writer, cast: Cast, person: Person) -> list[Person]:
    """One more of the same firm for the cc line, nobody from the story of a prospect."""
    firm = person.jobs[0].firm
    targets = set(cast.groups[Group.TARGET])
    others = [
        p
        for group in (Group.STAFF, Group.COLLEAGUE, Group.SUPPLIER)
        for p in cast.group(group)
        if firm and len(p.jobs) == len(person.jobs) == 1 and p.jobs[0].firm == firm
        if p.number not in targets and p.number != person.number
    ]
    return [writer.rng.choice(others)] if others else []
