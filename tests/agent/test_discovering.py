"""A domain of one's own, looked up at a name server on this machine."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from narrowcast.agent import discovering
from narrowcast.connectors.dns import NameServer
from narrowcast.connectors.errors import Transient
from narrowcast.connectors.formats.dns import Kind

Zone = Mapping[tuple[str, Kind], bytes]


def name(text: str) -> bytes:
    return b"".join(bytes([len(one)]) + one.encode() for one in text.split(".")) + b"\0"


def service(host: str, port: int) -> bytes:
    return struct.pack(">HHH", 0, 1, port) + name(host)


@contextmanager
def serving(zone: Zone, heard: list[str]) -> Iterator[NameServer]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked = self.rfile.read(int.from_bytes(self.rfile.read(2), "big"))
            labels, at = list[str](), 12
            while asked[at]:
                labels.append(asked[at + 1 : at + 1 + asked[at]].decode())
                at += 1 + asked[at]
            kind = Kind(int.from_bytes(asked[at + 1 : at + 3], "big"))
            heard.append(".".join(labels))
            data = zone.get((".".join(labels), kind))
            body = b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(data)) + data if data else b""
            head = asked[:2] + struct.pack(">HHHHH", 0x8180, 1, bool(data), 0, 0)
            told = head + asked[12 : at + 5] + body
            self.wfile.write(len(told).to_bytes(2, "big") + told)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield NameServer("127.0.0.1", int(server.server_address[1]))
        finally:
            server.shutdown()


def look_up(zone: Zone) -> tuple[Any, list[str]]:
    heard: list[str] = []
    with serving(zone, heard) as server:
        return discovering.look_up("firm.example", server), heard


def test_a_firm_whose_mail_a_known_provider_takes_is_at_that_one() -> None:
    found, heard = look_up({("firm.example", Kind.MX): b"\x00\x0a" + name("mx1.mailbox.org")})

    assert found.name == "mailbox.org"
    assert heard == ["firm.example"]


def test_a_domain_may_name_its_own_servers() -> None:
    found, _ = look_up({
        ("_imaps._tcp.firm.example", Kind.SRV): service("imap.firm.example", 993),
        ("_submission._tcp.firm.example", Kind.SRV): service("out.firm.example", 587),
        ("_caldavs._tcp.firm.example", Kind.SRV): service("dav.firm.example", 443),
    })  # fmt: skip

    assert (found.imap.host, found.imap.security) == ("imap.firm.example", "tls")
    assert (found.smtp.host, found.smtp.security) == ("out.firm.example", "starttls")
    assert found.caldav == "https://dav.firm.example/"


def test_a_domain_that_names_nothing_leads_nowhere() -> None:
    assert look_up({("firm.example", Kind.MX): b"\x00\x0a" + name("mx.firm.example")})[0] is None


def test_a_name_server_that_is_away_is_told_of() -> None:
    with pytest.raises(Transient, match="does not answer"):
        discovering.look_up("firm.example", NameServer("127.0.0.1", 1))


@pytest.mark.parametrize(
    ("text", "host"),
    [("# x\nnameserver 192.0.2.1\nnameserver 192.0.2.2\n", "192.0.2.1"), ("search x\n", None),
     ("nameserver evil.example\n", None)],
)  # fmt: skip
def test_the_machines_own_name_server_is_asked(tmp_path: Path, text: str, host: str | None) -> None:
    (tmp_path / "resolv.conf").write_text(text)
    found = discovering.name_server(tmp_path / "resolv.conf")

    assert (found and found.host) == host
