"""Past introductions out of the store alone: look up → find (pure) → say who and what came of it.

Nothing of it is kept: it is asked for once in a while, takes seconds, and a table of results would
have to be made anew with every merge of two persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from narrowcast.agent.core import archaeology, own_introductions
from narrowcast.agent.core.aliases import Aliases, Face
from narrowcast.agent.core.archaeology import Introduction, Way
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.learn import MentionKind
from narrowcast.agent.core.model import AddressId, AddressKey, EvidenceKind, Time
from narrowcast.agent.core.own_introductions import Made
from narrowcast.agent.core.touches import WITHIN, Touches, touched
from narrowcast.agent.reading import mention_key
from narrowcast.agent.store import history as rows
from narrowcast.agent.store.asof import AsOf
from narrowcast.agent.store.echoes import echoes
from narrowcast.agent.store.history import Sought, Who
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.nlp.organisations import is_free_mail, registrable_domain

_BEFORE_ALL = Time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as the history names them."""

    name: str
    """An address where no name is known."""
    addresses: tuple[AddressKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForYou:
    """Somebody got the owner to know another."""

    at: Time
    introducer: Somebody
    other: Somebody
    way: Way
    followed: Time | None
    """When the two first wrote to each other, or met again."""
    is_open: bool
    """Nothing followed yet, and the sixty days are not over."""
    sent: int
    received: int
    """Mails between the two since; by the owner, by the other."""
    meetings: int
    first_meeting: Time | None
    last: Time | None
    """Their latest contact."""
    evidence: str
    """The Message-ID, or the meeting's UID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByYou:
    """The owner got two people to know each other."""

    at: Time
    one: Somebody
    other: Somebody
    followed: Time
    """When one of them first wrote to the other with the owner on the mail."""
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything found, each part in order of time."""

    as_of: Time
    oldest: Time | None
    """When the store's first mail was sent; None: there is none."""
    for_you: tuple[ForYou, ...]
    by_you: tuple[ByYou, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The same in the store's numbers, with what it was found from."""

    grouping: Grouping
    touches: Touches
    introductions: tuple[Introduction, ...]
    made: tuple[Made, ...]


def history(advisor: Advisor, as_of: Time) -> History:
    """Tell every introduction before the moment that mail and calendar show."""
    store, found = advisor.store, dig(advisor, as_of)
    cited = AsOf(store, as_of, owner_of(store, found.grouping)).cite
    for_you = (
        _for_you(one, found, as_of, cited(_kind(one), [one.row])[0].id)
        for one in found.introductions
    )
    by_you = (
        _by_you(one, found, cited(EvidenceKind.MESSAGE, [one.row])[0].id) for one in found.made
    )
    return History(
        as_of=as_of,
        oldest=rows.first_mail(store, as_of),
        # By what is told, not by the store's numbers, which hang on the order of reading.
        for_you=tuple(sorted(for_you, key=lambda one: (one.at, one.evidence, one.other.addresses))),
        by_you=tuple(
            sorted(
                by_you,
                key=lambda one: (one.at, one.evidence, one.one.addresses, one.other.addresses),
            )
        ),
    )


def _by_you(one: Made, found: Found, evidence: str) -> ByYou:
    pair = (somebody(found.grouping, person) for person in (one.one, one.other))
    first, second = sorted(pair, key=lambda person: person.addresses)
    return ByYou(at=one.time, one=first, other=second, followed=one.followed, evidence=evidence)


def since(found: History, start: Time) -> History:
    """Of a history what began at *start* or later."""
    return replace(
        found,
        for_you=tuple(one for one in found.for_you if one.at >= start),
        by_you=tuple(one for one in found.by_you if one.at >= start),
    )


def dig(advisor: Advisor, as_of: Time) -> Found:
    """Find the introductions before the moment, among persons as known at it."""
    store, grouping = advisor.store, advisor.grouping(as_of)
    who = rows.who(store, as_of, owner_of(store, grouping), grouping.of)
    mails, meetings = list(rows.mails(store, as_of, who)), rows.meetings(store, as_of, who)
    touches = touched(mails, meetings)
    namings = rows.namings(store, _sought(store, touches, grouping), who, echoes(store))
    aliases = Aliases(_faces(touches, grouping, who))
    return Found(
        grouping=grouping,
        touches=touches,
        introductions=archaeology.introductions(
            mails, meetings, namings, touches, aliases.is_alias
        ),
        made=own_introductions.made(mails, touches, partial(_houses, grouping)),
    )


def per_introducer(found: Iterable[ForYou]) -> tuple[tuple[Somebody, Sequence[ForYou]], ...]:
    """Who introduced the owner to whom, the busiest introducer first, ties by name."""
    by: dict[tuple[AddressKey, ...], list[ForYou]] = {}
    for one in found:
        by.setdefault(one.introducer.addresses, []).append(one)
    told = sorted(by.values(), key=lambda those: (-len(those), those[0].introducer.name))
    return tuple((those[0].introducer, those) for those in told)


def somebody(grouping: Grouping, person: AddressId) -> Somebody:
    """The person's name and addresses as known then."""
    return Somebody(name=grouping.name(person), addresses=grouping.keys(person))


def owner_of(store: Store, grouping: Grouping) -> frozenset[AddressId]:
    """The owner's addresses, with those that identity holds to be the same person's."""
    known = (store.addresses.find(key) for key in store.owner)
    return frozenset(
        member for number in known if number is not None for member in grouping.members(number)
    )


def _for_you(one: Introduction, found: Found, as_of: Time, evidence: str) -> ForYou:
    contact = found.touches.contacts.get(one.other)
    return ForYou(
        at=one.time,
        introducer=somebody(found.grouping, one.introducer),
        other=somebody(found.grouping, one.other),
        way=one.way,
        followed=one.followed,
        is_open=one.followed is None and as_of <= one.time + WITHIN,
        sent=contact.sent if contact else 0,
        received=contact.received if contact else 0,
        meetings=contact.meetings if contact else 0,
        first_meeting=contact.first_meeting if contact else None,
        last=contact.last if contact else None,
        evidence=evidence,
    )


def _kind(one: Introduction) -> EvidenceKind:
    return EvidenceKind.MEETING if one.way is Way.MEETING else EvidenceKind.MESSAGE


def _houses(grouping: Grouping, person: AddressId) -> frozenset[str]:
    domains = {registrable_domain(key.rpartition("@")[2]) for key in grouping.keys(person)}
    return frozenset(domain for domain in domains if not is_free_mail(domain))


def _sought(store: Store, touches: Touches, grouping: Grouping) -> Iterator[Sought]:
    for person, contact in touches.contacts.items():
        for key in grouping.keys(person):
            number = mention_key(store.mention_key, MentionKind.ADDRESS, key)
            yield Sought(number, person, contact.met)


def _faces(touches: Touches, grouping: Grouping, who: Who) -> Iterator[Face]:
    for address in sorted(who.owner):
        yield Face(address, grouping.keys(address), grouping.name(address), _BEFORE_ALL)
    for person, contact in touches.contacts.items():
        yield Face(person, grouping.keys(person), grouping.name(person), contact.met)
