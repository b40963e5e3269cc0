"""Reading the store beside others: for questions that take minutes and change nothing."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack, contextmanager

from narrowcast.agent import lock, secrets
from narrowcast.agent.config import Settings
from narrowcast.agent.places import Places
from narrowcast.agent.store import people
from narrowcast.agent.store.history import stand_still
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.agent.wiring import PATIENCE_SECONDS, owner_of


@contextmanager
def advisor(settings: Settings, places: Places) -> Generator[Advisor]:
    """Open the owner's store as it is at this moment; others may read and send meanwhile.

    The lock is held only for the opening. Raises as `wiring.workplace`.
    """
    with ExitStack() as opened:
        with lock.alone(places.lock, patience=PATIENCE_SECONDS):
            key = secrets.mention_key(places.data, store=places.store)
            store = opened.enter_context(Store.open(places.store, mention_key=key))
            store.set_owner(owner_of(settings).addresses)
            people.settle(store)  # nothing is written once it stands still
            stand_still(store)
        yield Advisor(store)
