"""What Google's refusals mean, by the reaction they ask for.

    429, 403 rateLimitExceeded ──► Overloaded: wait and ask again, then RateLimited
    408, 5xx                   ──► Faltered, which is Transient; with Retry-After RateLimited
    401, 403 for want of rights──► NeedsLogin
    403 API not switched on    ──► SwitchedOff, with the address of the switch
    anything else              ──► Said, as that is: whoever asked knows what it means

No text of Google's reaches an error's own text: it may quote what was asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from urllib.parse import urlsplit

from narrowcast.connectors import http
from narrowcast.connectors.errors import Skippable, Transient
from narrowcast.connectors.http import Answer

_RATE = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED",
        "quotaExceeded",
    }
)
_DAY = frozenset({"dailyLimitExceeded", "dailyLimitExceededUnreg"})
_DAY_SECONDS = 3600.0  # a day's quota may come back at any hour of ours
_RIGHTS = frozenset(
    {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientScopes"}
)
_OFF = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_LOGIN = frozenset({"authError", "required", "UNAUTHENTICATED", "ACCESS_TOKEN_EXPIRED"})
_RETRY_AFTER = re.compile(r"[Rr]etry after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")
_SWITCHES = {
    "gmail": "gmail.googleapis.com",
    "calendar": "calendar-json.googleapis.com",
    "people": "people.googleapis.com",
}


class Said(Skippable):
    """Google understood and said no; *reasons* are its codes, *message* its words, not for show."""

    def __init__(self, host: str, status: int, reasons: frozenset[str], message: str = "") -> None:
        codes = ", ".join(sorted(reasons))
        super().__init__(f"{host} refuses (HTTP {status}{f', {codes}' if codes else ''})")
        self.status, self.reasons, self.message = status, reasons, message


class SwitchedOff(Said):
    """The API is not switched on in the owner's project."""

    def __init__(self, host: str, method: str) -> None:
        super().__init__(host, 403, frozenset({"accessNotConfigured"}))
        name = _SWITCHES.get(method.partition(".")[0], "")
        sentence = (
            f"the API for {_api(method)} is not switched on in your Google project; switch it on:"
            f" https://console.cloud.google.com/apis/library/{name}"
        )
        self.args = (sentence,)


class Faltered(Transient):
    """Google could not answer now: HTTP *status*, which says nothing of what was done; *after*
    seconds it wants to be asked again, None: it does not say.
    """

    def __init__(self, host: str, status: int, after: float | None = None) -> None:
        super().__init__(f"{host} cannot answer now (HTTP {status})")
        self.status, self.after = status, after


class Overloaded(Transient):
    """Google was asked too much: nothing was done; *after* seconds it says, None: it does not."""

    def __init__(self, host: str, after: float | None) -> None:
        super().__init__(f"{host} is asked too much")
        self.after = after


class Unentitled(Skippable):
    """A right is missing: the login is no use for this, or Google no longer takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the body of a refusal says."""

    reasons: frozenset[str]
    message: str

    @property
    def is_rate(self) -> bool:
        return not self.reasons.isdisjoint(_RATE | _DAY)


def raise_for(answer: Answer, method: str) -> NoReturn:
    """Raise what the refusal *answer* of a call of *method* means; see the module."""
    host = urlsplit(answer.url).hostname or ""
    told = refusal(answer.body)
    if answer.status == 429 or (answer.status == 403 and told.is_rate):
        raise Overloaded(host, _after(answer, told))
    if answer.status in {408, 425} or answer.status >= 500:
        raise Faltered(
            host, answer.status, http.wait(answer) if "Retry-After" in answer.headers else None
        )
    if answer.status == 401:
        raise Unentitled("Google does not take the login")
    if answer.status == 403 and not told.reasons.isdisjoint(_OFF):
        raise SwitchedOff(host, method)
    if answer.status == 403 and (
        not told.reasons.isdisjoint(_RIGHTS) or "scope" in told.message.lower()
    ):
        raise Unentitled(f"the right to use {_api(method)} was not granted, or not this far")
    raise Said(host, answer.status, told.reasons, told.message)


def refusal(body: bytes) -> Refusal:
    """The codes and the message of an error body, in any of the forms that Google has."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    error = told.get("error") if isinstance(told, dict) else None
    if isinstance(error, str):  # as the OAuth servers answer
        return Refusal(reasons=frozenset(_words(error)), message="")
    if not isinstance(error, dict):
        return Refusal(reasons=frozenset(), message="")
    message = error.get("message")
    return Refusal(
        reasons=frozenset(_reasons(error)), message=message if isinstance(message, str) else ""
    )


def _reasons(error: Mapping[str, object]) -> Iterator[str]:
    yield from _words(error.get("status"))
    for key in ("errors", "details"):
        several = error.get(key)
        for one in several if isinstance(several, list) else ():
            if isinstance(one, dict):
                yield from _words(one.get("reason"))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str) and _WORD.fullmatch(value):
        yield value


def _after(answer: Answer, told: Refusal) -> float | None:
    """How long to wait: by Retry-After, by the moment that Gmail's message names, or by the day."""
    if "Retry-After" in answer.headers:
        return http.wait(answer)
    named = _RETRY_AFTER.search(told.message)
    if named and answer.date:
        until = datetime.fromisoformat(named[1])
        return max(0.0, (until - answer.date).total_seconds())
    return None if told.reasons.isdisjoint(_DAY) else _DAY_SECONDS


def _api(method: str) -> str:
    return {"gmail": "Gmail", "calendar": "Google Calendar", "people": "contacts"}.get(
        method.partition(".")[0], "this"
    )
