"""Texts that name somebody, and all they name: read back from the keyed hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import Word
from narrowcast.agent.store.store import Store

LATEST_TEXTS = 300  # newest texts that name P: bounds every answer


class Text(NamedTuple):
    """A message whose text names what was looked up; *named*: whom it names."""

    word: Word
    named: tuple[frozenset[AddressId], ...]
    """For every key known: the addresses it stands for; a name may be borne at several."""


Bearers = Mapping[int, Collection[tuple[AddressId, Time]]]
"""A mention's key → the addresses it stands for, each with the time it was known from."""


def texts(
    store: Store,
    words: Iterable[Word],
    bearers: Bearers,
    as_of: Time,
) -> Iterator[Text]:
    """Whom else each of those messages names (`holding`)."""
    for word in words:
        held = store.conn.execute("SELECT key FROM mention WHERE message = ?", (word.row,))
        named = (_borne(bearers[key], as_of) for (key,) in held if key in bearers)
        yield Text(word, tuple(filter(None, named)))


def holding(
    store: Store, keys: Iterable[int], as_of: Time, without: Collection[int] = frozenset()
) -> tuple[Word, ...]:
    """The newest messages before the moment that hold any of *keys*, those of rows *without* not.

    The owner's own messages count: whom the owner names together, the owner knows together.
    """
    found = {
        row: Word(row, time, author)
        for key in sorted(set(keys))
        for row, time, author in store.conn.execute(
            "SELECT m.id, m.time, m.author FROM mention n JOIN message m ON m.id = n.message"
            " WHERE n.key = ? AND m.time < ? AND m.author IS NOT NULL ORDER BY m.time DESC LIMIT ?",
            (key, as_of, LATEST_TEXTS),
        )
        if row not in without
    }
    newest = sorted(found.values(), key=lambda word: (-word.time, word.row))
    return tuple(newest[:LATEST_TEXTS])


def _borne(known: Collection[tuple[AddressId, Time]], as_of: Time) -> frozenset[AddressId]:
    return frozenset(address for address, since in known if since < as_of)
