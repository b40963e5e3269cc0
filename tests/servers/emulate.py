"""Vercel's emulate 0.11.2 on 127.0.0.1: Google's page of consent, and a second Gmail.

It takes any access token, registers no client, and forgets all as it ends. `Consent` is its sign-in
as a stage of a gate: the pages, PKCE, codes and refreshing are emulate's; who was granted what is
noted by the gate, which then enforces it.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.servers import gate, processes
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.gate_rules import Tokens, form_of

_MODULES = Path(__file__).resolve().parents[2] / ".node" / "node_modules"
REMEDY = "make servers"
PERSON = {"email": "me@corp.test", "name": "Me Person", "email_verified": True}


def node() -> str:
    """The Node that `make servers` installed: never the machine's own."""
    found = _MODULES / ".bin" / "node"
    if not found.exists():
        processes.unavailable("Node 22", REMEDY)
    return str(found)


def modules() -> Path:
    """Where its packages lie."""
    return _MODULES


@dataclass(frozen=True, slots=True)
class Emulate:
    """A running emulate of one service."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def emulate(
    folder: Path,
    service: str = "google",
    *,
    people: Sequence[object] = (PERSON,),
    base_url: str = "",
) -> Generator[Emulate]:
    """Run *service* (`google` or `microsoft`) for *people*; *base_url*: what it calls itself."""
    port, seed = processes.free_port(), folder / f"{service}.json"
    seed.write_text(json.dumps({service: {"users": list(people)}}), "utf-8")  # JSON is YAML
    command = [
        node(), str(_MODULES / "emulate" / "dist" / "index.js"), "start",
        "--service", service, "--seed", str(seed), "--port", str(port),
    ]  # fmt: skip
    if base_url:
        command += ["--base-url", base_url]
    process = processes.Process(command, folder / f"emulate-{service}.log")
    try:
        process.wait_for(port)
        yield Emulate(port)
    finally:
        process.kill()


@dataclass
class Consent:
    """Sends the browser and the code to emulate, and tells *tokens* what was granted; a stage.

    It goes before *tokens*. *lives_seconds* is what a client in testing is told of its login.
    """

    emulate: Emulate
    tokens: Tokens
    lives_seconds: int | None = None

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        onward = gate.to(self.emulate.port, lambda one: f"{one.path}?{one.query}")
        if asked.path.startswith("/o/oauth2/"):
            return onward(asked)
        if asked.path != "/token":
            return forward(asked)
        form = form_of(asked)
        if refusal := self.tokens.refuse(form):
            return refusal
        reply = onward(replace(asked, path="/oauth2/token", query=""))
        return self._noted(form, reply) if reply.status == 200 else reply

    def _noted(self, form: dict[str, str], reply: Reply) -> Reply:
        told = reply.json
        refresh = told.get("refresh_token") or form.get("refresh_token", "")
        self.tokens.learn(refresh, told["access_token"], told["scope"].split())
        if self.lives_seconds and "refresh_token" in told:
            return reply.saying(told | {"refresh_token_expires_in": self.lives_seconds})
        return reply
