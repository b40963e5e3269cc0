"""Everybody in touch with the owner as of a moment: what all its questions share.

What a prospect changes is little: the prospect is nobody's introducer, and colleagues of the
prospect pass them on. So habits are worked out once for a moment, and again for those few alone;
for everybody only where the prospect is the one whom the others are measured by.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from operator import ge

from narrowcast.agent.core import chance
from narrowcast.agent.core.chance import Form, Habits, Manners, Scale
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import Volume


class Acquaintances:
    """Persons, by representative address, with their mail added up over addresses."""

    def __init__(
        self,
        volumes: Mapping[AddressId, Volume],
        manners: Manners,
        person_of: Callable[[AddressId], AddressId],
        as_of: Time,
        form: Form,
    ) -> None:
        """*volumes* and *manners*: by address."""
        self.person_of, self.as_of, self.form = person_of, as_of, form
        self._by_address = volumes
        self.volumes = _added(volumes, volumes, person_of)
        self.manners = Manners(*(_counted(counts, person_of) for counts in manners))

    def beside(self, prospect: Collection[AddressId], house: Collection[AddressId]) -> Beside:
        """All of them but the *prospect*; *house*: the addresses where the prospect has one."""
        known = self._by_address
        touched = self.volumes.keys() & set(map(self.person_of, prospect))
        volumes = dict(self.volumes)
        for person in touched:
            volumes.pop(person, None)
        if any(person not in prospect for person in touched):
            left = (a for a in known if a not in prospect and self.person_of(a) in touched)
            others = _added(left, known, self.person_of)
            volumes.update((p, v) for p, v in others.items() if p not in prospect)
        mates = {self.person_of(one) for one in house if one in known}
        return Beside(self, volumes, frozenset(touched), frozenset(mates))

    @cached_property
    def scale(self) -> Scale:
        """What everybody is measured by."""
        return chance.scale(self.volumes, self.manners)

    @cached_property
    def tendencies(self) -> dict[AddressId, float]:
        """Everybody's, where nobody is the prospect's housemate."""
        return self.tendencies_of(self.volumes, self.scale)

    def tendencies_of(
        self,
        volumes: Mapping[AddressId, Volume],
        scale: Scale,
        mates: Collection[AddressId] = (),
    ) -> dict[AddressId, float]:
        """`chance.tendency` of the persons of *volumes*."""
        done, as_of, form = self.manners.of, self.as_of, self.form
        return {
            p: chance.tendency(chance.habit(v, done(p), scale, as_of, housemate=p in mates), form)
            for p, v in volumes.items()
        }


class Beside:
    """The acquaintances who may bring one prospect and the owner together."""

    def __init__(
        self,
        everybody: Acquaintances,
        volumes: dict[AddressId, Volume],
        touched: frozenset[AddressId],
        mates: frozenset[AddressId],
    ) -> None:
        """*touched*: whose mail is the prospect's, or was in part; *mates*: the housemates."""
        self.volumes = volumes
        self._all, self._touched, self._mates = everybody, touched, mates

    @cached_property
    def habits(self) -> Habits:
        """All that is known of everybody whoever the prospect is."""
        return chance.habits(self.volumes, self._all.manners, self._mates, self._all.as_of)

    @property
    def tendencies(self) -> dict[AddressId, float]:
        """The logarithm of everybody's habit, as `chance.tendency` of `habits`."""
        if any(map(self._is_measure, self._touched)):
            scale = chance.scale(self.volumes, self._all.manners)
            return self._all.tendencies_of(self.volumes, scale, self._mates)
        found = dict(self._all.tendencies)
        for person in self._touched:
            found.pop(person, None)
        again = (self._mates | self._touched) & self.volumes.keys()
        others = {person: self.volumes[person] for person in sorted(again)}
        return found | self._all.tendencies_of(others, self._all.scale, self._mates)

    def _is_measure(self, person: AddressId) -> bool:
        volume, scale = self._all.volumes[person], self._all.scale
        return (
            math.log1p(volume.current) >= scale.current
            or math.log1p(volume.lasting) >= scale.lasting
            or any(map(ge, self._all.manners.of(person), scale.manners))
        )


def _added(
    addresses: Iterable[AddressId],
    volumes: Mapping[AddressId, Volume],
    person_of: Callable[[AddressId], AddressId],
) -> dict[AddressId, Volume]:
    """The volumes of *addresses*, added up over each person's."""
    totals: dict[AddressId, Volume] = {}
    for address in addresses:
        person = person_of(address)
        known = totals.get(person)
        totals[person] = known.plus(volumes[address]) if known else volumes[address]
    return totals


def _counted(
    counts: Mapping[AddressId, float], person_of: Callable[[AddressId], AddressId]
) -> dict[AddressId, float]:
    """Counts by person."""
    found: dict[AddressId, float] = {}
    for address, count in counts.items():
        person = person_of(address)
        found[person] = found.get(person, 0.0) + count
    return found
