"""Who answered whom: the owner's mails to one person, that person's answers and other mail.

Only the mail of those asked about is read, and of everybody else the newest asks of the owner, so
that the cost of an answer does not grow with the mailbox.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain
from typing import NamedTuple

from narrowcast.agent.core import responsiveness
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.keys import is_new_subject
from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.responsiveness import WITHIN, Asked, Correspondence, Outcome
from narrowcast.agent.store.store import Store
from narrowcast.nlp.organisations import is_free_mail, registrable_domain

ADDRESSED_TO = 3  # people in To; the owner asks a person, not a round
RECENT_ASKS = 500  # the newest asks tell the owner's answered share

# Plain integers: every mail of a person is looked at.
_SMALL, _ADDRESSED, _AUTO = int(Flag.SMALL), int(Flag.ADDRESSED), int(Flag.AUTO)
_MACHINE = int(Flag.BULK | Flag.AUTO)
_FROM = int(Role.FROM)


class _Sent(NamedTuple):
    """A mail of the owner."""

    row: int
    time: Time
    new: bool
    keys: tuple[int, int]
    """What answers to it name: the mail itself, or its subject."""
    to: tuple[AddressId, ...]
    """Whom it asks by To."""
    parent: int
    """The key of what it answers; it asks whoever wrote that, too."""
    recipients: frozenset[AddressId]


class _Written(NamedTuple):
    """What one address wrote, in order of time."""

    seen: list[Time]
    received: list[Time]
    """What went to the owner in small circles."""
    answers: dict[int, list[Time]]
    """By what a mail says it answers, or by its subject where it says nothing."""
    keys: set[int]
    """Of the mails themselves."""


class Post:
    """Correspondence in one version of a store; *owner*: all their addresses."""

    def __init__(self, store: Store, owner: Collection[AddressId]) -> None:
        self.owner = frozenset(owner)
        self._conn = store.conn
        self._inside: dict[AddressId, bool] = {}
        self._own_domains = frozenset(filter(_is_firm, map(self._domain, sorted(self.owner))))
        self._mails: dict[int, _Sent | None] = {}
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}
        self._newest: tuple[Time, list[Outcome]] | None = None
        self._known: dict[tuple[AddressId, ...], Correspondence] = {}

    def of(self, addresses: Iterable[AddressId]) -> Correspondence:
        """Mail with one person over all their addresses."""
        members = tuple(addresses)
        if members not in self._known:
            self._known[members] = self._with(members)
        return self._known[members]

    def _with(self, members: tuple[AddressId, ...]) -> Correspondence:
        asked: dict[int, Asked] = {}
        sent: list[Time] = []
        written = [self._written(address) for address in members]
        for address, wrote in zip(members, written, strict=True):
            for mail in self._sent_to(address, wrote, sent):
                answered = _soonest(written, mail)
                one = Asked(mail.time, answered, mail.row, mail.new, address in mail.recipients)
                asked[mail.row] = _sooner(one, asked.get(mail.row, one))
        return Correspondence(
            asked=sorted(asked.values(), key=_when),
            received=sorted(chain.from_iterable(wrote.received for wrote in written)),
            sent=sorted(sent),
            seen=sorted(chain.from_iterable(wrote.seen for wrote in written)),
            outside=not any(map(self._is_inside, members)),
        )

    def base(self, now: Time, *, new_subject: bool = True, outside: bool = True) -> float:
        """The owner's answered share for such mails, from the newest asks before *now*."""
        if self._newest is None or self._newest[0] != now:
            self._newest = now, self._newest_before(now)
        return responsiveness.base(self._newest[1], now, new_subject=new_subject, outside=outside)

    # ---- one person ------------------------------------------------------------------------------

    def _written(self, author: AddressId) -> _Written:
        """All mail from one address that is not the owner's."""
        found = _Written([], [], defaultdict(list), set())
        if author in self.owner:
            return found
        for key, time, recipients, flags, subject, parent in self._conn.execute(
            "SELECT m.key, m.time, m.recipients, m.flags, m.subject_key, m.parent"
            " FROM participation p JOIN message m ON m.id = p.message"
            " WHERE p.address = ? AND p.role = ? ORDER BY p.time, p.message",
            (author, _FROM),
        ):
            found.seen.append(time)
            found.keys.add(key)
            if flags & _MACHINE:
                continue
            if flags & _SMALL and (flags & _ADDRESSED or self._holds_owner(recipients)):
                found.received.append(time)
            # By subject only where the mail does not say what it answers.
            if about := parent or subject:
                found.answers[about].append(time)
        return found

    def _holds_owner(self, recipients: str) -> bool:
        return any(not self.owner.isdisjoint(role) for role in json.loads(recipients))

    def _sent_to(self, address: AddressId, wrote: _Written, times: list[Time]) -> Iterator[_Sent]:
        """Yield what the owner asked of one address; adds the *times* of all that went to it."""
        if address in self.owner:
            return
        rows: set[int] = set()
        for row, time, author in self._conn.execute(
            "SELECT DISTINCT m.id, m.time, m.author FROM participation p JOIN message m"
            " ON m.id = p.message WHERE p.address = ? AND p.role != ?",
            (address, _FROM),
        ):
            if author in self.owner:
                times.append(time)
                rows.add(row)
        rows.update(self._answers_to(wrote.keys))
        self._read(rows)
        for row in sorted(rows):
            mail = self._mails[row]
            if mail is not None and self._asks(mail, address, wrote.keys):
                yield mail

    def _asks(self, mail: _Sent, address: AddressId, wrote: Collection[int]) -> bool:
        """Whether a mail asks an address that wrote the mails of those keys."""
        if address in mail.to:
            return True
        return mail.parent in wrote and self._author_of(mail) == address

    def _answers_to(self, keys: Collection[int]) -> Iterator[int]:
        """The owner's mails that name any of those mails as what they answer."""
        for row, author in self._conn.execute(
            "SELECT m.id, m.author FROM json_each(?) k CROSS JOIN message m ON m.parent = k.value"
            " WHERE m.parent != 0 AND m.time IS NOT NULL",
            (json.dumps(sorted(keys)),),
        ):
            if author in self.owner:
                yield row

    def _read(self, rows: Iterable[int]) -> None:
        """Read mails of the owner; None for an automatic one, which asks nothing."""
        missing = [row for row in rows if row not in self._mails]
        for row, key, time, people, flags, subject, subject_key, parent in self._conn.execute(
            "SELECT id, key, time, recipients, flags, subject, subject_key, parent FROM message"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(missing),),
        ):
            roles = json.loads(people)
            to = tuple(dict.fromkeys(a for a in roles[0] if a not in self.owner))
            asked = to if flags & _SMALL and len(to) <= ADDRESSED_TO else ()
            new = not parent and is_new_subject(subject)
            everybody = frozenset(chain.from_iterable(roles))
            mail = _Sent(row, time, new, (key, subject_key or key), asked, parent, everybody)
            self._mails[row] = None if flags & _AUTO else mail

    def _author_of(self, mail: _Sent) -> AddressId | None:
        """Who wrote the mail that a mail of the owner answers: of copies the latest before it."""
        found = (
            author
            for (author,) in self._conn.execute(
                "SELECT author FROM message WHERE key = ? AND author IS NOT NULL"
                " AND (time, id) < (?, ?) ORDER BY time DESC, id DESC",
                (mail.parent, mail.time, mail.row),
            )
            if author not in self.owner
        )
        return next(found, None)

    # ---- the owner's asks of anybody -------------------------------------------------------------

    def _newest_before(self, now: Time) -> list[Outcome]:
        """The newest asks of the owner before a moment, in order of time."""
        found: list[tuple[Outcome, ...]] = []
        wanted = RECENT_ASKS
        rows = (self._rows_before(now, author) for author in sorted(self.owner))
        for _, row in merge(*rows, reverse=True):
            found.append(self._outcomes_of(row))
            wanted -= len(found[-1])
            if wanted <= 0:
                break
        return [one for mail in reversed(found) for one in mail][-RECENT_ASKS:]

    def _rows_before(self, now: Time, author: AddressId) -> Iterator[tuple[Time, int]]:
        """What the owner wrote from one address, newest first."""
        yield from self._conn.execute(
            "SELECT time, message FROM participation WHERE address = ? AND time < ? AND role = ?"
            " ORDER BY time DESC, message DESC",
            (author, now, _FROM),
        )

    def _outcomes_of(self, row: int) -> tuple[Outcome, ...]:
        """What became within a week of one mail, by everybody asked in it."""
        if row not in self._outcomes:
            self._read([row])
            mail = self._mails[row]
            self._outcomes[row] = () if mail is None else tuple(self._outcomes_in(mail))
        return self._outcomes[row]

    def _outcomes_in(self, mail: _Sent) -> Iterator[Outcome]:
        author = self._author_of(mail) if mail.parent else None
        for address in dict.fromkeys((*mail.to, *(() if author is None else (author,)))):
            (answered,) = self._conn.execute(
                "SELECT min(p.time) FROM participation p JOIN message m ON m.id = p.message"
                " WHERE p.address = ? AND p.time > ? AND p.time <= ? AND p.role = ?"
                " AND NOT m.flags & ? AND coalesce(nullif(m.parent, 0), m.subject_key) IN (?, ?)",
                (address, mail.time, mail.time + WITHIN, _FROM, _MACHINE, *mail.keys),
            ).fetchone()
            asked = Asked(mail.time, answered, mail.row, mail.new)
            yield Outcome(asked, not self._is_inside(address))

    # ---- who is at the owner's firm --------------------------------------------------------------

    def _is_inside(self, address: AddressId) -> bool:
        """Whether an address is at one of the owner's own domains; free mail is nobody's own."""
        if address not in self._inside:
            self._inside[address] = self._domain(address) in self._own_domains
        return self._inside[address]

    def _domain(self, address: AddressId) -> str:
        row = self._conn.execute("SELECT domain FROM address WHERE id = ?", (address,)).fetchone()
        return registrable_domain(row[0]) if row else ""


def _is_firm(domain: str) -> bool:
    return bool(domain) and not is_free_mail(domain)


def _sooner(one: Asked, other: Asked) -> Asked:
    """Of one mail to two addresses of a person, whichever was answered first."""
    first = min(one, other, key=lambda asked: (asked.answered is None, asked.answered or 0))
    return first._replace(to_them=one.to_them or other.to_them)


def _when(asked: Asked) -> tuple[Time, int]:
    return asked.time, asked.row


def _soonest(written: Iterable[_Written], mail: _Sent) -> Time | None:
    """When a person first answered *mail*, from whichever of their addresses."""
    times = (_first_after(one.answers, mail.keys, mail.time) for one in written)
    return min((time for time in times if time is not None), default=None)


def _first_after(
    answers: Mapping[int, Sequence[Time]], keys: Iterable[int], time: Time
) -> Time | None:
    """When the first mail after *time* came that answers any of *keys*."""
    found = []
    for key in keys:
        times = answers.get(key, ())
        place = bisect_left(times, time + 1)
        if place < len(times):
            found.append(times[place])
    return min(found, default=None)
