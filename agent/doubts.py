"""Who is who, where only the owner can tell: doubtful merges, cards, decisions without a target.

    proposals of core.identity ─┐
    matches of card_owners ─────┼─► Doubt, weightiest first ─► yes, no, twins (a decision)
    decisions that fit nobody ──┘

Until the owner says so, nothing is joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.card_matching import CardFace, Ground
from narrowcast.agent.core.identity import DecisionKind, Group, Grouping, PersonDecision, Proposal
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.ties import Volume
from narrowcast.agent.store import decisions, people
from narrowcast.agent.store.asof import AsOf
from narrowcast.agent.store.card_owners import CardOwners
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor


class DoubtKind(StrEnum):
    """What is asked."""

    MERGE = "merge"  # are these two persons one?
    CARD = "card"  # is this card that person's?
    DECISION = "decision"  # what the owner once said fits nobody, or several, now


class Verdict(StrEnum):
    """What the owner says of one doubt."""

    SAME = "same"
    DIFFERENT = "different"
    TWINS = "twins"
    """Different, and any further address of that name is to be asked about, too."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that may be one."""

    name: str
    addresses: tuple[AddressKey, ...]
    """() for a card."""
    exchanged: int
    """Mails and meetings with the owner."""
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One question about who is who, with what speaks for and against it."""

    kind: DoubtKind
    sides: tuple[Side, ...]
    favours: tuple[str, ...]
    against: tuple[str, ...]
    card: str = ""
    """Of CARD: its id."""
    about: tuple[AddressKey, ...] = ()
    """Of MERGE, the two addresses that the question arose from."""
    since: Time

    @property
    def weight(self) -> int:
        """How much hangs on it: what was exchanged with the side that was exchanged less with."""
        return min((side.exchanged for side in self.sides if side.addresses), default=0)


class Doubts:
    """The open questions as of one moment."""

    def __init__(self, store: Store, advisor: Advisor, as_of: Time) -> None:
        self._store = store
        self._grouping: Grouping = advisor.grouping(as_of)
        self._cards: CardOwners = advisor.card_owners(as_of)
        owner = frozenset(
            member
            for key in store.owner
            if (number := store.addresses.find(key)) is not None
            for member in self._grouping.members(number)
        )
        self._owner = owner
        self._volumes: dict[AddressId, Volume] = AsOf(store, as_of, owner).volumes()

    def queue(self, *, everybody: bool = False) -> tuple[Doubt, ...]:
        """What to ask, the most important first; without *everybody* only of people with whom the
        owner exchanged anything.
        """
        found = [*self._decisions(), *self._merges(), *self._carded()]
        kept = [d for d in found if everybody or d.weight or d.kind is DoubtKind.DECISION]
        return tuple(sorted(kept, key=_urgency))

    def _merges(self) -> Iterator[Doubt]:
        """One question for each pair of persons, however many addresses raise it."""
        asked: set[frozenset[AddressId]] = set()
        for proposal in self._grouping.proposals:
            ends = [self._number(key) for key in (proposal.left, proposal.right)]
            pair = frozenset(map(self._grouping.of, ends))
            if pair in asked or self._grouping.is_settled(*ends) or pair & self._owner:
                continue
            asked.add(pair)
            sides = tuple(self._side(self._grouping.person(end)) for end in ends)
            yield Doubt(
                kind=DoubtKind.MERGE,
                sides=sides,
                favours=self._favours(proposal, sides),
                against=self._against(proposal, sides),
                about=(proposal.left, proposal.right),
                since=proposal.since,
            )

    def _favours(self, proposal: Proposal, sides: Sequence[Side]) -> tuple[str, ...]:
        said = proposal.text.partition(";")[0]
        return (said, *(f"both worked at {firm}" for firm in self._common(sides)[:1]))

    def _common(self, sides: Sequence[Side]) -> list[str]:
        """The firms that both were ever known at."""
        one, other = (side.works for side in sides)
        return [firm for firm in one if any(self._cards.same_firm(firm, also) for also in other)]

    def _against(self, proposal: Proposal, sides: Sequence[Side]) -> tuple[str, ...]:
        doubt = proposal.text.partition(";")[2].strip()
        firms = ""
        if all(side.works for side in sides) and not self._common(sides):
            firms = f"one worked at {sides[0].works[0]}, the other at {sides[1].works[0]}"
        return tuple(filter(None, (doubt, firms)))

    def _carded(self) -> Iterator[Doubt]:
        for card, match in self._cards.every():
            for person in match.asked:
                if person not in self._owner:
                    yield self._of_card(card, match.ground, person, others=len(match.asked) - 1)

    def _of_card(self, card: CardFace, ground: Ground, person: AddressId, others: int) -> Doubt:
        side = self._side(self._grouping.person(person))
        firm = card.firms[0] if card.firms else ""
        known = f"nothing shows {side.name} at {firm}" if firm else "the card names no firm"
        if side.works and firm:
            known = f"you know {side.name} from {side.works[0]}, not from {firm}"
        if any(self._cards.same_firm(firm, one) for one in side.works):
            known = ""
        more = f"{others} more might be meant" if others else ""
        rival = "another card of that name might be meant" if ground is Ground.SEVERAL else ""
        told = ", ".join(filter(None, (*card.titles[:1], firm)))
        return Doubt(
            kind=DoubtKind.CARD,
            sides=(Side(card.name, (), 0, card.firms), side),
            favours=(f"a card calls itself {card.name}{f' ({told})' if told else ''}",),
            against=tuple(filter(None, (known, more or rival))),
            card=card.id,
            since=card.since,
        )

    def _decisions(self) -> Iterator[Doubt]:
        for one in self._grouping.unplaced:
            yield Doubt(
                kind=DoubtKind.DECISION,
                sides=(),
                favours=(f"you said: {said(one)}",),
                against=("that fits nobody, or several people, now; it holds for nobody",),
                card=str(one.number),
                about=one.addresses,
                since=one.made_at,
            )

    def _side(self, group: Group) -> Side:
        held = [v for a in group.addresses if (v := self._volumes.get(a)) is not None]
        return Side(
            name=group.name,
            addresses=group.keys,
            exchanged=sum(v.sent + v.received + v.met for v in held),
            works=self._cards.firms_of(group.representative),
        )

    def _number(self, key: AddressKey) -> AddressId:
        number = self._store.addresses.find(key)
        assert number is not None, "proposals speak of known addresses"
        return number


def _urgency(doubt: Doubt) -> tuple[object, ...]:
    """What the owner said once comes first, then by how much hangs on it; never by chance."""
    said_once = doubt.kind is DoubtKind.DECISION
    who = tuple(side.addresses for side in doubt.sides)
    return not said_once, -doubt.weight, doubt.since, doubt.about, doubt.card, who


def said(decision: PersonDecision) -> str:
    """A decision about who is who in words."""
    who = ", ".join(decision.addresses)
    match decision.kind:
        case DecisionKind.MERGE:
            return f"{who} are one person"
        case DecisionKind.SPLIT:
            return (
                f"{who} is not {', '.join(decision.others)}"
                if decision.others
                else (f"{who} are different people")
            )
        case DecisionKind.NAME:
            return f"{who} is called {decision.name}"


NOTED = "doubts"
"""The setting that holds how many doubts there were when they were last looked for."""


def note(store: Store, advisor: Advisor, as_of: Time) -> int:
    """Count the doubts and keep the number for `status` and the morning mail, which look for
    nothing themselves. One transaction with what it rests on: a kill leaves both to the next sync.
    """
    with store.writing():
        count = len(Doubts(store, advisor, as_of).queue())
        if store.setting(NOTED) != str(count):
            store.set_setting(NOTED, str(count))
    return count


def is_noted(store: Store) -> bool:
    """Whether the number kept is of all that was read."""
    return not people.is_unsettled(store)


def settle(store: Store, doubt: Doubt, verdict: Verdict, now: Time) -> None:
    """Keep what the owner says of a doubt; raises ValueError for a decision without a target,
    which is taken back, or left, by its number.
    """
    match doubt.kind:
        case DoubtKind.MERGE:
            _settle_merge(store, doubt, verdict, now)
        case DoubtKind.CARD:
            theirs = verdict is Verdict.SAME
            decisions.judge_card(store, doubt.sides[1].addresses, doubt.card, now, theirs=theirs)
        case DoubtKind.DECISION:
            raise ValueError(f"decision {doubt.card} is no question of yes or no")


def _settle_merge(store: Store, doubt: Doubt, verdict: Verdict, now: Time) -> None:
    one, other = doubt.sides
    if verdict is Verdict.SAME:
        keys = (*one.addresses, *other.addresses)
        decisions.decide(store, DecisionKind.MERGE, keys, now)
        return
    decisions.decide(
        store,
        DecisionKind.SPLIT,
        one.addresses,
        now,
        others=other.addresses,
        twins=verdict is Verdict.TWINS,
    )
