"""What the owner can see of their privacy: who was spoken to, and who may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from narrowcast.agent.config import Settings
from narrowcast.agent.sources import hosts_of
from narrowcast.agent.store import spoken
from narrowcast.agent.store.spoken import Spoken
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A host of config.toml, and the account that may speak to it."""

    host: str
    account: str
    enabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Whom the program spoke to, and whom it may speak to."""

    since: date | None
    """The first day of which anything is known; None: nobody was ever spoken to."""
    spoken: tuple[Spoken, ...]
    refused: tuple[Spoken, ...]
    """What nobody was let speak to, beside the hosts of accounts."""
    unspoken: tuple[Allowed, ...]
    """Hosts of config.toml that were not spoken to."""
    strangers: tuple[Spoken, ...]
    """Those spoken to that config.toml does not name: followed from a server of the same domain, or
    of an account that is gone."""


def audit(store: Store, settings: Settings, since: date) -> Audit:
    """Tell from what is noted and configured; *since* a day in UTC."""
    known = spoken.audited(store, since)
    first = spoken.first_day(store)
    allowed = tuple(_allowed(settings))
    reached = tuple(one for one in known if one.connections)
    named = {one.host for one in allowed}
    return Audit(
        since=max(first, since) if first else None,
        spoken=reached,
        refused=tuple(one for one in known if one.refused),
        unspoken=tuple(_unspoken(allowed, reached)),
        strangers=tuple(one for one in reached if one.host not in named),
    )


def _allowed(settings: Settings) -> Iterator[Allowed]:
    from narrowcast.connectors.net import ascii_host

    for account in settings.accounts:
        for host in sorted(set(map(ascii_host, hosts_of(account.options)))):
            yield Allowed(host=host, account=account.name, enabled=account.enabled)


def _unspoken(allowed: Iterable[Allowed], reached: Iterable[Spoken]) -> Iterator[Allowed]:
    met = {(one.host, one.account) for one in reached} | {
        (one.host, "") for one in reached if not one.account
    }
    for one in allowed:
        if (one.host, one.account) not in met and (one.host, "") not in met:
            yield one
