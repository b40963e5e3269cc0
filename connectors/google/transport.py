"""What googleapiclient sends its requests by: our own HTTP, with the owner's login."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import httplib2

from narrowcast.connectors.google.login import Login
from narrowcast.connectors.http import Answer
from narrowcast.connectors.http import Lost as Lost
from narrowcast.connectors.http import TimedOut as TimedOut

_LEFT_OUT = frozenset({"user-agent", "accept-encoding", "content-length"})
"""Headers of googleapiclient that are ours to write."""


class Sending(Protocol):
    """What of `http.Carrier` is used."""

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer: ...

    def close(self) -> None: ...


class Http:
    """The interface of httplib2.Http as far as googleapiclient uses it; any thread may ask.

    A token that Google refuses is renewed once and the request sent once more, whatever it is: what
    was refused was not done.
    """

    def __init__(self, carrier: Sending, login: Login, seen: Callable[[Answer], None]) -> None:
        """*seen* is told every answer."""
        self._carrier, self._login, self._seen = carrier, login, seen

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,  # noqa: ARG002 - an API redirects nobody; such an answer is a refusal
        connection_type: object = None,  # noqa: ARG002 - as httplib2 has it
    ) -> tuple[httplib2.Response, bytes]:
        """Raises what `Carrier.send` and `Login.token` raise: Lost where it is not known whether
        the request was taken.
        """
        data = body.encode() if isinstance(body, str) else body
        given = {name: value for name, value in (headers or {}).items() if name not in _LEFT_OUT}
        given["user-agent"] = "narrowcast"
        token = self._login.token()
        answer = self._sent(method, uri, given, data, token)
        if answer.status == 401:
            token = self._login.token(refused=token)
            answer = self._sent(method, uri, given, data, token)
        told = httplib2.Response({"status": str(answer.status), **answer.headers})
        return told, answer.body

    def _sent(
        self, method: str, uri: str, headers: dict[str, str], body: bytes | None, token: str
    ) -> Answer:
        headers["authorization"] = f"Bearer {token}"
        answer = self._carrier.send(method, uri, headers, body)
        self._seen(answer)
        return answer

    def close(self) -> None:
        """What a service calls when it is closed; connections are shared and stay."""
