"""Who works elsewhere now, what it means to the owner's prospects, and which of them come back.

new blocks, addresses, news ─► persons ─► claims ─► job_moves (pure) ─► prospects they bear on
                                                               └─► reopening (pure) ─► noted
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrowcast.agent.core import identity, job_moves, ties
from narrowcast.agent.core.identity import Group
from narrowcast.agent.core.job_moves import Move
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    ClaimSource,
    Confidence,
    DatedClaim,
    Employment,
    PersonUid,
    Prospect,
    ProspectId,
    Tie,
    Time,
)
from narrowcast.agent.core.reopening import is_same_person, reopens, works_at
from narrowcast.agent.core.ties import DAY
from narrowcast.agent.store import movers, prospects, reopenings
from narrowcast.agent.store.asof import AsOf
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.decisions import refused
from narrowcast.agent.store.persons import uid_of
from narrowcast.agent.store.reopenings import Reopening
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.nlp.employers import same_employer

NEWS_DAYS = 90
"""How long a move is news that may bring a prospect back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMove:
    """A move, whose it was, and the prospects it bears on."""

    uid: PersonUid
    name: str
    addresses: tuple[AddressKey, ...]
    contact: bool
    """Whether the owner could ask them: mail both ways, or a small meeting, and no never."""
    never: bool = False
    """Whether the owner said that they are never to be asked."""
    move: Move
    others: int = 0
    """How many more went from the one firm to the other."""
    joined: tuple[Prospect, ...] = ()
    """Prospects at the firm they joined, put aside or not; none put aside for good."""
    left: tuple[Prospect, ...] = ()
    """Prospects at the firm they left."""
    wanted: tuple[Prospect, ...] = ()
    """Prospects that they are themselves."""
    reopened: tuple[Prospect, ...] = ()
    """Of those at the firm they joined, which their move brought back."""

    @property
    def with_the_firm(self) -> bool:
        """Whether it may be the firm that has a new name, not they a new job."""
        return self.others + 1 >= job_moves.RENAMED


class Moving:
    """Moves as of one moment."""

    def __init__(self, store: Store, advisor: Advisor, as_of: Time) -> None:
        self._store, self._as_of = store, as_of
        self._edges: identity.Edges = advisor.edges()
        self._grouping = advisor.grouping(as_of)
        self._firms = advisor.firms(as_of)
        self._cards = advisor.card_owners(as_of)
        known = (store.addresses.find(key) for key in store.owner)
        self._owner = frozenset(
            member
            for number in known
            if number is not None
            for member in self._grouping.members(number)
        )
        self._view = AsOf(store, as_of, self._owner)
        self._prospects = prospects.hoped_for(store)
        self._refused = refused(store)
        self._at_firm: dict[tuple[str, str], frozenset[ProspectId]] = {}

    def found(self, since: Time) -> tuple[FoundMove, ...]:
        """Moves established at *since* or later of whom the owner was ever in touch with; newest
        first.
        """
        every = [
            self._meant(group, move, tie)
            for group in self._stirred(since)
            if (tie := self._tie(group.addresses)).first is not None
            for move in job_moves.moves(
                self._claims(group),
                since,
                self._as_of,
                firms=self._firms,
            )
        ]
        return tuple(
            sorted(_doubted(every), key=lambda one: (-one.move.at, one.name, one.addresses))
        )

    def _claims(self, group: Group) -> tuple[DatedClaim, ...]:
        cards = self._cards.grounds(group.addresses)
        return claims(self._store, group.addresses, cards, self._as_of, firms=self._firms)

    def _stirred(self, since: Time) -> Iterator[Group]:
        """Persons whose evidence is new, if it may name two employers."""
        told = movers.told_of(self._store)
        several = movers.signing_for_several(self._store)
        listed = movers.said_or_listed(self._store, self._edges, since, self._as_of)
        new = movers.stirred(self._store, since, self._as_of) | listed
        persons = {self._grouping.of(number) for number in new if self._grouping.knows(number)}
        for person in sorted(persons - {self._grouping.of(one) for one in self._owner}):
            members = set(self._grouping.members(person))
            if len(members) > 1 or members & (told | several | listed):
                yield self._grouping.person(person)

    def _meant(self, group: Group, move: Move, tie: Tie) -> FoundMove:
        joined: list[Prospect] = []
        left: list[Prospect] = []
        wanted: list[Prospect] = []
        after, old = self._at(move.after), self._at(move.before)
        for prospect in self._prospects:
            there, before = prospect.id in after, prospect.id in old
            if is_same_person(prospect, group.keys, group.name, there or before):
                wanted.append(prospect)
            elif there and not before:
                joined.append(prospect)
            elif before and not there:
                left.append(prospect)
        noted = {one.prospect for one in reopenings.of(self._store, group.keys) if one.reopened}
        never = not self._refused.isdisjoint(group.keys)
        return FoundMove(
            uid=uid_of(self._store, group.keys),
            name=group.name or group.keys[0],
            addresses=group.keys,
            contact=tie.two_way and not never,
            never=never,
            move=move,
            joined=tuple(joined),
            left=tuple(left),
            wanted=tuple(wanted),
            reopened=tuple(one for one in joined if one.id in noted),
        )

    def _at(self, job: Employment) -> frozenset[ProspectId]:
        """The prospects at whose firm a job is; many move to few firms."""
        firm = job.organization, job.domain
        if firm not in self._at_firm:
            there = (p.id for p in self._prospects if works_at(job, p, self._firms))
            self._at_firm[firm] = frozenset(there)
        return self._at_firm[firm]

    def _tie(self, addresses: tuple[AddressId, ...]) -> Tie:
        return ties.tie(self._view.contact(addresses), self._as_of)

    def notice(self) -> tuple[Reopening, ...]:
        """Note recent moves of contacts to prospects' firms, each once; return the new ones.

        What was dropped or given up before the move is open again.
        """
        found = self.found(Time(self._as_of - NEWS_DAYS * DAY)) if self._prospects else ()
        new = [one for move in found if move.contact for one in self._new(move)]
        for one in new:
            reopenings.keep(self._store, one)
        return tuple(new)

    def _new(self, found: FoundMove) -> Iterator[Reopening]:
        """What a move is to each prospect at the firm joined, unless it was noted before."""
        noted = {one.prospect for one in reopenings.of(self._store, found.addresses)}
        for prospect in found.joined:
            if prospect.id in noted or not _is_sure(found.move, prospect):
                continue
            standing, put_aside, asks = reopenings.standing(self._store, prospect.id)
            yield Reopening(
                prospect=prospect.id,
                mover=found.addresses[0],
                name=found.name,
                firm=found.move.after.organization,
                moved=found.move.at,
                noticed=self._as_of,
                reopened=reopens(standing, put_aside, asks, found.move.at),
            )


def _doubted(every: Sequence[FoundMove]) -> Iterator[FoundMove]:
    """Each move with how many others made it; where many did, a firm was renamed, or merged."""
    went = Counter(job_moves.route(one.move) for one in every)
    for found in every:
        one = replace(found, others=went[job_moves.route(found.move)] - 1)
        unsure = replace(one.move, confidence=Confidence.SUGGESTION)
        yield replace(one, move=unsure) if one.with_the_firm else one


def _is_sure(move: Move, prospect: Prospect) -> bool:
    """Whether a move is likely, or it is to an address of what is surely the prospect's firm."""
    if move.confidence is not Confidence.SUGGESTION or move.after.domain in prospect.domains:
        return True
    by_domain = move.after.sources == (ClaimSource.DOMAIN,)
    return by_domain and same_employer(move.after.organization, prospect.organization)
