"""The proxy delays, cuts, stalls and refuses as told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.servers.latency import Proxy, proxy


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that answers what it hears."""

    def serve(listening: socket.socket) -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            with client, suppress(ConnectionResetError):
                while heard := client.recv(1000):
                    client.sendall(heard)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def connected(to: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", to.port), timeout=5)


def test_an_answer_takes_at_least_the_round_trip(echo: int) -> None:
    with proxy(echo, round_trip=0.05) as far, connected(far) as client:
        began = time.monotonic()
        client.sendall(b"hello")

        assert client.recv(100) == b"hello"
        assert time.monotonic() - began >= 0.05
    assert (far.sent, far.received, bytes(far.said)) == (5, 5, b"hello")


def test_a_connection_is_cut_after_so_many_octets(echo: int) -> None:
    with proxy(echo) as far, connected(far) as client:
        far.cut_after = 8
        client.sendall(b"12345")
        assert client.recv(100) == b"12345"
        client.sendall(b"67890")

        with pytest.raises(ConnectionResetError):
            client.recv(100)


def test_a_stalled_connection_goes_on_later(echo: int) -> None:
    with proxy(echo) as far, connected(far) as client:
        far.stalled.set()
        client.sendall(b"hello")
        client.settimeout(0.1)
        with pytest.raises(TimeoutError):
            client.recv(100)
        far.stalled.clear()
        client.settimeout(5)

        assert client.recv(100) == b"hello"


def test_who_is_refused_is_reset(echo: int) -> None:
    with proxy(echo) as far:
        far.refuses.set()
        with pytest.raises(ConnectionResetError), connected(far) as client:
            client.recv(100)
