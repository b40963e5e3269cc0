"""What becomes of a letter: a fate per letter, told as steps some hours after it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    """What a mail of the simulated week is, in the words of the answer matcher."""

    AGREED = "reply_yes"
    DECLINED = "reply_no"
    DOES_NOT_KNOW = "reply_no_edge"
    LATER = "deferred"
    ASKS_BACK = "asks_back"
    OTHER_PERSON = "referral_elsewhere"
    INTRODUCED = "intro_made"
    PROSPECT_REPLIED = "prospect_replied"
    MEETING_SET = "meeting_set"
    OUT_OF_OFFICE = "ooo"
    BOUNCED = "bounce_hard"
    UNRELATED = "unrelated"
    BULK = "bulk"


class Fate(StrEnum):
    """What the reader of a letter does."""

    INTRODUCES = "introduces"
    DECLINES = "declines"
    AWAY = "away"
    DEFERS = "defers"
    FORWARDS = "forwards"
    ASKS_BACK = "asks-back"
    REFERS = "refers"
    BOUNCES = "bounces"
    WON_OVER = "won-over"  # after the owner answered the question


@dataclass(frozen=True, slots=True)
class Step:
    """A mail of *kind*, *hours* after the letter's Date."""

    kind: Kind
    hours: float


STORIES: Mapping[Fate, tuple[Step, ...]] = {
    Fate.INTRODUCES: (
        Step(Kind.AGREED, 3),
        Step(Kind.UNRELATED, 5),
        Step(Kind.INTRODUCED, 25),
        Step(Kind.PROSPECT_REPLIED, 29),
        Step(Kind.MEETING_SET, 50),
    ),
    Fate.DECLINES: (Step(Kind.DECLINED, 4), Step(Kind.UNRELATED, 28)),
    Fate.AWAY: (
        Step(Kind.OUT_OF_OFFICE, 0.02),
        Step(Kind.AGREED, 26),
        Step(Kind.INTRODUCED, 47),
        Step(Kind.PROSPECT_REPLIED, 53),
    ),
    Fate.DEFERS: (Step(Kind.UNRELATED, 2), Step(Kind.LATER, 6)),
    Fate.FORWARDS: (Step(Kind.INTRODUCED, 7), Step(Kind.PROSPECT_REPLIED, 27)),
    Fate.ASKS_BACK: (Step(Kind.ASKS_BACK, 4),),
    Fate.REFERS: (Step(Kind.OTHER_PERSON, 5), Step(Kind.UNRELATED, 26)),
    Fate.BOUNCES: (Step(Kind.BOUNCED, 0.02),),
    Fate.WON_OVER: (Step(Kind.AGREED, 2), Step(Kind.INTRODUCED, 22)),
}

_FIRST = (Fate.INTRODUCES, Fate.DECLINES, Fate.AWAY)  # so that a week shows each of them
_SECOND = (Fate.DEFERS, Fate.FORWARDS, Fate.ASKS_BACK, Fate.REFERS)
_OF_STRANGERS = (Fate.DECLINES, Fate.REFERS)


@dataclass(slots=True)
class Fates:
    """Deals fates in rounds, each round in an order of its own."""

    rng: Random
    _round: list[Fate] = field(default_factory=list[Fate])
    _rounds: int = 0

    def next(self, *, knows: bool) -> Fate:
        """The next letter's fate; who does not know the prospect rather declines or refers."""
        if not self._round:
            self._deal()
        fitting = [fate for fate in self._round if knows or fate in _OF_STRANGERS]
        fate = (fitting or self._round)[0]
        self._round.remove(fate)
        return fate

    def _deal(self) -> None:
        fates = _SECOND if self._rounds % 2 else _FIRST
        self._round = self.rng.sample(fates, len(fates))
        if self._round[-1] is Fate.INTRODUCES:
            self._round.reverse()  # early enough for the meeting to be seen within the week
        self._rounds += 1
