"""Keeping within what Google lets one user ask for in a minute.

A bucket of units: it fills steadily and holds a small burst, so that in no 60 seconds, wherever
they begin, more is spent than a minute allows; 8 % of the rate pay for two bursts, as a program
that begins anew does not know that the former one just spent its own.

    in any minute:  2 × burst + rate × 60 s  =  0.08 M + 0.92 M  =  M
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Final

from narrowcast.connectors.google.settings import Quota, Settings

Clock = Callable[[], float]

BURST: Final = 0.04
"""Share of a minute's units that may be spent at once."""
MINUTE = 60.0

GMAIL_UNITS = {Quota.SINCE_2026: 6_000, Quota.OLDER: 15_000}
"""A minute and user, https://developers.google.com/workspace/gmail/api/reference/quota."""
_COSTS = {
    "gmail.users.getProfile": 1,
    "gmail.users.labels.list": 1,
    "gmail.users.messages.list": 5,
    "gmail.users.messages.get": 20,
    "gmail.users.messages.attachments.get": 20,
    "gmail.users.threads.get": 40,
    "gmail.users.history.list": 2,
    "gmail.users.messages.send": 100,
}
_OLDER = {
    "gmail.users.messages.get": 5,
    "gmail.users.messages.attachments.get": 5,
    "gmail.users.threads.get": 10,
}
REQUESTS = {"calendar": 600, "people": 90}
"""A minute and user; every request counts one."""


def service(method: str) -> str:
    """Which API *method* (`gmail.users.messages.get`) is of."""
    return method.partition(".")[0]


def cost(method: str, quota: Quota) -> int:
    """What a call of *method* costs, in units of its API; what is not in the table is dear."""
    if service(method) in REQUESTS:
        return 1
    older = _OLDER.get(method) if quota is Quota.OLDER else None
    return older or _COSTS.get(method, 100)


_OF_USERS: dict[tuple[Settings, Clock], Mapping[str, Bucket]] = {}
_SHARING = threading.Lock()


def of_user(chosen: Settings, clock: Clock) -> Mapping[str, Bucket]:
    """The buckets of an account by service, the same for all who talk to Google for it: who reads
    and who sends, before and after they were closed.
    """
    key = Settings(user=chosen.user.casefold(), quota=chosen.quota, endpoints=chosen.endpoints)
    with _SHARING:
        return _OF_USERS.setdefault((key, clock), full(chosen.quota, clock))


def full(quota: Quota, clock: Clock) -> Mapping[str, Bucket]:
    """A bucket for each service, full."""
    return {
        "gmail": Bucket(GMAIL_UNITS[quota], clock),
        **{name: Bucket(count, clock) for name, count in REQUESTS.items()},
    }


class Bucket:
    """Hands out units no faster than *a_minute* of them; any thread may ask."""

    def __init__(self, a_minute: float, clock: Clock) -> None:
        self._most = BURST * a_minute
        self._rate = (1 - 2 * BURST) * a_minute / MINUTE
        self._clock = clock
        self._left, self._at = self._most, clock()
        self._lock = threading.Lock()

    def take(self, units: float) -> float:
        """Take *units*; returns how many seconds to wait before they may be spent.

        Whoever asks next waits behind: units are promised in the order they were asked for.
        """
        with self._lock:
            now = self._clock()
            self._left = min(self._most, self._left + (now - self._at) * self._rate)
            self._at = now
            self._left -= units
            return max(0.0, -self._left / self._rate)
