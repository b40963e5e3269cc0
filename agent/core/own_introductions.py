"""Whom the owner introduced to whom, as the owner's own mail tells it.

The owner wrote one small mail to two people known apart, of two firms, who had not been seen
together before, and one of the two then wrote to the other with the owner on the mail. What they
said to each other alone is not in the owner's mailbox, so this finds fewer than there were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.touches import WITHIN, Mail, Touches

PAIR_SIZE = 3  # others on the owner's own mail that introduces two of them
CROWD = 25  # people of a mail that shows them together; more do not see each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The owner brought *one* and *other* together, who had not been seen together before."""

    time: Time
    row: int
    one: AddressId
    other: AddressId
    followed: Time
    """When one of them first wrote to the other, as far as the owner was on that mail."""


Pair = tuple[AddressId, AddressId]


Houses = Callable[[AddressId], Collection[str]]
"""The firms' domains that a person writes from."""


def made(mails: Sequence[Mail], touches: Touches, houses: Houses) -> tuple[Made, ...]:
    """The owner's own introductions in all *mails*, in order of time; *touches* from the same."""
    candidates = [pair for pair in _pairs(mails, touches) if not _colleagues(pair, houses)]
    open_: dict[Pair, Mail] = {}
    closed: set[Pair] = set()
    found: list[Made] = []
    partners: dict[AddressId, set[AddressId]] = defaultdict(set)
    for one, other in candidates:
        partners[one].add(other)
        partners[other].add(one)
    for mail in mails:
        for pair in _together(mail, partners):
            first = open_.get(pair)
            if first is not None and mail.author in pair:
                del open_[pair]
                if mail.time <= first.time + WITHIN:
                    found.append(_made(first, pair, mail.time))
            elif pair not in closed and _introduces(mail, pair, touches):
                open_[pair] = mail
            closed.add(pair)
    return tuple(sorted(found, key=lambda one: (one.time, one.row, one.one, one.other)))


def _made(first: Mail, pair: Pair, followed: Time) -> Made:
    one, other = pair
    return Made(time=first.time, row=first.row, one=one, other=other, followed=followed)


def _colleagues(pair: Pair, houses: Houses) -> bool:
    """Whether one firm has both: they meet without the owner."""
    return not set(houses(pair[0])).isdisjoint(houses(pair[1]))


def _pairs(mails: Iterable[Mail], touches: Touches) -> frozenset[Pair]:
    """The pairs that own mails could have introduced."""
    found: set[Pair] = set()
    for mail in mails:
        if mail.own:
            people = sorted(set(mail.shown)) if len(set(mail.shown)) <= PAIR_SIZE else []
            found.update(
                (one, other)
                for place, one in enumerate(people)
                for other in people[place + 1 :]
                if _introduces(mail, (one, other), touches)
            )
    return frozenset(found)


def _introduces(mail: Mail, pair: Pair, touches: Touches) -> bool:
    """An own mail that is no round, to two people whom the owner knew already."""
    return (
        mail.own
        and not mail.on_list
        and len(set(mail.shown)) <= PAIR_SIZE
        and all(touches.knew(person, mail.time) for person in pair)
    )


def _together(mail: Mail, partners: Mapping[AddressId, Collection[AddressId]]) -> Iterator[Pair]:
    """The candidate pairs that a mail shows together."""
    people = set(mail.shown)
    if mail.author is not None:
        people.add(mail.author)
    if len(people) < 2 or len(people) > CROWD:
        return
    for person in people & partners.keys():
        for other in people.intersection(partners[person]):
            if person < other:
                yield person, other
