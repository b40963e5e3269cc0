"""Stages that judge as Google judges: tokens and their rights, parameters, quotas, answers."""

from __future__ import annotations

import base64
import itertools
import json
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, unquote

from tests.servers import google_discovery as discovery
from tests.servers.gate import Asked, Call, Forward, Reply, told
from tests.servers.gate_faults import Fault, error, refused

METADATA = "https://www.googleapis.com/auth/gmail.metadata"

UNITS = {
    "gmail.users.getProfile": 1,
    "gmail.users.history.list": 2,
    "gmail.users.labels.list": 1,
    "gmail.users.messages.attachments.get": 20,
    "gmail.users.messages.get": 20,
    "gmail.users.messages.list": 5,
    "gmail.users.messages.send": 100,
    "gmail.users.threads.get": 40,
    "gmail.users.threads.list": 10,
}
"""Quota units of Gmail's methods for projects made since 2026-05-01 (Google's quota page)."""


@dataclass
class Grant:
    """A consent: what a refresh token stands for."""

    refresh_token: str
    scopes: tuple[str, ...]
    access: set[str] = field(default_factory=set[str])
    """The access tokens made from it which still hold."""
    revoked: bool = False


class Tokens:
    """Hands out tokens, and lets through who has the right; itself the stage.

    An emulator takes any token, or knows one only: *bearer* is what it is shown instead. A token
    that is none of ours goes on as it is: the emulator refuses it in its own words.
    """

    def __init__(self, client_id: str, client_secret: str, bearer: str) -> None:
        self.client_id, self.client_secret, self.bearer = client_id, client_secret, bearer
        self.grants: dict[str, Grant] = {}
        self.seconds = 3599
        """How long an access token is said to live."""
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def grant(self, scopes: Iterable[str]) -> Grant:
        """A new consent to *scopes*."""
        made = Grant(f"1//gate-refresh-{next(self._numbers)}", tuple(scopes))
        self.grants[made.refresh_token] = made
        return made

    def access(self, grant: Grant) -> str:
        """A new access token of *grant*."""
        made = f"ya29.gate-{next(self._numbers)}"
        with self._lock:
            grant.access.add(made)
        return made

    def learn(self, refresh: str, access: str, scopes: Iterable[str]) -> None:
        """Note tokens that somebody else handed out."""
        with self._lock:
            grant = self.grants.setdefault(refresh, Grant(refresh, tuple(scopes)))
            grant.access.add(access)

    def revoke(self) -> None:
        """Take back every consent: as the owner does on Google's page, or seven days in testing."""
        for one in self.grants.values():
            one.revoked = True
        self.expire_access()

    def expire_access(self) -> None:
        """Let every access token end now, whatever its time."""
        with self._lock:
            for one in self.grants.values():
                one.access.clear()

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        if asked.path == "/token":
            return self._token(form_of(asked))
        if asked.path == "/revoke":
            return self._revoke(parse_qs(asked.body.decode() or asked.query))
        grant = self._holder(asked.bearer)
        if grant is None:
            return forward(asked)
        if refusal := _without_right(asked, grant.scopes):
            return refusal
        headers = asked.headers | {"authorization": f"Bearer {self.bearer}"}
        body = asked.body
        if asked.path.startswith("/batch"):  # each part bears the token, too
            body = body.replace(asked.bearer.encode(), self.bearer.encode())
        return forward(replace(asked, headers=headers, body=body))

    def _holder(self, token: str) -> Grant | None:
        with self._lock:
            return next((one for one in self.grants.values() if token in one.access), None)

    def refuse(self, form: Mapping[str, str]) -> Reply | None:
        """The refusal of a request for tokens: another client, a login that ended."""
        client = form.get("client_id"), form.get("client_secret")
        if client != (self.client_id, self.client_secret):
            return _refused_token("invalid_client", "The OAuth client was not found.", 401)
        if form.get("grant_type") == "refresh_token":
            grant = self.grants.get(form.get("refresh_token", ""))
            if grant is None or grant.revoked:
                return _refused_token("invalid_grant", "Token has been expired or revoked.", 400)
        return None

    def _token(self, said: Mapping[str, str]) -> Reply:
        if refusal := self.refuse(said):
            return refusal
        if said.get("grant_type") != "refresh_token":
            return _refused_token("unsupported_grant_type", "Invalid grant_type", 400)
        grant = self.grants[said["refresh_token"]]
        return told(
            200,
            {
                "access_token": self.access(grant),
                "expires_in": self.seconds,
                "scope": " ".join(grant.scopes),
                "token_type": "Bearer",
            },
        )

    def _revoke(self, form: Mapping[str, list[str]]) -> Reply:
        token = form.get("token", [""])[-1]
        grant = self.grants.get(token) or self._holder(token)
        if grant is None:
            return _refused_token("invalid_token", "Token expired or revoked", 400)
        grant.revoked = True
        grant.access.clear()
        return told(200, {})


def form_of(asked: Asked) -> dict[str, str]:
    """What a form says; the client may prove itself by HTTP Basic, too (RFC 6749 §2.3.1)."""
    said = {name: values[-1] for name, values in parse_qs(asked.body.decode()).items()}
    scheme, _, proof = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        name, _, secret = base64.b64decode(proof).decode().partition(":")
        said |= {"client_id": unquote(name), "client_secret": unquote(secret)}
    return said


def _refused_token(name: str, words: str, status: int) -> Reply:
    return told(status, {"error": name, "error_description": words})


def _without_right(asked: Asked, scopes: Collection[str]) -> Reply | None:
    if asked.method is None:
        return None
    if not asked.method.scopes & set(scopes):
        wanted = " ".join(sorted(asked.method.scopes))
        shown = f'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="{wanted}"'  # noqa: E501 - one header
        return refused(Fault.FORBIDDEN, WWW_Authenticate=shown)
    if METADATA in scopes:  # even beside a right that reads more
        return _beyond_metadata(asked)
    return None


def _beyond_metadata(asked: Asked) -> Reply | None:
    names = {name for name, _ in asked.parameters}
    if asked.id in {"gmail.users.messages.list", "gmail.users.threads.list"} and "q" in names:
        return _forbidden("Metadata scope does not support 'q' parameter")
    if asked.id in {"gmail.users.messages.get", "gmail.users.threads.get"}:
        form = asked.parameter("format", "full").upper()
        if form in {"FULL", "RAW"}:
            return _forbidden(f"Metadata scope doesn't allow format {form}")
    return None


def _forbidden(words: str) -> Reply:
    return error(403, words, "forbidden", "PERMISSION_DENIED")


@dataclass
class Quota:
    """Refuses what is more than *units* in any minute of *clock*; None: nothing."""

    clock: Callable[[], float]
    units: int | None = None
    spent: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        cost = UNITS.get(asked.id, 0)
        now = self.clock()
        with self._lock:
            if self.units is not None:
                self.spent = [one for one in self.spent if one[0] > now - 60]
                if sum(one[1] for one in self.spent) + cost > self.units:
                    return refused(Fault.RATE_429)
            self.spent.append((now, cost))
        return forward(asked)


def units(calls: Iterable[Call]) -> list[tuple[float, int]]:
    """When which units were spent: what was answered at all counts."""
    return [(one.at, UNITS.get(one.id, 0)) for one in calls if UNITS.get(one.id)]


def most_in_a_minute(spent: Iterable[tuple[float, int]]) -> int:
    """The units of the fullest 60 seconds."""
    ordered, first, sum_, most = sorted(spent), 0, 0, 0
    for at, cost in ordered:
        sum_ += cost
        while ordered[first][0] <= at - 60:
            sum_ -= ordered[first][1]
            first += 1
        most = max(most, sum_)
    return most


@dataclass
class Judge:
    """Holds requests and answers against Google's discovery documents; itself the stage.

    *known* are faults of an emulator that no test of ours leans on, as patterns, each with its
    reason.
    """

    problems: list[str]
    known: Mapping[str, str] = field(default_factory=dict[str, str])
    seen: set[str] = field(default_factory=set[str])
    """Which of *known* came up."""

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        method = asked.method
        if method is None:
            return forward(asked)
        why = discovery.refusal(method, asked.parameters)
        if why and not self._is_known(f"{asked.id}: {why}"):
            self.problems.append(f"{asked.id}: {why}")
            return error(400, why, "invalidArgument", "INVALID_ARGUMENT")
        self._note([discovery.beyond_page(method, asked.parameters)])
        self._note(_of_body(method, asked))
        reply = forward(asked)
        if reply.status < 300 and reply.body and reply.headers.get("content-type", "").startswith(
            "application/json"
        ):  # fmt: skip
            self._note(_of_answer(method, reply))
        return reply

    def _note(self, problems: Iterable[str]) -> None:
        self.problems += [one for one in problems if one and not self._is_known(one)]

    def _is_known(self, problem: str) -> bool:
        found = next((known for known in self.known if re.search(known, problem)), None)
        self.seen |= {found} if found else set()
        return found is not None


def _of_body(method: discovery.Method, asked: Asked) -> Iterable[str]:
    if not asked.body or not asked.headers.get("content-type", "").startswith("application/json"):
        return ()
    try:
        body = json.loads(asked.body)
    except ValueError:
        return (f"{method.id}: the body is no JSON",)
    return discovery.problems_of_body(method, body)


def _of_answer(method: discovery.Method, reply: Reply) -> Iterable[str]:
    try:
        return tuple(discovery.problems_of_answer(method, reply.json))
    except ValueError:
        return (f"{method.id}: the answer is no JSON",)


def raw(letter: bytes) -> str:
    """*letter* as Gmail takes and gives it (base64url)."""
    return base64.urlsafe_b64encode(letter).decode()
