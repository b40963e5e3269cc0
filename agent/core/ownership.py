"""Whose mailbox is this? Proposes the owner's addresses from a sample of mail; the owner confirms.

A mailbox's owner is the one who stands in nearly all of it, as author or recipient. Three signs,
each a count: letters in a Sent folder are the owner's; a delivery header names the box it was
delivered to; and whoever takes part in most messages, bulk mail aside. Other addresses are proposed
where a sign of the first two kinds stands at them, or the first address's own name does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import FolderRole, Mailbox, Message

DELIVERY_HEADERS = ("delivered-to", "x-original-to")
BULK_HEADERS = ("list-id", "list-unsubscribe", "auto-submitted", "precedence")
MIN_SHARE = 0.05  # of the first address's signs; below it an address is likelier a correspondent's


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that may be the owner's, and how often each sign stood at it."""

    address: AddressKey
    name: str
    """The name it most often wrote under; '' where it never wrote."""
    sent: int
    """Messages in a Sent folder that it wrote."""
    delivered: int
    present: int
    """Messages it takes part in, bulk mail aside."""


@dataclass(slots=True)
class _Signs:
    sent: Counter[AddressKey] = field(default_factory=Counter)
    delivered: Counter[AddressKey] = field(default_factory=Counter)
    present: Counter[AddressKey] = field(default_factory=Counter)
    names: dict[AddressKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def propose(messages: Iterable[Message]) -> tuple[Candidate, ...]:
    """Propose the owner's addresses, likeliest first; empty where the mail holds no sign."""
    signs = _Signs()
    for message in messages:
        _observe(signs, message)
    ranked = sorted(_signed(signs), key=lambda key: (-_weight(signs, key), key))
    if not ranked:
        return ()
    first = ranked[0]
    others = (key for key in ranked[1:] if _belongs(signs, key, first))
    return tuple(_candidate(signs, key) for key in (first, *others))


def _observe(signs: _Signs, message: Message) -> None:
    author = _key(message.author)
    if author and message.author:
        signs.names[author][message.author.name] += 1
        if FolderRole.SENT in message.roles:
            signs.sent[author] += 1
    for header in DELIVERY_HEADERS:
        for value in message.headers.get(header, ()):
            if key := AddressKey(canonical(value.strip(" <>"))):
                signs.delivered[key] += 1
    if not any(header in message.headers for header in BULK_HEADERS):
        signs.present.update(set(_people(message)))


def _people(message: Message) -> Iterator[AddressKey]:
    for mailbox in (message.author, *message.to, *message.cc, *message.bcc):
        if key := _key(mailbox):
            yield key


def _key(mailbox: Mailbox | None) -> AddressKey:
    return AddressKey(canonical(mailbox.address) if mailbox and mailbox.address else "")


def _signed(signs: _Signs) -> set[AddressKey]:
    return {*signs.sent.keys(), *signs.delivered, *signs.present}


def _weight(signs: _Signs, key: AddressKey) -> int:
    """One Sent letter says more than a delivery, which says more than being there."""
    return 4 * signs.sent[key] + 2 * signs.delivered[key] + signs.present[key]


def _belongs(signs: _Signs, key: AddressKey, first: AddressKey) -> bool:
    if signs.sent[key] > MIN_SHARE * signs.sent[first] and signs.sent[first]:
        return True
    if signs.delivered[key] > MIN_SHARE * signs.delivered[first] and signs.delivered[first]:
        return True
    return bool(_name(signs, key)) and _name(signs, key) == _name(signs, first)


def _name(signs: _Signs, key: AddressKey) -> str:
    return next((name for name, _ in signs.names[key].most_common() if " " in name), "").casefold()


def _candidate(signs: _Signs, key: AddressKey) -> Candidate:
    names = [name for name, _ in signs.names[key].most_common() if name]
    return Candidate(
        address=key,
        name=names[0] if names else "",
        sent=signs.sent[key],
        delivered=signs.delivered[key],
        present=signs.present[key],
    )
