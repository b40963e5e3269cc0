"""Whatever a server says: a fault has a name, and only a letter whose last dot went out is open."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import Ambiguous, ConnectorError, Refused
from narrowcast.connectors.imap_session.settings import Auth, Security, Server
from narrowcast.connectors.net import Egress
from narrowcast.connectors.smtp.delivery import deliver
from narrowcast.connectors.smtp.session import Talk, session
from narrowcast.connectors.smtp.settings import Patience
from tests.connectors.smtp.submission import ENVELOPE, LETTER, Said

QUICK = Patience(command=0.5, body=0.5, after_dot=0.5, goodbye=0.5)
CODES = st.sampled_from([b"220", b"235", b"250", b"334", b"354", b"421", b"451", b"535", b"550"])
LINE = st.builds(
    lambda code, dash, text, end: code + dash + text + end,
    CODES | st.binary(max_size=4),
    st.sampled_from([b" ", b"-", b""]),
    st.sampled_from([b"ok", b"AUTH PLAIN LOGIN", b"<a@b.example>", b"STARTTLS"])
    | st.binary(max_size=30),
    st.sampled_from([b"\r\n", b"\n", b""]),
)
TALK = st.lists(LINE, max_size=9).map(b"".join)


def server_saying(what: bytes) -> tuple[socket.socket, socket.socket]:
    """Our end, and that of a server that says *what* and nothing more."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0.5)
    theirs.sendall(what)
    theirs.shutdown(socket.SHUT_WR)
    return ours, theirs


def heard(theirs: socket.socket) -> bytes:
    """All that the server heard."""
    theirs.settimeout(0.5)
    with theirs, theirs.makefile("rb") as file:
        return file.read()


@given(TALK)
def test_a_letter_is_open_only_after_its_last_dot(what: bytes) -> None:
    ours, theirs = server_saying(what)
    talk = Talk(ours)
    try:
        deliver(talk, LETTER, ENVELOPE, QUICK)
        fault: ConnectorError | None = None
    except ConnectorError as named:
        fault = named
    talk.close()
    dotted = heard(theirs).endswith(b"Robin\r\n.\r\n")

    assert isinstance(fault, Ambiguous | Refused | None)
    assert dotted or isinstance(fault, Refused)


@dataclass
class OneSocket(Egress):
    """Gives out one socket, whatever is asked for."""

    ours: socket.socket

    def __post_init__(self) -> None:
        super().__init__(["localhost"])

    def connect(self, *_: object, **__: object) -> socket.socket:
        return self.ours

    connect_plain = connect


@given(TALK, st.sampled_from(Auth), st.sampled_from([Security.NONE, Security.STARTTLS]))
def test_every_fault_of_a_login_has_a_name(what: bytes, auth: Auth, security: Security) -> None:
    ours, theirs = server_saying(what)
    server = Server(host="localhost", port=25, user="robin", security=security, auth=auth)
    means = Means(account="work", egress=OneSocket(ours), secrets=Said(bearer="t0k"))
    try:
        with session(server, means, QUICK):
            pass
    except ConnectorError as fault:
        assert not isinstance(fault, Ambiguous)  # noqa: PT017 - both ways are right
    finally:
        theirs.close()
        ours.close()
