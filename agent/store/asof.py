"""What was known at a moment: closed months from tallies, the last two from rows before it.

Every method reads only evidence older than the moment, so later mail cannot change an answer.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

from narrowcast.agent.core import gate, ties
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.learn import Role, interactions
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    Direction,
    Evidence,
    EvidenceKind,
    Interaction,
    Time,
)
from narrowcast.agent.core.paths import Sight, Word
from narrowcast.agent.core.ties import Cell, Volume
from narrowcast.agent.store.own_mail import OwnMail, flags_of, people_of
from narrowcast.agent.store.store import Store

LATEST_SIGHTS = 1000  # newest messages of P, and of P's employer: bounds every answer
BROUGHT_PER_MESSAGE = 3  # strangers one message can bring; more is a crowd


class Letter(NamedTuple):
    """A mail between the owner and one person."""

    row: int
    time: Time
    direction: Direction
    address: AddressId
    size: int
    flags: Flag
    subject: str


class Bringing(NamedTuple):
    """An address first seen on somebody else's mail to the owner."""

    time: Time
    author: AddressId
    message: int
    stranger: AddressId


def bringings(store: Store) -> tuple[Bringing, ...]:
    """Every stranger brought in, over all time; what depends on the moment is `AsOf.brought`."""
    rows = store.conn.execute(_BROUGHT, (int(Flag.ADDRESSED), int(_UNCOUNTED), int(Flag.SMALL)))
    return tuple(Bringing(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address as of the moment."""

    id: AddressId
    key: AddressKey
    domain: str
    kind: AddressKind


class AsOf:
    """Reads of one store at one moment."""

    def __init__(
        self,
        store: Store,
        as_of: Time,
        owner: frozenset[AddressId],
        echoes: frozenset[int] = frozenset(),
        own_mail: OwnMail | None = None,
    ) -> None:
        """*owner*: all their addresses, aliases found by name too; *echoes*: see `store.echoes`."""
        self._echoes = echoes
        self._store = store
        self._conn: sqlite3.Connection = store.conn
        self.as_of = as_of
        self.month = ties.month_of(as_of) - 1
        """The first month that is read row by row: the one before that of the moment, because half
        of the current half-life lies in it."""
        self.owner = owner
        self._own_mail = own_mail or OwnMail(store)

    # ---- ties ------------------------------------------------------------------------------------

    def volumes(self) -> dict[AddressId, Volume]:
        """Every acquaintance's fold; owner, robots and lists left out."""
        sums: dict[AddressId, list[float]] = defaultdict(lambda: [0, 0, 0, 0.0, 0.0, 0])
        decays = self._decays()
        middles = {month: ties.middle(month) for month in decays}
        # One plain loop: it runs over every cell of the mailbox for every question.
        rows = self._conn.execute(
            "SELECT address, month, direction, bucket, n FROM tally WHERE month < ?", (self.month,)
        )
        for address, month, direction, bucket, n in chain(rows, self._differing()):
            current, lasting = decays[month]
            one, weight = sums[address], n * _WEIGHTS[direction][bucket]
            one[direction] += n
            one[3] += weight * current
            one[4] += weight * lasting
            one[5] = max(one[5], middles[month])
        for address, interaction in self._open_interactions():
            direction, bucket = ties.place(interaction)
            age = (self.as_of - interaction.time) / ties.DAY
            one, weight = sums[address], _WEIGHTS[direction][bucket]
            one[direction] += 1
            one[3] += weight * 0.5 ** (age / ties.CURRENT_DAYS)
            one[4] += weight * 0.5 ** (age / ties.LASTING_DAYS)
            one[5] = max(one[5], interaction.time)
        nobody = self._nobody() | self.owner
        return {
            a: Volume(int(v[0]), int(v[1]), int(v[2]), v[3], v[4], Time(int(v[5])))
            for a, v in sums.items()
            if a not in nobody
        }

    def contact(self, addresses: Iterable[AddressId]) -> ties.Contact:
        """The full fold of a person, for one tie and its reasons."""
        wanted = set(addresses)
        closed: Counter[Cell] = Counter()
        for address in wanted:
            for month, direction, bucket, n in self._conn.execute(
                "SELECT month, direction, bucket, n FROM json_each(?) m"
                " CROSS JOIN tally t ON t.month = m.value AND t.address = ?",
                (json.dumps(list(self._decays())), address),  # the key begins with the month
            ):
                closed[Cell(month, direction, bucket)] += n
        for address, *cell, n in self._differing():
            closed[Cell(*cell)] += n if address in wanted else 0
        rows = tuple(i for a, i in self._open_interactions(wanted) if a in wanted)
        return ties.Contact({cell: n for cell, n in closed.items() if n}, rows)

    def _differing(self) -> Iterator[tuple[AddressId, int, int, int, int]]:
        """What the owner's aliases change in the closed months, as rows of `tally`."""
        for address, cells in self._own_mail.difference(self.owner).items():
            yield from ((address, *cell, n) for cell, n in cells.items() if cell.month < self.month)

    def _decays(self) -> dict[int, tuple[float, float]]:
        """What an interaction of each closed month is still worth, at the two half-lives."""
        (first,) = self._conn.execute("SELECT min(month) FROM tally").fetchone()
        start = min(
            [self.month if first is None else first, *(row[1] for row in self._differing())]
        )
        return {month: ties.decays(month, self.as_of) for month in range(start, self.month)}

    def _open_interactions(
        self, wanted: Collection[AddressId] | None = None
    ) -> Iterator[tuple[AddressId, Interaction]]:
        """Those of everybody, or of all mail and meetings that *wanted* addresses take part in."""
        start = ties.month_start(self.month)
        span = {"start": start, "as_of": self.as_of, "wanted": json.dumps(sorted(wanted or ()))}
        rows = self._conn.execute(
            "SELECT time, author, recipients, flags, size FROM message WHERE time >= :start AND"
            f" time < :as_of{'' if wanted is None else _WITH.format('message', 'participation')}"
            " ORDER BY time, id",
            span,
        )
        for time, author, recipients, flags, size in rows:
            to, flag = partial(people_of, recipients), self._flags(flags, author, recipients)
            yield from interactions(flag, Time(time), author, size, to, self.owner)
        for time, people, answer_rows in self._open_meetings(span, wanted is None):
            met = Interaction(Time(time), Direction.MET, len(people))
            for address in people:
                if answer_rows.get(address) != "declined":
                    yield AddressId(address), met

    def _open_meetings(
        self, span: Mapping[str, object], everybodys: bool
    ) -> Iterator[tuple[int, list[int], dict[int, str]]]:
        for row, time in self._conn.execute(
            "SELECT id, starts FROM meeting WHERE attended = 1 AND starts >= :start AND starts <"
            f" :as_of{'' if everybodys else _WITH.format('meeting', 'attendance')}"
            " ORDER BY starts, id",
            span,
        ).fetchall():
            answers = dict(
                self._conn.execute(
                    "SELECT address, answer FROM attendance WHERE meeting = ? AND time = ?",
                    (row, time),
                )
            )
            yield time, [a for a in answers if a not in self.owner], answers

    def _flags(self, flags: int, author: AddressId | None, recipients: str) -> int:
        """A message's flags as the moment's owner sees it."""
        if self.owner <= self._own_mail.configured:
            return flags
        return flags_of(flags, author, recipients, self.owner)

    # ---- addresses -------------------------------------------------------------------------------

    def _nobody(self) -> set[AddressId]:
        rows = self._conn.execute(
            "SELECT id FROM address WHERE kind >= ? OR listed < ?",
            (int(AddressKind.LIST), self.as_of),
        )
        return {AddressId(row[0]) for row in rows}

    def addresses(self, numbers: Iterable[AddressId]) -> dict[AddressId, AddressRow]:
        found: dict[AddressId, AddressRow] = {}
        for number in numbers:
            row = self._conn.execute(
                "SELECT id, key, domain, kind FROM address WHERE id = ?", (number,)
            ).fetchone()
            if row:
                found[number] = AddressRow(
                    AddressId(row[0]), AddressKey(row[1]), row[2], AddressKind(row[3])
                )
        return found

    def at_domains(self, domains: Iterable[str]) -> frozenset[AddressId]:
        """Addresses first seen before the moment at any of the registrable *domains*."""
        found: set[AddressId] = set()
        for domain in domains:
            rows = self._conn.execute(
                "SELECT id FROM address WHERE domain = ? AND first_seen < ?", (domain, self.as_of)
            )
            found.update(AddressId(row[0]) for row in rows)
        return frozenset(found)

    def brought(self, bringings: Iterable[Bringing]) -> dict[AddressId, int]:
        """How many strangers each author has brought to the owner (at most 3 a message)."""
        per_message = Counter((b.author, b.message) for b in bringings if self._is_strange(b))
        found: Counter[AddressId] = Counter()
        for (author, _), n in per_message.items():
            found[author] += min(n, BROUGHT_PER_MESSAGE)
        return found

    # ---- link evidence ---------------------------------------------------------------------------

    def sights(
        self, addresses: Collection[AddressId], *, crowd: int | None = None
    ) -> tuple[Sight, ...]:
        """The latest messages that any of *addresses* is on, newest first."""
        if not addresses:
            return ()
        marks = ",".join(map(str, sorted(addresses)))
        rows = self._conn.execute(
            f"SELECT DISTINCT message, time FROM participation WHERE address IN ({marks}) AND time"
            " < ?"
            " ORDER BY time DESC, message DESC LIMIT ?",
            (self.as_of, LATEST_SIGHTS),
        )
        return self._sights([row[0] for row in rows], crowd)

    def meetings(self, addresses: Collection[AddressId]) -> tuple[Sight, ...]:
        """Small, held meetings before the moment that any of *addresses* attended."""
        found = []
        for address in sorted(addresses):
            for row, time, organizer, people in self._conn.execute(
                "SELECT m.id, m.starts, m.organizer, m.people FROM attendance t JOIN meeting m ON"
                " m.id = t.meeting"
                " WHERE t.address = ? AND t.time < ? AND m.cancelled = 0 AND m.all_day = 0 AND"
                " t.answer != 'declined'"
                " AND m.size <= ?",
                (address, self.as_of, gate.SMALL_MEETING + 1),
            ):
                everybody = tuple(map(AddressId, json.loads(people)))
                others = sum(1 for a in everybody if a not in self.owner)
                found.append(Sight(row, Time(time), organizer, everybody, others))
        return tuple(dict.fromkeys(found))

    def mentions(self, keys: Iterable[int]) -> tuple[Word, ...]:
        """Find others' messages before the moment that hold any of the hashed *keys*."""
        found: dict[int, Word] = {}
        for key in sorted(set(keys)):
            for row, time, author in self._conn.execute(
                "SELECT m.id, m.time, m.author FROM mention n JOIN message m ON m.id = n.message"
                " WHERE n.key = ? AND m.time < ? AND m.author IS NOT NULL ORDER BY m.time DESC"
                " LIMIT ?",
                (key, self.as_of, LATEST_SIGHTS),
            ):
                if author not in self.owner and row not in self._echoes:
                    found[row] = Word(row, Time(time), AddressId(author))
        return tuple(found.values())

    def sights_of(self, words: Iterable[Word], *, crowd: int | None = None) -> tuple[Sight, ...]:
        """The messages of mentions, with their people."""
        return self._sights([word.row for word in words], crowd)

    def _sights(self, rows: list[int], crowd: int | None) -> tuple[Sight, ...]:
        found: list[Sight] = []
        for start in range(0, len(rows), 500):
            marks = ",".join(map(str, rows[start : start + 500]))
            for row, time, author, recipients in self._conn.execute(
                f"SELECT id, time, author, recipients FROM message WHERE id IN ({marks})"
            ):
                people = set(people_of(recipients))
                if author is not None:
                    people.add(author)
                others = len(people - self.owner)
                if crowd is None or others <= crowd:
                    found.append(Sight(row, Time(time), author, tuple(people), others))
        return tuple(found)

    # ---- what a reason rests on ------------------------------------------------------------------

    def cite(self, kind: EvidenceKind, rows: Iterable[int]) -> tuple[Evidence, ...]:
        """Rows as what the owner can open: Message-IDs; a meeting's UID and instance."""
        given, table, told = list(rows), "message", "message_id"
        if kind is EvidenceKind.MEETING:
            table, told = "meeting", "rtrim(uid || ' ' || recurrence_id)"
        known = dict(
            self._conn.execute(
                f"SELECT id, {told} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(given),),
            )
        )
        return tuple(Evidence(kind, known[row]) for row in given if row in known)

    def exchanged(self, addresses: Collection[AddressId]) -> tuple[Letter, ...]:
        """List the mails that put both in touch (`learn.interactions`), newest first."""
        found: dict[int, Letter] = {}
        for address in sorted(addresses):
            for row, time, author, recipients, flags, size, subject in self._conn.execute(
                "SELECT DISTINCT m.id, m.time, m.author, m.recipients, m.flags, m.size, m.subject"
                " FROM participation p"
                " JOIN message m ON m.id = p.message WHERE p.address = ? AND p.time < ?",
                (address, self.as_of),
            ):
                to, flag = partial(people_of, recipients), self._flags(flags, author, recipients)
                touched = interactions(flag, Time(time), author, size, to, self.owner)
                for who, interaction in touched:
                    if who == address:
                        way = interaction.direction
                        letter = Letter(row, Time(time), way, address, size, Flag(flag), subject)
                        found[row] = letter
        return tuple(sorted(found.values(), key=lambda letter: (-letter.time, letter.row)))

    def met(self, addresses: Collection[AddressId]) -> tuple[tuple[int, Time, int], ...]:
        """(row, time, people) of the meetings that owner and a person had, newest first."""
        found: dict[int, tuple[int, Time, int]] = {}
        for address in sorted(addresses):
            for row, time, size in self._conn.execute(
                "SELECT m.id, m.starts, m.size FROM attendance t JOIN meeting m ON m.id = t.meeting"
                " WHERE t.address = ? AND t.time < ? AND m.attended = 1 AND t.answer != 'declined'",
                (address, self.as_of),
            ):
                found[row] = (row, Time(time), size)
        return tuple(sorted(found.values(), key=lambda m: (-m[1], m[0])))

    def brought_by(
        self, addresses: Collection[AddressId], bringings: Iterable[Bringing]
    ) -> tuple[int, ...]:
        """The messages in which a person brought strangers to the owner, newest first."""
        those = (b for b in bringings if b.author in addresses and b.stranger not in addresses)
        rows = {(b.time, b.message) for b in those if self._is_strange(b)}
        return tuple(row for _, row in sorted(rows, key=lambda r: (-r[0], r[1])))

    def _is_strange(self, one: Bringing) -> bool:
        """Whether it was before the moment, and not an address of the owner's."""
        return one.time < self.as_of and one.stranger not in self.owner

    def writing_from(
        self, addresses: Collection[AddressId], staff: Collection[AddressId]
    ) -> tuple[tuple[int, Time], ...]:
        """Mails a person wrote from an address at the employer."""
        found: dict[int, Time] = {}
        for address in sorted(set(addresses) & set(staff)):
            found.update(
                (row, Time(time))
                for row, time in self._conn.execute(
                    "SELECT message, time FROM participation"
                    " WHERE address = ? AND time < ? AND role = ?",
                    (address, self.as_of, int(Role.FROM)),
                )
            )
        return tuple(found.items())


_WEIGHTS = [
    [ties.weight(direction, bucket) for bucket in range(len(ties.BUCKETS))]
    for direction in range(len(ties.DIRECTIONS))
]

_WITH = (
    " AND id IN (SELECT {0} FROM {1} WHERE address IN (SELECT value FROM json_each(:wanted))"
    " AND time >= :start AND time < :as_of)"
)
_UNCOUNTED = Flag.BULK | Flag.AUTO | Flag.DATELESS

_BROUGHT = """
SELECT a.first_seen, a.first_author, m.id, a.id
FROM address a JOIN message m ON m.id = a.first_message
WHERE a.first_author IS NOT NULL AND a.first_author != a.id AND a.kind = 0
  AND m.flags & ? AND NOT m.flags & ? AND m.flags & ?
"""
