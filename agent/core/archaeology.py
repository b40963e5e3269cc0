"""Which introductions really happened, as the owner's own mail and calendar tell them.

Somebody was introduced to the owner where a contact's small mail brings the two together who never
wrote to each other before (both on it, or the other's address in its text), or a contact's small
meeting does, and one of the two then writes to the other within sixty days. On a mailing list the
first answer that takes the other in counts. That is *who did* bring people together, favours and
work handed on alike; who was asked and declined leaves no trace.

`touches` tells when the owner was first in touch with everybody; what brought them together came
before. All of these are firsts, so that mail of later moments changes no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.touches import (
    MEETING_SIZE,
    PERSONAL_SIZE,
    Mail,
    Meeting,
    Touches,
)

GROUP_SIZE = 8  # recipients of a mail that introduces
ROUND_SIZE = 25  # … of one on a mailing list, where everybody is kept in copy
MAX_JOINED = 4  # an answer on a list that takes in more people introduces nobody


class Way(StrEnum):
    """How somebody was brought to the owner."""

    JOINED = "joined"  # on one mail with the owner
    ADDED = "added"  # taken into a thread on a mailing list
    TOLD = "told"  # their address stood in the text
    HANDED_OVER = "handed over"  # the owner wrote to them, the introducer in Bcc
    MEETING = "meeting"  # invited to one small meeting


class Naming(NamedTuple):
    """A mail to the owner whose text holds somebody's address."""

    row: int
    time: Time
    author: AddressId
    named: AddressId


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """The owner got to know *other* through *introducer*; each the representative of a person."""

    time: Time
    row: int
    """Of the meeting where *way* is MEETING, else of the message."""
    introducer: AddressId
    other: AddressId
    way: Way
    followed: Time | None
    """When the two first wrote to each other (or met again); None: not yet, though the mail said
    that it introduces."""


Alias = Callable[[AddressId, AddressId, Time], bool]
"""Whether the first person looks like another address of the second or of somebody known then."""


def introductions(
    mails: Iterable[Mail],
    meetings: Iterable[Meeting],
    namings: Iterable[Naming],
    touches: Touches,
    is_alias: Alias,
) -> tuple[Introduction, ...]:
    """The first introduction of every person whom somebody brought to the owner, in order of time.

    *mails* in order of time; *touches* from the same mails and meetings.
    """
    found: dict[AddressId, Introduction] = {}
    for one in (
        *brought(mails, touches),
        *_told(namings, touches),
        *_invited(meetings, touches),
    ):
        known = found.get(one.other)
        better = known is None or _place(one) < _place(known)
        if better and not is_alias(one.other, one.introducer, one.time):
            found[one.other] = one
    return tuple(sorted(found.values(), key=lambda one: (one.time, one.row, one.other)))


def _place(one: Introduction) -> tuple[bool, Time, int]:
    """What led to contact goes before what only said that it introduces."""
    return one.followed is None, one.time, one.row


def brought(mails: Iterable[Mail], touches: Touches) -> Iterator[Introduction]:
    """Every mail that brings the owner and somebody together, by its recipients."""
    threads = _Threads()
    authors: dict[int, tuple[AddressId, Time, int]] = {}
    for mail in mails:
        thread = threads.people(mail) if mail.on_list else frozenset()
        if mail.own:
            yield from _handed_over(mail, authors, touches)
        elif mail.author is not None and mail.addressed and touches.knew(mail.author, mail.time):
            authors[mail.key] = mail.author, mail.time, mail.row
            way = Way.ADDED if mail.on_list else Way.JOINED
            for person in _joining(mail, thread):
                yield from _one(mail, mail.author, person, way, touches)
        if mail.on_list:
            threads.add(mail)


class _Threads:
    """Who was on the threads of mailing lists so far.

    Programs differ in what they refer to: some name the first mail of a thread, some only the one
    they answer, so both are followed.
    """

    def __init__(self) -> None:
        self._roots: dict[int, int] = {}
        self._people: dict[int, set[AddressId]] = defaultdict(set)

    def people(self, mail: Mail) -> Collection[AddressId]:
        """Everybody on the thread before *mail*."""
        return self._people.get(self._root(mail), frozenset())

    def add(self, mail: Mail) -> None:
        root = self._roots[mail.key] = self._root(mail)
        self._people[root].update(mail.shown)
        if mail.author is not None:
            self._people[root].add(mail.author)

    def _root(self, mail: Mail) -> int:
        return self._roots.get(mail.parent) or self._roots.get(mail.thread) or mail.thread


def _joining(mail: Mail, thread: Collection[AddressId]) -> frozenset[AddressId]:
    """Whom a mail brings in: everybody on a small one; on a list whom an answer takes in."""
    if not mail.on_list:
        return frozenset(mail.shown) if mail.size <= GROUP_SIZE else frozenset()
    if not (mail.parent and thread) or mail.size > ROUND_SIZE:
        return frozenset()
    joined = frozenset(mail.shown).difference(thread)
    return joined if len(joined) <= MAX_JOINED else frozenset()


def _handed_over(
    mail: Mail, authors: Mapping[int, tuple[AddressId, Time, int]], touches: Touches
) -> Iterator[Introduction]:
    """The owner's first mail to somebody, with a contact moved to Bcc: dated by what it answers."""
    if mail.size > PERSONAL_SIZE or not mail.bcc or mail.on_list:
        return
    for introducer in mail.bcc:
        known = authors.get(mail.parent)
        time, row = known[1:] if known and known[0] == introducer else (mail.time, mail.row)
        for person in mail.shown:
            first = touches.met(person) == mail.time
            if first and touches.knew(introducer, time):
                yield Introduction(
                    time=time,
                    row=row,
                    introducer=introducer,
                    other=person,
                    way=Way.HANDED_OVER,
                    followed=mail.time,
                )


def _one(
    mail: Mail, introducer: AddressId, person: AddressId, way: Way, touches: Touches
) -> Iterator[Introduction]:
    met = touches.met(person)
    if met is not None and met <= mail.time:
        return
    followed = touches.following(person, mail.time)
    if followed is not None or (mail.says_so and way is Way.JOINED):
        yield Introduction(
            time=mail.time,
            row=mail.row,
            introducer=introducer,
            other=person,
            way=way,
            followed=followed,
        )


def _told(namings: Iterable[Naming], touches: Touches) -> Iterator[Introduction]:
    for naming in namings:
        met = touches.met(naming.named)
        followed = touches.following(naming.named, naming.time)
        if (
            followed is not None
            and met is not None
            and met > naming.time
            and naming.author != naming.named
            and touches.knew(naming.author, naming.time)
        ):
            yield Introduction(
                time=naming.time,
                row=naming.row,
                introducer=naming.author,
                other=naming.named,
                way=Way.TOLD,
                followed=followed,
            )


def _invited(meetings: Iterable[Meeting], touches: Touches) -> Iterator[Introduction]:
    """A contact's small meeting at which the owner first met somebody, and a sequel to it."""
    for meeting in meetings:
        organizer = meeting.organizer
        if organizer is None or meeting.recurring or len(meeting.people) >= MEETING_SIZE:
            continue
        if not touches.knew(organizer, meeting.time):
            continue
        for person in meeting.people:
            followed = touches.following(person, meeting.time)
            first = touches.met(person) == meeting.time
            if first and followed is not None:
                yield Introduction(
                    time=meeting.time,
                    row=meeting.row,
                    introducer=organizer,
                    other=person,
                    way=Way.MEETING,
                    followed=followed,
                )
