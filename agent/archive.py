"""Mail held by several people in one file: read once, dealt out.

An owner's part of an archive (a mailing list's, a department's) is the mail that names the owner as
author or recipient; a mailbox of one owner is that owner's whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from narrowcast.agent import reading
from narrowcast.agent.core.learn import BlockClaim, Changes, Seen, Signed, learn
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.reading import Reading
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Advance, Watcher
from narrowcast.connectors.base import Budget, Connector, Cursor, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import RemoteId

PAGE = 2_000  # messages of one transaction

Owner = TypeVar("Owner")


class Dated(NamedTuple):
    """One mail as evidence, with its author's block where it has one."""

    remote_id: RemoteId
    seen: Seen
    signed: Signed | None = None


def read(
    connectors: Iterable[Connector], how: Reading, watch: Watcher = lambda _: None
) -> Iterator[Dated]:
    """All mail of *connectors* as evidence, in their order; every block is read once."""
    blocks: dict[AddressKey, dict[bytes, tuple[BlockClaim, ...]]] = {}
    for connector in connectors:
        for scope in connector.scopes():
            for page in connector.pull(scope, None, Budget(tier=how.tier)):
                changes = reading.read(
                    page, learn(page), how, lambda author: frozenset(blocks.get(author, ()))
                )
                signed = {one.identity: one for one in changes.signed}
                for one in changes.signed:
                    blocks.setdefault(one.author, {}).setdefault(one.digest, one.claims or ())
                for remote, seen in changes.messages:
                    yield Dated(remote, seen, _whole(signed.get(seen.identity), blocks))
                watch(Advance("archive", scope.name, len(page.upserts), page.progress))


def part(mails: Iterable[Dated], owner: frozenset[AddressKey]) -> Iterator[Dated]:
    """One owner's part of an archive."""
    return (mail for mail in mails if not owner.isdisjoint(named(mail.seen)))


def _whole(
    signed: Signed | None, blocks: Mapping[AddressKey, Mapping[bytes, tuple[BlockClaim, ...]]]
) -> Signed | None:
    """The block with its claims; the mail they were read on may be another owner's."""
    return signed and replace(signed, claims=blocks[signed.author][signed.digest])


def deal(
    mails: Iterable[Dated], owners: Mapping[Owner, frozenset[AddressKey]]
) -> dict[Owner, list[Dated]]:
    """Each owner's part of an archive that several share; a single owner has it all."""
    if len(owners) == 1:
        return {owner: list(mails) for owner in owners}
    parts: dict[Owner, list[Dated]] = {owner: [] for owner in owners}
    of: dict[AddressKey, list[Owner]] = {}
    for owner, addresses in owners.items():
        for address in addresses:
            of.setdefault(address, []).append(owner)
    for mail in mails:
        for owner in {id(o): o for key in named(mail.seen) for o in of.get(key, ())}.values():
            parts[owner].append(mail)
    return parts


def named(seen: Seen) -> Iterator[AddressKey]:
    """Everybody in the headers of a message."""
    if seen.author:
        yield seen.author.key
    for _, party in seen.recipients:
        yield party.key


def keep(store: Store, name: str, mails: Sequence[Dated]) -> None:
    """Keep an owner's part in *store*, page by page."""
    scope = store.scope(name, "archive", Scope(id=ScopeId(name), name=name))
    for start in range(0, len(mails), PAGE):
        page = mails[start : start + PAGE]
        changes = Changes(
            messages=tuple((mail.remote_id, mail.seen) for mail in page),
            signed=tuple(mail.signed for mail in page if mail.signed),
        )
        store.keep(scope, changes, Cursor(str(start + len(page))), Snapshot.NONE, 0)
