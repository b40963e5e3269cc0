"""How an address spells a person's name, and what it adds to tell two people of one name apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Protocol

from narrowcast.agent.core.model import AddressKey
from narrowcast.nlp.folding import fold_umlauts
from narrowcast.nlp.names import Name
from narrowcast.nlp.organisations import is_free_mail, registrable_domain


class Spelt(Protocol):
    """An address and the name it is under."""

    @property
    def key(self) -> AddressKey: ...
    @property
    def name(self) -> Name: ...


_SPLIT = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def spells(key: AddressKey, name: Name) -> bool:
    """Whether an address spells *name*: the family name with a given one, an initial, or the like.

    `kelly`, `mkelly`, `e..kelly` and `kelly.mike` spell Mike E. Kelly; so do `mikek`, `mike@kelly`.
    """
    local, _, domain = key.rpartition("@")
    letters = _DIGITS.sub("", _SPLIT.sub("", fold_umlauts(local)))
    given = [_spelling(word) for word in name.given.split()]
    family = _spelling(name.family)
    if len(family) >= 3 and family in letters:
        rest = letters.replace(family, "", 1)
        return not rest or any(rest[0] == word[:1] or (word and word in rest) for word in given)
    first = given[0]
    if len(first) < 2 or not family:
        return False
    in_domain = len(family) >= 3 and family in _SPLIT.sub("", domain)
    return letters in {first + family[0], family[0] + first} or (letters == first and in_domain)


def spells_another(key: AddressKey, name: Name) -> bool:
    """Whether an address is made of two words, as of a name, that are not *name*'s: `petra.lang`,
    `gabi_stein` are not Ulrich Stein; `marit77`, `ulrich-privat` may be his.
    """
    words = [w for w in _SPLIT.split(fold_umlauts(key.rpartition("@")[0])) if w.isalpha()]
    if len(words) < 2 or not all(len(word) > 1 for word in words) or spells(key, name):
        return False
    return not {_spelling(word) for word in name.given.split()}.intersection(words)


def _spelling(word: str) -> str:
    return _SPLIT.sub("", fold_umlauts(word))


def are_twins(one: Spelt, other: Spelt) -> bool:
    """Whether addresses at one domain differ by what is not in the name: a number, a letter."""
    here, there = (b.key.rpartition("@")[2] for b in (one, other))
    if here != there and registrable_domain(here) != registrable_domain(there):
        return False
    if not (spells(one.key, one.name) and spells(other.key, other.name)):
        return False
    common = {word[:1].casefold() for word in one.name.given.split()[1:]}
    common &= {word[:1].casefold() for word in other.name.given.split()[1:]}
    return _distinguisher(one, common) != _distinguisher(other, common)


def is_one_house(one: AddressKey, other: AddressKey) -> bool:
    """Whether one organisation gave both addresses, which keeps its people apart itself; two
    faculties of one university are two.
    """
    here, there = sorted((key.rpartition("@")[2] for key in (one, other)), key=len)
    below = here == there or there.endswith(f".{here}")
    return (
        below and registrable_domain(here) == registrable_domain(there) and not is_free_mail(here)
    )


def _distinguisher(bearer: Spelt, common: Collection[str]) -> str:
    """What an address adds to the name: `john.a.smith2` → `a2`; plus-tags are no part of it.

    A middle initial in *common*, which both were called by, tells nobody apart.
    """
    local = fold_umlauts(bearer.key.rpartition("@")[0].partition("+")[0])
    given, family = _spelling(bearer.name.given.split()[0]), _spelling(bearer.name.family)
    digits = "".join(_DIGITS.findall(local))
    rest = _SPLIT.sub("", _DIGITS.sub("", local)).replace(family, "", 1)
    rest = rest.replace(given, "", 1) if given in rest else rest.removeprefix(given[:1])
    middles = (_spelling(word) for word in bearer.name.given.split()[1:])
    shared = {piece for word in middles if word[:1] in common for piece in (word, word[:1])}
    return ("" if rest in shared else rest) + digits
