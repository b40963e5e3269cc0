"""Who answered whom: the owner's mails to one person, that person's answers and other mail."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from narrowcast.agent.core import responsiveness
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.keys import is_new_subject, key_of
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.responsiveness import Asked, Correspondence, Outcome
from narrowcast.agent.store.store import Store
from narrowcast.nlp.organisations import is_free_mail, registrable_domain

ADDRESSED_TO = 3  # people in To; the owner asks a person, not a round
RECENT_ASKS = 500  # the newest asks tell the owner's answered share

# Plain integers: every mail of the store is looked at.
_SMALL, _ADDRESSED, _AUTO = int(Flag.SMALL), int(Flag.ADDRESSED), int(Flag.AUTO)
_MACHINE = int(Flag.BULK | Flag.AUTO)

_MAIL = (
    "SELECT id, message_id, time, author, recipients, flags, subject, subject_key, parent"
    " FROM message WHERE time IS NOT NULL ORDER BY time, id"
)


class _Sent(NamedTuple):
    row: int
    message_id: str
    time: Time
    subject: str
    subject_key: int
    parent: int
    asked: tuple[AddressId, ...]


class Post:
    """All correspondence of one store's version, read once; *owner*: all their addresses."""

    def __init__(self, store: Store, owner: Collection[AddressId]) -> None:
        self.owner = frozenset(owner)
        self._inside = _inside(store, self.owner)
        self._asked: dict[AddressId, list[Asked]] = defaultdict(list)
        self._received: dict[AddressId, list[Time]] = defaultdict(list)
        self._sent: dict[AddressId, list[Time]] = defaultdict(list)
        self._seen: dict[AddressId, list[Time]] = defaultdict(list)
        answers: dict[tuple[AddressId, int], list[Time]] = defaultdict(list)
        for sent in self._read(store, answers):
            new = not sent.parent and is_new_subject(sent.subject)
            keys = key_of(sent.message_id), sent.subject_key
            for address in sent.asked:
                answered = _first_after(answers, address, keys, sent.time)
                self._asked[address].append(Asked(sent.time, answered, sent.row, new))
        self._all = sorted(
            (
                Outcome(one, address not in self._inside)
                for address, asked in self._asked.items()
                for one in asked
            ),
            key=lambda outcome: _when(outcome.asked),
        )
        self._times = [outcome.asked.time for outcome in self._all]

    def _read(
        self, store: Store, answers: dict[tuple[AddressId, int], list[Time]]
    ) -> Iterable[_Sent]:
        """Sort all mail by who wrote it; give back what the owner asked of whom."""
        wanted = _answered_by_owner(store, self.owner)
        authors: dict[int, AddressId] = {}
        found: list[_Sent] = []
        for row, own_id, time, author, people, flags, subject, key, parent in store.conn.execute(
            _MAIL
        ):
            if author in self.owner:
                to = self._sent_to(time, people)
                if not flags & _AUTO:
                    asked = to if flags & _SMALL and len(to) <= ADDRESSED_TO else ()
                    if (answered := authors.get(parent)) is not None:
                        asked = tuple(dict.fromkeys((*asked, answered)))
                    found.append(_Sent(row, own_id, time, subject, key, parent, asked))
            elif author is not None:
                if wanted and (number := key_of(own_id)) in wanted:
                    authors[number] = author
                self._hear(time, author, people, flags)
                # By subject only where the mail does not say what it answers.
                if not flags & _MACHINE and (about := parent or key):
                    answers[author, about].append(time)
        return found

    def _sent_to(self, time: Time, people: str) -> tuple[AddressId, ...]:
        """Note a mail of the owner with everybody it went to; return who is in To."""
        roles = [[AddressId(a) for a in role if a not in self.owner] for role in json.loads(people)]
        for address in {address for role in roles for address in role}:
            self._sent[address].append(time)
        return tuple(dict.fromkeys(roles[0]))

    def _hear(self, time: Time, author: AddressId, people: str, flags: int) -> None:
        self._seen[author].append(time)
        if flags & _MACHINE or not flags & _SMALL:
            return
        if flags & _ADDRESSED or any(
            not self.owner.isdisjoint(role) for role in json.loads(people)
        ):
            self._received[author].append(time)

    def of(self, addresses: Iterable[AddressId]) -> Correspondence:
        """Mail with one person over all their addresses."""
        members = tuple(addresses)
        asked: dict[int, Asked] = {}
        for address in members:
            for one in self._asked.get(address, ()):
                asked[one.row] = _sooner(one, asked.get(one.row, one))
        return Correspondence(
            asked=sorted(asked.values(), key=_when),
            received=_merged(self._received, members),
            sent=_merged(self._sent, members),
            seen=_merged(self._seen, members),
            outside=self._inside.isdisjoint(members),
        )

    def base(self, now: Time, *, new_subject: bool = True, outside: bool = True) -> float:
        """The owner's answered share for such mails, from the newest asks before *now*."""
        end = bisect_left(self._times, now)
        newest = self._all[max(0, end - RECENT_ASKS) : end]
        return responsiveness.base(newest, now, new_subject=new_subject, outside=outside)


def _inside(store: Store, owner: Collection[AddressId]) -> frozenset[AddressId]:
    """Everybody with an address at one of the owner's own domains; free mail is nobody's own."""
    domains = {
        number: registrable_domain(domain)
        for number, domain in store.conn.execute("SELECT id, domain FROM address")
    }
    own = {domains[number] for number in owner if number in domains}
    own = {domain for domain in own if domain and not is_free_mail(domain)}
    return frozenset(AddressId(number) for number, domain in domains.items() if domain in own)


def _answered_by_owner(store: Store, owner: Collection[AddressId]) -> frozenset[int]:
    """Keys of the mails that the owner answered by naming them."""
    marks = ",".join("?" * len(owner))
    rows = store.conn.execute(
        f"SELECT DISTINCT parent FROM message WHERE parent != 0 AND author IN ({marks})",
        tuple(owner),
    )
    return frozenset(number for (number,) in rows)


def _merged(times: dict[AddressId, list[Time]], addresses: tuple[AddressId, ...]) -> list[Time]:
    if len(addresses) == 1:
        return times.get(addresses[0], [])
    return sorted(time for address in addresses for time in times.get(address, ()))


def _sooner(one: Asked, other: Asked) -> Asked:
    """Of one mail to two addresses of a person, whichever was answered first."""
    return min(one, other, key=lambda asked: (asked.answered is None, asked.answered or 0))


def _when(asked: Asked) -> tuple[Time, int]:
    return asked.time, asked.row


def _first_after(
    answers: dict[tuple[AddressId, int], list[Time]],
    address: AddressId,
    keys: tuple[int, ...],
    time: Time,
) -> Time | None:
    found = []
    for key in keys:
        times = answers.get((address, key), [])
        place = bisect_left(times, time + 1)
        if place < len(times):
            found.append(times[place])
    return min(found, default=None)
