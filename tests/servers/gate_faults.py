"""A stage that fails as Google fails, when it is told to.

    faults.next("gmail.users.messages.get", Fault.RATE_403)
    faults.next("gmail.*", Fault.UNAVAILABLE, times=3, retry_after=7, after=10)

Sources of the bodies: Google's "Resolve errors" pages of the Gmail and Calendar APIs.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from fnmatch import fnmatchcase

from tests.servers.gate import Asked, Forward, Reply, Torn, told


class Fault(Enum):
    """What goes wrong."""

    RATE_429 = auto()  # 429 rateLimitExceeded
    RATE_403 = auto()  # 403 rateLimitExceeded
    USER_RATE_403 = auto()  # 403 userRateLimitExceeded
    CONCURRENT_429 = auto()  # 429 "Too many concurrent requests for user"
    DAILY_403 = auto()  # 403 dailyLimitExceeded
    UNAVAILABLE = auto()  # 503
    GATEWAY_TIMEOUT = auto()  # 504
    SERVER_ERROR = auto()  # 500 backendError
    HTML_502 = auto()  # a page for people, as Google's front ends show
    UNAUTHORIZED = auto()  # 401 whatever the token
    FORBIDDEN = auto()  # 403 insufficientPermissions
    NOT_CONFIGURED = auto()  # 403 accessNotConfigured: the API is not switched on
    NOT_FOUND = auto()  # 404
    GONE = auto()  # 410 fullSyncRequired
    DROP_BEFORE = auto()  # the connection is reset; the emulator never saw the request
    DROP_AFTER = auto()  # the emulator did it; the connection is reset without an answer
    FAIL_AFTER = auto()  # the emulator did it; the answer is 504
    TRUNCATED = auto()  # the emulator did it; half the answer, then a reset
    NOT_JSON = auto()  # 200 and something that is no JSON
    DELAY = auto()  # the right answer, *seconds* late


_NOT_CONFIGURED = (
    "Gmail API has not been used in project 1234 before or it is disabled. Enable it by visiting"
    " https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=1234"
    " then retry."
)
_REFUSALS: Mapping[Fault, tuple[int, str, str, str]] = {
    Fault.RATE_429: (429, "rateLimitExceeded", "RESOURCE_EXHAUSTED", "Rate Limit Exceeded"),
    Fault.RATE_403: (403, "rateLimitExceeded", "PERMISSION_DENIED", "Rate Limit Exceeded"),
    Fault.USER_RATE_403: (
        403, "userRateLimitExceeded", "PERMISSION_DENIED", "User Rate Limit Exceeded",
    ),
    Fault.CONCURRENT_429: (
        429, "rateLimitExceeded", "RESOURCE_EXHAUSTED", "Too many concurrent requests for user",
    ),
    Fault.DAILY_403: (403, "dailyLimitExceeded", "PERMISSION_DENIED", "Daily Limit Exceeded"),
    Fault.UNAVAILABLE: (503, "backendError", "UNAVAILABLE", "The service is unavailable."),
    Fault.GATEWAY_TIMEOUT: (504, "backendError", "DEADLINE_EXCEEDED", "Deadline exceeded."),
    Fault.SERVER_ERROR: (500, "backendError", "INTERNAL", "Backend Error"),
    Fault.UNAUTHORIZED: (401, "authError", "UNAUTHENTICATED", "Invalid Credentials"),
    Fault.FORBIDDEN: (
        403, "insufficientPermissions", "PERMISSION_DENIED",
        "Request had insufficient authentication scopes.",
    ),
    Fault.NOT_CONFIGURED: (
        403, "accessNotConfigured", "PERMISSION_DENIED",
        _NOT_CONFIGURED,
    ),
    Fault.NOT_FOUND: (404, "notFound", "NOT_FOUND", "Requested entity was not found."),
    Fault.GONE: (
        410, "fullSyncRequired", "",
        "Sync token is no longer valid, a full sync is required.",
    ),
}  # fmt: skip

_USAGE = frozenset({
    Fault.RATE_429, Fault.RATE_403, Fault.USER_RATE_403, Fault.CONCURRENT_429, Fault.DAILY_403,
    Fault.NOT_CONFIGURED,
})  # fmt: skip


def refused(fault: Fault, message: str = "", **headers: str) -> Reply:
    """The answer that Google gives for *fault*."""
    status, reason, name, words = _REFUSALS[fault]
    message = message or words
    domain = "usageLimits" if fault in _USAGE else "global"
    return error(status, message, reason, name, domain, **headers)


def error(
    status: int, message: str, reason: str, name: str, domain: str = "global", **headers: str
) -> Reply:
    """An error in the form of Google's older APIs."""
    one = {"message": message, "domain": domain, "reason": reason}
    body = {"code": status, "message": message, "errors": [one]}
    if name:
        body["status"] = name
    return told(status, {"error": body}, **headers)


_NEWER_REASONS = {
    "rateLimitExceeded": "RATE_LIMIT_EXCEEDED",
    "userRateLimitExceeded": "RATE_LIMIT_EXCEEDED",
    "insufficientPermissions": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    "accessNotConfigured": "SERVICE_DISABLED",
}


def by_api(asked: Asked, forward: Forward) -> Reply:
    """Gives refusals the form of the API that was asked; the first stage.

    Gmail and Calendar list `errors`, and add `details` where Google's front end refused; People
    has no `errors`.
    """
    reply = forward(asked)
    if asked.method is None or reply.status < 400 or not _is_json(reply):
        return reply
    fault = reply.json.get("error")
    if not isinstance(fault, dict):
        return reply
    service = f"{asked.method.api.name.partition('.')[0]}.googleapis.com"
    older = fault.get("errors") or [{}]
    reason = _NEWER_REASONS.get(older[0].get("reason", ""))
    if reason and "details" not in fault:
        fault |= {"details": [error_info(reason, service)]}
    if asked.method.api.name == "people.v1":
        fault.pop("errors", None)
    return reply.saying({"error": fault})


def error_info(reason: str, service: str) -> dict[str, object]:
    """google.rpc.ErrorInfo, as in `details`."""
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": service},
    }


def _is_json(reply: Reply) -> bool:
    return reply.headers.get("content-type", "").startswith("application/json")


@dataclass
class _Due:
    pattern: str
    fault: Fault
    times: int
    after: int
    retry_after: str
    seconds: float


@dataclass
class Faults:
    """What is still to go wrong; itself the stage."""

    fired: list[tuple[str, Fault]] = field(default_factory=list[tuple[str, Fault]])
    _due: list[_Due] = field(default_factory=list[_Due])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(
        self,
        method: str,
        fault: Fault,
        *,
        times: int = 1,
        after: int = 0,
        retry_after: str | int = "",
        seconds: float = 0.0,
    ) -> None:
        """Let *times* calls of *method* (an id, or a pattern of shells) fail, once *after* calls of
        it went well; *retry_after* is the header's value, *seconds* those of a DELAY.
        """
        due = _Due(method, fault, times, after, str(retry_after), seconds)
        with self._lock:
            self._due.append(due)

    def clear(self) -> None:
        """Let all go well from now on."""
        with self._lock:
            self._due.clear()

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        due = self._strikes(asked.id)
        if due is None:
            return forward(asked)
        headers = {"Retry_After": due.retry_after} if due.retry_after else {}
        match due.fault:
            case Fault.DELAY:
                time.sleep(due.seconds)
                return forward(asked)
            case Fault.DROP_BEFORE:
                raise Torn
            case Fault.DROP_AFTER:
                forward(asked)
                raise Torn
            case Fault.TRUNCATED:
                raise Torn(_half(forward(asked)))
            case Fault.FAIL_AFTER:
                forward(asked)
                return refused(Fault.GATEWAY_TIMEOUT, **headers)
            case Fault.NOT_JSON:
                return Reply(status=200, body=b"<!doctype html>", headers=_PAGE)
            case Fault.HTML_502:
                return Reply(status=502, body=b"<title>Error 502</title>", headers=_PAGE)
            case _:
                return refused(due.fault, **headers)

    def _strikes(self, method: str) -> _Due | None:
        with self._lock:
            for one in self._due:
                if not fnmatchcase(method, one.pattern):
                    continue
                if one.after:
                    one.after -= 1
                    continue
                one.times -= 1
                if one.times <= 0:
                    self._due.remove(one)
                self.fired.append((method, one.fault))
                return one
        return None


_PAGE = {"content-type": "text/html; charset=UTF-8"}


def _half(reply: Reply) -> bytes:
    head = f"HTTP/1.1 {reply.status} OK\r\nContent-Type: application/json; charset=UTF-8\r\n"
    told = json.dumps(json.loads(reply.body)).encode() if reply.body else b""
    return f"{head}Content-Length: {len(told)}\r\n\r\n".encode() + told[: len(told) // 2]
