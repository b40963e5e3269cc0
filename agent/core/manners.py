"""How a name is written, where that tells two people apart whom one key would make one.

    turned        Werner Arnold, Arnold Werner: each word is a given and a family name
    generation    Robert Ashdown Jr., Robert Ashdown III; or one of them only
    letters       Hauser, Häuser at one organisation, which writes each as it is
    second name   Jean Luc, Jean Louis; John A., John B.; Ana Gómez Ruiz, Ana Garcés Ruiz

What one address shows both ways tells nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from narrowcast.agent.core.model import Time
from narrowcast.nlp.common_names import GIVEN_AND_FAMILY
from narrowcast.nlp.folding import fold, fold_umlauts
from narrowcast.nlp.names import Name
from narrowcast.nlp.words import NICKNAMES


class Written(Protocol):
    """A name as it was written, and when it was first seen."""

    @property
    def name(self) -> Name: ...
    @property
    def generation(self) -> str: ...
    @property
    def first_seen(self) -> Time: ...


_GENERATION = re.compile(r"\S[\s,]+(jr|sr|ii|iii|iv)\b", re.IGNORECASE)


def generation(display: str) -> str:
    """`jr`, `sr`, `ii` … behind a name; '' for none. `Sr.` before a name is a señor,
    and `Jun` and `Sen` are names.
    """
    found = _GENERATION.search(display)
    return found[1].casefold() if found else ""


def is_one_manner(one: Written, other: Written, *, in_one_house: bool) -> bool:
    """Whether two writings of names with one key may be one person's."""
    if one.generation != other.generation or _is_turned(one.name, other.name):
        return False
    return not in_one_house or _umlauts(one.name) == _umlauts(other.name)


def contradicted(writings: Iterable[Written]) -> Time | None:
    """When a second name was first seen that contradicts an earlier one."""
    seen: list[str] = []
    for time, word in sorted((w.first_seen, word) for w in writings for word in _second(w.name)):
        if not all(_may_be_one(word, other) for other in seen):
            return time
        seen.append(word)
    return None


def parted(one: Sequence[Written], other: Sequence[Written]) -> Time | None:
    """When two addresses first showed second names or generations that contradict each other."""
    pairs = [(mine, theirs) for mine in one for theirs in other]
    return min(
        (max(m.first_seen, t.first_seen) for m, t in pairs if _contradict(m, t)), default=None
    )


def _contradict(one: Written, other: Written) -> bool:
    if one.generation and other.generation and one.generation != other.generation:
        return True
    mine, theirs = _second(one.name), _second(other.name)
    return any(not _may_be_one(word, also) for word in mine for also in theirs)


def _second(name: Name) -> tuple[str, ...]:
    return tuple(fold_umlauts(word.strip(".")) for word in name.given.split()[1:2])


def _may_be_one(word: str, other: str) -> bool:
    """Whether second names agree: `a` and `adam`, `bill` and `william`."""
    short, long = sorted((word, other), key=len)
    if len(short) < 2:
        return long.startswith(short)
    return NICKNAMES.get(short, short) == NICKNAMES.get(long, long)


def _is_turned(one: Name, other: Name) -> bool:
    words = [fold(one.given.split()[0]), fold(one.family.split()[-1])]
    turned = fold(other.given.split()[0]) == words[1] != words[0]
    return turned and GIVEN_AND_FAMILY.issuperset(words)


def _umlauts(name: Name) -> str:
    """Those of the family name, which one organisation writes or leaves out for everybody."""
    family = unicodedata.normalize("NFC", name.family.casefold())
    return "".join(sign for sign in family if sign in "äöüø")
