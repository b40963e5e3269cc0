"""What the readers of a signature say, and how one claim a kind is made of it.

A vote names a value, or supports (or doubts) whatever stands on a line. Votes for one value by
different voters add up; one voter counts once, with its heaviest vote. So agreement makes a claim
sure, and a third party's voter weighs like ours (docs/model-card.md has the figures).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from narrowcast.nlp.folding import fold
from narrowcast.nlp.sender import NameMatch
from narrowcast.nlp.signature import Claim, ClaimKind, Tier


@dataclass(frozen=True, slots=True)
class Vote:
    """What one voter says; *weight* -10 … 19, ours as in `nlp.rule_votes` and `nlp.model_votes`."""

    kind: ClaimKind
    value: str
    """'': whatever of *kind* stands on *line*."""
    line: int
    """Of the mail, from 0."""
    weight: int
    voter: str = ""
    """'': a voter of its own."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The sums of weights from which a claim has a tier; below *suggestion* there is none."""

    confirmed: int
    likely: int
    suggestion: int = 1


BARS: Mapping[ClaimKind, Bars] = {
    ClaimKind.NAME: Bars(6, 4),
    ClaimKind.TITLE: Bars(12, 6, 3),
    ClaimKind.EMPLOYER: Bars(17, 10, 7),  # models alone (at most 6) guess firms badly
    ClaimKind.PHONE: Bars(6, 3),
    ClaimKind.DEPARTMENT: Bars(6, 4, 2),
    ClaimKind.URL: Bars(4, 3, 3),
    ClaimKind.LOCATION: Bars(4, 3, 3),  # a model's word and a postal pattern's
}
SEVERAL = frozenset({ClaimKind.PHONE, ClaimKind.URL, ClaimKind.LOCATION})
"""Kinds of which a block has more than one; an address is written in pieces."""


@dataclass(slots=True)
class _Candidate:
    """Votes that mean one value."""

    first: Vote
    words: frozenset[str]
    votes: list[Vote] = field(default_factory=list[Vote])

    @property
    def value(self) -> Vote:
        return max(self.votes, key=lambda vote: vote.weight)


def resolve(votes: Iterable[Vote], match: NameMatch) -> tuple[Claim, ...]:
    """The claims that *votes* make, without offsets; one a kind, but for `SEVERAL`."""
    found = list(votes)
    claims: list[Claim] = []
    for kind in ClaimKind:
        held = [vote for vote in found if vote.kind is kind]
        supports = [vote for vote in held if not vote.value]
        weighed = [
            (_weight(one, supports), one)
            for one in _candidates([vote for vote in held if vote.value])
        ]
        weighed.sort(key=lambda pair: (-pair[0], pair[1].value.line))
        for weight, one in weighed if kind in SEVERAL else weighed[:1]:
            if weight >= BARS[kind].suggestion:
                best = one.value
                claims.append(Claim(kind, best.value, _tier(kind, weight, match), 0, 0, best.line))
    return tuple(claims)


def _candidates(votes: Sequence[Vote]) -> list[_Candidate]:
    """*votes* grouped by value: equal words anywhere, or words within each other on one line."""
    groups: list[_Candidate] = []
    for vote in sorted(votes, key=lambda vote: -vote.weight):
        words = _words(vote.value)
        for group in groups:
            inside = vote.line == group.first.line and (
                words <= group.words or group.words <= words
            )
            if words == group.words or inside:
                group.votes.append(vote)
                break
        else:
            groups.append(_Candidate(vote, words, [vote]))
    return groups


def _words(value: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"\w+", value)) or frozenset({value})


def _weight(one: _Candidate, supports: Iterable[Vote]) -> int:
    """The sum over voters of what each says loudest, for the value or for its line."""
    heaviest: dict[str, int] = {}
    near = [vote for vote in supports if vote.line == one.value.line]
    for place, vote in enumerate([*one.votes, *near]):
        voter = vote.voter or f"#{place}"
        if abs(vote.weight) > abs(heaviest.get(voter, 0)):
            heaviest[voter] = vote.weight
    return sum(heaviest.values())


def _tier(kind: ClaimKind, weight: int, match: NameMatch) -> Tier:
    """A first name alone or no name never confirms."""
    if weight >= BARS[kind].confirmed and match is NameMatch.FULL:
        return Tier.CONFIRMED
    if weight >= BARS[kind].likely and match is not NameMatch.INITIALS:
        return Tier.LIKELY
    return Tier.SUGGESTION
