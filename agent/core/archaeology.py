"""Which introductions really happened, as the owner's own mail and calendar tell them.

Somebody was introduced to the owner where a contact's small mail brings the two together who never
wrote to each other before (both on it, or the other's address in its text), or a contact's small
meeting does, and one of the two then writes to the other within sixty days. On a mailing list the
first answer that takes the other in counts. That is *who did* bring people together, favours and
work handed on alike; who was asked and declined leaves no trace.

Mails are folded twice in order of time: `Touches` learns when the owner was first in touch with
everybody, `brought` then finds the mails before that. Only what is older than the moment is put
in, so that later mail changes no answer: each of these is the first of its kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY

WITHIN = 60 * DAY
"""In which the two must write to each other: later it is hardly the introduction's doing."""
PERSONAL_SIZE = 5  # recipients of a mail by which two people are in touch; more make a round
ROUND_SIZE = 25  # … of a mail on a mailing list, where everybody is kept in copy
GROUP_SIZE = 8  # recipients of a mail that introduces
SPOKEN_TO = 8  # people in To: a longer line on a list addresses nobody in particular
MAX_JOINED = 4  # an answer on a list that takes in more people introduces nobody
PAIR_SIZE = 3  # others on the owner's own mail that introduces two of them
MEETING_SIZE = 5  # people of a meeting that introduces, owner included


class Way(StrEnum):
    """How somebody was brought to the owner."""

    JOINED = "joined"  # on one mail with the owner
    ADDED = "added"  # taken into a thread on a mailing list
    TOLD = "told"  # their address stood in the text
    HANDED_OVER = "handed over"  # the owner wrote to them, the introducer in Bcc
    MEETING = "meeting"  # invited to one small meeting


class Mail(NamedTuple):
    """What the history asks of a mail; persons instead of addresses, the owner never among them."""

    row: int
    time: Time
    author: AddressId | None
    """None: the owner, or nobody."""
    own: bool
    addressed: bool
    """The owner is in To or Cc."""
    spoken_to: bool
    """The owner is in To."""
    to: tuple[AddressId, ...]
    cc: tuple[AddressId, ...]
    bcc: tuple[AddressId, ...]
    size: int
    """Recipients, owner included."""
    on_list: bool
    key: int
    """Of its Message-ID."""
    parent: int
    thread: int
    says_so: bool = False
    """Its subject, which is no answer's, is an introduction's."""

    @property
    def shown(self) -> tuple[AddressId, ...]:
        """Everybody that all can see on it."""
        return self.to + self.cc


class Meeting(NamedTuple):
    """A held meeting with the owner; persons, the owner left out."""

    row: int
    time: Time
    organizer: AddressId | None
    people: tuple[AddressId, ...]
    """Those who did not decline."""
    recurring: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The owner brought *one* and *other* together, who had not been seen together before."""

    time: Time
    row: int
    one: AddressId
    other: AddressId
    followed: Time
    """When one of them first wrote to the other, as far as the owner was on that mail."""


@dataclass(slots=True)
class Contact:
    """What passed between the owner and one person, from the first contact on."""

    met: Time
    last: Time
    sent: int = 0
    received: int = 0
    meetings: int = 0
    first_meeting: Time | None = None
    exchanged: list[Time] = field(default_factory=list[Time])
    """Personal mail, either way, and small meetings; in order of time once `gather` is done."""


@dataclass(slots=True)
class Touches:
    """Who was in touch with the owner, and when: fold it over all mails in order of time."""

    contacts: dict[AddressId, Contact] = field(default_factory=dict[AddressId, Contact])
    _authors: dict[int, AddressId | None] = field(default_factory=dict[int, AddressId | None])
    """Of mails on lists, by key; None: the owner."""

    def see(self, mail: Mail) -> None:
        """Fold one mail in."""
        if mail.on_list:
            self._see_on_list(mail)
        elif mail.own:
            for person in {*mail.shown, *mail.bcc}:
                self._sent(person, mail.time, personal=mail.size <= PERSONAL_SIZE)
        elif mail.author is not None:
            personal = mail.addressed and mail.size <= PERSONAL_SIZE
            self._received(mail.author, mail.time, personal=personal)

    def _see_on_list(self, mail: Mail) -> None:
        """On a list only an answer is personal, and a short To line speaks to people."""
        answered = self._authors.get(mail.parent)
        if mail.own:
            spoken_to = mail.to if len(mail.to) <= SPOKEN_TO else ()
            for person in {*spoken_to, *([] if answered is None else [answered])}:
                self._sent(person, mail.time, personal=person == answered)
        elif mail.author is not None:
            personal = answered is None and mail.parent in self._authors
            if personal or (mail.spoken_to and len(mail.to) < SPOKEN_TO):
                self._received(mail.author, mail.time, personal=personal)
        self._authors[mail.key] = None if mail.own else mail.author

    def gather(self, meetings: Iterable[Meeting]) -> None:
        """Fold all meetings in, after all mails; only small ones put people in touch."""
        for meeting in meetings:
            for person in meeting.people if len(meeting.people) < MEETING_SIZE else ():
                contact = self._touch(person, meeting.time, personal=True)
                contact.meetings += 1
                if contact.first_meeting is None:
                    contact.first_meeting = meeting.time
        for contact in self.contacts.values():
            contact.exchanged.sort()

    def _sent(self, person: AddressId, time: Time, *, personal: bool) -> None:
        self._touch(person, time, personal=personal).sent += 1

    def _received(self, person: AddressId, time: Time, *, personal: bool) -> None:
        self._touch(person, time, personal=personal).received += 1

    def _touch(self, person: AddressId, time: Time, *, personal: bool) -> Contact:
        contact = self.contacts.get(person)
        if contact is None:
            contact = self.contacts[person] = Contact(time, time)
        contact.met = min(contact.met, time)
        contact.last = max(contact.last, time)
        if personal:
            contact.exchanged.append(time)
        return contact

    def met(self, person: AddressId) -> Time | None:
        """When the owner and *person* were first in touch; None: never."""
        contact = self.contacts.get(person)
        return None if contact is None else contact.met

    def knew(self, person: AddressId, time: Time) -> bool:
        """Whether the owner was in touch with *person* before *time*."""
        met = self.met(person)
        return met is not None and met < time

    def following(self, person: AddressId, time: Time) -> Time | None:
        """The first exchange after *time*, if it came soon enough to be owed to what was then."""
        contact = self.contacts.get(person)
        times = contact.exchanged if contact else []
        place = bisect_right(times, time)
        return times[place] if place < len(times) and times[place] <= time + WITHIN else None


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

    *mails* in order of time, all of them once more; *touches* from the same.
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
                if person != mail.author:
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
            if first and touches.knew(introducer, time) and person != introducer:
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
            if first and followed is not None and person != organizer:
                yield Introduction(
                    time=meeting.time,
                    row=meeting.row,
                    introducer=organizer,
                    other=person,
                    way=Way.MEETING,
                    followed=followed,
                )


Pair = tuple[AddressId, AddressId]


def made(mails: Iterable[Mail], candidates: Collection[Pair], touches: Touches) -> tuple[Made, ...]:
    """The owner's own introductions among *candidates* (`pairs` of the same mails)."""
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


def pairs(mails: Iterable[Mail], touches: Touches) -> frozenset[Pair]:
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
    if len(people) < 2 or len(people) > ROUND_SIZE:
        return
    for person in people & partners.keys():
        for other in people.intersection(partners[person]):
            if person < other:
                yield person, other
