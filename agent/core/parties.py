"""Who takes part: mailboxes as participants with canonical keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from narrowcast.agent.core import gate
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import Mailbox
from narrowcast.nlp.organisations import registrable_domain

NAME_CHARS = 80
SUBJECT_CHARS = 200


@dataclass(frozen=True, slots=True)
class Party:
    """One person-like participant of a message or meeting."""

    key: AddressKey
    address: str
    name: str
    domain: str
    kind: AddressKind


def party_of(mailbox: Mailbox | None) -> Party | None:
    """A mailbox as a participant; None where it names nobody reachable."""
    if mailbox is None or not mailbox.address:
        return None
    return _known_party(mailbox.address, mailbox.name[:NAME_CHARS])


@lru_cache(maxsize=1 << 13)  # 4 MB; the people of a few thousand mails
def _known_party(address: str, name: str) -> Party | None:
    key = AddressKey(canonical(address))
    if not key:
        return None
    domain = registrable_domain(key.rpartition("@")[2])
    return Party(key, address, name, domain, gate.kind_of(key))
