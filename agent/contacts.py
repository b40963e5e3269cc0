"""The people in the owner's mail: find one by what is typed, list them, tell what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from narrowcast.agent.core import activity, careers, job_moves, ties
from narrowcast.agent.core.activity import Month
from narrowcast.agent.core.card_matching import CardFace, Ground
from narrowcast.agent.core.details import Detail, details
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.identity import Group, Grouping
from narrowcast.agent.core.job_moves import Move
from narrowcast.agent.core.model import AddressId, AddressKey, DatedClaim, Person, Tie, Time
from narrowcast.agent.errors import NotFound, Unclear
from narrowcast.agent.store.asof import AsOf
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.lookup import named, spelled
from narrowcast.agent.store.persons import uid_of
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.formats.addresses import canonical

_EVER = Time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Somebody with whom the owner exchanged anything, and how they stand."""

    person: Person
    tie: Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that is known of one person."""

    person: Person
    tie: Tie
    titles: tuple[str, ...]
    """Where nothing tells the employer; () otherwise."""
    details: tuple[Detail, ...]
    moves: tuple[Move, ...]
    """Earliest first."""
    cards: tuple[tuple[CardFace, Ground], ...] = ()
    """Cards that are theirs, or on NAME may be, and why."""
    activity: tuple[Month, ...] = ()
    """Of the last years, month by month."""


class Contacts:
    """People as of one moment."""

    def __init__(self, store: Store, advisor: Advisor, as_of: Time) -> None:
        self._store = store
        self._grouping: Grouping = advisor.grouping(as_of)
        self._firms: Firms = advisor.firms(as_of)
        self._cards = advisor.card_owners(as_of)
        self._view = AsOf(store, as_of, frozenset(self._owner()))

    def find(self, text: str) -> Group:
        """Find the person of an address or a name (whole before part); raises NotFound, Unclear."""
        key = AddressKey(canonical(text) if "@" in text else "")
        number = self._store.addresses.find(key) if key else None
        if number is not None and self._grouping.knows(number):
            return self._grouping.person(number)
        bearing = list(self._bearing(text))
        whole = [group for group in bearing if group.name.casefold() == text.strip().casefold()]
        found = whole or bearing
        if not found:
            raise NotFound("person", text, "see: narrowcast contacts")
        if len(found) > 1:
            raise Unclear("person", text, [f"{one.name} <{one.keys[0]}>" for one in found])
        return found[0]

    def strongest(self, count: int, text: str = "") -> tuple[Acquaintance, ...]:
        """List the *count* strongest people of the owner; with *text*, of those who match it."""
        people: dict[AddressId, float] = {}
        for address, volume in self._view.volumes().items():
            rank = volume.current + volume.lasting
            person = self._grouping.of(address)
            people[person] = people.get(person, 0.0) + rank
        if text:
            wanted = {group.representative for group in self._matching(text)}
            people = {person: rank for person, rank in people.items() if person in wanted}
        best = sorted(people, key=lambda person: (-people[person], person))[:count]
        return tuple(self.know(self._grouping.person(person)) for person in best)

    def know(self, group: Group) -> Acquaintance:
        """Tell what is known of one person: work from dated claims, the tie from its whole fold."""
        return Acquaintance(person=self._person(group, self._claims(group)), tie=self._tie(group))

    def profile(self, group: Group) -> Profile:
        """Tell all that is known of one person."""
        said, as_of = self._claims(group), self._view.as_of
        return Profile(
            person=self._person(group, said),
            tie=self._tie(group),
            titles=careers.loose_titles(said, as_of),
            details=details(said, as_of),
            moves=job_moves.moves(said, _EVER, as_of, firms=self._firms),
            cards=self._cards.told_of(group.addresses),
            activity=activity.activity(self._view.contact(group.addresses), as_of),
        )

    def _tie(self, group: Group) -> Tie:
        return ties.tie(self._view.contact(group.addresses), self._view.as_of)

    def _person(self, group: Group, said: tuple[DatedClaim, ...]) -> Person:
        return Person(
            uid=uid_of(self._store, group.keys),
            name=group.name,
            addresses=group.keys,
            employments=careers.history(said, self._view.as_of, firms=self._firms),
        )

    def _claims(self, group: Group) -> tuple[DatedClaim, ...]:
        cards = self._cards.grounds(group.addresses)
        return claims(self._store, group.addresses, cards, self._view.as_of, firms=self._firms)

    def _owner(self) -> Iterator[AddressId]:
        """Yield the owner's addresses, with those that identity holds to be the same person's."""
        for key in self._store.owner:
            if (number := self._store.addresses.find(key)) is not None:
                yield from self._grouping.members(number)

    def _matching(self, text: str) -> Iterator[Group]:
        yield from self._bearing(text)
        for address in spelled(self._store, text.strip().casefold()):
            if self._grouping.knows(address):
                yield self._grouping.person(address)

    def _bearing(self, text: str) -> Iterator[Group]:
        """Yield everybody who bore a name with all words of *text*, once."""
        addresses = named(self._store, text.casefold().split())
        for person in dict.fromkeys(map(self._grouping.of, addresses)):
            yield self._grouping.person(person)
