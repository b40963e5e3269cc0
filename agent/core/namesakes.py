"""Which addresses bear the same name, since when, and what makes that doubtful.

A link between two addresses is worked out once, over all time, and carries the moment from which it
holds and the moment from which it is doubtful. So asking as of a past date only filters.

Two addresses are linked where the same full name is *borne* at both: its own mail said so, or the
address spells it. The doubts: a common name (the mailbox itself tells how common), twins at one
domain (`john.smith`, `john.smith2`), an address under several people's names, hearsay, and the
`manners` in which the name is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import NamedTuple

from narrowcast.agent.core.bonds import Bond, BondKind, Signing, of_phones, weigh
from narrowcast.agent.core.gate import AddressKind, kind_of
from narrowcast.agent.core.manners import contradicted, generation, is_one_manner, parted
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.spelling import are_twins, is_one_house, spells
from narrowcast.nlp import common_names
from narrowcast.nlp.folding import fold_umlauts
from narrowcast.nlp.names import Name, SameName, full_name, name_key, same_person_name

MAX_BEARERS = 8  # addresses; a name at more is not one person's
MAX_NAMES = 3  # people named at one address; more make it a shared one
RULES = 2
"""Raised when this module, `bonds`, `spelling` or `nlp.names` link differently: what stores keep of
names and links is made anew then."""
COMMON = 0.5  # expected other people of the same full name from which it is no proof


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSighting:
    """A display name beside an address, at its earliest; '' only makes the address known."""

    address: AddressId
    key: AddressKey
    name: str
    first_seen: Time
    self_asserted: bool
    """The name stood in From of the address's own mail."""


class Doubt(StrEnum):
    """Why two addresses of one name are not joined without the owner."""

    COMMON_NAME = "common-name"
    TWINS = "twins"
    HEARSAY = "hearsay"  # only others call this address so
    SHARED_ADDRESS = "shared-address"
    MIDDLE_NAME = "middle-name"  # people of that name with different second names are known
    MANNER = "manner"  # written in ways that tell two people apart: turned round, with Jr.
    SPLIT = "split"  # the owner said that these are different people
    NAMESAKES = "namesakes"  # the owner said that two people share the name
    BOND = "bond"  # something beside the name speaks for it, and the names do not agree well


class Link(NamedTuple):
    """Two addresses under one name, from *time* on (the later of their first sightings)."""

    time: Time
    left: AddressId
    right: AddressId
    """The one with the greater key."""
    name: str
    """The key of the name, its folded words in alphabetical order (`names.name_key`)."""
    doubt: Doubt | None = None
    doubtful_from: Time | None = None
    later_doubt: Doubt | None = None
    """The doubt from *doubtful_from* on; None there: not even worth a question."""
    bond: BondKind | None = None
    """What they are joined by, where it is not the name alone; *name* is then what it says."""

    def doubt_at(self, as_of: Time) -> tuple[bool, Doubt | None]:
        """(whether it is doubtful, why) from what was seen before *as_of*."""
        if self.doubtful_from is not None and self.doubtful_from < as_of:
            return True, self.later_doubt
        return self.doubt is not None, self.doubt


class Borne(NamedTuple):
    """A person's name at an address; times are those of the earliest sightings."""

    name: Name
    key: str
    first_seen: Time
    asserted: Time | None
    """When the address's own mail first bore it."""
    generation: str = ""
    """`jr`, `iii`, where that stood behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """All links of a mailbox, and what names and times they rest on; may read when asked."""

    links: Callable[[Time], Iterable[Link]]
    """Those from before a moment that may bear on it, earliest first."""
    keys: Mapping[AddressId, AddressKey]
    ids: Mapping[AddressKey, AddressId]
    first_seen: Mapping[AddressId, Time]
    names: Mapping[AddressId, tuple[Borne, ...]]
    words: Mapping[str, Sequence[Time]]
    """When each distinct full name with this word was first seen, sorted."""
    people: Sequence[Time]
    """When each distinct full name was first seen, sorted."""
    bearers: Mapping[str, tuple[AddressId, ...]]
    """By the key of a full name, the addresses it was ever borne at."""

    def is_common(self, name: str, as_of: Time) -> bool:
        """Whether chance alone makes another person of this *name* likely in this mailbox.

        Given and family names taken as independent: n(given) · n(family) / n, over the distinct
        names other than this one. What is common in the world is told by `_doubt_of_name`.
        """
        others = bisect_left(self.people, as_of) - 1
        expected = 1.0
        for word in name.split(" "):
            expected *= bisect_left(self.words.get(word, ()), as_of) - 1
        return expected > COMMON * others


def edges(
    sightings: Iterable[NameSighting],
    bonds: Iterable[Bond] = (),
    signings: Iterable[Signing] = (),
) -> Edges:
    """Link the addresses; the order of what is given does not matter.

    *bonds* and *signings* tell what beside names ties addresses together.
    """
    keys: dict[AddressId, AddressKey] = {}
    seen: dict[AddressId, Time] = {}
    found: dict[AddressId, list[NameSighting]] = {}
    for one in sightings:
        keys[one.address] = one.key
        seen[one.address] = min(one.first_seen, seen.get(one.address, one.first_seen))
        found.setdefault(one.address, []).append(one)
    names = {address: borne(spellings) for address, spellings in found.items()}
    words, people = _frequencies(names.values())
    holders = _holders(names)
    linked = [*links(holders, names, keys), *bonded(bonds, signings, names, keys)]
    linked.sort(key=lambda link: _order(link, keys))
    return Edges(
        links=lambda as_of: linked[: bisect_left(linked, as_of, key=lambda link: link.time)],
        keys=keys,
        ids={key: address for address, key in keys.items()},
        first_seen=seen,
        names=names,
        words=words,
        people=people,
        bearers={name: tuple(sorted(of, key=keys.__getitem__)) for name, of in holders.items()},
    )


def _order(link: Link, keys: Mapping[AddressId, AddressKey]) -> tuple[int | str, ...]:
    """A place of its own for each link; what is sure by a bond comes before what a name tells."""
    told = link.bond is None, link.bond or "", link.doubt or "", link.doubtful_from or 0
    return (link.time, keys[link.left], keys[link.right], link.name, *told)


def bonded(
    bonds: Iterable[Bond],
    signings: Iterable[Signing],
    names: Mapping[AddressId, Sequence[Borne]],
    keys: Mapping[AddressId, AddressKey],
) -> Iterator[Link]:
    """Links that rest on more than a name; an address of several people is asked about."""
    called = {a: [(b.first_seen, b.name) for b in held] for a, held in names.items()}
    for one in weigh((*bonds, *of_phones(signings, called)), called, keys):
        ends = sorted((one.bond.left, one.bond.right), key=keys.__getitem__)
        shared = [t for a in ends if (t := _shared_from(names.get(a, ()))) is not None]
        end, later = _earliest(
            (one.until, None),
            (parted(*(names.get(a, ()) for a in ends)), Doubt.MANNER),
            (min(shared, default=None), Doubt.SHARED_ADDRESS),
        )
        yield Link(
            time=one.time,
            left=ends[0],
            right=ends[1],
            name=one.bond.said,
            doubt=None if one.sure else Doubt.BOND,
            doubtful_from=end,
            later_doubt=later,
            bond=one.bond.kind,
        )


_REWRITTEN = re.compile(r"(?:^|\s)(?:via|on behalf of)\s", re.IGNORECASE)


def borne(sightings: Iterable[NameSighting]) -> tuple[Borne, ...]:
    """The people's names among *sightings*, earliest first, without those a list rewrote."""
    found: dict[tuple[str, str], Borne] = {}
    for one in sightings:
        name = full_name(one.name)
        if name is None or _REWRITTEN.search(one.name):
            continue
        asserted = one.first_seen if one.self_asserted else None
        behind = generation(one.name)
        borne = Borne(name, name_key(name), one.first_seen, asserted, behind)
        before = found.get((name.full, behind))
        found[name.full, behind] = borne if before is None else _earlier(before, borne)
    return tuple(sorted(found.values(), key=lambda b: (b.first_seen, b.name.full, b.generation)))


def _earlier(one: Borne, other: Borne) -> Borne:
    """Both sightings of one spelling; which split into given and family name stays is settled."""
    asserted = [b.asserted for b in (one, other) if b.asserted is not None]
    first = min(one, other, key=lambda b: (b.first_seen, b.name.given))
    return first._replace(asserted=min(asserted, default=None))


def _frequencies(
    names: Iterable[Sequence[Borne]],
) -> tuple[dict[str, list[Time]], list[Time]]:
    first: dict[str, Time] = {}
    for borne in (one for held in names for one in held if one.key):
        first[borne.key] = min(borne.first_seen, first.get(borne.key, borne.first_seen))
    words: dict[str, list[Time]] = defaultdict(list)
    for key, time in first.items():
        for word in key.split(" "):
            words[word].append(time)
    for times in words.values():
        times.sort()
    return words, sorted(first.values())


class _Bearer(NamedTuple):
    """An address under one full name."""

    address: AddressId
    key: AddressKey
    name: Name
    """As it was first seen."""
    named: Time
    """When anybody first called the address so."""
    vouched: Time | None
    """When its own mail or its spelling first said so; None: hearsay only."""
    borne: Sequence[Borne]
    """How the name was written."""
    shared_from: Time | None


Holders = Mapping[str, Mapping[AddressId, Sequence[Borne]]]
"""Where each full name is borne, by its key."""


def _holders(names: Mapping[AddressId, Sequence[Borne]]) -> Holders:
    """Where each full name is borne, by its key."""
    holders: dict[str, dict[AddressId, list[Borne]]] = defaultdict(lambda: defaultdict(list))
    for address, held in names.items():
        for borne in held:
            if borne.key:
                holders[borne.key][address].append(borne)
    return holders


def links(
    holders: Holders,
    names: Mapping[AddressId, Sequence[Borne]],
    keys: Mapping[AddressId, AddressKey],
) -> list[Link]:
    """Links under each name; *names*: all that the holders' addresses bear, earliest first."""
    found: list[Link] = []
    for name, of in holders.items():
        if len(of) > 1:
            bearers = [
                _bearer(address, keys[address], borne, names[address])
                for address, borne in of.items()
                if kind_of(keys[address]) is AddressKind.PERSON
            ]
            found += _linked(name, sorted(bearers, key=lambda b: (b.named, b.key)))
    return found


def _bearer(
    address: AddressId, key: AddressKey, borne: Sequence[Borne], held: Sequence[Borne]
) -> _Bearer:
    return _Bearer(
        address=address,
        key=key,
        name=borne[0].name,
        named=borne[0].first_seen,
        vouched=min((t for b in borne if (t := _vouched(key, b)) is not None), default=None),
        borne=borne,
        shared_from=_shared_from(held),
    )


def _vouched(key: AddressKey, borne: Borne) -> Time | None:
    return borne.first_seen if spells(key, borne.name) else borne.asserted


def _shared_from(held: Sequence[Borne]) -> Time | None:
    """When an address showed names of different people: a second by its own mail, or a third."""
    if len(held) < 2:
        return None
    own = sorted((b.asserted, b.name.full, b.name) for b in held if b.asserted is not None)
    times = [
        _different([(time, name) for time, _, name in own], 2),
        _different([(b.first_seen, b.name) for b in held], MAX_NAMES),
    ]
    return min((time for time in times if time is not None), default=None)


def _different(named: Iterable[tuple[Time, Name]], count: int) -> Time | None:
    """When the *count*-th different person was named."""
    people: list[Name] = []
    for time, name in named:
        if not any(_compatible(name, other) for other in people):
            people.append(name)
        if len(people) == count:
            return time
    return None


def _compatible(one: Name, other: Name) -> bool:
    """Whether both names may be one person's: spellings, short forms, a new family name."""
    if same_person_name(one.full, other.full) is not SameName.DIFFERENT:
        return True
    return fold_umlauts(_first(one)) == fold_umlauts(_first(other))


def _first(name: Name) -> str:
    return name.given.split()[0]


def _linked(name: str, bearers: Sequence[_Bearer]) -> Iterator[Link]:
    """Links between the first bearers of *name*; one bearer too many ends them all."""
    crowd = bearers[MAX_BEARERS].named if len(bearers) > MAX_BEARERS else None
    middle = contradicted(borne for bearer in bearers for borne in bearer.borne)
    for one, other in combinations(bearers[:MAX_BEARERS], 2):
        shared = min(
            (b.shared_from for b in (one, other) if b.shared_from is not None), default=None
        )
        end, later = _earliest(
            (crowd, None), (middle, Doubt.MIDDLE_NAME), (shared, Doubt.SHARED_ADDRESS)
        )
        for time, doubt in _beginnings(one, other):
            yield Link(
                time=time,
                left=min(one, other, key=lambda b: b.key).address,
                right=max(one, other, key=lambda b: b.key).address,
                name=name,
                doubt=doubt,
                doubtful_from=end,
                later_doubt=later,
            )


def _beginnings(one: _Bearer, other: _Bearer) -> Iterator[tuple[Time, Doubt | None]]:
    """From when the two are linked, and how: perhaps by hearsay first, and vouched for later."""
    named = max(one.named, other.named)
    vouched = (
        None if one.vouched is None or other.vouched is None else max(one.vouched, other.vouched)
    )
    if vouched is None or named < vouched:
        yield named, Doubt.HEARSAY
    if vouched is not None:
        alike = _alike_from(one, other)
        if alike is None or alike > vouched:
            yield vouched, Doubt.MANNER
        if alike is not None:
            yield max(vouched, alike), _doubt_of_name(one, other)


def _alike_from(one: _Bearer, other: _Bearer) -> Time | None:
    """When both first showed the name as one person might write it."""
    house = is_one_house(one.key, other.key)
    return min(
        (
            max(mine.first_seen, theirs.first_seen)
            for mine, theirs in product(one.borne, other.borne)
            if is_one_manner(mine, theirs, in_one_house=house)
        ),
        default=None,
    )


def _doubt_of_name(one: _Bearer, other: _Bearer) -> Doubt | None:
    if are_twins(one, other):
        return Doubt.TWINS
    elsewhere = not is_one_house(one.key, other.key) and common_names.is_common(one.name.full)
    return Doubt.COMMON_NAME if elsewhere else None


def _earliest(*ends: tuple[Time | None, Doubt | None]) -> tuple[Time | None, Doubt | None]:
    """The first of *ends* in time; of those at one time the one named first."""
    times = [(time, place) for place, (time, _) in enumerate(ends) if time is not None]
    return ends[min(times)[1]] if times else (None, None)
