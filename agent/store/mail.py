"""Messages into rows and folds; commutative, so that any order of arrival gives the same store."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from narrowcast.agent.core import ties
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.learn import (
    Role,
    Seen,
    Signed,
    attribute,
    combined,
)
from narrowcast.agent.core.model import AddressId, AddressKey, Direction, Interaction
from narrowcast.agent.core.parties import Party, party_of
from narrowcast.agent.store.addresses import AddressBook
from narrowcast.connectors.records import Mailbox

CHUNK = 500  # parameters of one IN list


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
    distinct: dict[int, Seen] = {}
    for _, seen in messages:
        known = distinct.get(seen.identity)
        distinct[seen.identity] = combined(known, seen) if known else seen
    rows = _known_rows(conn, distinct)
    fresh = [seen for identity, seen in distinct.items() if identity not in rows]
    changed = [(rows[i], seen) for i, seen in distinct.items() if i in rows]
    numbers = _insert(conn, book, fresh, owner)
    for row, seen in changed:
        numbers[seen.identity] = row
        _union(conn, book, row, seen, owner)
    return Kept(tuple((remote, numbers[seen.identity]) for remote, seen in messages), len(fresh))


def keep_signatures(conn: sqlite3.Connection, book: AddressBook, signed: Iterable[Signed]) -> None:
    """Write signature blocks, their claims, and on which messages they stood."""
    for s in signed:
        address = book.find(s.author)
        row = conn.execute(
            "SELECT id, time FROM message WHERE identity = ?", (s.identity,)
        ).fetchone()
        if address is None or row is None or row[1] is None:
            continue
        block = _block(conn, address, s)
        conn.execute("INSERT OR IGNORE INTO signed VALUES (?, ?, ?)", (block, row[1], row[0]))
        conn.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)",
            [(block, c.kind, c.value, c.confidence) for c in s.claims or ()],
        )


def _block(conn: sqlite3.Connection, address: AddressId, signed: Signed) -> int:
    """The row of a block; a newer extractor's claims take the place of the older one's."""
    conn.execute(
        "INSERT INTO block (address, digest, extractor) VALUES (?, ?, ?)"
        " ON CONFLICT (address, digest) DO NOTHING",
        (address, signed.digest, signed.extractor),
    )
    number, extractor = conn.execute(
        "SELECT id, extractor FROM block WHERE address = ? AND digest = ?",
        (address, signed.digest),
    ).fetchone()
    if extractor < signed.extractor and signed.claims is not None:
        conn.execute("DELETE FROM claim WHERE block = ?", (number,))
        conn.execute("UPDATE block SET extractor = ? WHERE id = ?", (signed.extractor, number))
    return int(number)


def known_blocks(conn: sqlite3.Connection, key: AddressKey, extractor: int) -> frozenset[bytes]:
    """Digests of the blocks already read for an address by this extractor."""
    rows = conn.execute(
        "SELECT b.digest FROM block b JOIN address a ON a.id = b.address WHERE a.key = ? AND"
        " b.extractor >= ?",
        (key, extractor),
    )
    return frozenset(bytes(row[0]) for row in rows)


def fold_again(conn: sqlite3.Connection, book: AddressBook, owner: Collection[AddressKey]) -> None:
    """Derive flags and mail tallies anew from rows, after the owner's addresses changed."""
    conn.execute("DELETE FROM tally WHERE direction != ?", (_MET,))
    totals: Counter[tuple[int, ...]] = Counter()
    flags: list[tuple[int, int]] = []
    for row in conn.execute("SELECT id FROM message").fetchall():
        seen = stored(conn, row[0])
        flag, interactions = attribute(seen, owner)
        flags.append((int(flag), row[0]))
        _count(totals, book, interactions, 1)
    conn.executemany("UPDATE message SET flags = ? WHERE id = ?", flags)
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


_ROLES = (Role.TO, Role.CC, Role.BCC)
_MET = ties.DIRECTIONS.index(Direction.MET)


def _known_rows(conn: sqlite3.Connection, identities: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in _chunks(list(identities)):
        marks = ",".join("?" * len(chunk))
        found.update(
            conn.execute(f"SELECT identity, id FROM message WHERE identity IN ({marks})", chunk)
        )
    return found


def _insert(
    conn: sqlite3.Connection,
    book: AddressBook,
    fresh: Sequence[Seen],
    owner: Collection[AddressKey],
) -> dict[int, int]:
    (last,) = conn.execute("SELECT coalesce(max(id), 0) FROM message").fetchone()
    numbers = {seen.identity: last + i for i, seen in enumerate(fresh, 1)}
    totals: Counter[tuple[int, ...]] = Counter()
    messages: list[tuple[object, ...]] = []
    participations: list[tuple[int, ...]] = []
    mentions: list[tuple[int, int]] = []
    for seen in fresh:
        row = numbers[seen.identity]
        flags, interactions = attribute(seen, owner)
        messages.append(_row(book, row, seen, flags))
        participations += _participate(book, row, seen)
        _sight(book, row, seen)
        mentions += [(key, row) for key in seen.mentions]
        _count(totals, book, interactions, 1)
    conn.executemany(f"INSERT INTO message VALUES ({','.join('?' * 14)})", messages)
    conn.executemany("INSERT OR IGNORE INTO participation VALUES (?, ?, ?, ?)", participations)
    conn.executemany("INSERT OR IGNORE INTO mention VALUES (?, ?)", mentions)
    _add(conn, totals)
    return numbers


def _union(
    conn: sqlite3.Connection, book: AddressBook, row: int, seen: Seen, owner: Collection[AddressKey]
) -> None:
    before = stored(conn, row)
    after = combined(before, seen)
    mentions = [(key, row) for key in seen.mentions]
    conn.executemany("INSERT OR IGNORE INTO mention VALUES (?, ?)", mentions)
    _sight(book, row, replace(seen, time=after.time))  # names and lists that only this copy tells
    if _facts(before) == _facts(after):
        return
    totals: Counter[tuple[int, ...]] = Counter()
    _count(totals, book, attribute(before, owner)[1], -1)
    flags, interactions = attribute(after, owner)
    _count(totals, book, interactions, 1)
    if before.time is not None:
        parties = [party for _, party in before.recipients] + (
            [before.author] if before.author else []
        )
        conn.executemany(
            "DELETE FROM participation WHERE address = ? AND time = ? AND message = ?",
            [(book.number(party), before.time, row) for party in parties],
        )
    conn.execute("DELETE FROM message WHERE id = ?", (row,))
    conn.execute(
        f"INSERT INTO message VALUES ({','.join('?' * 14)})", _row(book, row, after, flags)
    )
    conn.executemany(
        "INSERT OR IGNORE INTO participation VALUES (?, ?, ?, ?)",
        list(_participate(book, row, after)),
    )
    _add(conn, totals)


def _facts(seen: Seen) -> tuple[object, ...]:
    author = seen.author.key if seen.author else None
    recipients = frozenset((role, party.key) for role, party in seen.recipients)
    own = (seen.time, seen.flags, seen.message_id, seen.subject, seen.octets, seen.parent)
    return (*own, author, recipients)


def _row(book: AddressBook, row: int, seen: Seen, flags: Flag) -> tuple[object, ...]:
    by_role: dict[Role, list[int]] = {role: [] for role in _ROLES}
    for role, party in seen.recipients:
        by_role[role].append(book.number(party))
    recipients = json.dumps([by_role[role] for role in _ROLES], separators=(",", ":"))
    author = book.number(seen.author) if seen.author else None
    return (
        row, seen.identity, seen.message_id, seen.time, seen.utc_offset, author, recipients,
        seen.size, int(flags), seen.subject, seen.subject_key, seen.parent, seen.thread,
        seen.octets,
    )  # fmt: skip


def _participate(book: AddressBook, row: int, seen: Seen) -> Iterator[tuple[int, int, int, int]]:
    if seen.time is None:
        return
    for role, party in _parties_of(seen):
        yield book.number(party), seen.time, row, int(role)


def _sight(book: AddressBook, row: int, seen: Seen) -> None:
    """Note whom the message shows, under which names, and which addresses are lists."""
    if seen.time is None:
        return
    author = book.number(seen.author) if seen.author else None
    for role, party in _parties_of(seen):
        book.sighted(party, time=seen.time, identity=seen.identity, author=author, message=row)
        book.named(party, own=role is Role.FROM, time=seen.time)
    for key in seen.lists:
        if (listed := party_of(Mailbox("", key))) is not None:
            book.listed(listed, seen.time)


def _parties_of(seen: Seen) -> Iterator[tuple[Role, Party]]:
    yield from seen.recipients
    if seen.author:
        yield Role.FROM, seen.author


def _count(
    totals: Counter[tuple[int, ...]],
    book: AddressBook,
    interactions: Iterable[tuple[AddressKey, Interaction]],
    sign: int,
) -> None:
    for key, interaction in interactions:
        address = book.find(key)
        if address is not None:
            totals[(address, *ties.cell(interaction))] += sign


def _add(conn: sqlite3.Connection, totals: Counter[tuple[int, ...]]) -> None:
    conn.executemany(
        "INSERT INTO tally VALUES (?, ?, ?, ?, ?) ON CONFLICT (address, month, direction, bucket)"
        " DO UPDATE SET"
        " n = n + excluded.n",
        [(*where, n) for where, n in totals.items() if n],
    )
    if any(n < 0 for n in totals.values()):
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
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
