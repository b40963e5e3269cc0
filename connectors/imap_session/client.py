"""imapclient over our own sockets: greeting, STARTTLS, capabilities, login, logout.

Sockets come from `Egress`, octets go through a `Stream` of ours, and nothing is logged: the
libraries would note whole commands, the login among them.
"""

from __future__ import annotations

import base64
import imaplib
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from imapclient import IMAPClient, SocketTimeout

from narrowcast.connectors.base import Secrets
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.imap_session import values
from narrowcast.connectors.imap_session.faults import Denied, clean
from narrowcast.connectors.imap_session.settings import Auth, Security, Server
from narrowcast.connectors.imap_session.stream import Stream
from narrowcast.connectors.net import CONNECT_SECONDS, READ_SECONDS, Egress

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


class _Wire(imaplib.IMAP4):
    """imaplib's commands over our stream."""

    def __init__(self, server: Server, egress: Egress) -> None:
        self._server, self._egress = server, egress
        self.stream: Stream
        super().__init__(server.host, server.port)

    # What imaplib calls its overridable methods follows.

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:  # noqa: ARG002
        server = self._server
        self.host, self.port = server.host, server.port
        if server.security is Security.STARTTLS:
            opened = self._egress.connect_plain(server.host, server.port)
        else:
            tls = server.security is Security.TLS
            opened = self._egress.connect(server.host, server.port, tls=tls)
        opened.settimeout(READ_SECONDS)
        self.sock = opened
        self.stream = Stream(opened, read_ahead=server.security is not Security.STARTTLS)

    def encrypt(self) -> None:
        """STARTTLS (RFC 2595); what was told before it is forgotten. Raises Skippable."""
        host = self._server.host
        if self.state != "NONAUTH" or "STARTTLS" not in self.capabilities:
            raise Skippable(
                f"{host} offers no encryption on port {self.port}; nothing was sent to it."
                ' Try security = "tls"'
            )
        status, answer = self._simple_command("STARTTLS")
        if status != "OK":
            raise Denied("STARTTLS", clean(answer[0] or b""))
        self.sock = self._egress.encrypt(self.sock, host)
        self.sock.settimeout(READ_SECONDS)
        self.stream = Stream(self.sock)
        self.untagged_responses.clear()
        self._tls_established = True
        self._get_capabilities()

    def read(self, size: int) -> bytes:
        return self.stream.exactly(size)

    def readline(self) -> bytes:
        return self.stream.line()

    def send(self, data: Buffer) -> None:
        self.sock.sendall(data)

    def shutdown(self) -> None:
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already
        finally:
            self.sock.close()

    def _mesg(self, *_: object) -> None: ...
    def _log(self, *_: object) -> None: ...


class Client(IMAPClient):  # type: ignore[misc] # the library has no types
    """A connection, not logged in yet; STARTTLS has been done where it is asked for."""

    def __init__(self, server: Server, egress: Egress) -> None:
        self._server, self._egress = server, egress
        timeout = SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        super().__init__(server.host, server.port, ssl=False, timeout=timeout)
        # The library has just set its own: it would note every line.
        self._imap.debug = 0
        self._imap._mesg = _unheard

    def _create_IMAP4(self) -> _Wire:  # noqa: N802 - the library's hook
        wire = _Wire(self._server, self._egress)
        if self._server.security is Security.STARTTLS:
            try:
                wire.encrypt()
            except BaseException:
                wire.shutdown()
                raise
        return wire

    @property
    def responses(self) -> Stream:
        """Where responses come in."""
        wire: _Wire = self._imap
        return wire.stream

    def prove(self, secrets: Secrets) -> None:
        """Log in; raises NeedsLogin of *secrets*, and the library's errors."""
        if self._imap.state != "NONAUTH":
            return  # PREAUTH: the connection itself proves us
        by_token = self._server.auth is not Auth.PASSWORD
        secret = secrets.token() if by_token else secrets.password()
        # Some servers repeat what they were sent.
        try:
            self._show(secret)
        except Denied as fault:
            raise Denied(fault.command, self._without(secret, fault.says)) from None
        except imaplib.IMAP4.error as fault:
            raise type(fault)(self._without(secret, str(fault))) from None

    def _show(self, secret: str) -> None:
        user = self._server.user
        match self._server.auth:
            case Auth.PASSWORD:
                self._prove_by_password(user, secret)
            case Auth.XOAUTH2:
                given = f"user={user}\1auth=Bearer {secret}\1\1"
                self.sasl_login("XOAUTH2", _once(given, b""))
            case Auth.OAUTHBEARER:
                named = user.replace("=", "=3D").replace(",", "=2C")
                given = f"n,a={named},\1auth=Bearer {secret}\1\1"
                self.sasl_login("OAUTHBEARER", _once(given, b"\1"))

    def _without(self, secret: str, says: str) -> str:
        for word in (f"\0{self._server.user}\0{secret}", secret):
            says = says.replace(base64.b64encode(word.encode()).decode(), "…")
        return says.replace(secret, "…") if secret else says

    def _prove_by_password(self, user: str, password: str) -> None:
        if self.has_capability("AUTH=PLAIN"):
            self.sasl_login("PLAIN", _once(f"\0{user}\0{password}", b""))
            return
        if self.has_capability("LOGINDISABLED"):
            raise Skippable(f"{self._server.host} takes no password on this connection")
        words: tuple[bytes, bytes] | None
        try:
            words = values.quoted(user), values.quoted(password)
        except ValueError:
            words = None
        if words is None:
            raise Skippable(
                f"{self._server.host} takes only plain ASCII passwords; set such a one there"
            )
        status, answer = self._imap._simple_command("LOGIN", *words)
        if status != "OK":
            raise Denied("LOGIN", clean(answer[-1] or b""))
        self._imap.state = "AUTH"


def _once(given: str, after: bytes) -> Callable[[bytes], bytes]:
    """Answers a first challenge with *given*; a second one is the server's complaint (RFC 7628
    §3.2.3), which *after* acknowledges.
    """
    answers = iter([given.encode()])
    return lambda _: next(answers, after)


def _unheard(*_: object) -> None: ...
