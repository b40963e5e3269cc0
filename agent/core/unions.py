"""Addresses joined into persons step by step, against what must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from narrowcast.agent.core.model import AddressId, AddressKey
from narrowcast.agent.core.namesakes import Link
from narrowcast.agent.core.person_decisions import PersonDecision


class Union:
    """Union-find over the addresses that are joined at all, with pairs that must stay apart."""

    def __init__(self, keys: Mapping[AddressId, AddressKey]) -> None:
        self._keys = keys
        self._parent: dict[AddressId, AddressId] = {}
        self._group: dict[AddressId, list[AddressId]] = {}
        self.apart: dict[AddressId, set[AddressId]] = defaultdict(set)
        """Both ways, the addresses that a decision keeps from one."""
        self._reasons: list[tuple[AddressId, Link | PersonDecision]] = []

    def find(self, address: AddressId) -> AddressId:
        parent = self._parent
        while (up := parent.get(address, address)) != address:
            parent[address] = parent.get(up, up)
            address = up
        return address

    def keep_apart(self, one: AddressId, other: AddressId) -> bool:
        """False if they already stand together."""
        if self.find(one) == self.find(other):
            return False
        self.apart[one].add(other)
        self.apart[other].add(one)
        return True

    def join(self, one: AddressId, other: AddressId, why: Link | PersonDecision) -> bool:
        """False if a split forbids it."""
        left, right = self.find(one), self.find(other)
        if left == right:
            return True
        if self.apart and self._hostile(left, right):
            return False
        mine, theirs = self._group.get(left, [left]), self._group.pop(right, [right])
        self._group[left] = mine + theirs
        self._parent[right] = left
        self._reasons.append((one, why))
        return True

    def _hostile(self, left: AddressId, right: AddressId) -> bool:
        members = self._group.get(left, [left])
        foes = (foe for member in members for foe in self.apart.get(member, ()))
        return any(self.find(foe) == right for foe in foes)

    def members(self) -> dict[AddressId, tuple[AddressId, ...]]:
        """Groups of two and more by their member with the least key."""
        groups = (sorted(group, key=self._keys.__getitem__) for group in self._group.values())
        return {members[0]: tuple(members) for members in groups}

    def reasons(
        self, of: Mapping[AddressId, AddressId]
    ) -> dict[AddressId, list[Link | PersonDecision]]:
        found: dict[AddressId, list[Link | PersonDecision]] = {}
        for address, why in self._reasons:
            found.setdefault(of[address], []).append(why)
        return found
