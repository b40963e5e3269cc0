"""The composition root: settings and files become one workplace, closed where it was opened."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from narrowcast.agent import lock, secrets, sources, sync
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.config import Settings
from narrowcast.agent.contacts import Contacts
from narrowcast.agent.core.identity import DecisionKind, Group
from narrowcast.agent.core.model import AddressKey, Owner, Time
from narrowcast.agent.errors import ConfigError
from narrowcast.agent.places import Places
from narrowcast.agent.store.decisions import decide
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Budget
from narrowcast.connectors.formats.addresses import canonical


@dataclass(slots=True)
class Workplace:
    """One store with the settings it is used under."""

    settings: Settings
    store: Store
    advisor: Advisor
    owner: Owner

    def sync(self, now: datetime, watch: sync.Watcher = lambda _: None) -> sync.Synced:
        """Read all enabled accounts; raises ConfigError where there is none."""
        enabled = [account for account in self.settings.accounts if account.enabled]
        if not enabled:
            raise ConfigError("accounts", "has none to read; run: narrowcast init --mail PATH")
        accounts = [
            sync.Account(account.name, account.connector, sources.connect(account))
            for account in enabled
        ]
        budget = Budget(tier=self.settings.privacy.tier)
        return sync.sync(
            self.store, accounts, now=seconds(now), budget=budget, reader=BlockReader(), watch=watch
        )

    def decide(
        self,
        kind: DecisionKind,
        who: Sequence[str],
        now: Time,
        *,
        others: Sequence[str] = (),
        name: str = "",
    ) -> Group:
        """Keep the owner's decision about persons; return the first of *who* as it now stands."""
        people = Contacts(self.store, self.advisor, now)
        groups = [people.find(one) for one in who]
        apart = [AddressKey(canonical(one)) for one in others]
        # A split is about the addresses typed; the others about persons, with all addresses.
        keys = (
            [AddressKey(canonical(one)) for one in who]
            if kind is DecisionKind.SPLIT
            else [key for group in groups for key in group.keys]
        )
        decide(self.store, kind, keys, now, others=apart, name=name)
        return Contacts(self.store, self.advisor, Time(now + 1)).find(keys[0])


@contextmanager
def workplace(settings: Settings, places: Places) -> Generator[Workplace]:
    """Open the owner's store, alone; raises Busy, StoreUnreadable, StoreTooNew, ConfigError."""
    with ExitStack() as stack:
        stack.enter_context(lock.alone(places.lock))
        key = secrets.mention_key(places.data)
        store = stack.enter_context(Store.open(places.store, mention_key=key))
        yield _furnished(settings, store)


@contextmanager
def throwaway(settings: Settings) -> Generator[Workplace]:
    """Open a store in memory that is gone at the end: for `try` and the demo."""
    with Store.open(None, mention_key=token_bytes(secrets.KEY_BYTES)) as store:
        yield _furnished(settings, store)


def seconds(moment: datetime) -> Time:
    """A moment as evidence counts it."""
    return Time(int(moment.timestamp()))


def _furnished(settings: Settings, store: Store) -> Workplace:
    owner = owner_of(settings)
    store.set_owner(owner.addresses)
    return Workplace(settings, store, Advisor(store), owner)


def owner_of(settings: Settings) -> Owner:
    """Who the program works for; raises ConfigError where no address is known."""
    said = settings.owner
    if not said.addresses:
        raise ConfigError("owner.addresses", "is empty; run: narrowcast init --mail PATH")
    return Owner(
        name=said.name,
        addresses=tuple(AddressKey(canonical(address)) for address in said.addresses),
        zone=said.zone or "UTC",
        pitch=said.pitch,
        credential=said.credential,
    )
