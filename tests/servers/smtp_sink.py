"""A submission server in this process (aiosmtpd) that takes letters, or fails as it is told.

with smtp_sink(certificates, security=Security.STARTTLS) as sink:
    sink.answers[Phase.RCPT] = "550 5.1.1 nobody here"
    sink.drops = Phase.DOT           # the letter is taken, the answer is lost
    sink.port, sink.letters
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b64decode
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers import processes
from tests.servers.certificates import Certificates

USER, PASSWORD = "robin@vale.example", "correct horse"


class Phase(StrEnum):
    """Where in RFC 5321's order a fault strikes."""

    CONNECT = "connect"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"  # the command; a drop strikes in the middle of the letter, before its last dot
    DOT = "dot"  # the answer after the last dot: the letter has been taken in


class Security(StrEnum):
    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"  # STARTTLS is not even offered


@dataclass(frozen=True, slots=True)
class Letter:
    """What the sink took."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    encrypted: bool
    login: str


@dataclass
class Sink:
    """A running sink; its fields may be changed at any time, also between two letters."""

    port: int = 0
    host: str = "localhost"
    letters: list[Letter] = field(default_factory=list)
    answers: dict[Phase, str] = field(default_factory=dict)
    """What to say in place of yes."""
    drops: Phase | None = None
    """Where the connection is reset."""
    takes_before_drop: bool = True
    """Whether a letter whose answer is lost (`drops` DOT) was taken all the same."""
    slow: dict[Phase, float] = field(default_factory=dict)
    """Seconds to think about an answer."""
    accepted: str = "250 2.0.0 Ok: queued"
    """The answer to a letter that is taken; put a rewritten Message-ID here."""
    tokens: dict[str, str] = field(default_factory=dict)
    """Good OAuth tokens and whose they are."""
    users: dict[str, str] = field(default_factory=lambda: {USER: PASSWORD})
    logins: list[str] = field(default_factory=list)
    """Each login tried: its mechanism."""
    greeted: list[str] = field(default_factory=list)
    """Each name a client gave itself in EHLO."""
    whim: Callable[[], None] = lambda: None
    """Called before each letter: may change every other field."""


class _Handler:
    """aiosmtpd's hooks: each asks the sink what to say."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, given: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.sink.greeted.append(hostname)
        return given

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.sink.whim()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer(server, Phase.MAIL)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._answer(server, Phase.RCPT)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.sink.drops is not Phase.DOT or self.sink.takes_before_drop:
            good = self.sink.answers.get(Phase.DOT, self.sink.accepted).startswith("250")
            if good or self.sink.drops is Phase.DOT:
                self._take(server, session, envelope)
        return await self._answer(server, Phase.DOT, self.sink.accepted)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._bearer(server, args)

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._bearer(server, args)

    async def handle_AUTH(
        self, server: SMTP, session: Session, envelope: Envelope, args: list[str]
    ) -> Any:
        self.sink.logins.append(args[0])
        answer = await self._answer(server, Phase.AUTH, "")
        return answer or MISSING

    async def _bearer(self, server: SMTP, args: list[str]) -> AuthResult:
        raw: Any = b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        token = bytes(raw).decode().partition("Bearer ")[2].partition("\x01")[0]
        if token in self.sink.tokens:
            return AuthResult(success=True, auth_data=LoginPassword(raw, b""))
        # RFC 7628 3.2.3: the reason comes as a challenge, which the client answers with nothing.
        await server.push(b"334 eyJzdGF0dXMiOiI0MDAifQ==")
        await server._reader.readline()
        return AuthResult(success=False, handled=False)

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        known = self.sink.users.get(data.login.decode(errors="replace"))
        good = known is not None and known.encode() == data.password
        # handled=True for a failure would leave the client without an answer for ever.
        return AuthResult(success=good, handled=good, auth_data=data)

    async def _answer(self, server: SMTP, phase: Phase, good: str = "250 OK") -> str:
        await asyncio.sleep(self.sink.slow.get(phase, 0.0))
        if self.sink.drops is phase:
            reset(server)
        return self.sink.answers.get(phase, good)

    def _take(self, server: SMTP, session: Session, envelope: Envelope) -> None:
        data: Any = session.auth_data
        login = data.login.decode(errors="replace") if isinstance(data, LoginPassword) else ""
        assert envelope.original_content is not None
        assert server.transport is not None
        self.sink.letters.append(
            Letter(
                envelope.mail_from or "",
                tuple(envelope.rcpt_tos),
                envelope.original_content,
                server.transport.get_extra_info("ssl_object") is not None,
                login,
            )
        )


class _Smtp(SMTP):
    """Says no to a connection, and breaks off within a letter."""

    command_size_limit = 16_384  # OAuth tokens are long
    _greeted = False

    async def push(self, status: Any) -> None:
        sink: Sink = self.event_handler.sink
        if not self._greeted:
            self._greeted = True
            await asyncio.sleep(sink.slow.get(Phase.CONNECT, 0.0))
            if sink.drops is Phase.CONNECT:
                reset(self)
            status = sink.answers.get(Phase.CONNECT, status)
        await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:
        sink: Sink = self.event_handler.sink
        await asyncio.sleep(sink.slow.get(Phase.DATA, 0.0))
        if Phase.DATA in sink.answers:
            await self.push(sink.answers[Phase.DATA])
        elif sink.drops is Phase.DATA:
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            reset(self)
        else:
            await super().smtp_DATA(arg)


def reset(server: SMTP) -> None:
    """Break the connection off and end what serves it."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()
    raise asyncio.CancelledError


class _Controller(Controller):
    login = True
    """Whether who comes must log in; aiosmtpd's own argument warns where there is no TLS."""

    def factory(self) -> SMTP:
        made = _Smtp(self.handler, **self.SMTP_kwargs)
        made._auth_required = self.login
        return made

    def _trigger_server(self) -> None:
        """Make no trial connection: it would meet the faults, and a TLS one that nobody trusts."""
        self._factory_invoker()


@contextmanager
def smtp_sink(
    certificates: Certificates,
    *,
    security: Security = Security.STARTTLS,
    login: bool = True,
) -> Generator[Sink]:
    """Run a sink; *login* False: whoever comes may send."""
    for name in ("mail.log", "asyncio"):  # aiosmtpd logs every reset we ask for
        logging.getLogger(name).setLevel(logging.CRITICAL)
    sink = Sink(port=processes.free_port())
    handler = _Handler(sink)
    context = certificates.server_context()
    controller = _Controller(
        handler,
        hostname="127.0.0.1",
        port=sink.port,
        ssl_context=context if security is Security.TLS else None,
        tls_context=context if security is Security.STARTTLS else None,
        require_starttls=security is Security.STARTTLS,
        authenticator=handler.authenticate,
        # Implicit TLS is not known to the layer that asks.
        auth_require_tls=security is Security.STARTTLS,
        server_hostname="sink.example",
        ident="",
    )
    controller.login = login
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
