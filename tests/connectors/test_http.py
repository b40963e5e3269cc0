"""HTTP goes only where it may, encrypted, bounded, and over connections that are used again."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from narrowcast.connectors import http, wire
from narrowcast.connectors.errors import RateLimited, Skippable, Transient
from narrowcast.connectors.http import Answer, Request, TooLarge
from narrowcast.connectors.net import BadCertificate, Egress, HostRefused
from tests.servers.certificates import Certificates

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


class Listener:
    """Answers each request by the next of *answers*; None: it says nothing more and hangs up."""

    def __init__(self, *answers: bytes | None, context: ssl.SSLContext | None = None) -> None:
        self.answers, self.context = list(answers), context
        self.connections = 0
        self.heads: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while self.answers:
            try:
                plain, _ = self.socket.accept()
                opened = (
                    self.context.wrap_socket(plain, server_side=True) if self.context else plain
                )
            except OSError:
                return
            self.connections += 1
            with opened, suppress(OSError):  # the other side may hang up at any time
                self._talk(opened)

    def _talk(self, opened: socket.socket) -> None:
        while self.answers and (head := _head(opened)):
            self.heads.append(head)
            answer = self.answers.pop(0)
            if answer is None:
                return
            opened.sendall(answer)

    def close(self) -> None:
        self.answers.clear()
        self.socket.close()


def _head(opened: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        more = opened.recv(4096)
        if not more:
            return b""
        head += more
    return head


@contextmanager
def listening(*answers: bytes | None, context: ssl.SSLContext | None = None) -> Generator[Listener]:
    listener = Listener(*answers, context=context)
    try:
        yield listener
    finally:
        listener.close()


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with http.session(Egress(["localhost"])) as made:
        yield made


def get(session: requests.Session, url: str, egress: Egress | None = None, **limit: int) -> Answer:
    wanted = Request(method="GET", url=url)
    return http.exchange(session, egress or Egress(["localhost"]), wanted, **limit)


# ---------------------------------------------------------------- connections


def test_one_connection_carries_several_requests(session: requests.Session) -> None:
    with listening(OK, OK, OK) as server:
        bodies = [get(session, f"http://localhost:{server.port}/{n}").body for n in range(3)]

        assert bodies == [b"hi"] * 3
        assert server.connections == 1


def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(
    session: requests.Session,
) -> None:
    with listening(OK, None, OK) as server:
        url = f"http://localhost:{server.port}/"
        assert [get(session, url).body for _ in range(2)] == [b"hi", b"hi"]
        assert server.connections == 2


def test_what_may_have_been_taken_is_not_sent_again(session: requests.Session) -> None:
    with listening(OK, None, OK) as server:
        url = f"http://localhost:{server.port}/"
        get(session, url)

        with pytest.raises(Transient):
            session.post(url, data=b"send this letter")

        assert [head[:4] for head in server.heads] == [b"GET ", b"POST"]


def test_a_server_that_hangs_up_at_once_is_transient(session: requests.Session) -> None:
    with listening(None) as server, pytest.raises(Transient, match="breaks off"):
        get(session, f"http://localhost:{server.port}/")


def test_an_answer_that_ends_early_is_transient(session: requests.Session) -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\nhi"
    with listening(cut) as server, pytest.raises(Transient):
        get(session, f"http://localhost:{server.port}/")


def test_nobody_answers(session: requests.Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Transient, match="does not answer"):
        get(session, f"http://localhost:{port}/")


def test_a_silent_server_is_transient(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "READ_SECONDS", 0.1)
    with listening(b"", None) as server, pytest.raises(Transient, match="in time"):
        get(session, f"http://localhost:{server.port}/")


def test_a_server_that_drips_is_given_up(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "ANSWER_SECONDS", -1.0)
    with listening(OK) as server, pytest.raises(Transient, match="in time"):
        get(session, f"http://localhost:{server.port}/")


@pytest.mark.parametrize(
    "head",
    [b"", b"Content-Length: 5000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1388\r\n"],
    ids=["head", "length", "chunk"],
)
def test_octets_that_come_singly_are_not_waited_for_for_ever(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    monkeypatch.setattr(wire, "ANSWER_SECONDS", 0.1)
    given_up, sent = threading.Event(), list[bytes]()

    def drip(listening: socket.socket) -> None:
        opened, _ = listening.accept()
        with opened, suppress(OSError):
            _head(opened)
            opened.sendall(b"HTTP/1.1 200 OK\r\n" + head)
            while not given_up.wait(0.02) and len(sent) < 250:
                opened.sendall(b"x")
                sent.append(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,), daemon=True)
        thread.start()
        with pytest.raises(Transient, match="in time"):
            get(session, f"http://localhost:{listener.getsockname()[1]}/")
        given_up.set()
        thread.join(10)

    assert len(sent) < 250


def test_a_chunk_of_less_than_nothing_is_not_all_there_is(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_MAX_FRAMED", 1_000)
    endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + b"x" * 9_000
    with listening(endless) as server, pytest.raises(TooLarge):
        get(session, f"http://localhost:{server.port}/")


@pytest.mark.parametrize("host", ["a..b", ".localhost", "a b", f"{'a' * 70}.org"])
def test_an_address_that_nobody_can_look_up_is_refused(host: str) -> None:
    with pytest.raises(HostRefused, match="cannot be read"):
        http.redirected(Egress(["localhost"]), "https://localhost/", f"https://{host}/")


def test_a_packed_answer_is_not_taken_for_what_is_in_it(session: requests.Session) -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b"
    with listening(packed) as server, pytest.raises(Skippable, match="packs"):
        get(session, f"http://localhost:{server.port}/")


def test_an_answer_is_read_only_so_far(session: requests.Session) -> None:
    endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"400\r\n" + b"x" * 1024
    with listening(endless + b"\r\n0\r\n\r\n") as server, pytest.raises(TooLarge):
        get(session, f"http://localhost:{server.port}/", limit=1000)


def test_nor_is_it_read_further_by_a_library_that_sets_no_limit(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_BYTES", 1_000)
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + b"x" * 1024

    with listening(large) as server, pytest.raises(TooLarge):
        session.get(f"http://localhost:{server.port}/", timeout=5)


# ---------------------------------------------------------------- where it goes


@pytest.mark.parametrize("url", ["http://intranet.example/", "https://169.254.169.254/"])
def test_no_other_host_is_spoken_to(session: requests.Session, url: str) -> None:
    with pytest.raises(HostRefused):
        get(session, url)


def test_the_sessions_own_redirects_lead_nowhere(session: requests.Session) -> None:
    away = b"HTTP/1.1 302 x\r\nLocation: http://intranet.example/\r\nContent-Length: 0\r\n\r\n"
    with listening(away) as server:
        answer = session.get(f"http://localhost:{server.port}/")

        assert answer.status_code == 302


def test_proxies_and_netrc_of_the_machine_play_no_part(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login x password secret")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    with listening(OK) as server:
        get(session, f"http://localhost:{server.port}/")

        assert b"uthorization" not in server.heads[0]


def test_an_encrypted_server_never_sends_us_to_an_open_one(certificates: Certificates) -> None:
    egress = Egress(["localhost"], ca_file=certificates.ca)
    context = certificates.server_context()
    with http.session(egress) as session, listening(OK) as other:
        away = f"HTTP/1.1 301 x\r\nLocation: http://localhost:{other.port}/\r\n\r\n"
        with (
            listening(away.encode(), context=context) as server,
            pytest.raises(HostRefused, match="unencrypted"),
        ):
            get(session, f"https://localhost:{server.port}/", egress)

        assert other.heads == []


def test_a_server_with_a_strangers_certificate_hears_nothing(
    certificates: Certificates, stranger_certificates: Certificates
) -> None:
    egress = Egress(["localhost"], ca_file=certificates.ca)
    context = stranger_certificates.server_context()
    with (
        http.session(egress) as session,
        listening(OK, context=context) as server,
        pytest.raises(BadCertificate),
    ):
        get(session, f"https://localhost:{server.port}/", egress)

    assert server.heads == []


def test_traffic_is_counted(certificates: Certificates) -> None:
    egress = Egress(["localhost"], ca_file=certificates.ca)
    with (
        http.session(egress) as session,
        listening(OK, OK, context=certificates.server_context()) as server,
    ):
        for _ in range(2):
            get(session, f"https://localhost:{server.port}/", egress)

        (counted,) = egress.traffic()
        assert (counted.host, counted.connections) == ("localhost", 1)
        assert counted.received == 2 * len(OK)
        assert counted.sent == sum(map(len, server.heads))


# ---------------------------------------------------------------- load


def _answer(status: int, **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, url="https://dav.example/", headers=told, body=b"")


NOON = "Mon, 15 Jun 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (_answer(429, Retry_After="7"), 7),
        (_answer(503, Retry_After="7"), 7),
        (_answer(429, Retry_After="Mon, 15 Jun 2026 12:01:00 GMT", Date=NOON), 60),
        (_answer(429, Retry_After="Mon, 15 Jun 2026 11:00:00 GMT", Date=NOON), 0),
        (_answer(429, Retry_After="99999999999999"), 86_400),
        (_answer(429, Retry_After="soon"), 60),
        (_answer(429), 60),
    ],
)
def test_a_server_says_how_long_to_wait(answer: Answer, seconds: float) -> None:
    with pytest.raises(RateLimited) as told:
        http.raise_for_load(answer)

    assert told.value.after == seconds


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504])
def test_a_server_in_trouble_is_tried_again(status: int) -> None:
    with pytest.raises(Transient, match=str(status)):
        http.raise_for_load(_answer(status))


@pytest.mark.parametrize("status", [200, 207, 301, 400, 401, 403, 404, 501, 507])
def test_other_answers_are_the_callers(status: int) -> None:
    http.raise_for_load(_answer(status))
