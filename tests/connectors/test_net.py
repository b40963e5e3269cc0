from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.connectors.errors import Transient
from narrowcast.connectors.net import BadAuthority, Egress, HostRefused, ascii_host, is_this_machine


@pytest.fixture
def echo() -> Iterator[int]:
    """A server on this machine that answers the first octets it gets; returns its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    taken, _ = server.accept()
                except OSError:
                    return
                with taken:
                    taken.sendall(taken.recv(100) * 2)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def test_what_goes_over_a_connection_is_counted_by_host(echo: int) -> None:
    egress = Egress(["127.0.0.1"])

    for _ in range(2):
        with egress.connect("127.0.0.1", echo, tls=False) as opened:
            opened.sendall(b"12345")
            with opened.makefile("rb") as answer:
                assert answer.read() == b"1234512345"

    (one,) = egress.traffic()
    assert (one.host, one.connections, one.sent, one.received) == ("127.0.0.1", 2, 10, 20)


def test_a_command_in_two_pieces_does_not_wait_for_an_answer_to_the_first(echo: int) -> None:
    with Egress(["127.0.0.1"]).connect("127.0.0.1", echo, tls=False) as opened:
        assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("text", ["", "-----BEGIN CERTIFICATE-----\n", None])
def test_an_authority_that_is_none_is_no_fault_of_the_server(
    echo: int, tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "ca.pem"
    if text is not None:
        file.write_text(text)

    with pytest.raises(BadAuthority, match="ca_file has to be"):
        Egress(["localhost"], ca_file=file).connect("localhost", echo)


def test_a_host_that_no_account_names_is_refused(echo: int) -> None:
    with pytest.raises(HostRefused, match="no server of your accounts"):
        Egress(["mail.example"]).connect("127.0.0.1", echo, tls=False)


def test_nobody_answering_may_pass(echo: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with pytest.raises(Transient, match=f"does not answer on port {port}"):
        Egress(["127.0.0.1"]).connect("127.0.0.1", port, tls=False)


def _last_two(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def test_a_server_of_the_same_domain_may_be_followed() -> None:
    egress = Egress(["dav.home.example"], domain_of=_last_two)

    egress.follow("dav.home.example", "P7.home.example.")

    assert "p7.home.example" in egress.hosts


@pytest.mark.parametrize("found", ["home.test", "169.254.169.254", "dav.home.example.evil.test"])
def test_a_server_elsewhere_is_not_followed(found: str) -> None:
    egress = Egress(["dav.home.example"], domain_of=_last_two)

    with pytest.raises(HostRefused, match="not of your account"):
        egress.follow("dav.home.example", found)


def test_what_was_followed_must_not_lead_into_this_network(echo: int) -> None:
    egress = Egress(["dav.localhost"], domain_of=lambda _: "localhost")
    egress.follow("dav.localhost", "localhost")

    with pytest.raises(HostRefused, match="private network"):
        egress.connect("localhost", echo, tls=False)


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("127.0.0.9", True), ("[::1]", True), ("mail.example", False),
     ("127.0.0.1.example", False), ("192.0.2.1", False)],
)  # fmt: skip
def test_this_machine_is_told_by_name_and_number(host: str, own: bool) -> None:
    assert is_this_machine(host) is own


@pytest.mark.parametrize(
    "host", ["", " ", "a/b", "user@host", "a b", "imap..example", f"{'a' * 64}.example"]
)
def test_what_is_no_host_is_a_mistake_of_the_owner(host: str) -> None:
    with pytest.raises(ValueError, match="no name of a server"):
        ascii_host(host)


def test_a_host_in_any_script_is_looked_up_in_ascii() -> None:
    assert ascii_host("Käse.example.") == "xn--kse-qla.example"
