"""A talk with one account's DAV server: its verbs, the login, and what its refusals mean."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from narrowcast.connectors import http
from narrowcast.connectors.base import Means
from narrowcast.connectors.dav import multistatus
from narrowcast.connectors.dav.multistatus import Multistatus
from narrowcast.connectors.errors import NeedsLogin, Skippable
from narrowcast.connectors.http import MAX_BYTES, Answer, AuthBase, Request


class Login(StrEnum):
    """How the owner is shown to be the owner."""

    PASSWORD = "password"  # noqa: S105 - the word of config.toml
    BEARER = "oauthbearer"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer to one of our questions."""

    answer: Answer
    multistatus: Multistatus

    @property
    def status(self) -> int:
        return self.answer.status


class Unanswered(Skippable):
    """The server understood and said no: *url* after redirects, *conditions* of RFC 4918 §16."""

    def __init__(self, url: str, status: int, conditions: frozenset[str] = frozenset()) -> None:
        super().__init__(f"{_host(url)} refuses to show this (HTTP {status})")
        self.url, self.status, self.conditions = url, status, conditions


class Server:
    """Sends questions; the login is fetched once and again when the server no longer takes it."""

    def __init__(self, means: Means, base: str, user: str, login: Login) -> None:
        self.base = base
        self._means, self._user, self._login = means, user, login
        self._session = http.session(means.egress)
        self._authorization = ""
        self._digest: AuthBase | None = None
        self.clock: datetime | None = None
        """The server's time when it answered last."""

    def propfind(self, url: str, names: tuple[str, ...], *, depth: int) -> Told:
        """The properties *names* of *url*, with *depth* 1 of what is in it, too. Raises Unanswered,
        NeedsLogin, RateLimited, Transient, and what `http.exchange` raises.
        """
        told = self._multistatus("PROPFIND", url, multistatus.propfind(names), depth)
        for one in told.multistatus.resources[:1]:
            if one.status >= 400:  # how Xandikos says that there is no such thing
                raise Unanswered(told.answer.url, one.status)
        return told

    def report(self, url: str, body: bytes, *, limit: int = MAX_BYTES) -> Told:
        """Ask by REPORT, and read at most *limit* octets; raises as `propfind`."""
        return self._multistatus("REPORT", url, body, 0, limit)

    def get(self, url: str) -> Answer:
        """One resource as it is; raises as `propfind`."""
        answer = self._asked(Request(method="GET", url=url))
        if answer.status != 200:
            raise Unanswered(answer.url, answer.status)
        return answer

    def resolve(self, known: str, href: str) -> str:
        """The URL that *href*, found at *known*, stands for; raises HostRefused where it leads to a
        host that is not the owner's.
        """
        return http.redirected(self._means.egress, known, href)

    def follow(self, url: str) -> None:
        """Let *url* be asked, which was found by an earlier session; raises HostRefused."""
        self._means.egress.follow(_host(self.base), _host(url))

    def close(self) -> None:
        self._session.close()

    def _multistatus(
        self, method: str, url: str, body: bytes, depth: int, limit: int = MAX_BYTES
    ) -> Told:
        headers = {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
        request = Request(method=method, url=url, headers=headers, body=body)
        answer = self._asked(request, limit)
        try:
            parsed = multistatus.parse(answer.body)
        except multistatus.NotXml as fault:
            if answer.status == 207:
                raise Skippable(f"{_host(answer.url)}: {fault}") from None
            parsed = Multistatus()
        if answer.status != 207:
            raise Unanswered(answer.url, answer.status, frozenset(parsed.conditions))
        return Told(answer=answer, multistatus=parsed)

    def _asked(self, request: Request, limit: int = MAX_BYTES) -> Answer:
        answer = self._exchange(request, limit)
        if answer.status == 401 and self._login is not Login.NONE and self._stays(request, answer):
            self._prove_otherwise(answer.headers.get("WWW-Authenticate", "").casefold())
            answer = self._exchange(request, limit)
        if answer.status == 401:
            if not self._stays(request, answer):
                raise Unanswered(answer.url, 401)
            raise self._refused()
        http.raise_for_load(answer)
        self.clock = answer.date or self.clock
        return answer

    def _prove_otherwise(self, wanted: str) -> None:
        """A token that ran out, a password that was changed, or a server that wants a digest."""
        self._authorization, self._digest = "", None
        by_digest = "digest" in wanted and "basic" not in wanted
        if by_digest and self._login is Login.PASSWORD:
            self._digest = http.digest(self._user, self._means.secrets.password())

    def _stays(self, request: Request, answer: Answer) -> bool:
        """Whether the one that answers is the one that was asked: only it has seen our login."""
        return http.origin(request.url) == http.origin(answer.url)

    def _exchange(self, request: Request, limit: int) -> Answer:
        shown = {} if self._digest else self._shown()
        asked = replace(request, headers={**request.headers, **shown}, auth=self._digest)
        return http.exchange(self._session, self._means.egress, asked, limit=limit)

    def _shown(self) -> Mapping[str, str]:
        if not self._authorization:
            self._authorization = self._fetched()
        return {"Authorization": self._authorization} if self._authorization else {}

    def _fetched(self) -> str:
        match self._login:
            case Login.BEARER:
                return f"Bearer {self._token()}"
            case Login.PASSWORD:
                pair = f"{self._user}:{self._means.secrets.password()}"
                return f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
            case Login.NONE:
                return ""

    def _token(self) -> str:
        token = self._means.secrets.token()
        if token.isascii() and token.isprintable():
            return token
        # Whoever refuses to put it into a header would show it.
        raise self._refused("its token holds what no token may")

    def _refused(self, why: str = "") -> NeedsLogin:
        return NeedsLogin(self._means.account, why)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
