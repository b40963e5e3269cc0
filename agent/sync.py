"""Pull every scope, page by page; keep each page whole with its cursor.

    pull ─► learn (pure) ─► read (texts, in memory) ─► store.keep: one transaction

The engine owns transactions, retries, budgets and sweeps. A kill between two pages loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from narrowcast.agent import reading
from narrowcast.agent.core import forgetting
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.reading import Reading, SignatureReader
from narrowcast.agent.store import forgetting as stored_forgetting
from narrowcast.agent.store import mail
from narrowcast.agent.store.store import ScopeState, Store
from narrowcast.connectors.base import Budget, Connector, Page, Progress, Scope
from narrowcast.connectors.errors import CursorExpired, Emptied, Skippable

RESETS_PER_PULL = 1  # a source that expires its own fresh cursor is broken


@dataclass(frozen=True, slots=True)
class Account:
    """A configured source."""

    name: str
    connector_name: str
    connector: Connector


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What one sync did."""

    messages: int = 0
    records: int = 0
    unreadable: int = 0
    """How many of the records hold nothing that can be read."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advance:
    """One kept page, for whoever shows progress."""

    account: str
    scope: str
    records: int
    progress: Progress | None


Watcher = Callable[[Advance], None]
OnPage = Callable[[str, Page], Callable[[], None]]
"""Judges a page of an account before it is kept; what it returns writes what the page caused."""


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
) -> Synced:
    """Bring the store up to date with *accounts*; what *also* draws from a page is kept with it.

    *subjects* False: subject lines are not kept, only hashes of their words.
    """
    how = Reading(budget.tier, store.mention_key, reader, subjects=subjects)
    engine = _Engine(store, now, budget, how, watch, also)
    for account in accounts:
        try:
            scopes = list(account.connector.scopes())
        except Skippable as problem:
            engine.problems.append(f"{account.name}: {problem}")
            continue
        for scope in scopes:
            engine.scope(account, scope)
    return Synced(
        messages=engine.messages,
        records=engine.records,
        unreadable=engine.unreadable,
        problems=tuple(engine.problems),
    )


class _Engine:
    def __init__(
        self,
        store: Store,
        now: Time,
        budget: Budget,
        how: Reading,
        watch: Watcher,
        also: OnPage,
    ) -> None:
        self._store, self._now, self._budget, self._reader = store, now, budget, how.reader
        self._reading = how
        self._forgotten = stored_forgetting.forgotten(store)
        self._watch, self._also = watch, also
        self.messages = self.records = self.unreadable = 0
        self.problems: list[str] = []

    def scope(self, account: Account, scope: Scope) -> None:
        """Pull one scope; what goes wrong in it stays in it."""
        for _ in range(RESETS_PER_PULL + 1):
            state = self._store.scope(account.name, account.connector_name, scope)
            try:
                self._pull(account, scope, state)
                if state.problem:
                    self._store.problem(state.row, "")  # it is back, be there nothing new in it
            except CursorExpired:
                self._store.expire(state.row)
                continue
            except (Skippable, Emptied) as problem:
                self._store.problem(state.row, str(problem))
                place = "" if scope.name in str(problem) else f"{scope.name}: "
                self.problems.append(f"{account.name}: {place}{problem}")
            return
        self.problems.append(
            f"{account.name}: {scope.name}: the source keeps forgetting where we were; skipped"
        )

    def _pull(self, account: Account, scope: Scope, state: ScopeState) -> None:
        for page in account.connector.pull(scope, state.cursor, self._budget):
            seen = forgetting.without(learn(page), self._forgotten)
            changes = reading.read(page, seen, self._reading, self._known)
            # Judged before, written with the page: killed in between, both come again, or neither.
            along = self._also(account.name, forgetting.audible(page, self._forgotten))
            self.messages += self._store.keep(
                state, changes, page.cursor, page.snapshot, self._now, along
            )
            self.records += len(page.upserts)
            self.unreadable += len(seen.unreadable)
            self._watch(Advance(account.name, scope.name, len(page.upserts), page.progress))

    def _known(self, author: AddressKey) -> frozenset[bytes]:
        assert self._reader is not None
        return mail.known_blocks(self._store.conn, author, self._reader.version)
