"""Who plays in the invented life: the owner, those around, and who really knows which prospect."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from narrowcast.agent.demo import pool
from narrowcast.agent.demo.people import Firm, Person, Registry

HISTORY = timedelta(days=1096)
CLIENTS = 8
SUPPLIERS = 4
PROSPECTS = 12


class Group(StrEnum):
    """How somebody stands to the owner."""

    PARTNER = "partner"  # the most frequent correspondent, who knows nobody of use
    LEAD = "lead"  # runs the work at a client
    STAFF = "staff"  # works at a client
    COLLEAGUE = "colleague"  # of the owner's former employer
    SUPPLIER = "supplier"
    FRIEND = "friend"
    ADVISER = "adviser"  # investors, recruiters, lawyers
    NEWCOMER = "newcomer"  # introduced to the owner by somebody
    LIST = "list"  # writes to the community's list
    STRANGER = "stranger"  # wrote once, never answered
    CONNECTION = "connection"  # on LinkedIn only
    TARGET = "target"  # a prospect, or somebody who works with one


class TieKind(StrEnum):
    """How the mailbox shows that a contact knows a prospect, or seems to."""

    THREADS = "threads"  # small threads of contact, prospect and owner
    MEETINGS = "meetings"  # small meetings of the three
    MENTIONS = "mentions"  # the contact names the prospect
    WORKS_THERE = "works-there"  # moved to the prospect's employer
    COPIES_FIRM = "copies-firm"  # copies people of the prospect's employer
    PAST_EMPLOYER = "past-employer"  # worked with the prospect at another firm
    SAME_LIST = "same-list"  # both write to one list
    LINKEDIN_ONLY = "linkedin-only"  # works there by the LinkedIn export, never wrote


SEEMING = frozenset({TieKind.SAME_LIST, TieKind.LINKEDIN_ONLY})
"""Ties that look like acquaintance and are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A contact (number in `people`) and how the mailbox ties it to a prospect."""

    contact: int
    kind: TieKind

    @property
    def genuine(self) -> bool:
        """Whether the contact really knows the prospect."""
        return self.kind not in SEEMING


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One prospect: who it really is, what the owner wrote down, and every tie that leads there."""

    person: int
    firm: Firm
    ties: tuple[Tie, ...]
    by_name: bool = True
    """False: the owner knows only the firm and the post."""
    with_address: bool = False
    kind: str = "introduction"


@dataclass(slots=True)
class Cast:
    """Everybody, by group; people are named by their number, since they change jobs."""

    registry: Registry
    start: datetime
    end: datetime
    groups: dict[Group, list[int]] = field(default_factory=dict[Group, list[int]])
    roles: list[Role] = field(default_factory=list[Role])
    clients: list[Firm] = field(default_factory=list[Firm])
    cultures: list[str] = field(default_factory=list[str])
    """Those of the prospects still to be cast, so that no two have names alike."""

    @property
    def people(self) -> list[Person]:
        """All of them; number 0 is the owner."""
        return self.registry.people

    def group(self, group: Group) -> list[Person]:
        """The people of *group*, as they are at the end."""
        return [self.people[number] for number in self.groups[group]]

    def pick(self, group: Group, index: int) -> Person:
        """The person at *index* of *group*."""
        return self.people[self.groups[group][index]]

    def after(self, days: float) -> datetime:
        """A moment of the history, *days* after its start."""
        return self.start + timedelta(days=days)

    def before(self, days: float) -> datetime:
        """A moment of the history, *days* before its end."""
        return self.end - timedelta(days=days)


def cast(rng: Random, end: datetime) -> Cast:
    """Fill every part of the life that ends at *end*."""
    registry = Registry(rng)
    casting = Cast(registry, end - HISTORY, end)
    former = registry.firm("DE")
    _owner(casting, former)
    _around(casting, former)
    casting.roles = _roles(casting)
    _move_some(casting)
    rng.shuffle(casting.roles)
    return casting


def _owner(casting: Cast, former: Firm) -> None:
    registry, title = casting.registry, "Supply chain consultant"
    person = registry.person(former, casting.after(-1500), title="Consultant", culture="irish")
    registry.moved(person, registry.firm("IE", "Consulting"), casting.after(300), title=title)


def _around(casting: Cast, former: Firm) -> None:
    registry = casting.registry
    casting.clients = [registry.firm() for _ in range(CLIENTS)]
    vendors = [registry.firm() for _ in range(SUPPLIERS)]
    alone: list[Firm | None] = [None]
    _fill(casting, Group.PARTNER, casting.clients[:1], 1)
    _fill(casting, Group.LEAD, casting.clients[1:], 1)
    _fill(casting, Group.STAFF, casting.clients, 3)
    _fill(casting, Group.COLLEAGUE, [former], 14)
    _fill(casting, Group.SUPPLIER, vendors, 3)
    _fill(casting, Group.FRIEND, alone, 10)
    for group, count in _ONE_FIRM_EACH:
        _fill(casting, group, [registry.firm() for _ in range(count)], 1)
    casting.groups[Group.TARGET] = []


_ONE_FIRM_EACH = (
    (Group.ADVISER, 8),
    (Group.NEWCOMER, 8),
    (Group.LIST, 14),
    (Group.STRANGER, 16),
    (Group.CONNECTION, 20),
)


def _fill(casting: Cast, group: Group, firms: list[Firm] | list[Firm | None], each: int) -> None:
    made = [
        casting.registry.person(firm, casting.after(-casting.registry.rng.randrange(60, 1800)))
        for firm in firms
        for _ in range(each)
    ]
    casting.groups[group] = [person.number for person in made]


_POSTS = ("VP Supply Chain", "Managing Director", "Chief Operating Officer", "Procurement Lead")


def _roles(casting: Cast) -> list[Role]:
    """Twelve prospects; who knows them differs in kind, and two are known by nobody."""
    cultures = [culture.key for culture in pool.cultures()]
    casting.cultures = casting.registry.rng.sample(cultures, PROSPECTS)
    lead = casting.groups[Group.LEAD]
    colleague = casting.groups[Group.COLLEAGUE]
    supplier, staff = casting.groups[Group.SUPPLIER], casting.groups[Group.STAFF]
    adviser, member = casting.groups[Group.ADVISER], casting.groups[Group.LIST]
    return [
        _role(casting, (lead[0], TieKind.THREADS), (supplier[0], TieKind.MENTIONS), mail=True),
        _role(casting, (lead[1], TieKind.MEETINGS), mail=True, kind="reference"),
        _role(casting, (adviser[0], TieKind.MENTIONS)),
        _role(casting, (colleague[0], TieKind.WORKS_THERE)),
        _role(casting, (supplier[3], TieKind.COPIES_FIRM), mail=True),
        _role(casting, (colleague[1], TieKind.THREADS), (lead[2], TieKind.MENTIONS)),
        _role(casting, (supplier[6], TieKind.THREADS), (member[0], TieKind.SAME_LIST), mail=True),
        _linkedin_only(casting),
        _role(casting, mail=True),
        _once_at_a_client(casting, staff[3 * 3]),
        _role(casting, (colleague[2], TieKind.WORKS_THERE), by_name=False),
        _role(casting, by_name=False),
    ]


def _role(
    casting: Cast,
    *ties: tuple[int, TieKind],
    mail: bool = False,
    by_name: bool = True,
    kind: str = "introduction",
) -> Role:
    """A prospect at a firm of its own; contacts who work there move in now."""
    registry = casting.registry
    firm = registry.firm()
    title = "" if by_name else "Head of Operations"
    person = _prospect(casting, firm, title=title)
    for contact, tie in ties:
        if tie is TieKind.WORKS_THERE:
            registry.moved(
                casting.people[contact], firm, casting.before(registry.rng.randrange(150, 330))
            )
        if tie is TieKind.COPIES_FIRM:
            workers = [registry.person(firm, casting.after(-300)) for _ in range(2)]
            casting.groups[Group.TARGET] += [worker.number for worker in workers]
    return Role(
        person=person.number,
        firm=firm,
        ties=tuple(Tie(contact=contact, kind=tie) for contact, tie in ties),
        by_name=by_name,
        with_address=mail,
        kind=kind,
    )


def _prospect(casting: Cast, firm: Firm, *, title: str = "") -> Person:
    registry, culture = casting.registry, casting.cultures.pop()
    post = title or registry.rng.choice(_POSTS)
    person = registry.person(firm, casting.after(-400), title=post, culture=culture)
    casting.groups[Group.TARGET].append(person.number)
    return person


def _linkedin_only(casting: Cast) -> Role:
    """A prospect whose firm the owner knows only from somebody's row in the export."""
    connection = casting.pick(Group.CONNECTION, 0)
    firm = connection.jobs[0].firm
    assert firm is not None
    person = _prospect(casting, firm)
    tie = Tie(contact=connection.number, kind=TieKind.LINKEDIN_ONLY)
    return Role(person=person.number, firm=firm, ties=(tie,))


def _once_at_a_client(casting: Cast, contact: int) -> Role:
    """A prospect who worked beside *contact* at a client until about a year ago."""
    registry = casting.registry
    shared = casting.people[contact].jobs[0].firm
    assert shared is not None
    person = _prospect(casting, shared)
    firm = registry.firm()
    registry.moved(person, firm, casting.before(420), title=person.jobs[0].title)
    tie = Tie(contact=contact, kind=TieKind.PAST_EMPLOYER)
    return Role(person=person.number, firm=firm, ties=(tie,), kind="recommendation")


def _move_some(casting: Cast) -> None:
    """Job changes that lead nowhere: six in the past, and one in the week to come."""
    registry = casting.registry
    staff, colleagues = casting.group(Group.STAFF), casting.group(Group.COLLEAGUE)
    for person in (*staff[2:24:8], *colleagues[4:7]):
        registry.moved(person, registry.firm(), casting.before(registry.rng.randrange(120, 900)))
    registry.moved(casting.pick(Group.ADVISER, 1), registry.firm(), casting.end + timedelta(days=1))
