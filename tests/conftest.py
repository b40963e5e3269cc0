"""What holds for every test: no network but this machine's own loopback, and a home of its own."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors import guard, net

pytest_plugins = ["tests.servers.fixtures"]

# Else the library takes whatever there is: the developer's, or a backend that some test defines.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


class NetworkTouched(AssertionError):
    """A test reached for a host that is not this machine."""


def _is_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket in the file system
    host = str(address[0]).partition("%")[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost"}


@pytest.fixture(autouse=True)
def _no_network_but_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    def guard(name: str) -> None:
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: Any) -> Any:
            if not _is_loopback(args[-1]):
                raise NetworkTouched(f"{name} to {args[-1]!r}")
            return original(self, *args)

        monkeypatch.setattr(socket.socket, name, guarded)

    def resolve(host: Any, *args: Any, **named: Any) -> Any:
        if not _is_loopback((host if isinstance(host, str) else "",)):
            raise NetworkTouched(f"resolving {host!r}")
        return getaddrinfo(host, *args, **named)

    getaddrinfo = socket.getaddrinfo
    for name in ("connect", "connect_ex", "sendto"):
        guard(name)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.fixture(autouse=True)
def _no_guard_for_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own guard cannot be taken down again: it stands in processes of its own.

    What earlier tests sent and nobody noted is none of this one's.
    """
    monkeypatch.setattr(guard, "stand", lambda: None)
    net.untold()


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep tests away from the developer's own set-up, colours and time zone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "NARROWCAST_HOME", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    return home
