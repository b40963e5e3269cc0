"""Texts that name somebody, and all they name: read back from the keyed hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.store.store import Store

LATEST_TEXTS = 300  # newest texts that name P: bounds every answer


class Text(NamedTuple):
    """A message whose text names what was looked up; *named*: whom it names."""

    row: int
    time: Time
    author: AddressId | None
    named: tuple[frozenset[AddressId], ...]
    """For every key known: the addresses it stands for; a name may be borne at several."""


Bearers = Mapping[int, Collection[tuple[AddressId, Time]]]
"""A mention's key → the addresses it stands for, each with the time it was known from."""


def texts(
    store: Store,
    keys: Iterable[int],
    bearers: Bearers,
    as_of: Time,
    without: Collection[int] = frozenset(),
) -> Iterator[Text]:
    """The newest messages before the moment that hold any of *keys*, those of rows *without* not.

    The owner's own messages count: whom the owner names together, the owner knows together.
    """
    found = _holding(store, keys, as_of)
    newest = sorted((row for row in found if row not in without), key=lambda r: (-found[r][0], r))
    for row in newest[:LATEST_TEXTS]:
        held = store.conn.execute("SELECT key FROM mention WHERE message = ?", (row,))
        named = (_borne(bearers[key], as_of) for (key,) in held if key in bearers)
        yield Text(row, *found[row], tuple(filter(None, named)))


def _borne(known: Collection[tuple[AddressId, Time]], as_of: Time) -> frozenset[AddressId]:
    return frozenset(address for address, since in known if since < as_of)


def _holding(
    store: Store, keys: Iterable[int], as_of: Time
) -> dict[int, tuple[Time, AddressId | None]]:
    """(time, author) of the messages, by row."""
    return {
        row: (time, author)
        for key in sorted(set(keys))
        for row, time, author in store.conn.execute(
            "SELECT m.id, m.time, m.author FROM mention n JOIN message m ON m.id = n.message"
            " WHERE n.key = ? AND m.time < ? ORDER BY m.time DESC LIMIT ?",
            (key, as_of, LATEST_TEXTS),
        )
    }
