"""Reads one account, scope by scope; what a source raises says what is done.

    Skippable            the scope is left with its problem, the next one goes on
    Emptied              the same, and nothing is forgotten before the owner says that it is so
    CursorExpired        a new generation, swept only at its end; parked after five in a day
    Transient            tried again after a back-off; a second scope in a row ends the account
    RateLimited          the account waits as long as the server says, also across restarts
    NeedsLogin           the account is parked until the owner signs in or syncs by hand

What touches the store is handed to the desk of the writing thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from narrowcast.agent.core.backoff import delay
from narrowcast.agent.core.model import Time
from narrowcast.agent.guarded import Guarded
from narrowcast.agent.lanes import Desk
from narrowcast.agent.pages import named
from narrowcast.agent.sittings import Account, Sitting
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store import dead_letters, locations
from narrowcast.agent.store.accounts import WELL, AccountState, Check, Standing
from narrowcast.agent.store.store import ScopeRow, ScopeState
from narrowcast.connectors.base import Cursor, Known, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import (
    ConnectorError,
    CursorExpired,
    Emptied,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.records import RemoteId

RESETS_PER_PULL = 1  # a source that expires its own fresh cursor is broken
DEEP_SECONDS = 3600  # between two comparisons of a server's whole listing with ours
TURN = 4_000  # records of a scope before the next scope has its turn: some months of mail
SCOPES_BROKEN = 2  # in a row, by passing faults: it is the server, not the folder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A scope about to be pulled."""

    state: ScopeState
    parked: bool
    deep: bool
    due: tuple[RemoteId, ...]
    """Dead letters worth a try."""
    turn: int | None = None
    """How many records to pull before other scopes have their turn; None: all there are."""
    last_try: bool = False
    """Whether the same page failed before, and this is the last time it is tried."""


class Puller:
    """Reads one account within a sitting."""

    def __init__(self, sitting: Sitting, account: Account, desk: Desk) -> None:
        self._sitting, self.account, self._desk = sitting, account, desk
        self._source = Guarded(account)
        self._store, self._manners, self._now = sitting.store, sitting.manners, sitting.now
        self._checks: list[Check] = []
        self._renewed: set[ScopeRow] = set()
        self._passing: list[tuple[Scope, Transient]] = []
        self._broken = 0
        """How many scopes in a row failed by passing faults."""
        self.problems: list[str] = []
        self.left: set[ScopeId] = set()
        """What was not read to its end before the sitting was over."""

    def read(self) -> None:
        """Read the account as far as it lets us."""
        before = self._do(partial(standings.standing, self._store, self.account.name))
        if not before.open_at(self._now, by_hand=self._manners.by_hand):
            self._tell(before.problem)
            return
        after = self._read(before)
        if after.problem:
            self._tell(after.problem)
        else:
            for scope, fault in self._passing:
                self._tell(str(fault), scope)
        self._do(partial(self._settle, after))

    def _read(self, before: Standing) -> Standing:
        """Read the scopes; return how the account stands after it."""
        try:
            self._read_scopes()
            if self._passing and not self._checks:
                raise self._passing[0][1]  # not one scope could be read
        except NeedsLogin as fault:
            return Standing(state=AccountState.NEEDS_LOGIN, problem=str(fault))
        except RateLimited as fault:
            at = Time(self._now + round(min(standings.DAY, max(1.0, fault.after))))
            until = f"the server asks to wait until {datetime.fromtimestamp(at, UTC):%H:%M} UTC"
            return _waiting(until, before, at, asked=True)
        except Transient as fault:
            wait = delay(before.failures + 1, self._manners.chance())
            return _waiting(str(fault), before, Time(self._now + round(wait)), asked=False)
        except ConnectorError as fault:
            return Standing(problem=str(fault))
        return WELL

    def _read_scopes(self) -> None:
        """Read the scopes in turns, so that the newest of all is there before the old of one.

        Whose turn it is follows from what is kept: after a kill it goes on in the same order. What
        failed the last time comes last: two folders that break a server keep no other from us.
        """
        scopes = self._scopes()
        stand = self._do(partial(standings.turns, self._store, self.account.name))
        fresh = standings.Turn()
        waiting = [
            ((turn := stand.get(one.id, fresh)).failed, turn.listed // TURN, place)
            for place, one in enumerate(scopes)
        ]
        while waiting:
            if self._manners.over():
                self.left.update(scopes[place].id for _, _, place in waiting)
                return
            taken = min(waiting)
            waiting.remove(taken)
            scope = scopes[taken[2]]
            alone = not waiting or not self.account.is_remote
            if (listed_now := self._scope(scope, alone=alone)) is not None:
                waiting.append((False, listed_now // TURN, taken[2]))

    def _settle(self, after: Standing) -> None:
        account = self.account
        standings.set_standing(self._store, account.name, account.connector_name, after)
        moved = account.meter.moved() if account.meter else ()
        standings.checked(self._store, self._checks, moved, self._now)

    def _scopes(self) -> list[Scope]:
        only = self._manners.only.get(self.account.name)
        found = self._source.scopes()
        if only is not None:
            return [scope for scope in found if scope.id in only]
        if self.account.is_remote:
            listed = frozenset(scope.id for scope in found)
            self._do(partial(standings.drop_scopes, self._store, self.account.name, listed))
        return found

    # ---- one scope -------------------------------------------------------------------------------

    def _scope(self, scope: Scope, *, alone: bool) -> int | None:
        """Pull one scope; what goes wrong in it stays in it, but for the whole account's faults.

        Returns how many records of its listing are kept where its turn was over before its end.
        """
        opened = self._opened(scope, alone=alone)
        if opened.parked:
            self._tell(opened.state.problem, scope)
            return None
        try:
            return self._pull_all(scope, opened, alone=alone)
        except Transient as fault:
            self._do(partial(self._store.problem, opened.state.row, str(fault)))
            self._passing.append((scope, fault))
            self._broken += 1
            if self._broken >= SCOPES_BROKEN:
                raise
        except (Skippable, Emptied) as fault:
            problem = f"{fault}; {_ACCEPT}" if isinstance(fault, Emptied) else str(fault)
            self._do(partial(self._store.problem, opened.state.row, problem))
            self._tell(problem, scope)
        return None

    def _pull_all(self, scope: Scope, opened: _Opened, *, alone: bool) -> int | None:
        """Pull a scope to its end, over new generations and passing faults."""
        resets = failures = 0
        while True:
            state = opened.state
            try:
                ended = self._pull(scope, opened)
                self._broken = 0
                return None if ended else self._opened(scope, alone=alone).state.listed
            except CursorExpired:
                begun = self._do(partial(standings.expire, self._store, state, self._now))
                if not begun or resets >= RESETS_PER_PULL:
                    raise Skippable(self._forgetful(state, parked=not begun)) from None
                resets += 1
            except Emptied:
                if not self._manners.again or resets >= RESETS_PER_PULL:
                    raise
                resets += 1
                self._do(partial(self._store.expire, state.row))
            except Transient:
                advanced = self._opened(scope, alone=alone).state.cursor != state.cursor
                failures = 1 if advanced else failures + 1
                if failures >= (1 if self._broken else self._manners.tries):
                    raise
                self._sitting.pause(delay(failures, self._manners.chance()))
            opened = self._opened(scope, alone=alone)
            opened = replace(opened, last_try=0 < failures == self._manners.tries - 1)

    def _forgetful(self, state: ScopeState, *, parked: bool) -> str:
        if not parked:
            return "the source keeps forgetting where we were; skipped"
        self._do(partial(standings.park, self._store, state, self._now, _PARKED))
        return _PARKED

    def _opened(self, scope: Scope, *, alone: bool) -> _Opened:
        return self._do(partial(self._open, scope, alone=alone))

    def _open(self, scope: Scope, *, alone: bool) -> _Opened:
        account, store = self.account, self._store
        state = store.scope(account.name, account.connector_name, scope)
        if self._manners.again and state.row not in self._renewed:
            self._renewed.add(state.row)
            # What cannot be read again one by one is read again whole.
            if not self._source.rereads and dead_letters.has(store, state):
                store.expire(state.row)
                state = store.scope(account.name, account.connector_name, scope)
        since = standings.deep_since(store, state) or Time(0)
        deep = account.is_remote and not 0 <= self._now - since < DEEP_SECONDS
        due = dead_letters.due(store, state) if deep or self._manners.by_hand else ()
        turn = None if alone else TURN - state.listed % TURN
        return _Opened(state, standings.is_parked(store, state, self._now), deep, due, turn)

    def _pull(self, scope: Scope, opened: _Opened) -> bool:
        """Pull a scope; False where its turn was over before its end."""
        cursor, records = self._keep_all(scope, opened)
        if scope.id in self.left:
            return True
        if opened.turn is not None and records >= opened.turn:
            return False
        if opened.due and cursor is not None and self._source.rereads:
            self._read_again(scope, opened, cursor)
        self._checks.append(Check(opened.state.row, opened.deep))
        return True

    def _keep_all(self, scope: Scope, opened: _Opened) -> tuple[Cursor | None, int]:
        """Keep every page, pulling the next while one is kept.

        Returns the last cursor and how many records were named.
        """
        state, cursor, records = opened.state, opened.state.cursor, 0
        most = min(filter(None, (self._sitting.budget.max_records, opened.turn)), default=None)
        deep = opened.deep and cursor is not None
        known = self._known(state)
        budget = replace(self._sitting.budget, deep=deep, max_records=most, known=known)
        keeping: Future[None] | None = None
        try:
            with closing(self._source.pages(scope, cursor, budget)) as pages:
                for page in pages:
                    if keeping:
                        keeping.result()
                    if not records and not named(page) and page.snapshot is Snapshot.COMPLETE:
                        self._doubt(state)
                    keeping = self._desk.submit(self._work(scope, opened, page))
                    opened = replace(opened, last_try=False)
                    cursor, records = page.cursor, records + named(page)
                    if self._manners.over():
                        self.left.add(scope.id)
                        break
        finally:
            if keeping:
                keeping.result()
        return cursor, records

    def _known(self, state: ScopeState) -> Known | None:
        """What tells a source which records need not be read again in a new generation.

        None where there is no former one, or where they have to be: more of them may be read than
        before, or the owner doubts what is kept.
        """
        anew = state.raised or self._manners.again
        if anew or not state.sweeping or not self.account.is_remote:
            return None
        conn = self._store.conn
        return lambda asked: self._do(partial(locations.readable, conn, state.row, asked))

    def _doubt(self, state: ScopeState) -> None:
        """Raises Emptied where a new generation names none of what is known, unless the owner says
        that it is so.
        """
        if self._manners.again:
            return
        if self._do(partial(standings.names_none, self._store, state)):
            raise Emptied("it lists nothing any more, and held something before")

    def _work(self, scope: Scope, opened: _Opened, page: Page) -> Callable[[], None]:
        """What keeps *page*; its texts, where they have to be fetched, are fetched here."""
        pages, state = self._sitting.pages, opened.state
        if self._source.gives_heads:
            weighed = self._do(partial(pages.weigh, page, anew=state.raised))
            fetch = self._source.texts_singly if opened.last_try else self._source.texts
            found = fetch(scope, weighed.wanted)
            gone = self._gone(scope, weighed.wanted - found.keys())
            keep = partial(pages.keep_weighed, state, weighed, found, gone)
        else:
            keep = partial(pages.keep, state, page)
        return lambda: self._sitting.kept(self.account.name, scope, page, keep())

    def _gone(self, scope: Scope, missing: Collection[RemoteId]) -> frozenset[RemoteId]:
        """Those of *missing* that were moved or deleted since their heads were read."""
        if not missing or not self._source.rereads:
            return frozenset()
        there = self._source.records(scope, missing)
        return frozenset(missing) - {one.remote_id for one in there}

    def _read_again(self, scope: Scope, opened: _Opened, cursor: Cursor) -> None:
        """Give dead letters another try; what the source no longer has is dead no more."""
        found = self._source.records(scope, opened.due)
        gone = set(opened.due) - {one.remote_id for one in found}
        page = Page(upserts=found, cursor=cursor, deletes=tuple(sorted(gone)))
        self._desk.submit(self._work(scope, opened, page)).result()

    # ---- small things ----------------------------------------------------------------------------

    def _do(self, work: Callable[[], T]) -> T:
        return self._desk.submit(work).result()

    def _tell(self, problem: str, scope: Scope | None = None) -> None:
        name = self.account.name
        place = f"{scope.name}: " if scope and scope.name not in problem else ""
        whose = "" if problem.startswith(f"{name} ") else f"{name}: "
        self.problems.append(f"{whose}{place}{problem}")


_ACCEPT = "if it should be empty, run: narrowcast sync --retry"
_PARKED = (
    "the source forgot where we were again and again; it is left alone for a day, or until you"
    " run: narrowcast sync --retry"
)


def _waiting(problem: str, before: Standing, at: Time, *, asked: bool) -> Standing:
    return Standing(
        state=AccountState.WAITING,
        problem=problem,
        retry_at=at,
        asked=asked,
        failures=before.failures + 1,
    )
