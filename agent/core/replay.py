"""Past introductions replayed: whether the ranking of then had the one who did it on top.

Of every introduction only what is older than a week before it is known (without the week the
introducer is simply in the current conversation, and recency looks brilliant). Beside narrowcast's
ranking stand two simple ones of the same people: most mail, and Interactions Rank (Roth et al., KDD
2010: the sum of 2^(-age/30 days) over mails either way). It measures who did, not who would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(slots=True)
class _Pulse:
    """A sum of mails that halves every half-life."""

    mails: int = 0
    value: float = 0.0
    at: int = 0

    def add(self, time: Time) -> None:
        self.value = self.value * 0.5 ** ((time - self.at) / HALF_LIFE) + 1
        self.at = time
        self.mails += 1


@dataclass(slots=True)
class Yardsticks:
    """The two simple scores of every address: mails go in by time, questions in between."""

    _pulses: dict[AddressId, _Pulse] = field(default_factory=dict[AddressId, _Pulse])

    def see(self, mail: Mail) -> None:
        """Count an own mail for everybody it went to, and one to no crowd for its author."""
        if mail.own:
            for address in {*mail.shown, *mail.bcc}:
                self._pulses.setdefault(address, _Pulse()).add(mail.time)
        elif mail.author is not None and mail.size <= CROWD:
            self._pulses.setdefault(mail.author, _Pulse()).add(mail.time)

    def volume(self, addresses: Iterable[AddressId]) -> int:
        """Mails either way with a person of these addresses."""
        return sum(p.mails for a in addresses if (p := self._pulses.get(a)) is not None)

    def interactions(self, addresses: Iterable[AddressId], now: Time) -> float:
        """Interactions Rank of that person at *now*, which no mail put in is later than."""
        known = (self._pulses.get(a) for a in addresses)
        return math.fsum(p.value * 0.5 ** ((now - p.at) / HALF_LIFE) for p in known if p)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One introduction as it would have been answered a week before."""

    candidates: int
    """Contacts who could be proposed then."""
    places: Mapping[Method, int]
    """Of the real introducer, from 1."""
    abstained: bool
    """Whether narrowcast would have said that it sees no path."""


def place_by(
    score: Callable[[AddressId], float],
    candidates: Iterable[AddressId],
    wanted: AddressId,
    salt: str,
) -> int:
    """The place, from 1, of *wanted* by falling *score*; ties in an order fixed by *salt* only, so
    that no method profits from the order of the store's numbers.
    """
    mine, own = score(wanted), key_of(f"{salt} {wanted}")
    place = 1
    for person in candidates:
        theirs = score(person)
        if theirs > mine or (theirs == mine and key_of(f"{salt} {person}") < own):
            place += 1
    return place


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
