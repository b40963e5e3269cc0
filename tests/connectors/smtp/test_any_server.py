"""Whatever a server says: a fault has a name, and only a letter whose last dot went out is open."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

import pytest
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


def server_saying(
    what: bytes, after_dot: bytes | None = None
) -> tuple[socket.socket, Future[bytes]]:
    """Our end, and all that the server will have heard; it says *what* and hangs up.

    *after_dot*: that only then, and it hangs up after it.
    """
    ours, theirs = socket.socketpair()
    ours.settimeout(0.5)
    theirs.settimeout(0.5)
    theirs.sendall(what)
    if after_dot is None:
        theirs.shutdown(socket.SHUT_WR)
    future: Future[bytes] = Future()

    def listen() -> None:
        heard = b""
        with theirs, suppress(OSError):
            while more := theirs.recv(65_536):
                heard += more
                if after_dot is not None and heard.endswith(b"\r\n.\r\n"):
                    theirs.sendall(after_dot)
                    theirs.shutdown(socket.SHUT_WR)
        future.set_result(heard)

    threading.Thread(target=listen, daemon=True).start()
    return ours, future


def fault_of_delivery(ours: socket.socket) -> ConnectorError | None:
    talk = Talk(ours)
    try:
        deliver(talk, LETTER, ENVELOPE, QUICK)
    except ConnectorError as named:
        return named
    finally:
        talk.close()
    return None


@given(TALK)
def test_whoever_hangs_up_before_the_dot_took_nothing(what: bytes) -> None:
    ours, heard = server_saying(what)

    assert isinstance(fault_of_delivery(ours), Refused)
    assert not heard.result(2.0).endswith(b"\r\n.\r\n")


@given(TALK)
def test_after_the_dot_only_an_answer_decides(what: bytes) -> None:
    ours, heard = server_saying(b"250 ok\r\n250 ok\r\n354 go on\r\n", what)
    fault = fault_of_delivery(ours)

    assert heard.result(2.0).endswith(b"\r\n.\r\n")
    if fault is None:
        assert what.startswith(b"2")
    elif not isinstance(fault, Ambiguous):
        assert isinstance(fault, Refused)
        assert what.startswith((b"4", b"5"))


@dataclass(eq=False)
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
    ours, _ = server_saying(what)
    server = Server(host="localhost", port=25, user="robin", security=security, auth=auth)
    means = Means(account="work", egress=OneSocket(ours), secrets=Said(bearer="t0k"))
    try:
        with session(server, means, QUICK):
            pass
    except ConnectorError as fault:
        assert not isinstance(fault, Ambiguous)  # noqa: PT017 - both ways are right
    finally:
        ours.close()


def test_a_letter_that_broke_off_is_not_gone_on_with() -> None:
    ours, heard = server_saying(b"220 hi\r\n250 hi\r\n250 ok\r\n250 ok\r\n354 go on\r\n451 no\r\n")
    server = Server(host="localhost", port=25, user="robin", security=Security.NONE)
    means = Means(account="work", egress=OneSocket(ours), secrets=Said())

    with pytest.raises(Refused), session(server, means, QUICK) as talk:
        deliver(talk, LETTER, ENVELOPE, QUICK)

    assert heard.result(2.0).endswith(b"Robin\r\n")
