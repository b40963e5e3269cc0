"""Stay beside the accounts: hear of news where the server tells, ask again where it does not.

    waiter (a thread for each server that tells) ── news ──┐
    clock ── whose turn it is ─────────────────────────────┼──► tick ─► due again later
                                                           │    (the only one to touch the store)
    a waiter waits only between ticks of its account: one connection, one user at a time

A tick reads, listens and sends; it is the caller's, holds the store only as long as it runs, and is
never long: what is left is read by the next. This loop is one for `sync --watch` and the daemon.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Protocol

from narrowcast.agent.core.backoff import delay
from narrowcast.agent.errors import Busy
from narrowcast.agent.sittings import Account
from narrowcast.connectors.base import Scope, ScopeId, Waiter

POLL_SECONDS = 300.0
"""Between two readings of a source that tells nothing, and of the folders nobody waits on."""
PULSE_SECONDS = 30.0
"""Between two looks at the outbox and at what only time does."""
BREATH_SECONDS = 0.2
"""Between two ticks in a row: whoever waits for the store comes in."""
BUSY_SECONDS = 1.0  # after which a store that another command holds is tried again
WAIT_SECONDS = 1_500.0  # of one waiting; servers drop who is silent for half an hour (RFC 2177)
LEAVING_SECONDS = 2.0  # a waiter that does not come back from its server is left behind

Scopes = frozenset[ScopeId] | None
"""The scopes to read; None: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What a tick tells the loop."""

    left: Mapping[str, Scopes] = field(default_factory=dict[str, Scopes])
    """What it had no time for, by account: read it soon."""
    rest: Mapping[str, float] = field(default_factory=dict[str, float])
    """Per account that cannot be read now: the seconds until it may be tried."""


class Tick(Protocol):
    """Reads accounts, listens, sends what is due; raises Busy where another narrowcast works."""

    def __call__(self, what: Mapping[str, Scopes], /) -> Ticked:
        """*what*: the accounts to read, of each its scopes; empty: only what time does."""
        ...


@dataclass(frozen=True, slots=True)
class _News:
    account: str
    scopes: frozenset[ScopeId]
    failed: bool = False


def is_first(what: Collection[str], unread: Collection[str]) -> bool:
    """Whether a tick reads only accounts that are *unread* so far; one that reads none never is."""
    return bool(what) and set(what) <= set(unread)


def watch(
    accounts: Sequence[Account],
    tick: Tick,
    stop: Event,
    *,
    clock: Callable[[], float],
    chance: Callable[[], float],
    nap: float = 0.5,
    afresh: Callable[[], bool] = lambda: False,
) -> None:
    """Tick whenever there is news or it is time, until *stop* is set.

    *clock* tells seconds that only run forward; *chance* is between 0 and 1; *nap* is the longest
    that *stop* goes unnoticed, in seconds. *afresh* is asked at every turn: True has everything
    read anew, waiters called back, as after a sleep in which connections died.
    """
    loop = _Loop(accounts, tick, clock, chance)
    try:
        while not stop.is_set():
            if afresh():
                loop.start_over()
            loop.turn(nap)
    finally:
        loop.end()


class _Loop:
    """Whose turn it is, and when."""

    def __init__(
        self,
        accounts: Sequence[Account],
        tick: Tick,
        clock: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        self._tick, self._clock, self._chance = tick, clock, chance
        self._news: SimpleQueue[_News] = SimpleQueue()
        self._sentries = {
            account.name: _Sentry(account, account.connector, self._news)
            for account in accounts
            if isinstance(account.connector, Waiter)
        }
        now = clock()
        self._due = {account.name: now for account in accounts}
        self._heard: dict[str, Scopes] = {}
        self._away: frozenset[str] = frozenset()
        self._pulse = self._earliest = now

    def turn(self, nap: float) -> None:
        """Listen until the next turn, *nap* seconds at most; tick if it has come."""
        now = self._clock()
        self._send_out(now)
        self._listen(min(nap, max(0.0, self._next() - now)))
        now = self._clock()
        if now < self._earliest:
            return
        what = self._what(now)
        if what or now >= self._pulse:
            self._read(what)

    def start_over(self) -> None:
        """Have everything be due now, whoever rests."""
        now = self._clock()
        self._due = dict.fromkeys(self._due, now)
        self._pulse = self._earliest = now

    def end(self) -> None:
        """Call everybody back."""
        for sentry in self._sentries.values():
            sentry.end()
        for sentry in self._sentries.values():
            sentry.join()

    def _next(self) -> float:
        wanted = self._earliest if self._heard else min((*self._due.values(), self._pulse))
        return max(wanted, self._earliest)

    def _send_out(self, now: float) -> None:
        """Have those wait whose accounts are well and need not be read at once."""
        for name, sentry in self._sentries.items():
            if name not in self._heard and name not in self._away and self._due[name] > now:
                sentry.go()

    def _listen(self, seconds: float) -> None:
        """Take in what the waiters heard; wait for it at most *seconds*."""
        with suppress(Empty):
            self._take(self._news.get(timeout=seconds))
            while True:
                self._take(self._news.get_nowait())

    def _take(self, news: _News) -> None:
        sentry = self._sentries[news.account]
        sentry.waiting = False
        sentry.failures = sentry.failures + 1 if news.failed else 0
        if news.failed:
            # What is wrong a reading finds out, and says.
            soon = self._clock() + delay(sentry.failures, self._chance())
            self._due[news.account] = min(self._due[news.account], soon)
            self._away |= {news.account}
        elif news.scopes:
            before = self._heard.get(news.account, news.scopes)
            self._heard[news.account] = None if before is None else before | news.scopes

    def _what(self, now: float) -> dict[str, Scopes]:
        """The accounts whose turn it is, their waiters called back."""
        whole = {name for name, due in self._due.items() if due <= now}
        turn = [name for name in self._due if name in whole or name in self._heard]
        for name in turn:
            if (sentry := self._sentries.get(name)) and not sentry.halt():
                self._due[name] = now + PULSE_SECONDS  # its server does not answer
        self._listen(0.0)
        free = [name for name in turn if not self._is_waiting(name)]
        return {name: None if name in whole else self._heard[name] for name in free}

    def _is_waiting(self, name: str) -> bool:
        sentry = self._sentries.get(name)
        return sentry is not None and sentry.waiting

    def _read(self, what: Mapping[str, Scopes]) -> None:
        try:
            done = self._tick(what)
        except Busy:
            self._earliest = self._clock() + BUSY_SECONDS
            return
        now = self._clock()
        self._pulse, self._earliest = now + PULSE_SECONDS, now + BREATH_SECONDS
        self._away = frozenset(done.rest) | (self._away - what.keys())
        for name, scopes in what.items():
            self._heard.pop(name, None)
            if scopes is None or name in done.rest:
                self._due[name] = now + done.rest.get(name, POLL_SECONDS)
        self._heard |= {name: left for name, left in done.left.items() if name not in done.rest}


class _Sentry:
    """Waits on one account, on a thread of its own, whenever it is told to."""

    def __init__(self, account: Account, waiter: Waiter, news: SimpleQueue[_News]) -> None:
        self._account, self._waiter, self._news = account, waiter, news
        self._scopes: tuple[Scope, ...] = ()
        self._go, self._halt, self._back = Event(), Event(), Event()
        self._over = False
        self.waiting = False
        """From `go` until its news was taken in."""
        self.failures = 0
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def go(self) -> None:
        """Wait for news from now on; nothing where it does."""
        if not self.waiting:
            self.waiting = True
            self._halt.clear()
            self._back.clear()
            self._go.set()

    def halt(self) -> bool:
        """Come back from waiting; False where it does not, for its server does not answer."""
        if not self.waiting:
            return True
        self._halt.set()
        return self._back.wait(LEAVING_SECONDS)

    def end(self) -> None:
        """Wait no more, for good."""
        self._over = True
        self._halt.set()
        self._go.set()

    def join(self) -> None:
        self._thread.join(LEAVING_SECONDS)

    def _run(self) -> None:
        while True:
            self._go.wait()
            self._go.clear()
            if self._over:
                return
            self._news.put(self._wait())
            self._back.set()

    def _wait(self) -> _News:
        name = self._account.name
        try:
            self._scopes = self._scopes or tuple(self._account.connector.scopes())
            return _News(name, self._waiter.wait(self._scopes, WAIT_SECONDS, self._halt))
        except Exception:  # noqa: BLE001 (whatever it is: the account is read by the clock then)
            self._scopes = ()
            return _News(name, frozenset(), failed=True)
