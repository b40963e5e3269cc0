"""A talk with a submission server, up to the login: nothing of a letter has been said yet.

    connect ─► TLS (or STARTTLS, mandatory, with nothing said before it kept) ─► EHLO ─► AUTH

Every fault here is one before the letter: NeedsLogin, HostRefused, BadCertificate, Refused (the
server wants nothing of us) or Transient.
"""

from __future__ import annotations

import base64
import shlex
import smtplib
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Refused, Transient
from narrowcast.connectors.imap_session.settings import Auth, Security, Server
from narrowcast.connectors.net import HostRefused
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


class Talk(smtplib.SMTP):
    """smtplib's talk on a socket that is given, with replies of bounded length."""

    def __init__(self, opened: socket.socket) -> None:
        super().__init__(local_hostname=OUR_NAME)
        self.sock = opened
        self.file = None

    def getreply(self) -> tuple[int, bytes]:
        """Raises SMTPServerDisconnected; code -1 is what is no reply."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("it hung up")
        if self.file is None:
            self.file = self.sock.makefile("rb")
        said: list[bytes] = []
        while len(said) < _LINES:
            try:
                line = self.file.readline(_LINE)
            except OSError as fault:
                self.close()
                raise smtplib.SMTPServerDisconnected(_reason(fault)) from fault
            if not line.endswith(b"\n"):
                self.close()
                raise smtplib.SMTPServerDisconnected("it hung up" if len(line) < _LINE else "noise")
            said.append(line[4:].strip())
            if line[3:4] != b"-" or not line[:3].isdigit():
                return int(line[:3]) if line[:3].isdigit() else -1, b"\n".join(said)
        self.close()
        raise smtplib.SMTPServerDisconnected("its reply does not end")

    def ask(self, command: str, argument: str = "") -> Answer:
        """Say *command* and hear the answer; raises OSError."""
        return answers.answer(*self.docmd(command, argument))

    def heard_more(self) -> bool:
        """Whether something lies in the read buffer, or on the wire, that nobody asked for."""
        if self.sock is None or self.file is None:
            return False
        waits = self.sock.gettimeout()
        self.sock.settimeout(0)
        try:
            return bool(self.file.peek(1))
        finally:
            self.sock.settimeout(waits)


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
    if talk.heard_more():
        raise HostRefused(
            f"somebody puts words into the mouth of {server.host} before it encrypts; ask whoever"
            " runs your network"
        )
    assert talk.sock is not None, "it has just answered"
    waits = talk.sock.gettimeout()
    talk.sock, talk.file = means.egress.encrypt(talk.sock, server.host), None
    talk.sock.settimeout(waits)
    _introduce(talk, server)


def _log_in(talk: Talk, server: Server, means: Means) -> None:
    """AUTH (RFC 4954) in the one way that fits, once: failed logins lock accounts."""
    offered = set(talk.esmtp_features.get("auth", "").upper().split())
    if not offered and server.security is Security.NONE:
        return  # a server on this machine that trusts whoever is on it
    if server.auth is Auth.PASSWORD:
        secret = means.secrets.password()
        if "PLAIN" in offered or "LOGIN" not in offered:
            said = _say(talk, "PLAIN", f"\0{server.user}\0{secret}")
        else:
            said = _say(talk, "LOGIN", server.user, secret)
    elif server.auth is Auth.XOAUTH2:
        token = means.secrets.token()
        said = _say(talk, "XOAUTH2", f"user={server.user}\1auth=Bearer {token}\1\1", "")
    else:
        bearer = _oauthbearer(server, means.secrets.token())
        said = _say(
            talk, "OAUTHBEARER", bearer, "\1"
        )  # RFC 7628 §3.2.3: the last word after an error
    if not said.good and said.code != 503:  # 503: logged in already
        _not_let_in(server, means.account, offered, said)


def _oauthbearer(server: Server, token: str) -> str:
    user = server.user.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 §4
    return f"n,a={user},\1host={server.host}\1port={server.port}\1auth=Bearer {token}\1\1"


def _say(talk: Talk, mechanism: str, *words: str) -> Answer:
    """Say the first of *words* with AUTH, the next whenever asked to go on."""
    first, *rest = (base64.b64encode(word.encode("utf-8")).decode("ascii") for word in words)
    said = talk.docmd("AUTH", f"{mechanism} {first}")
    for word in rest:
        if said[0] != 334:
            break
        said = talk.docmd(word)
    return answers.to_a_login(*said)


def _not_let_in(server: Server, account: str, offered: set[str], said: Answer) -> NoReturn:
    if said.passing and said.code != 432:  # 432: the password has to be changed
        raise Transient(f"{server.host} cannot check the login now: {said}")
    if not offered:
        raise Refused(
            f"{server.host} takes no login on port {server.port}; letters are taken on 465 (tls)"
            " or 587 (starttls)"
        )
    raise NeedsLogin(account, _again(account), f"{server.host} says: {said}")


def _again(account: str) -> str:
    return f"narrowcast connect {shlex.quote(account)}"


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
