"""What the owner's further addresses change: mail that the fold took for somebody else's.

Tallies and flags know the owner's addresses as configured. That another address is the owner's,
too, is found by name, and only from some moment on. So tallies stay as they are, and the difference
is added when they are read: of closed months as cells, of open ones row by row.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial
from typing import cast

from narrowcast.agent.core import ties
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import interactions
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import Cell
from narrowcast.agent.store.store import Store

Difference = Mapping[AddressId, Mapping[Cell, int]]
"""By person: what is to be added to the count of each cell; may be below 0."""


class OwnMail:
    """The differences, in one version of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        known = (store.addresses.find(key) for key in store.owner)
        self.configured = frozenset(number for number in known if number is not None)
        """As the fold knew the owner."""
        self._found: dict[frozenset[AddressId], Difference] = {}

    def difference(self, owner: frozenset[AddressId]) -> Difference:
        """What all of *owner* being the owner's changes in the tallies, of all months."""
        if owner not in self._found:
            self._found[owner] = self._work_out(owner) if owner - self.configured else {}
        return self._found[owner]

    def _work_out(self, owner: frozenset[AddressId]) -> Difference:
        cells: dict[AddressId, Counter[Cell]] = defaultdict(Counter)
        for time, author, recipients, flags, size in self._store.conn.execute(
            "SELECT time, author, recipients, flags, size FROM message WHERE time IS NOT NULL"
            " AND id IN (SELECT message FROM participation"
            " WHERE address IN (SELECT value FROM json_each(?)))",
            (json.dumps(sorted(owner - self.configured)),),
        ):
            to = partial(people_of, recipients)
            seen = flags_of(flags, author, recipients, owner)
            for own, flag, sign in ((self.configured, flags, -1), (owner, seen, 1)):
                for address, one in interactions(flag, Time(time), author, size, to, own):
                    cells[address][ties.cell(one)] += sign
        return cells


def flags_of(
    flags: int, author: AddressId | None, recipients: str, owner: frozenset[AddressId]
) -> int:
    """A message's flags, where all of *owner* are the owner's (`learn.attribute`)."""
    to, cc, _ = json.loads(recipients)
    found = flags | _OWN if author in owner else flags
    return found if owner.isdisjoint(to) and owner.isdisjoint(cc) else found | _ADDRESSED


def people_of(recipients: str) -> list[AddressId]:
    """Everybody in a message's column `recipients`, such as `[[12,15],[18],[]]`."""
    flat = recipients.replace("[", "").replace("]", "").replace(",", " ")
    # AddressId called on each would cost more than reading them.
    return cast("list[AddressId]", list(map(int, flat.split())))


_OWN, _ADDRESSED = int(Flag.OWN), int(Flag.ADDRESSED)
