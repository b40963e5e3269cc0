"""What reads, listens and sends while the program stays: `sync --watch` and the daemon."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager

from narrowcast.agent import clock
from narrowcast.agent.config import Settings
from narrowcast.agent.core.model import seconds
from narrowcast.agent.places import Places
from narrowcast.agent.sittings import Account, Manners
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.watching import Scopes, Tick, Ticked, is_first
from narrowcast.agent.wiring import Round, Workplace, accounts_of, chance, workplace

TICK_SECONDS = 2.0
"""For which a tick holds the store, and a page longer."""


@contextmanager
def watching_tick(
    settings: Settings,
    places: Places,
    told: Callable[[Round], None],
    *,
    again: bool = False,
    also: Callable[[Workplace], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Generator[tuple[tuple[Account, ...], Tick]]:
    """The accounts to stay beside and what reads them, for `watching.watch`.

    The store is held for one tick at a time; *also* looks at it at the end of each. The first
    reading of an account is as one by hand. Once *stopped*, a tick ends with the page at hand.
    """
    with accounts_of(settings, places.data) as accounts:
        unread = {one.name for one in accounts}

        def tick(what: Mapping[str, Scopes], /) -> Ticked:
            now, end = clock.now(), clock.stopwatch() + TICK_SECONDS
            manners = Manners(
                by_hand=is_first(what, unread),
                again=again and bool(unread),
                tries=1,
                chance=chance,
                only={name: scopes for name, scopes in what.items() if scopes is not None},
                over=lambda: stopped() or clock.stopwatch() >= end,
            )
            chosen = [one for one in accounts if one.name in what]
            with workplace(settings, places, patience=0) as work:
                done = work.round(now, chosen, manners)
                rest = standings.rests(work.store, seconds(now))
                also(work)
            unread.difference_update(what)
            told(done)
            return Ticked(left=done.synced.left, rest=rest)

        yield accounts, tick
