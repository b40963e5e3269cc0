"""Who is named together with a prospect: a text that holds both, whoever wrote it.

A forwarded mail's From and To, a list of participants, `ask Ana, she works with Paula`: the text
itself is gone, but its keyed hashes still tell which of the people one knows it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from narrowcast.agent.core.identity import Edges, Grouping
from narrowcast.agent.core.learn import MentionKind
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import Sight
from narrowcast.agent.reading import mention_key
from narrowcast.agent.store.asof import AsOf
from narrowcast.agent.store.naming import Bearers, holding, texts
from narrowcast.agent.store.store import Store


class Naming:
    """Looks up who is named together, in one version of a store."""

    def __init__(self, store: Store, edges: Edges, echoes: Collection[int]) -> None:
        """*echoes*: messages whose naming says nothing, see `store.echoes`."""
        self._store, self._edges, self._echoes = store, edges, echoes

    def together(
        self,
        keys: Iterable[int],
        them: Collection[AddressId],
        owner: Collection[AddressId],
        grouping: Grouping,
    ) -> tuple[Sight, ...]:
        """Messages whose text names the prospect (by any of *keys*), with the others it names.

        Of a message, `people` are representatives, without *owner* and the prospect (*them*), and
        `others` is their number. A name that several people bear names nobody.
        """
        wanted = frozenset(keys)
        if not wanted:
            return ()
        words = holding(self._store, wanted, grouping.as_of, self._echoes)
        if not words:  # before everybody's names are hashed
            return ()
        nobody = {grouping.of(address) for address in (*them, *owner)}
        found = []
        for text in texts(self._store, words, self._bearers, grouping.as_of):
            people = {_person(grouping, held) for held in text.named} - nobody - {None}
            everybody = tuple(sorted(one for one in people if one is not None))
            if everybody:
                found.append(Sight(*text.word, everybody, len(everybody)))
        return tuple(found)

    def sent(self, keys: Iterable[int], view: AsOf) -> tuple[Sight, ...]:
        """The owner's own messages whose text holds the prospect's address (any of *keys*)."""
        words = holding(self._store, keys, view.as_of, self._echoes)
        return view.sights_of(word for word in words if word.author in view.owner)

    @cached_property
    def _bearers(self) -> Bearers:
        """The hash of every address and every full name of the mailbox, with whose it is."""
        found: dict[int, list[tuple[AddressId, Time]]] = defaultdict(list)
        key, edges = self._store.mention_key, self._edges
        for address, since in edges.first_seen.items():
            hashed = mention_key(key, MentionKind.ADDRESS, edges.keys[address])
            found[hashed].append((address, since))
        for address, borne in edges.names.items():
            for name in borne:
                if name.key:
                    hashed = mention_key(key, MentionKind.NAME, name.key)
                    found[hashed].append((address, name.first_seen))
        return found


def _person(grouping: Grouping, addresses: Iterable[AddressId]) -> AddressId | None:
    """Whose all of *addresses* are; None: they are several people's."""
    people = {grouping.of(address) for address in addresses}
    return people.pop() if len(people) == 1 else None
