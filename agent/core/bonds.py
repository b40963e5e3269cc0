"""What besides a name shows that two addresses are one person's.

    card       a card of the owner's address book holds both
    phone      both sign with one number that nobody else signs with
    reply-to   mail from one asks for answers at the other

A bond alone joins nobody: the names seen at both must agree as far as the kind asks, for wives
stand on cards, colleagues share switchboards and assistants read answers. What does not agree well
enough is asked about. All is worked out once over all time and carries from when until when it
holds, so that asking as of a past moment only filters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations, product
from typing import NamedTuple

from narrowcast.agent.core.gate import AddressKind, kind_of
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.spelling import spells_another
from narrowcast.nlp.names import Name, SameName, full_name, same_person_name
from narrowcast.nlp.organisations import is_free_mail, registrable_domain


class BondKind(StrEnum):
    """On what, besides a name, two addresses are held to be one person's."""

    CARD = "card"
    PHONE = "phone"
    REPLY_TO = "reply-to"


class Bond(NamedTuple):
    """Two addresses that something beside a name ties together from *time* on."""

    kind: BondKind
    time: Time
    left: AddressId
    right: AddressId
    said: str
    """The number, or the name on the card."""
    until: Time | None = None
    """When it proved to be no one person's."""


class Signing(NamedTuple):
    """An address signs with a telephone number (`tel:+…`), since when."""

    number: str
    address: AddressId
    time: Time


class Weighed(NamedTuple):
    """A bond as the names let it stand in [*time*, *until*)."""

    bond: Bond
    time: Time
    sure: bool
    """False: to be asked."""
    until: Time | None


Names = Mapping[AddressId, Sequence[tuple[Time, Name]]]
"""What each address was called, earliest first."""
MOST_SIGNING = 6  # addresses with one number that are compared with each other


def of_phones(signings: Iterable[Signing], names: Names) -> Iterator[Bond]:
    """Pairs of addresses with one number, until a third of another name signs with it, too."""
    by_number: dict[str, dict[AddressId, Time]] = defaultdict(dict)
    for number, address, time in signings:
        held = by_number[number]
        held[address] = min(time, held.get(address, time))
    for number, signing in sorted(by_number.items()):
        for one, other in combinations(sorted(signing)[:MOST_SIGNING], 2):
            others = [
                max(time, names[a][0][0])
                for a, time in signing.items()
                if a not in (one, other) and _is_third(a, (one, other), names)
            ]
            time = max(signing[one], signing[other])
            yield Bond(BondKind.PHONE, time, one, other, number, min(others, default=None))


def _is_third(address: AddressId, pair: tuple[AddressId, AddressId], names: Names) -> bool:
    held = names.get(address, ())
    return bool(held) and all(
        same_person_name(held[0][1].full, names[one][0][1].full) is SameName.DIFFERENT
        for one in pair
        if names.get(one)
    )


def weigh(
    bonds: Iterable[Bond], names: Names, keys: Mapping[AddressId, AddressKey]
) -> Iterator[Weighed]:
    """Bonds between persons' addresses, and from when until when the names let each join or ask."""
    for bond in bonds:
        ends = [keys[address] for address in (bond.left, bond.right) if address in keys]
        if len(set(ends)) == 2 and all(kind_of(key) is AddressKind.PERSON for key in ends):
            left, right = names.get(bond.left, ()), names.get(bond.right, ())
            if bond.kind is BondKind.CARD:
                yield from _carded(bond, left, right, ends)
            else:
                yield from _paired(bond, left, right, _needed(bond, ends))


def _needed(bond: Bond, ends: Sequence[AddressKey]) -> SameName:
    """A number of one house is a switchboard's, so that `Alex` and `Alexandra` stay two there."""
    here, there = (registrable_domain(key.rpartition("@")[2]) for key in ends)
    one_house = here == there and not is_free_mail(here)
    return SameName.SAME if bond.kind is BondKind.PHONE and one_house else SameName.LIKELY


Held = Sequence[tuple[Time, Name]]


def _paired(bond: Bond, left: Held, right: Held, needed: SameName) -> Iterator[Weighed]:
    """From when names at both agree; before that, from when it is worth asking."""
    sure: list[Time] = []
    asked: list[Time] = []
    for (t, one), (u, other) in product(left, right):
        if same_person_name(one.full, other.full) >= needed:
            sure.append(max(bond.time, t, u))
        elif _is_worth_asking(bond.kind, one, other):
            asked.append(max(bond.time, t, u))
    if bond.kind is BondKind.REPLY_TO and not (left and right):
        yield Weighed(bond, bond.time, sure=False, until=bond.until)
    elif bond.kind is BondKind.REPLY_TO and (named := max(left[0][0], right[0][0])) > bond.time:
        yield Weighed(bond, bond.time, sure=False, until=named)
    for times, is_sure in ((asked, False), (sure, True)):
        if times and (bond.until is None or min(times) < bond.until):
            yield Weighed(bond, min(times), is_sure, bond.until)


def _is_worth_asking(kind: BondKind, one: Name, other: Name) -> bool:
    """A new family name beside one telephone; a short name, or another script, beside a Reply-To.

    A telephone alone asks nothing, for whole offices share one.
    """
    if kind is BondKind.PHONE:
        return one.given.split()[0].casefold() == other.given.split()[0].casefold()
    in_one_script = one.full[:1].isascii() == other.full[:1].isascii()
    return not in_one_script or same_person_name(one.full, other.full) > SameName.DIFFERENT


def _carded(bond: Bond, left: Held, right: Held, keys: Sequence[AddressKey]) -> Iterator[Weighed]:
    """While each address is nameless, or called what the card says. One without a name that spells
    another (an assistant's, a wife's) is asked about.
    """
    whole = full_name(bond.said)
    if whole is None or not whole.family or "&" in bond.said:
        return
    spans = (_agreeing(h, whole, key) for h, key in zip((left, right), keys, strict=True))
    for mine, theirs in product(*spans):
        time = max(bond.time, mine.start, theirs.start)
        ends = [end for end in (mine.end, theirs.end, bond.until) if end is not None]
        if not ends or time < min(ends):
            yield Weighed(bond, time, mine.sure and theirs.sure, min(ends, default=None))


class _Span(NamedTuple):
    start: Time
    end: Time | None
    sure: bool


def _agreeing(held: Held, whole: Name, key: AddressKey) -> Iterator[_Span]:
    """The spans in which names at an address do not contradict a card's."""
    agreed = [t for t, name in held if same_person_name(name.full, whole.full)]
    yield _Span(Time(0), held[0][0] if held else None, not spells_another(key, whole))
    if agreed:
        yield _Span(agreed[0], None, sure=True)
