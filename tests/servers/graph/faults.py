"""What goes wrong on purpose: refusals in Graph's words, and faults a test orders for later."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Drop(StrEnum):
    """A connection that is reset in place of an answer."""

    BEFORE = "before"  # nothing was done
    AFTER = "after"  # all was done, only the answer is lost


class Expiry(StrEnum):
    """How Graph says that it has forgotten a delta or skip token."""

    GONE = "gone"  # 410 with a Location to start anew from
    SYNC_STATE_NOT_FOUND = "syncStateNotFound"  # 404
    RESYNC_REQUIRED = "resyncRequired"  # 410 without Location, another word


class Refusal(Exception):
    """An answer with Graph's error body."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens in place of (or around) an answer."""

    status: int = 0
    """0: the true answer is given, after `seconds`."""
    code: str = "serviceNotAvailable"
    message: str = "The service is unavailable."
    retry_after: str | None = None
    """Seconds or an HTTP date, as it stands in the header."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    drop: Drop | None = None
    commits: bool = False
    """Whether what was asked is done all the same before *status* is answered."""
    seconds: float = 0.0
    """How long the server thinks before."""
    truncated: bool = False
    """Whether the true answer breaks off in its middle."""


THROTTLED = Fault(
    status=429,
    code="ApplicationThrottled",
    message="Application is over its MailboxConcurrency limit.",
    retry_after="2",
)
THROTTLED_WITHOUT_A_WORD = replace(THROTTLED, retry_after=None)
UNAVAILABLE = Fault(status=503)
UNAVAILABLE_FOR_A_WHILE = Fault(status=503, retry_after="3")
GATEWAY_TIMEOUT = Fault(status=504, code="UnknownError", message="")
LOST_ANSWER = Fault(drop=Drop.AFTER)
LOST_REQUEST = Fault(drop=Drop.BEFORE)
TIMEOUT_AFTER_COMMIT = replace(GATEWAY_TIMEOUT, commits=True)


@dataclass
class Faults:
    """Faults ordered and not met yet."""

    _ordered: list[tuple[Fault, str, re.Pattern[str]]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def order(self, fault: Fault, method: str, path: str, times: int) -> None:
        """Have the next *times* requests of *method* ('' any) whose path and query *path* is found
        in meet *fault*.
        """
        with self._lock:
            self._ordered += [(fault, method, re.compile(path))] * times

    def clear(self) -> None:
        """Let all go well from now on."""
        with self._lock:
            self._ordered.clear()

    def meet(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets; it is then over."""
        with self._lock:
            for number, (fault, wanted, pattern) in enumerate(self._ordered):
                if wanted in {"", method} and pattern.search(path):
                    del self._ordered[number]
                    return fault
        return None
