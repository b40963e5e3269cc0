"""Past introductions replayed: whether the ranking of then had the one who did it on top.

Of every introduction only what is older than a week before it is known (without the week the
introducer is simply in the current conversation, and recency looks brilliant). Beside narrowcast's
ranking stand two simple ones of the same people: most mail, and Interactions Rank (Roth et al., KDD
2010: the sum of 2^(-age/30 days) over mails either way). It measures who did, not who would.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from narrowcast.agent.core.gate import CROWD
from narrowcast.agent.core.keys import key_of
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ties import DAY
from narrowcast.agent.core.touches import Mail

EMBARGO = 7 * DAY
LEAST_CANDIDATES = 10  # with fewer, the first three are not a feat
HALF_LIFE = 30 * DAY
FEW = 10  # replayed introductions; below, shares say next to nothing
CLEAR = 2.0  # standard deviations by which one must win more often than the other


class Method(StrEnum):
    """What ranks the contacts."""

    NARROWCAST = "narrowcast"
    VOLUME = "most mail"
    INTERACTIONS = "interactions rank"


class Counted(NamedTuple):
    """The two simple scores of a person."""

    mails: int = 0
    lately: float = 0.0
    """Interactions Rank, all of them at one moment: times 2^(that moment/30 days)."""


@dataclass(slots=True)
class Yardsticks:
    """The two simple scores of every address: mails go in by time, questions in between."""

    _scores: dict[AddressId, Counted] = field(default_factory=dict[AddressId, Counted])
    _start: Time | None = None

    def see(self, mail: Mail) -> None:
        """Count an own mail for everybody it went to, and one to no crowd for its author."""
        if mail.own:
            self._add({*mail.shown, *mail.bcc}, mail.time)
        elif mail.author is not None and mail.size <= CROWD:
            self._add((mail.author,), mail.time)

    def _add(self, addresses: Iterable[AddressId], time: Time) -> None:
        if self._start is None:
            self._start = time
        # A broken clock's eighty years ahead must not be more than a float holds.
        worth = 2.0 ** min(1000.0, (time - self._start) / HALF_LIFE)
        for address in addresses:
            mails, lately = self._scores.get(address, _NOTHING)
            self._scores[address] = Counted(mails + 1, lately + worth)

    def of(self, addresses: Sequence[AddressId]) -> Counted:
        """The scores of a person of these addresses, over all that was put in."""
        if len(addresses) == 1:
            return self._scores.get(addresses[0], _NOTHING)
        known = [self._scores.get(a, _NOTHING) for a in addresses]
        return Counted(sum(k.mails for k in known), math.fsum(k.lately for k in known))


_NOTHING = Counted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One introduction as it would have been answered a week before."""

    candidates: int
    """Contacts who could be proposed then."""
    places: Mapping[Method, int]
    """Of the real introducer, from 1."""
    abstained: bool
    """Whether narrowcast would have said that it sees no path."""


def place(scores: Mapping[AddressId, float], wanted: AddressId, salt: str) -> int:
    """The place, from 1, of *wanted* by falling score; ties in an order fixed by *salt* only, so
    that no method profits from the order of the store's numbers.
    """
    mine, own = scores[wanted], key_of(f"{salt} {wanted}")
    above = sum(1 for theirs in scores.values() if theirs > mine)
    tied = (person for person, theirs in scores.items() if theirs == mine)
    return 1 + above + sum(1 for person in tied if key_of(f"{salt} {person}") < own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one method did."""

    first: int
    """Introductions whose introducer it put first; *third*: among the first three."""
    third: int
    mrr: float
    """Mean reciprocal rank: 1 would be always first."""


def score(found: Sequence[Replayed], method: Method) -> Score:
    """Count over all replayed introductions; of none, nothing is right."""
    places = [one.places[method] for one in found]
    return Score(
        first=sum(place == 1 for place in places),
        third=sum(place <= 3 for place in places),
        mrr=math.fsum(1 / place for place in places) / len(places) if places else 0.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """Introductions whose introducer only one of two methods had among its first three."""

    ours: int
    theirs: int

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would hardly part them so (sign test, normal approximation)."""
        decided = self.ours + self.theirs
        return decided > 0 and abs(self.ours - self.theirs) >= CLEAR * math.sqrt(decided)


def duel(found: Iterable[Replayed], other: Method) -> Duel:
    """Hold narrowcast against *other*, introduction by introduction."""
    hits = [(one.places[Method.NARROWCAST] <= 3, one.places[other] <= 3) for one in found]
    return Duel(
        ours=sum(mine and not theirs for mine, theirs in hits),
        theirs=sum(theirs and not mine for mine, theirs in hits),
    )
