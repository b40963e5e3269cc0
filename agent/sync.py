"""Pull every scope of every account, page by page; keep each page whole with its cursor.

    server ─► a thread each ─► page ─┐  learn ─► choose texts ─► read ─► one transaction
    files  ─► this thread ───────────┴──────────────────────────────────► store, this thread alone

The engine owns transactions, retries, budgets and sweeps; a connector only observes. A kill between
two pages loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from narrowcast.agent.core.choosing import Tracked
from narrowcast.agent.core.model import Time
from narrowcast.agent.lanes import Here, Writer
from narrowcast.agent.pages import Kept, OnPage, Pages
from narrowcast.agent.pulling import Puller
from narrowcast.agent.reading import Reading, SignatureReader
from narrowcast.agent.sittings import Account as Account
from narrowcast.agent.sittings import Manners as Manners
from narrowcast.agent.sittings import Meter as Meter
from narrowcast.agent.sittings import Sitting
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store import dead_letters
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Budget, Page, Progress, Scope, ScopeId
from narrowcast.connectors.records import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What one sync did."""

    messages: int = 0
    records: int = 0
    unreadable: int = 0
    """How many of the records hold nothing that can be read."""
    problems: tuple[str, ...] = ()
    left: Mapping[str, frozenset[ScopeId]] = field(default_factory=dict[str, frozenset[ScopeId]])
    """Per account the scopes that were not read to their end before time was up."""

    @property
    def unfinished(self) -> bool:
        """Whether time was up before all was read."""
        return bool(self.left)


@dataclass(frozen=True, slots=True)
class Advance:
    """One kept page, for whoever shows progress."""

    account: str
    scope: str
    records: int
    progress: Progress | None
    oldest: datetime | None = None
    """When the oldest of its messages was received (or sent); None where it holds none."""


Watcher = Callable[[Advance], None]
BY_HAND = Manners()


def unheard(_account: str, _page: Page) -> Callable[[], None]:
    """Draw nothing from a page but evidence."""
    return lambda: None


def sync(
    store: Store,
    accounts: Iterable[Account],
    *,
    now: Time,
    budget: Budget,
    reader: SignatureReader | None = None,
    subjects: bool = True,
    watch: Watcher = lambda _: None,
    also: OnPage = unheard,
    tracked: Callable[[], Tracked] = Tracked,
    manners: Manners = BY_HAND,
) -> Synced:
    """Bring the store up to date with *accounts*; what *also* draws from a page is kept with it.

    *subjects* False: subject lines are not kept, only hashes of their words. *tracked* tells, page
    by page, whose mail is read in any case.
    """
    how = Reading(budget.tier, store.mention_key, reader, subjects=subjects)
    count, writer = _Count(watch), Writer()
    if manners.again:
        dead_letters.revive(store)
    standings.raise_tier(store, budget.tier)
    sitting = Sitting(
        store=store,
        pages=Pages(store, how, now, also=also, tracked=tracked),
        now=now,
        budget=budget,
        manners=manners,
        kept=count.kept,
        pause=manners.pause or writer.stop.wait,
    )
    here = Here(writer)
    pullers = [Puller(sitting, one, writer if one.is_remote else here) for one in accounts]
    local = [one for one in pullers if not one.account.is_remote]
    writer.run([one.read for one in pullers if one.account.is_remote], lambda: _one_by_one(local))
    return Synced(
        messages=count.messages,
        records=count.records,
        unreadable=count.unreadable,
        problems=tuple(chain.from_iterable(one.problems for one in pullers)),
        left={one.account.name: frozenset(one.left) for one in pullers if one.left},
    )


def _one_by_one(pullers: Sequence[Puller]) -> None:
    for puller in pullers:
        puller.read()


class _Count:
    """Counts what one sync does, on the thread that called it."""

    def __init__(self, watch: Watcher) -> None:
        self._watch = watch
        self.messages = self.records = self.unreadable = 0

    def kept(self, account: str, scope: Scope, page: Page, kept: Kept) -> None:
        """Count and show a page."""
        self.messages += kept.messages
        self.records += kept.records
        self.unreadable += kept.unreadable
        oldest = min(_received(page), default=None)
        self._watch(Advance(account, scope.name, kept.records, page.progress, oldest))


def _received(page: Page) -> Iterator[datetime]:
    for one in page.upserts:
        if isinstance(one, Message) and (when := one.received_at or one.sent_at):
            yield when
