"""Single requests with little ado: what goes out, what comes back, and what is never sent twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPException

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors import http
from narrowcast.connectors.errors import Skippable, Transient
from narrowcast.connectors.http import Carrier, Lost, TimedOut, TooLarge
from narrowcast.connectors.net import Egress, HostRefused
from narrowcast.connectors.wire import Fields, Reply
from tests.connectors.test_http import OK, Listener, listening


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    made = Carrier(Egress(["localhost", "127.0.0.1"]))
    yield made
    made.close()


def url(server: Listener, path: str = "/") -> str:
    return f"http://localhost:{server.port}{path}"


def test_a_request_holds_what_was_given_and_no_more(carrier: Carrier) -> None:
    with listening(OK) as server:
        carrier.send("POST", url(server, "/a?b=c"), {"X-One": "1"}, b"hello")

    head, _, body = server.heads[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"POST /a?b=c HTTP/1.1",
        b"Host: localhost:%d" % server.port,
        b"X-One: 1",
        b"Accept-Encoding: identity",
        b"Content-Length: 5",
    ]
    assert body == b"hello"


def test_an_empty_body_has_a_length_where_one_is_expected(carrier: Carrier) -> None:
    with listening(OK, OK) as server:
        carrier.send("GET", url(server), {})
        carrier.send("POST", url(server), {})

    assert [b"Content-Length: 0" in head for head in server.heads] == [False, True]


def test_one_connection_carries_several_questions(carrier: Carrier) -> None:
    with listening(OK, OK, OK) as server:
        assert [carrier.send("GET", url(server), {}).body for _ in range(3)] == [b"hi"] * 3
        assert server.connections == 1


def test_what_is_no_question_goes_over_a_connection_of_its_own(carrier: Carrier) -> None:
    with listening(OK, OK) as server:
        carrier.send("GET", url(server), {})
        carrier.send("POST", url(server), {}, b"a letter")
        assert server.connections == 2


def test_what_may_have_been_taken_is_lost_and_not_sent_again(carrier: Carrier) -> None:
    with listening(None, OK) as server:
        with pytest.raises(Lost):
            carrier.send("POST", url(server), {}, b"a letter")

        assert len(server.heads) == 1


def test_where_nobody_answers_nothing_was_sent(carrier: Carrier) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Transient) as fault:
        carrier.send("POST", f"http://127.0.0.1:{port}/", {}, b"a letter")

    assert not isinstance(fault.value, Lost)


def test_who_says_nothing_is_not_waited_for_for_ever(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "READ_SECONDS", 0.1)

    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(TimedOut):
        carrier.send("GET", f"http://127.0.0.1:{silent.getsockname()[1]}/", {})


def test_who_falls_silent_on_a_connection_that_stood_idle_is_not_waited_for_twice(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "READ_SECONDS", 0.1)

    with listening(OK, b"", OK) as server:
        carrier.send("GET", url(server), {})
        with pytest.raises(TimedOut):
            carrier.send("GET", url(server), {})


def test_another_host_is_not_spoken_to(carrier: Carrier) -> None:
    with pytest.raises(HostRefused):
        carrier.send("GET", "https://evil.test/", {})


def test_a_redirect_is_an_answer(carrier: Carrier) -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: https://evil.test/\r\nContent-Length: 0\r\n\r\n"
    with listening(away) as server:
        answer = carrier.send("GET", url(server), {"Authorization": "Bearer secret"})

    assert (answer.status, answer.headers["location"]) == (302, "https://evil.test/")


@pytest.mark.parametrize(
    ("told", "raised"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhi", Lost, id="cut"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", Lost, id="another protocol"),
        pytest.param(b"HTTP/1.1 20 OK\r\n\r\n", Lost, id="no status"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000, Lost, id="a line without end"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 300, Lost, id="fields without end"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000, TooLarge,
                     id="too large"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi",
                     Skippable, id="packed"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(
    carrier: Carrier, told: bytes, raised: type[Exception]
) -> None:
    with listening(told) as server, pytest.raises(raised):
        carrier.send("GET", url(server), {}, limit=1_000)


@pytest.mark.parametrize(
    ("told", "body"),
    [
        pytest.param(
            b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK, b"hi", id="hints come first",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n",
            b"hi", id="in chunks",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nX-Long: a\r\n  b\r\ncontent-LENGTH:2\r\n\r\nhi", b"hi",
            id="folded, and in any case",
        ),
        pytest.param(b"HTTP/1.1 200\nContent-Length: 2\n\nhi", b"hi", id="bare line ends"),
        pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", b"", id="no content"),
        pytest.param(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", b"no", id="a no"),
    ],
)  # fmt: skip
def test_answers_come_in_many_forms(carrier: Carrier, told: bytes, body: bytes) -> None:
    with listening(told, OK) as server:
        assert carrier.send("GET", url(server), {}).body == body
        assert carrier.send("GET", url(server), {}).body == b"hi"
        assert server.connections == 1


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", id="HTTP/1.0"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", id="it says so"
        ),
    ],
)
def test_a_connection_that_ends_is_not_used_again(carrier: Carrier, told: bytes) -> None:
    with listening(told, OK) as server:
        assert [carrier.send("GET", url(server), {}).body for _ in range(2)] == [b"hi"] * 2
        assert server.connections == 2


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\rb"])
def test_no_value_writes_a_line_of_its_own(carrier: Carrier, value: str) -> None:
    with listening(OK) as server, pytest.raises(ValueError, match="line's end"):
        carrier.send("GET", url(server), {"X-One": value})


@pytest.mark.parametrize("path", ["/a b", "/ü", "/a\x00", "/a\x7f"])
def test_an_address_that_cannot_be_written_is_refused(carrier: Carrier, path: str) -> None:
    with listening(OK) as server, pytest.raises(HostRefused):
        carrier.send("GET", url(server, path), {})


def test_fields_are_found_in_any_case() -> None:
    fields = Fields({"retry-after": "7"})

    assert fields["Retry-After"] == fields.get("RETRY-AFTER") == "7"
    assert "Retry-After" in fields
    assert fields.get("Date") is None


@given(noise=st.binary(max_size=300))
def test_whatever_comes_back_is_an_answer_or_a_broken_one(noise: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(b"HTTP/1.1 200 OK\r\n" + noise)
        reply = Reply(ours, "GET")
        try:
            reply.begin()
            reply.read(1_000)
        except (HTTPException, OSError):
            pass
        finally:
            reply.close()
