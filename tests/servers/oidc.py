"""Authorities of logins for msal on 127.0.0.1, by TLS: node oidc-provider 9, and emulate as Entra.

    with authority(folder, certificates, scopes=[…]) as oidc:
        oidc.url                    # https://localhost:PORT/corp: config.toml's `authority`
        oidc.client_id              # a public client, as the owner's own app registration is
        oidc.granted                # access token → scopes, for a server that is to take them
        oidc.heard.append(f)        # … or be called with each: f(access_token, frozenset(scopes))
        oidc.faults.next("POST /corp/token", Fault.UNAVAILABLE)
        oidc.refuses = "invalid_grant"      # every refresh from now on

oidc-provider is a certified OpenID provider: pages, PKCE, codes, device codes and refreshing are
its own. `entra` gives Vercel's emulate instead, which has Microsoft's paths and no device codes.
Sign in with `browser.Person`; the loopback of msal is http://localhost.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qs

from tests.servers import emulate, gate, processes
from tests.servers.certificates import Certificates
from tests.servers.gate import Asked, Forward, Gate, Reply, told
from tests.servers.gate_faults import Faults

CLIENT_ID = "11111111-2222-3333-4444-555555555555"
RESOURCE = "https://graph.microsoft.com/"
SCOPES = (
    "User.Read", "Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite", "Mail.Send",
    "Calendars.ReadBasic", "Calendars.Read", "Contacts.Read",
)  # fmt: skip
_PROGRAM = Path(__file__).parent / "node" / "oidc.mjs"


@dataclass
class Oidc:
    """A running authority."""

    gate: Gate
    faults: Faults
    path: str = "/corp"
    """Where the authority is."""
    token_path: str = "/corp/token"
    client_id: str = CLIENT_ID
    granted: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    heard: list[Callable[[str, frozenset[str]], None]] = field(
        default_factory=list[Callable[[str, frozenset[str]], None]]
    )
    refuses: str = ""
    """The error that refreshing ends in; '': it goes well."""
    says: str = "AADSTS700082: The refresh token has expired due to inactivity."
    """How that error is described."""

    @property
    def url(self) -> str:
        return f"{self.gate.url}{self.path}"

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        """Notes who was granted what; a stage."""
        form = {name: values[-1] for name, values in parse_qs(asked.body.decode()).items()}
        if asked.path != self.token_path:
            return forward(asked)
        if self.refuses and form.get("grant_type") == "refresh_token":
            return told(400, {"error": self.refuses, "error_description": self.says})
        reply = forward(asked)
        if reply.status == 200:
            self._note(reply.json)
        return reply

    def _note(self, answer: dict[str, str]) -> None:
        scopes = frozenset(one.removeprefix(RESOURCE) for one in answer.get("scope", "").split())
        self.granted[answer["access_token"]] = scopes
        for one in self.heard:
            one(answer["access_token"], scopes)


@contextmanager
def authority(
    folder: Path, certificates: Certificates, *, scopes: Iterable[str] = SCOPES
) -> Generator[Oidc]:
    """Run one that knows *scopes*, bare and with Graph's resource before them."""
    node, port = emulate.node(), processes.free_port()
    faults, stages = Faults(), list[gate.Stage]()
    onward = gate.to(port, lambda one: f"{one.path}?{one.query}" if one.query else one.path)

    def forward(asked: Asked) -> Reply:
        forwarded = {"x-forwarded-proto": "https", "x-forwarded-host": f"localhost:{open_.port}"}
        return onward(replace(asked, headers=asked.headers | forwarded))

    with gate.opened(stages, forward, context=certificates.server_context()) as open_:
        made = Oidc(open_, faults)
        stages += [faults, made]
        known = " ".join(dict.fromkeys((*scopes, *(RESOURCE + one for one in scopes))))
        process = processes.Process(
            [node, str(_PROGRAM), str(emulate.modules()), str(port), made.url, CLIENT_ID, known],
            folder / "oidc.log",
            environment={**os.environ, "NODE_NO_WARNINGS": "1"},
        )
        try:
            process.wait_for(port)
            yield made
        finally:
            process.kill()


@contextmanager
def entra(folder: Path, certificates: Certificates) -> Generator[Oidc]:
    """emulate's Microsoft, which takes any client."""
    faults, stages = Faults(), list[gate.Stage]()
    refused = gate.to(0, lambda one: one.path)  # until emulate runs
    with gate.opened(stages, refused, context=certificates.server_context()) as open_:
        made = Oidc(open_, faults, path="/common/v2.0", token_path="/oauth2/v2.0/token")
        with emulate.emulate(folder, "microsoft", base_url=open_.url) as server:
            open_.upstream = gate.to(
                server.port, lambda one: f"{one.path}?{one.query}" if one.query else one.path
            )
            stages += [faults, made]
            yield made
