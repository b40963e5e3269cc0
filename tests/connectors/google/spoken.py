"""A Google that says what it was told to say: for answers that no emulator gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from narrowcast.connectors.base import Means
from narrowcast.connectors.google import scopes
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.login import Grant, Login
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.http import Answer
from narrowcast.connectors.net import Egress
from narrowcast.connectors.offline import NoSecrets
from narrowcast.connectors.wire import Fields
from tests.connectors.google.mailboxes import Clock
from tests.servers.google import KeptHere

Said = Callable[[str, Mapping[str, str]], object]
"""What is answered to a path and its parameters: JSON, or an Answer."""

GRANT = Grant(
    client_id="c",
    client_secret="s",
    refresh_token="r",
    scopes=(scopes.READONLY,),
    access_token="a",
    expires_at="2999-01-01T00:00:00",
)


class Spoken:
    """A carrier (`http.Carrier`) whose answers are *said*."""

    def __init__(self, said: Said) -> None:
        self.said, self.calls = said, list[str]()

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        parts = urlsplit(url)
        self.calls.append(parts.path)
        told = self.said(parts.path, dict(parse_qsl(parts.query)))
        if isinstance(told, Answer):
            return told
        return answer(200, told)

    def close(self) -> None:
        """Nothing is open."""


def answer(status: int, told: object, **headers: str) -> Answer:
    """An answer of Google's; *headers* with underscores."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return Answer(
        status=status, url="https://gmail.googleapis.com/x", headers=Fields(named), body=body
    )


def api(said: Said, clock: Clock, carrier: Spoken | None = None, **settings: Any) -> Api:
    """An API whose answers are *said*, or those of a *carrier*."""
    chosen = Settings(user="me@corp.test", **settings)
    kept = KeptHere(GRANT.dumps())
    means = Means(account="work", egress=Egress([]), secrets=NoSecrets(), kept=kept)
    login = Login("work", chosen.endpoints.token, means.egress, kept)
    return Api(
        chosen, login, means, clock=clock, sleep=clock.sleep, carrier=carrier or Spoken(said)
    )
