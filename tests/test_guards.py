"""The guards of the test suite guard."""

from __future__ import annotations

import socket
import urllib.request

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "mail.example", "2001:db8::1"])
def test_no_test_reaches_another_host(host: str) -> None:
    with pytest.raises(AssertionError, match=host.replace(".", r"\.")):
        socket.create_connection((host, 443), timeout=1)


def test_the_guard_holds_below_libraries() -> None:
    with pytest.raises(AssertionError, match="resolving"):
        urllib.request.urlopen("http://mail.example/", timeout=1)


def test_this_machine_may_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
