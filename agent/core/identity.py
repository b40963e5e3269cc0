"""Which addresses are one person: joined where safe, asked where doubtful, never guessed.

`edges` works out once which addresses bear the same name; `group` joins them as of a moment and
replays the owner's decisions (append-only, the later wins). Representatives are chosen by address,
not by the store's numbers, so the same mail gives the same people in whatever order it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product

from narrowcast.agent.core.bonds import BondKind
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Borne, Doubt, Edges, Link, NameSighting, edges
from narrowcast.agent.core.person_decisions import DecisionKind, PersonDecision
from narrowcast.agent.core.unions import Union

__all__ = [
    "DecisionKind",
    "Doubt",
    "Edges",
    "Group",
    "Grouping",
    "NameSighting",
    "PersonDecision",
    "Proposal",
    "edges",
    "group",
    "people",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A merge that only the owner can decide."""

    left: AddressKey
    right: AddressKey
    doubt: Doubt
    text: str
    since: Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Why addresses stand together: the name they share from *since* on, or a decision."""

    addresses: tuple[AddressKey, ...]
    name: str
    """'' where the owner decided; of a bond the number, or the name on the card."""
    since: Time
    bond: BondKind | None = None
    """What beside the name it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One person's addresses as of a moment."""

    representative: AddressId
    addresses: tuple[AddressId, ...]
    """Ordered by key, as are *keys*."""
    keys: tuple[AddressKey, ...]
    name: str
    """The name to show; the address itself where no person's name is known."""
    joined: tuple[Joined, ...] = ()


@dataclass(frozen=True)
class Grouping:
    """Who is who as of a moment; only persons with several addresses are held."""

    as_of: Time
    _edges: Edges
    _members: Mapping[AddressId, tuple[AddressId, ...]]
    """By representative."""
    _of: Mapping[AddressId, AddressId]
    _joined: Mapping[AddressId, Sequence[Link | PersonDecision]]
    _doubtful: Sequence[tuple[Link, Doubt]]
    _names: Mapping[AddressId, str]
    """Given by the owner, by representative."""
    _apart: Mapping[AddressId, Collection[AddressId]]
    """Kept apart by the owner, by address."""
    unplaced: tuple[PersonDecision, ...] = ()
    """Decisions on an address that is not known (yet), or that others overrule: for review."""
    _shown: dict[AddressId, str] = field(default_factory=dict[AddressId, str], compare=False)

    def of(self, address: AddressId) -> AddressId:
        """The representative of the person *address* belongs to: itself if it stands alone."""
        return self._of.get(address, address)

    def members(self, address: AddressId) -> tuple[AddressId, ...]:
        """All addresses of that person, by key."""
        return self._members.get(self.of(address), (address,))

    def knows(self, address: AddressId) -> bool:
        """Whether a message or meeting ever showed the address; a card alone makes no person."""
        return address in self._edges.keys

    def keys(self, address: AddressId) -> tuple[AddressKey, ...]:
        """The addresses of that person as written, in order."""
        return tuple(self._edges.keys[member] for member in self.members(address))

    def name(self, address: AddressId) -> str:
        """The name to show for that person; see `Group.name`."""
        representative = self.of(address)
        if representative not in self._shown:
            self._shown[representative] = self._names.get(representative) or _display_name(
                self._edges, self.members(representative), self.as_of
            )
        return self._shown[representative]

    def is_settled(self, one: AddressId, other: AddressId) -> bool:
        """Whether the owner said that these two persons are two."""
        theirs = self.members(other)
        return any(foe in theirs for m in self.members(one) for foe in self._apart.get(m, ()))

    def person(self, address: AddressId) -> Group:
        representative = self.of(address)
        members = self.members(representative)
        return Group(
            representative=representative,
            addresses=members,
            keys=tuple(self._edges.keys[m] for m in members),
            name=self.name(representative),
            joined=tuple(map(self._reason, self._joined.get(representative, ()))),
        )

    def _reason(self, why: Link | PersonDecision) -> Joined:
        if isinstance(why, PersonDecision):
            return Joined(addresses=why.addresses + why.others, name="", since=why.made_at)
        keys = (self._edges.keys[why.left], self._edges.keys[why.right])
        return Joined(addresses=keys, name=why.name, since=why.time, bond=why.bond)

    def people(self) -> Iterator[Group]:
        """Everybody whose address was seen before the moment, by representative's key."""
        known = (a for a, seen in self._edges.first_seen.items() if seen < self.as_of)
        for address in sorted({self.of(a) for a in known}, key=self._edges.keys.__getitem__):
            yield self.person(address)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Doubtful merges of addresses that are still apart; the latest doubt of a pair counts."""
        found: dict[tuple[AddressKey, AddressKey], Proposal] = {}
        for link, doubt in self._doubtful:
            if self.of(link.left) != self.of(link.right):
                proposal = self._proposal(link, doubt)
                found[proposal.left, proposal.right] = proposal
        return tuple(found.values())

    def _proposal(self, link: Link, doubt: Doubt) -> Proposal:
        left, right = self._edges.keys[link.left], self._edges.keys[link.right]
        if link.bond is None:
            name = next(b.name.full for b in self._edges.names[link.left] if b.key == link.name)
            text = f"{left} and {right} are both called {name}; {_DOUBTS[doubt]}"
        else:
            text = f"{left} and {right}: {_TIED[link.bond]}; {_DOUBTS[doubt]}"
        return Proposal(left=left, right=right, doubt=doubt, text=text, since=link.time)


_TIED = {
    BondKind.CARD: "one card holds both",
    BondKind.PHONE: "both sign with one number",
    BondKind.REPLY_TO: "mail from one asks for answers at the other",
}
_DOUBTS = {
    Doubt.BOND: "their names do not show that they are one",
    Doubt.COMMON_NAME: "the name is common here",
    Doubt.TWINS: "one domain tells them apart by a number or letter",
    Doubt.HEARSAY: "one of them never used that name itself",
    Doubt.SHARED_ADDRESS: "one of the addresses is used by several people",
    Doubt.MIDDLE_NAME: "people of that name with different middle names are known",
    Doubt.MANNER: "it is written in ways that tell two people apart",
    Doubt.NAMESAKES: "you said that two people have that name",
    Doubt.SPLIT: "you said that some of their addresses belong to different people",
}


def people(
    sightings: Iterable[NameSighting], decisions: Iterable[PersonDecision], as_of: Time
) -> Grouping:
    """`edges` and `group` in one go."""
    return group(edges(sightings), decisions, as_of)


def group(found: Edges, decisions: Iterable[PersonDecision], as_of: Time) -> Grouping:
    """Join addresses by what was seen and decided strictly before *as_of*.

    Costs as much as there are links before the moment, not as there are addresses.
    """
    made = sorted(
        (replace(d, undone_at=None) for d in decisions if d.stands(as_of)),
        key=lambda d: (d.made_at, d.number, d.kind, d.addresses, d.others),
    )
    union = Union(found.keys)
    unplaced = list(_replay(made, found, union, as_of))
    doubtful = _join(found, union, as_of, _twinned(made, found))
    members = union.members()
    of = {address: least for least, group_ in members.items() for address in group_}
    unplaced += _unplaced_names(made, found, of, as_of)
    return Grouping(
        as_of=as_of,
        _edges=found,
        _members=members,
        _of=of,
        _joined=union.reasons(of),
        _doubtful=doubtful,
        _names=_given_names(made, found, of),
        _apart=union.apart,
        unplaced=tuple(unplaced),
    )


def _twinned(made: Iterable[PersonDecision], found: Edges) -> dict[str, Time]:
    """Names that the owner said two people share, and since when."""
    since: dict[str, Time] = {}
    for decision in made:
        if decision.twins:
            one, other = (
                {b.key for k in keys if k in found.ids for b in found.names[found.ids[k]] if b.key}
                for keys in (decision.addresses, decision.others)
            )
            for name in one & other:
                since[name] = min(decision.made_at, since.get(name, decision.made_at))
    return since


def _join(
    found: Edges, union: Union, as_of: Time, twinned: Mapping[str, Time]
) -> list[tuple[Link, Doubt]]:
    """Join along the safe links; returns the doubtful ones."""
    doubtful: list[tuple[Link, Doubt]] = []
    common: dict[str, bool] = {}
    for link in found.links(as_of):
        if not all(found.first_seen.get(end, as_of) < as_of for end in (link.left, link.right)):
            continue  # a card told of an address that no mail had shown
        is_doubtful, doubt = link.doubt_at(as_of)
        if not is_doubtful and link.bond is None:
            if link.name not in common:
                common[link.name] = found.is_common(link.name, as_of)
            doubt = Doubt.COMMON_NAME if common[link.name] else None
            if link.name in twinned and link.time >= twinned[link.name]:
                doubt = Doubt.NAMESAKES
        if not is_doubtful and doubt is None:
            doubt = None if union.join(link.left, link.right, link) else Doubt.SPLIT
        if doubt is not None:
            doubtful.append((link, doubt))
    return doubtful


def _replay(
    made: Sequence[PersonDecision], found: Edges, union: Union, as_of: Time
) -> list[PersonDecision]:
    """Apply merges and splits, latest first; returns those that find no target or are overruled."""
    unplaced: list[PersonDecision] = []
    settled: set[tuple[AddressId, AddressId]] = set()
    for decision in reversed(made):
        if decision.kind is DecisionKind.NAME:
            continue
        pairs = list(_pairs(decision, found.ids, found.first_seen, as_of))
        fresh = [pair for pair in pairs if pair not in settled]
        settled.update(pairs)
        placed = [_apply(decision, pair, union) for pair in fresh]
        if not pairs or not all(placed):
            unplaced.append(decision)
    return unplaced[::-1]


def _apply(decision: PersonDecision, pair: tuple[AddressId, AddressId], union: Union) -> bool:
    if decision.kind is DecisionKind.SPLIT:
        return union.keep_apart(*pair)
    return union.join(*pair, decision)


def _pairs(
    decision: PersonDecision,
    ids: Mapping[AddressKey, AddressId],
    first_seen: Mapping[AddressId, Time],
    as_of: Time,
) -> Iterator[tuple[AddressId, AddressId]]:
    """The pairs of known addresses a decision speaks of, each in the order of their keys."""

    def known(keys: Iterable[AddressKey]) -> list[AddressKey]:
        return [k for k in sorted(set(keys)) if k in ids and first_seen[ids[k]] < as_of]

    if decision.kind is DecisionKind.SPLIT and decision.others:
        sides = product(known(decision.addresses), known(decision.others))
        pairs = sorted({(min(a, b), max(a, b)) for a, b in sides if a != b})
    else:
        pairs = list(combinations(known(decision.addresses + decision.others), 2))
    yield from ((ids[a], ids[b]) for a, b in pairs)


def _given_names(
    made: Sequence[PersonDecision], found: Edges, of: Mapping[AddressId, AddressId]
) -> dict[AddressId, str]:
    names: dict[AddressId, str] = {}
    for decision in made:
        if decision.kind is DecisionKind.NAME:
            for address in (found.ids[k] for k in decision.addresses if k in found.ids):
                names[of.get(address, address)] = decision.name
    return names


def _unplaced_names(
    made: Iterable[PersonDecision],
    found: Edges,
    of: Mapping[AddressId, AddressId],
    as_of: Time,
) -> Iterator[PersonDecision]:
    """Names given to nobody known, or to addresses that are several persons' by now."""
    for decision in made:
        if decision.kind is DecisionKind.NAME:
            ids = (found.ids[k] for k in decision.addresses if k in found.ids)
            if len({of.get(a, a) for a in ids if found.first_seen[a] < as_of}) != 1:
                yield decision


def _display_name(found: Edges, members: Sequence[AddressId], as_of: Time) -> str:
    """The best name seen before *as_of*.

    People's own spelling before others', whole names before single ones and initials, then what
    stands at most addresses, then the latest (people marry), then the alphabet.
    """
    held = [b for m in members for b in found.names.get(m, ()) if b.first_seen < as_of]
    if not held:
        return found.keys[members[0]]
    spread: dict[str, int] = defaultdict(int)
    for borne in held:
        spread[borne.key] += 1

    def order(borne: Borne) -> tuple[bool, bool, bool, int, int, int, str]:
        own = borne.asserted is not None and borne.asserted < as_of
        whole = bool(borne.name.family)
        spelt_out = len(borne.name.given.split()[0].strip(".")) > 1
        latest = -borne.first_seen
        length = -len(borne.name.full)
        return (
            not whole,
            not own,
            not spelt_out,
            -spread[borne.key],
            latest,
            length,
            borne.name.full,
        )

    return min(held, key=order).name.full
