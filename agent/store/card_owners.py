"""Whose cards are as of a moment: by address, by name and firm, by the owner's word."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from narrowcast.agent.core import card_matching
from narrowcast.agent.core.card_matching import Candidate, CardFace, Ground, Match
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.identity import Edges, Grouping
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    Time,
)
from narrowcast.agent.store.cards import STANDING
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.decision_log import HOLDS
from narrowcast.agent.store.decisions import CARD
from narrowcast.agent.store.store import Store
from narrowcast.nlp import common_names


class CardOwners:
    """Cards beside persons at one moment; each is matched when it is asked for."""

    def __init__(
        self, store: Store, edges: Edges, grouping: Grouping, firms: Callable[[], Firms]
    ) -> None:
        self._store, self._edges, self._grouping, self._look_up = store, edges, grouping, firms
        self._as_of = grouping.as_of
        self._matches: dict[int, Match] = {}
        self._employers: dict[AddressId, tuple[str, ...]] = {}

    def every(self) -> Iterator[tuple[CardFace, Match]]:
        """All cards of others, in the order they were kept."""
        for card in self._cards.values():
            yield card, self.of(card.row)

    def cards(self) -> Iterable[CardFace]:
        """All cards of others, in the order they were kept."""
        return self._cards.values()

    def held_by(self, addresses: Collection[AddressId]) -> tuple[CardFace, ...]:
        """The cards that are, or on NAME may be, those of the person with these addresses."""
        return tuple(self._cards[row] for row in self.grounds(addresses))

    def told_of(self, addresses: Collection[AddressId]) -> tuple[tuple[CardFace, Ground], ...]:
        """Those cards with the ground of each."""
        return tuple((self._cards[row], why) for row, why in self.grounds(addresses).items())

    def addresses_of(self, card: CardFace) -> frozenset[AddressId]:
        """The addresses of whom the card is, or may be."""
        person = self.of(card.row).person
        return frozenset(() if person is None else self._grouping.members(person))

    def of(self, row: int) -> Match:
        """Whose the card is; NOBODY for one that did not stand then."""
        if row not in self._matches:
            card = self._cards.get(row)
            found = card_matching.NOBODYS if card is None else self._match(card)
            self._matches[row] = found
        return self._matches[row]

    def grounds(self, addresses: Collection[AddressId]) -> dict[int, Ground]:
        """The cards that are, or on NAME may be, those of the person with these addresses."""
        person = self._grouping.of(min(addresses)) if addresses else None
        found = {row: self.of(row) for row in self._rows_about(addresses)}
        theirs = [row for row, match in found.items() if match.person == person]
        return {row: found[row].ground for row in sorted(theirs, key=lambda r: self._cards[r].id)}

    def _rows_about(self, addresses: Collection[AddressId]) -> set[int]:
        rows = {row for row, _ in self._said if row in self._cards}
        for address in addresses:
            rows.update(self._on.get(address, ()))
            for borne in self._edges.names.get(address, ()):
                if borne.first_seen < self._as_of:
                    for word in borne.key.split():
                        rows.update(self._by_word.get(word, ()))
        return rows

    def same_firm(self, one: str, other: str) -> bool:
        """Whether two names may be one employer's, as this mailbox calls them."""
        return self._firms.same(one, other)

    # ---- what is matched -------------------------------------------------------------------------

    def _match(self, card: CardFace) -> Match:
        persons: dict[AddressId, None] = {}
        for address in self._addresses[card.row]:
            if self._was_seen(address):
                persons[self._grouping.of(address)] = None
        for word in self._words(card.row):
            for name in self._names_with.get(word, ()):
                for address in self._edges.bearers[name]:
                    if self._was_seen(address):
                        persons[self._grouping.of(address)] = None
        said = {person for row, person in self._said if row == card.row}
        candidates = [
            self._candidate(card, person) for person in {**persons, **dict.fromkeys(said)}
        ]
        source = card.id.partition(":")[0]
        rivals = [
            self._cards[row]
            for row in self._by_key[self._keys[card.row]]
            if row != card.row and self._cards[row].id.partition(":")[0] == source
        ]
        return card_matching.match(card, candidates, rivals, self._firms.same)

    def _was_seen(self, address: AddressId) -> bool:
        return self._edges.first_seen.get(address, self._as_of) < self._as_of

    def _candidate(self, card: CardFace, person: AddressId) -> Candidate:
        members = self._grouping.members(person)
        holds = not self._addresses[card.row].isdisjoint(members)
        return Candidate(
            person=person,
            names=self._names(person),
            firms=self.firms_of(person),
            holds=holds,
            said=self._said.get((card.row, person)),
        )

    def _names(self, person: AddressId) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                borne.name.full
                for member in self._grouping.members(person)
                for borne in self._edges.names.get(member, ())
                if borne.first_seen < self._as_of
            )
        )

    def firms_of(self, person: AddressId) -> tuple[str, ...]:
        """Where a person was ever known to work, without what cards say of namesakes."""
        if person not in self._employers:
            members = self._grouping.members(person)
            held = {row: Ground.ADDRESS for one in members for row in self._on.get(one, ())}
            said = claims(self._store, members, held, self._as_of, firms=self._firms)
            self._employers[person] = tuple(
                dict.fromkeys(
                    name
                    for claim in sorted(said, key=lambda one: (one.seen_at, one.value))
                    if claim.kind is ClaimKind.EMPLOYER
                    and claim.confidence is not Confidence.SUGGESTION
                    for name in (
                        self._firms.label(claim.value)
                        if claim.source is ClaimSource.DOMAIN
                        else claim.value,
                    )
                    if name
                )
            )
        return self._employers[person]

    # ---- what is read once -----------------------------------------------------------------------

    @cached_property
    def _firms(self) -> Firms:
        return self._look_up()

    @cached_property
    def _cards(self) -> dict[int, CardFace]:
        rows = self._store.conn.execute(
            "SELECT id, source || ':' || remote_id, name, name_key, positions, since FROM card c"
            f" WHERE own = 0 AND {STANDING} ORDER BY id",
            (self._as_of, self._as_of),
        )
        return {row: self._face(row, *told) for row, *told in rows}

    def _face(
        self, row: int, number: str, name: str, key: str, positions: str, since: int
    ) -> CardFace:
        held = json.loads(positions)
        here = bool(key) and self._edges.is_common(key, self._as_of)
        return CardFace(
            id=number,
            row=row,
            name=name,
            firms=tuple(one["organization"] for one in held if one["organization"]),
            titles=tuple(one["title"] for one in held if one["title"]),
            since=Time(since),
            is_common=here or common_names.is_common(name),
        )

    @cached_property
    def _keys(self) -> dict[int, str]:
        """The name's key of each card."""
        rows = self._store.conn.execute(
            f"SELECT id, name_key FROM card c WHERE own = 0 AND {STANDING}",
            (self._as_of, self._as_of),
        )
        return dict(rows.fetchall())

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row, key in self._keys.items():
            if key:
                found[key].append(row)
        return found

    def _words(self, row: int) -> list[str]:
        return self._keys[row].split()

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row in self._keys:
            for word in self._words(row):
                found[word].append(row)
        return found

    @cached_property
    def _names_with(self) -> dict[str, list[str]]:
        """Keys of names borne in the mail, by each of their words."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._edges.bearers:
            for word in name.split():
                found[word].append(name)
        return found

    @cached_property
    def _addresses(self) -> dict[int, set[AddressId]]:
        found: dict[int, set[AddressId]] = defaultdict(set)
        for row, address in self._store.conn.execute(
            "SELECT a.card, a.address FROM card_address a JOIN card c ON c.id = a.card"
            f" WHERE c.own = 0 AND {STANDING}",
            (self._as_of, self._as_of),
        ):
            found[row].add(AddressId(address))
        return found

    @cached_property
    def _on(self) -> dict[AddressId, list[int]]:
        """Cards by the addresses they hold."""
        found: dict[AddressId, list[int]] = defaultdict(list)
        for row, held in self._addresses.items():
            for address in held:
                found[address].append(row)
        return found

    @cached_property
    def _said(self) -> dict[tuple[int, AddressId], bool]:
        """What the owner said of cards and persons seen by then; the later word counts."""
        rows = {card.id: row for row, card in self._cards.items()}
        found: dict[tuple[int, AddressId], bool] = {}
        for addresses, value in self._store.conn.execute(
            f"SELECT addresses, value FROM decision d WHERE kind = ? AND at < ? AND {HOLDS}"
            " ORDER BY id",
            (CARD, self._as_of, self._as_of),
        ).fetchall():
            told = json.loads(value)
            known = (self._store.addresses.find(AddressKey(key)) for key in json.loads(addresses))
            for number in known:
                if number is not None and self._was_seen(number) and told["card"] in rows:
                    found[rows[told["card"]], self._grouping.of(number)] = told["theirs"]
        return found
