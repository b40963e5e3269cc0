"""Who was in touch with the owner, when and how much, out of all mail in order of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY

WITHIN = 60 * DAY
"""In which the two must write to each other: later it is hardly the introduction's doing."""
PERSONAL_SIZE = 5  # recipients of a mail by which two people are in touch; more make a round
SPOKEN_TO = 8  # people in To: a longer line on a list addresses nobody in particular
MEETING_SIZE = 5  # people of a meeting that puts its people in touch, owner included


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


def touched(mails: Iterable[Mail], meetings: Iterable[Meeting]) -> Touches:
    """Fold all *mails*, in order of time, and all *meetings*."""
    found = Touches()
    for mail in mails:
        found.see(mail)
    found.gather(meetings)
    return found


@dataclass(slots=True)
class Touches:
    """Who was in touch with the owner, and when."""

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
