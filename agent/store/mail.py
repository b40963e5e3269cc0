"""Messages into rows and folds; commutative, so that any order of arrival gives the same store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from narrowcast.agent.core import ties
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.keys import key_of
from narrowcast.agent.core.learn import (
    Role,
    Seen,
    attribute,
    combined,
)
from narrowcast.agent.core.model import AddressId, AddressKey, Direction, Interaction
from narrowcast.agent.core.parties import Party, party_of
from narrowcast.agent.store import many
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.connectors.records import Mailbox


@dataclass(frozen=True, slots=True)
class Kept:
    """(remote id, row) of every message of the page, and how many were new."""

    ids: tuple[tuple[str, int], ...]
    new: int


def keep(
    conn: sqlite3.Connection,
    book: AddressBook,
    messages: Sequence[tuple[str, Seen]],
    owner: Collection[AddressKey],
) -> Kept:
    """Write messages not known yet; where a copy adds something, fold the old row out and the union
    in.
    """
    book.expect({party.key for _, seen in messages for _, party in _parties_of(seen)})
    firsts, again = _apart(seen for _, seen in messages)
    known = _known_rows(conn, firsts)
    fresh = [seen for identity, seen in firsts.items() if identity not in known]
    numbers = _insert(conn, book, fresh, owner)
    numbers |= {identity: row[0] for identity, row in known.items()}
    _unite(conn, book, [(row, firsts[identity]) for identity, row in known.items()], owner)
    while again:  # one after another, as if each had come in a page of its own
        book.flush()  # what is folded out is read from rows
        copies, again = _apart(again)
        rows = _known_rows(conn, copies)
        _unite(conn, book, [(row, copies[identity]) for identity, row in rows.items()], owner)
    return Kept(tuple((remote, numbers[seen.identity]) for remote, seen in messages), len(fresh))


def _apart(messages: Iterable[Seen]) -> tuple[dict[int, Seen], list[Seen]]:
    """The first copy of every message, by identity, and the further copies."""
    firsts: dict[int, Seen] = {}
    again = [seen for seen in messages if firsts.setdefault(seen.identity, seen) is not seen]
    return firsts, again


def fold_again(conn: sqlite3.Connection, book: AddressBook, owner: Collection[AddressKey]) -> None:
    """Derive flags and mail tallies anew from rows, after the owner's addresses changed."""
    conn.execute("DELETE FROM tally WHERE direction != ?", (_MET,))
    totals: dict[tuple[int, ...], int] = {}
    flags: list[tuple[int, int]] = []
    for row in conn.execute("SELECT id FROM message").fetchall():
        seen = stored(conn, row[0])
        flag, interactions = attribute(seen, owner)
        flags.append((int(flag), row[0]))
        _count(totals, book, interactions, 1)
    conn.executemany("UPDATE message SET flags = ? WHERE id = ?", flags)
    _add(conn, totals)


def leave(
    conn: sqlite3.Connection,
    book: AddressBook,
    row: int,
    address: AddressId,
    owner: Collection[AddressKey],
) -> None:
    """Take a forgotten person out of what others wrote, and the subject that may name them: a mail
    to fewer is folded into other cells.
    """
    totals: dict[tuple[int, ...], int] = {}
    _count(totals, book, attribute(stored(conn, row), owner)[1], -1)
    ((text,),) = conn.execute("SELECT recipients FROM message WHERE id = ?", (row,))
    left = [[one for one in role if one != address] for role in json.loads(text)]
    conn.execute(
        "UPDATE message SET recipients = ?, size = ?, subject = '' WHERE id = ?",
        (json.dumps(left, separators=(",", ":")), len({one for role in left for one in role}), row),
    )
    flags, interactions = attribute(stored(conn, row), owner)
    conn.execute("UPDATE message SET flags = ? WHERE id = ?", (int(flags), row))
    _count(totals, book, interactions, 1)
    _add(conn, totals)


def stored(conn: sqlite3.Connection, row: int) -> Seen:
    """A message back from its row, without its mentions."""
    (
        identity,
        message_id,
        time,
        offset,
        author,
        recipients,
        flags,
        subject,
        subject_key,
        parent,
        thread,
        octets,
    ) = conn.execute(
        "SELECT identity, message_id, time, utc_offset, author, recipients, flags, subject,"
        " subject_key, parent,"
        " thread, octets FROM message WHERE id = ?",
        (row,),
    ).fetchone()
    pairs = [
        (Role(role), number)
        for role, numbers in zip(_ROLES, json.loads(recipients), strict=True)
        for number in numbers
    ]
    parties = _parties(conn, {number for _, number in pairs} | ({author} if author else set()))
    return Seen(
        identity=identity, message_id=message_id, time=time, utc_offset=offset,
        author=parties.get(author), recipients=tuple((role, parties[n]) for role, n in pairs),
        flags=Flag(flags) & ~(Flag.OWN | Flag.ADDRESSED), subject=subject, subject_key=subject_key,
        parent=parent, thread=thread, octets=octets,
    )  # fmt: skip


_FROM = Role.FROM
_ROLES = (Role.TO, Role.CC, Role.BCC)
_MET = ties.DIRECTIONS.index(Direction.MET)


Row = tuple[Any, ...]
"""A row of `message`: its number, its identity, and what `_row` gives."""


def _known_rows(conn: sqlite3.Connection, identities: Collection[int]) -> dict[int, Row]:
    """The rows of the messages that are there already, by identity."""
    found: dict[int, Row] = {}
    for chunk in _chunks(list(identities)):
        marks = ",".join("?" * len(chunk))
        query = f"SELECT * FROM message WHERE identity IN ({marks})"
        found.update((row[1], row) for row in conn.execute(query, chunk))
    return found


@dataclass(slots=True)
class _Batch:
    """Rows of one page, written together."""

    messages: list[Row] = field(default_factory=list[Row])
    participations: list[tuple[int, ...]] = field(default_factory=list[tuple[int, ...]])
    mentions: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    tallies: dict[tuple[int, ...], int] = field(default_factory=dict[tuple[int, ...], int])

    def write(self, conn: sqlite3.Connection) -> None:
        many.insert(conn, "INSERT INTO message VALUES", self.messages)
        many.insert(conn, "INSERT OR IGNORE INTO participation VALUES", self.participations)
        many.insert(conn, "INSERT OR IGNORE INTO mention VALUES", self.mentions)
        _add(conn, self.tallies)


def _insert(
    conn: sqlite3.Connection,
    book: AddressBook,
    fresh: Sequence[Seen],
    owner: Collection[AddressKey],
) -> dict[int, int]:
    (last,) = conn.execute("SELECT coalesce(max(id), 0) FROM message").fetchone()
    batch, numbers = _Batch(), {}
    for row, seen in enumerate(fresh, last + 1):
        numbers[seen.identity] = row
        _put(batch, book, row, seen, owner)
        batch.mentions += [(key, row) for key in seen.mentions]
    batch.write(conn)
    return numbers


def _put(
    batch: _Batch, book: AddressBook, row: int, seen: Seen, owner: Collection[AddressKey]
) -> None:
    """Add a message, who takes part in it and whom it puts in contact with the owner."""
    flags, interactions = attribute(seen, owner)
    people = _sight(book, row, seen)
    batch.messages.append(_row(row, seen, people, flags))
    batch.participations += _participations(row, seen, people)
    _count(batch.tallies, book, interactions, 1)


def _unite(
    conn: sqlite3.Connection,
    book: AddressBook,
    copies: Iterable[tuple[Row, Seen]],
    owner: Collection[AddressKey],
) -> None:
    """Add what further copies tell of messages that are there."""
    batch = _Batch()
    for known, seen in copies:
        row = known[0]
        batch.mentions += [(key, row) for key in seen.mentions]
        flags, _ = attribute(seen, owner)
        if known != _row(row, seen, _sight(book, row, seen), flags):
            _union(conn, batch, book, row, _nameless(seen), owner)
    batch.write(conn)


def _nameless(seen: Seen) -> Seen:
    """A copy without what was noted already, at the copy's own time: names and lists."""
    return seen._replace(
        author=replace(seen.author, name="") if seen.author else None,
        recipients=tuple((role, replace(party, name="")) for role, party in seen.recipients),
        lists=frozenset(),
    )


def _union(
    conn: sqlite3.Connection,
    batch: _Batch,
    book: AddressBook,
    row: int,
    seen: Seen,
    owner: Collection[AddressKey],
) -> None:
    """Fold the old row of a message out, and its union with another copy in."""
    before = stored(conn, row)
    after = combined(before, seen)
    if _facts(before) == _facts(after):
        return
    _count(batch.tallies, book, attribute(before, owner)[1], -1)
    if before.time is not None:
        conn.executemany(
            "DELETE FROM participation WHERE address = ? AND time = ? AND message = ?",
            [(book.number(party), before.time, row) for _, party in _parties_of(before)],
        )
    conn.execute("DELETE FROM message WHERE id = ?", (row,))
    _put(batch, book, row, after, owner)


def _facts(seen: Seen) -> tuple[object, ...]:
    author = seen.author.key if seen.author else None
    recipients = frozenset((role, party.key) for role, party in seen.recipients)
    own = (seen.time, seen.flags, seen.message_id, seen.subject, seen.octets, seen.parent)
    return (*own, author, recipients)


People = tuple[list[int], list[int], list[int], list[int]]
"""Numbers of addresses by Role: FROM, TO, CC, BCC."""


def _sight(book: AddressBook, row: int, seen: Seen) -> People:
    """Note whom the message shows, under which names, and which addresses are lists."""
    time = seen.time
    if time is None:
        shown = [book.number(party) for _, party in _parties_of(seen)]
    else:
        recipients = [party for _, party in seen.recipients]
        shown = book.shown(seen.author, recipients, time=time, identity=seen.identity, message=row)
        for key in seen.lists:
            if (listed := party_of(Mailbox("", key))) is not None:
                book.listed(listed, time)
    people: People = ([], [], [], [])
    for (role, _), number in zip(_parties_of(seen), shown, strict=True):
        people[role].append(number)
    return people


def _parties_of(seen: Seen) -> Iterator[tuple[Role, Party]]:
    if seen.author is not None:
        yield _FROM, seen.author
    yield from seen.recipients


def _row(row: int, seen: Seen, people: People, flags: Flag) -> Row:
    authors, to, cc, bcc = people
    # As JSON; to write it so takes a third of the time of json.dumps.
    lists = [",".join(map(str, one)) if one else "" for one in (to, cc, bcc)]
    recipients = f"[[{'],['.join(lists)}]]"
    return (
        row, seen.identity, seen.message_id, seen.time, seen.utc_offset,
        authors[0] if authors else None, recipients, len({*to, *cc, *bcc}), int(flags),
        seen.subject, seen.subject_key, seen.parent, seen.thread, seen.octets,
        key_of(seen.message_id),
    )  # fmt: skip


def _participations(row: int, seen: Seen, people: People) -> list[tuple[int, ...]]:
    time = seen.time
    if time is None:
        return []
    authors, to, cc, bcc = people
    found: list[tuple[int, ...]] = [(number, time, row, 0) for number in authors]
    found += [(number, time, row, 1) for number in to]
    if cc:
        found += [(number, time, row, 2) for number in cc]
    if bcc:
        found += [(number, time, row, 3) for number in bcc]
    return found


def _count(
    tallies: dict[tuple[int, ...], int],
    book: AddressBook,
    interactions: Iterable[tuple[AddressKey, Interaction]],
    sign: int,
) -> None:
    last, cell = None, None
    for key, interaction in interactions:
        if interaction is not last:  # all recipients of a mail share one
            last, cell = interaction, ties.cell(interaction)
        address = book.find(key)
        if address is not None and cell is not None:
            where = (address, *cell)
            tallies[where] = tallies.get(where, 0) + sign


def _add(conn: sqlite3.Connection, tallies: Mapping[tuple[int, ...], int]) -> None:
    many.insert(
        conn,
        "INSERT INTO tally VALUES",
        [(*where, n) for where, n in tallies.items() if n],
        "ON CONFLICT (address, month, direction, bucket) DO UPDATE SET n = n + excluded.n",
    )
    if any(n < 0 for n in tallies.values()):
        conn.execute("DELETE FROM tally WHERE n = 0")


def _parties(conn: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Party]:
    found: dict[int, Party] = {}
    for chunk in _chunks(sorted(numbers)):
        marks = ",".join("?" * len(chunk))
        for number, key, seen, domain, kind in conn.execute(
            f"SELECT id, key, seen, domain, kind FROM address WHERE id IN ({marks})", chunk
        ):
            found[number] = Party(AddressKey(key), seen, "", domain, AddressKind(kind))
    return found


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), many.PARAMETERS):
        yield values[start : start + many.PARAMETERS]
