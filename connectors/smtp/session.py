"""A talk with a submission server, up to the login: nothing of a letter has been said yet.

    connect ─► TLS (or STARTTLS, mandatory, with nothing said before it kept) ─► EHLO ─► AUTH

Every fault here is one before the letter: NeedsLogin, Skippable (HostRefused, BadCertificate, a
server that lets nobody in our way), Refused (it wants nothing of us) or Transient.
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Refused, Skippable, Transient
from narrowcast.connectors.imap_session.settings import Auth, Security, Server
from narrowcast.connectors.net import READ_SECONDS, HostRefused
from narrowcast.connectors.smtp import answers
from narrowcast.connectors.smtp.answers import Answer
from narrowcast.connectors.smtp.settings import Patience

if TYPE_CHECKING:
    import socket

    from narrowcast.connectors.base import Means

OUR_NAME = "[127.0.0.1]"
"""What we call ourselves in EHLO; the machine's name is nobody's business."""
_LINES = 200  # of one reply; more is a server that will not stop
_LINE = 8192
_MECHANISMS = {
    Auth.PASSWORD: ("PLAIN", "LOGIN"),
    Auth.XOAUTH2: ("XOAUTH2",),
    Auth.OAUTHBEARER: ("OAUTHBEARER",),
}
_MECHANISM = re.compile(r"[A-Z0-9_-]{1,20}")  # RFC 4422 §3.1


class Talk(smtplib.SMTP):
    """smtplib's talk on a socket that is given, with replies of bounded length and time."""

    def __init__(self, opened: socket.socket) -> None:
        super().__init__(local_hostname=OUR_NAME)
        self.sock = opened
        self._heard = b""
        """What came and was not read as a reply yet."""

    def getreply(self) -> tuple[int, bytes]:
        """Raises SMTPServerDisconnected; code -1 is what is no reply.

        The socket's patience is for the whole reply: one that comes in drops is none.
        """
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("it hung up")
        waits = self.sock.gettimeout() or READ_SECONDS
        until = time.monotonic() + waits
        said: list[bytes] = []
        codes: set[int] = set()
        try:
            while len(said) < _LINES:
                line = self._line(until)
                known = line[:3].isdigit()
                said.append(line[4:].strip() if known else line.strip())
                codes.add(int(line[:3]) if known else -1)
                if not known or line[3:4] != b"-":
                    self.sock.settimeout(waits)  # its lines say the same (RFC 5321 §4.2.1)
                    return codes.pop() if len(codes) == 1 else -1, b"\n".join(said)
        except OSError as fault:
            self.close()
            raise smtplib.SMTPServerDisconnected(_reason(fault)) from fault
        self.close()
        raise smtplib.SMTPServerDisconnected("its reply does not end")

    def _line(self, until: float) -> bytes:
        assert self.sock is not None, "the caller looked"
        while (end := self._heard.find(b"\n", 0, _LINE)) < 0:
            if len(self._heard) >= _LINE:
                raise OSError("noise")
            self.sock.settimeout(max(until - time.monotonic(), 0.001))
            more = self.sock.recv(_LINE)
            if not more:
                raise OSError("it hung up")
            self._heard += more
        line, self._heard = self._heard[: end + 1], self._heard[end + 1 :]
        return line

    def ask(self, command: str, argument: str = "") -> Answer:
        """Say *command* and hear the answer; raises OSError."""
        return answers.answer(*self.docmd(command, argument))

    def overheard(self) -> bytes | None:
        """What the server says that nobody asked for; b"": it hung up, None: nothing."""
        if self._heard or self.sock is None:
            return self._heard
        waits = self.sock.gettimeout()
        self.sock.settimeout(0)
        try:
            self._heard = self.sock.recv(_LINE)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return None
        except OSError:
            return b""
        finally:
            self.sock.settimeout(waits)
        return self._heard


@contextmanager
def session(server: Server, means: Means, patience: Patience) -> Generator[Talk]:
    """Log in, lend the talk, and take leave; faults of leaving change nothing any more."""
    talk = Talk(_opened(server, means, patience))
    try:
        with _naming(server):
            _greet(talk, server)
            if server.security is Security.STARTTLS:
                _encrypt(talk, server, means)
            _log_in(talk, server, means)
        yield talk
    finally:
        _leave(talk, patience)


def _opened(server: Server, means: Means, patience: Patience) -> socket.socket:
    if server.security is Security.STARTTLS:
        opened = means.egress.connect_plain(server.host, server.port)
    else:
        tls = server.security is Security.TLS
        opened = means.egress.connect(server.host, server.port, tls=tls)
    opened.settimeout(patience.command)
    return opened


@contextmanager
def _naming(server: Server) -> Generator[None]:
    try:
        yield
    except ConnectorError:
        raise
    except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors
        raise Transient(f"{server.host} breaks off the talk: {_reason(fault)}") from None


def _greet(talk: Talk, server: Server) -> None:
    greeting = answers.answer(*talk.getreply())
    if greeting.code < 0:
        raise Transient(f"{server.host} speaks no SMTP on port {server.port}: {greeting}")
    if greeting.code != 220:
        raise Refused(f"{server.host} does not want to talk to us: {greeting}")
    _introduce(talk, server)


def _introduce(talk: Talk, server: Server) -> None:
    code, text = talk.ehlo(OUR_NAME)
    if code != 250:
        raise Refused(f"{server.host} does not want to talk to us: {answers.answer(code, text)}")


def _encrypt(talk: Talk, server: Server, means: Means) -> None:
    """STARTTLS (RFC 3207); what was said in the open before it counts for nothing."""
    if not talk.has_extn("starttls"):
        raise HostRefused(
            f"{server.host} does not offer STARTTLS on port {server.port}, so nothing was said to"
            ' it; try security = "tls" and port = 465'
        )
    said = talk.ask("STARTTLS")
    if said.code != 220:
        raise Transient(f"{server.host} does not begin the encryption: {said}")
    if talk.overheard():
        raise HostRefused(
            f"somebody puts words into the mouth of {server.host} before it encrypts; ask whoever"
            " runs your network"
        )
    assert talk.sock is not None, "it has just answered"
    waits = talk.sock.gettimeout()
    talk.sock = means.egress.encrypt(talk.sock, server.host)
    talk.sock.settimeout(waits)
    _introduce(talk, server)


def _log_in(talk: Talk, server: Server, means: Means) -> None:
    """AUTH (RFC 4954) in the one way that fits, once: failed logins lock accounts."""
    offered = set(talk.esmtp_features.get("auth", "").upper().split())
    if not offered and server.security is Security.NONE:
        return  # a server on this machine that trusts whoever is on it
    mechanism = _mechanism(server, offered)
    by_token = server.auth is not Auth.PASSWORD
    secret = means.secrets.token() if by_token else means.secrets.password()
    said = _say(talk, mechanism, secret, *_words(mechanism, server, secret))
    if said.good:
        return
    if said.final or said.code == 432:  # 432: the password has to be changed
        raise NeedsLogin(means.account, f"{server.host} says: {said}")
    raise Transient(f"{server.host} cannot check the login now: {said}")


def _mechanism(server: Server, offered: set[str]) -> str:
    """The first of ours that is offered; no secret is shown in another way, or where none is."""
    if not offered:
        raise Skippable(
            f"{server.host} takes no login on port {server.port}; letters are taken on 465 (tls)"
            " or 587 (starttls)"
        )
    for mechanism in _MECHANISMS[server.auth]:
        if mechanism in offered:
            return mechanism
    others = ", ".join(sorted(filter(_MECHANISM.fullmatch, offered))[:8])
    raise Skippable(
        f'{server.host} takes no login by auth = "{server.auth}" on port {server.port}, only'
        f" {others}; nothing secret was said to it"
    )


def _words(mechanism: str, server: Server, secret: str) -> tuple[str, ...]:
    """What is said with AUTH, and whenever the server asks to go on."""
    match mechanism:
        case "PLAIN":
            return (f"\0{server.user}\0{secret}",)
        case "LOGIN":
            return server.user, secret
        case "XOAUTH2":
            return f"user={server.user}\1auth=Bearer {secret}\1\1", ""
        case _:  # the last word after an error is \1 (RFC 7628 §3.2.3)
            return _oauthbearer(server, secret), "\1"


def _oauthbearer(server: Server, token: str) -> str:
    user = server.user.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 §4
    return f"n,a={user},\1host={server.host}\1port={server.port}\1auth=Bearer {token}\1\1"


def _say(talk: Talk, mechanism: str, secret: str, *words: str) -> Answer:
    """Say the first of *words* with AUTH, the next whenever asked to go on."""
    first, *rest = map(_coded, words)
    said = talk.docmd("AUTH", f"{mechanism} {first}")
    for word in rest:
        if said[0] != 334:
            break
        said = talk.docmd(word)
    return answers.to_a_login(*said, hidden=(secret, _coded(secret), first, *rest))


def _coded(word: str) -> str:
    return base64.b64encode(word.encode("utf-8")).decode("ascii")


def _leave(talk: Talk, patience: Patience) -> None:
    with suppress(OSError, ValueError):
        if talk.sock is not None:
            talk.sock.settimeout(patience.goodbye)
            talk.docmd("QUIT")
    talk.close()


def _reason(fault: Exception) -> str:
    """Why, without what was said: a fault of coding would carry it along."""
    if isinstance(fault, UnicodeError):
        return "its name or a secret cannot be written down"
    return str(fault) or type(fault).__name__
