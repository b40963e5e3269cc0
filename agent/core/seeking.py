"""By which words a mail server is asked for a prospect, and which of the mails it names are read.

A server says only that a mail holds a word, perhaps in a quotation or in a part of another word.
What it tells of whom, the reader of mentions says, from the text, as in the tier that reads all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from narrowcast.agent.core.model import AddressId, AddressKey, Prospect, Time
from narrowcast.connectors.records import RemoteId
from narrowcast.nlp.names import full_name
from narrowcast.nlp.organisations import employer_of_domain, mention_labels

MOST_READ = 50
"""Mails read for one prospect on one server: more tell hardly more (docs/judgement.md)."""
MOST_NAMED = 500
"""Ids taken of a folder; most of them are bulk mail, or the prospect's own."""
AGAIN_SECONDS = 7 * 86_400  # after which what came since is searched, too
OVERLAP_SECONDS = 2 * 86_400  # servers index late, and know days only
_PERSON, _ADDRESSES, _DOMAINS = 4, 2, 1
_SHORTEST = 3  # letters of a firm's name worth looking for


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for, at most six words."""

    person: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.person or self.firm)


@dataclass(frozen=True, slots=True)
class Hit:
    """A mail that a server named and the store knows."""

    remote: RemoteId
    message: int
    author: AddressId
    time: Time


@dataclass(frozen=True, slots=True)
class Done:
    """A former search for a prospect on one account; *words* as `store.searches.hashed` has it."""

    words: str
    at: Time


def words_for(prospect: Prospect, owner: Iterable[AddressKey] = ()) -> Words:
    """Addresses and ways to write the name; a domain and the firm's name, unless it is the firm of
    *owner*, whose every other mail names it.
    """
    person = (*prospect.addresses[:_ADDRESSES], *_names(prospect.name))
    return Words(person[:_PERSON], tuple(_firm(prospect, owner)))


def _names(display: str) -> Iterator[str]:
    """A first and a family name, as address books turn them round, and with what is between."""
    name = full_name(display) if display else None
    if name is None or not (name.family and name.given):
        return
    if " " not in name.full:  # Han and Hangul
        yield name.full
        return
    first = name.given.split()[0]
    yield from dict.fromkeys((f"{first} {name.family}", f"{name.family}, {first}", name.full))


def _firm(prospect: Prospect, owner: Iterable[AddressKey]) -> Iterator[str]:
    domains = prospect.domains[:_DOMAINS]
    called = prospect.organization or next(filter(None, map(employer_of_domain, domains)), "")
    own = {label for key in owner for label in mention_labels(employer_of_domain(_domain(key)))}
    if own.intersection(mention_labels(called)):
        return
    yield from domains
    if len(called) >= _SHORTEST:
        yield called


def _domain(key: AddressKey) -> str:
    return key.rpartition("@")[2]


def since(done: Done | None, words: str, now: Time) -> Time | None:
    """From when on to search: 0 is all mail, None nothing is due."""
    if done is None or done.words != words or done.at > now:
        return Time(0)
    return None if now - done.at < AGAIN_SECONDS else Time(done.at - OVERLAP_SECONDS)


def choose(person: Iterable[Hit], firm: Iterable[Hit], most: int = MOST_READ) -> tuple[Hit, ...]:
    """Whom to read: who names the person before who names the firm; of everybody the newest mail
    first, then of everybody the next: that many people know of a prospect tells more than that one
    wrote of it often.
    """
    found: dict[int, Hit] = {}
    for hits in (person, firm):
        for hit in _in_turns(hits):
            if len(found) < most:
                found.setdefault(hit.message, hit)
    return tuple(found.values())


def _in_turns(hits: Iterable[Hit]) -> Iterable[Hit]:
    by_author: dict[AddressId, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda one: (-one.time, one.message)):
        by_author[hit.author].append(hit)
    turns: Iterable[Sequence[Hit | None]] = zip_longest(*by_author.values())
    return (hit for turn in turns for hit in turn if hit is not None)
