"""The facts of a relation, looked up: whose contexts `core.relations` reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from narrowcast.agent.core import contexts
from narrowcast.agent.core.contexts import Heading, Verdict
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import MentionKind
from narrowcast.agent.core.model import AddressId, AddressKey, Employment, EvidenceKind, Person
from narrowcast.agent.core.paths import Word
from narrowcast.agent.core.relations import Relation, Share, bills, is_off_hours
from narrowcast.agent.reading import mention_key
from narrowcast.agent.store.asof import AsOf, Letter
from narrowcast.agent.store.lookup import holding
from narrowcast.agent.store.store import Store
from narrowcast.nlp.organisations import is_free_mail

LATEST = 50
"""Mails of a relation that are read for what they are about: of a thousand, the last ones tell
what the relation is now, and each costs a tenth of a millisecond."""

Met = tuple[tuple[int, int, int], ...]
"""Row, time and size of meetings."""


class Relating:
    """Looks up relations of the owner as of one moment."""

    def __init__(self, store: Store, view: AsOf, zone: str, work: tuple[Employment, ...]) -> None:
        self._store, self._view = store, view
        self._zone, self._work = ZoneInfo(zone), work
        self._keys: dict[AddressId, AddressKey] = {}

    def relation(self, person: Person, letters: tuple[Letter, ...], met: Met) -> Relation:
        """All that tells in which contexts *person* knows the owner."""
        addresses = self._view.addresses({letter.address for letter in letters})
        free = {number for number, row in addresses.items() if is_free_mail(row.domain)}
        sent = [letter for letter in letters if Flag.OWN in letter.flags]
        received = [letter for letter in letters if Flag.OWN not in letter.flags]
        late = [x for x in letters if is_off_hours(self._local(x))]
        alone = [row for row, _, size in met if size <= 2]
        latest = letters[:LATEST]
        taken = self._verdicts(latest)
        return Relation(
            addresses=person.addresses,
            employments=person.employments,
            owner_employments=self._work,
            owner_addresses=tuple(sorted(self._store.owner)),
            personal=self._share(latest, (x for x in latest if Verdict.PRIVATE in taken[x.row])),
            about_jobs=self._share(latest, (x for x in latest if Verdict.JOBS in taken[x.row])),
            private_mail=self._share(letters, (x for x in letters if x.address in free)),
            off_hours=self._share(letters, late),
            alone=self._share(letters, (x for x in letters if x.size == 1)),
            list_mail=self._share(letters, (x for x in letters if Flag.LIST in x.flags)),
            met_alone=Share(
                count=len(alone), of=len(met), evidence=self._view.cite(EvidenceKind.MEETING, alone)
            ),
            bills_sent=self._share(sent, (x for x in sent if bills(x.subject))),
            bills_received=self._share(received, (x for x in received if bills(x.subject))),
        )

    def _local(self, letter: Letter) -> datetime:
        return datetime.fromtimestamp(letter.time, UTC).astimezone(self._zone)

    def _verdicts(self, letters: Sequence[Letter]) -> dict[int, frozenset[Verdict]]:
        """What each mail is taken for: as its text was read, else by its head."""
        rows = [letter.row for letter in letters]
        read: dict[int, set[Verdict]] = {row: set() for row in rows}
        for verdict in Verdict:
            key = mention_key(self._store.mention_key, MentionKind.VERDICT, verdict)
            for row in holding(self._store, key, rows):
                read[row].add(verdict)
        heads = {x.row: x for x in letters if not read[x.row]}
        people = {
            sight.row: (*(() if sight.author is None else (sight.author,)), *sight.people)
            for sight in self._view.sights_of(
                Word(x.row, x.time, x.address) for x in heads.values()
            )
        }
        return {
            row: frozenset(read[row]) or self._by_head(heads[row], people.get(row, ()))
            for row in rows
        }

    def _by_head(self, letter: Letter, people: Iterable[int]) -> frozenset[Verdict]:
        if not letter.subject:  # not kept, or empty
            return frozenset()
        numbers = tuple(dict.fromkeys(map(AddressId, people)))
        missing = [number for number in numbers if number not in self._keys]
        self._keys.update((n, row.key) for n, row in self._view.addresses(missing).items())
        known = tuple(self._keys[number] for number in numbers if number in self._keys)
        heading = Heading(subject=letter.subject, size=letter.size, people=known)
        return contexts.verdicts(heading)

    def _share(self, of: Sequence[Letter], those: Iterable[Letter]) -> Share:
        rows = [letter.row for letter in those]
        return Share(
            count=len(rows), of=len(of), evidence=self._view.cite(EvidenceKind.MESSAGE, rows)
        )
