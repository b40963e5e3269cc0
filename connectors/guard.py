"""The last wall: whatever library asks for it, this process speaks to no host that `Egress` did not
allow at that moment.

    Egress.connect ── with permitted(host): ──► the interpreter's own report of it ──► goes on
    anybody else (a library, a plugin, a proxy named in a variable) ──────────────────► HostRefused

`Egress` is where our connectors open their sockets. That nothing else opens one is not left to good
manners: the interpreter reports every look-up and every connection (PEP 578) before it is made, and
what nobody permitted is refused, and kept for `narrowcast privacy audit`. It cannot be taken down
again. What it cannot see: other programs (a password command, the browser), and libraries that call
the system past Python's socket module.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from narrowcast.connectors.errors import Skippable

_LONGEST_HOST = 253


class HostRefused(Skippable):
    """A server we may not talk to; the text says what to write to the configuration."""


class _Permits(threading.local):
    """What this thread may reach just now."""

    hosts: tuple[str, ...] = ()


_permits = _Permits()
_refused: list[str] = []
_state = {"stands": False}


def stand() -> None:
    """Refuse from now on, for the life of this process, what nobody permits."""
    if not _state["stands"]:
        _state["stands"] = True
        sys.addaudithook(_look)


@contextmanager
def permitted(host: str) -> Generator[None]:
    """Let this thread look up and reach *host*, a name or a number, as long as it is inside."""
    before = _permits.hosts
    _permits.hosts = (*before, host)
    try:
        yield
    finally:
        _permits.hosts = before


def refusals() -> tuple[str, ...]:
    """Hosts that somebody else than `Egress` reached for since the last call, one a try."""
    found = tuple(_refused)
    del _refused[: len(found)]
    return found


def has_refused() -> bool:
    """Whether `refusals` has something to tell."""
    return bool(_refused)


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        address = _ADDRESSES.get(event)
        if address is not None:
            _refuse(event, arguments[address])


_ADDRESSES = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.bind": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "socket.getnameinfo": 0,
}
"""Which argument of each report names the host (docs.python.org, table of audit events)."""


def _refuse(event: str, address: Any) -> None:
    if isinstance(address, tuple):
        host = _named(address[0])
    elif event.startswith("socket.get"):
        host = _named(address)
    else:
        return  # a socket in the file system, or one that is connected
    if host in _permits.hosts:
        return
    # Python makes pairs of sockets of them on Windows, and a login's answer is awaited there.
    here = host in {"127.0.0.1", "::1"}
    if event == "socket.getaddrinfo" and (not host or _is_number(host)):
        return  # nobody is asked: a number is written otherwise
    if here and (event == "socket.bind" or os.name == "nt"):
        return
    _refused.append(host[:_LONGEST_HOST])
    raise HostRefused(f"{host} is no server of your accounts; nothing was sent to it")


def _named(host: Any) -> str:
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    return str(host or "").partition("%")[0].rstrip(".").lower()


def _is_number(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
