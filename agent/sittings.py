"""What a sync is made with: the accounts, how it treats those that fail, and what counts pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from narrowcast.agent.core.model import Time
from narrowcast.agent.pages import Kept, Pages
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Budget, Closable, Connector, Page, Scope, ScopeId
from narrowcast.connectors.net import Egress, Traffic


class Meter:
    """What went over an account's connections since it was last asked."""

    def __init__(self, egress: Egress) -> None:
        self._egress = egress

    def moved(self) -> tuple[Traffic, ...]:
        """The traffic by host since the last call."""
        return self._egress.moved()


@dataclass(frozen=True, slots=True)
class Account:
    """A configured source."""

    name: str
    connector_name: str
    connector: Connector
    meter: Meter | None = None

    @property
    def is_remote(self) -> bool:
        """Whether it holds connections to a server, and so is read on a thread of its own."""
        return isinstance(self.connector, Closable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a sync treats accounts that fail or failed."""

    by_hand: bool = True
    """The owner asked for it: our own back-off does not count, a parked account is tried."""
    again: bool = False
    """What was given up is tried again: dead letters, scopes that kept forgetting."""
    tries: int = 3
    """Pulls of a scope in a row, without a page kept, before a passing fault stays."""
    chance: Callable[[], float] = lambda: 0.0
    """Between 0 and 1: how much of a wait is taken away."""
    pause: Callable[[float], object] | None = None
    """Waits so many seconds; None: until they are over or the sync is stopped."""
    only: Mapping[str, Collection[ScopeId]] = field(default_factory=dict[str, Collection[ScopeId]])
    """Per account the scopes to read; of an account that is not named, all."""
    over: Callable[[], bool] = lambda: False
    """Whether to stop after the page at hand; the cursors carry the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What the accounts of one sync are read with."""

    store: Store
    pages: Pages
    now: Time
    budget: Budget
    manners: Manners
    kept: Callable[[str, Scope, Page, Kept], None]
    """Told of every kept page, on the writing thread."""
    pause: Callable[[float], object]
