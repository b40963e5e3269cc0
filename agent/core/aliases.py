"""Whether an address looks like another one of somebody who is known already.

A newcomer whose local part is spelled like that of the owner, of the introducer or of an earlier
contact is most likely the same person at another domain; so is one that bears the introducer's
family name. Where display names say otherwise (a couple, two Annas), they are believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.nlp import names
from narrowcast.nlp.folding import fold

SHORTEST_FAMILY = 4  # letters; shorter family names stand in many addresses by chance


class Face(NamedTuple):
    """One person as far as spelling goes."""

    person: AddressId
    keys: tuple[AddressKey, ...]
    name: str
    """As shown; an address where no name is known."""
    met: Time
    """When the owner was first in touch with them."""


class Aliases:
    """Everybody the owner knows, by the letters of their addresses."""

    def __init__(self, faces: Iterable[Face]) -> None:
        """*faces*: the owner first of all, met before everything."""
        self._faces: dict[AddressId, Face] = {}
        self._by_letters: dict[str, list[Face]] = {}
        for face in faces:
            self._faces[face.person] = face
            for letters in _spellings(face):
                self._by_letters.setdefault(letters, []).append(face)

    def is_alias(self, other: AddressId, introducer: AddressId, time: Time) -> bool:
        """Whether *other* looks like *introducer*, or like somebody known before *time*."""
        face, friend = self._faces.get(other), self._faces.get(introducer)
        if face is None:
            return False
        if not _spellings(face) and not names.full_name(face.name):
            return True  # a number without a name: no person that we could show
        for letters in _spellings(face):
            for known in self._by_letters.get(letters, ()):
                earlier = known.met < time or known.person == introducer
                if known.person != other and earlier and not _differ(face, known):
                    return True
        return friend is not None and _bears_family(face, friend)


def _spellings(face: Face) -> frozenset[str]:
    """The letters of the local parts; none of numbers, as many have in China."""
    return frozenset(letters for key in face.keys if len(letters := _letters(key)) > 1)


def _letters(key: AddressKey) -> str:
    return re.sub(r"[^a-z]", "", fold(key.partition("@")[0]))


def _bears_family(face: Face, friend: Face) -> bool:
    parsed = names.full_name(friend.name)
    family = _plain(parsed.family) if parsed and parsed.family else ""
    if not family:  # as in jane.doe@firm.example
        family = _plain(re.split(r"[._]", friend.keys[0].partition("@")[0])[-1])
    stands = any(family in _letters(key) for key in face.keys)
    return len(family) >= SHORTEST_FAMILY and stands and not _differ(face, friend)


def _differ(one: Face, other: Face) -> bool:
    """Whether both bear whole names, and not the same."""
    mine, theirs = names.full_name(one.name), names.full_name(other.name)
    if not (mine and theirs and mine.family and theirs.family):
        return False
    return names.same_person_name(one.name, other.name) is names.SameName.DIFFERENT


def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", fold(word))
