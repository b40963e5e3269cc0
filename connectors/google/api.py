"""Talking to Google's services: one client for each thread, paced, with refusals understood."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from random import SystemRandom  # noqa: TID251 - so that two machines do not come back together
from typing import Any, NoReturn

from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpRequest

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import RateLimited, Transient
from narrowcast.connectors.google import faults, pacing
from narrowcast.connectors.google.login import Login
from narrowcast.connectors.google.pacing import Bucket
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.google.transport import Http, Lost, Sending
from narrowcast.connectors.http import Answer, Carrier
from narrowcast.connectors.wire import Fields

_FIRST_WAIT, _LAST_WAIT = 1.0, 2.0  # seconds, up to twice as long by chance
_PATIENCE = 5.0
"""Seconds that Google may ask us to wait where we stand, while other commands wait for our page; a
longer wait is the engine's.
"""
_chance = SystemRandom().random
_MINUTE = 60.0  # the quota is of a minute

# What is refused is told by our errors; its own log would quote answers on the owner's screen.
logging.getLogger("googleapiclient").setLevel(logging.CRITICAL)

Service = Any
"""A `googleapiclient.discovery.Resource`: its methods are made at run time."""


def opened(
    settings: Settings,
    means: Means,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] | None = None,
) -> Api:
    """The API of the account; nothing is sent before it is used. *clock* and *sleep* as `Api`'s."""
    login = Login(means.account, settings.endpoints.token, means.egress, means.kept)
    buckets = pacing.of_user(settings, clock)
    return Api(settings, login, means, clock=clock, sleep=sleep, buckets=buckets)


class Api:
    """Gmail, Calendar and People of one account; any thread may ask."""

    def __init__(
        self,
        settings: Settings,
        login: Login,
        means: Means,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        chance: Callable[[], float] = _chance,
        carrier: Sending | None = None,
        buckets: Mapping[str, Bucket] | None = None,
    ) -> None:
        """*clock* and *sleep* in seconds; without *sleep* a wait ends with `close`. *buckets* are
        what the account may spend; without, it is nobody else's.
        """
        self.login, self.account = login, means.account
        self._settings, self._chance = settings, chance
        self._closed = threading.Event()
        self._sleep = sleep
        self._carrier = carrier or Carrier(means.egress)
        self._http = Http(self._carrier, login, self._seen)
        self._last: Answer | None = None
        self._own = threading.local()
        self.buckets = buckets or pacing.full(settings.quota, clock)

    @property
    def server_time(self) -> datetime | None:
        """Google's clock when it answered last (its Date), whichever thread had asked."""
        return self._last.date if self._last else None

    @property
    def gmail(self) -> Service:
        """Gmail v1, this thread's."""
        return self._service("gmail", "v1", self._settings.endpoints.gmail)

    @property
    def mails(self) -> Service:
        """`gmail.users().messages()`, this thread's: to make it takes a millisecond."""
        made = getattr(self._own, "mails", None)
        if made is None:
            made = self._own.mails = self.gmail.users().messages()
        return made

    @property
    def calendar(self) -> Service:
        """Calendar v3, this thread's."""
        return self._service("calendar", "v3", self._settings.endpoints.calendar)

    @property
    def people(self) -> Service:
        """People v1, this thread's."""
        return self._service("people", "v1", self._settings.endpoints.people)

    def execute(self, request: HttpRequest, *, once: bool = False) -> dict[str, Any]:
        """Send *request* as soon as the quota allows, and return what it answers.

        *once*: whatever happens, it is not sent again (but for a token that was refused).
        Raises `faults.Said` (Google understood and said no), NeedsLogin, RateLimited, Transient:
        `faults.Faltered` and `transport.Lost` where it may have been done.
        """
        method, wait = str(request.methodId), _FIRST_WAIT
        while True:
            self._pace(method)
            try:
                return self._told(request, method)
            except faults.Unentitled as fault:
                self.login.fail(str(fault))
            except faults.Faltered as fault:
                if once or fault.after is None:
                    raise
                raise RateLimited(fault.after) from None
            except faults.Overloaded as fault:
                after = fault.after
            if once or wait > _LAST_WAIT or (after or 0) > _PATIENCE:
                raise RateLimited(_MINUTE if after is None else after)
            self._wait(after or wait * (1 + self._chance()))
            wait *= 2

    def close(self) -> None:
        """Close the connections, and have every other thread that is asking raise Transient, at
        once where it waits; who asks afterwards opens what it needs.
        """
        ended, self._closed = self._closed, threading.Event()
        self._own.closed = self._closed
        ended.set()
        self._carrier.close()

    def _told(self, request: HttpRequest, method: str) -> dict[str, Any]:
        refused, told = None, None
        try:
            told = request.execute()
        except HttpError as fault:
            refused = fault
        except ValueError:
            pass
        if refused:  # raised out here: its words are in no traceback
            _refuse(refused, method)
        if not isinstance(told, dict):  # what is no JSON comes back as it is
            raise Lost(f"Google gives no answer to {method} that can be read")
        return told

    def _pace(self, method: str) -> None:
        self._stop_if_closed()
        cost = pacing.cost(method, self._settings.quota)
        seconds = self.buckets[pacing.service(method)].take(cost)
        if seconds:
            self._wait(seconds)

    def _wait(self, seconds: float) -> None:
        if self._sleep:
            self._sleep(seconds)
        else:
            self._mine().wait(seconds)
        self._stop_if_closed()

    def _stop_if_closed(self) -> None:
        if self._mine().is_set():
            self._own.closed = self._closed
            raise Transient("it was closed while it was read")

    def _mine(self) -> threading.Event:
        """What is set once the API is closed after this thread has begun to ask."""
        found = getattr(self._own, "closed", None)
        if found is None:
            found = self._own.closed = self._closed
        return found

    def _seen(self, answer: Answer) -> None:
        if "Date" in answer.headers:
            self._last = answer

    def _service(self, name: str, version: str, endpoint: str) -> Service:
        made = getattr(self._own, name, None)
        if made is None:
            made = build(
                name,
                version,
                http=self._http,
                static_discovery=True,
                client_options={"api_endpoint": endpoint, "universe_domain": "googleapis.com"},
            )
            setattr(self._own, name, made)
        return made


def _refuse(fault: HttpError, method: str) -> NoReturn:
    answer = Answer(
        status=int(fault.resp.status),
        url=str(fault.uri),
        headers=Fields(fault.resp),
        body=fault.content,
    )
    faults.raise_for(answer, method)
