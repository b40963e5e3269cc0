"""What the mail tells of past introductions: strangers brought in, and what came of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from narrowcast.agent.core.archaeology import GROUP_SIZE, ROUND_SIZE, Naming
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.keys import is_new_subject, key_of
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.touches import PERSONAL_SIZE, WITHIN, Mail, Meeting
from narrowcast.agent.store.store import Store
from narrowcast.nlp.introducing import subject_introduces


class Lead(NamedTuple):
    """A stranger brought to the owner with whom the owner then was in touch, by addresses."""

    time: Time
    followed: Time
    """When owner and stranger first wrote to each other: it is known from then on."""
    introducer: AddressId
    stranger: AddressId
    message: int


def leads(store: Store) -> tuple[Lead, ...]:
    """Every address that was first seen on a contact's mail to the owner and that owner or stranger
    then wrote from or to, over all time; what depends on the moment is `introduced`.

    A narrower reading of `archaeology.introductions` in one query, cheap enough for every question.
    """
    rows = store.conn.execute(
        _LEADS,
        {
            "addressed": int(Flag.ADDRESSED),
            "own": int(Flag.OWN),
            "list": int(Flag.LIST),
            "small": int(Flag.SMALL),
            "uncounted": _UNCOUNTED,
            "within": WITHIN,
            "personal": PERSONAL_SIZE,
            "round": ROUND_SIZE,
        },
    )
    return tuple(
        Lead(Time(time), Time(followed), AddressId(author), AddressId(stranger), message)
        for time, followed, author, stranger, message in rows
    )


def introduced(found: Iterable[Lead], as_of: Time) -> dict[AddressId, int]:
    """How many introductions by each address had led to contact before the moment."""
    return dict(Counter(lead.introducer for lead in found if lead.followed < as_of))


def stand_still(store: Store) -> None:
    """From here on *store* reads as it is now, whatever others write (a snapshot of the WAL)."""
    store.conn.execute("BEGIN")
    store.conn.execute("SELECT count(*) FROM setting").fetchone()  # the snapshot begins with a read


@dataclass(frozen=True, slots=True)
class Who:
    """Whose addresses are whose, as far as the history asks."""

    owner: frozenset[AddressId]
    persons: Mapping[AddressId, AddressId]
    """The person behind each address; lists, robots, offices and the owner are not in it."""

    def people(self, addresses: Sequence[AddressId]) -> tuple[AddressId, ...]:
        """The persons behind *addresses*, each once, in their order."""
        known = self.persons
        return tuple(dict.fromkeys([known[a] for a in addresses if a in known]))


def who(
    store: Store,
    as_of: Time,
    owner: frozenset[AddressId],
    of: Callable[[AddressId], AddressId] = lambda address: address,
) -> Who:
    """Everybody known before the moment, as persons (*of*) or, by default, as addresses."""
    rows = store.conn.execute(
        "SELECT id FROM address WHERE kind = ? AND (listed IS NULL OR listed >= ?)",
        (int(AddressKind.PERSON), as_of),
    )
    return Who(owner, {number: of(number) for (number,) in rows if number not in owner})


def persons(store: Store) -> frozenset[AddressId]:
    """Addresses that are spelled like a person's; whoever has one may be proposed."""
    rows = store.conn.execute("SELECT id FROM address WHERE kind = ?", (int(AddressKind.PERSON),))
    return frozenset(AddressId(number) for (number,) in rows)


def mails(store: Store, as_of: Time, who: Who) -> Iterator[Mail]:
    """What people wrote before the moment, in order of time, without bulk and automatic mail."""
    rows = store.conn.execute(
        "SELECT id, time, author, recipients, size, flags, message_id, parent, thread, subject"
        " FROM message WHERE time < ? AND (flags & ? OR NOT flags & ?) ORDER BY time, id",
        (as_of, _OWN, _UNCOUNTED),
    )
    owner, persons, people = who.owner, who.persons, who.people
    for row, time, author, recipients, size, flags, message_id, parent, thread, subject in rows:
        to, cc, bcc = json.loads(recipients)
        own = bool(flags & _OWN) or author in owner
        spoken_to = not owner.isdisjoint(to)
        addressed = spoken_to or not owner.isdisjoint(cc)
        may_introduce = addressed and not own and size <= GROUP_SIZE
        yield Mail(
            row=row,
            time=time,
            author=None if own else persons.get(author),
            own=own,
            addressed=addressed,
            spoken_to=spoken_to,
            to=people(to),
            cc=people(cc) if cc else (),
            bcc=people(bcc) if bcc else (),
            size=size,
            on_list=bool(flags & _LIST),
            key=key_of(message_id),
            parent=parent,
            thread=thread,
            says_so=may_introduce and is_new_subject(subject) and subject_introduces(subject),
        )


def meetings(store: Store, as_of: Time, who: Who) -> tuple[Meeting, ...]:
    """The owner's held meetings before the moment, in order of time."""
    answers: dict[int, list[AddressId]] = {}
    for row, address in store.conn.execute(
        "SELECT t.meeting, t.address FROM attendance t JOIN meeting m ON m.id = t.meeting"
        " WHERE m.attended = 1 AND m.starts < ? AND t.answer != 'declined' ORDER BY t.address",
        (as_of,),
    ):
        answers.setdefault(row, []).append(address)
    return tuple(
        Meeting(
            row=row,
            time=Time(time),
            organizer=next(iter(who.people([organizer])), None) if organizer else None,
            people=who.people(answers.get(row, ())),
            recurring=bool(recurring),
        )
        for row, time, organizer, recurring in store.conn.execute(
            "SELECT id, starts, organizer, recurring FROM meeting WHERE attended = 1"
            " AND cancelled = 0 AND all_day = 0 AND starts < ? ORDER BY starts, id",
            (as_of,),
        )
    )


def first_mail(store: Store, as_of: Time) -> Time | None:
    """When the oldest message before the moment was sent; None: there is none."""
    (time,) = store.conn.execute(
        "SELECT min(time) FROM message WHERE time < ?", (as_of,)
    ).fetchone()
    return None if time is None else Time(time)


class Sought(NamedTuple):
    """An address looked for in texts, as its mention's hash."""

    key: int
    person: AddressId
    met: Time
    """When the owner was first in touch with the person."""


def namings(
    store: Store, sought: Iterable[Sought], who: Who, echoes: Collection[int]
) -> Iterator[Naming]:
    """The small mails to the owner that hold an address, in the time before the owner was in touch
    with that person; *echoes* only repeat what the owner's own letters said.
    """
    for key, person, met in sought:
        for row, time, author in store.conn.execute(
            "SELECT m.id, m.time, m.author FROM mention n JOIN message m ON m.id = n.message"
            " WHERE n.key = ? AND m.time >= ? AND m.time < ? AND m.size <= ? AND m.flags & ?"
            " AND NOT m.flags & ? AND m.author IS NOT NULL",
            (
                key,
                met - WITHIN,
                met,
                GROUP_SIZE,
                int(Flag.ADDRESSED),
                _UNCOUNTED | _OWN,
            ),
        ):
            if row not in echoes:
                for writer in who.people([author]):
                    yield Naming(row, Time(time), writer, person)


_OWN, _LIST = int(Flag.OWN), int(Flag.LIST)
_UNCOUNTED = int(Flag.BULK | Flag.AUTO | Flag.DATELESS)

_LEADS = """
SELECT a.first_seen, min(p.time), a.first_author, a.id, a.first_message
FROM address a JOIN message m ON m.id = a.first_message
  JOIN participation p ON p.address = a.id AND p.time > a.first_seen
    AND p.time <= a.first_seen + :within
  JOIN message f ON f.id = p.message
WHERE a.first_author IS NOT NULL AND a.first_author != a.id AND a.kind = 0
  AND m.flags & :addressed AND NOT m.flags & :uncounted AND m.flags & :small
  AND f.size <= CASE WHEN f.flags & :list THEN :round ELSE :personal END
  AND NOT f.flags & :uncounted
  AND ((p.role = 0 AND f.flags & :addressed) OR (p.role IN (1, 2) AND f.flags & :own))
GROUP BY a.id
"""
