"""A ranking of everybody, made as far as it is read: most questions ask for the first three."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop
from typing import overload

from narrowcast.agent.core.chance import Ranked, Weighed
from narrowcast.agent.core.model import AddressId


class Ranking(Sequence[Ranked]):
    """Persons by their chance, best first; equals in the order of *place*."""

    def __init__(
        self, weighed: Weighed, about: frozenset[str], place: Callable[[AddressId], str]
    ) -> None:
        """*about*: the kinds of evidence that concern the prospect itself."""
        self._weighed, self._about, self._place = weighed, about, place
        self._rest = [(-score, person) for person, score in weighed.scores.items()]
        heapify(self._rest)
        self._made: list[Ranked] = []

    def __len__(self) -> int:
        return len(self._weighed.scores)

    def __iter__(self) -> Iterator[Ranked]:
        done = 0
        while done < len(self):
            self._make(done + 1)
            yield self._made[done]
            done += 1

    @overload
    def __getitem__(self, index: int) -> Ranked: ...
    @overload
    def __getitem__(self, index: slice) -> list[Ranked]: ...
    def __getitem__(self, index: int | slice) -> Ranked | list[Ranked]:
        if isinstance(index, slice):
            self._make(max(index.indices(len(self))[:2]))
        else:
            self._make(index + 1 if index >= 0 else len(self))
        return self._made[index]

    @cached_property
    def linked(self) -> tuple[Ranked, ...]:
        """Those with evidence about the prospect or their employer, the largest link first."""
        found = (self.of(person) for person in self._weighed.parts)
        linked = (one for one in found if one is not None and one.link > 0)
        return tuple(sorted(linked, key=lambda one: (-one.link, self._place(one.person))))

    def of(self, person: AddressId) -> Ranked | None:
        """One person's place and parts; None: not among those ranked."""
        if person not in self._weighed.scores:
            return None
        return self._weighed.ranked(person, self._about)

    def _make(self, count: int) -> None:
        """Rank until at least *count* stand."""
        rest = self._rest
        while rest and len(self._made) < count:
            score, person = heappop(rest)
            equals = [person]
            while rest and rest[0][0] == score:
                equals.append(heappop(rest)[1])
            for one in sorted(equals, key=self._place):
                self._made.append(self._weighed.ranked(one, self._about))
